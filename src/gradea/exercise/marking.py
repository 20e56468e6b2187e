"""Marking: what an answer is worth, from 0 to 1, and which of its parts were right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from gradea.exercise.form import Key, MatchKey, NumberKey, OrderKey, SetKey, TextKey
from gradea.exercise.number_text import readings_of
from gradea.exercise.question import HINT_COST
from gradea.exercise.response import Response

_EXACT = 1e-9
"""Relative room for the arithmetic of floating point."""

_K = TypeVar("_K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What an answer is worth.

    Attributes:
        score: 0 to 1, before hints are taken off.
        right: Whether it is wholly right.
        parts: Id of an option, line or place → whether this part was answered rightly.
        remark: A stable word for what was nearly right: `unit`, `power-of-ten`; empty for nothing to say.
    """

    score: float
    right: bool
    parts: Mapping[str, bool] = field(default_factory=dict)
    remark: str = ""


def mark(key: Key, response: Response) -> Mark:
    """Return what an answer is worth.

    Choice: all or nothing for one option; with several, right ones chosen less wrong ones chosen, never below 0.
    Order: the share of pairs in the right order. Match: the share of lines, where lines that are `plain` earn nothing but a
    false alarm on one costs one line. Number: right within its tolerance. Text: what the person says it is worth.

    >>> mark(SetKey(right=frozenset("ab")), Response(chosen=("a", "c"))).score
    0.0
    """
    if isinstance(key, SetKey):
        return _mark_set(key, response)
    if isinstance(key, OrderKey):
        return _mark_order(key, response)
    if isinstance(key, NumberKey):
        return _mark_number(key, response)
    if isinstance(key, MatchKey):
        return _mark_match(key, response)
    return _mark_text(key, response)


def after_hints(score: float, hints: int) -> float:
    """Return the score less what the hints cost, never below 0.

    >>> round(after_hints(1.0, 2), 2)
    0.6
    """
    return max(0.0, score - HINT_COST * hints)


def _mark_set(key: SetKey, response: Response) -> Mark:
    chosen = set(response.chosen)
    hits, false = len(chosen & key.right), len(chosen - key.right)
    parts = {name: name in key.right for name in chosen} | dict.fromkeys(key.right - chosen, False)
    return _of_share((hits - false) / len(key.right), parts, chosen == key.right)


def _mark_order(key: OrderKey, response: Response) -> Mark:
    ranks = [key.ranks[name] for name in response.chosen]
    pairs = [(a, b) for place, a in enumerate(ranks) for b in ranks[place + 1 :] if a != b]
    good = sum(a < b for a, b in pairs)
    wanted = sorted(ranks)
    parts = {name: key.ranks[name] == wanted[place] for place, name in enumerate(response.chosen)}
    return _of_share(good / len(pairs) if pairs else 1.0, parts, ranks == wanted)


def _mark_number(key: NumberKey, response: Response) -> Mark:
    readings = readings_of(response.number)
    factor = 1.0 if response.unit in {"", key.unit} else key.factors.get(response.unit)
    if factor is not None and any(_near(reading * factor, key) for reading in readings):
        return Mark(score=1.0, right=True)
    remark = ""
    if any(_near(reading, key) for reading in readings):
        remark = "unit"
    elif any(
        _near(reading * (factor or 1.0) * 10.0**power, key) for reading in readings for power in (-3, -2, -1, 1, 2, 3)
    ):
        remark = "power-of-ten"
    return Mark(score=0.0, right=False, remark=remark)


def _near(value: float, key: NumberKey) -> bool:
    return abs(value - key.value) <= key.tolerance + _EXACT * max(1.0, abs(key.value))


def _mark_match(key: MatchKey, response: Response) -> Mark:
    parts = {line: response.pairs.get(line) == option for line, option in key.pairs.items()}
    wanted = [line for line, option in key.pairs.items() if option != key.plain or not key.plain]
    hits = sum(parts[line] for line in wanted)
    false = sum(not parts[line] for line in key.pairs if line not in wanted)
    share = (hits - false) / len(wanted) if wanted else 1.0 - false / max(1, len(key.pairs))
    return _of_share(share, parts, all(parts.values()))


def _mark_text(_key: TextKey, response: Response) -> Mark:
    score = min(1.0, max(0.0, response.self_score or 0.0))
    return Mark(score=score, right=score >= 1.0)


def _of_share(share: float, parts: Mapping[str, bool], right: bool) -> Mark:
    return Mark(score=1.0 if right else min(max(0.0, share), 0.99), right=right, parts=dict(parts))
