"""`gradea ensemble`: the same whoever plays it, resumable after an interruption, and honest about what it cannot use."""

import json
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from gradea.assessment.ensemble import Member
from gradea.cli import ensemble_pool
from gradea.cli.ensemble_file import SEEDS, EnsembleFile
from gradea.cli.ensemble_pool import played_here, played_on_dask
from gradea.cli.simulate import Plan
from gradea.vocabulary import Refused

GRADEA = Path(sys.executable).parent / "gradea"
PLAN = Plan(recipe="toldc", facility="hospital_2B", seed=0, crew="careful")
HEADER = {"recipe": "toldc", "engine": "2", "crew": "careful"}


def gradea(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(GRADEA), *words], capture_output=True, text=True, check=False)


def quick(plan: Plan) -> Member:
    """Stand for a batch; a function of its seed alone."""
    return Member(
        seed=plan.seed, disposition="certified", attributes={"VIA": f"{80 + plan.seed % 7}"}, failed=(), contaminated=False,
        origins=(), operator_chance=0.0, manipulations=1, deviations=0, unasked={},
    )  # fmt: skip


def kept(folder: Path, seeds: range) -> EnsembleFile:
    file = EnsembleFile(folder, HEADER)
    for seed in seeds:
        file.add(quick(Plan(recipe="toldc", facility="hospital_2B", seed=seed, crew="careful")))
    return file


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three batches, played by two processes."""
    folder = tmp_path_factory.mktemp("ensemble") / "out"
    done = gradea("ensemble", "toldc", "--n", "3", "--crew", "novice", "--workers", "2", "--out", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def test_it_keeps_seeds_summary_and_page(played: Path) -> None:
    assert {path.name for path in played.iterdir()} == {SEEDS, "ensemble.json", "ensemble.html"}
    summary = json.loads((played / "ensemble.json").read_text(encoding="utf-8"))
    assert summary["batches"] == 3
    assert summary["crew_rates"]["teaching"] is False
    page = (played / "ensemble.html").read_text(encoding="utf-8")
    assert page.count("<svg") >= 5
    assert "http" not in page
    assert "<script" not in page
    assert "Training – not for GMP use" in page


def test_a_run_again_adds_only_what_is_missing(played: Path) -> None:
    """The same options keep every line; a torn last line is cut off and that batch made again, with the same result."""
    file = played / SEEDS
    whole = file.read_bytes()
    lines = whole.splitlines(keepends=True)
    file.write_bytes(whole[: -len(lines[-1]) // 2])
    done = gradea("ensemble", "toldc", "--n", "3", "--crew", "novice", "--workers", "1", "--out", str(played), "--json")
    assert done.returncode == 0, done.stderr
    assert sorted(file.read_bytes().splitlines()) == sorted(whole.splitlines())
    assert json.loads(done.stdout)["batches"] == 3


def test_another_crew_is_refused_and_nothing_is_changed(played: Path) -> None:
    before = (played / SEEDS).read_bytes()
    done = gradea("ensemble", "toldc", "--n", "3", "--crew", "careful", "--out", str(played))
    assert done.returncode == 2
    assert "novice" in done.stderr
    assert (played / SEEDS).read_bytes() == before


@pytest.mark.parametrize(
    "words", [["nosuch"], ["toldc", "--crew", "lazy"], ["toldc", "--n", "0"], ["toldc", "--dask", "tcp://x:1"]]
)
def test_what_cannot_be_is_refused_with_a_remedy(words: list[str]) -> None:
    """Unknown recipe, crew, number; and a Dask address where the library is not installed."""
    try:
        import distributed  # type: ignore[import-not-found]  # noqa: F401, PLC0415
    except ImportError:
        pass
    else:
        if "--dask" in words:
            pytest.skip("distributed is installed here")
    done = gradea("ensemble", *words)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_another_engine_is_refused(tmp_path: Path) -> None:
    kept(tmp_path, range(1, 3))
    with pytest.raises(Refused, match="engine"):
        EnsembleFile(tmp_path, {**HEADER, "engine": "3"})


def test_a_damaged_line_in_the_middle_is_refused(tmp_path: Path) -> None:
    """Only the last line can be torn by an interruption; anything else was somebody's hand."""
    kept(tmp_path, range(1, 4))
    lines = (tmp_path / SEEDS).read_bytes().splitlines(keepends=True)
    (tmp_path / SEEDS).write_bytes(b"".join([lines[0], b'{"seed": 1}\n', *lines[2:]]))
    with pytest.raises(Refused, match="Line 2"):
        EnsembleFile(tmp_path, HEADER)


@pytest.mark.parametrize("cut", range(1, 40, 7))
def test_a_torn_end_loses_one_batch_at_most(tmp_path: Path, cut: int) -> None:
    kept(tmp_path, range(1, 6))
    content = (tmp_path / SEEDS).read_bytes()
    (tmp_path / SEEDS).write_bytes(content[:-cut])
    again = EnsembleFile(tmp_path, HEADER)
    assert sorted(again.members) == [1, 2, 3, 4]
    again.add(quick(Plan(recipe="toldc", facility="hospital_2B", seed=5, crew="careful")))
    assert sorted((tmp_path / SEEDS).read_bytes().splitlines()) == sorted(content.splitlines())


def test_spawned_processes_and_one_process_play_the_same() -> None:
    alone = sorted(played_here(PLAN, range(1, 12), 1, quick), key=lambda each: each.seed)
    together = sorted(played_here(PLAN, range(1, 12), 2, quick), key=lambda each: each.seed)
    assert alone == together
    assert [each.seed for each in alone] == list(range(1, 12))


class FakeClient:
    """A Dask client that plays at once."""

    def __init__(self, address: str, timeout: str) -> None:
        assert timeout
        if address == "tcp://nobody:1":
            raise OSError("timed out")
        self.address = address

    def __enter__(self) -> "FakeClient":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def submit(self, play: Any, plan: Plan, pure: bool) -> Any:
        assert pure is False
        return types.SimpleNamespace(result=lambda: play(plan))


def test_a_dask_cluster_plays_every_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results come as they are finished; a scheduler that does not answer is refused."""
    fake = types.SimpleNamespace(Client=FakeClient, as_completed=lambda futures: reversed(list(futures)))
    monkeypatch.setattr(ensemble_pool, "_distributed", lambda: fake)
    found = [each.seed for each in played_on_dask(PLAN, range(1, 5), "tcp://cluster:8786", quick)]
    assert found == [4, 3, 2, 1]
    with pytest.raises(Refused, match="No Dask scheduler answers"):
        list(played_on_dask(PLAN, range(1, 5), "tcp://nobody:1", quick))
