"""What a material is made of, so that an addition changes the right amounts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradea.world.culture import Suspension, liquid


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """A material as the process uses it.

    Attributes:
        code: Code of the material, as in the recipe.
        title: Name on the shelf.
        unit: Unit in which amounts are asked for: `mL`, `IU`, `nmol`, `pmol`, `ug` or `piece`.
        ml_per_unit: Volume that one unit brings along.
        amounts_per_unit: Amounts of the suspension that one unit brings along.
    """

    code: str
    title: str
    unit: str
    ml_per_unit: float = 0.0
    amounts_per_unit: Mapping[str, float] = field(default_factory=dict)


def portion(substance: Substance, amount: float) -> Suspension:
    """Return the liquid that so many units of the substance are.

    Raises:
        ValueError: If the amount is negative.
    """
    if amount < 0.0:
        raise ValueError(f"an amount of {substance.code} cannot be negative: {amount} {substance.unit}")
    carried = {name: per_unit * amount for name, per_unit in substance.amounts_per_unit.items()}
    return liquid(substance.ml_per_unit * amount, **carried)
