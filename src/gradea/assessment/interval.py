"""Intervals for what was counted and what was measured many times: Wilson, Clopper-Pearson, quantiles, paired differences."""

import math
from collections.abc import Callable, Sequence

Z95 = 1.959963984540054
"""Two-sided 95 % point of the normal distribution."""


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the Wilson interval of a share at 95 %: close to the nominal cover, also for few hits.

    Raises:
        ValueError: If the hits are not between 0 and n.

    >>> [round(each, 4) for each in wilson(18, 300)]
    [0.0383, 0.0928]
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no count")
    if n == 0:
        return 0.0, 1.0
    share, square = hits / n, Z95**2
    middle = share + square / (2.0 * n)
    spread = Z95 * math.sqrt(share * (1.0 - share) / n + square / (4.0 * n * n))
    return max(0.0, (middle - spread) / (1.0 + square / n)), min(1.0, (middle + spread) / (1.0 + square / n))


def clopper_pearson(hits: int, n: int) -> tuple[float, float]:
    """Return the exact interval of a share at 95 %: never too narrow, the one to quote for rare events.

    Raises:
        ValueError: If the hits are not between 0 and n.

    >>> [round(each, 5) for each in clopper_pearson(0, 300)], round(clopper_pearson(3, 10)[0], 4)
    ([0.0, 0.01222], 0.0667)
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no count")
    if n == 0:
        return 0.0, 1.0
    low = 0.0 if hits == 0 else _solved(lambda p: 1.0 - _at_most(hits - 1, n, p) < 0.025)
    high = 1.0 if hits == n else _solved(lambda p: _at_most(hits, n, p) > 0.025)
    return low, high


def _solved(below: Callable[[float], bool]) -> float:
    left, right = 0.0, 1.0
    for _ in range(60):
        middle = 0.5 * (left + right)
        left, right = (middle, right) if below(middle) else (left, middle)
    return 0.5 * (left + right)


def _at_most(hits: int, n: int, p: float) -> float:
    """Return the chance of at most so many hits, summed in logarithms so that nothing under- or overflows."""
    if p <= 0.0:
        return 1.0
    if p >= 1.0:
        return 0.0
    logs = [
        math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * math.log(p) + (n - k) * math.log1p(-p)
        for k in range(hits + 1)
    ]
    return min(1.0, math.fsum(math.exp(each) for each in logs))


def quantiles(values: Sequence[float], shares: Sequence[float]) -> list[float]:
    """Return quantiles by linear interpolation between order statistics.

    Raises:
        ValueError: If there is no value.

    >>> quantiles([1.0, 2.0, 3.0, 4.0], [0.0, 0.5, 1.0])
    [1.0, 2.5, 4.0]
    """
    if not values:
        raise ValueError("there is no value to take a quantile of")
    ordered = sorted(values)
    found = []
    for share in shares:
        place = share * (len(ordered) - 1)
        low = math.floor(place)
        high = min(low + 1, len(ordered) - 1)
        found.append(ordered[low] + (place - low) * (ordered[high] - ordered[low]))
    return found


def mean_interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Return mean and normal 95 % interval of the mean; the interval is the mean itself for one value.

    Raises:
        ValueError: If there is no value.

    >>> mean_interval([2.0, 2.0, 2.0])
    (2.0, 2.0, 2.0)
    """
    if not values:
        raise ValueError("there is no value to take the mean of")
    n = len(values)
    mean = math.fsum(values) / n
    if n == 1:
        return mean, mean, mean
    spread = math.sqrt(math.fsum((each - mean) ** 2 for each in values) / (n - 1) / n)
    return mean, mean - Z95 * spread, mean + Z95 * spread


def paired_share_interval(gained: int, lost: int, n: int) -> tuple[float, float, float]:
    """Return the difference of two paired shares with its 95 % interval.

    Args:
        gained: Pairs in which it happens only with the change.
        lost: Pairs in which it happens only without.
        n: All pairs.

    Raises:
        ValueError: If the counts do not fit.

    Model:
        d = (b - c) / n; variance ((b + c + 1) - (b - c)² / n) / n², so that no pair that differs still leaves an interval.

    >>> [round(each, 3) for each in paired_share_interval(6, 1, 40)]
    [0.125, -0.008, 0.258]
    """
    if n <= 0 or gained < 0 or lost < 0 or gained + lost > n:
        raise ValueError(f"{gained} gained and {lost} lost of {n} pairs do not fit")
    difference = (gained - lost) / n
    variance = max(0.0, (gained + lost + 1.0) - (gained - lost) ** 2 / n) / n**2
    spread = Z95 * math.sqrt(variance)
    return difference, max(-1.0, difference - spread), min(1.0, difference + spread)
