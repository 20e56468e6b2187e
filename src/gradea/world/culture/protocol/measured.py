"""What instruments make of a culture in a protocol: blurred, rounded, never the truth.

The counter is handed in, for instruments live one floor up. The meters stand here until a record needs them on a bench.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture.protocol.lines import DendriticLine, Line
from gradea.world.culture.suspension import Suspension, liquid, mixed, split

GLUCOSE_CV = Parameter("cv_glc", 0.05, "-", 0.02, 0.1, "textbook", "K", "glucose meter")
LACTATE_CV = Parameter("cv_lac", 0.06, "-", 0.03, 0.12, "textbook", "K", "lactate meter")
PH_SD = Parameter("sd_pH", 0.03, "-", 0.01, 0.1, "textbook", "K", "pH meter")
PIPETTE_CV = Parameter("cv_pipette", 0.02, "-", 0.01, 0.05, "textbook", "K", "a dilution before the counter")
FLOW_EVENTS = Parameter("flow_events_t", 10_000.0, "-", 5_000.0, 50_000.0, "KNOW_CELLS", "K", "events in the gate")
FLOW_CV = Parameter("cv_flow_share", 0.06, "-", 0.03, 0.124, "FlowVal2024", "R", "of the smaller share; below 10 %")
EYE_SD = Parameter("sd_confluence", 10.0, "%", 5.0, 20.0, "illustrative", "A", "confluence judged by eye")

METERS = (GLUCOSE_CV, LACTATE_CV, PH_SD, PIPETTE_CV, FLOW_EVENTS, FLOW_CV, EYE_SD)
"""All of them, for the debrief."""

Reading = Mapping[str, float]
Reader = Callable[[Suspension, Chance, str, int], Reading]
_STAINED = ("car_pct", "t_cell_pct", "cd8_pct", "naive_pct", "central_memory_pct")
_COUNTABLE_E6 = 4.0


@dataclass(frozen=True, slots=True)
class Instruments:
    """The counter, and the cytometer for dendritic cells."""

    count: Reader
    stain: Reader


def measured(line: Line, instruments: Instruments, chance: Chance, index: int) -> dict[str, float]:
    """Return what the instruments show of a culture.

    Args:
        line: The culture.
        instruments: Counter and cytometer.
        chance: Keyed chance of the run.
        index: Running number of this set of readings; the same number gives the same noise.

    Model:
        Counter as it is, after a dilution with 2 % where the culture is above 4e6 per mL. Shares of cells: binomial on
        10,000 events and 6 % of the smaller share [FlowVal2024]. Glucose 5 %, lactate 6 %, pH 0.03 [K].
    """
    truth, shown = line.truth(), dict[str, float]()
    sample = line.counted()
    if sample.cells > 0.0:
        shown |= _counted(sample, instruments, chance, index)
    if isinstance(line, DendriticLine):
        if sample.cells > 0.0:
            shown |= instruments.stain(sample, chance, "flow", index)
        return shown
    for name in _STAINED:
        if name in truth and truth["t_cells"] > 0.0:
            shown[name] = _share(truth[name], chance, name, index)
    if "confluence_pct" in truth:
        seen = truth["confluence_pct"] + EYE_SD.value * chance.normal("eye", "confluence", index)
        shown["confluence_pct"] = float(round(min(100.0, max(0.0, seen))))
    for name, cv in (("glucose_mmol_per_l", GLUCOSE_CV.value), ("lactate_mmol_per_l", LACTATE_CV.value)):
        shown[name] = round(max(0.0, truth[name] * (1.0 + cv * chance.normal("meter", name, index))), 2)
    shown["ph"] = round(truth["ph"] + PH_SD.value * chance.normal("meter", "ph", index), 2)
    return shown


def _counted(sample: Suspension, instruments: Instruments, chance: Chance, index: int) -> dict[str, float]:
    dense = sample.cells / sample.volume_ml / 1e6
    fold = ceil(dense) if dense > _COUNTABLE_E6 else 1
    taken = split(sample, sample.volume_ml / fold)[0]
    thin = mixed(taken, liquid(sample.volume_ml - taken.volume_ml))
    reading = instruments.count(thin, chance, "counter", index)
    slip = 1.0 + PIPETTE_CV.value * chance.normal("pipette", "dilution", index) if fold > 1 else 1.0
    density = reading["density_e6_per_ml"] * fold * max(0.0, slip)
    return {"density_e6_per_ml": round(density, 2), "viability_pct": reading["viability_pct"]}


def _share(percent: float, chance: Chance, name: str, index: int) -> float:
    true = min(1.0, max(0.0, percent / 100.0))
    blurred = true + FLOW_CV.value * min(true, 1.0 - true) * chance.normal("flow", f"{name}-run", index)
    events = int(FLOW_EVENTS.value)
    return round(100.0 * chance.binomial(events, blurred, "flow", name, index) / events, 1)
