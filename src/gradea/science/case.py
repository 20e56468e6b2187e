"""One published number beside the model: what was published, what comes out, what a match is worth."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from gradea.world.site import Facility


class Role(StrEnum):
    """What a match is worth. Only the third is evidence."""

    CALIBRATION = "calibration"
    """Constants were moved until it came out."""
    TUNED = "tuned"
    """Something was changed by hand after seeing it, or the same study was fitted."""
    HELD_OUT = "held-out"
    """Neither: the model met it untouched."""
    CONSISTENCY = "consistency"
    """The published number, or one beside it, went in; or the bound is one-sided and weak."""


class Verdict(StrEnum):
    """How a case stands."""

    PASS = "pass"
    FAIL = "fail"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The facilities that cases of rooms are simulated in; content, so it comes in from outside."""

    hospital: Facility


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One published number.

    Attributes:
        key: Number of the data set in its table, then what of it: `cells V01 day 0`, `rooms V09`.
        quantity: What it is.
        unit: Its unit; `-` for none.
        source: Keys in `content/sources.yaml`, separated by commas.
        observed: Published value, or None where a limit was published.
        low: Lowest simulated value that holds; so for `high`. Set before the model was written, and never widened.
        role: What a match is worth.
        simulate: The simulated value, or None where the model cannot or may not answer; `note` then says why.
        before: What an earlier model gave, where one did. A case that failed then may only come closer.
        note: What the match hangs on.
        logarithmic: Whether a plot should be logarithmic.
    """

    key: str
    quantity: str
    unit: str
    source: str
    observed: float | None
    low: float
    high: float
    role: Role
    simulate: Callable[[Units], float] | None
    before: float | None = None
    note: str = ""
    logarithmic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A case and what the model gave.

    Attributes:
        case: The case.
        simulated: The value, or None where it was not run.
        verdict: Whether it lies within the tolerance.
    """

    case: Case
    simulated: float | None
    verdict: Verdict

    @property
    def distance(self) -> float | None:
        """How far the simulated value lies from the published one, as a share of it; None where either is missing."""
        observed = self.case.observed
        if self.simulated is None or observed is None or observed == 0.0:
            return None
        return (self.simulated - observed) / abs(observed)


def found(case: Case, units: Units) -> Found:
    """Run one case.

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> case = Case(
        ...     key="rooms V00", quantity="two", unit="-", source="OWN", observed=2.0, low=1.9, high=2.1,
        ...     role=Role.CONSISTENCY, simulate=lambda units: 2.05)
        >>> found(case, Units(hospital=teaching_unit())).verdict
        <Verdict.PASS: 'pass'>
    """
    if case.simulate is None:
        return Found(case=case, simulated=None, verdict=Verdict.NOT_RUN)
    value = case.simulate(units)
    return Found(case=case, simulated=value, verdict=Verdict.PASS if case.low <= value <= case.high else Verdict.FAIL)


class Tolerance(TypedDict):
    """Published value and the range that holds, for `Case(**...)`."""

    observed: float | None
    low: float
    high: float


def within(observed: float, share: float) -> Tolerance:
    """Return published value and tolerance as a share of it, for `Case(**...)`.

    >>> within(50.0, 0.5)
    {'observed': 50.0, 'low': 25.0, 'high': 75.0}
    """
    return Tolerance(observed=observed, low=observed * (1.0 - share), high=observed * (1.0 + share))


def between(observed: float | None, low: float, high: float) -> Tolerance:
    """Return published value and range, for `Case(**...)`."""
    return Tolerance(observed=observed, low=low, high=high)


def alone(function: Callable[..., float], *values: object) -> Callable[[Units], float]:
    """Return a simulation that needs no facility, for `Case(simulate=...)`."""
    return lambda _units: function(*values)


def unanswered(key: str, quantity: str, source: str, observed: float | None, why: str) -> Case:
    """Return a published number that the model cannot answer, and why; it stays in the report."""
    return Case(
        key=key, quantity=quantity, unit="-", source=source, observed=observed, low=0.0, high=0.0, role=Role.HELD_OUT,
        simulate=None, note=why,
    )  # fmt: skip
