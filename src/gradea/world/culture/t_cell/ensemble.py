"""Many T-cell cultures side by side: the same vessel and medium, other donors, long steps.

Not for the live clock: a run keeps its quarter hours. Everything here is arrays, one row per member, so that ten thousand
cultures take less than a second when kernels are compiled; without numba the same code runs in plain Python.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gradea.world.culture.t_cell.conditions import SYMBOLS, Conditions
from gradea.world.culture.t_cell.donor import TDonor
from gradea.world.culture.t_cell.kinetics import constants_of
from gradea.world.culture.t_cell.lanes import WIDTH, lanes_moved
from gradea.world.culture.t_cell.state import T_CELL
from gradea.world.kernel.engine import accelerated, quick

Array: TypeAlias = NDArray[np.float64]

STEP_H = 2.0
"""Longest step in hours: an error of 5e-5 where medium runs in, and of 9e-4 where everything is used up (docs/speed.md)."""

SETTLING_H, SETTLING_STEP_H = 4.0, 0.5
"""After an event the liquid takes its new warmth with a time constant of half an hour; the first hours go in short steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """An ensemble of cultures at one moment.

    Attributes:
        amounts: One row of 24 per member, in the order of `T_CELL`.
        conditions: What surrounds all of them.
        constants: Constants by symbol that differ between members, one number each.

    Raises:
        ValueError: If a shape does not fit, a symbol is unknown, or a vessel is dry.
    """

    amounts: Array
    conditions: Conditions
    constants: Mapping[str, Array]

    def __post_init__(self) -> None:
        """Check shapes and symbols."""
        if self.amounts.ndim != 2 or self.amounts.shape[1] != len(T_CELL.names):
            raise ValueError(
                f"an ensemble has {len(T_CELL.names)} amounts a member, not an array of {self.amounts.shape}"
            )
        if not (self.amounts[:, 0] > 0.0).all():
            raise ValueError("a dry vessel has no course; leave it out of the ensemble")
        for symbol, values in self.constants.items():
            if symbol not in SYMBOLS:
                raise ValueError(f"no constant is called {symbol!r}; there are {', '.join(SYMBOLS)}")
            if values.shape != (len(self.amounts),):
                raise ValueError(f"{symbol} needs one value for each of {len(self.amounts)} members")


def donors_constants(donors: Sequence[TDonor]) -> dict[str, Array]:
    """Return the constants by symbol that make each member the culture of its donor.

    Examples:
        >>> donors_constants([TDonor(), TDonor(growth=0.5)])["mu_max"].tolist()
        [0.06513, 0.032565]
    """
    rows = [donor.overrides() for donor in donors]
    return {symbol: np.array([row[symbol] for row in rows]) for symbol in TDonor().overrides()}


def t_members_moved(members: Members, hours: float, *, step_h: float = STEP_H) -> Array:
    """Return the amounts of all members some hours later, under constant conditions.

    Args:
        members: The ensemble.
        hours: Time to pass since an event; four hours in short steps, the rest in equal long ones.
        step_h: Longest step in hours.

    Raises:
        ValueError: If no time passes, or a step is not above zero.

    Examples:
        >>> from gradea.world.culture.t_cell import t_cells
        >>> bag = t_cells(10.0, resting=1e7, other=1e6)
        >>> both = Members(amounts=np.array([bag.amounts] * 2), conditions=Conditions(), constants={})
        >>> later = t_members_moved(both, 4.0)
        >>> later.shape, bool((later[0] == later[1]).all())
        ((2, 24), True)
    """
    if not (hours > 0.0 and step_h > 0.0):
        raise ValueError(f"time passes in steps above zero, not {hours:g} h in steps of {step_h:g} h")
    count = len(members.amounts)
    groups = ceil(count / WIDTH)
    limiting, turning = constants_of(members.conditions, {**members.conditions.constants(), **members.constants})
    y = _in_lanes(list(members.amounts.T), count)
    lanes = zip(y, _in_lanes(limiting, count), _in_lanes(turning, count), strict=True)
    settling = min(hours, SETTLING_H)
    stretches = [_cut(settling, min(step_h, SETTLING_STEP_H)), _cut(hours - settling, step_h)]
    move = quick(lanes_moved)
    for group, constant, other in lanes:
        # a list is what plain Python is quick with
        now, first, second = (part if accelerated() else part.tolist() for part in (group, constant, other))
        for h, steps in stretches:
            move(now, first, second, h, steps, WIDTH)
        group[:] = now
    return y.reshape(groups, -1, WIDTH).transpose(0, 2, 1).reshape(groups * WIDTH, -1)[:count]


def _cut(hours: float, step_h: float) -> tuple[float, int]:
    """Return equal steps of at most a length: their length and number; none for no time."""
    steps = ceil(hours / step_h - 1e-9)
    return (hours / steps, steps) if steps > 0 else (step_h, 0)


def _in_lanes(rows: Sequence[Array | float], count: int) -> Array:
    """Return numbers, each one for all members or one per member, as flat lanes per group; the last group is filled up."""
    groups = ceil(count / WIDTH)
    lanes = np.empty((groups, len(rows), WIDTH))
    for place, row in enumerate(rows):
        values = np.broadcast_to(np.asarray(row, dtype=np.float64), (count,))
        lanes[:, place, :] = np.pad(values, (0, groups * WIDTH - count), mode="edge").reshape(groups, WIDTH)
    return lanes.reshape(groups, -1)
