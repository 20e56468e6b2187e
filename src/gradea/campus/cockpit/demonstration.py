"""The simulated crew plays a whole batch: live, a few moves a second, or at once, for a case to debrief."""

import logging
import secrets
import threading
import time
from dataclasses import dataclass, replace

from gradea.campus.cleanroom.hall import hall
from gradea.campus.cleanroom.live_run import LiveRun
from gradea.practical import SEATS, Actor, Falsification, JumpClock, TakeSeat, crew_move, falsified, jump_target

LONGEST_BATCH = 20_000
"""Rounds after which a batch that does not end is given up: a broken promise, not a slow crew."""

PACE_S = 0.7
"""Real seconds between two rounds of moves before an audience (design choice)."""

WAIT_PACES = 4
"""How many paces the audience sees that only waiting is left, before the clock jumps."""

_log = logging.getLogger(__name__)


def seat_crew(run: LiveRun, crew: str, trainer: Actor) -> None:
    """Put the crew into every seat of a run.

    A demonstration is for a class, so the rates of the novice and the careless crew are the raised ones; the debrief says so.
    They sit down twice: as crew, for the skill of their temperament, and then as persons, so that the beat of the hall leaves
    the seats to `play_out`.
    """
    for role in SEATS:
        person = f"crew-{role}"
        hall().send(run, TakeSeat(role=role, person=person, crew=crew, teaching=True), actor=trainer, key=_key())
        hall().send(run, TakeSeat(role=role, person=person), actor=trainer, key=_key())


def planted(run: LiveRun, gap: str) -> Falsification | None:
    """Return the gap between act and entry that the crew plants, at a step the seed chooses; None for an honest crew."""
    return falsified(gap, run.state.recipe, run.state.chance) if gap else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """How the crew plays.

    Attributes:
        crew: Temperament.
        gap: A planted gap between act and entry, or None for an honest crew.
        pace_s: Real seconds between two rounds of moves; 0 plays as fast as the ledger takes it.
    """

    crew: str
    gap: Falsification | None = None
    pace_s: float = 0.0


def play_out(run: LiveRun, how: Performance, trainer: Actor) -> bool:
    """Play until the batch has its disposition; return whether it has.

    Waiting is jumped over. The run stays open: the trainer ends it, or a QP looks at it first. A paused clock is waited for
    when the crew plays for an audience, and ends a batch that is played at once.
    """
    for _ in range(LONGEST_BATCH):
        state = run.state
        if state.closed or state.record.disposition is not None or not _conducted(run):
            return state.record.disposition is not None
        if state.clock.paused and not how.pace_s:
            return False
        moved = [] if state.clock.paused else [_moved(run, role, how) for role in SEATS]
        if not state.clock.paused and not any(moved):
            time.sleep(how.pace_s * WAIT_PACES)
            if jump_target(replace(run.state, at=run.now())) is not None:
                hall().send(run, JumpClock(), actor=trainer, key=_key())
            elif not how.pace_s:
                _log.warning("the crew of run %s can do nothing and has nothing to wait for", run.ref)
                return False
        time.sleep(how.pace_s)
    return False


def play_out_soon(run: LiveRun, how: Performance, trainer: Actor) -> threading.Thread:
    """Play a batch out in a thread of its own; the cockpit shows how far it is."""
    thread = threading.Thread(target=play_out, args=(run, how, trainer), name=f"demo-{run.ref[:6]}", daemon=True)
    thread.start()
    return thread


def _conducted(run: LiveRun) -> bool:
    """Return whether the crew still holds a seat that the hall does not move: a trainer may give the seats back."""
    seats = run.state.roster.seats.values()
    return any(seat.person == f"crew-{seat.role}" and not seat.simulated for seat in seats)


def _moved(run: LiveRun, role: str, how: Performance) -> bool:
    seat = run.state.roster.seats[role]
    if run.state.record.disposition is not None or seat.person != f"crew-{role}" or seat.simulated:
        return False
    move = crew_move(replace(run.state, at=run.now()), replace(seat, crew=how.crew, teaching=True), how.gap)
    if move is None:
        return False
    actor = Actor(ref=seat.person, authenticated=move.authenticated, device=move.device)
    hall().send(run, move.command, actor=actor, key=_key(), delay_ms=move.delay_ms)
    return True


def _key() -> str:
    return f"cockpit-{secrets.token_hex(8)}"
