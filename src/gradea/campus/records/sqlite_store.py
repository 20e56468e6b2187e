"""The ledger on one machine: a SQLite file of its own, apart from Django's database."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from gradea.campus.records.checkpoint_file import CheckpointFile, sync_folder
from gradea.campus.records.connection import Journal, open_reader, open_writer
from gradea.campus.records.fork_guard import guard, unguard
from gradea.campus.records.group_writer import Append, GroupWriter
from gradea.campus.records.writer_lock import WriterLock
from gradea.ledger import EMPTY, Checkpoint, Head, SealedEntry, StoreUnavailable, head_of, line_of, read_sealed
from gradea.ledger.checkpoint import CHECKPOINT_EVERY
from gradea.ledger.store import require_append

_PAGE = 1_000
"""Rows per read: each read ends at once, so that none holds up the writer or lets the WAL file grow; assumption [A]."""

_ROWS = "SELECT data, hash FROM ledger_entry WHERE run = ? AND seq >= ? ORDER BY seq LIMIT ?"
_LAST = "SELECT data, hash FROM ledger_entry WHERE run = ? ORDER BY seq DESC LIMIT 1"
_WRITTEN = "SELECT first_seq, last_seq FROM ledger_command WHERE run = ? AND command = ?"


def _unsigned(_point: Checkpoint) -> str:
    return ""


class SqliteStore:
    """A durable ledger store for one process; any of its threads may call it.

    Args:
        path: The database file, `ledger.sqlite3`; made if it is not there. Its folder must be on a local disk.
        checkpoints_dir: Where `<run>.checkpoints.txt` go; keep it, or copies of it, outside the machine.
        journal: "wal" or "delete": see `gradea.campus.records.connection` for the choice.
        checkpoint_every: Entries of a run between two checkpoints.
        sign: Gives the line that signs a checkpoint; by default none does.

    Raises:
        StoreUnavailable: If another store has the file open, or the settings that make it durable cannot be had.
    """

    def __init__(
        self,
        path: Path,
        checkpoints_dir: Path,
        *,
        journal: Journal = "wal",
        checkpoint_every: int = CHECKPOINT_EVERY,
        sign: Callable[[Checkpoint], str] = _unsigned,
    ) -> None:
        self._path, self._folder, self._process = path, checkpoints_dir, os.getpid()
        checkpoints_dir.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = WriterLock(path)
        try:
            self._writing = open_writer(path, journal)
            self._reading = open_reader(path, journal)
        except BaseException:
            self._lock.release()
            raise
        sync_folder(path.parent)
        self._read_lock, self._closed = threading.Lock(), False
        self._writer = GroupWriter(self._writing, checkpoints_dir, checkpoint_every=checkpoint_every, sign=sign)
        guard(self)

    def __enter__(self) -> "SqliteStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def append(self, run: str, expected_head_seq: int, entries: Sequence[SealedEntry], command: str) -> None:
        """Append the entries of one command, all or none; durable when this returns: see `LedgerStore.append`.

        Raises:
            DuplicateCommand: If the run holds the command already.
            HeadMoved: If the run ends with another entry.
            ValueError: If the entries are no continuation of the head.
            AppendFailed: If the disk or the database did not confirm; send the same command again.
            StoreUnavailable: If the store is closed, read-only after a disk fault, or another process's.
        """
        self.submit(run, expected_head_seq, entries, command).result()

    def submit(self, run: str, expected_head_seq: int, entries: Sequence[SealedEntry], command: str) -> "Future[None]":
        """Append without waiting; the future answers as `append` does."""
        self._require_usable()
        require_append(run, expected_head_seq, entries, command)
        return self._writer.submit(Append(run=run, expected=expected_head_seq, entries=entries, command=command))

    def entries(self, run: str, since: int = 0) -> list[SealedEntry]:
        """Return the entries from number `since` on, in order.

        Raises:
            ValueError: If stored bytes do not give their hash: the file was changed from outside.
        """
        return [read_sealed(data, hash_hex) for data, hash_hex in self._rows(run, since)]

    def lines(self, run: str, since: int = 0) -> Iterator[bytes]:
        """Yield the entries as lines for export and `verify`, exactly as stored and unchecked."""
        return (line_of(data, hash_hex) for data, hash_hex in self._rows(run, since))

    def head(self, run: str) -> Head:
        """Return the end of the chain; `EMPTY` if the run has no entry."""
        rows = self._read(_LAST, run)
        return head_of(read_sealed(*rows[0])) if rows else EMPTY

    def written(self, run: str, command: str) -> range | None:
        """Return the numbers of the entries a command gave, or None."""
        rows = self._read(_WRITTEN, run, command)
        return range(rows[0][0], rows[0][1] + 1) if rows else None

    def publish_checkpoint(self, run: str) -> Checkpoint | None:
        """Write the head of a run to its checkpoint file now (closing of a batch, a receipt); None for an empty run.

        Raises:
            OSError: If the file cannot be written.
        """
        self._require_usable()
        return self._writer.ask(lambda: self._writer.publish(run)).result()

    def checkpoint_text(self, run: str) -> str:
        """Return the checkpoint file of a run, for `verify`; empty if nothing was published yet.

        Read it before the lines: `verify(store.lines(run), store.checkpoint_text(run))` does, as `lines` reads on demand.
        Lines that were read first may end before a checkpoint that was published meanwhile.
        """
        return CheckpointFile(self._folder, run).text()

    def back_up(self, target: Path) -> None:
        """Copy the ledger, consistent and on the disk, while it is in use. Copying the file instead breaks some copies.

        Raises:
            FileExistsError: If the target is there: a back-up is never written over another.
        """
        self._require_usable()
        target.open("xb").close()
        copy = sqlite3.connect(target)
        try:
            with self._read_lock:
                self._reading.backup(copy)
        finally:
            copy.close()
        sync_folder(target.parent)

    def close(self) -> None:
        """Write what waits, put the WAL into the file and let go. A second call does nothing, nor a forked child's."""
        if self._closed or self._process != os.getpid():
            return
        self._closed = True
        unguard(self)
        self._writer.stop()
        with self._read_lock:
            self._reading.close()
        self._writing.close()
        self._lock.release()

    def pause(self) -> None:
        """Wait until no connection is at work, and keep it so (before a fork)."""
        self._writer.busy.acquire()
        self._read_lock.acquire()

    def resume(self) -> None:
        """Go on (after a fork, in the parent)."""
        self._read_lock.release()
        self._writer.busy.release()

    def abandon(self) -> None:
        """Give up this copy of the store (after a fork, in the child)."""
        self._lock.release()

    def _rows(self, run: str, since: int) -> Iterator[Any]:
        while True:
            page = self._read(_ROWS, run, since, _PAGE)
            yield from page
            if len(page) < _PAGE:
                return
            since += _PAGE

    def _read(self, query: str, *values: Any) -> list[Any]:
        self._require_usable()
        with self._read_lock:
            return self._reading.execute(query, values).fetchall()

    def _require_usable(self) -> None:
        if self._process != os.getpid():
            raise StoreUnavailable(
                f"the ledger {self._path.name} was opened by process {self._process} and this is {os.getpid()}: "
                "open a store after the fork, not before"
            )
        if self._closed:
            raise StoreUnavailable(f"the ledger {self._path.name} is closed; open it again")
