"""What the frame offers to go to. A slice registers its entry when it starts; entries whose page is missing are left out."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from gradea.campus.shell.policy import HasRoles, read_policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place to go.

    Attributes:
        label: One or two words (`gettext_lazy`), as the tab of a person's navigation.
        url_name: Name of a route without arguments; also the key of the entry.
        icon: Name of a symbol in the icon sprite.
        policy: Who sees the entry, in the words of `@policy`; the page still has its own.
        order: Lower comes first.
        door: Sentence that offers the place as a big button on a person's first page; empty for no button.
        first_for: For whom it is the first button, in the words of `@policy`; empty for nobody in particular.
    """

    label: str
    url_name: str
    icon: str
    policy: str = "person"
    order: int = 50
    door: str = ""
    first_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry with its address, for one viewer."""

    label: str
    url: str
    icon: str
    door: str
    here: bool
    first: bool


_entries: dict[str, Entry] = {}


def register_entry(entry: Entry) -> None:
    """Offer a place in the navigation; registering the same route again replaces it."""
    read_policy(entry.policy)
    _entries[entry.url_name] = entry


def places_for(viewer: HasRoles | None, path: str = "") -> list[Place]:
    """Return the places this viewer is offered, in order; `here` marks the one that a path is in."""
    places = []
    for entry in sorted(_entries.values(), key=lambda entry: (entry.order, entry.url_name)):
        url = url_or_none(entry.url_name)
        if url and read_policy(entry.policy).admits(viewer):
            places.append(
                Place(
                    label=str(entry.label),
                    url=url,
                    icon=entry.icon,
                    door=str(entry.door),
                    here=path.startswith(url),
                    first=bool(entry.first_for) and read_policy(entry.first_for).admits(viewer),
                )
            )
    return places


IN_THE_BAR = 5
"""Places that stand in the bar; a phone held upright has room for no more, beside one that opens the rest."""


def split_places(places: list[Place]) -> tuple[list[Place], list[Place]]:
    """Return the places that stand in the bar and the rest, which opens from it; a rest of one would hide it for nothing."""
    if len(places) <= IN_THE_BAR + 1:
        return places, []
    return places[:IN_THE_BAR], places[IN_THE_BAR:]


def url_or_none(url_name: str, *args: object) -> str | None:
    """Return the address of a route, or None where its slice is not installed."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return None
