"""Certainty-based marking: how sure you are decides what a right or wrong answer is worth.

The scale is that of A. R. Gardner-Medwin ("Confidence assessment in the teaching of basic science", ALT-J 3(1), 1995, 80-85;
used since in London under the name certainty-based marking): 1, 2 or 3 marks when right, 0, -2 or -6 when wrong. Whoever says
honestly how sure they are gets the most: level 1 pays best below two chances in three, level 3 above four in five.
"""

from dataclasses import dataclass
from enum import IntEnum


class Certainty(IntEnum):
    """How sure somebody is of an answer."""

    LOW = 1
    MIDDLE = 2
    HIGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Marks for a right and for a wrong answer."""

    right: int
    wrong: int


SCALE: dict[Certainty, Worth] = {
    Certainty.LOW: Worth(right=1, wrong=0),
    Certainty.MIDDLE: Worth(right=2, wrong=-2),
    Certainty.HIGH: Worth(right=3, wrong=-6),
}

MOST = 3
"""The most marks one answer can earn."""


def certainty_mark(score: float, certainty: Certainty) -> float:
    """Return the marks of an answer of this score (0 to 1). Partly right lies between wrong and right in proportion (ours).

    >>> certainty_mark(1.0, Certainty.HIGH), certainty_mark(0.0, Certainty.HIGH), certainty_mark(0.5, Certainty.MIDDLE)
    (3.0, -6.0, 0.0)
    """
    worth = SCALE[certainty]
    return worth.wrong + (worth.right - worth.wrong) * score


def best_certainty(chance: float) -> Certainty:
    """Return the level that pays best for somebody who is right with this chance.

    >>> [best_certainty(chance).value for chance in (0.5, 0.7, 0.9)]
    [1, 2, 3]
    """
    return max(Certainty, key=lambda level: certainty_mark(chance, level))
