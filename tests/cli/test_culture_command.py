"""`gradea culture`: the worked examples give the numbers that the page quotes, and mistakes are told with line and remedy."""

import json
import math
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from gradea.cli.culture import culture

ROOT = Path(__file__).parents[2]
GRADEA = Path(sys.executable).parent / "gradea"
PAGE = ROOT / "docs" / "culture-run.md"
EXAMPLE = re.compile(
    r"`gradea culture run (docs/examples/\S+\.yaml)`\n\n\| day \| key \| value \|\n\|---\|---\|---\|\n((?:\|.*\|\n)+)"
)


def gradea(command: str, file: str | Path, *words: str) -> Result:
    """Run the command in this process: a start of the interpreter costs more than the culture."""
    return CliRunner().invoke(culture, [command, str(ROOT / file), *words])


def examples() -> dict[str, list[tuple[float, str, str]]]:
    """The files that the page runs, and what it says of them: day, key, value as written."""
    found: dict[str, list[tuple[float, str, str]]] = {}
    for file, rows in EXAMPLE.findall(PAGE.read_text(encoding="utf-8")):
        cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows.splitlines()]
        found[file] = [(float(day), key, value) for day, key, value in cells]
    return found


@cache
def ran(file: str) -> dict[str, Any]:
    done = gradea("run", file, "--json")
    assert done.exit_code == 0, done.output
    body: dict[str, Any] = json.loads(done.stdout)
    return body


def test_the_page_works_through_three_examples() -> None:
    shipped = {str(path.relative_to(ROOT)) for path in (ROOT / "docs" / "examples").glob("culture-*.yaml")}
    assert set(examples()) == shipped
    assert len(shipped) == 3


@pytest.mark.parametrize("file", sorted(examples()))
def test_every_quoted_number_is_what_the_command_gives(file: str) -> None:
    """To the digits that are written."""
    rows = {row["day"]: row for row in ran(file)["true"]}
    for day, key, value in examples()[file]:
        digits = len(re.sub(r"e.*", "", value).replace(".", "").lstrip("0"))
        assert float(f"{rows[day][key]:.{digits}g}") == pytest.approx(float(value)), (day, key)


@pytest.mark.parametrize("file", sorted(examples()))
def test_the_examples_are_good(file: str) -> None:
    done = gradea("check", file)
    assert done.exit_code == 0, done.stdout


def test_the_quoted_growth_rate_is_that_of_the_series() -> None:
    rows = {row["day"]: row for row in ran("docs/examples/culture-ou2019-reseeding.yaml")["true"]}
    rate = math.log(rows[6]["viable_cells"] / rows[4]["viable_cells"]) / 48.0
    (quoted,) = re.findall(r"/ 48 h = (\S+) per hour", PAGE.read_text(encoding="utf-8"))
    assert f"{rate:.4f}" == quoted


def test_a_run_gives_truth_and_readings_with_units_in_the_names() -> None:
    body = ran("docs/examples/culture-prodigy-8d.yaml")
    assert {"code", "model", "seed", "notice", "findings", "events", "true", "measured"} <= set(body)
    assert [row["day"] for row in body["measured"]] == [float(day) for day in range(9)]
    assert {"density_e6_per_ml", "viability_pct", "car_pct", "glucose_mmol_per_l", "ph"} <= set(body["measured"][-1])
    assert len(body["true"]) == 193


def test_the_same_seed_gives_the_same_bytes_also_in_a_file(tmp_path: Path) -> None:
    file = "docs/examples/culture-prodigy-8d.yaml"
    one, two, other = tmp_path / "1.json", tmp_path / "2.json", tmp_path / "3.json"
    for out, seed in ((one, "5"), (two, "5"), (other, "6")):
        assert gradea("run", file, "--out", str(out), "--seed", seed).exit_code == 0
    assert one.read_bytes() == two.read_bytes() != other.read_bytes()


def test_without_json_a_person_reads_a_table() -> None:
    done = gradea("run", "docs/examples/culture-prodigy-8d.yaml")
    assert "CAR %" in done.stdout
    assert "4.56e+09" in done.stdout
    assert "not for GMP use" in done.stdout


def test_mistakes_are_told_with_line_and_remedy(tmp_path: Path) -> None:
    """`check` ends with 1, `run` with 2, and nothing is written."""
    text = (ROOT / "docs" / "examples" / "culture-prodigy-8d.yaml").read_text(encoding="utf-8")
    bad = tmp_path / "bad.yaml"
    bad.write_text(text.replace("volume_ml: 95", "volume_l: 0.095").replace("do: feed", "do: fed"), encoding="utf-8")
    checked, out = gradea("check", bad), tmp_path / "out.json"
    assert checked.exit_code == 1
    line = next(number for number, each in enumerate(text.splitlines(), 1) if "volume_ml: 95" in each)
    assert f"{bad}:{line}: problem:" in checked.stdout
    assert "write `volume_ml`" in checked.stdout
    assert "Did you mean `feed`?" in checked.stdout
    run = gradea("run", bad, "--out", str(out))
    assert run.exit_code == 2
    assert isinstance(run.exception, SystemExit)
    assert not out.exists()
    as_json = json.loads(gradea("check", bad, "--json").stdout)
    assert {"line", "path", "message", "remedy"} <= set(as_json["problems"][0])


def test_a_missing_cytokine_is_a_finding_and_runs(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "examples" / "culture-prodigy-8d.yaml").read_text(encoding="utf-8")
    file = tmp_path / "dry.yaml"
    file.write_text(text.replace(", il_7_ng_per_ml: 12.5, il_15_ng_per_ml: 12.5", ""), encoding="utf-8")
    checked = gradea("check", file)
    assert checked.exit_code == 1
    assert "finding" in checked.stdout
    assert "no cytokine" in checked.stdout
    assert gradea("run", file).exit_code == 0


@pytest.mark.parametrize("text", ["", "a: [", "model: &x t_cell", "- 1", "model: t_cell\nmodel: t_cell"])
def test_what_is_no_protocol_is_refused_without_a_trace(text: str, tmp_path: Path) -> None:
    file = tmp_path / "odd.yaml"
    file.write_text(text, encoding="utf-8")
    done = gradea("check", file)
    assert done.exit_code == 1
    assert "problem" in done.stdout
    assert isinstance(done.exception, SystemExit)


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    for command in ("check", "run"):
        done = gradea(command, tmp_path / "nothing.yaml")
        assert done.exit_code == 2
        assert "Give the path" in done.output


def test_the_group_hangs_on_the_command() -> None:
    """As people call it."""
    words = [str(GRADEA), "culture", "check", "docs/examples/culture-ou2019-reseeding.yaml"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
