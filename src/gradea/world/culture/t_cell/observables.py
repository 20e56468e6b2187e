"""What a T-cell culture really is at one moment, before any instrument blurs it."""

from dataclasses import dataclass

from gradea.world.culture.amounts import Culture
from gradea.world.culture.numerics import exponential
from gradea.world.culture.t_cell.conditions import Conditions
from gradea.world.culture.t_cell.kinetics import acidity, oxygen
from gradea.world.culture.t_cell.state import t_count, temperature_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TPhenotype:
    """The truth behind every reading. Units stand in the names; shares are of viable T cells.

    Attributes:
        viable_cells: All cells that exclude the dye, the doomed and the other cells among them.
        t_cells: Viable T cells without the doomed.
        car_pct: CAR+ of the T cells.
        vcn_per_car_cell: Vector copies per CAR+ cell, 0 without any.
        vcn_per_cell: Vector copies per T cell.
        cd4_cd8_ratio: CD4+ over CD8+; 0 where there is no CD8+ cell.
        effector_memory_pct: What is neither naive nor central memory.
        mean_divisions: Of the cycling cells.
        drive: Proliferative drive of the cycling cells, 0 to 1.
        oxygen_mmol_per_l: Quasi-steady dissolved oxygen; air-saturated is 0.2.
        The others say it in their names.
    """

    volume_ml: float
    viable_cells: float
    t_cells: float
    density_e6_per_ml: float
    viability_pct: float
    t_cell_pct: float
    car_pct: float
    vcn_per_car_cell: float
    vcn_per_cell: float
    cd8_pct: float
    cd4_cd8_ratio: float
    naive_pct: float
    central_memory_pct: float
    effector_memory_pct: float
    mean_divisions: float
    drive: float
    glucose_mmol_per_l: float
    lactate_mmol_per_l: float
    glutamine_mmol_per_l: float
    ammonia_mmol_per_l: float
    cytokine_iu_per_ml: float
    ph: float
    oxygen_mmol_per_l: float
    temperature_c: float
    beads_per_3e6_cells: float
    bioburden_cfu: float
    endotoxin_eu_per_ml: float


def transduced(mean_copies: float, susceptible: float) -> tuple[float, float, float]:
    """Return CAR+ share, copies per CAR+ cell and copies per cell, from mean copies per susceptible cell.

    Model:
        Zero-inflated Poisson: a share φ of the cells can be transduced, the copies among them are Poisson (docs/culture-run.md,
        One φ fits three batches, reading the published copies as per CAR+ cell (Castella2019, F).

    Examples:
        >>> [round(x, 3) for x in transduced(1.0, 0.467)]
        [0.295, 1.582, 0.467]
        >>> transduced(0.0, 0.467)
        (0.0, 0.0, 0.0)
    """
    hit = 1.0 - exponential(-mean_copies)
    if hit <= 0.0:
        return 0.0, 0.0, 0.0
    return susceptible * hit, mean_copies / hit, susceptible * mean_copies


def t_phenotype(s: Culture, conditions: Conditions) -> TPhenotype:
    """Return the true phenotype and chemistry of a culture under its conditions.

    Examples:
        >>> from gradea.world.culture.t_cell import t_cells
        >>> seen = t_phenotype(t_cells(1.0, resting=80.0, other=10.0, dead=10.0, cd8_cells=20.0), Conditions())
        >>> seen.viability_pct, seen.cd4_cd8_ratio
        (90.0, 3.0)
    """
    v = conditions.constants()
    t, started = t_count(s), s.amount("activated") + s.amount("cycling")
    hit, per_car, per_started = transduced(_share(s.amount("vector_copies"), started), v["phi"])
    cd8 = _share(s.amount("cd8_cells"), t)
    naive, central = _share(s.amount("naive_cells"), t), _share(s.amount("central_cells"), t)
    tm = temperature_of(s)
    demand = 1e3 * v["qO2"] / conditions.kla_per_h * exponential(v["arr"] * (tm - 37.0))
    breathing = 0.2 * s.per_ml("resting") + s.per_ml("activated") + s.per_ml("cycling") + 0.5 * s.per_ml("other")
    per_co2 = 1.0 / (0.0307 * v["pco2"] * conditions.co2_pct / 5.0)
    return TPhenotype(
        volume_ml=s.volume_ml,
        viable_cells=s.viable,
        t_cells=t,
        density_e6_per_ml=_share(s.viable, s.volume_ml) / 1e6,
        viability_pct=100.0 * _share(s.viable, s.cells),
        t_cell_pct=100.0 * _share(t, t + s.amount("other")),
        car_pct=100.0 * hit * _share(started, t),
        vcn_per_car_cell=per_car,
        vcn_per_cell=per_started * _share(started, t),
        cd8_pct=100.0 * cd8,
        cd4_cd8_ratio=_share(1.0 - cd8, cd8),
        naive_pct=100.0 * naive,
        central_memory_pct=100.0 * central,
        effector_memory_pct=100.0 * max(0.0, 1.0 - naive - central) if t > 0.0 else 0.0,
        mean_divisions=_share(s.amount("division_cells"), s.amount("cycling")),
        drive=_share(s.amount("drive_cells"), s.amount("cycling")),
        glucose_mmol_per_l=s.per_ml("glucose_umol"),
        lactate_mmol_per_l=s.per_ml("lactate_umol"),
        glutamine_mmol_per_l=s.per_ml("glutamine_umol"),
        ammonia_mmol_per_l=s.per_ml("ammonia_umol"),
        cytokine_iu_per_ml=s.per_ml("cytokine_iu"),
        ph=acidity(s.per_ml("lactate_umol"), v["hco3_0"], 1.0 - v["Vm_beta"], per_co2),
        oxygen_mmol_per_l=oxygen(demand * breathing, v["K_O2"], v["Osat"]),
        temperature_c=tm,
        beads_per_3e6_cells=3e6 * _share(s.amount("beads"), s.viable),
        bioburden_cfu=s.amount("bioburden_cfu"),
        endotoxin_eu_per_ml=s.per_ml("endotoxin_eu"),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0.0 else 0.0
