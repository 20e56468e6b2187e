"""One thread that writes for all: it takes every append that waits and commits them together.

The wait for the disk is most of the cost of a durable append, and one wait serves a whole group. A lone append is
written at once: nothing waits for a timer. A refused append leaves its group alone; a COMMIT that fails
fails all of it.
"""

import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from gradea.campus.records.checkpoint_file import CheckpointFile
from gradea.ledger import (
    EMPTY,
    AppendFailed,
    Checkpoint,
    DuplicateCommand,
    Head,
    HeadMoved,
    SealedEntry,
    StoreUnavailable,
    checkpoint_of,
    head_of,
    read_sealed,
)
from gradea.ledger.store import require_link

GROUP_MAX = 512
"""Appends in one transaction at most, so that the first of a flood need not wait for the last; assumption [A]."""

_LAST = "SELECT data, hash FROM ledger_entry WHERE run = ? ORDER BY seq DESC LIMIT 1"
_HASH_AT = "SELECT hash FROM ledger_entry WHERE run = ? AND seq = ?"
_EARLIER = "SELECT first_seq, last_seq FROM ledger_command WHERE run = ? AND command = ?"
_ENTRY = "INSERT INTO ledger_entry (run, seq, hash, command, name, data) VALUES (?, ?, ?, ?, ?, ?)"
_COMMAND = "INSERT INTO ledger_command (run, command, first_seq, last_seq) VALUES (?, ?, ?, ?)"
_FATAL = ("SQLITE_IOERR", "SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_READONLY")
"""After these nobody knows what reached the disk: no more writing until the file was opened, and verified, again."""

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(slots=True, kw_only=True, eq=False)
class Append:
    """The entries of one command on their way into a run, and the promise of an answer."""

    run: str
    expected: int
    entries: Sequence[SealedEntry]
    command: str
    answer: Future[None] = field(default_factory=Future)


@dataclass(slots=True, eq=False)
class _Errand:
    """Something else for the writing thread to do between two groups."""

    do: Callable[[], Any]
    answer: Future[Any] = field(default_factory=Future)


class GroupWriter:
    """The writing thread, the connection it owns, and the heads it knows."""

    def __init__(
        self, db: sqlite3.Connection, folder: Path, *, checkpoint_every: int, sign: Callable[[Checkpoint], str]
    ) -> None:
        self.busy = threading.Lock()
        """Held while a transaction may be open: whoever forks takes it first."""
        self._db, self._folder, self._every, self._sign = db, folder, checkpoint_every, sign
        self._waiting: SimpleQueue[Append | _Errand | None] = SimpleQueue()
        self._gate, self._closed, self._fault = threading.Lock(), False, ""
        self._heads: dict[str, Head] = {}
        self._published: dict[str, int] = {}
        self._thread = threading.Thread(target=self._work, name="ledger writer", daemon=True)
        self._thread.start()

    def submit(self, append: Append) -> Future[None]:
        """Put an append in the queue; its future answers when it is durable, or refused."""
        self._put(append)
        return append.answer

    def ask(self, do: Callable[[], _T]) -> Future[_T]:
        """Have the writing thread do something between two groups."""
        errand = _Errand(do)
        self._put(errand)
        return errand.answer

    def stop(self) -> None:
        """Write what waits, then end the thread."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self._thread.join()

    def publish(self, run: str) -> Checkpoint | None:
        """Write the head of a run to its checkpoint file, if it is not there yet. For the writing thread: see `ask`."""
        head = self._head(run)
        if head is EMPTY:
            return None
        point = checkpoint_of(self._last_entry(run))
        self._write_checkpoint(run, point)
        return point

    def _put(self, what: Append | _Errand) -> None:
        with self._gate:
            if self._closed:
                raise StoreUnavailable("the ledger store is closed; open it again")
            self._waiting.put(what)

    def _work(self) -> None:
        running = True
        while running:
            taken = self._take()
            running = None not in taken
            appends = [one for one in taken if isinstance(one, Append) and one.answer.set_running_or_notify_cancel()]
            errands = [one for one in taken if isinstance(one, _Errand) and one.answer.set_running_or_notify_cancel()]
            with self.busy:
                if appends:
                    self._commit(appends)
                for errand in errands:
                    _answer(errand)

    def _take(self) -> list[Append | _Errand | None]:
        taken = [self._waiting.get()]
        with suppress(Empty):
            while len(taken) < GROUP_MAX:
                taken.append(self._waiting.get_nowait())
        return taken

    def _commit(self, appends: list[Append]) -> None:
        """Write a group in one transaction, answer each, then publish the checkpoints that are due."""
        try:
            if self._fault:
                raise StoreUnavailable(self._fault)
            self._db.execute("BEGIN IMMEDIATE")
            answers = [self._try(append) for append in appends]
            self._db.execute("COMMIT")
        except StoreUnavailable as error:
            answers = [error] * len(appends)
        except Exception as error:
            self._abandon(error)
            answers = [
                AppendFailed(f"the group could not be committed ({error}); send the command again") for _ in appends
            ]
        newest: dict[str, SealedEntry] = {}
        for append, answer in zip(appends, answers, strict=True):
            if answer is None:
                newest[append.run] = append.entries[-1]
                append.answer.set_result(None)
            else:
                append.answer.set_exception(answer)
        for run, one in newest.items():
            self._publish_if_due(run, one)

    def _try(self, append: Append) -> Exception | None:
        """Write one append inside the open transaction; return why not, if it left no trace there."""
        try:
            self._place(append)
        except (HeadMoved, DuplicateCommand, StoreUnavailable, ValueError) as refusal:
            return refusal
        except (sqlite3.IntegrityError, sqlite3.DataError) as error:
            self._db.execute("ROLLBACK TO one")
            self._db.execute("RELEASE one")
            self._heads.pop(append.run, None)
            return AppendFailed(
                f"run {append.run} did not take command {append.command} ({error}); read the run and decide again"
            )
        return None

    def _place(self, append: Append) -> None:
        run, command = append.run, append.command
        earlier = self._db.execute(_EARLIER, (run, command)).fetchone()
        if earlier is not None:
            raise DuplicateCommand(run, command, range(earlier[0], earlier[1] + 1))
        head = self._head(run)
        if head.seq != append.expected:
            raise HeadMoved(run, expected=append.expected, actual=head.seq)
        require_link(head, append.entries[0])
        rows = [(run, one.entry.seq, one.hash, command, one.entry.name, one.data) for one in append.entries]
        self._db.execute("SAVEPOINT one")
        self._db.executemany(_ENTRY, rows)
        self._db.execute(_COMMAND, (run, command, rows[0][1], rows[-1][1]))
        self._db.execute("RELEASE one")
        self._heads[run] = head_of(append.entries[-1])

    def _abandon(self, error: Exception) -> None:
        """Leave a broken transaction; forget the heads, for what they said was not committed."""
        with suppress(sqlite3.Error):
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
        self._heads.clear()
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(_FATAL):
            self._fault = (
                f"the disk failed the ledger ({name}): it is read-only now; check the disk, restart and verify the runs"
            )
        _log.error("a group of appends was not committed: %s %s", name, error)

    def _head(self, run: str) -> Head:
        """Return the end of a run as this transaction sees it, checked once against what was published outside."""
        if run not in self._heads:
            row = self._db.execute(_LAST, (run,)).fetchone()
            head = EMPTY if row is None else head_of(read_sealed(*row))
            self._compare_with_published(run)
            self._heads[run] = head
        return self._heads[run]

    def _compare_with_published(self, run: str) -> None:
        file = CheckpointFile(self._folder, run)
        try:
            point = file.last()
        except (OSError, ValueError) as error:
            raise StoreUnavailable(f"{file.path} cannot be read ({error}); put an untouched copy there") from error
        if point is not None:
            row = self._db.execute(_HASH_AT, (run, point.seq)).fetchone()
            if row is None or row[0] != point.hash:
                raise StoreUnavailable(
                    f"run {run} does not hold entry {point.seq} as {file.path.name} names it: the database was cut, "
                    "rewritten or is an old back-up; restore the newer one, or move that file away and record why"
                )
        self._published[run] = -1 if point is None else point.seq

    def _last_entry(self, run: str) -> SealedEntry:
        return read_sealed(*self._db.execute(_LAST, (run,)).fetchone())

    def _publish_if_due(self, run: str, newest: SealedEntry) -> None:
        """Publish after each so-many entries; the append is durable already, so a failure here does not undo it."""
        if (newest.entry.seq + 1) // self._every > (self._published[run] + 1) // self._every:
            try:
                self._write_checkpoint(run, checkpoint_of(newest))
            except OSError as error:
                _log.error("the checkpoint of run %s could not be written (will be tried again): %s", run, error)

    def _write_checkpoint(self, run: str, point: Checkpoint) -> None:
        if point.seq > self._published[run]:
            CheckpointFile(self._folder, run).append(point, self._sign(point))
            self._published[run] = point.seq


def _answer(errand: _Errand) -> None:
    try:
        errand.answer.set_result(errand.do())
    except Exception as error:
        errand.answer.set_exception(error)
