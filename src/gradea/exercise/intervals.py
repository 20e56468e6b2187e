"""How far a figure can be trusted: exact intervals of a share, resampled intervals of a mean; no library is needed."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gradea.vocabulary.chance import Chance

LEVEL = 0.95
RESAMPLES = 1000
"""Times a mean is drawn again (a bootstrap of 1 000 moves a limit by about a fiftieth of its width; design choice)."""

MOST_RESAMPLED = 400
"""Above so many values the mean is as good as normal and the interval is computed from its standard error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A figure with its lower and upper limit of 95 %."""

    value: float
    low: float
    high: float
    n: int


def share_interval(successes: int, trials: int) -> Interval | None:
    """Return a share with its exact (Clopper-Pearson) interval; None of nothing.

    Source: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404-413.

    >>> found = share_interval(9, 10)
    >>> round(found.low, 3), round(found.high, 3)
    (0.555, 0.997)
    """
    if trials <= 0:
        return None
    tail = (1.0 - LEVEL) / 2.0
    low = 0.0 if successes == 0 else _solve(lambda p: 1.0 - _binomial_cdf(successes - 1, trials, p) - tail)
    high = 1.0 if successes == trials else _solve(lambda p: tail - _binomial_cdf(successes, trials, p))
    return Interval(value=successes / trials, low=low, high=high, n=trials)


def mean_interval(values: Sequence[float], *, seed: str) -> Interval | None:
    """Return a mean with a percentile bootstrap interval; None for fewer than two values.

    Draws are keyed, so the same values give the same limits again.
    """
    if len(values) < 2:
        return None
    mean = math.fsum(values) / len(values)
    if len(values) > MOST_RESAMPLED:
        half = 1.96 * math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values))
        return Interval(value=mean, low=mean - half, high=mean + half, n=len(values))
    low, high = _percentiles([_resampled(values, Chance(seed), turn) for turn in range(RESAMPLES)])
    return Interval(value=mean, low=low, high=high, n=len(values))


def difference_interval(one: Sequence[float], other: Sequence[float], *, seed: str) -> Interval | None:
    """Return mean of one less mean of the other, both resampled; None where either has fewer than two values."""
    if len(one) < 2 or len(other) < 2:
        return None
    first, second = Chance(f"{seed}/one"), Chance(f"{seed}/other")
    drawn = [_resampled(one, first, turn) - _resampled(other, second, turn) for turn in range(RESAMPLES)]
    low, high = _percentiles(drawn)
    value = math.fsum(one) / len(one) - math.fsum(other) / len(other)
    return Interval(value=value, low=low, high=high, n=len(one) + len(other))


def _resampled(values: Sequence[float], chance: Chance, turn: int) -> float:
    count = len(values)
    return math.fsum(values[int(chance.uniform("mean", f"{turn}", place) * count)] for place in range(count)) / count


def _percentiles(drawn: list[float]) -> tuple[float, float]:
    ordered, tail = sorted(drawn), (1.0 - LEVEL) / 2.0
    return ordered[int(tail * len(ordered))], ordered[min(len(ordered) - 1, int((1.0 - tail) * len(ordered)))]


def _binomial_cdf(successes: int, trials: int, p: float) -> float:
    if p <= 0.0:
        return 1.0
    if p >= 1.0:
        return 1.0 if successes >= trials else 0.0
    terms = (
        math.lgamma(trials + 1)
        - math.lgamma(k + 1)
        - math.lgamma(trials - k + 1)
        + k * math.log(p)
        + (trials - k) * math.log1p(-p)
        for k in range(successes + 1)
    )
    return min(1.0, math.fsum(math.exp(term) for term in terms))


def _solve(rising: Callable[[float], float]) -> float:
    """Return where a function that rises with p crosses zero, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2.0
        low, high = (low, middle) if rising(middle) > 0.0 else (middle, high)
    return (low + high) / 2.0
