"""Connections to the ledger's SQLite file: its tables, and the settings without which it is not durable.

A wrong setting does not fail, it loses acknowledged entries at the next power cut. So each setting is read back on each
connection, and a combination that is not safe is refused before the first entry.

Which journal? WAL with synchronous FULL, and exactly one connection that writes and checkpoints. Measured with
`tests/ledger/measuring.py` on SQLite 3.40.1, two shared cores, entries of 430 bytes, a disk that syncs in 0.16 ms [M]:

    journal/synchronous   1 thread: appends/s, p50, p99     32 threads: appends/s, p50, p99
    WAL/FULL              3,000   0.26 ms   0.55 ms         5,000    5.7 ms   12.6 ms
    DELETE/EXTRA            790   1.16 ms   1.62 ms         2,900   10.7 ms   15.4 ms

Traced system calls: 300 of 300 acknowledgements in either mode came after the last sync of the file, at 1 sync per append
against 5; with WAL/NORMAL, as a control, 1 of 300. A disk with slow syncs widens the gap. DELETE also makes readers and the
writer wait for each other.

SQLite 3.7.0 to 3.51.2 can corrupt a WAL when two connections write or checkpoint at once (`has_wal_reset_bug`). Here they
cannot: a lock of the operating system lets one process open the store, in it one thread writes, on one connection, and every
reader is opened `mode=ro`, which can neither write nor checkpoint, on closing neither; and a store on such a version does not
open while another program has the file open. What remains is a program that opens and writes it later, against all rules; on
such a machine choose journal="delete", which the bug does not touch.
"""

import sqlite3
from pathlib import Path
from typing import Literal

from gradea.ledger import StoreUnavailable

Journal = Literal["wal", "delete"]

SYNCHRONOUS: dict[Journal, int] = {"wal": 2, "delete": 3}
"""FULL for WAL, EXTRA for DELETE (sqlite.org/pragma.html): lost nothing in simulated power cuts, where NORMAL did."""

OLDEST = (3, 37, 0)
"""First SQLite with STRICT tables [sqlite.org/stricttables.html, K]."""

SCHEMA_VERSION = 1
_HAS_LEDGER = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('ledger_entry', 'ledger_command')"
BUSY_S = 5.0
"""How long one connection waits for another; assumption [A]."""
WAL_BYTES_KEPT = 16_000_000
"""Size the WAL file is cut back to after a checkpoint; assumption [A]."""

_SCHEMA = """
CREATE TABLE ledger_entry (
    run TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL,
    command TEXT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_command (
    run TEXT NOT NULL, command TEXT NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL,
    PRIMARY KEY (run, command)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ledger_entry_next BEFORE INSERT ON ledger_entry
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM ledger_entry WHERE run = NEW.run)
    BEGIN SELECT RAISE(ABORT, 'the ledger only grows at its end'); END;
CREATE TRIGGER ledger_command_once BEFORE INSERT ON ledger_command
    WHEN EXISTS (SELECT 1 FROM ledger_command WHERE run = NEW.run AND command = NEW.command)
    BEGIN SELECT RAISE(ABORT, 'a command is carried out once'); END;
""" + "".join(
    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;"
    for table in ("ledger_entry", "ledger_command")
    for verb in ("UPDATE", "DELETE")
)
"""The insert triggers stop INSERT OR REPLACE on connections that did not set recursive_triggers as well."""


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Return whether this SQLite can corrupt a WAL database that two connections write or checkpoint at once.

    3.7.0 to 3.51.2, repaired in 3.44.6, 3.50.7 and 3.51.3 [https://sqlite.org/wal.html#walresetbug, L].

    >>> has_wal_reset_bug((3, 40, 1)), has_wal_reset_bug((3, 50, 7)), has_wal_reset_bug((3, 51, 3))
    (True, False, False)
    """
    back_ported = (3, 44, 6) <= version < (3, 45, 0) or (3, 50, 7) <= version < (3, 51, 0)
    return (3, 7, 0) <= version < (3, 51, 3) and not back_ported


def open_writer(path: Path, journal: Journal) -> sqlite3.Connection:
    """Open the one connection that writes and checkpoints, and make the tables if they are not there.

    Raises:
        StoreUnavailable: If the file is no ledger of this version, or a setting cannot be had.
    """
    _require_version()
    if journal == "wal" and has_wal_reset_bug(sqlite3.sqlite_version_info):
        _require_alone(path)
    db = _connect(f"{path.absolute().as_uri()}?mode=rwc")
    try:
        new = _is_new(db, path)
        db.execute(f"PRAGMA journal_mode = {journal}")
        _set(db, journal)
        for pragma in ("fullfsync = 1", "checkpoint_fullfsync = 1", f"journal_size_limit = {WAL_BYTES_KEPT}"):
            db.execute(f"PRAGMA {pragma}")
        require_settings(db, journal)
        if new:
            db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
    except sqlite3.Error as error:
        db.close()
        raise StoreUnavailable(f"{path} cannot be opened as a ledger: {error}; put a good back-up there") from error
    except StoreUnavailable:
        db.close()
        raise
    return db


def open_reader(path: Path, journal: Journal) -> sqlite3.Connection:
    """Open a connection that reads only; `mode=ro` cannot write and cannot checkpoint, on closing neither.

    Raises:
        StoreUnavailable: If a setting cannot be had.
    """
    db = _connect(f"{path.absolute().as_uri()}?mode=ro")
    db.execute("PRAGMA query_only = 1")
    db.execute("PRAGMA wal_autocheckpoint = 0")
    _set(db, journal)
    try:
        require_settings(db, journal)
    except StoreUnavailable:
        db.close()
        raise
    return db


def require_settings(db: sqlite3.Connection, journal: Journal) -> None:
    """Read back what durability rests on.

    Raises:
        StoreUnavailable: If one setting is not as it must be.
    """
    wanted = {"journal_mode": journal, "synchronous": SYNCHRONOUS[journal], "recursive_triggers": 1, "mmap_size": 0}
    for name, value in wanted.items():
        row = db.execute(f"PRAGMA {name}").fetchone()
        found = row[0] if row else 0
        if found != value:
            raise StoreUnavailable(
                f"SQLite {sqlite3.sqlite_version} has {name} = {found} on this file, the ledger needs {value}: "
                "keep it on a local disk and let no other program hold it open"
            )


def _require_version() -> None:
    if sqlite3.sqlite_version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        raise StoreUnavailable(f"SQLite is {sqlite3.sqlite_version}; the ledger needs {wanted} or newer: update Python")


def _require_alone(path: Path) -> None:
    """Refuse a WAL file that another program has open, if this SQLite could corrupt it together with that program."""
    if not path.exists():
        return
    db = _connect(path.absolute().as_uri(), timeout_s=0.5)
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        db.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        raise StoreUnavailable(
            f"another program has {path} open, and SQLite {sqlite3.sqlite_version} can corrupt a WAL that two programs write "
            f"(sqlite.org/wal.html#walresetbug): close it, or update SQLite to 3.51.3, or use the journal 'delete' ({error})"
        ) from error
    except sqlite3.DatabaseError as error:
        raise StoreUnavailable(f"{path} cannot be opened as a ledger: {error}; put a good back-up there") from error
    finally:
        db.close()


def _connect(uri: str, *, timeout_s: float = BUSY_S) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=timeout_s, isolation_level=None, check_same_thread=False)


def _set(db: sqlite3.Connection, journal: Journal) -> None:
    for pragma in (f"synchronous = {SYNCHRONOUS[journal]}", "recursive_triggers = 1", "mmap_size = 0"):
        db.execute(f"PRAGMA {pragma}")


def _is_new(db: sqlite3.Connection, path: Path) -> bool:
    """Return whether the file is empty; refuse another program's database before anything in it is changed."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if version == 0 and tables == 0:
        return True
    if version != SCHEMA_VERSION or db.execute(_HAS_LEDGER).fetchone()[0] != 2:
        raise StoreUnavailable(f"{path} is no ledger of version {SCHEMA_VERSION}; name another file or update Grade A")
    return False
