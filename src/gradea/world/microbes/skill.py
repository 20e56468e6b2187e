"""How sure a pair of hands is: level, supervised practice, and how long the person has been awake."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from gradea.world.microbes import parameters as p

SKILLS = ("novice", "trained", "expert")
"""Levels of skill, from the least to the surest."""

RESTED_H = 10.0
"""Until then a day awake costs nothing [DAWSON1997: the decline runs from the tenth hour on]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A pair of hands at one instant.

    Attributes:
        level: One of `SKILLS`: where the person stood before the supervised practice counted here.
        supervised_practice: Supervised runs since then; years of service do not count [SIGWARD2012].
        hours_awake: Hours since the person got up.
    """

    level: str = "trained"
    supervised_practice: float = 0.0
    hours_awake: float = 0.0


def practised(before: float, best: float, supervised_practice: float) -> float:
    """Return a rate after supervised practice: it falls towards the best one.

    Args:
        before: Rate without the practice.
        best: Rate that practice ends at.
        supervised_practice: Supervised runs, from 0 up.

    Model:
        p(n) = p_best + (p - p_best) exp(-n / n0), n0 = 20 runs (A). The fitted touch of a trained person lies on the curve
        that starts at the novice's after some 45 runs.

    >>> round(practised(0.39, 0.003, 45), 3)
    0.044
    """
    return best + (before - best) * math.exp(-max(0.0, supervised_practice) / p.PRACTICE_RUNS.value)


def fatigue_factor(hours_awake: float) -> float:
    """Return by how much errors are more frequent after so many hours awake.

    Model:
        1 up to the tenth hour, then a straight line [DAWSON1997: form] of 2.6 % per hour: 1.36 after 24 hours, the ratio of
        serious errors on long to those on short shifts [LANDRIGAN2004].

    >>> fatigue_factor(8.0), round(fatigue_factor(14.0), 3), round(fatigue_factor(24.0), 2)
    (1.0, 1.104, 1.36)
    """
    return 1.0 + p.FATIGUE_PER_H.value * max(0.0, hours_awake - RESTED_H)


def rate_by_skill(table: Mapping[str, float], skill: Skill | str) -> float:
    """Return the rate of a table by level for a skill, with practice and fatigue; at most 1.

    Args:
        table: Rate by level; the one of the expert is what practice ends at.
        skill: A skill, or a level alone.

    Raises:
        ValueError: If the level is not in the table.

    >>> rate_by_skill({"novice": 0.2, "expert": 0.01}, Skill(level="novice", hours_awake=24.0))
    0.2728
    """
    known = skill if isinstance(skill, Skill) else Skill(level=skill)
    if known.level not in table:
        raise ValueError(f"'{known.level}' is no skill; use one of {', '.join(table)}")
    rate = practised(table[known.level], table["expert"], known.supervised_practice)
    return min(1.0, rate * fatigue_factor(known.hours_awake))
