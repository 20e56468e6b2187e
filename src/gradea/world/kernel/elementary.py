"""Exponential and logarithm with the same bits everywhere.

They use only + - * / and exact scaling by powers of two, never a maths library, whose last digit differs between
platforms. `doubled` and `halved` are exact by definition; the compiler replaces them by moves of the exponent bits, so
that loops over many members stay free of branches and calls.
"""

from math import frexp, ldexp

LN2 = 0.6931471805599453
LN10 = 2.302585092994046
_PER_LN2 = 1.4426950408889634
_LN2_HIGH, _LN2_LOW = 0.693147180369123816490, 1.90821492927058770002e-10
_ROOT_HALF = 0.7071067811865476
_OVERFLOW, _UNDERFLOW = 709.0, -708.0
ROUNDER = 6755399441055744.0
"""1.5 · 2^52: added and taken away again, it leaves the nearest whole number (half to even)."""

_C3, _C4, _C5, _C6, _C7, _C8 = 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0, 1.0 / 5040.0, 1.0 / 40320.0
_C9, _C10, _C11, _C12 = 1.0 / 362880.0, 1.0 / 3628800.0, 1.0 / 39916800.0, 1.0 / 479001600.0
_C13, _C14 = 1.0 / 6227020800.0, 1.0 / 87178291200.0
_A5, _A7, _A9, _A11, _A13, _A15, _A17, _A19 = (1.0 / n for n in (5.0, 7.0, 9.0, 11.0, 13.0, 15.0, 17.0, 19.0))
_A3, _A21 = 1.0 / 3.0, 1.0 / 21.0


def doubled(value: float, times: float) -> float:
    """Return value · 2^times for a whole number of times between -1022 and 1023; exact.

    Examples:
        >>> doubled(1.5, 3.0)
        12.0
    """
    return ldexp(value, int(times))


def halved(x: float) -> tuple[float, float]:
    """Return m from 0.5 to below 1 and whole k with x = m · 2^k, for a normal number above zero; exact.

    Examples:
        >>> halved(12.0)
        (0.75, 4.0)
    """
    m, k = frexp(x)
    return m, float(k)


def exponential(x: float) -> float:
    """Return e to the x, to about 3e-16 of the value.

    Model:
        x = k ln 2 + r with |r| below 0.35; the series of e to the r to the fourteenth order, times two to the k. Above
        709 the answer is held at that of 709, below -708 it is 0.

    Examples:
        >>> exponential(0.0), round(exponential(1.0), 12), exponential(-800.0)
        (1.0, 2.718281828459, 0.0)
    """
    held = x if x < _OVERFLOW else _OVERFLOW
    held = held if held > _UNDERFLOW else _UNDERFLOW
    k = (held * _PER_LN2 + ROUNDER) - ROUNDER
    r = (held - k * _LN2_HIGH) - k * _LN2_LOW
    tail = _C8 + r * (_C9 + r * (_C10 + r * (_C11 + r * (_C12 + r * (_C13 + r * _C14)))))
    value = 1.0 + r * (1.0 + r * (0.5 + r * (_C3 + r * (_C4 + r * (_C5 + r * (_C6 + r * (_C7 + r * tail)))))))
    return doubled(value, k) if x >= _UNDERFLOW else 0.0


def natural_log(x: float) -> float:
    """Return the natural logarithm of a normal number above zero, unchecked; for kernels.

    Model:
        x = m · 2^k with m around 1; ln m = 2 artanh((m - 1)/(m + 1)) by its series.
    """
    half, k = halved(x)
    below = half < _ROOT_HALF
    m = 2.0 * half if below else half
    k = k - 1.0 if below else k
    z = (m - 1.0) / (m + 1.0)
    q = z * z
    series = _A13 + q * (_A15 + q * (_A17 + q * (_A19 + q * _A21)))
    series = _A5 + q * (_A7 + q * (_A9 + q * (_A11 + q * series)))
    return 2.0 * z * (1.0 + q * (_A3 + q * series)) + k * LN2


def logarithm(x: float) -> float:
    """Return the natural logarithm of a positive number, to about 5e-16.

    Raises:
        ValueError: If the number is not above zero.

    Examples:
        >>> logarithm(1.0), round(logarithm(10.0), 12)
        (0.0, 2.302585092994)
    """
    if not x > 0.0:
        raise ValueError(f"there is no logarithm of {x!r}; it needs a number above zero")
    return natural_log(x)
