"""What the monitoring system has recorded of a run: sampled on a fixed grid, so that a reload shows the same curve."""

from collections import deque
from collections.abc import Iterator

from gradea.practical import RunState
from gradea.practical.trend import TrendPoint, trend_point
from gradea.vocabulary import MINUTE, SimTime

EVERY_MS = 5 * MINUTE
"""Distance of two samples (design choice: a class-room screen, not an alarm)."""

GAP_SAMPLES_MAX = 24
"""Samples in one stretch without an event: a night between two acts needs no more."""

KEPT = 400
"""Samples that are kept, newest last."""


class TrendLog:
    """Samples of one run, in order."""

    def __init__(self) -> None:
        self._points: deque[TrendPoint] = deque(maxlen=KEPT)

    def points(self) -> tuple[TrendPoint, ...]:
        """Return the samples so far."""
        return tuple(self._points)

    def follow(self, state: RunState, until: SimTime) -> None:
        """Sample the stretch from a state up to the instant of the next event; nothing changes in between."""
        if state.opened is None or state.hands_on:
            return
        for at in grid(state.at, until):
            self._points.append(trend_point(state, at))


def grid(since: int, until: int) -> Iterator[SimTime]:
    """Yield the instants of the grid after one instant and up to another, coarser in a long stretch.

    >>> [at // MINUTE for at in grid(0, 11 * MINUTE)]
    [5, 10]
    """
    step = EVERY_MS
    while (until - since) // step > GAP_SAMPLES_MAX:
        step *= 2
    first = since - since % step + step
    for at in range(first, until + 1, step):
        yield SimTime(at)
