"""What the answers of an edition say about the items: difficulty, discrimination, certainty, with honest small-n notes."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gradea.exercise.intervals import Interval, share_interval

FEW = 10
"""Below so many answers a difficulty is an anecdote (design choice)."""

FEW_FOR_DISCRIMINATION = 30
"""Below so many answers a correlation says little: its interval is wider than half the scale (design choice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One first answer: who (a number), which item, score 0 to 1, certainty 1 to 3 or 0 where it was not asked."""

    person: str
    item: str
    score: float
    certainty: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFigures:
    """Figures of one item.

    Attributes:
        n: People who answered.
        difficulty: Mean score: 1 is easy.
        wholly_right: Share wholly right, with its exact interval.
        discrimination: Correlation of the score with the mean score on the other items; None where it cannot be computed.
        sure_and_wrong: Share of answers that were sure and wrong: what to talk about in class.
        note: `few`, `few-for-discrimination`, `negative`, or empty.
    """

    item: str
    n: int
    difficulty: float
    wholly_right: Interval | None
    discrimination: float | None
    sure_and_wrong: float
    note: str


def item_figures(given: Iterable[Given]) -> tuple[ItemFigures, ...]:
    """Return the figures of every item that was answered, in the order of their codes."""
    scores: dict[str, dict[str, Given]] = {}
    for answer in given:
        scores.setdefault(answer.item, {}).setdefault(answer.person, answer)
    of_person: dict[str, list[tuple[str, float]]] = {}
    for item, answers in scores.items():
        for person, answer in answers.items():
            of_person.setdefault(person, []).append((item, answer.score))
    return tuple(_figures(item, scores[item], of_person) for item in sorted(scores))


def _figures(
    item: str, answers: Mapping[str, Given], of_person: Mapping[str, Sequence[tuple[str, float]]]
) -> ItemFigures:
    n, pairs = len(answers), []
    for person, answer in answers.items():
        rest = [score for other, score in of_person[person] if other != item]
        if rest:
            pairs.append((answer.score, math.fsum(rest) / len(rest)))
    discrimination = correlation(pairs)
    wrong = sum(answer.certainty == 3 and answer.score < 0.5 for answer in answers.values())
    return ItemFigures(
        item=item,
        n=n,
        difficulty=math.fsum(answer.score for answer in answers.values()) / n,
        wholly_right=share_interval(sum(answer.score >= 1.0 for answer in answers.values()), n),
        discrimination=discrimination,
        sure_and_wrong=wrong / n,
        note=_note(n, discrimination),
    )


def _note(n: int, discrimination: float | None) -> str:
    if n < FEW:
        return "few"
    if n < FEW_FOR_DISCRIMINATION:
        return "few-for-discrimination"
    return "negative" if discrimination is not None and discrimination < 0.0 else ""


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return Pearson's correlation; None for fewer than three pairs, or where one side does not vary.

    >>> correlation([(0, 0), (1, 1), (0, 0)])
    1.0
    """
    if len(pairs) < 3:
        return None
    n = len(pairs)
    mean_x, mean_y = math.fsum(x for x, _ in pairs) / n, math.fsum(y for _, y in pairs) / n
    sxx, syy = math.fsum((x - mean_x) ** 2 for x, _ in pairs), math.fsum((y - mean_y) ** 2 for _, y in pairs)
    if sxx <= 1e-12 or syy <= 1e-12:
        return None
    return round(math.fsum((x - mean_x) * (y - mean_y) for x, y in pairs) / math.sqrt(sxx * syy), 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How often people were right at one level of certainty."""

    certainty: int
    right: Interval


def calibration(given: Iterable[Given]) -> tuple[Calibration, ...]:
    """Return for each level of certainty how many answers were right: honest people are right more often when surer."""
    listed = [answer for answer in given if answer.certainty]
    found = []
    for level in (1, 2, 3):
        mine = [answer for answer in listed if answer.certainty == level]
        right = share_interval(sum(answer.score >= 1.0 for answer in mine), len(mine))
        if right is not None:
            found.append(Calibration(certainty=level, right=right))
    return tuple(found)
