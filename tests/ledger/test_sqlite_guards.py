"""What makes a SQLite file unsafe is refused at the door: settings, versions, other programs, forks."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from gradea.campus.records import connection
from gradea.campus.records.connection import open_reader, open_writer, require_settings
from gradea.campus.records.sqlite_store import SqliteStore
from gradea.ledger import (
    StoreUnavailable,
    verify,
)

from .chains import following
from .store_contract import append_at_head

FILE = "ledger.sqlite3"


def test_settings_are_read_back_on_each_connection(tmp_path: Path, journal: connection.Journal) -> None:
    """Each single setting that is not durable is refused with its name."""
    writer, reader = open_writer(tmp_path / FILE, journal), open_reader(tmp_path / FILE, journal)
    for db in (writer, reader):
        require_settings(db, journal)
        for name, weak in (("synchronous", 1), ("recursive_triggers", 0), ("mmap_size", 1 << 20)):
            good = db.execute(f"PRAGMA {name}").fetchone()[0]
            db.execute(f"PRAGMA {name} = {weak}")
            with pytest.raises(StoreUnavailable, match=name):
                require_settings(db, journal)
            db.execute(f"PRAGMA {name} = {good}")
    with pytest.raises(StoreUnavailable, match="journal_mode"):
        require_settings(writer, "delete" if journal == "wal" else "wal")
    reader.close()
    writer.close()


def test_a_reader_cannot_write_nor_checkpoint(tmp_path: Path) -> None:
    """With the WAL-reset bug only one connection may do either; a reader leaves the WAL alone, closing too."""
    with SqliteStore(tmp_path / FILE, tmp_path / "checkpoints") as store:
        for number in range(5):
            append_at_head(store, "run-1", f"c-{number}")
        size = (tmp_path / (FILE + "-wal")).stat().st_size
        assert size > 0
        reader = open_reader(tmp_path / FILE, "wal")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute("CREATE TABLE x (y)")
        moved = checkpoint_attempt(reader)
        reader.close()
        assert moved in ("refused", "nothing moved")
        assert (tmp_path / (FILE + "-wal")).stat().st_size == size


@pytest.mark.parametrize("second", ["wal", "delete"])
def test_a_second_store_on_the_file_is_refused(opened: SqliteStore, tmp_path: Path, second: connection.Journal) -> None:
    """One process, one writer; the first goes on unharmed."""
    with pytest.raises(StoreUnavailable, match="exactly one process"):
        SqliteStore(tmp_path / FILE, tmp_path / "other", journal=second)
    append_at_head(opened, "run-1", "c-0")


def test_a_wal_that_another_program_has_open_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a SQLite with the WAL-reset bug, two programs on one WAL can corrupt it; a repaired one may go on."""
    monkeypatch.setattr(connection, "has_wal_reset_bug", lambda _version: True)
    SqliteStore(tmp_path / FILE, tmp_path / "checkpoints").close()
    other = sqlite3.connect(tmp_path / FILE)
    other.execute("SELECT count(*) FROM ledger_entry").fetchall()
    with pytest.raises(StoreUnavailable, match="another program has"):
        SqliteStore(tmp_path / FILE, tmp_path / "checkpoints")
    monkeypatch.setattr(connection, "has_wal_reset_bug", lambda _version: False)
    SqliteStore(tmp_path / FILE, tmp_path / "checkpoints").close()
    other.close()


def test_an_old_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the version that is needed."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StoreUnavailable, match=r"3\.37\.0 or newer"):
        SqliteStore(tmp_path / FILE, tmp_path / "checkpoints")
    monkeypatch.undo()
    SqliteStore(tmp_path / FILE, tmp_path / "checkpoints").close()


@pytest.mark.parametrize("content", [b"no database, just text\n" * 500, None])
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """Neither overwritten nor changed, and the lock is let go."""
    if content is None:
        other = sqlite3.connect(tmp_path / FILE)
        other.execute("CREATE TABLE django_session (x)")
        other.close()
    else:
        (tmp_path / FILE).write_bytes(content)
    before = (tmp_path / FILE).read_bytes()
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match=r"no ledger|cannot be opened"):
            SqliteStore(tmp_path / FILE, tmp_path / "checkpoints")
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("version", "bug"),
    [
        ((3, 6, 23), False), ((3, 7, 0), True), ((3, 40, 1), True), ((3, 44, 5), True), ((3, 44, 6), False),
        ((3, 45, 0), True), ((3, 50, 6), True), ((3, 50, 7), False), ((3, 51, 2), True), ((3, 51, 3), False),
        ((3, 53, 2), False),
    ],
)  # fmt: skip
def test_the_versions_with_the_wal_reset_bug(version: tuple[int, int, int], bug: bool) -> None:
    """First and last of each span."""
    assert connection.has_wal_reset_bug(version) is bug


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_child_cannot_use_the_store(opened: SqliteStore) -> None:
    """Every use says why; closing does nothing; the parent goes on."""
    append_at_head(opened, "run-1", "c-0")
    child = os.fork()
    if child == 0:
        refused = 0
        for use in (lambda: opened.head("run-1"), lambda: opened.append("run-1", -1, following([], "x"), "x")):
            try:
                use()
            except StoreUnavailable as error:
                refused += "after the fork" in str(error)
        opened.close()
        os._exit(refused)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
    append_at_head(opened, "run-1", "c-1")
    assert verify(opened.lines("run-1")).entries == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_forks_in_the_middle_of_writing_harm_nothing(tmp_path: Path, journal: connection.Journal) -> None:
    """Children that inherit open connections end and clean up while the parent writes: the file stays sound."""
    script = Path(__file__).with_name("forking_writer.py")
    writer = subprocess.Popen([sys.executable, str(script), str(tmp_path), journal, "30"], start_new_session=True)
    try:
        assert writer.wait(timeout=60) == 0
    except subprocess.TimeoutExpired:
        os.killpg(writer.pid, signal.SIGKILL)
        pytest.fail("a child hung on a lock it inherited")
    db = sqlite3.connect(tmp_path / FILE)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    db.close()
    with SqliteStore(tmp_path / FILE, tmp_path / "checkpoints", journal=journal) as store:
        for lane in range(4):
            assert verify(store.lines(f"run-{lane}"), store.checkpoint_text(f"run-{lane}")).ok


def checkpoint_attempt(db: sqlite3.Connection) -> str:
    """Return what came of asking a connection for a checkpoint."""
    try:
        busy, _, moved = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return "refused"
    return "nothing moved" if busy or moved in (0, -1) else f"{moved} frames moved"
