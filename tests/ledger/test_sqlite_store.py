"""The store on SQLite: the contract of all stores, and what only a database can break."""

import logging
import sqlite3
import threading
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gradea.campus.records import connection
from gradea.campus.records.sqlite_store import SqliteStore
from gradea.ledger import (
    EMPTY,
    AppendFailed,
    DuplicateCommand,
    HeadMoved,
    LedgerStore,
    SealedEntry,
    StoreUnavailable,
    read_checkpoints,
    seal_all,
    verify,
)

from .chains import chain, draft, following
from .store_contract import StoreContract, append_at_head

FILE = "ledger.sqlite3"


class TestSqliteStore(StoreContract):
    """See the contract."""

    @pytest.fixture
    def store(self, opened: SqliteStore) -> LedgerStore:
        return opened


FORBIDDEN = [
    "UPDATE ledger_entry SET data = x'00' WHERE run = 'run-1' AND seq = 1",
    "UPDATE ledger_command SET last_seq = 9",
    "DELETE FROM ledger_entry WHERE seq = 2",
    "DELETE FROM ledger_command",
    "INSERT OR REPLACE INTO ledger_entry SELECT run, seq, hash, command, 'x', data FROM ledger_entry WHERE seq = 1",
    "REPLACE INTO ledger_command VALUES ('run-1', 'c-0', 0, 7)",
    "INSERT INTO ledger_entry SELECT run, seq, hash, command, 'x', data FROM ledger_entry WHERE seq = 1 "
    "ON CONFLICT DO UPDATE SET name = 'forged'",
    "UPDATE OR REPLACE ledger_entry SET seq = 0 WHERE seq = 1",
    "INSERT INTO ledger_entry VALUES ('run-1', 7, 'gap', 'c', 'x', x'00')",
    "INSERT INTO ledger_entry VALUES ('run-9', 1, 'no beginning', 'c', 'x', x'00')",
    "INSERT OR IGNORE INTO ledger_entry VALUES ('run-1', 1, 'again', 'c', 'x', x'00')",
]


@pytest.mark.requirement("AUD-05", "positive")
@pytest.mark.requirement("REC-09", "negative")
@pytest.mark.requirement("AUD-05", "negative")
@pytest.mark.parametrize("recursive", [0, 1])
@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_database_refuses_changes(opened: SqliteStore, tmp_path: Path, statement: str, recursive: int) -> None:
    """On any connection, also one without our settings: nothing is changed, removed, replaced or put between."""
    for number, one in enumerate(chain(3)):
        opened.append("run-1", number - 1, [one], f"c-{number}")
    before = list(opened.lines("run-1"))
    rogue = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    rogue.execute(f"PRAGMA recursive_triggers = {recursive}")
    with pytest.raises(sqlite3.IntegrityError, match=r"the ledger only grows|a command is carried out once"):
        rogue.execute(statement)
    rogue.close()
    assert list(opened.lines("run-1")) == before


@pytest.mark.requirement("AUD-04", "negative")
@pytest.mark.requirement("AUD-07", "negative")
def test_a_change_behind_the_triggers_is_seen(opened: SqliteStore, tmp_path: Path) -> None:
    """Who owns the file can drop a trigger; the chain then tells, and the entry is not served."""
    for number, one in enumerate(chain(5)):
        opened.append("run-1", number - 1, [one], f"c-{number}")
    rogue = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    rogue.execute("DROP TRIGGER ledger_entry_no_update")
    rogue.execute("UPDATE ledger_entry SET data = CAST(replace(data, 'bag-3', 'bag-8') AS BLOB) WHERE seq = 3")
    rogue.close()
    assert verify(opened.lines("run-1")).first_bad == 3
    with pytest.raises(ValueError, match="do not give their hash"):
        opened.entries("run-1")


@pytest.mark.requirement("AUD-12", "positive")
def test_everything_is_there_after_opening_again(tmp_path: Path, journal: connection.Journal) -> None:
    """Closing cleanly leaves one file, and heads, commands and checkpoints go on where they were."""
    for life in range(3):
        with SqliteStore(tmp_path / FILE, tmp_path / "checkpoints", journal=journal, checkpoint_every=2) as store:
            append_at_head(store, "run-1", f"life-{life}", count=3)
            with pytest.raises(DuplicateCommand):
                append_at_head(store, "run-1", "life-0")
        assert {path.name for path in tmp_path.iterdir()} == {FILE, FILE + ".lock", "checkpoints"}
    with SqliteStore(tmp_path / FILE, tmp_path / "checkpoints", journal=journal) as store:
        assert verify(store.lines("run-1"), store.checkpoint_text("run-1")).entries == 9
        assert [point.seq for point in read_checkpoints(store.checkpoint_text("run-1"))] == [2, 5, 8]


def test_a_group_is_one_transaction_and_a_refusal_leaves_it_alone(opened: SqliteStore, tmp_path: Path) -> None:
    """All that waits is committed together; refused ones, and one that the database itself refuses, spoil nothing."""
    first = following([], "first")
    opened.append("run-1", -1, first, "first")
    append_at_head(opened, "run-2", "known")
    rogue = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    rogue.execute("INSERT INTO ledger_entry VALUES ('run-2', 1, 'rogue', 'rogue', 'x', x'00')")
    rogue.close()
    statements: list[str] = []
    with held(opened):
        opened._writing.set_trace_callback(statements.append)
        second = following(first, "second")
        answers = [
            opened.submit("run-1", 0, second, "second"),
            opened.submit("run-1", 0, following(first, "late"), "late"),
            opened.submit("run-1", 1, following(second, "first"), "first"),
            opened.submit("run-2", 0, following([known()], "stale"), "stale"),
            opened.submit("run-1", 1, half_storable(second), "half"),
            opened.submit("run-1", 1, following(second, "third"), "third"),
            opened.submit("run-3", -1, following([], "other"), "other"),
        ]
    outcomes = [type(answer.exception()) for answer in answers]
    assert outcomes == [type(None), HeadMoved, DuplicateCommand, AppendFailed, AppendFailed, type(None), type(None)]
    opened._writing.set_trace_callback(None)
    assert [text for text in statements if text.startswith(("BEGIN", "COMMIT"))] == ["BEGIN IMMEDIATE", "COMMIT"]
    assert [one.entry.command for one in opened.entries("run-1")] == ["first", "second", "third"]
    assert opened.written("run-2", "stale") is None


def test_a_commit_that_fails_fails_the_whole_group(opened: SqliteStore) -> None:
    """A full disk (a real SQLITE_FULL): nobody of the group is acknowledged, nothing is half there; it goes on."""
    append_at_head(opened, "run-1", "before")
    before = opened.entries("run-1")
    with held(opened):
        pages = opened._writing.execute("PRAGMA page_count").fetchone()[0]
        opened._writing.execute(f"PRAGMA max_page_count = {pages}")
        answers = [opened.submit("run-1", 0, following(before, "small"), "small")]
        answers += [opened.submit(f"run-{lane}", -1, big(f"big-{lane}"), f"big-{lane}") for lane in range(5, 9)]
    assert {type(answer.exception()) for answer in answers} == {AppendFailed}
    assert [opened.head(f"run-{lane}") for lane in range(5, 9)] == [EMPTY] * 4
    assert opened.entries("run-1") == before
    opened._writer.ask(lambda: opened._writing.execute("PRAGMA max_page_count = 1000000").fetchone()).result()
    opened.append("run-5", -1, big("big-5"), "big-5")
    opened.append("run-1", 0, following(before, "small"), "small")


def test_after_a_disk_fault_the_store_is_read_only(opened: SqliteStore, caplog: pytest.LogCaptureFixture) -> None:
    """A failed sync is never retried: what reached the disk is unknown until the file was opened and verified again."""
    append_at_head(opened, "run-1", "before")
    real = opened._writer._db
    with held(opened):
        opened._writer._db = FaultyCommit(real)
    with caplog.at_level(logging.CRITICAL), pytest.raises(AppendFailed):
        append_at_head(opened, "run-1", "during")
    with held(opened):
        opened._writer._db = real
    with pytest.raises(StoreUnavailable, match="read-only"):
        append_at_head(opened, "run-1", "after")
    assert [one.entry.command for one in opened.entries("run-1")] == ["before"]


def test_a_lone_append_waits_for_nobody(opened: SqliteStore) -> None:
    """The writer has no timer: one append, one transaction, at once."""
    statements: list[str] = []
    opened._writing.set_trace_callback(statements.append)
    for number in range(3):
        append_at_head(opened, "run-1", f"c-{number}")
    opened._writing.set_trace_callback(None)
    assert statements.count("COMMIT") == 3


def test_what_waits_at_closing_is_written(tmp_path: Path) -> None:
    """Closing answers every append that was taken, and refuses the next."""
    store = SqliteStore(tmp_path / FILE, tmp_path / "checkpoints")
    entries = chain(40)
    answers = [store.submit("run-1", number - 1, [one], f"c-{number}") for number, one in enumerate(entries)]
    store.close()
    store.close()
    assert [answer.result() for answer in answers] == [None] * 40
    for use in (lambda: store.append("run-1", 39, entries[:1], "c-0"), lambda: store.head("run-1")):
        with pytest.raises(StoreUnavailable, match="closed"):
            use()


class held:
    """Hold the writer between two groups, so that what is submitted inside becomes one group."""

    def __init__(self, store: SqliteStore) -> None:
        self.store, self.entered, self.go = store, threading.Event(), threading.Event()

    def __enter__(self) -> None:
        self.done: Future[bool] = self.store._writer.ask(lambda: self.entered.set() or self.go.wait(60))
        self.entered.wait()

    def __exit__(self, *_: object) -> None:
        self.go.set()


class FaultyCommit:
    """A connection whose COMMIT fails as it does when the disk cannot sync."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def execute(self, text: str, *values: Any) -> sqlite3.Cursor:
        if text == "COMMIT":
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
            raise error
        return self.db.execute(text, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.db, name)


def known() -> Any:
    """Return the first entry of run-2 as it was before anything else."""
    return seal_all(EMPTY, [draft(0, "known")])[0]


def half_storable(entries: list[SealedEntry]) -> list[SealedEntry]:
    """Return an append of two entries; the database takes the first and refuses the second, which has no name."""
    first, second = following(entries, "half", count=2)
    return [first, replace(second, entry=replace(second.entry, name=None))]


def big(command: str) -> list[Any]:
    """Return an append that needs new pages."""
    return seal_all(EMPTY, [draft(0, command, words="x" * 50_000)])
