"""Results against earlier batches: in specification and yet unlike all before is a reason to look (Chapter 6 6.9)."""

import math
from dataclasses import dataclass
from decimal import Decimal

from gradea.record.recipe import Attribute
from gradea.record.state import BatchRecord
from gradea.record.units import numeric

BATCHES_MIN = 5
"""Earlier batches below which no limit of a trend is set (D)."""

WIDTH = 3.0
"""Standard deviations around the mean of the logarithms (D: the usual three)."""

SPREAD_MIN = 0.02
"""Least standard deviation of the logarithms: two batches never agree better than the method does (assumption: 2 %)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLimits:
    """Limits from earlier batches: `low` to `high`, from so many `batches`."""

    low: float
    high: float
    batches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendResult:
    """One result beside its limits of trend."""

    code: str
    field: str
    value: str
    limits: TrendLimits
    outside: bool


def trend_limits(history: tuple[Decimal, ...]) -> TrendLimits | None:
    """Return the limits that earlier results set; None where they are too few or not all above zero.

    Model:
        Results of cell products are skewed, so mean and standard deviation are those of the logarithms.

    >>> limits = trend_limits(tuple(Decimal(value) for value in (88, 88, 90, 90, 96, 96, 71, 80, 79, 95)))
    >>> round(limits.low), round(limits.high), limits.batches
    (65, 117, 10)
    """
    if len(history) < BATCHES_MIN or any(value <= 0 for value in history):
        return None
    logs = [math.log(value) for value in history]
    mean = sum(logs) / len(logs)
    spread = max(SPREAD_MIN, math.sqrt(sum((value - mean) ** 2 for value in logs) / (len(logs) - 1)))
    return TrendLimits(low=math.exp(mean - WIDTH * spread), high=math.exp(mean + WIDTH * spread), batches=len(history))


def trend_of(attribute: Attribute, value: str) -> TrendResult | None:
    """Return how a result stands to earlier batches; None where there is no result or no limit."""
    limits, number = trend_limits(attribute.history), numeric(value)
    if limits is None or number is None:
        return None
    return TrendResult(
        code=attribute.code,
        field=attribute.field,
        value=value,
        limits=limits,
        outside=not limits.low <= float(number) <= limits.high,
    )


def trends(record: BatchRecord) -> tuple[TrendResult, ...]:
    """Return every result that has limits of trend, in the order of the specification."""
    found = (trend_of(line, record.values.get(line.field, "")) for line in record.recipe.specification)
    return tuple(result for result in found if result is not None)
