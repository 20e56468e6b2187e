"""Heads published outside the database, and back-ups."""

import os
import threading
from pathlib import Path

import pytest

from gradea.campus.records import connection
from gradea.campus.records.sqlite_store import SqliteStore
from gradea.ledger import (
    EMPTY,
    StoreUnavailable,
    read_checkpoints,
    verify,
)

from .store_contract import append_at_head

FILE = "ledger.sqlite3"


def test_checkpoints_go_to_a_file_outside(tmp_path: Path) -> None:
    """Each so-many entries and on demand, never twice, and the verifier agrees with all of them."""
    with SqliteStore(tmp_path / FILE, tmp_path / "checkpoints", checkpoint_every=10) as store:
        assert store.publish_checkpoint("run-1") is None
        for number in range(25):
            append_at_head(store, "run-1", f"c-{number}")
        for _ in range(2):
            point = store.publish_checkpoint("run-1")
            assert point is not None
            assert point.seq == 24
        text = store.checkpoint_text("run-1")
        assert (tmp_path / "checkpoints" / "run-1.checkpoints.txt").read_text(encoding="utf-8") == text
        assert [point.seq for point in read_checkpoints(text)] == [9, 19, 24]
        assert verify(store.lines("run-1"), text).compared == 3
        assert store.checkpoint_text("run-2") == ""


def test_a_checkpoint_that_a_crash_cut_off_is_written_again(tmp_path: Path) -> None:
    """A torn last line is taken away by the next one; the header survives as well."""
    file = tmp_path / "checkpoints" / "run-1.checkpoints.txt"
    for torn in ("# Grade A led", "9 abcdef0123"):
        with SqliteStore(tmp_path / FILE, tmp_path / "checkpoints") as store:
            if torn.startswith("#"):
                file.write_text(torn, encoding="utf-8")
            append_at_head(store, "run-1", torn.replace(" ", "-"))
            store.publish_checkpoint("run-1")
            assert verify(store.lines("run-1"), store.checkpoint_text("run-1")).ok
        with file.open("a", encoding="utf-8") as stream:
            stream.write("9 abcdef0123")
    with SqliteStore(tmp_path / FILE, tmp_path / "checkpoints") as store:
        append_at_head(store, "run-1", "last")
        store.publish_checkpoint("run-1")
        assert [point.seq for point in read_checkpoints(store.checkpoint_text("run-1"))] == [0, 1, 2]


@pytest.mark.requirement("STO-02", "negative")
@pytest.mark.requirement("AUD-12", "negative")
def test_an_old_back_up_cannot_be_written_on(tmp_path: Path) -> None:
    """The database is older than what was published: the run is refused until a person decides."""
    checkpoints = tmp_path / "checkpoints"
    with SqliteStore(tmp_path / FILE, checkpoints) as store:
        append_at_head(store, "run-1", "c-0")
        append_at_head(store, "run-2", "c-0")
        store.back_up(tmp_path / "old.sqlite3")
        append_at_head(store, "run-1", "c-1")
        store.publish_checkpoint("run-1")
    os.replace(tmp_path / "old.sqlite3", tmp_path / FILE)
    with SqliteStore(tmp_path / FILE, checkpoints) as store:
        assert verify(store.lines("run-1"), store.checkpoint_text("run-1")).first_bad == 1
        with pytest.raises(StoreUnavailable, match="old back-up"):
            append_at_head(store, "run-1", "c-2")
        append_at_head(store, "run-2", "c-1")


def test_a_checkpoint_that_cannot_be_written_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The append is durable already; the failure is logged, told on demand, and made up for later."""
    with SqliteStore(tmp_path / FILE, tmp_path / "checkpoints", checkpoint_every=2) as store:
        append_at_head(store, "run-1", "c-0")
        (tmp_path / "checkpoints").rename(tmp_path / "away")
        append_at_head(store, "run-1", "c-1")
        with pytest.raises(OSError):
            store.publish_checkpoint("run-1")
        assert "could not be written" in caplog.text
        (tmp_path / "away").rename(tmp_path / "checkpoints")
        append_at_head(store, "run-1", "c-2")
    text = (tmp_path / "checkpoints" / "run-1.checkpoints.txt").read_text(encoding="utf-8")
    assert [point.seq for point in read_checkpoints(text)] == [2]


@pytest.mark.requirement("AUD-12", "positive")
@pytest.mark.requirement("STO-02", "positive")
def test_a_back_up_taken_while_writing_is_whole(
    opened: SqliteStore, tmp_path: Path, journal: connection.Journal
) -> None:
    """Each copy opens, verifies, and holds all that was acknowledged before it began."""
    stop, copies = threading.Event(), []

    def write() -> None:
        number = 0
        while not stop.is_set():
            append_at_head(opened, "run-1", f"c-{number}")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    for number in range(5):
        acknowledged = opened.head("run-1").seq
        opened.back_up(tmp_path / f"copy-{number}.sqlite3")
        copies.append((tmp_path / f"copy-{number}.sqlite3", acknowledged))
    stop.set()
    writer.join()
    for path, acknowledged in copies:
        with SqliteStore(path, tmp_path / path.stem, journal=journal) as copy:
            assert copy.head("run-1").seq >= acknowledged
            assert copy.head("run-1") == EMPTY or verify(copy.lines("run-1")).ok
    with pytest.raises(FileExistsError):
        opened.back_up(tmp_path / "copy-0.sqlite3")
