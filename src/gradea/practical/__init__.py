"""The run: one clock, one roster, one path for every change. The only place where world and record meet."""

from gradea.practical.acting import OBJECTS, answers, shown_by, step_of
from gradea.practical.autoplay import Autoplay, CrewStuck, crew_move
from gradea.practical.chronicle import Seal, dated_of, drafts_of, sealed_outcome
from gradea.practical.clockwork import jump_target
from gradea.practical.crew import FALSIFICATIONS, PERSONAS, Falsification, Move, falsified, next_move
from gradea.practical.engine import Dated, Outcome, evolve, handle, replayed, tick
from gradea.practical.events import (
    AcknowledgeAlarm,
    CloseRun,
    Disturb,
    EndDisturbance,
    JumpClock,
    OpenRun,
    PauseClock,
    RunClosed,
    RunOpened,
    SetSpeed,
    SignedOnDevice,
    TakeSeat,
)
from gradea.practical.opening import DISTURBANCES, new_run, seed_commitment
from gradea.practical.roster import CREWS, SEATS, Roster, Seat
from gradea.practical.scenario import Scenario, scenario_from
from gradea.practical.showing import observed, scanned
from gradea.practical.state import SYSTEM, Actor, Alarm, Clock, Done, RunState

__all__ = [
    "CREWS",
    "DISTURBANCES",
    "FALSIFICATIONS",
    "OBJECTS",
    "PERSONAS",
    "SEATS",
    "SYSTEM",
    "AcknowledgeAlarm",
    "Actor",
    "Alarm",
    "Autoplay",
    "Clock",
    "CloseRun",
    "CrewStuck",
    "Dated",
    "Disturb",
    "Done",
    "EndDisturbance",
    "Falsification",
    "JumpClock",
    "Move",
    "OpenRun",
    "Outcome",
    "PauseClock",
    "Roster",
    "RunClosed",
    "RunOpened",
    "RunState",
    "Scenario",
    "Seal",
    "Seat",
    "SetSpeed",
    "SignedOnDevice",
    "TakeSeat",
    "answers",
    "crew_move",
    "dated_of",
    "drafts_of",
    "evolve",
    "falsified",
    "handle",
    "jump_target",
    "new_run",
    "next_move",
    "observed",
    "replayed",
    "scanned",
    "scenario_from",
    "sealed_outcome",
    "seed_commitment",
    "shown_by",
    "step_of",
    "tick",
]
