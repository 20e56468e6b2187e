"""The verifier as an outsider runs it: one copied file, an isolated interpreter, nothing installed."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gradea.ledger import checkpoint_lines, to_line, verify_ledger

from .chains import chain

ENTRIES = chain(30)
LINES = [to_line(one) for one in ENTRIES]
POINTS = "".join(checkpoint_lines(ENTRIES, every=10))
SOURCE = Path(verify_ledger.__file__)
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def run(tmp_path: Path) -> "Run":
    """Return the copied script, in a folder of its own."""
    return Run(tmp_path)


class Run:
    """A folder with a copied verifier, and the way to run it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = folder / "ledger.jsonl"
        self.ledger.write_bytes(b"".join(LINES))
        shutil.copy(SOURCE, folder / "verify_ledger.py")

    def __call__(self, *arguments: str, expect: int) -> str:
        command = [sys.executable, "-I", "-S", str(self.folder / "verify_ledger.py"), *arguments]
        done = subprocess.run(command, capture_output=True, check=False, env={"LC_ALL": "C"})
        text = (done.stdout + done.stderr).decode("ascii")
        assert "Traceback" not in text
        assert done.returncode == expect, text
        return text


def test_it_is_one_small_file_of_the_standard_library() -> None:
    """At most 370 lines (a fifth of them check signatures), importing nothing that does not come with Python.

    Older interpreters read it too.
    """
    text = SOURCE.read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 8))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names
    assert len(text.splitlines()) <= 370


def test_good(run: Run) -> None:
    """It says how much it saw and what it could not see."""
    text = run(str(run.ledger), expect=0)
    assert "GOOD: 30 entries" in text
    assert ENTRIES[-1].hash in text
    assert "No checkpoint was compared" in text


@pytest.mark.requirement("AUD-07", "negative")
def test_finding(run: Run) -> None:
    """It names entry and line, what is wrong and what to do."""
    run.ledger.write_bytes(b"".join(LINES).replace(b"bag-17", b"bag-71"))
    text = run(str(run.ledger), expect=1)
    assert "FINDING at entry 17 (line 18)" in text
    assert "untouched copy" in text


def test_checkpoints_beside_the_ledger_are_used(run: Run) -> None:
    """Nobody needs to remember them; the output says so."""
    run.ledger.write_bytes(b"".join(LINES[:25]))
    assert "GOOD" in run(str(run.ledger), expect=0)
    (run.folder / "checkpoints.txt").write_text(POINTS, encoding="utf-8")
    text = run(str(run.ledger), expect=1)
    assert "FINDING at entry 25 (line 26)" in text
    assert "used automatically" in text


def test_checkpoints_can_be_named(run: Run) -> None:
    """From wherever they are kept."""
    (run.folder / "elsewhere.txt").write_text(POINTS.rpartition("29 ")[0], encoding="utf-8")
    text = run(str(run.ledger), "--checkpoints", str(run.folder / "elsewhere.txt"), expect=0)
    assert "compared and equal: 2" in text
    assert "Entries after 19 have no checkpoint yet" in text


def test_json(run: Run) -> None:
    """For programs: one object, the same content."""
    report = json.loads(run(str(run.ledger), "--json", expect=0))
    assert (report["ok"], report["entries"], report["line"]) == (True, 30, None)
    run.ledger.write_bytes(b"".join([*LINES[:4], *LINES[5:]]))
    report = json.loads(run(str(run.ledger), "--json", expect=1))
    assert (report["ok"], report["first_bad"], report["line"]) == (False, 4, 5)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\x00\xff" * 5_000,
        b"x" * 3_000_000,
        b"\xef\xbb\xbf" + b"".join(LINES),
        b"{}\n",
        b'{"entry":' + b"[" * 200_000,
    ],
)
def test_rubbish_is_a_finding(run: Run, content: bytes) -> None:
    """Never a traceback."""
    run.ledger.write_bytes(content)
    assert "FINDING at entry 0 (line 1)" in run(str(run.ledger), expect=1)


def test_wrong_calls(run: Run) -> None:
    """A file that is not there, a folder, an unknown option, a name no file can have."""
    run(expect=2)
    run("--what", str(run.ledger), expect=2)
    assert "cannot read" in run(str(run.folder / "no-such-µ.jsonl"), expect=2)
    assert "cannot read" in run(str(run.folder), expect=2)
    assert "cannot read" in run(str(run.ledger), "--checkpoints", str(run.folder / "none.txt"), expect=2)


@pytest.mark.requirement("STO-04", "positive")
@pytest.mark.parametrize("ledger", sorted(GOLDEN.glob("*.jsonl")), ids=lambda path: path.name)
def test_ledgers_of_every_past_version_verify(run: Run, ledger: Path) -> None:
    """A golden ledger is never written again: when the format changes, another one is added."""
    text = run(str(ledger), "--checkpoints", str(ledger.with_suffix(".checkpoints.txt")), expect=0)
    assert "compared and equal: 2" in text
