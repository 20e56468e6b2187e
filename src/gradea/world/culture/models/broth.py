"""Media fill: no cells at all, only liquid in which whatever gets in can grow."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gradea.vocabulary import Chance
from gradea.world.culture.amounts import Culture, Layout, divided, filled, joined
from gradea.world.culture.contents import Contents, Halves, Handling, Person, Setting, Ware
from gradea.world.culture.models.face import Fact, Grown, unknown

BROTH_LAYOUT = Layout(names=("volume_ml", "doomed", "dead"), living=(), carried={})
_EMPTY = filled(BROTH_LAYOUT, {})


@dataclass(frozen=True, slots=True)
class Nobody:
    """There is no donor."""


@dataclass(frozen=True, slots=True)
class Broth:
    """Growth medium in place of every liquid and cell of the process."""

    code: str = "broth"
    crafts: frozenset[str] = frozenset({"spin", "draw-off"})

    @property
    def empty(self) -> Contents:
        """Nothing at all."""
        return _EMPTY

    def person_of(self, chance: Chance) -> Person:  # noqa: ARG002 - the face of a model
        """Return nobody."""
        return Nobody()

    def arriving(self, person: Person) -> Contents:  # noqa: ARG002 - the face of a model
        """Return nothing: a media fill begins on the shelf."""
        return _EMPTY

    def liquid(self, volume_ml: float, amounts: Mapping[str, float]) -> Contents:
        """Return so much broth; whatever a material carries is left out, as in a real media fill."""
        if amounts:
            raise ValueError(f"broth holds no {', '.join(amounts)}; leave carries out")
        return filled(BROTH_LAYOUT, {"volume_ml": volume_ml})

    def mixed(self, a: Contents, b: Contents) -> Contents:
        """Return both in one vessel."""
        return joined(_broth(a), _broth(b))

    def split(self, s: Contents, volume_ml: float) -> Halves:
        """Take a volume out."""
        return Halves(*divided(_broth(s), volume_ml))

    def worked(self, craft: str, s: Contents, how: Handling) -> Halves:
        """Spin or draw off, as the process does with cells."""
        if craft == "draw-off":
            return Halves(*divided(_broth(s), s.volume_ml - how.volume_ml))
        if craft != "spin":
            raise unknown(self.code, craft)
        pellet_ml = min(s.volume_ml, 0.5 + 0.01 * s.volume_ml)
        pellet, waste = divided(_broth(s), pellet_ml)
        return Halves(joined(pellet, filled(BROTH_LAYOUT, {"volume_ml": how.volume_ml - pellet_ml})), waste)

    def grown(self, s: Contents, setting: Setting, course: Any, span: tuple[int, int]) -> Grown:  # noqa: ARG002 - face
        """Return the broth unchanged: organisms grow by their own law."""
        return Grown(s, None)

    def truth(self, s: Contents, person: Person, ware: Ware) -> dict[str, float]:  # noqa: ARG002 - face of a model
        """Return nothing: no instrument measures broth."""
        return {}

    def panel(self) -> Mapping[str, str]:
        """Return no stains."""
        return {}

    def facts(self, person: Person) -> tuple[Fact, ...]:  # noqa: ARG002 - the face of a model
        """Return nothing."""
        return ()


def _broth(s: Contents) -> Culture:
    assert isinstance(s, Culture), "a vessel of a media fill holds broth"
    return s
