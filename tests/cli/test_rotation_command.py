"""`gradea rotation`: solve, check, repair; exit codes, and the same answer as JSON."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gradea.cli.main import app

SMALL = """format: gradea-rotation/1
title: Small day
day: "09:00-14:00"
step_min: 10
groups: {size_min: 3, size_max: 4, mix: {institution: 2}}
places:
  - {key: hall}
  - {key: cleanroom, capacity: 8, change_in_min: 10, change_out_min: 10}
stations:
  - {key: gowning, place: hall, minutes: 20, capacity: 12, trainers: 1}
  - {key: production, place: cleanroom, minutes: 40, capacity: 4, trainers: 1}
trainers:
  - {key: t1, stations: [gowning, production]}
lunch: {minutes: 30, between: "11:30-13:00", place: hall}
order:
  - {first: gowning, then: production}
people:
""" + "".join(f"  - {{key: p{n}, institution: {'north' if n % 2 else 'south'}}}\n" for n in range(1, 9))


def gradea(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.output


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def plan(file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    assert gradea("rotation", "solve", str(file), "--out", str(path))[0] == 0
    return path


def test_solve_gives_a_plan_that_check_passes(file: Path, plan: Path) -> None:
    code, output = gradea("rotation", "check", str(file), str(plan))
    assert (code, "every rule is kept" in output) == (0, True)
    code, output = gradea("rotation", "solve", str(file), "--json")
    answer = json.loads(output)
    assert code == 0
    assert answer["possible"] is True
    assert answer["plan"] == json.loads(plan.read_text(encoding="utf-8"))
    assert {row["station"] for row in answer["plan"]["visits"]} == {"gowning", "production", "lunch"}


def test_check_names_a_broken_rule(file: Path, plan: Path) -> None:
    data = json.loads(plan.read_text(encoding="utf-8"))
    next(row for row in data["visits"] if row["station"] == "production")["starts"] = "09:10"
    plan.write_text(json.dumps(data), encoding="utf-8")
    code, output = gradea("rotation", "check", str(file), str(plan), "--json")
    assert code == 1
    assert "order" in {row["rule"] for row in json.loads(output)["breaches"]}


def test_an_impossible_request_ends_with_1_and_says_why(file: Path) -> None:
    file.write_text(SMALL.replace("capacity: 4, trainers", "capacity: 3, trainers"), encoding="utf-8")
    code, output = gradea("rotation", "solve", str(file))
    assert code == 1
    assert "There is no plan." in output
    assert "production holds 3 people a session; group A has 4." in output
    code, output = gradea("rotation", "solve", str(file), "--json")
    answer = json.loads(output)
    assert (code, answer["possible"]) == (1, False)
    assert answer["why"][0]["reasons"][0]["thing"] == "production"
    assert "Take 4 people a session at production." in answer["why"][0]["ways_out"]


def test_repair_says_what_changed(file: Path, plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "after.json"
    words = (
        "rotation",
        "repair",
        str(file),
        str(plan),
        "--ill",
        "p1",
        "--lost",
        "cleanroom@09:00-10:00",
        "--out",
        str(out),
    )
    code, output = gradea(*words)
    assert code == 0
    assert "changed: p1 is no longer in group" in output
    assert out.is_file()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--ill", "nobody"), "no person 'nobody'"),
        (("--lost", "cleanroom@noon"), "not a span"),
        (("--now", "25:00"), "not a time"),
        (("--gone", "t9"), "no trainer 't9'"),
    ],
)
def test_repair_refuses_what_is_unknown(file: Path, plan: Path, words: tuple[str, ...], says: str) -> None:
    done = CliRunner().invoke(app, ["rotation", "repair", str(file), str(plan), *words])
    assert says in str(done.exception)


def test_a_wrong_file_ends_with_2_and_names_the_line(file: Path, tmp_path: Path) -> None:
    file.write_text(SMALL.replace("capacity: 8", "capacity: -8"), encoding="utf-8")
    code, output = gradea("rotation", "solve", str(file))
    assert code == 2
    assert f"{file}:8: places.1.capacity" in output
    file.write_text("a: [", encoding="utf-8")
    assert gradea("rotation", "solve", str(file))[0] == 2
    assert "cannot be read" in str(
        CliRunner().invoke(app, ["rotation", "solve", str(tmp_path / "none.yaml")]).exception
    )
