"""Exponential and logarithm with the same bits everywhere, and the fixed grid on which cultures move.

The functions use only + - * / and exact scaling by powers of two, never a maths library, whose last digit differs
between platforms.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import frexp, ldexp

STEP_MIN = 15
"""Length of a step of the culture models in minutes [our prototype: the end value moves by 0.02 % from 3 to 60 min]."""

LN2 = 0.6931471805599453
LN10 = 2.302585092994046
_LN2_HIGH, _LN2_LOW = 0.693147180369123816490, 1.90821492927058770002e-10
_ROOT_HALF = 0.7071067811865476
_OVERFLOW, _UNDERFLOW = 709.0, -745.0

_C3, _C4, _C5, _C6, _C7, _C8 = 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0, 1.0 / 5040.0, 1.0 / 40320.0
_C9, _C10, _C11, _C12 = 1.0 / 362880.0, 1.0 / 3628800.0, 1.0 / 39916800.0, 1.0 / 479001600.0
_C13, _C14 = 1.0 / 6227020800.0, 1.0 / 87178291200.0

Amounts = tuple[float, ...]
Stepper = Callable[[Amounts, int], Amounts]
"""Moves amounts by some whole minutes, at most a step, in one go."""


def exponential(x: float) -> float:
    """Return e to the x, to about 3e-16 of the value.

    Model:
        x = k ln 2 + r with |r| below 0.35; the series of e to the r to the fourteenth order, times two to the k. Above
        709 the answer is held at that of 709, below -745 it is 0.

    Examples:
        >>> exponential(0.0), round(exponential(1.0), 12), exponential(-800.0)
        (1.0, 2.718281828459, 0.0)
    """
    if x > _OVERFLOW:
        x = _OVERFLOW
    elif x < _UNDERFLOW:
        return 0.0
    k = int(x * 1.4426950408889634 + (0.5 if x >= 0.0 else -0.5))
    r = (x - k * _LN2_HIGH) - k * _LN2_LOW
    tail = _C8 + r * (_C9 + r * (_C10 + r * (_C11 + r * (_C12 + r * (_C13 + r * _C14)))))
    value = 1.0 + r * (1.0 + r * (0.5 + r * (_C3 + r * (_C4 + r * (_C5 + r * (_C6 + r * (_C7 + r * tail)))))))
    return ldexp(value, k)


def logarithm(x: float) -> float:
    """Return the natural logarithm of a positive number, to about 5e-16.

    Raises:
        ValueError: If the number is not above zero.

    Model:
        x = m · 2^k with m around 1; ln m = 2 artanh((m - 1)/(m + 1)) by its series.

    Examples:
        >>> logarithm(1.0), round(logarithm(10.0), 12)
        (0.0, 2.302585092994)
    """
    if not x > 0.0:
        raise ValueError(f"there is no logarithm of {x!r}; it needs a number above zero")
    m, k = frexp(x)
    if m < _ROOT_HALF:
        m, k = 2.0 * m, k - 1
    z = (m - 1.0) / (m + 1.0)
    q = z * z
    series = 1.0 / 13.0 + q * (1.0 / 15.0 + q * (1.0 / 17.0 + q * (1.0 / 19.0 + q / 21.0)))
    series = 1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q * series)))
    return 2.0 * z * (1.0 + q * (1.0 / 3.0 + q * series)) + k * LN2


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
    if not isinstance(to_min, int) or to_min < course.now_min:
        raise ValueError(f"a culture at minute {course.now_min} cannot go to {to_min!r}; give a later whole minute")
    anchor, at = course.anchor, course.anchor_min
    while (ahead := (at // STEP_MIN + 1) * STEP_MIN) <= to_min:
        anchor, at = step(anchor, ahead - at), ahead
    now = step(anchor, to_min - at) if to_min > at else anchor
    return Course(anchor=anchor, anchor_min=at, now=now, now_min=to_min)
