"""`gradea batch what-if`: one batch again with one act changed, the same numbers every time, refusals with a remedy."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

GRADEA = Path(sys.executable).parent / "gradea"


def gradea(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(GRADEA), *words], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("what-if") / "one"
    assert gradea("batch", "run", "toldc", "--seed", "4", "--crew", "novice", "--out", str(folder)).returncode == 0
    return folder


def test_a_changed_act_moves_the_outcome_and_the_folder_stays(batch: Path) -> None:
    """One process and two give the same numbers; the batch itself is only read."""
    before = {path.name: path.read_bytes() for path in batch.iterdir()}
    words = ("batch", "what-if", str(batch), "--change", "technique 5.2/1 hurried", "--n", "3", "--json")
    alone, together = gradea(*words, "--workers", "1"), gradea(*words, "--workers", "2")
    assert alone.returncode == 0, alone.stderr
    assert json.loads(alone.stdout) == json.loads(together.stdout)
    told = json.loads(alone.stdout)
    assert told["pairs"] == 3
    assert told["expected_by_the_team"]["difference"] > 0.0
    assert {path.name: path.read_bytes() for path in batch.iterdir()} == before


@pytest.mark.parametrize("change", ["explode 2.4", "leave-out 99.9", "leave-out #1", "wipe 2.4/1 spray"])
def test_a_change_that_cannot_be_is_refused(batch: Path, change: str) -> None:
    done = gradea("batch", "what-if", str(batch), "--change", change)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_a_batch_of_another_engine_is_refused(batch: Path, tmp_path: Path) -> None:
    """The truth can be made again only by the engine that made it."""
    copy = tmp_path / "old"
    copy.mkdir()
    text = (batch / "ledger.jsonl").read_text(encoding="utf-8")
    assert '"engine":"' in text
    from gradea import ENGINE_VERSION  # noqa: PLC0415 - only this test asks

    (copy / "ledger.jsonl").write_text(
        text.replace(f'"engine":"{ENGINE_VERSION}"', '"engine":"0"', 1), encoding="utf-8"
    )
    done = gradea("batch", "what-if", str(copy), "--change", "leave-out 5.2/1")
    assert done.returncode == 2
