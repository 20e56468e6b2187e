"""`gradea facility`: what is on the shelf, and a check that names each problem with its line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gradea.cli.main import app

ROOT = Path(__file__).parents[2]
SHELF = ROOT / "content" / "facilities"
CODES = ("closed_C_ballroom", "hospital_2B", "isolator_D")


def gradea(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.output


def spoil(folder: Path, *changes: tuple[str, str]) -> Path:
    """Return a copy of the hospital file with these texts replaced, once each."""
    text = (SHELF / "hospital_2B.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def line_of(file: Path, text: str) -> int:
    """Return the line on which a text stands first."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return 1 + next(number for number, line in enumerate(lines) if text in line)


def test_the_shelf_has_three_facilities() -> None:
    code, output = gradea("facility", "list", "--json")
    rows = {row["code"]: row for row in json.loads(output)}
    assert code == 0
    assert tuple(sorted(rows)) == CODES
    assert rows["hospital_2B"]["supply_m3_per_h"] == 8970
    assert rows["isolator_D"] == {
        "code": "isolator_D", "title": "Hospital unit, two isolators in grade D", "rooms": 4, "grades": "D",
        "area_m2": 65.0, "supply_m3_per_h": 3437, "cabinets": 0, "isolators": 2,
    }  # fmt: skip
    assert all(code in gradea("facility", "list")[1] for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_facility_on_the_shelf_is_good(code: str) -> None:
    assert gradea("facility", "check", str(SHELF / f"{code}.yaml")) == (0, f"{SHELF / f'{code}.yaml'}: good\n")
    assert json.loads(gradea("facility", "check", str(SHELF / f"{code}.yaml"), "--json")[1]) == []


@pytest.mark.parametrize(
    ("old", "new", "path", "says"),
    [
        ("area_m2: 20", "area_m2: 20 m2", "rooms.C_CORR.area_m2", "Leave the unit out"),
        ("grade: C", "grade: E", "rooms.C_PAL.grade", "Use A, B, C or D"),
        ("  - [B_PAL2]", "  - [B_PAL3]", "airlocks.4", "B_PAL3, which is no room"),
        ("plan: {x: 8.0, y: 0.0", "plan: {x: 7.0, y: 0.0", "rooms.B_LAB1.plan", "overlap"),
        ("at: [4.2, 4.4]", "at: [4.2, 5.0]", "links.4.at", "not on a wall"),
        ("air_changes_per_h: 50", "air_changes_per_h: 3", "rooms.B_PAL1", "cannot hold 46 Pa"),
        ("pressure_pa: 30", "pressure_pa: 24", "links.4", "grade D to grade C is 9 Pa"),
        ("  - {a: OUT, b: D_PAL", "  - {a: OUT, b: D_MAL", "links.1", "twice"),
    ],
)
def test_a_problem_has_file_line_place_and_remedy(tmp_path: Path, old: str, new: str, path: str, says: str) -> None:
    file = spoil(tmp_path, (old, new))
    code, output = gradea("facility", "check", str(file), "--json")
    found = {row["path"]: row for row in json.loads(output)}
    assert code == 1
    assert path in found, found
    assert says in found[path]["message"] + " " + found[path]["remedy"]
    assert found[path]["file"] == str(file)
    assert found[path]["remedy"]
    assert found[path]["line"] > 0
    if path.count(".") == 2 and path.startswith("rooms"):
        assert found[path]["line"] == line_of(file, new.split("\n")[0])


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    file = spoil(tmp_path, ("at: [4.2, 4.4]", "at: [4.2, 5.0]"), ("grade: C", "grade: E"))
    code, output = gradea("facility", "check", str(file))
    assert code == 1
    assert f"{file}:{line_of(file, 'grade: E')}: rooms.C_PAL.grade: problem:" in output


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("code: [unclosed\n", "not YAML"),
        ("code: &a x\ntitle: *a\n", "Anchors and aliases"),
        ("code: !!python/object:os.system x\n", "tag"),
        ("code: a\ncode: b\n", "twice"),
        ("rooms:\n  LAB: {}\n  LAB: {}\n", "twice"),
        ("", "empty"),
        ("- 1\n", "not a mapping"),
        ("a: " + "[" * 40 + "]" * 40, "nested"),
        ("# " + "x" * 300_000, "256 KB"),
        ("a: \x07\n", "not YAML"),
    ],
)
def test_broken_or_hostile_yaml_is_one_problem(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(text, encoding="utf-8")
    code, output = gradea("facility", "check", str(file), "--json")
    rows = json.loads(output)
    assert code == 1
    assert says in rows[0]["message"]
    assert "recipe" not in rows[0]["message"] + rows[0]["remedy"]


def test_what_cannot_be_read_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"title: \xe9\n")
    for path in (tmp_path / "none.yaml", tmp_path, tmp_path / "latin.yaml"):
        code, output = gradea("facility", "check", str(path))
        assert code == 2
        assert "cannot be read" in output
