"""What a stromal-cell culture really is at one moment."""

from dataclasses import dataclass

from gradea.world.culture.amounts import Culture
from gradea.world.culture.stromal.state import Surface
from gradea.world.culture.t_cell.kinetics import acidity
from gradea.world.culture.t_cell.parameters import BICARBONATE, BUFFER, PCO2


@dataclass(frozen=True, slots=True, kw_only=True)
class StromalPhenotype:
    """The truth behind every reading; units stand in the names."""

    volume_ml: float
    viable_cells: float
    attached_cells: float
    density_per_cm2: float
    density_e6_per_ml: float
    confluence_pct: float
    viability_pct: float
    doublings: float
    readiness: float
    glucose_mmol_per_l: float
    lactate_mmol_per_l: float
    glutamine_mmol_per_l: float
    ammonia_mmol_per_l: float
    growth_factor_pct: float
    ph: float


def stromal_phenotype(s: Culture, surface: Surface) -> StromalPhenotype:
    """Return the true state of a culture on its surface.

    Model:
        pH as in T cells, from lactate at 5 % CO2 and 26 mM bicarbonate [A].

    Examples:
        >>> from gradea.world.culture.stromal import stromal_cells
        >>> stromal_phenotype(stromal_cells(30.0, attached=4.5e6), Surface(area_cm2=150.0)).confluence_pct
        50.0
    """
    n = s.amount("suspended") + s.amount("attached")
    density = s.amount("attached") / surface.area_cm2
    return StromalPhenotype(
        volume_ml=s.volume_ml,
        viable_cells=s.viable,
        attached_cells=s.amount("attached"),
        density_per_cm2=density,
        density_e6_per_ml=s.viable / s.volume_ml / 1e6 if s.volume_ml > 0.0 else 0.0,
        confluence_pct=100.0 * density / surface.constants()["rho_max"],
        viability_pct=100.0 * s.viable / s.cells if s.cells > 0.0 else 0.0,
        doublings=s.amount("doubling_cells") / n if n > 0.0 else 0.0,
        readiness=s.amount("ready_cells") / n if n > 0.0 else 0.0,
        glucose_mmol_per_l=s.per_ml("glucose_umol"),
        lactate_mmol_per_l=s.per_ml("lactate_umol"),
        glutamine_mmol_per_l=s.per_ml("glutamine_umol"),
        ammonia_mmol_per_l=s.per_ml("ammonia_umol"),
        growth_factor_pct=100.0 * s.per_ml("growth_factor_ml"),
        ph=acidity(s.per_ml("lactate_umol"), BICARBONATE.value, 1.0 - BUFFER.value, 1.0 / (0.0307 * PCO2.value)),
    )
