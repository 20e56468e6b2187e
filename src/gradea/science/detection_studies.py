"""Organisms and what finds them against published numbers [KHUU2004, CBS2012, TMH2020, SANDLE2023, GALVEZ2012, ...]."""

import math

from gradea.vocabulary import HOUR, Chance, SimTime
from gradea.world.microbes import ORGANISMS, Cause, Contaminant, Occasion, Route, donor_contamination
from gradea.world.microbes.contaminant import FLORA, flora_draw
from gradea.world.microbes.parameters import V_MCP
from gradea.world.monitoring import BottleTruth, PlateTruth, detection_h, incubated, visible_colonies
from gradea.world.monitoring.parameters import SETTLE_M2
from gradea.world.site import CabinetUse, risk_factor

_CAUSE = Cause(route=Route.OTHER, person=None, act="spike", room="OUT", at=SimTime(0))
FIVE = ("e-coli", "water-rod", "bacillus", "staphylococcus", "candida")
"""Species of ours nearest to those that were spiked."""
UNSEEN = "mycoplasma"
"""Shows neither in bottles nor on plates; a test of its own finds it."""


def _spike(organism: str, cells: float) -> Contaminant:
    lag = ORGANISMS[organism].lag37_h
    return Contaminant(organism=organism, count=cells, lag_left_h=lag, susceptible=True, cause=_CAUSE)


def hours_to_detection(organism: str, cells: float) -> float:
    """Return hours until a bottle calls growth from so many cells."""
    return detection_h(BottleTruth(captured=(_spike(organism, cells),)))


def mean_hours() -> float:
    """Return the mean hours to detection of five species from ten cells each."""
    return sum(hours_to_detection(code, 10.0) for code in FIVE) / len(FIVE)


def slowest_hours() -> float:
    """Return the hours of the slowest organism that a bottle can show, from ten cells."""
    return max(hours_to_detection(code, 10.0) for code in ORGANISMS if code != UNSEEN)


def hours_to_colony(organism: str, regime: str) -> float:
    """Return hours until one colony is seen on a plate; infinity if not within fourteen days."""
    plate = incubated(PlateTruth(captured=(_spike(organism, 1.0),)), SimTime(0), regime)
    hours = (h for h in range(14 * 24) if visible_colonies(plate, SimTime(h * HOUR)))
    return float(next(hours, math.inf))


def moulds_found(regime: str) -> float:
    """Return the share of moulds seen on a plate after seven days."""
    plate = incubated(PlateTruth(captured=(_spike("mould", 100.0),)), SimTime(0), regime)
    return visible_colonies(plate, SimTime(7 * 24 * HOUR)) / 100.0


def isolates_distance() -> float:
    """Return chi-square (two degrees of freedom) of 231 simulated isolates of the unit against the published genera."""
    published = {"staphylococcus": 0.897, "micrococcus": 0.077, "bacillus": 0.026}
    drawn = [flora_draw("unit", Chance("isolates"), f"isolate-{number}") for number in range(231)]
    bacteria = [code for code in drawn if code in published]
    expected = {code: share * len(bacteria) for code, share in published.items()}
    return sum((bacteria.count(code) - mean) ** 2 / mean for code, mean in expected.items())


def share_of(profile: str, *organisms: str) -> float:
    """Return the share of these organisms in a profile of isolates."""
    return sum(FLORA[profile].get(code, 0.0) for code in organisms)


def donors_contaminated_pct() -> float:
    """Return the share in % of six thousand bags that came with organisms."""
    bags = (Occasion(chance=Chance("donor"), key=f"bag-{number}") for number in range(6000))
    return sum(bool(donor_contamination(190.0, bag)[0]) for bag in bags) / 60.0


def plate_air_m3() -> float:
    """Return the volume of air that a 90 mm settle plate stands for in four hours, in m³."""
    return V_MCP.value * SETTLE_M2.value * 4 * 3600.0


def settling_m_s() -> float:
    """Return the settling speed of organisms in the model, in m/s."""
    return V_MCP.value


def draught_factor(draught_m_s: float) -> float:
    """Return how many times more of the room reaches the work zone in a cross-draught."""
    return risk_factor(CabinetUse(draught_m_s=draught_m_s)) / risk_factor(CabinetUse())
