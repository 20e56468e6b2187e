"""What a team can make: one product per recipe on the shelf that has a scenario to play it in."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from gradea.content import content_root, recipe_names

DEFAULT = "toldc"

_WORDS: Mapping[str, Promise] = {
    "mf": gettext_lazy("Media fill, 60 units, three weeks: pure aseptic technique"),
    "toldc": gettext_lazy("Tolerogenic dendritic cells, one patient, one week"),
    "cart": gettext_lazy("CAR-T cells, one patient, closed station, 8 days"),
    "cart_manual": gettext_lazy("CAR-T cells, one patient, by hand, 12 days"),
    "msc": gettext_lazy("Stromal cells, one vial to twenty doses, two weeks"),
}


def scenario_of(product: str) -> str:
    """Return the code of the scenario in which a product is made."""
    return f"{product}_practice"


@lru_cache(maxsize=1)
def product_codes() -> tuple[str, ...]:
    """Return the codes of the products that can be played, the default first."""
    folder = content_root() / "scenarios"
    found = [code for code in recipe_names() if (folder / f"{scenario_of(code)}.yaml").is_file()]
    return tuple(sorted(found, key=lambda code: (code != DEFAULT, code)))


def product_choices() -> list[tuple[str, str | Promise]]:
    """Return code and words of every product, for a form; one that a partner added is called by its code."""
    return [(code, _WORDS.get(code, code)) for code in product_codes()]
