"""The one face of every culture model: what the acts of the world ask of it."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from gradea.vocabulary import Chance
from gradea.world.culture.contents import Contents, Halves, Handling, Person, Setting, Ware


class Fact(NamedTuple):
    """One thing that nobody could know of the donor, for the debrief: what, how much, and what it means."""

    name: str
    value: str
    note: str


class Grown(NamedTuple):
    """Contents after some time, and what the model keeps to go on exactly where it stands."""

    contents: Contents
    course: Any


class CultureModel(Protocol):
    """The cells of one kind of product, in any vessel, under any hands.

    Attributes:
        code: Name in a scenario.
        empty: Nothing at all.
        arrival: Code of the container in which the starting material arrives; empty where nothing arrives.
        crafts: What can be done with these cells beyond pouring: `CD14`, `harvest`, `detach`, `spin`, `freeze` and so on.
    """

    @property
    def code(self) -> str:
        """Name in a scenario."""

    @property
    def empty(self) -> Contents:
        """Nothing at all."""

    @property
    def crafts(self) -> frozenset[str]:
        """What can be done with these cells beyond pouring."""

    def person_of(self, chance: Chance) -> Person:
        """Draw whose cells they are."""

    def arriving(self, person: Person) -> Contents:
        """Return the starting material as it arrives."""

    def liquid(self, volume_ml: float, amounts: Mapping[str, float]) -> Contents:
        """Return a liquid from the shelf. Raises ValueError for an amount that these cells know nothing of."""

    def mixed(self, a: Contents, b: Contents) -> Contents:
        """Return both in one vessel."""

    def split(self, s: Contents, volume_ml: float) -> Halves:
        """Take a volume out of a well mixed vessel."""

    def worked(self, craft: str, s: Contents, how: Handling) -> Halves:
        """Return what a craft makes of the contents. Raises ValueError for one that is not in `crafts`."""

    def grown(self, s: Contents, setting: Setting, course: Any, span: tuple[int, int]) -> Grown:
        """Let time pass.

        Args:
            s: What is in the vessel.
            setting: What surrounds it, constant over the span.
            course: What an earlier call returned for these very contents, or None.
            span: First minute of the run and number of minutes.
        """

    def truth(self, s: Contents, person: Person, ware: Ware) -> dict[str, float]:
        """Return what is true of the contents, by the names that instruments report."""

    def panel(self) -> Mapping[str, str]:
        """Return what a cytometer stains for: quantity → `pct` or `mfi`."""

    def facts(self, person: Person) -> tuple[Fact, ...]:
        """Return what nobody could know of the person, for the debrief."""


def unknown(model: str, craft: str) -> ValueError:
    """Return the broken promise of a caller that asks a model for what it cannot do."""
    return ValueError(f"the model '{model}' knows no '{craft}'; look into its crafts first")
