"""What a ledger store promises, and the store that keeps everything in memory."""

import hashlib
import re
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import Protocol

from gradea.ledger.entry import EMPTY, Head, SealedEntry, head_of
from gradea.ledger.jsonl import to_line

_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)


class HeadMoved(Exception):
    """Somebody appended first: read the new entries, decide again on the new state. Nothing was written."""

    def __init__(self, run: str, *, expected: int, actual: int) -> None:
        super().__init__(f"run {run} ends with entry {actual}, not {expected}; read the newer entries and decide again")
        self.run, self.expected, self.actual = run, expected, actual


class DuplicateCommand(Exception):
    """The command was carried out before: the answer is the entries it gave then. Nothing was written.

    Attributes:
        seqs: Numbers of those entries.
    """

    def __init__(self, run: str, command: str, seqs: range) -> None:
        super().__init__(
            f"run {run} already holds command {command} as entries {seqs.start} to {seqs.stop - 1}; answer with those"
        )
        self.run, self.command, self.seqs = run, command, seqs


class AppendFailed(Exception):
    """The store could not confirm the append. Send the same command again: its key keeps it from counting twice."""


class StoreUnavailable(Exception):
    """The store may not be used: closed, read-only after a fault, or opened elsewhere. The message says what to do."""


class LedgerStore(Protocol):
    """An append-only store of chains, one per run. All methods may be called from any thread.

    A run is named by 1 to 100 letters, digits, dots, hyphens and underscores, a letter or digit first.
    """

    def append(self, run: str, expected_head_seq: int, entries: Sequence[SealedEntry], command: str) -> None:
        """Append the entries of one command, all or none; they are durable when this returns.

        Args:
            run: Which chain.
            expected_head_seq: Number of the last entry the decision was made on; -1 for an empty run.
            entries: One or more, chained behind that head, each naming this command.
            command: Idempotency key, unique in the run.

        Raises:
            DuplicateCommand: If the run holds the command already (asked first: a repeated command gets its answer).
            HeadMoved: If the run ends with another entry.
            ValueError: If the entries are no continuation of the head: a mistake of the caller.
        """

    def submit(self, run: str, expected_head_seq: int, entries: Sequence[SealedEntry], command: str) -> "Future[None]":
        """Append without waiting: the future answers as `append` does; a caller's mistake may also be raised at once.

        Appends of one run are written in the order of submission, so the next may be chained behind one that still waits.
        If that one fails, the next is answered `HeadMoved`.
        """

    def entries(self, run: str, since: int = 0) -> list[SealedEntry]:
        """Return the entries from number `since` on, in order.

        Raises:
            ValueError: If stored bytes do not give their hash: the store was changed from outside.
        """

    def lines(self, run: str, since: int = 0) -> Iterator[bytes]:
        """Yield the entries as lines for export and `verify`, exactly as stored and unchecked."""

    def head(self, run: str) -> Head:
        """Return the end of the chain; `EMPTY` if the run has no entry."""

    def written(self, run: str, command: str) -> range | None:
        """Return the numbers of the entries a command gave, or None if the run does not hold it.

        Ask before deciding: a repeated command would be decided on a state that it changed itself.
        """


def require_append(run: str, expected_head_seq: int, entries: Sequence[SealedEntry], command: str) -> None:
    """Check all that can be known of an append without looking into the store.

    Raises:
        ValueError: If the run is not named as runs are, there are no entries, or they form no chain of this command.
    """
    if not _RUN.fullmatch(run):
        raise ValueError(f"{run!r} names no run; use 1 to 100 letters, digits, dots, hyphens, underscores")
    if not entries:
        raise ValueError(f"command {command} brings no entries; a command without events is not appended")
    previous: SealedEntry | None = None
    for seq, one in enumerate(entries, expected_head_seq + 1):
        entry = one.entry
        if entry.command != command:
            raise ValueError(f"entry {entry.seq} belongs to command {entry.command}, not {command}")
        if entry.seq != seq:
            raise ValueError(f"entry {entry.seq} stands where entry {seq} must follow head {expected_head_seq}")
        if hashlib.sha256(one.data).hexdigest() != one.hash:
            raise ValueError(f"entry {seq} does not give its hash; seal it again")
        if previous is not None:
            require_link(head_of(previous), one)
        previous = one


def require_link(head: Head, following: SealedEntry) -> None:
    """Check that an entry follows a head by hash and time.

    Raises:
        ValueError: If it does not.
    """
    entry = following.entry
    if entry.prev != head.hash:
        raise ValueError(f"entry {entry.seq} is chained behind another entry than {head.seq}; seal it behind the head")
    if entry.sim_ms < head.sim_ms:
        raise ValueError(f"entry {entry.seq} is at {entry.sim_ms} ms, before entry {head.seq} at {head.sim_ms} ms")


class MemoryStore:
    """A ledger store without durability: for tests, the command line and what-if copies."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: dict[str, list[SealedEntry]] = {}
        self._written: dict[tuple[str, str], range] = {}

    def append(self, run: str, expected_head_seq: int, entries: Sequence[SealedEntry], command: str) -> None:
        """Append the entries of one command, all or none: see `LedgerStore.append`."""
        require_append(run, expected_head_seq, entries, command)
        with self._lock:
            earlier = self._written.get((run, command))
            if earlier is not None:
                raise DuplicateCommand(run, command, earlier)
            chain = self._entries.setdefault(run, [])
            head = head_of(chain[-1]) if chain else EMPTY
            if head.seq != expected_head_seq:
                raise HeadMoved(run, expected=expected_head_seq, actual=head.seq)
            require_link(head, entries[0])
            chain.extend(entries)
            self._written[run, command] = range(head.seq + 1, len(chain))

    def submit(self, run: str, expected_head_seq: int, entries: Sequence[SealedEntry], command: str) -> "Future[None]":
        """Append, and return a future that has its answer already: see `LedgerStore.submit`."""
        answer: Future[None] = Future()
        try:
            self.append(run, expected_head_seq, entries, command)
        except (DuplicateCommand, HeadMoved) as refusal:
            answer.set_exception(refusal)
        else:
            answer.set_result(None)
        return answer

    def entries(self, run: str, since: int = 0) -> list[SealedEntry]:
        """Return the entries from number `since` on, in order."""
        with self._lock:
            return self._entries.get(run, [])[max(since, 0) :]

    def lines(self, run: str, since: int = 0) -> Iterator[bytes]:
        """Yield the entries as lines for export and `verify`."""
        return (to_line(one) for one in self.entries(run, since))

    def head(self, run: str) -> Head:
        """Return the end of the chain; `EMPTY` if the run has no entry."""
        with self._lock:
            chain = self._entries.get(run)
            return head_of(chain[-1]) if chain else EMPTY

    def written(self, run: str, command: str) -> range | None:
        """Return the numbers of the entries a command gave, or None."""
        with self._lock:
            return self._written.get((run, command))
