"""Hands-on mode: a real room and real hands. The record is the same, the clock is the one on the wall, no truth is simulated."""

from datetime import date

from gradea.practical.events import Disturb, EndDisturbance, JumpClock, OpenRun, PauseClock, SetSpeed, TakeSeat
from gradea.practical.state import HANDS_ON, RunState
from gradea.vocabulary import DAY, Message, Refusal, SimTime
from gradea.world.act import Perform


def refuse_opening(command: OpenRun) -> Refusal | None:
    """Return why a run cannot be opened like this, or None: real date and time belong to hands-on runs and to no others."""
    if command.mode != HANDS_ON:
        return None if not command.start_date and command.starts_at is None else _NOT_REAL
    if command.planned_disturbances:
        return _NO_WORLD
    try:
        date.fromisoformat(command.start_date)
    except ValueError:
        return _NO_DATE
    return None if command.starts_at is not None and 0 <= command.starts_at < DAY else _NO_DATE


def refuse_command(state: RunState, command: Message) -> Refusal | None:
    """Return why a command has no place in a hands-on run, or None: there is no world to act in, and no clock to set."""
    if not state.hands_on:
        return None
    if isinstance(command, PauseClock | SetSpeed | JumpClock):
        return _REAL_CLOCK
    if isinstance(command, Perform | Disturb | EndDisturbance):
        return _NO_WORLD
    return _NO_CREW if isinstance(command, TakeSeat) and command.crew else None


def real_now(state: RunState, elapsed_ms: int) -> SimTime:
    """Return the instant of a hands-on run so many real milliseconds after it was opened; a clock set back does not move it.

    Args:
        state: A hands-on run that has been opened.
        elapsed_ms: Real time since then, by the server.
    """
    starts_at = state.opened.starts_at if state.opened is not None else 0
    return SimTime(max(state.at, starts_at + elapsed_ms))


_NO_WORLD = Refusal(
    code="hands-on-no-world",
    rule="practical",
    message="This is a hands-on run: the work is done with your hands in the room, and nothing is simulated.",
    remedy="Do it for real, then write down what you did.",
)
_REAL_CLOCK = Refusal(
    code="hands-on-clock",
    rule="TIM-02",
    message="In a hands-on run the clock is the one on the wall; nobody stops or sets it.",
    remedy="Wait as long as the recipe says, or end the run.",
)
_NO_CREW = Refusal(
    code="hands-on-no-crew",
    rule="practical",
    message="A simulated crew has no hands, so it takes no seat in a hands-on run.",
    remedy="Leave the seat free until somebody sits down in it.",
)
_NO_DATE = Refusal(
    code="hands-on-no-date",
    rule="TIM-03",
    message="A hands-on run begins on a calendar date and at a time of day, and one of them is missing.",
    remedy="Give the date like 2026-11-24 and the time as milliseconds since midnight, less than 86400000.",
)
_NOT_REAL = Refusal(
    code="hands-on-only",
    rule="TIM-05",
    message="Only a hands-on run begins on a real date; the others begin when their scenario says.",
    remedy="Open it in the mode hands-on, or leave date and time out.",
)
