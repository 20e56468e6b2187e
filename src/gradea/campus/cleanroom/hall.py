"""The hall of live runs of this process: finds or loads a run, lets simulated seats play, tells listeners."""

import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from gradea.campus.cleanroom.live_run import Answer, LiveRun
from gradea.campus.people import queries as people
from gradea.campus.records.installation_key import InstallationKey
from gradea.campus.records.sqlite_store import SqliteStore
from gradea.campus.shell.live import topics
from gradea.content import facility_named, recipe_named, scenario_named
from gradea.ledger.sealed_text import seal_text
from gradea.practical import Actor, RunState, crew_move, new_run
from gradea.vocabulary import Message

BEAT_S = 1.0
"""How often time is let pass and the crew is asked, in real seconds."""

CREW_MOVES_PER_BEAT = 2
"""Moves of each simulated seat in one beat: quick enough not to be waited for, slow enough to be followed."""

NONCE_BYTES = 12
_log = logging.getLogger(__name__)


def topic_of(ref: str) -> str:
    """Return the topic under which listeners follow a run."""
    return f"run:{ref}"


class Hall:
    """Runs that are being played, by reference."""

    def __init__(self, data: Path, key: Path) -> None:
        self._key = InstallationKey(key, data / "checkpoints")
        self._store = SqliteStore(data / "ledger.sqlite3", data / "checkpoints", sign=self._key.sign)
        self._runs: dict[str, LiveRun] = {}
        self._lock = threading.Lock()
        self._watched: set[str] = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beats, name="hall", daemon=True)
        self._thread.start()

    @property
    def public_key(self) -> str:
        """The public key that signs the checkpoints of this installation."""
        return self._key.public

    @property
    def store(self) -> SqliteStore:
        """The ledger of this installation."""
        return self._store

    def run(self, ref: str, seed: str, scenario: str) -> LiveRun:
        """Return a run, loaded from the ledger the first time it is asked for."""
        with self._lock:
            found = self._runs.get(ref)
            if found is None:
                found = LiveRun(ref, _fresh(seed, scenario), self._store, _seal)
                self._runs[ref] = found
            return found

    def send(self, run: LiveRun, command: Message, *, actor: Actor, key: str, delay_ms: int = 0) -> Answer:
        """Carry out a command in a run and tell everybody who listens."""
        answer = run.send(command, actor=actor, key=key, delay_ms=delay_ms)
        topics.publish(topic_of(run.ref), answer.head.seq + 1)
        return answer

    async def send_soon(self, run: LiveRun, command: Message, *, actor: Actor, key: str) -> Answer:
        """Carry out a command from the event loop, as `send` does from a page thread."""
        answer = await run.send_soon(command, actor=actor, key=key)
        topics.publish(topic_of(run.ref), answer.head.seq + 1)
        return answer

    def watch(self, ref: str) -> None:
        """Let the beat look after a run: its alarms and its simulated seats."""
        self._watched.add(ref)

    def publish_checkpoint(self, ref: str) -> None:
        """Write the head of a run to its checkpoint file, outside the database."""
        self._store.publish_checkpoint(ref)

    def close(self) -> None:
        """Stop the beat and close the ledger."""
        self._stop.set()
        self._thread.join(timeout=5.0)
        self._store.close()

    def _beats(self) -> None:
        while not self._stop.wait(BEAT_S):
            for ref in tuple(self._watched):
                run = self._runs.get(ref)
                if run is None:
                    continue
                try:
                    self._beat(run)
                except Exception:  # one run must not stop the beat of the others; the log has the trace
                    _log.exception("the beat of run %s failed", ref)

    def _beat(self, run: LiveRun) -> None:
        if run.state.closed or run.state.opened is None:
            self._watched.discard(run.ref)
            return
        if run.state.clock.paused:
            return
        if run.let_pass():
            topics.publish(topic_of(run.ref), run.head.seq + 1)
        for _ in range(CREW_MOVES_PER_BEAT):
            for seat in tuple(run.state.roster.seats.values()):
                if seat.simulated:
                    self._crew(run, seat.role)

    def _crew(self, run: LiveRun, role: str) -> None:
        state = run.state.moved(run.now())
        seat = state.roster.seats[role]
        if holds_up_somebody(state, seat.person):
            return
        move = crew_move(state, seat)
        if move is None:
            return
        actor = Actor(ref=seat.person, authenticated=move.authenticated, device=move.device)
        self.send(run, move.command, actor=actor, key=f"crew-{run.head.seq}-{role}", delay_ms=move.delay_ms)


def holds_up_somebody(state: RunState, person: str) -> bool:
    """Return whether a crew member should wait: their hands are busy, and a human has done something not yet written.

    The clock moves on when a busy person acts; it must not run away from somebody who is just about to write.
    """
    if state.free(person) <= state.at:
        return False
    humans = {seat.person for seat in state.roster.seats.values() if not seat.simulated}
    for step, acts in state.done.items():
        signed = state.record.step(step).signature("performed")
        if signed is None and any(done.person in humans for done in acts.values()):
            return True
    return False


def _fresh(seed: str, scenario_code: str) -> Callable[[], RunState]:
    def make() -> RunState:
        scenario = scenario_named(scenario_code)
        recipe, facility = recipe_named(scenario.recipe), facility_named(scenario.facility)
        return new_run(scenario=scenario, recipe=recipe, facility=facility, seed=seed)

    return make


def _seal(text: str, person: str, place: str) -> Mapping[str, Any]:  # noqa: ARG001 - the place only matters for derived nonces
    key = people.key_of(person)
    if key is None:
        return {"kind": "no-key"}
    return seal_text(text, key_ref=person, key=key, nonce=secrets.token_bytes(NONCE_BYTES))


_hall: Hall | None = None
_hall_lock = threading.Lock()


def hall() -> Hall:
    """Return the hall of this process, opened the first time it is needed."""
    global _hall
    with _hall_lock:
        if _hall is None:
            _hall = Hall(Path(settings.DATA_DIR), Path(settings.CHECKPOINT_KEY))
        return _hall
