"""One run in memory: its state, its place in the ledger, and one command at a time.

The state is a cache of the ledger and nothing else: it can be thrown away at any moment and is folded again from the entries.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from gradea.campus.cleanroom.trend_log import TrendLog, grid
from gradea.ledger import EMPTY, DuplicateCommand, Head, LedgerStore, SealedEntry, head_of, seal_all, utc_text
from gradea.practical import (
    Actor,
    Outcome,
    RunState,
    Seal,
    dated_of,
    drafts_of,
    evolve,
    handle,
    real_now,
    sealed_outcome,
    tick,
    under_way,
)
from gradea.vocabulary import Message, Refusal, SimTime

COMMIT_PATIENCE_S = 20.0

LATELY = 60
"""How many entries of a run are kept at hand for those who look."""

ABSENT_S = 600.0
"""After so many real seconds without an event the clock of a run stands: nobody is there (design choice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person gets back: the head after their command, or why nothing happened.

    Attributes:
        head: Number and hash of the last entry that is durable for them: their receipt.
        repeated: Whether this very command had been carried out before; nothing happened twice.
    """

    head: Head
    refusal: Refusal | None = None
    repeated: bool = False
    observed: Mapping[str, Any] = field(default_factory=dict)


class LiveRun:
    """A run that is being played.

    Args:
        ref: Reference of the run; also its name in the ledger.
        fresh: Makes the state before the first event.
        store: The ledger.
        seal: How a person's own words are sealed.
    """

    def __init__(self, ref: str, fresh: Callable[[], RunState], store: LedgerStore, seal: Seal) -> None:
        self.ref = ref
        self._fresh, self._store, self._seal = fresh, store, seal
        self._lock = threading.RLock()
        self.trend = TrendLog()
        self._real_at = time.monotonic()
        self._load()

    @property
    def state(self) -> RunState:
        """The state after the last command that was accepted; may be a few milliseconds ahead of the disk."""
        return self._state

    @property
    def head(self) -> Head:
        """The end of the chain that belongs to the state."""
        return self._head

    def now(self) -> SimTime:
        """Return the simulated instant by the run's clock; it waits for people who have gone away."""
        state = self._state
        if state.clock.paused or state.closed or state.opened is None:
            return state.at
        if state.hands_on:
            return real_now(state, (datetime.now(UTC) - self._opened_at) // timedelta(milliseconds=1))
        elapsed_s = min(time.monotonic() - self._real_at, ABSENT_S)
        return SimTime(state.at + round(elapsed_s * 1000 * state.clock.speed))

    def send(self, command: Message, *, actor: Actor, key: str, delay_ms: int = 0) -> Answer:
        """Carry out one command; returns when it is durable.

        Args:
            command: What to do.
            actor: Who, and whether they have just proved it.
            key: Idempotency key made by the client; the same key is never carried out twice.
            delay_ms: Simulated time a member of the crew lets pass first.

        Raises:
            Exception: What the store raises when it cannot make the entries durable; the state is folded anew then.
        """
        return self._durable(*self._begin(command, actor, key, delay_ms))

    async def send_soon(self, command: Message, *, actor: Actor, key: str) -> Answer:
        """Carry out one command from the event loop: as `send`, but nobody else waits while the disk confirms."""
        waiting, outcome = self._begin(command, actor, key, 0)
        if waiting is not None:
            await asyncio.wait({asyncio.wrap_future(waiting)}, timeout=COMMIT_PATIENCE_S)
        return self._durable(waiting, outcome)

    def _begin(
        self, command: Message, actor: Actor, key: str, delay_ms: int
    ) -> "tuple[Future[None] | None, Outcome | None]":
        """Decide and fold one command, and hand its entries to the store; a repeated command has no outcome of its own."""
        with self._lock:
            if key in self._keys:
                return self._keys[key], None
            now = SimTime(self.now() + delay_ms)
            outcome = handle(self._state, command, actor=actor, now=now)
            return self._accept(outcome, key), outcome

    def let_pass(self) -> bool:
        """Let alarms and planned disturbances that fell due happen; return whether something did."""
        with self._lock:
            outcome = tick(self._state, self.now())
            if not outcome.events:
                return False
            waiting = self._accept(outcome, f"tick-{self._head.seq}")
        self._durable(waiting, outcome)
        return True

    def entries(self, since: int = 0) -> list[SealedEntry]:
        """Return the entries of the run from a number on."""
        return self._store.entries(self.ref, since)

    def lately(self, count: int = LATELY) -> list[SealedEntry]:
        """Return the last entries of the run in order, at most `LATELY`; like the state they may be ahead of the disk."""
        return list(self._lately)[-count:]

    def _accept(self, outcome: Outcome, key: str) -> "Future[None] | None":
        """Fold the outcome and hand its entries to the store, in this order for every command of the run."""
        if not outcome.events:
            return None
        outcome = sealed_outcome(self._state, outcome, self._seal)
        at = utc_text(datetime.now(UTC))
        entries = seal_all(self._head, drafts_of(outcome.events, at=at, command=key))
        waiting = self._store.submit(self.ref, self._head.seq, entries, key)
        self._sample(outcome)
        if self._head == EMPTY:
            self._opened_at = datetime.fromisoformat(at)
        self._state, self._head = outcome.state, head_of(entries[-1])
        self._lately.extend(entries)
        self._keys[key] = waiting
        self._real_at = time.monotonic()
        return waiting

    def _sample(self, outcome: Outcome) -> None:
        """Let the monitoring system sample the time that an outcome took, event by event as a reload would."""
        state = self._state
        if state.hands_on or outcome.state.hands_on or not any(grid(state.at, outcome.state.at)):
            return
        for item in outcome.events:
            before, state = state, evolve(state, item)
            self.trend.follow(before, state.at)

    def _durable(self, waiting: "Future[None] | None", outcome: Outcome | None) -> Answer:
        if waiting is not None:
            try:
                waiting.result(COMMIT_PATIENCE_S)
            except DuplicateCommand:
                self._reload()
                return Answer(head=self._head, repeated=True)
            except BaseException:
                self._reload()
                raise
        if outcome is None:
            return Answer(head=self._head, repeated=True)
        return Answer(head=self._head, refusal=outcome.refusal, observed=_observed(outcome))

    def _reload(self) -> None:
        with self._lock:
            self._load()

    def _load(self) -> None:
        state, head, trend = self._fresh(), EMPTY, TrendLog()
        keys: dict[str, Future[None] | None] = {}
        lately: deque[SealedEntry] = deque(maxlen=LATELY)
        self._opened_at = datetime.now(UTC)
        for entry in self._store.entries(self.ref):
            if head == EMPTY:
                self._opened_at = datetime.fromisoformat(entry.entry.at)
            before, state, head = state, evolve(state, dated_of(entry.entry)), head_of(entry)
            trend.follow(before, state.at)
            keys[entry.entry.command] = None
            lately.append(entry)
        self._lately = lately
        self._state, self._head, self.trend, self._keys = state, head, trend, keys
        self._real_at = time.monotonic()


def _observed(outcome: Outcome) -> Mapping[str, Any]:
    """Return what the last act of a command showed; nothing of a measurement that has only been begun."""
    for item in reversed(outcome.events):
        shown = getattr(item.event, "observed", None)
        if shown is not None:
            running = under_way(item.event.do, item.at, SimTime(item.event.until), item.at)
            return {} if running else dict(shown)
    return {}
