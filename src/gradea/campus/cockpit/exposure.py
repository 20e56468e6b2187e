"""How the expected exposure of each run grew: hidden truth, so only for the eyes of a trainer."""

import math
import threading
from dataclasses import dataclass

from django.utils.translation import gettext

from gradea.practical import RunState

WIDTH, HEIGHT = 132.0, 32.0
LOW, HIGH = -6.0, -1.0
"""Powers of ten of the scale, the same for every team so that rows can be compared (design choice)."""

KEPT = 400


def team_exposure(state: RunState) -> float:
    """Return the expected CFU that hands and air brought in so far; what came with the donor is nobody's doing."""
    return sum(value for key, value in state.world.expected_cfu.items() if not key.endswith("|donor"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparkline:
    """A line without axes, and its last value in words."""

    points: str
    last_x: float
    last_y: float
    words: str
    width: float = WIDTH
    height: float = HEIGHT


class ExposureTraces:
    """Keeps, for each run, how exposure grew with the ledger. Lost at a restart: the line then begins anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._traces: dict[str, list[tuple[int, float]]] = {}

    def noted(self, ref: str, state: RunState) -> list[tuple[int, float]]:
        """Note where a run stands and return its trace: (number of events, expected CFU)."""
        value = team_exposure(state)
        with self._lock:
            trace = self._traces.setdefault(ref, [(0, 0.0)])
            if state.length > trace[-1][0]:
                if len(trace) > 2 and trace[-1][1] == value == trace[-2][1]:
                    trace.pop()
                trace.append((state.length, value))
            if len(trace) > KEPT:
                del trace[1:-1:2]
            return list(trace)


def sparkline_of(trace: list[tuple[int, float]]) -> Sparkline:
    """Return the line of a trace on the common logarithmic scale."""
    span = max(trace[-1][0], 1)
    places = [(round(number / span * (WIDTH - 8.0) + 2.0, 1), _y(value)) for number, value in trace]
    last_x, last_y = places[-1]
    points = " ".join(f"{x},{y}" for x, y in places)
    return Sparkline(points=points, last_x=last_x, last_y=last_y, words=exposure_words(trace[-1][1]))


def exposure_words(value: float) -> str:
    """Write an expected exposure: `12 in a million`, `0.3 in a hundred`.

    >>> exposure_words(0.0), exposure_words(1.2e-5), exposure_words(0.013)
    ('none yet', '12 in a million', '1.3 in a hundred')
    """
    if value <= 0.0:
        return gettext("none yet")
    if value < 1e-3:
        return gettext("%(value)s in a million") % {"value": f"{value * 1000000.0:.0f}"}
    return gettext("%(value)s in a hundred") % {"value": f"{value * 100:.1f}"}


def _y(value: float) -> float:
    power = math.log10(value) if value > 0.0 else LOW
    share = (min(max(power, LOW), HIGH) - LOW) / (HIGH - LOW)
    return round(HEIGHT - 4.0 - share * (HEIGHT - 8.0), 1)


_traces = ExposureTraces()


def traces() -> ExposureTraces:
    """Return the traces of this process."""
    return _traces
