"""How much a constant matters: what its plausible range does to the headlines."""

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gradea.science.case import Units
from gradea.science.constants import constants
from gradea.science.headlines import BY_ROOM, headlines_for

SAME = 1e-9
"""Relative difference up to which a headline counts as the one that was measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What moving one constant from the low to the high end of its range did.

    Attributes:
        symbol: The constant.
        module: Where it lives.
        factor: Larger over smaller value of the headline it moves most; 1 for none, infinity where one end is 0.
        headline: That headline, or empty where it moves none.
        low_value: The headline at the low end.
        high_value: The headline at the high end.
    """

    symbol: str
    module: str
    factor: float
    headline: str
    low_value: float
    high_value: float


def effect_of(symbol: str, module: str, low: Mapping[str, float], high: Mapping[str, float]) -> Effect:
    """Return the effect from the headlines at both ends.

    Model:
        One constant at a time, the others as they are. It ranks; it says nothing of constants that matter together, nor of
        outputs that are not among the headlines.

    Examples:
        >>> effect_of("k", "m", {"a": 1.0, "b": 2.0}, {"a": 1.5, "b": 2.0}).factor
        1.5
    """
    best = Effect(symbol=symbol, module=module, factor=1.0, headline="", low_value=math.nan, high_value=math.nan)
    for name in low.keys() & high.keys():
        factor = _factor(low[name], high[name])
        if (factor, best.headline) > (best.factor, name) and factor > 1.0 + 1e-9:
            best = Effect(
                symbol=symbol, module=module, factor=factor, headline=name, low_value=low[name], high_value=high[name]
            )
    return best


def _factor(a: float, b: float) -> float:
    if a == b:
        return 1.0
    small, large = sorted((abs(a), abs(b)))
    return large / small if small > 0.0 and (a > 0.0) == (b > 0.0) else math.inf


def ranked(effects: Iterable[Effect]) -> list[Effect]:
    """Return the effects, the largest first; equal ones by name."""
    return sorted(effects, key=lambda each: (-each.factor, each.module, each.symbol))


def fingerprint() -> str:
    """Return a digest over every constant, its value and its range."""
    rows = sorted(
        (each.module, each.parameter.symbol, each.parameter.value, each.parameter.low, each.parameter.high)
        for each in constants()
    )
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def all_headlines(units: Units) -> dict[str, float]:
    """Return every headline of the world as it is."""
    values: dict[str, float] = {}
    for room in BY_ROOM:
        values.update(headlines_for(room, units))
    return values


def measured(effects: Iterable[Effect], units: Units) -> dict[str, Any]:
    """Return a measurement that can be kept: the effects, and the world they belong to."""
    rows = [asdict(each) | {"factor": each.factor if math.isfinite(each.factor) else None} for each in ranked(effects)]
    for row in rows:
        row.update({name: None for name in ("low_value", "high_value") if math.isnan(row[name])})
    return {"fingerprint": fingerprint(), "headlines": all_headlines(units), "effects": rows}


def kept(measurement: Mapping[str, Any], units: Units) -> list[Effect] | None:
    """Return the effects of an earlier measurement, or None if the world is no longer the one that was measured."""
    if measurement.get("fingerprint") != fingerprint():
        return None
    now, then = all_headlines(units), measurement["headlines"]
    if now.keys() != then.keys() or any(not math.isclose(now[k], then[k], rel_tol=SAME, abs_tol=SAME) for k in now):
        return None
    return [_effect_from(row) for row in measurement["effects"]]


def _effect_from(row: Mapping[str, Any]) -> Effect:
    numbers = {
        "factor": math.inf if row["factor"] is None else row["factor"],
        "low_value": math.nan if row["low_value"] is None else row["low_value"],
        "high_value": math.nan if row["high_value"] is None else row["high_value"],
    }
    return Effect(symbol=row["symbol"], module=row["module"], headline=row["headline"], **numbers)
