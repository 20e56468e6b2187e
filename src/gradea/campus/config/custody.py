"""Back-ups of an installation: taken while it serves, kept apart by what is personal, tested by restoring.

A back-up is a folder with two parts. `ledger/` holds the chains and their checkpoints and names nobody: keep it as long as the
records. `campus/` holds names, keys and codes: keep it for the key period only, so that whoever is erased is gone from the
back-ups, too. What is sealed in the ledger can then not be opened any more, and the chains still verify.
"""

import contextlib
import datetime as dt
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gradea.ledger import line_of, verify
from gradea.vocabulary import Refusal, Refused

LEDGER_FILES = ("ledger.sqlite3",)
CAMPUS_FILES = ("campus.sqlite3",)
PLAIN_FILES = ("secret.key", "checkpoint.key", "erasures.txt")
KEPT_FOLDERS = ("checkpoints", "attachments")
"""Kept as long as the records: checkpoints of the chains, and files that a record names by their hash."""
MANIFEST = "manifest.json"
KEY_PERIOD_DAYS = 30
"""How long the personal part of a back-up is kept; assumption [A], a school sets its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a test of a back-up found.

    Attributes:
        runs: Runs whose chains verify.
        entries: Entries in them.
        problems: What is wrong, in words; empty when it can be relied on.
    """

    runs: int
    entries: int
    problems: tuple[str, ...]


def back_up(data: Path, to: Path, now: dt.datetime) -> Path:
    """Take a back-up of an installation, also while it serves; return its folder.

    Args:
        data: Folder of the installation.
        to: Folder that holds the back-ups; it must not lie inside the installation.
        now: Time of the back-up, UTC.

    Raises:
        Refused: If there is no installation, or the target lies inside it.
    """
    data, to = data.resolve(), to.resolve()
    if not any((data / name).is_file() for name in (*LEDGER_FILES, *CAMPUS_FILES)):
        raise Refused(
            _refusal("no-installation", f"There is no installation in {data}.", "Give the folder that `serve` uses.")
        )
    if to == data or data in to.parents:
        message = f"{to} lies inside the installation; a back-up there is lost together with it."
        raise Refused(_refusal("backup-inside", message, "Give a folder elsewhere, best on another disk."))
    folder = to / f"grade-a-{now:%Y%m%dT%H%M%SZ}"
    folder.mkdir(parents=True)
    for part, names in (("ledger", LEDGER_FILES), ("campus", CAMPUS_FILES)):
        (folder / part).mkdir(mode=0o700)
        for name in names:
            if (data / name).is_file():
                _copy_database(data / name, folder / part / name)
    for name in PLAIN_FILES:
        if (data / name).is_file():
            shutil.copy2(data / name, folder / "campus" / name)
    for name in KEPT_FOLDERS:
        if (data / name).is_dir():
            shutil.copytree(data / name, folder / "ledger" / name)
    _write_manifest(folder, now)
    return folder


def _refusal(code: str, message: str, remedy: str) -> Refusal:
    return Refusal(code=code, rule="STO-02", message=message, remedy=remedy)


def _copy_database(source: Path, target: Path) -> None:
    """Copy by SQLite's own back-up: a plain copy of a file in use breaks some copies."""
    with (
        contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as origin,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        origin.backup(copy)


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)


def _write_manifest(folder: Path, now: dt.datetime) -> None:
    files = {str(path.relative_to(folder)): _digest(path) for path in _files(folder)}
    text = json.dumps({"format": "gradea-backup/1", "at": now.isoformat(), "files": files}, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def checked(folder: Path) -> Checked:
    """Test a back-up: every byte as it was taken, sound databases, every chain verified against its checkpoints.

    Raises:
        Refused: If the folder is no back-up.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise Refused(
            _refusal(
                "no-backup", f"{folder} is no back-up: it has no {MANIFEST}.", "Give a folder that `data backup` made."
            )
        )
    files = json.loads(path.read_text(encoding="utf-8"))["files"]
    problems = [
        f"{name} is not the file that was backed up" if (folder / name).is_file() else f"{name} is missing"
        for name, digest in files.items()
        if not _is_expired_part(folder, name) and (not (folder / name).is_file() or _digest(folder / name) != digest)
    ]
    for database in (folder / "ledger" / "ledger.sqlite3", folder / "campus" / "campus.sqlite3"):
        if database.is_file() and not problems:
            problems += _unsound(database)
    runs, entries, broken = (0, 0, []) if problems else _chains(folder / "ledger")
    return Checked(runs=runs, entries=entries, problems=(*problems, *broken))


def _is_expired_part(folder: Path, name: str) -> bool:
    return name.startswith("campus/") and not (folder / "campus").is_dir()


def _unsound(database: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        found = db.execute("PRAGMA integrity_check").fetchone()[0]
    return [] if found == "ok" else [f"{database.name}: {found}"]


def _chains(part: Path) -> tuple[int, int, list[str]]:
    database = part / "ledger.sqlite3"
    if not database.is_file():
        return 0, 0, []
    problems, entries, runs = [], 0, []
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        runs = [row[0] for row in db.execute("SELECT DISTINCT run FROM ledger_entry ORDER BY run")]
        for run in runs:
            rows = db.execute("SELECT data, hash FROM ledger_entry WHERE run = ? ORDER BY seq", (run,)).fetchall()
            entries += len(rows)
            finding = _finding(part, run, rows)
            if finding:
                problems.append(f"run {run}: {finding}")
    return len(runs), entries, problems


def _finding(part: Path, run: str, rows: list[tuple[bytes, str]]) -> str:
    checkpoints = part / "checkpoints" / f"{run}.checkpoints.txt"
    text = checkpoints.read_text(encoding="utf-8") if checkpoints.is_file() else ""
    verdict = verify((line_of(data, digest) for data, digest in rows), text)
    return "" if verdict.ok else f"{verdict.problem} {verdict.remedy}"


def restore(folder: Path, to: Path) -> Checked:
    """Test a back-up and put it into an empty folder; whoever was erased since must be erased again (`erasures.txt`).

    Raises:
        Refused: If the back-up has a problem, its personal part has expired, or the target is not empty.
    """
    found = checked(folder)
    if found.problems:
        raise Refused(
            _refusal(
                "backup-broken", f"The back-up cannot be relied on: {found.problems[0]}.", "Restore an earlier one."
            )
        )
    if not (folder / "campus").is_dir():
        message = "The personal part of this back-up was destroyed after the key period; nobody could sign in."
        raise Refused(
            _refusal("backup-expired", message, "Restore a younger one; the chains of this one can still be verified.")
        )
    if to.exists() and any(to.iterdir()):
        raise Refused(
            _refusal("target-not-empty", f"{to} is not empty.", "Give an empty folder; nothing is written over.")
        )
    to.mkdir(parents=True, exist_ok=True)
    for part in ("ledger", "campus"):
        shutil.copytree(folder / part, to, dirs_exist_ok=True)
    return found


def expire(folder: Path, now: dt.datetime, days: int = KEY_PERIOD_DAYS) -> list[Path]:
    """Destroy the personal part of every back-up that is older than the key period; return those folders."""
    gone = []
    for path in sorted(folder.glob(f"*/{MANIFEST}")):
        at = dt.datetime.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["at"])
        part = path.parent / "campus"
        if part.is_dir() and now - at > dt.timedelta(days=days):
            shutil.rmtree(part)
            gone.append(path.parent)
    return gone
