"""Time passes over a T-cell culture."""

from gradea.world.culture.amounts import Culture
from gradea.world.culture.numerics import Amounts, Course, advanced, begun
from gradea.world.culture.t_cell.conditions import Conditions
from gradea.world.culture.t_cell.kinetics import rates_of, stepped
from gradea.world.culture.t_cell.state import T_CELL


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
    rates = rates_of(conditions)

    def step(amounts: Amounts, minutes: int) -> Amounts:
        return stepped(amounts, rates, minutes)

    return advanced(course, to_min, step)


def t_now(course: Course) -> Culture:
    """Return the culture as it is at the present moment of its course."""
    return Culture(T_CELL, course.now)
