"""The one clock: pause, speed, jump to the next planned step."""

from gradea.practical.events import ClockJumped, ClockPaused, JumpClock, PauseClock, SetSpeed, SpeedSet
from gradea.practical.showing import assay_ends
from gradea.practical.state import SPEED_LIMITS, Actor, RunState
from gradea.record import current_steps, opens_at, pending_steps
from gradea.vocabulary import DAY, Message, Refusal, SimTime, clock_text

LONGEST_JUMP_DAYS = 40


def answer(
    state: RunState, command: PauseClock | SetSpeed | JumpClock, actor: Actor, at: SimTime
) -> tuple[Message, ...] | Refusal:
    """Return what a command on the clock brings about."""
    if isinstance(command, JumpClock):
        return _jump(state, command, actor, at)
    if actor.role != "trainer":
        return _TRAINER_ONLY
    if isinstance(command, PauseClock):
        return (ClockPaused(),)
    if not SPEED_LIMITS[0] <= command.speed <= SPEED_LIMITS[1]:
        return Refusal(
            code="speed-out-of-range",
            rule="practical",
            message=f"A speed of {command.speed} is outside {SPEED_LIMITS[0]} to {SPEED_LIMITS[1]}.",
            remedy="Choose a speed in this range.",
        )
    return (SpeedSet(speed=command.speed),)


def jump_target(state: RunState) -> SimTime | None:
    """Return the instant at which the next step opens if every step whose turn it is still has to wait, or None.

    A team may only jump over time in which nothing is to be done. A step that has been begun is work to do, unless its
    measurement runs and waiting is all there is. A review is not, while a result is still to come that may follow a first
    certificate: the team may take that step, or wait.
    """
    instants = []
    waiting = bool(pending_steps(state.record))
    for step in current_steps(state.record):
        if waiting and step.review:
            continue
        ends = assay_ends(state, step)
        if ends is not None:
            instants.append(ends)
            continue
        opens = opens_at(state.record, step.id)
        if opens is None or opens <= state.at:
            return None
        instants.append(opens)
    return min(instants) if instants else None


def _jump(state: RunState, command: JumpClock, actor: Actor, at: SimTime) -> tuple[Message, ...] | Refusal:
    target = jump_target(state)
    if command.to is not None and actor.role == "trainer":
        target = SimTime(command.to)
    if target is None or target <= at:
        return Refusal(
            code="nothing-to-jump-to",
            rule="practical",
            message=f"It is {clock_text(at)} and there is work to do now.",
            remedy="Finish the open steps; the clock can jump when only waiting is left.",
        )
    if target - at > LONGEST_JUMP_DAYS * DAY:
        return Refusal(
            code="jump-too-far",
            rule="practical",
            message=f"A jump to {clock_text(target)} is longer than {LONGEST_JUMP_DAYS} days.",
            remedy="Jump to the next planned step instead.",
        )
    return (ClockJumped(was=at, to=target),)


_TRAINER_ONLY = Refusal(
    code="trainer-only",
    rule="ACC-02",
    message="Only the trainer pauses the clock or changes its speed.",
    remedy="Ask the trainer.",
)
