"""How fast a T-cell culture of twelve days moves, and ten thousand of them, and whether the bits are the same."""

import hashlib
import struct
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from gradea.vocabulary import Chance
from gradea.world.culture.t_cell import Conditions, Medium, t_advanced, t_begun, t_cells, t_minutes, t_patient_of
from gradea.world.culture.t_cell.ensemble import Array, Members, donors_constants, t_members_moved
from gradea.world.culture.t_cell.kinetics import Rates, rates_of, stepped_by
from gradea.world.kernel import interpreted, quick

DAYS = 12
HOURS = 24 * DAYS
MINUTES = 60 * HOURS
REFERENCE_STEPS_PER_MIN = 4
MEMBER_REFERENCE_STEP_H = 0.05
FLOOR = 1e-3
"""An amount below a thousandth of its largest value in the course is compared with that thousandth."""

START = t_cells(
    100.0, resting=5e7, other=1e6, doomed=2e6, dead=1e6, cd8_cells=2e7, naive_cells=2e7, central_cells=1.5e7, beads=1e6,
    activator_doses=1.0, glucose_umol=1700.0, glutamine_umol=400.0, ammonia_umol=5.0, cytokine_iu=2e4, vector_tu=1e8,
)  # fmt: skip
"""Fifty million T cells, activated and transduced at once, in 100 mL."""

CONDITIONS = Conditions(perfusion_ml_per_h=4.0, perfused=Medium())
"""About a volume of fresh medium a day, without a break: no event interrupts anybody's solver."""

_PIECES = (7, 15, 60, 61, 700, 2881, 2890, 9000, MINUTES)


def minute_rows() -> Array:
    """Return the culture at every minute of twelve days, 24 amounts a row."""
    rows = t_minutes(t_begun(START, 0), CONDITIONS, MINUTES)
    return np.asarray(rows).reshape(MINUTES, len(START.amounts))


def reference_rows() -> Array:
    """Return the same with steps of 15 seconds: the yardstick of all."""
    out = np.empty((MINUTES, len(START.amounts)))
    y, rates, move = START.amounts, rates_of(CONDITIONS), quick(finely)
    for minute in range(MINUTES):
        y = move(y, rates, 1.0 / 60.0 / REFERENCE_STEPS_PER_MIN, REFERENCE_STEPS_PER_MIN)
        out[minute] = y
    return out


def finely(y: tuple[float, ...], rates: Rates, h: float, steps: int) -> tuple[float, ...]:
    """Return amounts after some short steps of h hours; a kernel."""
    for _ in range(steps):
        y = stepped_by(y, rates, h)
    return y


def largest(reference: Array) -> Array:
    """Return the largest value of each amount in a course, the start among them."""
    return np.asarray(np.maximum(reference.max(axis=0), np.array(START.amounts)))


def error_of(rows: Array, reference: Array, peak: Array) -> float:
    """Return the largest relative error of any amount in any row."""
    scale = np.maximum(np.abs(reference), FLOOR * peak)
    return float(np.max(np.abs(rows - reference) / np.where(scale > 0.0, scale, 1.0)))


def members_of(count: int) -> Members:
    """Return that many patients with the same seeding, vessel and medium."""
    donors = [t_patient_of(Chance("bench"), f"donor-{number}") for number in range(count)]
    amounts = np.repeat(np.array([START.amounts]), count, axis=0)
    return Members(amounts=amounts, conditions=CONDITIONS, constants=donors_constants(donors))


def moved_members(members: Members) -> Array:
    """Return all members after twelve days."""
    return t_members_moved(members, float(HOURS))


def member_reference(members: Members, count: int) -> Array:
    """Return the first members after twelve days in steps of three minutes, each by itself."""
    steps, move, ends = round(HOURS / MEMBER_REFERENCE_STEP_H), quick(finely), []
    for number in range(count):
        own = {symbol: float(values[number]) for symbol, values in members.constants.items()}
        rates = rates_of(replace(CONDITIONS, overrides=own))
        ends.append(move(START.amounts, rates, MEMBER_REFERENCE_STEP_H, steps))
    return np.array(ends)


def trajectory_hashes() -> dict[str, str]:
    """Return the hash of the same culture, computed in four ways: one and the same, or a promise is broken."""
    rows = minute_rows()
    looked_at = [rows[minute - 1].tolist() for minute in _PIECES]
    with interpreted():
        plain = _in_pieces()
    return {
        "compiled_by_minute": _digest(looked_at),
        "compiled_in_pieces": _digest(_in_pieces()),
        "compiled_each_at_once": _digest(_each_at_once()),
        "interpreted_in_pieces": _digest(plain),
    }


def _in_pieces() -> list[tuple[float, ...]]:
    course, found = t_begun(START, 0), []
    for minute in _PIECES:
        course = t_advanced(course, CONDITIONS, minute)
        found.append(course.now)
    return found


def _each_at_once() -> list[tuple[float, ...]]:
    return [t_advanced(t_begun(START, 0), CONDITIONS, minute).now for minute in _PIECES]


def _digest(rows: Iterable[Iterable[float]]) -> str:
    return hashlib.sha256(b"".join(struct.pack("<d", value) for row in rows for value in row)).hexdigest()
