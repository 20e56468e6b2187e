"""Every problem of a facility file is found at once, and what passes the check can be built."""

import contextlib
import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.vocabulary import Refused
from gradea.world.site import FileProblem, facility_from, facility_problems
from gradea.world.site.example import TEACHING_UNIT

PLANNED: dict[str, Any] = copy.deepcopy(TEACHING_UNIT)
PLANNED["rooms"]["PAL"]["plan"] = {"x": 0, "y": 0, "w": 2, "h": 3}
PLANNED["rooms"]["LAB"]["plan"] = {"x": 2, "y": 0, "w": 5, "h": 4}
PLANNED["links"][0]["at"] = [0, 1.5]
PLANNED["links"][1]["at"] = [2, 1.5]


def spoiled(*path: Any, value: Any = None, drop: bool = False) -> dict[str, Any]:
    """Return the data of the planned unit with one value changed or left out."""
    data = copy.deepcopy(PLANNED)
    here = data
    for key in path[:-1]:
        here = here[key]
    if drop:
        del here[path[-1]]
    else:
        here[path[-1]] = value
    return data


def places(data: dict[str, Any]) -> list[str]:
    return [problem.path for problem in facility_problems(data, {})]


def only(data: dict[str, Any]) -> FileProblem:
    """Return the one problem of these data."""
    found = facility_problems(data, {})
    assert len(found) == 1, [str(each.as_data()) for each in found]
    return found[0]


def test_a_sound_file_has_no_problem() -> None:
    assert facility_problems(PLANNED, {}) == ()


@pytest.mark.parametrize(
    ("data", "path", "says"),
    [
        (spoiled("rooms", "LAB", "area_m2", value="20 m2"), "rooms.LAB.area_m2", "Leave the unit out"),
        (spoiled("rooms", "LAB", "area_m2", value=True), "rooms.LAB.area_m2", "as a number"),
        (spoiled("rooms", "LAB", "height_m", drop=True), "rooms.LAB.height_m", "has no height_m"),
        (spoiled("rooms", "LAB", "grade", value="E"), "rooms.LAB.grade", "A, B, C or D"),
        (spoiled("rooms", "LAB", "pressure_pa", value=300), "rooms.LAB.pressure_pa", "0 to 80 Pa"),
        (spoiled("rooms", "LAB", "pressure_pa", value=-5), "rooms.LAB.pressure_pa", "0 to 80 Pa"),
        (spoiled("rooms", "LAB", "cabinets", value=1.5), "rooms.LAB.cabinets", "whole number"),
        (spoiled("rooms", "LAB", "isolators", value="2"), "rooms.LAB.isolators", "whole number"),
        (spoiled("rooms", "LAB", "air_changes_per_h", value=0.5), "rooms.LAB.air_changes_per_h", "are usual"),
        (spoiled("rooms", "LAB", "ahc", value=40), "rooms.LAB.ahc", "Nothing reads"),
        (spoiled("rooms", "L-2", value=PLANNED["rooms"]["LAB"]), "rooms.L-2", "no code"),
        (spoiled("links", 1, "kind", value="gate"), "links.1.kind", "door or hatch"),
        (spoiled("links", 1, "seal", value="hatch"), "links.1.seal", "hatch"),
        (spoiled("links", 1, "b", value="ATTIC"), "links.1", "ATTIC, which is no room"),
        (spoiled("links", 1, "at", value=[3, 1.5]), "links.1.at", "not on a wall"),
        (spoiled("links", 1, "at", value=[2, 0.1]), "links.1.at", "corner"),
        (spoiled("links", 0, "at", value=[2, 1.5]), "links.0.at", "Put it on an outer wall"),
        (spoiled("links", 1, "at", drop=True), "links.1.at", "not on the plan"),
        (spoiled("airlocks", 0, value=["ATTIC"]), "airlocks.0", "ATTIC, which is no room"),
        (spoiled("airlocks", 0, value="PAL"), "airlocks.0", "list of room codes"),
        (spoiled("rooms", "LAB", "plan", "x", value=1), "rooms.LAB.plan", "overlap by 3.00 m2"),
        (spoiled("rooms", "LAB", "plan", "w", value=9), "rooms.LAB.plan", "36.0 m2"),
        (spoiled("rooms", "LAB", "plan", drop=True), "rooms.LAB.plan", "not on the plan"),
        (spoiled("rooms", "LAB", "plan", "depth", value=9), "rooms.LAB.plan.depth", "Nothing reads"),
        (spoiled("rooms", value={}), "rooms", "mapping"),
        (spoiled("links", value="none"), "links", "list"),
        (spoiled("code", drop=True), "code", "as text"),
        (spoiled("code", value="../etc/passwd"), "code", "no code"),
    ],
)
def test_each_problem_is_named_where_it_stands(data: dict[str, Any], path: str, says: str) -> None:
    found = [each for each in facility_problems(data, {}) if each.path == path]
    assert found, places(data)
    assert any(says in f"{each.message} {each.remedy}" for each in found), found


def test_all_problems_are_told_at_once() -> None:
    data = spoiled("rooms", "LAB", "grade", value="E")
    data["rooms"]["PAL"]["height_m"] = "2.5 m"
    data["links"][1]["kind"] = "gate"
    data["airlocks"] = [["ATTIC"]]
    assert places(data) == ["rooms.PAL.height_m", "rooms.LAB.grade", "links.1.kind", "airlocks.0"]


def test_a_room_that_is_named_but_broken_is_not_called_unknown() -> None:
    assert only(spoiled("rooms", "LAB", "area_m2", value=None)).path == "rooms.LAB.area_m2"


def test_rooms_need_a_way_in() -> None:
    hatch = spoiled("links", 1, value={"a": "PAL", "b": "LAB", "kind": "hatch", "seal": "hatch", "at": [2, 1.5]})
    assert "cannot be reached" in only(hatch).message
    outside = copy.deepcopy(PLANNED)
    del outside["links"][0]
    assert any("no door to OUT" in each.message for each in facility_problems(outside, {}))
    doubled = copy.deepcopy(PLANNED)
    doubled["links"].append(dict(PLANNED["links"][1]))
    assert only(doubled).path == "links.2"


def test_a_room_that_cannot_hold_its_pressure_says_what_it_leaks() -> None:
    leaky = spoiled("rooms", "LAB", "air_changes_per_h", value=2.0)
    assert "it leaks 0.033 m3/s" in only(leaky).message


def test_a_small_step_between_grades_is_a_finding_and_the_file_can_be_used() -> None:
    flat = spoiled("rooms", "LAB", "pressure_pa", value=22)
    found = only(flat)
    assert found.kind == "finding"
    assert "grade C to grade B is 7 Pa" in found.message
    assert facility_from(flat).room("LAB").pressure_pa == 22.0
    turned = spoiled("rooms", "LAB", "pressure_pa", value=5)
    assert "is -10 Pa" in only(turned).message


def test_an_interlock_that_holds_nothing_is_a_finding() -> None:
    assert only(spoiled("airlocks", value=[["PAL"], ["LAB"]])).path == "airlocks.1"


def test_lines_come_from_the_reader() -> None:
    lines = {("rooms",): 3, ("rooms", "LAB"): 10, ("rooms", "LAB", "grade"): 12}
    assert facility_problems(spoiled("rooms", "LAB", "grade", value="E"), lines)[0].line == 12
    assert facility_problems(spoiled("rooms", "LAB", "height_m", drop=True), lines)[0].line == 10


def test_too_many_rooms_end_the_check_early() -> None:
    many = copy.deepcopy(PLANNED)
    many["rooms"] = {f"R{number}": PLANNED["rooms"]["LAB"] for number in range(3000)}
    assert "3000 rooms" in facility_problems(many, {})[0].message


json_like = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["PAL", "LAB", "OUT"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
PARTS = [
    ("code",), ("rooms",), ("links",), ("airlocks",), ("rooms", "LAB"), ("rooms", "LAB", "area_m2"),
    ("rooms", "LAB", "grade"), ("rooms", "LAB", "pressure_pa"), ("rooms", "LAB", "plan"), ("rooms", "LAB", "plan", "x"),
    ("rooms", "LAB", "isolators"), ("links", 1), ("links", 1, "a"), ("links", 1, "kind"), ("links", 1, "seal"),
    ("links", 1, "at"), ("airlocks", 0),
]  # fmt: skip


@given(json_like, st.sampled_from(PARTS))
@settings(max_examples=300, deadline=None)
def test_the_check_and_the_reader_agree(value: Any, path: tuple[Any, ...]) -> None:
    """What has no problem is built; what cannot be built has a problem with a remedy."""
    data = spoiled(*path, value=value)
    found = facility_problems(data, {})
    if any(problem.kind == "problem" for problem in found):
        assert all(problem.message and problem.remedy for problem in found)
        with contextlib.suppress(Refused):
            facility_from(data)
    else:
        facility_from(data)
