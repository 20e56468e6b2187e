"""Dendritic cells against published numbers [AutoDECRA2017, Babatz2003, HCC2015, Nguyen2002]: a careful protocol, many donors."""

from dataclasses import dataclass
from functools import cache
from statistics import fmean
from typing import Any

from gradea.vocabulary import Chance
from gradea.world.culture import (
    COLD,
    INCUBATOR,
    ROOM,
    Donor,
    Environment,
    Suspension,
    cd14_selected,
    donor_of,
    grown_coarsely,
    harvested,
    leukapheresis,
    liquid,
    medium_exchanged,
    mixed,
    split,
    washed,
)
from gradea.world.culture.t_cell import frozen_and_thawed, t_cells, t_electroporated
from gradea.world.instrument import counter_reading, cytometer_reading, elisa_reading

SEEDED_ML = 200.0
SEEDED_E6_PER_ML = 0.5
DAY_MIN = 1440


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """The nominal protocol; a field that differs is a mistake."""

    gm_csf_iu_per_ml: float = 800.0
    il_4_iu_per_ml: float = 500.0
    dex_day3_nmol_per_ml: float = 1.0
    dex_day6_nmol_per_ml: float = 1.0
    d3_pmol_per_ml: float = 0.1
    mpla_ug_per_ml: float = 1.0
    incubator: Environment = INCUBATOR
    bench_min: int = 0
    feed: bool = True
    density: float = SEEDED_E6_PER_ML
    cold_harvest: bool = True
    wash_g: float = 300.0
    hold_product: tuple[Environment, int] = (COLD, 30)


NOMINAL = Protocol()


def simulate_nominal(seed: str) -> dict[str, Any]:
    """Return the release report of a careful crew for this seed, with the yield and the reasons to fail."""
    return simulate(seed, NOMINAL)


def simulate(seed: str, protocol: Protocol, donor: Donor | None = None) -> dict[str, Any]:
    """Return the release report of one batch made by a protocol."""
    chance = Chance(seed)
    donor = donor or donor_of(chance, "donor")
    positive = _selected(donor, chance)
    day0 = counter_reading(positive, chance, "counter", 0)
    purity = cytometer_reading(positive, chance, "flow", 0)["cd14_pct"]
    culture, seeded = _seeded(positive, day0["density_e6_per_ml"], protocol)
    if protocol.bench_min:
        culture = grown_coarsely(culture, donor, ROOM, protocol.bench_min, step_min=10)
    culture = grown_coarsely(culture, donor, protocol.incubator, 3 * DAY_MIN, step_min=10)
    if protocol.feed:
        fresh = liquid(
            100.0,
            gm_csf_iu=100.0 * protocol.gm_csf_iu_per_ml,
            il_4_iu=100.0 * protocol.il_4_iu_per_ml,
            dexamethasone_nmol=SEEDED_ML * protocol.dex_day3_nmol_per_ml,
        )
        culture, _ = medium_exchanged(culture, remove_ml=100.0, fresh=fresh, chance=chance, key="d3")
    culture = grown_coarsely(culture, donor, protocol.incubator, 3 * DAY_MIN, step_min=10)
    culture = culture.with_added(
        dexamethasone_nmol=SEEDED_ML * protocol.dex_day6_nmol_per_ml,
        vitamin_d3_pmol=SEEDED_ML * protocol.d3_pmol_per_ml,
        mpla_ug=SEEDED_ML * protocol.mpla_ug_per_ml,
    )
    culture = grown_coarsely(culture, donor, protocol.incubator, DAY_MIN, step_min=10)
    product = _finished(culture, donor, chance, protocol)
    report: dict[str, Any] = {
        **counter_reading(product, chance, "counter", 1),
        **cytometer_reading(product, chance, "flow", 1),
        **elisa_reading(culture, chance, "elisa", 0),
        "day0_cd14_pct": purity,
        "seeded_e6": seeded / 1e6,
        "product_e6": product.viable / 1e6,
        "yield_pct": 100.0 * product.dendritic / seeded if seeded > 0.0 else 0.0,
        "spontaneous": donor.spontaneous,
    }
    return {**report, "reasons": reasons_to_fail(report)}


def _selected(donor: Donor, chance: Chance) -> Suspension:
    bag = grown_coarsely(leukapheresis(donor), donor, COLD, 6 * 60, step_min=10)
    vials = 1 if bag.amount("monocytes") < 4.0e9 else 2
    labelled = mixed(bag, liquid(7.5 * vials, cd14_reagent_ml=7.5 * vials))
    labelled = grown_coarsely(labelled, donor, ROOM, 30, step_min=10)
    positive, _ = cd14_selected(labelled, donor=donor, chance=chance, key="selection", incubation_min=30)
    return washed(positive, g=300, minutes=10, resuspend_ml=400.0, chance=chance, key="selection-wash").product


def _seeded(positive: Suspension, counted_e6_per_ml: float, protocol: Protocol) -> tuple[Suspension, float]:
    taken_ml = min(positive.volume_ml, SEEDED_ML * protocol.density / counted_e6_per_ml)
    cells, _ = split(positive, min(taken_ml, SEEDED_ML))
    medium = liquid(
        SEEDED_ML - cells.volume_ml,
        gm_csf_iu=SEEDED_ML * protocol.gm_csf_iu_per_ml,
        il_4_iu=SEEDED_ML * protocol.il_4_iu_per_ml,
    )
    return mixed(cells, medium), cells.amount("monocytes")


def _finished(culture: Suspension, donor: Donor, chance: Chance, protocol: Protocol) -> Suspension:
    product, _ = harvested(culture, cold=protocol.cold_harvest, chance=chance, key="harvest")
    for number in (1, 2):
        product, _ = washed(
            product, g=protocol.wash_g, minutes=10, resuspend_ml=20.0, chance=chance, key=f"wash-{number}"
        )
    environment, minutes = protocol.hold_product
    return grown_coarsely(product, donor, environment, minutes, step_min=10)


def reasons_to_fail(report: dict[str, Any]) -> list[str]:
    """Return the attributes outside the limits of the release table, in its order."""
    il12 = report["il12_pg_per_ml"]
    tests = {
        "viability": report["viability_pct"] > 70.0,
        "cd11c": report["cd11c_pct"] > 90.0,
        "hla_dr": report["hla_dr_pct"] > 90.0,
        "cd83": report["cd83_mfi"] < 350.0,
        "cd86": report["cd86_mfi"] < 1500.0,
        "il10": report["il10_pg_per_ml"] > 1000.0,
        "il12": isinstance(il12, str) or il12 < 1000.0,
    }
    return [name for name, passed in tests.items() if not passed]


BATCHES = 60
"""Simulated batches of a careful crew behind each mean."""

HOLD_H = 13.0
"""Hours of an overnight hold; the abstract gives none, the constants of holding were fitted with this one."""


@cache
def batches() -> tuple[dict[str, Any], ...]:
    """Return the release reports of sixty careful batches."""
    return tuple(simulate_nominal(f"release-{number}") for number in range(BATCHES))


def mean_of(column: str) -> float:
    """Return the mean of a column of the release reports."""
    return fmean(batch[column] for batch in batches())


@cache
def aphereses() -> tuple[float, float]:
    """Return mean volume in mL and mean monocytes in 1e9 of four hundred donors."""
    donors = [donor_of(Chance(f"donor-{number}"), "patient") for number in range(400)]
    return fmean(d.apheresis_ml for d in donors), fmean(d.monocytes for d in donors) / 1e9


@cache
def selected_from(monocytes: float) -> float:
    """Return the CD14+ cells that a typical donor's selection gives, the mean of sixty selections."""
    bag = liquid(198.5, monocytes=monocytes, cd14_reagent_ml=7.5)
    chances = (Chance(f"selection-{number}") for number in range(BATCHES))
    return fmean(
        cd14_selected(bag, donor=Donor(), chance=chance, key="s", incubation_min=30).product.amount("monocytes")
        for chance in chances
    )


def viability_after_night(environment: Environment, before_pct: float = 84.1) -> float:
    """Return viability in % of a dense cell suspension after an overnight hold, from the one before it."""
    held = grown_coarsely(liquid(10.0, monocytes=1e9), Donor(), environment, round(60 * HOLD_H), step_min=10)
    return before_pct * held.viable / 1e9


def viability_after_thaw(*, pulsed: bool) -> float:
    """Return viability in % of dendritic cells after freezing and thawing, with or without a pulse before.

    Freezing and pulse are those of the T-cell model, applied to the share of our dendritic cells that is alive.
    """
    alive = mean_of("viability_pct")
    cells = t_cells(1.0, cycling=alive, dead=100.0 - alive)
    if pulsed:
        cells = t_electroporated(cells, field_error=0.0, mrna_ug_per_e6=1.0).product
    thawed = frozen_and_thawed(cells, cooling_k_per_min=1.0, warming_k_per_min=100.0, weeks_at_m80=0.0)
    return 100.0 * thawed.viable / thawed.cells
