"""Seats, the end of the work, and alarms that somebody has seen."""

from dataclasses import replace

from gradea.practical.events import (
    AcknowledgeAlarm,
    AlarmAcknowledged,
    RunClosed,
    SeatTaken,
    TakeSeat,
)
from gradea.practical.roster import CREWS, LEVEL, LONGEST_AWAKE_H, MOST_PRACTICE, SEATS, Seat
from gradea.practical.state import Actor, RunState
from gradea.vocabulary import Message, Refusal
from gradea.world.people import personal_multiplier
from gradea.world.state import Worker

_STUDENT = "novice"
"""Touch skill of a student (assumption)."""


def answer(state: RunState, command: TakeSeat, actor: Actor) -> tuple[Message, ...] | Refusal:
    """Return the seat taken, or why it is not."""
    if command.role not in SEATS or command.crew not in ("", *CREWS):
        return Refusal(
            code="seat-unknown",
            rule="practical",
            message=f"There is no seat '{command.role}' for a crew '{command.crew}'.",
            remedy=f"Seats are {', '.join(SEATS)}; crews are {', '.join(CREWS)}.",
        )
    if not (0.0 <= command.supervised_practice <= MOST_PRACTICE and 0.0 <= command.hours_awake <= LONGEST_AWAKE_H):
        return Refusal(
            code="crew-out-of-range",
            rule="practical",
            message=f"Nobody has {command.supervised_practice:g} supervised runs and is awake for "
            f"{command.hours_awake:g} h.",
            remedy=f"Practice is 0 to {MOST_PRACTICE:g} runs, hours awake in the morning are 0 to {LONGEST_AWAKE_H:g}.",
        )
    holder = state.roster.seats.get(command.role)
    if holder is not None and not holder.simulated and holder.person != command.person and actor.role != "trainer":
        return Refusal(
            code="seat-taken",
            rule="ACC-01",
            message=f"Somebody else already sits in the seat '{command.role}'.",
            remedy="Take a free seat, or ask the trainer to move people.",
        )
    other = state.roster.role_of(command.person)
    if other is not None and other != command.role:
        return Refusal(
            code="one-seat-each",
            rule="REC-02",
            message=f"This person already sits in the seat '{other}'; nobody checks their own work.",
            remedy="Leave the first seat to the crew or to somebody else first.",
        )
    return (
        SeatTaken(
            role=command.role,
            person=command.person,
            crew=command.crew,
            supervised_practice=command.supervised_practice,
            hours_awake=command.hours_awake,
            teaching=command.teaching,
        ),
    )


def seated(state: RunState, event: SeatTaken) -> RunState:
    """Fold a taken seat: the person is in the building from now on."""
    seat = Seat(
        role=event.role,
        person=event.person,
        crew=event.crew,
        supervised_practice=event.supervised_practice,
        hours_awake=event.hours_awake,
        teaching=event.teaching,
    )
    state = replace(state, crews={**state.crews, seat.person: seat.setting}) if seat.simulated else state
    roster = state.roster.seated(seat)
    if event.person in state.world.workers:
        return replace(state, roster=roster)
    worker = Worker(
        ref=event.person,
        skill=LEVEL.get(event.crew, _STUDENT),
        supervised_practice=event.supervised_practice,
        hours_awake=event.hours_awake,
        shedding=personal_multiplier(state.chance, f"seat-{event.role}"),
    )
    return replace(state, roster=roster, world=state.world.with_worker(worker))


def close(state: RunState, actor: Actor) -> tuple[Message, ...] | Refusal:
    """End the work: by the trainer at any time, by the team once the batch has its disposition."""
    if actor.role == "trainer" or state.record.disposition is not None:
        return (RunClosed(seed=state.chance.seed),)
    return Refusal(
        code="batch-undecided",
        rule="practical",
        message="The batch has no disposition yet, so the truth stays hidden.",
        remedy="Let the QP decide, or ask the trainer to end the run.",
    )


def acknowledge(state: RunState, command: AcknowledgeAlarm, actor: Actor) -> tuple[Message, ...] | Refusal:
    """Acknowledge an alarm that is open."""
    alarm = state.alarms.get(command.alarm)
    if state.roster.role_of(actor.ref) is None and actor.role != "trainer":
        return NO_SEAT
    if alarm is None or alarm.acknowledged:
        return Refusal(
            code="alarm-not-open",
            rule="Annex 1 4.16",
            message=f"The alarm '{command.alarm}' is not open.",
            remedy="Nothing is left to acknowledge; look at the list of alarms.",
        )
    return (AlarmAcknowledged(alarm=command.alarm),)


NO_SEAT = Refusal(
    code="no-seat",
    rule="ACC-02",
    message="You have no seat in this run.",
    remedy="Take a free seat on the team page first.",
)
