"""An open SQLite store, in both journals."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gradea.campus.records.connection import Journal
from gradea.campus.records.sqlite_store import SqliteStore


@pytest.fixture(params=["wal", "delete"])
def journal(request: pytest.FixtureRequest) -> Journal:
    """Both journals keep the same promises."""
    return request.param


@pytest.fixture
def opened(tmp_path: Path, journal: Journal) -> Iterator[SqliteStore]:
    """Return an open store in an empty folder."""
    with SqliteStore(tmp_path / "ledger.sqlite3", tmp_path / "checkpoints", journal=journal) as store:
        yield store
