"""What all vessels have in common, whatever the product: amounts of liquid and cells, and what surrounds them."""

from dataclasses import dataclass
from typing import Protocol

from gradea.vocabulary import Chance
from gradea.world.culture.environment import Environment


class Contents(Protocol):
    """What is in one vessel: amounts, never concentrations. Two kinds exist: `Suspension` and `Culture`."""

    @property
    def amounts(self) -> tuple[float, ...]:
        """Every amount, the volume first."""

    @property
    def volume_ml(self) -> float:
        """Volume in mL."""

    @property
    def viable(self) -> float:
        """Cells that exclude the dye, the doomed among them."""

    @property
    def cells(self) -> float:
        """All countable cells, the dead among them."""

    def amount(self, name: str) -> float:
        """Return one amount."""

    def per_ml(self, name: str) -> float:
        """Return one amount per mL."""


class Person(Protocol):
    """Whose cells they are; each culture model has its own kind. Hidden truth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ware:
    """A vessel as its cells feel it.

    Attributes:
        kind: How gas gets in: `bag`, `tube`, or a name the culture model knows (`prodigy`, `rocking_bag`, `stack`).
        area_cm2: Surface on which cells can sit; 0 for none.
        enhanced: Coated so that vector and cells meet.
    """

    kind: str = "bag"
    area_cm2: float = 0.0
    enhanced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What surrounds the contents of a vessel for some time."""

    person: Person
    environment: Environment
    ware: Ware = Ware()


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How hands or a machine work on the contents of a vessel.

    Attributes:
        chance: Keyed chance of the run. `key`: name of this handling.
        person: Whose cells they are.
        ware: The vessel they are in.
        minutes: How long; 0 where that does not matter.
        volume_ml: A volume the handling asks for: to resuspend in, to add, to draw off.
        g: Relative centrifugal force. `temperature_c`: of the liquid.
        reagent_ml: Labelling reagent that the cells met.
        cooling_k_per_min: How fast they were frozen.
        weeks_at_m80: How long they lay in a -80 °C freezer.
    """

    chance: Chance
    key: str
    person: Person
    ware: Ware = Ware()
    minutes: float = 0.0
    volume_ml: float = 0.0
    g: float = 0.0
    temperature_c: float = 21.0
    reagent_ml: float = 0.0
    cooling_k_per_min: float = 1.0
    weeks_at_m80: float = 0.0


@dataclass(frozen=True, slots=True)
class Halves:
    """Two parts that together are what went in and the fresh liquid.

    Attributes:
        product: What was wanted.
        rest: Waste, sample, what was lost.
    """

    product: Contents
    rest: Contents
