"""The one path for every change: `handle` looks and answers with events or a refusal, `evolve` folds an event in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gradea.practical import clockwork, disturbance, seating
from gradea.practical.acting import act_events, act_folded
from gradea.practical.claiming import refuse_claim
from gradea.practical.events import (
    AcknowledgeAlarm,
    AlarmAcknowledged,
    AlarmRaised,
    ClockJumped,
    ClockPaused,
    CloseRun,
    Disturb,
    DisturbanceBegun,
    DisturbanceEnded,
    EndDisturbance,
    JumpClock,
    OpenRun,
    PauseClock,
    RunClosed,
    RunOpened,
    SeatTaken,
    SetSpeed,
    SignedOnDevice,
    SpeedSet,
    TakeSeat,
)
from gradea.practical.hands_on import refuse_command
from gradea.practical.opening import opened, opening_events
from gradea.practical.state import SYSTEM, Actor, Alarm, RunState
from gradea.record import COMMANDS, SignStep, apply, decide, refusal_events
from gradea.vocabulary import Message, Refusal, SimTime
from gradea.world.act import ActPerformed, Perform
from gradea.world.weather import later


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """An event with its simulated instant and the person who caused it."""

    at: SimTime
    actor: Actor
    role: str
    event: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The answer to a command.

    Attributes:
        events: What happened, in order; also a refused attempt that the rule wants kept, and alarms that fell due.
        refusal: Why the command was not carried out, or None.
        state: The state after the events, so that nobody has to fold twice.
    """

    events: tuple[Dated, ...]
    refusal: Refusal | None
    state: RunState


def handle(state: RunState, command: Message, *, actor: Actor, now: SimTime) -> Outcome:
    """Answer one command at one instant.

    What fell due before the command (alarms, planned disturbances) happens first and stays even if it is refused.

    Args:
        state: The run as it is.
        command: A message with a stored name.
        actor: Who sends it, and whether they have just proved it.
        now: Simulated instant by the run's clock; earlier than the state's means the state's.
    """
    at = _instant(state, command, actor, now)
    due: list[Dated] = []
    current = state
    if state.opened is not None and not state.closed:
        current = _let_pass(state, at, due)
    current = current.moved(at)
    answer = _answer(current, command, actor, at)
    if isinstance(answer, Refusal):
        return Outcome(events=tuple(due), refusal=answer, state=current if due else state)
    events, refusal = answer
    dated = [Dated(at=at, actor=actor, role=_role(current, actor), event=event) for event in events]
    for item in dated:
        current = evolve(current, item)
    return Outcome(events=(*due, *dated), refusal=refusal, state=current)


def tick(state: RunState, now: SimTime) -> Outcome:
    """Let time pass without a command: alarms and planned disturbances that fell due happen."""
    due: list[Dated] = []
    if state.opened is None or state.closed:
        return Outcome(events=(), refusal=None, state=state)
    current = _let_pass(state, max(now, state.at), due)
    return Outcome(events=tuple(due), refusal=None, state=current if due else state)


def evolve(state: RunState, item: Dated) -> RunState:
    """Fold one event into the state."""
    event, at = item.event, item.at
    moved = replace(state.moved(at), length=state.length + 1)
    if isinstance(event, ActPerformed):
        return act_folded(moved, event, at)
    if isinstance(event, RunOpened):
        return opened(moved, event)
    folded = _run_folded(moved, event, at)
    if folded is not None:
        return folded
    return replace(moved, record=apply(moved.record, event))


def replayed(state: RunState, items: Sequence[Dated]) -> RunState:
    """Fold many events, in order."""
    for item in items:
        state = evolve(state, item)
    return state


def _run_folded(state: RunState, event: Message, at: SimTime) -> RunState | None:
    match event:
        case SeatTaken():
            return seating.seated(state, event)
        case ClockPaused():
            return replace(state, clock=replace(state.clock, paused=True))
        case SpeedSet(speed=speed):
            return replace(state, clock=replace(state.clock, paused=False, speed=speed))
        case ClockJumped(to=to):
            return state.moved(SimTime(to))
        case DisturbanceBegun() | DisturbanceEnded():
            return disturbance.folded(state, event, at)
        case AlarmRaised(alarm=name, source=source, value=value, limit=limit):
            alarm = Alarm(alarm=name, source=source, value=value, limit=limit, raised_at=at)
            return replace(state, alarms={**state.alarms, name: alarm})
        case AlarmAcknowledged(alarm=name):
            return replace(state, alarms={**state.alarms, name: replace(state.alarms[name], acknowledged=True)})
        case RunClosed():
            return replace(state, closed=True)
        case SignedOnDevice():
            return state
    return None


def _answer(
    state: RunState, command: Message, actor: Actor, at: SimTime
) -> tuple[tuple[Message, ...], Refusal | None] | Refusal:
    """Return events (and perhaps a refusal that is kept with them), or a plain refusal."""
    if isinstance(command, OpenRun):
        return _plain(opening_events(state, command, actor))
    if state.opened is None:
        return _NOT_OPEN
    if isinstance(command, CloseRun):
        return _plain(seating.close(state, actor))
    misplaced = _CLOSED if state.closed else refuse_command(state, command)
    if misplaced is not None:
        return misplaced
    if isinstance(command, PauseClock | SetSpeed | JumpClock):
        return _plain(clockwork.answer(state, command, actor, at))
    if isinstance(command, Disturb | EndDisturbance):
        return _plain(disturbance.answer(state, command, actor))
    if isinstance(command, TakeSeat):
        return _plain(seating.answer(state, command, actor))
    if state.clock.paused:
        return _PAUSED
    if isinstance(command, AcknowledgeAlarm):
        return _plain(seating.acknowledge(state, command, actor))
    if isinstance(command, Perform):
        return _plain(act_events(state, command, actor, at))
    if isinstance(command, COMMANDS):
        return _claim(state, command, actor, at)
    return _UNKNOWN


def _claim(
    state: RunState, command: Message, actor: Actor, at: SimTime
) -> tuple[tuple[Message, ...], Refusal | None] | Refusal:
    role = state.roster.role_of(actor.ref)
    if role is None and actor.role != "system":
        return seating.NO_SEAT
    unfounded = refuse_claim(state, command)
    if unfounded is not None:
        return unfounded
    record, person, seat = state.record, actor.ref, role or actor.role
    decided = decide(record, command, person=person, role=seat, at=at)
    if isinstance(decided, Refusal):
        return (refusal_events(record, command, decided, person=person, role=seat, at=at), decided)
    if isinstance(command, SignStep) and actor.device and actor.device != actor.ref:
        note = SignedOnDevice(step=command.step, meaning=command.meaning, signer=actor.ref, device=actor.device)
        return ((note, *decided), None)
    return (decided, None)


def _plain(answer: tuple[Message, ...] | Refusal) -> tuple[tuple[Message, ...], Refusal | None] | Refusal:
    return answer if isinstance(answer, Refusal) else (answer, None)


def _instant(state: RunState, command: Message, actor: Actor, now: SimTime) -> SimTime:
    """Return when the command takes effect: not before the last event, and not before the person's hands are free."""
    if isinstance(command, OpenRun) and command.starts_at is not None and state.opened is None:
        return SimTime(command.starts_at)
    at = max(now, state.at)
    if isinstance(command, Perform) or (isinstance(command, COMMANDS) and actor.role != "system"):
        return max(at, state.free(actor.device or actor.ref), state.free(actor.ref))
    return at


def _let_pass(state: RunState, until: SimTime, due: list[Dated]) -> RunState:
    """Let everything happen that falls due up to an instant, earliest first; nothing does where no world is simulated."""
    if state.hands_on:
        return state
    while True:
        found = disturbance.next_due(state, until)
        if found is None:
            return state
        at, events = found
        state = replace(state.moved(at), world=later(state.world, at))
        for event in events:
            item = Dated(at=at, actor=SYSTEM, role="system", event=event)
            due.append(item)
            state = evolve(state, item)


def _role(state: RunState, actor: Actor) -> str:
    return actor.role or state.roster.role_of(actor.ref) or ""


_NOT_OPEN = Refusal(
    code="run-not-open",
    rule="practical",
    message="This run has not been opened yet.",
    remedy="Open it first: the batch record is issued with it.",
)
_CLOSED = Refusal(
    code="run-closed",
    rule="practical",
    message="The work on this batch is over and the debrief is open.",
    remedy="Read the debrief, or start a new run.",
)
_PAUSED = Refusal(
    code="clock-paused",
    rule="practical",
    message="The trainer has stopped the clock.",
    remedy="Wait until it runs again; nothing you typed is lost.",
)
_UNKNOWN = Refusal(
    code="command-unknown",
    rule="practical",
    message="The run does not know this command.",
    remedy="Reload the page; if it happens again, tell the trainer.",
)
