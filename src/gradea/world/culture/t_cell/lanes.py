"""Kernels that move T-cell cultures fast: one culture minute by minute, and many cultures in lanes.

The compiler turns the loops over lanes into vector instructions, four members in one; a lane has the same bits as a member alone.
Arrays are flat: amount i of lane l stands at `i * WIDTH + l`. They are lists in plain Python and numpy arrays when compiled.
"""

from collections.abc import MutableSequence, Sequence

from gradea.world.culture.numerics import STEP_MIN, Amounts
from gradea.world.culture.t_cell.coarse import stepped_coarsely
from gradea.world.culture.t_cell.kinetics import Rates, stepped, stepped_by

WIDTH = 8
"""Members side by side in an ensemble."""

LOOKS = 16
"""Looks side by side: the fifteen minutes of a step, and one to fill the last vector."""

Row = MutableSequence[float]


def carried(anchor: Amounts, rates: Rates, anchor_min: int, to_min: int) -> tuple[Amounts, int, Amounts]:
    """Return anchor, its minute and the present amounts at a later minute: the law of `numerics.advanced`, to be compiled."""
    at = anchor_min
    while (at // STEP_MIN + 1) * STEP_MIN <= to_min:
        ahead = (at // STEP_MIN + 1) * STEP_MIN
        anchor = stepped(anchor, rates, ahead - at)
        at = ahead
    now = stepped(anchor, rates, to_min - at) if to_min > at else anchor
    return anchor, at, now


def minutes_walked(y: Amounts, rates: Rates, span: tuple[int, int], out: Row, looks: Row) -> None:
    """Write the amounts of every minute after a first one, as `carried` gives them one by one.

    Args:
        y: Amounts at the first minute, in more than no liquid; an anchor.
        rates: Result of `rates_of`.
        span: First minute and last minute.
        out: Room for one row of 24 per minute.
        looks: Room for 24 times `LOOKS` numbers.
    """
    at, to_min = span
    row = 0
    while at < to_min:
        ahead = STEP_MIN - at % STEP_MIN
        _looked(y, rates, looks)
        for lane in range(min(ahead, to_min - at)):
            for i in range(24):
                out[row + i] = looks[i * LOOKS + lane]
            row += 24
        y = _read(looks, ahead - 1)
        at += ahead


def _looked(y: Amounts, rates: Rates, looks: Row) -> None:
    for lane in range(LOOKS):
        new = stepped_by(y, rates, (lane + 1) / 60.0)
        (
            looks[lane + 0 * LOOKS], looks[lane + 1 * LOOKS], looks[lane + 2 * LOOKS], looks[lane + 3 * LOOKS],
            looks[lane + 4 * LOOKS], looks[lane + 5 * LOOKS], looks[lane + 6 * LOOKS], looks[lane + 7 * LOOKS],
            looks[lane + 8 * LOOKS], looks[lane + 9 * LOOKS], looks[lane + 10 * LOOKS], looks[lane + 11 * LOOKS],
            looks[lane + 12 * LOOKS], looks[lane + 13 * LOOKS], looks[lane + 14 * LOOKS], looks[lane + 15 * LOOKS],
            looks[lane + 16 * LOOKS], looks[lane + 17 * LOOKS], looks[lane + 18 * LOOKS], looks[lane + 19 * LOOKS],
            looks[lane + 20 * LOOKS], looks[lane + 21 * LOOKS], looks[lane + 22 * LOOKS], looks[lane + 23 * LOOKS],
        ) = new  # fmt: skip


def _read(looks: Sequence[float], lane: int) -> Amounts:
    return (
        looks[lane + 0 * LOOKS], looks[lane + 1 * LOOKS], looks[lane + 2 * LOOKS], looks[lane + 3 * LOOKS],
        looks[lane + 4 * LOOKS], looks[lane + 5 * LOOKS], looks[lane + 6 * LOOKS], looks[lane + 7 * LOOKS],
        looks[lane + 8 * LOOKS], looks[lane + 9 * LOOKS], looks[lane + 10 * LOOKS], looks[lane + 11 * LOOKS],
        looks[lane + 12 * LOOKS], looks[lane + 13 * LOOKS], looks[lane + 14 * LOOKS], looks[lane + 15 * LOOKS],
        looks[lane + 16 * LOOKS], looks[lane + 17 * LOOKS], looks[lane + 18 * LOOKS], looks[lane + 19 * LOOKS],
        looks[lane + 20 * LOOKS], looks[lane + 21 * LOOKS], looks[lane + 22 * LOOKS], looks[lane + 23 * LOOKS],
    )  # fmt: skip


def lanes_moved(
    y: Row, limiting: Sequence[float], turning: Sequence[float], h: float, steps: int, members: int
) -> None:
    """Move `WIDTH` cultures by coarse steps, in place.

    Args:
        y: 24 amounts of each lane.
        limiting: 24 constants of `limits` of each lane.
        turning: 42 other constants of `slopes` of each lane.
        h: Length of a step in hours.
        steps: Number of steps.
    """
    for _ in range(steps):
        for lane in range(members):
            new = stepped_coarsely(
                (
                    y[lane + 0 * WIDTH], y[lane + 1 * WIDTH], y[lane + 2 * WIDTH], y[lane + 3 * WIDTH],
                    y[lane + 4 * WIDTH], y[lane + 5 * WIDTH], y[lane + 6 * WIDTH], y[lane + 7 * WIDTH],
                    y[lane + 8 * WIDTH], y[lane + 9 * WIDTH], y[lane + 10 * WIDTH], y[lane + 11 * WIDTH],
                    y[lane + 12 * WIDTH], y[lane + 13 * WIDTH], y[lane + 14 * WIDTH], y[lane + 15 * WIDTH],
                    y[lane + 16 * WIDTH], y[lane + 17 * WIDTH], y[lane + 18 * WIDTH], y[lane + 19 * WIDTH],
                    y[lane + 20 * WIDTH], y[lane + 21 * WIDTH], y[lane + 22 * WIDTH], y[lane + 23 * WIDTH],
                ),
                (
                    (
                        limiting[lane + 0 * WIDTH], limiting[lane + 1 * WIDTH], limiting[lane + 2 * WIDTH],
                        limiting[lane + 3 * WIDTH], limiting[lane + 4 * WIDTH], limiting[lane + 5 * WIDTH],
                        limiting[lane + 6 * WIDTH], limiting[lane + 7 * WIDTH], limiting[lane + 8 * WIDTH],
                        limiting[lane + 9 * WIDTH], limiting[lane + 10 * WIDTH], limiting[lane + 11 * WIDTH],
                        limiting[lane + 12 * WIDTH], limiting[lane + 13 * WIDTH], limiting[lane + 14 * WIDTH],
                        limiting[lane + 15 * WIDTH], limiting[lane + 16 * WIDTH], limiting[lane + 17 * WIDTH],
                        limiting[lane + 18 * WIDTH], limiting[lane + 19 * WIDTH], limiting[lane + 20 * WIDTH],
                        limiting[lane + 21 * WIDTH], limiting[lane + 22 * WIDTH], limiting[lane + 23 * WIDTH],
                    ),
                    (
                        turning[lane + 0 * WIDTH], turning[lane + 1 * WIDTH], turning[lane + 2 * WIDTH],
                        turning[lane + 3 * WIDTH], turning[lane + 4 * WIDTH], turning[lane + 5 * WIDTH],
                        turning[lane + 6 * WIDTH], turning[lane + 7 * WIDTH], turning[lane + 8 * WIDTH],
                        turning[lane + 9 * WIDTH], turning[lane + 10 * WIDTH], turning[lane + 11 * WIDTH],
                        turning[lane + 12 * WIDTH], turning[lane + 13 * WIDTH], turning[lane + 14 * WIDTH],
                        turning[lane + 15 * WIDTH], turning[lane + 16 * WIDTH], turning[lane + 17 * WIDTH],
                        turning[lane + 18 * WIDTH], turning[lane + 19 * WIDTH], turning[lane + 20 * WIDTH],
                        turning[lane + 21 * WIDTH], turning[lane + 22 * WIDTH], turning[lane + 23 * WIDTH],
                        turning[lane + 24 * WIDTH], turning[lane + 25 * WIDTH], turning[lane + 26 * WIDTH],
                        turning[lane + 27 * WIDTH], turning[lane + 28 * WIDTH], turning[lane + 29 * WIDTH],
                        turning[lane + 30 * WIDTH], turning[lane + 31 * WIDTH], turning[lane + 32 * WIDTH],
                        turning[lane + 33 * WIDTH], turning[lane + 34 * WIDTH], turning[lane + 35 * WIDTH],
                        turning[lane + 36 * WIDTH], turning[lane + 37 * WIDTH], turning[lane + 38 * WIDTH],
                        turning[lane + 39 * WIDTH], turning[lane + 40 * WIDTH], turning[lane + 41 * WIDTH],
                    ),
                ),
                h,
            )  # fmt: skip
            (
                y[lane + 0 * WIDTH], y[lane + 1 * WIDTH], y[lane + 2 * WIDTH], y[lane + 3 * WIDTH],
                y[lane + 4 * WIDTH], y[lane + 5 * WIDTH], y[lane + 6 * WIDTH], y[lane + 7 * WIDTH],
                y[lane + 8 * WIDTH], y[lane + 9 * WIDTH], y[lane + 10 * WIDTH], y[lane + 11 * WIDTH],
                y[lane + 12 * WIDTH], y[lane + 13 * WIDTH], y[lane + 14 * WIDTH], y[lane + 15 * WIDTH],
                y[lane + 16 * WIDTH], y[lane + 17 * WIDTH], y[lane + 18 * WIDTH], y[lane + 19 * WIDTH],
                y[lane + 20 * WIDTH], y[lane + 21 * WIDTH], y[lane + 22 * WIDTH], y[lane + 23 * WIDTH],
            ) = new  # fmt: skip
