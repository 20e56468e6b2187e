"""The amounts of a stromal-cell culture, and what surrounds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradea.vocabulary import Chance
from gradea.world.culture.amounts import Culture, Layout, filled
from gradea.world.culture.stromal import parameters as p

STROMAL_CELL = Layout(
    names=(
        *("volume_ml", "suspended", "attached", "doomed", "dead", "ready_cells", "doubling_cells"),
        *("glucose_umol", "lactate_umol", "glutamine_umol", "ammonia_umol", "growth_factor_ml"),
    ),
    living=("suspended", "attached"),
    carried={"ready_cells": ("suspended", "attached"), "doubling_cells": ("suspended", "attached")},
)
"""Volume, cells in suspension and on the plastic, the doomed and the dead; readiness h and cumulative doublings CPD times
cells; nutrients; growth factor as mL of lysate or serum."""

STROMAL_SYMBOLS: Mapping[str, float] = {each.symbol: each.value for each in p.GROWTH}
"""Every constant of the equations by its symbol, for overrides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StromalMedium:
    """Fresh medium; `growth_factor_pct` is the share of platelet lysate, or serum, in %."""

    glucose_mmol_per_l: float = 5.5
    glutamine_mmol_per_l: float = 4.0
    growth_factor_pct: float = 10.0

    def volume(self, volume_ml: float) -> Culture:
        """Return so many mL of this medium.

        Examples:
            >>> StromalMedium().volume(10.0).amount("growth_factor_ml")
            1.0
        """
        return stromal_cells(
            volume_ml,
            glucose_umol=self.glucose_mmol_per_l * volume_ml,
            glutamine_umol=self.glutamine_mmol_per_l * volume_ml,
            ammonia_umol=0.05 * volume_ml,
            growth_factor_ml=self.growth_factor_pct * volume_ml / 100.0,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """What the cells grow on, and whose they are.

    Attributes:
        area_cm2: Area of the plastic, above 0.
        growth: Multiplier on the largest growth rate: donor, and serum in place of lysate.
        overrides: Constants by symbol that differ.

    Raises:
        ValueError: If the area is not above zero, or a symbol is unknown.
    """

    area_cm2: float
    growth: float = 1.0
    overrides: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.area_cm2 > 0.0:
            raise ValueError(f"cells need a surface, not {self.area_cm2!r} cm²")
        if unknown := sorted(set(self.overrides) - set(STROMAL_SYMBOLS)):
            raise ValueError(f"no constant is called {unknown[0]!r}; there are {', '.join(STROMAL_SYMBOLS)}")

    def constants(self) -> dict[str, float]:
        """Return every constant by symbol, overrides applied."""
        return {**STROMAL_SYMBOLS, **self.overrides}


def stromal_cells(volume_ml: float, **amounts: float) -> Culture:
    """Return stromal cells, or a liquid for them.

    Raises:
        ValueError: If a name is unknown, an amount is negative or not finite.

    Examples:
        >>> stromal_cells(30.0, suspended=1.5e5).viable
        150000.0
    """
    return filled(STROMAL_CELL, {"volume_ml": volume_ml, **amounts})


def stromal_growth_of(chance: Chance, key: str = "donor") -> float:
    """Draw a donor's multiplier on growth: log-normal, 15 % [A].

    Examples:
        >>> 0.4 < stromal_growth_of(Chance("s")) < 2.5
        True
    """
    return chance.log_normal(1.0, p.DONOR_CV.value, key, "stromal-growth")
