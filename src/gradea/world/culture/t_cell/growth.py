"""Time passes over a T-cell culture."""

from collections.abc import Sequence

from gradea.world.culture.amounts import Culture
from gradea.world.culture.numerics import Course, begun, checked
from gradea.world.culture.t_cell.conditions import Conditions
from gradea.world.culture.t_cell.kinetics import rates_of
from gradea.world.culture.t_cell.lanes import LOOKS, carried, minutes_walked
from gradea.world.culture.t_cell.state import T_CELL
from gradea.world.kernel.engine import quick, room


def t_begun(s: Culture, at_min: int) -> Course:
    """Return a course that begins with this culture; so does every event.

    Examples:
        >>> from gradea.world.culture.t_cell import t_cells
        >>> t_begun(t_cells(10.0), 0).now[0]
        10.0
    """
    return begun(s.amounts, at_min)


def t_advanced(course: Course, conditions: Conditions, to_min: int) -> Course:
    """Let time pass over a T-cell culture under constant conditions.

    Args:
        course: The culture and where it stands on the clock.
        conditions: What surrounds it. A change of conditions is an event: begin a new course with it.
        to_min: Whole minute of the run to move to, not before now.

    Raises:
        ValueError: If the minute is in the past or not whole.

    Model:
        docs/culture-run.md; Runge-Kutta of fourth order in steps of 15 min that end at whole quarters of the run's clock, our own
        exponential and logarithm. The same bits in however many pieces the time is cut.

    Examples:
        >>> from gradea.world.culture.t_cell import Medium, t_cells
        >>> bag = t_cells(10.0, resting=1e7, activator_doses=1.0, glucose_umol=170.0, cytokine_iu=2e3)
        >>> start = t_begun(bag, 0)
        >>> whole = t_advanced(start, Conditions(), 240)
        >>> whole == t_advanced(t_advanced(start, Conditions(), 101), Conditions(), 240)
        True
    """
    checked(course, to_min)
    anchor, at, now = quick(carried)(course.anchor, rates_of(conditions), course.anchor_min, to_min)
    return Course(anchor=anchor, anchor_min=at, now=now, now_min=to_min)


def t_minutes(course: Course, conditions: Conditions, to_min: int) -> Sequence[float]:
    """Return the amounts at every minute after the present one, in one flat row of 24 per minute.

    Args:
        course: The culture, just after an event or at a point of the grid: now is its anchor.
        conditions: What surrounds it.
        to_min: Last minute.

    Raises:
        ValueError: If the minute is in the past, the course stands between points of the grid, or the vessel is dry.

    Model:
        Each row has the bits that `t_advanced` gives for its minute.

    Examples:
        >>> from gradea.world.culture.t_cell import t_cells
        >>> rows = t_minutes(t_begun(t_cells(10.0, resting=1e7), 0), Conditions(), 3)
        >>> tuple(rows[48:]) == t_advanced(t_begun(t_cells(10.0, resting=1e7), 0), Conditions(), 3).now
        True
    """
    checked(course, to_min)
    if course.now_min != course.anchor_min or not course.anchor[0] > 0.0:
        raise ValueError("minutes follow an event or a point of the grid, in more than no liquid; begin a course there")
    out, looks = room(24 * (to_min - course.now_min)), room(24 * LOOKS)
    quick(minutes_walked)(course.anchor, rates_of(conditions), (course.now_min, to_min), out, looks)
    return out


def t_now(course: Course) -> Culture:
    """Return the culture as it is at the present moment of its course."""
    return Culture(T_CELL, course.now)
