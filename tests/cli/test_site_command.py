"""`gradea site run`: the examples of the documentation, the format, and every slip named with its line."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from gradea.cli.main import app
from gradea.cli.site_scenario import KEYS
from gradea.world.people import ACTIVITY

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "site-run.md").read_text(encoding="utf-8")
EXAMPLES = sorted((DOCS / "examples").glob("site-*.yaml"))
QUOTED = re.findall(r"^\| (site-\S+) \| (\S+) \| (\S*) ?\| (\S+) \|$", PAGE, flags=re.MULTILINE)
CODES = ("hospital_2B", "closed_C_ballroom", "isolator_D")


def gradea(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.stdout, done.stderr


def run(folder: Path, data: Any) -> dict[str, Any]:
    """Return the series of a scenario."""
    file = folder / "scenario.yaml"
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    code, output, error = gradea("site", "run", str(file), "--json")
    assert code == 0, error
    return json.loads(output)


def refused(folder: Path, text: str) -> list[dict[str, Any]]:
    """Return the problems of a scenario, as JSON; on the error output they stand with file and line."""
    file = folder / "scenario.yaml"
    file.write_text(text, encoding="utf-8")
    code, output, error = gradea("site", "run", str(file), "--json")
    problems = json.loads(output)["problems"]
    assert code == 2, output
    assert all(f"{file}:{each['line']}: {each['path']}: " in error for each in problems)
    assert all(each["message"] and each["remedy"] for each in problems)
    return problems


def found_at(series: dict[str, Any], path: str, at_min: str) -> float:
    """Return the value of a path of the page: keys, list places, or codes of samples."""
    here: Any = series
    for key in path.split("."):
        if isinstance(here, list):
            here = here[int(key)] if key.isdigit() else next(each for each in here if each["code"] == key)
        else:
            here = here[key]
    return here[series["times_min"].index(float(at_min))] if at_min else here


@pytest.fixture(scope="module")
def series() -> dict[str, dict[str, Any]]:
    """The series of every example, by the name of its file."""
    return {path.stem: json.loads(gradea("site", "run", str(path), "--json")[1]) for path in EXAMPLES}


def test_the_page_names_every_example_and_quotes_from_each() -> None:
    assert {path.stem for path in EXAMPLES} == {name for name, *_rest in QUOTED}
    assert all(f"examples/{path.name}" in PAGE for path in EXAMPLES)


@pytest.mark.parametrize(("name", "path", "at_min", "quoted"), QUOTED)
def test_every_number_the_page_quotes_is_what_the_example_gives(
    series: dict[str, dict[str, Any]], name: str, path: str, at_min: str, quoted: str
) -> None:
    assert found_at(series[name], path, at_min) == pytest.approx(float(quoted), rel=0.005, abs=1e-9)


def test_the_page_describes_every_key_and_activity() -> None:
    assert [key for key in KEYS if f"`{key}`" not in PAGE] == []
    assert [activity for activity in ACTIVITY if f"`{activity}`" not in PAGE] == []


def test_every_series_has_a_value_for_each_instant(series: dict[str, dict[str, Any]]) -> None:
    for one in series.values():
        count = len(one["times_min"])
        for kind in ("true", "measured"):
            for group in ("rooms", "links"):
                for columns in one[kind][group].values():
                    assert {len(column) for column in columns.values()} == {count}


def test_the_same_file_gives_the_same_bytes_and_another_seed_other_readings(tmp_path: Path) -> None:
    first, second = (gradea("site", "run", str(EXAMPLES[0]), "--json")[1] for _ in range(2))
    assert first == second
    data = yaml.safe_load(EXAMPLES[0].read_text(encoding="utf-8"))
    other = run(tmp_path, {**data, "seed": 99})
    assert other["true"] == json.loads(first)["true"]
    assert other["measured"] != json.loads(first)["measured"]


def test_the_output_interval_changes_no_value(tmp_path: Path) -> None:
    """Pieces-independence of the true series and of the summary's exact means."""
    data = yaml.safe_load((DOCS / "examples" / "site-damper.yaml").read_text(encoding="utf-8"))
    often, seldom = (run(tmp_path, {**data, "every_min": every}) for every in (0.5, 15))
    for number, at in enumerate(seldom["times_min"]):
        place = often["times_min"].index(at)
        for room, columns in seldom["true"]["rooms"].items():
            for name, column in columns.items():
                assert often["true"]["rooms"][room][name][place] == column[number], (room, name, at)
    assert often["samples"] == seldom["samples"]
    for room, line in seldom["summary"]["rooms"].items():
        assert often["summary"]["rooms"][room]["mean_mcp_per_m3"] == line["mean_mcp_per_m3"]


@pytest.mark.parametrize("code", CODES)
def test_every_facility_runs_with_nothing_but_a_title(tmp_path: Path, code: str) -> None:
    one = run(tmp_path, {"title": "quiet", "facility": code, "duration_min": 60, "every_min": 30})
    assert one["times_min"] == [0.0, 30.0, 60.0]
    for columns in one["true"]["rooms"].values():
        assert columns["p05_per_m3"][2] == pytest.approx(columns["p05_per_m3"][0], rel=1e-5)
        assert columns["mcp_per_m3"][0] >= 0.0


def test_a_facility_may_be_a_file_beside_the_scenario(tmp_path: Path) -> None:
    source = DOCS.parent / "content" / "facilities" / "isolator_D.yaml"
    text = source.read_text(encoding="utf-8").replace("air_changes_per_h: 20", "air_changes_per_h: 40")
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    data = {"title": "mine", "duration_min": 60, "sources": [{"at_min": 0, "room": "D_ISO", "mcp_per_s": 9}]}
    mine, ours = (run(tmp_path, {**data, "facility": name}) for name in ("mine.yaml", "isolator_D"))
    assert mine["true"]["rooms"]["D_ISO"]["mcp_per_m3"][-1] < 0.7 * ours["true"]["rooms"]["D_ISO"]["mcp_per_m3"][-1]
    (tmp_path / "mine.yaml").write_text(text.replace("grade: D", "grade: X", 1), encoding="utf-8")
    found = refused(tmp_path, "title: x\nfacility: mine.yaml\nduration_min: 60\n")
    assert found[0]["line"] == 2
    assert "gradea facility check" in found[0]["remedy"]


def passing(inner_at: float, *, defeated: bool) -> dict[str, Any]:
    """Return a scenario in which somebody passes both doors of an airlock from a dirty corridor."""
    return {
        "title": "interlock", "facility": "hospital_2B", "duration_min": 60, "interlock_defeated": defeated,
        "start": {"C_CORR": {"mcp_per_m3": 100}}, "sources": [{"at_min": 0, "room": "C_CORR", "mcp_per_s": 40}],
        "doors": [
            {"at_min": 10, "link": "C_CORR-B_PAL1", "passages": 1},
            {"at_min": inner_at, "link": "B_PAL1-B_LAB1", "passages": 1},
        ],
    }  # fmt: skip


def test_a_held_door_waits_and_a_defeated_interlock_lets_it_go(tmp_path: Path) -> None:
    for defeated, opened in ((False, 10.3), (True, 10.1)):
        series = run(tmp_path, passing(10.1, defeated=defeated))
        assert [each["asked_min"] for each in series["doors"]] == [10.0, 10.1]
        assert [each["opened_min"] for each in series["doors"]] == [10.0, opened]


def test_both_doors_together_dose_the_laboratory_more_than_a_pause_between_them(tmp_path: Path) -> None:
    together, paused = (run(tmp_path, passing(at, defeated=True)) for at in (10, 12.3))
    doses = [one["summary"]["rooms"]["B_LAB1"]["mean_mcp_per_m3"] for one in (together, paused)]
    assert doses[0] > 1.9 * doses[1]


def test_gowning_sheds_the_mean_of_both_garments_and_the_next_line_wears_the_new_one(tmp_path: Path) -> None:
    schedule = [
        {"at_min": 0, "room": "C_PAL", "activity": "gowning", "garment": "D", "changing_to": "C"},
        {"at_min": 60, "room": "C_PAL", "activity": "gowning"},
    ]
    data = {"title": "gown", "facility": "hospital_2B", "duration_min": 120, "every_min": 60}
    one = run(tmp_path, {**data, "people": [{"name": "P", "schedule": schedule}]})
    changing, after = one["true"]["rooms"]["C_PAL"]["mcp_per_m3"][1:]
    assert changing / after == pytest.approx((12.0 + 2.95) / 2 / 2.95, rel=0.01)


def test_a_crowd_sheds_as_many_and_a_drawn_person_as_the_seed_says(tmp_path: Path) -> None:
    line = {"at_min": 0, "room": "C_BALL", "activity": "standing", "garment": "C"}
    data = {"title": "six", "facility": "closed_C_ballroom", "duration_min": 240, "every_min": 240}
    six = run(tmp_path, {**data, "people": [{"name": "P", "count": 6, "schedule": [line]}]})
    assert six["true"]["rooms"]["C_BALL"]["p05_per_m3"][-1] == pytest.approx(13_850, rel=0.01)
    drawn = run(tmp_path, {**data, "people": [{"name": "P", "shedding": "drawn", "schedule": [line]}]})
    one = run(tmp_path, {**data, "people": [{"name": "P", "schedule": [line]}]})
    assert drawn["true"]["rooms"]["C_BALL"] != one["true"]["rooms"]["C_BALL"]


def test_a_cabinet_keeps_its_plate_clean_and_switched_off_it_is_the_room(tmp_path: Path) -> None:
    data = {
        "title": "cabinet", "facility": "hospital_2B", "duration_min": 240,
        "cabinets": [{"at_min": 0, "room": "B_LAB1", "running": 1}],
        "people": [{"name": "P", "schedule": [{"at_min": 0, "room": "B_LAB1", "activity": "seated", "garment": "B"}]}],
        "samples": [
            {"code": "in", "kind": "settle", "at_min": 0, "room": "B_LAB1", "zone": "cabinet"},
            {"code": "out", "kind": "settle", "at_min": 0, "room": "B_LAB1"},
        ],
    }  # fmt: skip
    on, off = (run(tmp_path, {**data, "cabinets": cabinets}) for cabinets in (data["cabinets"], []))
    assert on["samples"][0]["expected_cfu"] < 0.05 * on["samples"][1]["expected_cfu"]
    assert off["samples"][0]["expected_cfu"] == pytest.approx(off["samples"][1]["expected_cfu"])


def test_a_fan_that_is_switched_on_again_while_it_coasts_starts_from_the_speed_it_has(tmp_path: Path) -> None:
    fault = {"kind": "fan", "at_min": 1, "until_min": 1.1, "speed": 0}
    data = {"title": "blip", "facility": "isolator_D", "duration_min": 3, "every_min": 0.1, "faults": [fault]}
    pressure = run(tmp_path, data)["true"]["rooms"]["D_ISO"]["pressure_pa"]
    assert 0.0 < min(pressure) < 20.0
    assert pressure[-1] == 28.0


GOOD = """\
title: good
facility: hospital_2B
duration_min: 60
people:
  - name: P1
    schedule:
      - {at_min: 0, room: C_CORR, activity: standing, garment: C}
      - {at_min: 5, room: B_PAL1, activity: gowning, changing_to: B}
doors:
  - {at_min: 1, link: D_PREP-C_PAL}
faults:
  - {kind: damper, at_min: 10, until_min: 20, room: B_LAB1, open_share: 0.5}
samples:
  - {code: S1, kind: settle, at_min: 0, room: B_LAB1, open_min: 60}
"""


def test_a_good_scenario_is_run_and_shown(tmp_path: Path) -> None:
    file, out = tmp_path / "good.yaml", tmp_path / "series.json"
    file.write_text(GOOD, encoding="utf-8")
    code, output, _error = gradea("site", "run", str(file), "--out", str(out))
    assert code == 0
    assert "C_CORR-B_PAL1" in output
    assert json.loads(out.read_text(encoding="utf-8"))["title"] == "good"
    assert gradea("site", "run", str(file), "--out", str(tmp_path / "no" / "where.json"))[0] == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "path", "says"),
    [
        ("duration_min: 60", "duration_min: 60 min", 3, "duration_min", "Leave the unit out"),
        ("duration_min: 60", "duration_min: .nan", 3, "duration_min", "Give a number"),
        ("duration_min: 60", "duration: 60", 3, "duration", "Write duration_min"),
        ("hospital_2B", "hospital_3B", 2, "facility", "Choose one of"),
        ("hospital_2B", "none.yaml", 2, "facility", "cannot be read"),
        ("room: C_CORR", "room: C_COR", 7, "people.0.schedule.0.room", "Use one of"),
        ("garment: C", "garment: X", 7, "people.0.schedule.0.garment", "Use one of U, D, C, B"),
        (", garment: C", "", 7, "people.0.schedule.0.garment", "missing"),
        ("activity: standing", "activity: dancing", 7, "people.0.schedule.0.activity", "gowning"),
        ("changing_to: B", "changing_to: D", 8, "people.0.schedule.1.changing_to", "Put on"),
        ("at_min: 5", "at_min: -5", 8, "people.0.schedule.1.at_min", "from 0 to 60"),
        ("at_min: 0, room: C_CORR", "at_min: 9, room: C_CORR", 8, "people.0.schedule.1.at_min", "order of time"),
        ("link: D_PREP-C_PAL", "link: C_PAL-D_PREP", 10, "doors.0.link", "Use one of"),
        ("link: D_PREP-C_PAL", "link: D_PREP-C_PAL, open_s: 0", 10, "doors.0.open_s", "from 2"),
        ("open_share: 0.5", "open_share: 50", 12, "faults.0.open_share", "from 0 to 1"),
        ("open_share: 0.5", "speed: 0.5", 12, "faults.0.speed", "Use open_share"),
        ("kind: damper", "kind: valve", 12, "faults.0.kind", "fan, damper, leak"),
        ("until_min: 20", "until_min: 5", 12, "faults.0.until_min", "before it begins"),
        ("open_min: 60", "open_min: 61", 14, "samples.0.at_min", "raise duration_min"),
        ("open_min: 60", "open_min: 60, zone: isolator", 14, "samples.0.zone", "has no isolator"),
        ("open_min: 60", "open_min: 60, volume_l: 5", 14, "samples.0.volume_l", "no volume_l"),
        ("title: good", "title: &t good", 1, "title", "Anchors"),
        ("title: good", "title: !!str good", 1, "title", "tag"),
        ("title: good", "title: [good", 2, "", "YAML"),
    ],
)
def test_a_slip_is_named_with_line_place_and_remedy(
    tmp_path: Path, old: str, new: str, line: int, path: str, says: str
) -> None:
    assert GOOD.count(old) >= 1
    found = [each for each in refused(tmp_path, GOOD.replace(old, new, 1)) if each["path"] == path]
    assert found
    if path:
        assert found[0]["line"] == line
    assert any(says in f"{each['message']} {each['remedy']}" for each in found), found


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("C_CORR", "C_COR").replace("kind: settle", "kind: plate").replace("at_min: 1,", "at_min: x,")
    assert {each["line"] for each in refused(tmp_path, text)} >= {7, 10, 14}


def test_two_faults_of_one_kind_may_follow_but_not_overlap(tmp_path: Path) -> None:
    again = "  - {kind: damper, at_min: %s, room: B_LAB1, open_share: 0.2}\nsamples:"
    found = refused(tmp_path, GOOD.replace("samples:", again % 15))
    assert found[0]["path"] == "faults.1.at_min"
    (tmp_path / "ok.yaml").write_text(GOOD.replace("samples:", again % 20), encoding="utf-8")
    assert gradea("site", "run", str(tmp_path / "ok.yaml"))[0] == 0


def test_what_no_file_should_hold_never_breaks_the_command(tmp_path: Path) -> None:
    """Every value of a good scenario replaced by something odd: run or refused, never a traceback."""
    data = yaml.safe_load(GOOD)
    data |= {
        "cabinets": [{"at_min": 0, "room": "B_LAB1", "running": 1}],
        "sources": [{"at_min": 0, "room": "C_CORR", "mcp_per_s": 1}],
        "releases": [{"at_min": 0, "room": "C_CORR", "mcp": 1}],
        "start": {"C_CORR": {"mcp_per_m3": 1}},
        "isolators": [],
    }
    file = tmp_path / "odd.yaml"
    for path in _paths(data):
        for odd in (None, True, -1, 1e300, "x", [], {}, [[]], {"a": 1}):
            spoiled = copy.deepcopy(data)
            here = spoiled
            for key in path[:-1]:
                here = here[key]
            here[path[-1]] = odd
            file.write_text(yaml.safe_dump(spoiled), encoding="utf-8")
            done = CliRunner().invoke(app, ["site", "run", str(file)])
            assert done.exit_code in (0, 2), (path, odd, done.output)
            assert done.exception is None or isinstance(done.exception, SystemExit), (path, odd, done.exception)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in items for found in [(*path, key), *_paths(inner, (*path, key))]]
