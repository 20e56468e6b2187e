"""What surrounds a T-cell culture: gas, warmth, vessel, medium that runs in, and who else grows in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradea.world.culture.amounts import Culture
from gradea.world.culture.numerics import LN2
from gradea.world.culture.t_cell import parameters as p
from gradea.world.culture.t_cell.state import t_cells

REGIMES = ("il_2", "il_7_15")
SYMBOLS: Mapping[str, float] = {each.symbol: each.value for each in p.GROWTH}
"""Every constant of the equations by its symbol, for overrides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """Fresh medium.

    Attributes:
        glucose_mmol_per_l: So for the next three.
        glutamine_mmol_per_l: Glutamine.
        lactate_mmol_per_l: Lactate that serum brings.
        ammonia_mmol_per_l: Ammonia from glutamine that decayed on the shelf.
        cytokine_iu_per_ml: IL-2, or IL-7 and IL-15 as IL-2 equivalents.
    """

    glucose_mmol_per_l: float = 17.0
    glutamine_mmol_per_l: float = 4.0
    lactate_mmol_per_l: float = 0.0
    ammonia_mmol_per_l: float = 0.05
    cytokine_iu_per_ml: float = 200.0

    def volume(self, volume_ml: float, temperature_c: float = 37.0) -> Culture:
        """Return so many mL of this medium.

        Examples:
            >>> Medium().volume(10.0).amount("glucose_umol")
            170.0
        """
        return t_cells(
            volume_ml,
            temperature_c=temperature_c,
            glucose_umol=self.glucose_mmol_per_l * volume_ml,
            glutamine_umol=self.glutamine_mmol_per_l * volume_ml,
            lactate_umol=self.lactate_mmol_per_l * volume_ml,
            ammonia_umol=self.ammonia_mmol_per_l * volume_ml,
            cytokine_iu=self.cytokine_iu_per_ml * volume_ml,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Everything the equations need beside the amounts; constant between events.

    Attributes:
        kla_per_h: Oxygen transfer, at most 60 per hour.
        growth_factor: Growth in this vessel and medium against a stirred bioreactor.
        regime: `il_2` or `il_7_15`: how well the cytokine keeps the drive.
        temperature_c: Temperature around the vessel, 0 to 45 °C.
        co2_pct: Carbon dioxide in the gas; 5 % is 38 mmHg.
        perfusion_ml_per_h: Medium in and spent medium out; cells stay, vector goes.
        perfused: The medium that runs in.
        vector_boost: Multiplier on vector adsorption: spinoculation, enhancer; 1 to 8.
        cap_cells_per_ml: Density at which a gas-permeable base crowds, in place of `rho_c`; 0 for none.
        microbe_doubling_h: Doubling time of what grows in it, at least 0.25 h; 0 for nothing.
        gram_negative: Whether it gives endotoxin.
        overrides: Constants by symbol that differ.

    Raises:
        ValueError: If a value is outside what the model covers, or a symbol is unknown.

    Examples:
        >>> Conditions(overrides={"Gd": 6.8}).constants()["Gd"]
        6.8
    """

    kla_per_h: float = 10.0
    growth_factor: float = 1.0
    regime: str = "il_2"
    temperature_c: float = 37.0
    co2_pct: float = 5.0
    perfusion_ml_per_h: float = 0.0
    perfused: Medium = Medium()
    vector_boost: float = 1.0
    cap_cells_per_ml: float = 0.0
    microbe_doubling_h: float = 0.0
    gram_negative: bool = False
    overrides: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ranges = {
            "kla_per_h": (self.kla_per_h, 0.01, 60.0),
            "growth_factor": (self.growth_factor, 0.0, 2.0),
            "temperature_c": (self.temperature_c, 0.0, 45.0),
            "co2_pct": (self.co2_pct, 0.01, 30.0),
            "perfusion_ml_per_h": (self.perfusion_ml_per_h, 0.0, 1e5),
            "vector_boost": (self.vector_boost, 0.0, 8.0),
            "cap_cells_per_ml": (self.cap_cells_per_ml, 0.0, 1e9),
        }
        for name, (value, low, high) in ranges.items():
            if not low <= value <= high:
                raise ValueError(f"{name} must lie between {low:g} and {high:g}, not {value!r}")
        if self.microbe_doubling_h and self.microbe_doubling_h < 0.25:
            raise ValueError(f"nothing doubles in {self.microbe_doubling_h:g} h; give 0.25 h or more")
        if self.regime not in REGIMES:
            raise ValueError(f"the cytokine regime is one of {', '.join(REGIMES)}, not {self.regime!r}")
        if unknown := sorted(set(self.overrides) - set(SYMBOLS)):
            raise ValueError(f"no constant is called {unknown[0]!r}; there are {', '.join(SYMBOLS)}")

    def constants(self) -> dict[str, float]:
        """Return every constant by symbol, overrides applied."""
        return {**SYMBOLS, **self.overrides}

    @property
    def microbe_per_h(self) -> float:
        """Growth rate of the microbe at 37 °C per hour."""
        return LN2 / self.microbe_doubling_h if self.microbe_doubling_h else 0.0
