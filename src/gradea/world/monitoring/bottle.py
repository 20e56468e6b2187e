"""Blood-culture bottles: what got in, and when the cabinet calls growth."""

import math
from dataclasses import dataclass, replace

from gradea.vocabulary import HOUR, SimTime
from gradea.world.microbes import BROTH, Contaminant, Occasion, grown, hours_to_reach, split
from gradea.world.monitoring import parameters as p

NONE = "none"
GROWTH = "growth"


@dataclass(frozen=True, slots=True, kw_only=True)
class BottleTruth:
    """One pair of bottles (with and without oxygen), read as one result; hidden.

    Attributes:
        captured: Organisms in it, as of inoculation, later as of loading.
        inoculated_at: When the sample went in, or None.
        loaded_at: When it went into the cabinet, or None.
        false_after_h: Hours in the cabinet after which it calls growth for no reason, or None.
    """

    captured: tuple[Contaminant, ...] = ()
    inoculated_at: SimTime | None = None
    loaded_at: SimTime | None = None
    false_after_h: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BottleReading:
    """What the cabinet shows.

    Attributes:
        growth: `none` or `growth`.
        hours: Hours to detection, or hours incubated so far without growth.
    """

    growth: str
    hours: float


def inoculated(
    bottle: BottleTruth, sample: tuple[Contaminant, ...], fraction: float, occasion: Occasion
) -> tuple[BottleTruth, tuple[Contaminant, ...]]:
    """Return the bottle with a part of a sample in it, and what stays in the sample.

    Args:
        bottle: The bottle.
        sample: Organisms in the sample.
        fraction: Volume inoculated over volume of the sample, 0 to 1.
        occasion: The act.

    Model:
        Capture is binomial, so few organisms in a large volume are often missed (Poisson). A false positive is drawn
        once per pair: 0.2 % [KHUU2006, R], at a time between 8 and 120 h (A).
    """
    taken, left = split(sample, fraction, occasion.chance, occasion.key + "/inoculum")
    false_after = bottle.false_after_h
    if bottle.inoculated_at is None and occasion.chance.happens(p.FALSE_POSITIVE.value, occasion.key, "false-positive"):
        span = p.FALSE_LATEST_H.value - p.FALSE_EARLIEST_H.value
        false_after = p.FALSE_EARLIEST_H.value + span * occasion.chance.uniform(occasion.key, "false-positive-time")
    filled = replace(bottle, captured=(*bottle.captured, *taken), inoculated_at=occasion.at, false_after_h=false_after)
    return filled, left


def loaded(bottle: BottleTruth, at: SimTime) -> BottleTruth:
    """Return the bottle in the cabinet; what waited on the bench has grown at room temperature meanwhile."""
    if bottle.loaded_at is not None:
        return bottle
    waited_h = max(0.0, (at - bottle.inoculated_at) / HOUR) if bottle.inoculated_at is not None else 0.0
    captured = grown(bottle.captured, p.ROOM_C.value, waited_h, p.BOTTLE_ML.value, medium=BROTH)
    return replace(bottle, captured=captured, loaded_at=at)


def detection_h(bottle: BottleTruth) -> float:
    """Return the hours in the cabinet until it calls growth; infinity if never.

    Model:
        TTD = lag + ln(N_thr · V / N0) / mu with N_thr 3e7 CFU/mL and V 40 mL at 36 °C (docs/model.md §4); one organism from
        several causes counts together. The sensor answers to gas, so the cap of slow growers is left out.
    """
    totals: dict[str, Contaminant] = {}
    for each in bottle.captured:
        found = totals.get(each.organism)
        if found is None:
            totals[each.organism] = each
        else:
            lag = min(found.lag_left_h, each.lag_left_h)
            totals[each.organism] = replace(found, count=found.count + each.count, lag_left_h=lag)
    cells = p.BOTTLE_PER_ML.value * p.BOTTLE_ML.value
    true_h = min((hours_to_reach(each, cells, p.BOTTLE_C.value, BROTH) for each in totals.values()), default=math.inf)
    return true_h if bottle.false_after_h is None else min(true_h, bottle.false_after_h)


def bottle_status(bottle: BottleTruth, at: SimTime) -> BottleReading:
    """Return what the cabinet shows at this instant.

    >>> bottle_status(loaded(BottleTruth(), SimTime(0)), SimTime(48 * HOUR))
    BottleReading(growth='none', hours=48.0)
    """
    if bottle.loaded_at is None or at < bottle.loaded_at:
        return BottleReading(growth=NONE, hours=0.0)
    hours = (at - bottle.loaded_at) / HOUR
    found_h = detection_h(bottle)
    return BottleReading(growth=GROWTH, hours=found_h) if found_h <= hours else BottleReading(growth=NONE, hours=hours)
