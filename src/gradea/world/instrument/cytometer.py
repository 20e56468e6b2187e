"""The flow cytometer: which cells these are, and how mature."""

from collections.abc import Mapping

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture import DENDRITIC, Contents, Suspension, phenotype

EVENTS = Parameter("flow_events", 10_000.0, "-", 5_000.0, 50_000.0, "KNOW_CELLS", "K", "events in the gate")
WITHIN = Parameter("cv_flow_within", 0.06, "-", 0.03, 0.124, "FlowVal2024", "R", "below 10 % within a run")
BETWEEN = Parameter("cv_flow_between", 0.08, "-", 0.05, 0.20, "FlowVal2024", "R", "20 % is the bound between runs")
STAINED_SHARE = Parameter(
    "flow_share", 0.30, "-", 0.1, 0.6, "illustrative", "A", "cells of the sample that reach the laser in a gate"
)


def cytometer_reading(sample: Suspension, chance: Chance, key: str, index: int) -> dict[str, float]:
    """Stain dendritic cells and read them; see `panel_reading`.

    Args:
        sample: What went into the tubes.
        chance: Keyed chance of the run. `key`: name of the instrument. `index`: running number of its readings.

    Examples:
        >>> from gradea.world.culture import liquid
        >>> cytometer_reading(liquid(1.0, idc=1e6), Chance("s"), "flow-1", 0)["cd11c_pct"]
        100.0
    """
    seen = phenotype(sample)
    truth = {name: float(getattr(seen, name)) for name in seen.__slots__}
    return panel_reading(sample, truth, DENDRITIC.panel(), (chance, key, index))


def panel_reading(
    sample: Contents, truth: Mapping[str, float], panel: Mapping[str, str], luck: tuple[Chance, str, int]
) -> dict[str, float]:
    """Stain a sample and read it.

    Args:
        sample: What went into the tubes.
        truth: What is true of it. `panel`: what is stained for, and whether it is read in `pct` or as `mfi`.
        luck: Keyed chance of the run, name of the instrument, running number of its readings.

    Returns:
        Percentages to one decimal, fluorescence to whole numbers. A sample without cells shows zeros.

    Model:
        Percentages are binomial on 10,000 events, or on three tenths of the cells of a small sample. Fluorescence ×
        (1 + 6 % within) × (1 + 8 % between runs) per marker [FlowVal2024 gives bounds of 10 and 20 %]. Compensation,
        wrong gates and wrong tubes are not modelled.

    Examples:
        >>> from gradea.world.culture import liquid
        >>> panel_reading(liquid(1.0, idc=1e6), {"cd11c_pct": 100.0}, {"cd11c_pct": "pct"}, (Chance("s"), "f", 0))
        {'cd11c_pct': 100.0}
    """
    chance, key, index = luck
    events = int(min(EVENTS.value, STAINED_SHARE.value * sample.viable))

    def share(percent: float, kind: str) -> float:
        if events <= 0:
            return 0.0
        return round(100.0 * chance.binomial(events, percent / 100.0, key, f"flow-{kind}", index) / events, 1)

    def intensity(mfi: float, kind: str) -> float:
        within = 1.0 + WITHIN.value * chance.normal(key, f"flow-{kind}-within", index)
        between = 1.0 + BETWEEN.value * chance.normal(key, f"flow-{kind}-between", index)
        return float(round(max(0.0, mfi * within * between))) if events > 0 else 0.0

    found = {}
    for name, how in panel.items():
        kind = name.removesuffix("_pct").removesuffix("_mfi").replace("_", "-")
        found[name] = share(truth[name], kind) if how == "pct" else intensity(truth[name], kind)
    return found
