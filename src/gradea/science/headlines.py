"""What a run mostly turns on, in few numbers: how much one constant matters is how far it moves them."""

from collections.abc import Callable, Mapping
from statistics import fmean, pstdev

from gradea.science import air_studies as air
from gradea.science import dendritic_studies as dc
from gradea.science import detection_studies as detection
from gradea.science import stromal_studies as msc
from gradea.science import t_cell_studies as t
from gradea.science import touch_studies as touch
from gradea.science.case import Units
from gradea.vocabulary import Chance
from gradea.world.culture import liquid
from gradea.world.culture.t_cell import VESSELS, Conditions, t_phenotype
from gradea.world.instrument import chamber_rsd_pct, counter_reading, cytometer_reading, elisa_reading
from gradea.world.monitoring import expected_settle
from gradea.world.site import Configuration, network

Headlines = Mapping[str, float]

_DONORS = 6


def of_rooms(units: Units) -> Headlines:
    """Return what rooms do: recovery, people at work, doors, faults."""
    hospital = units.hospital
    pair = air.pair_at_work(hospital)
    damped = network(hospital, Configuration(dampers=(("B_LAB1", 0.5),)))
    return {
        "recovery of the laboratory, min": air.recovery_min(hospital, "B_LAB1"),
        "laboratory at work, CFU/m³": pair["mcp"],
        "laboratory at work, particles/m³": pair["p05"],
        "cabinet at work, CFU/m³": air.zone(hospital)[1],
        "carried through a door, m³": air.carried_m3(hospital),
        "corridor without fan, particles/m³": air.stopped_fan(hospital)[0],
        "laboratory with half its supply, Pa above -100": 100.0 + damped.pressures_pa[hospital.index("B_LAB1")],
        "settle plate of 4 h at 1 CFU/m³, CFU": expected_settle(14_400.0),
    }


def of_touch(_units: Units) -> Headlines:
    """Return what hands do: units and batches contaminated."""
    return {
        "novice, syringe contaminated, %": touch.unit_risk_pct(touch.BEFORE_COURSE, 5),
        "trained without alcohol, unit contaminated, %": touch.unit_risk_pct(touch.NO_ALCOHOL, 30),
        "trained with sterile gloves, unit contaminated, %": touch.unit_risk_pct(touch.STERILE_ALCOHOL, 30),
        "expert, batch contaminated, %": touch.unit_risk_pct(touch.CELLS, 100),
        "bottle finds staphylococci after, h": detection.hours_to_detection("staphylococcus", 10.0),
        "colony of staphylococci seen after, h": detection.hours_to_colony("staphylococcus", "dual"),
    }


def of_dendritic_cells(_units: Units) -> Headlines:
    """Return what six careful batches of dendritic cells give, on average."""
    batches = [dc.simulate_nominal(f"headline-{number}") for number in range(_DONORS)]
    columns = {
        "yield_pct": "dendritic cells, yield, %", "viability_pct": "dendritic cells, viability, %",
        "cd86_mfi": "dendritic cells, CD86, MFI", "cd83_mfi": "dendritic cells, CD83, MFI",
        "tlr2_mfi": "dendritic cells, TLR2, MFI", "il10_pg_per_ml": "dendritic cells, IL-10, pg/mL",
    }  # fmt: skip
    return {name: fmean(batch[column] for batch in batches) for column, name in columns.items()}


def of_t_cells(_units: Units) -> Headlines:
    """Return what eight days of T cells give."""
    around = Conditions(kla_per_h=VESSELS["prodigy"][0], regime="il_7_15")
    culture = t.prodigy_8_days()
    seen = t_phenotype(culture, around)
    return {
        "T cells after 8 days": culture.viable,
        "T cells, CAR+, %": seen.car_pct,
        "T cells, viability, %": seen.viability_pct,
        "T cells, glucose, mmol/L": seen.glucose_mmol_per_l,
        "T cells, lactate, mmol/L": seen.lactate_mmol_per_l,
        "T cells, naive, %": seen.naive_pct,
        "T cells, CD4:CD8": seen.cd4_cd8_ratio,
    }


def of_stromal_cells(_units: Units) -> Headlines:
    """Return what passages of stromal cells give."""
    sparse = msc.low_density_passages()
    return {
        "stromal cells, doublings in a passage": msc.lysate_passage()[0],
        "stromal cells, sparse passage 1": sparse[0],
        "stromal cells, sparse passage 3": sparse[2],
    }


def of_instruments(_units: Units) -> Headlines:
    """Return how far instruments scatter on one true sample."""
    sample = liquid(1.0, idc=1e6, dead=1e5, tolerance_cells=8e5, cd86_mfi_cells=4e8, il10_pg=2000.0)
    counts = [counter_reading(sample, Chance(f"i-{n}"), "counter", n) for n in range(60)]
    flows = [cytometer_reading(sample, Chance(f"i-{n}"), "flow", n) for n in range(60)]
    elisas = [elisa_reading(sample, Chance(f"i-{n}"), "elisa", n) for n in range(60)]
    return {
        "scatter of the cell counter, 1e6/mL": pstdev(each["density_e6_per_ml"] for each in counts),
        "scatter of viability, points": pstdev(each["viability_pct"] for each in counts),
        "scatter of CD86, MFI": pstdev(each["cd86_mfi"] for each in flows),
        "scatter of IL-10, pg/mL": pstdev(each["il10_pg_per_ml"] for each in elisas),
        "scatter of a chamber count, %": chamber_rsd_pct(1.0),
    }


BY_ROOM: Mapping[str, tuple[Callable[[Units], Headlines], ...]] = {
    "gradea.world.culture.t_cell": (of_t_cells, of_dendritic_cells),
    "gradea.world.culture.stromal": (of_stromal_cells,),
    "gradea.world.culture": (of_dendritic_cells,),
    "gradea.world.instrument": (of_instruments, of_dendritic_cells),
    "gradea.world.site": (of_rooms,),
    "gradea.world.people": (of_rooms, of_touch),
    "gradea.world.microbes": (of_touch, of_rooms),
    "gradea.world.monitoring": (of_rooms, of_touch),
}
"""Which headlines a constant can move, by the room it lives in; the longest name that fits counts."""


def headlines_for(module: str, units: Units) -> dict[str, float]:
    """Return the headlines that a constant of this module can move; empty where none is known.

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> sorted(headlines_for("gradea.world.culture.stromal.growth", Units(hospital=teaching_unit())))[0]
        'stromal cells, doublings in a passage'
    """
    rooms = [room for room in BY_ROOM if module == room or module.startswith(room + ".")]
    if not rooms:
        return {}
    values: dict[str, float] = {}
    for part in BY_ROOM[max(rooms, key=len)]:
        values.update(part(units))
    return values
