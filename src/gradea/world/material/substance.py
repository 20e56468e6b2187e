"""What a material is made of, so that an addition changes the right amounts."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """A material as the process uses it.

    Attributes:
        code: Code of the material, as in the recipe.
        title: Name on the shelf.
        unit: Unit in which amounts are asked for: `mL`, `IU`, `nmol`, `pmol`, `ug` or `piece`.
        ml_per_unit: Volume that one unit brings along.
        amounts_per_unit: Amounts of the culture that one unit brings along.
        labels: Programme of selection whose reagent it is; empty for other materials.
        frozen: Whether it comes frozen and is thawed before use. `cold`: whether it chills what it is added to.
        dmso: Share of it that is DMSO.
    """

    code: str
    title: str
    unit: str
    ml_per_unit: float = 0.0
    amounts_per_unit: Mapping[str, float] = field(default_factory=dict)
    labels: str = ""
    frozen: bool = False
    cold: bool = False
    dmso: float = 0.0
