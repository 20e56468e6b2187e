"""The fixed grid on which cultures move."""

from collections.abc import Callable
from dataclasses import dataclass

from gradea.world.kernel.elementary import LN2, LN10, exponential, logarithm

__all__ = [
    "LN2",
    "LN10",
    "STEP_MIN",
    "Amounts",
    "Course",
    "Stepper",
    "advanced",
    "begun",
    "checked",
    "exponential",
    "logarithm",
]

STEP_MIN = 15
"""Length of a step of the culture models in minutes [our prototype: the end value moves by 0.02 % from 3 to 60 min]."""

Amounts = tuple[float, ...]
Stepper = Callable[[Amounts, int], Amounts]
"""Moves amounts by some whole minutes, at most a step, in one go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Amounts that move on a fixed grid of the clock, and can be looked at in between.

    Attributes:
        anchor: Amounts at the last point of the grid, or at the last event after it.
        anchor_min: When that was, in minutes.
        now: Amounts at the present moment.
        now_min: The present moment in minutes.
    """

    anchor: Amounts
    anchor_min: int
    now: Amounts
    now_min: int


def begun(amounts: Amounts, at_min: int) -> Course:
    """Return a course that begins with these amounts; so does every event.

    Examples:
        >>> begun((1.0,), 7).anchor_min
        7
    """
    return Course(anchor=amounts, anchor_min=at_min, now=amounts, now_min=at_min)


def advanced(course: Course, to_min: int, step: Stepper) -> Course:
    """Move a course to a later minute.

    Args:
        course: Where it stands.
        to_min: Whole minute to move to, not before now.
        step: Moves amounts by a number of minutes.

    Raises:
        ValueError: If the minute is in the past or not whole: a broken promise of the caller.

    Model:
        Steps end at whole quarters of an hour of the run's clock. A look in between is one shorter step from the last
        such point and is forgotten again, so looking more often, or in other pieces, changes no bit of the course.

    Examples:
        >>> halve = lambda amounts, minutes: (amounts[0] * 0.5 ** (minutes / 15),)
        >>> advanced(advanced(begun((8.0,), 0), 22, halve), 30, halve) == advanced(begun((8.0,), 0), 30, halve)
        True
    """
    checked(course, to_min)
    anchor, at = course.anchor, course.anchor_min
    while (ahead := (at // STEP_MIN + 1) * STEP_MIN) <= to_min:
        anchor, at = step(anchor, ahead - at), ahead
    now = step(anchor, to_min - at) if to_min > at else anchor
    return Course(anchor=anchor, anchor_min=at, now=now, now_min=to_min)


def checked(course: Course, to_min: int) -> None:
    """Raise ValueError if a course cannot go to a minute: it is in the past or not whole."""
    if not isinstance(to_min, int) or to_min < course.now_min:
        raise ValueError(f"a culture at minute {course.now_min} cannot go to {to_min!r}; give a later whole minute")
