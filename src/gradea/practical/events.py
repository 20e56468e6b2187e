"""Commands and events of the run itself: seats, clock, disturbances, alarms, the reveal."""

from dataclasses import dataclass

from gradea.vocabulary import stored


@stored("practical.open-run/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRun:
    """Command: open a run of a scenario and issue its batch record.

    Attributes:
        start_date: Calendar date of day 0 where hands do the work in a real room, `2026-11-24`; else the scenario says it.
        starts_at: Time of that day at which the record is opened, simulated milliseconds; else the scenario says it.
    """

    batch_number: str
    mode: str = "practice"
    planned_disturbances: tuple[str, ...] = ()
    start_date: str = ""
    starts_at: int | None = None


@stored("practical.run-opened/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RunOpened:
    """Event: the first of every run. The seed itself stays hidden; its commitment does not."""

    scenario: str
    recipe: str
    recipe_version: int
    facility: str
    engine: str
    mode: str
    batch_number: str
    seed_commitment: str
    start_date: str
    starts_at: int
    planned_disturbances: tuple[str, ...] = ()


@stored("practical.take-seat/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class TakeSeat:
    """Command: sit down in a role; a crew temperament means that the simulated crew plays it.

    Attributes:
        supervised_practice: Supervised runs beyond what the crew starts with.
        hours_awake: Hours since getting up when the doors open in the morning.
        teaching: Whether the raised rates of teaching mode hold for this simulated person.
    """

    role: str
    person: str
    crew: str = ""
    supervised_practice: float = 0.0
    hours_awake: float = 1.0
    teaching: bool = False


@stored("practical.seat-taken/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTaken:
    """Event: a seat has a holder; the last three as in `TakeSeat` (a ledger of version 0.1 does not have them)."""

    role: str
    person: str
    crew: str
    supervised_practice: float = 0.0
    hours_awake: float = 1.0
    teaching: bool = False


@stored("practical.pause-clock/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class PauseClock:
    """Command of the trainer: stop the clock; nobody acts meanwhile."""


@stored("practical.clock-paused/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPaused:
    """Event: the clock stands."""


@stored("practical.set-speed/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class SetSpeed:
    """Command of the trainer: let the clock run at this many simulated seconds per second, 1 to 3600."""

    speed: int


@stored("practical.speed-set/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedSet:
    """Event: the clock runs at this speed."""

    speed: int


@stored("practical.jump-clock/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class JumpClock:
    """Command: move the clock on; without an instant, to the next planned step."""

    to: int | None = None


@stored("practical.clock-jumped/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClockJumped:
    """Event: the clock was moved on; nothing planned lay between."""

    was: int
    to: int


@stored("practical.disturb/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class Disturb:
    """Command of the trainer: make a fault happen now."""

    kind: str


@stored("practical.disturbance-begun/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class DisturbanceBegun:
    """Event: a trainer-made fault began. Shown to the team only in the debrief."""

    kind: str
    target: str


@stored("practical.end-disturbance/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class EndDisturbance:
    """Command of the trainer: repair a fault."""

    kind: str


@stored("practical.disturbance-ended/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class DisturbanceEnded:
    """Event: the technician has repaired it."""

    kind: str
    target: str


@stored("practical.alarm-raised/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRaised:
    """Event: a monitored value stayed beyond its limit longer than the delay."""

    alarm: str
    source: str
    value: str
    limit: str


@stored("practical.acknowledge-alarm/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeAlarm:
    """Command: somebody has seen the alarm."""

    alarm: str


@stored("practical.alarm-acknowledged/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmAcknowledged:
    """Event: the alarm has been seen by a person."""

    alarm: str


@stored("practical.close-run/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseRun:
    """Command: end the work and open the debrief; from here on the hidden truth may be shown."""


@stored("practical.run-closed/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RunClosed:
    """Event: the work is over. The seed is revealed and can be checked against its commitment."""

    seed: str


@stored("practical.signed-on-device/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOnDevice:
    """Event: the signature that follows was given on somebody else's tablet. A fact about hands, not about the record."""

    step: str
    meaning: str
    signer: str
    device: str
