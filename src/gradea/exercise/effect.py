"""What the school changed: pre-test, post-test and one-month test of the same people, per way of taking part.

Paired: only people who took both tests of a comparison count for it, and how many were left out is said.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gradea.exercise.intervals import Interval, difference_interval, mean_interval

PHASES = ("pre", "post", "month")
SMALLEST_GROUP = 5
"""A group with fewer people is not shown on its own: single people could be recognised (design choice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult:
    """One person's test: mean score 0 to 1, mean certainty mark (-6 to 3), mean certainty (1 to 3)."""

    __test__ = False

    person: str
    phase: str
    score: float
    certainty_mark: float
    certainty: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseFigures:
    """Figures of one test over everybody who took it."""

    phase: str
    score: Interval | None
    certainty_mark: Interval | None
    certainty: Interval | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed between two tests, for the people who took both.

    Attributes:
        effect_size: Mean change divided by the standard deviation of the changes (d for paired values); None where it cannot be.
        left_out: People who took only one of the two.
    """

    first: str
    second: str
    gain: Interval | None
    effect_size: float | None
    n: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChange:
    """The gain of one group, and how it differs from everybody else's."""

    group: str
    gain: Interval | None
    against_others: Interval | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The whole report."""

    phases: tuple[PhaseFigures, ...]
    changes: tuple[Change, ...]
    groups: tuple[GroupChange, ...]
    hidden_groups: int


def effect_of(results: Iterable[TestResult], groups: Mapping[str, str], *, seed: str) -> Effect:
    """Return the report.

    Args:
        results: Finished tests; of several tests of one person in a phase the first counts.
        groups: Person → how they took part (team, school, alone or in a team). People without an entry are in no group.
        seed: Key of the resampling, so that the report is the same when it is read again.
    """
    by_phase: dict[str, dict[str, TestResult]] = {phase: {} for phase in PHASES}
    for result in results:
        by_phase[result.phase].setdefault(result.person, result)
    gains = _gains(by_phase["pre"], by_phase["post"])
    names = sorted({groups[person] for person in gains if person in groups})
    shown = [name for name in names if sum(groups.get(person) == name for person in gains) >= SMALLEST_GROUP]
    return Effect(
        phases=tuple(_phase(phase, by_phase[phase], seed) for phase in PHASES),
        changes=tuple(
            _change(by_phase, first, second, seed)
            for first, second in (("pre", "post"), ("post", "month"), ("pre", "month"))
        ),
        groups=tuple(_group(name, gains, groups, seed) for name in shown),
        hidden_groups=len(names) - len(shown),
    )


def _gains(first: Mapping[str, TestResult], second: Mapping[str, TestResult]) -> dict[str, float]:
    return {person: second[person].score - first[person].score for person in sorted(first.keys() & second.keys())}


def _phase(phase: str, results: Mapping[str, TestResult], seed: str) -> PhaseFigures:
    listed = [results[person] for person in sorted(results)]
    return PhaseFigures(
        phase=phase,
        score=mean_interval([each.score for each in listed], seed=f"{seed}/{phase}/score"),
        certainty_mark=mean_interval([each.certainty_mark for each in listed], seed=f"{seed}/{phase}/mark"),
        certainty=mean_interval([each.certainty for each in listed], seed=f"{seed}/{phase}/certainty"),
        n=len(listed),
    )


def _change(by_phase: Mapping[str, Mapping[str, TestResult]], first: str, second: str, seed: str) -> Change:
    gains = list(_gains(by_phase[first], by_phase[second]).values())
    return Change(
        first=first,
        second=second,
        gain=mean_interval(gains, seed=f"{seed}/{first}-{second}"),
        effect_size=_effect_size(gains),
        n=len(gains),
        left_out=len(by_phase[first].keys() ^ by_phase[second].keys()),
    )


def _effect_size(gains: list[float]) -> float | None:
    if len(gains) < 2:
        return None
    mean = math.fsum(gains) / len(gains)
    spread = math.sqrt(math.fsum((gain - mean) ** 2 for gain in gains) / (len(gains) - 1))
    return mean / spread if spread > 1e-9 else None


def _group(name: str, gains: Mapping[str, float], groups: Mapping[str, str], seed: str) -> GroupChange:
    mine = [gain for person, gain in gains.items() if groups.get(person) == name]
    others = [gain for person, gain in gains.items() if person in groups and groups[person] != name]
    return GroupChange(
        group=name,
        gain=mean_interval(mine, seed=f"{seed}/group/{name}"),
        against_others=difference_interval(mine, others, seed=f"{seed}/against/{name}")
        if len(others) >= SMALLEST_GROUP
        else None,
        n=len(mine),
    )
