"""Back-ups that are tested, records that are kept, people who are erased."""

import datetime as dt
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from gradea.campus.config import custody
from gradea.record.retention import RULES, kept_until, may_be_destroyed
from gradea.vocabulary import Refused

NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)

SEED = """
import sys
from pathlib import Path
from gradea.campus.config.installation import seed_example
logins = seed_example(sys.argv[1])
print(next(login.code for login in logins if login.roster_key == "student-01"))
"""

WRITE = """
import sys
from pathlib import Path
from gradea.campus.records.sqlite_store import SqliteStore
from gradea.ledger import EMPTY, Draft, seal_all
data, count = Path(sys.argv[1]), 5
with SqliteStore(data / "ledger.sqlite3", data / "checkpoints") as store:
    drafts = [
        Draft(name="test.noted/1", body={"run": "run-1", "n": n}, actor="a", role="qa", sim_ms=n, at="2026-11-24T09:00:00.000Z",
              command="c1")
        for n in range(count)
    ]
    store.append("run-1", -1, seal_all(EMPTY, drafts), "c1")
    store.publish_checkpoint("run-1")
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with the example edition and a ledger of one run, made by a process of its own; and a student's code."""
    folder = tmp_path_factory.mktemp("site")
    code = run_python(SEED, folder).split()[-1]
    run_python(WRITE, folder)
    return folder, code


def run_python(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False,
        env={**os.environ, "GRADEA_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "gradea.campus.config.settings"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.requirement("STO-02", "positive")
def test_a_back_up_is_restored_and_is_the_same(installation: tuple[Path, str], tmp_path: Path) -> None:
    """Taken, tested, put into an empty folder; there it holds the same entries and the same people."""
    data, _ = installation
    (data / "attachments").mkdir(exist_ok=True)
    (data / "attachments" / "ab12").write_bytes(b"a photo")
    folder = custody.back_up(data, tmp_path / "safe", NOW)
    assert custody.checked(folder) == custody.Checked(runs=1, entries=5, problems=())
    custody.restore(folder, tmp_path / "again")
    for name, question in (
        ("ledger.sqlite3", "SELECT * FROM ledger_entry"),
        ("campus.sqlite3", "SELECT * FROM people_person"),
    ):
        assert rows(tmp_path / "again" / name, question) == rows(data / name, question)


def rows(path: Path, question: str) -> list[tuple]:
    db = sqlite3.connect(path)
    try:
        return db.execute(question).fetchall()
    finally:
        db.close()


@pytest.mark.requirement("STO-02", "negative")
@pytest.mark.parametrize("what", ["byte", "missing", "inside", "not-empty"])
def test_what_cannot_be_relied_on_is_refused(installation: tuple[Path, str], tmp_path: Path, what: str) -> None:
    """One changed byte, a missing file, a target inside the installation, a target that is not empty."""
    data, _ = installation
    if what == "inside":
        with pytest.raises(Refused, match="lies inside"):
            custody.back_up(data, data / "safe", NOW)
        return
    folder, target = custody.back_up(data, tmp_path / "safe", NOW), tmp_path / "again"
    ledger = folder / "ledger" / "ledger.sqlite3"
    if what == "byte":
        raw = bytearray(ledger.read_bytes())
        raw[len(raw) // 2] ^= 1
        ledger.write_bytes(bytes(raw))
    elif what == "missing":
        ledger.unlink()
    else:
        target.mkdir()
        (target / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused):
        custody.restore(folder, target)
    assert not (target / "campus.sqlite3").exists()


@pytest.mark.requirement("ACC-09", "negative")
@pytest.mark.requirement("TRA-03", "positive")
def test_an_erased_person_is_in_no_file_and_the_chain_still_verifies(
    installation: tuple[Path, str], tmp_path: Path
) -> None:
    """Raw bytes of every file of the installation and of expired back-ups: no name; the row stays, so old records hold."""
    data, code = installation
    before = custody.back_up(data, tmp_path / "safe", NOW - dt.timedelta(days=40))
    assert files_with(data, b"Amina") != []
    assert files_with(before, b"Amina") != []
    people = len(rows(data / "campus.sqlite3", "SELECT ref FROM people_person"))
    run_python(
        f"import sys\nfrom gradea.cli.main import app\napp(['data', 'erase', '{code}', '--data', sys.argv[1]])", data
    )
    assert custody.expire(tmp_path / "safe", NOW) == [before]
    assert files_with(data, b"Amina") == []
    assert files_with(tmp_path / "safe", b"Amina") == []
    assert len(rows(data / "campus.sqlite3", "SELECT ref FROM people_person")) == people
    assert custody.checked(before) == custody.Checked(runs=1, entries=5, problems=())
    after = custody.back_up(data, tmp_path / "later", NOW)
    assert custody.checked(after).problems == ()
    with pytest.raises(Refused, match="key period"):
        custody.restore(before, tmp_path / "again")


def files_with(folder: Path, words: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()]


@pytest.mark.requirement("STO-03", "positive")
def test_each_kind_of_record_has_its_last_day() -> None:
    """The longer of both spans; thirty years for the trace; a leap day ends on the 28th."""
    dates = {"expiry": dt.date(2026, 2, 28), "certified": dt.date(2026, 2, 20), "trial_end": dt.date(2024, 2, 29)}
    found = {rule.kind: kept_until(rule.kind, dates) for rule in RULES}
    assert found == {
        "batch": dt.date(2031, 2, 20), "investigational": dt.date(2029, 2, 28), "traceability": dt.date(2056, 2, 28),
    }  # fmt: skip


@pytest.mark.requirement("STO-03", "negative")
@pytest.mark.parametrize(("day", "may"), [(19, False), (20, False), (21, True)])
def test_nothing_is_destroyed_before_its_last_day_is_over(day: int, may: bool) -> None:
    """One day before, on, and one day after the last day; and never while a date is missing."""
    dates = {"expiry": dt.date(2026, 2, 28), "certified": dt.date(2026, 2, 20)}
    assert may_be_destroyed("batch", dates, dt.date(2031, 2, day)) is may
    assert not may_be_destroyed("batch", {"expiry": dates["expiry"]}, dt.date(2200, 1, 1))
    with pytest.raises(Refused, match="no retention rule"):
        kept_until("gossip", dates)
