"""Pictures to point at: their file, and what they show in words."""

from django.utils.translation import gettext, gettext_noop

_WORDS = {
    "cabinet": gettext_noop(
        "A safety cabinet seen from the front: the filter above, a tray with vials on the left, an open flask in the middle, "
        "a waste bottle on the right, the front grille below."
    ),
    "rooms": gettext_noop(
        "Five rooms in a row, left to right: outside 0 Pa, grade D 12 Pa, grade C 33 Pa, airlock B 38 Pa, laboratory B 50 Pa; "
        "a door between each two."
    ),
}


def picture(name: str) -> dict[str, str]:
    """Return the address below the static files and the words of a picture."""
    return {"path": f"lessons/pictures/{name}.svg", "words": gettext(_WORDS[name])}
