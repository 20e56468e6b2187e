"""`gradea bench` and `gradea culture export`: figures are measured and not made up, refusals are clear."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import Result
from typer.testing import CliRunner

from gradea.cli import bench_rivals, bench_site, bench_world, kernel_cache
from gradea.cli.bench import TARGETS
from gradea.cli.bench_culture import START, error_of, largest, members_of
from gradea.cli.main import app
from gradea.vocabulary import Refused
from gradea.world.kernel import engine

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def gradea(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture(autouse=True)
def plain_kernels_afterwards(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Whatever a command compiles stays in this test."""
    monkeypatch.setenv(kernel_cache.CACHE_VARIABLE, str(tmp_path))
    yield
    engine._compilers.clear()


def test_a_missing_rival_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without libroadrunner nothing is compared, and nothing measured."""
    found = bench_rivals.find_spec
    monkeypatch.setattr(bench_rivals, "find_spec", lambda name: None if name == "roadrunner" else found(name))
    result = gradea("bench", "world", "--json")
    assert isinstance(result.exception, Refused)
    assert "libroadrunner is not installed" in result.exception.refusal.message
    assert "pip install libroadrunner" in result.exception.refusal.remedy
    assert result.stdout == ""


def test_a_missing_compiler_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without numba a command says so; it does not run a hundred times slower in silence."""

    def absent(_folder: str) -> None:
        raise ImportError("No module named 'numba'")

    monkeypatch.setattr(kernel_cache, "accelerate", absent)
    with pytest.raises(Refused, match="Install numba"):
        kernel_cache.accelerated_kernels()


def test_the_figures_hold_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """One small run: every figure of the targets is there, errors keep what they promise, the table shows it."""
    pytest.importorskip("roadrunner")
    monkeypatch.setattr(bench_world, "STARTS", 1)
    monkeypatch.setattr(bench_world, "_started", lambda _environment: (1.0, 0.5))
    result = gradea("bench", "world", "--json", "--members", "16", "--rival-members", "2", "--rounds", "1")
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    asked = {name for name, _sense, _limit, _words in TARGETS} - {"ensemble_10000_s"} | {"ensemble_16_s"}
    assert asked <= set(figures)
    assert all(figures[name] > 0.0 for name in asked)
    assert figures["trajectory_hash_same"] is True
    assert figures["course_error"] <= figures["course_error_asked"]
    assert figures["course_error_scipy"] <= figures["course_error_asked"]
    assert figures["course_error_libroadrunner"] <= figures["course_error_asked"]
    assert figures["course_libroadrunner_at_1e-11_from_reference"] < 1e-7
    assert figures["ensemble_error"] <= figures["ensemble_error_asked"]
    assert figures["ensemble_libroadrunner_extrapolated_from"] == 2
    assert (figures["site_rooms"], figures["site_people"], figures["site_vessels"]) == (9, 5, 6)


def test_the_table_says_what_is_met_and_what_is_extrapolated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure that misses is shown as missed."""
    from gradea.cli import bench  # noqa: PLC0415  # the module, not the group of commands

    figures = {"ratio_scipy": 3.0, "site_4h_s": 0.1, "ensemble_libroadrunner_extrapolated_from": 100}
    monkeypatch.setattr(bench, "world_figures", lambda **_asked: figures)
    text = gradea("bench", "world").stdout
    assert "not met" in text
    assert "extrapolated from 100" in text


def test_the_site_of_the_bench_really_moves() -> None:
    """Cultures grow, the plate collects, the person walks: nothing that is timed stands still."""
    world = bench_site.working_site()
    later = bench_site.session(world)
    assert later.at == world.at + bench_site.SESSION
    assert later.plate_doses["PLATE-1"] > 0.0
    assert all(vessel.contents.amount("i1") > 0.0 for vessel in later.vessels.values())
    assert later.air.concentrations != world.air.concentrations


def test_an_error_is_an_error() -> None:
    """The yardstick sees one amount of one row that is off."""
    rows = np.array([START.amounts] * 3)
    off = rows.copy()
    off[1, 9] *= 1.001
    assert error_of(rows, rows, largest(rows)) == 0.0
    assert error_of(off, rows, largest(rows)) == pytest.approx(1e-3)
    assert len(set(members_of(4).constants["mu_max"])) == 4


def test_a_culture_is_exported(tmp_path: Path) -> None:
    """In both formats, with the amounts of the minute that was asked for."""
    file = str(EXAMPLES / "culture-prodigy-8d.yaml")
    later = gradea("culture", "export", file, "--format", "antimony", "--at-min", "1440")
    assert later.exit_code == 0
    assert "model t_cell_culture()" in later.stdout
    assert "cycling = 0.0;" in gradea("culture", "export", file, "--format", "antimony").stdout
    assert "cycling = 0.0;" not in later.stdout
    out = tmp_path / "model.xml"
    assert gradea("culture", "export", file, "--out", str(out)).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith('<?xml version="1.0"')


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("culture-toldc.yaml",), "no culture of T cells"),
        (("culture-prodigy-8d.yaml", "--format", "matlab"), "no format 'matlab'"),
        (("culture-prodigy-8d.yaml", "--out", "/nowhere/at/all.xml"), "cannot be written"),
    ],
)
def test_what_cannot_be_exported_is_refused(words: tuple[str, ...], told: str) -> None:
    """Another model, another format, a folder that is not there."""
    result = gradea("culture", "export", str(EXAMPLES / words[0]), *words[1:])
    assert isinstance(result.exception, Refused)
    assert told in str(result.exception)


def test_a_minute_outside_the_protocol_is_refused() -> None:
    """With exit code 2 and the span that there is."""
    result = gradea("culture", "export", str(EXAMPLES / "culture-prodigy-8d.yaml"), "--at-min", "99999")
    assert result.exit_code == 2
    assert "runs from minute 0 to 11520" in result.output
