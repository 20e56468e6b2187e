"""A facility file is either read or refused with a remedy; doors, ways and interlocks follow from it."""

import contextlib
import copy
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.vocabulary import CleanlinessGrade, Refused
from gradea.world.site import PARAMETERS, Facility, facility_from, held_by_interlock
from gradea.world.site.example import TEACHING_UNIT, teaching_unit


def spoiled(**changes: Any) -> dict[str, Any]:
    """Return the data of the teaching unit with values of the laboratory changed."""
    data = copy.deepcopy(TEACHING_UNIT)
    data["rooms"]["LAB"].update(changes)
    return data


def refusal_of(data: Any) -> str:
    """Return the code with which these data are refused, and hold that message and remedy say something."""
    with pytest.raises(Refused) as caught:
        facility_from(data)
    assert len(caught.value.refusal.message) > 15
    assert len(caught.value.refusal.remedy) > 5
    return caught.value.refusal.code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"grade": "E"}, "room-grade-unknown"),
        ({"area_m2": 0}, "number-out-of-range"),
        ({"area_m2": None}, "number-missing"),
        ({"height_m": float("nan")}, "number-missing"),
        ({"air_changes_per_h": -3}, "number-out-of-range"),
        ({"pressure_pa": 81}, "pressure-out-of-range"),
        ({"pressure_pa": -1}, "pressure-out-of-range"),
        ({"cabinets": -1}, "number-out-of-range"),
        ({"air_changes_per_h": 0.5}, "pressure-not-held"),
        ({"plan": [1, 2]}, "facility-incomplete"),
    ],
)
def test_a_room_that_cannot_be_built_is_refused(changes: dict[str, Any], code: str) -> None:
    assert refusal_of(spoiled(**changes)) == code


def test_links_and_airlocks_must_name_rooms_that_exist() -> None:
    data = spoiled()
    data["links"].append({"a": "LAB", "b": "ATTIC", "kind": "door", "seal": "sealed"})
    assert refusal_of(data) == "link-room-unknown"
    data = spoiled()
    data["airlocks"] = [["ATTIC"]]
    assert refusal_of(data) == "airlock-room-unknown"


def test_every_room_is_reached_through_doors_from_outside() -> None:
    data = spoiled()
    data["links"][1].update(kind="hatch", seal="hatch")
    assert refusal_of(data) == "room-unreachable"
    data = spoiled()
    del data["links"][0]
    assert refusal_of(data) == "no-way-in"


def test_a_hatch_is_sealed_as_a_hatch_and_no_link_is_listed_twice() -> None:
    data = spoiled()
    data["links"][1]["seal"] = "hatch"
    assert refusal_of(data) == "link-seal-unknown"
    data = spoiled()
    data["links"].append(dict(data["links"][1]))
    assert refusal_of(data) == "link-doubled"


def test_a_room_whose_doors_leak_more_than_its_supply_says_how_much() -> None:
    with pytest.raises(Refused, match=r"LAB cannot hold 30 Pa: it leaks 0\.033 m3/s, and its supply is 0\.007 m3/s"):
        facility_from(spoiled(air_changes_per_h=0.5))


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(json_like, st.sampled_from(["code", "title", "rooms", "links", "airlocks"]))
def test_whatever_stands_in_the_file_the_answer_is_a_facility_or_a_refusal(value: Any, key: str) -> None:
    for data in (value, {**TEACHING_UNIT, key: value}):
        with contextlib.suppress(Refused):
            facility_from(data)


@given(json_like, st.sampled_from(sorted(TEACHING_UNIT["rooms"]["LAB"])), st.sampled_from(["a", "b", "kind", "at"]))
@settings(max_examples=60)
def test_whatever_stands_in_a_room_or_link_the_answer_is_a_facility_or_a_refusal(
    value: Any, key: str, part: str
) -> None:
    in_link = copy.deepcopy(TEACHING_UNIT)
    in_link["links"][1][part] = value
    for data in (spoiled(**{key: value}), in_link):
        with contextlib.suppress(Refused):
            facility_from(data)


def test_the_hospital_has_the_rooms_it_was_designed_with(hospital: Facility) -> None:
    classified = sum(room.area_m2 for room in hospital.rooms)
    supply_m3_h = sum(room.supply_m3_s for room in hospital.rooms) * 3600.0
    assert classified == pytest.approx(104.0)
    assert supply_m3_h == pytest.approx(8970.0, rel=0.005)
    assert hospital.cabinets == {"B_LAB1": 2, "B_LAB2": 1}
    assert hospital.room("C_CORR").grade is CleanlinessGrade.C


def test_ways_lead_through_doors_and_never_through_outside(hospital: Facility) -> None:
    way = hospital.path("OUT", "B_LAB1")
    assert way is not None
    assert [door.b for door in way] == ["D_PAL", "D_PREP", "C_PAL", "C_CORR", "B_PAL1", "B_LAB1"]
    across = hospital.path("D_PAL", "D_MAL")
    assert across is not None
    assert [door.code for door in across] == ["D_PAL-D_PREP", "D_MAL-D_PREP"]
    assert hospital.path("C_CORR", "C_CORR") == ()
    assert hospital.path("C_CORR", "ATTIC") is None


def test_links_are_found_from_both_sides(hospital: Facility) -> None:
    assert hospital.link_between("B_LAB1", "B_PAL1") == hospital.link("B_PAL1-B_LAB1")
    hatch = hospital.link_between("C_CORR", "B_LAB1")
    assert hatch is not None
    assert hatch.kind == "hatch"
    assert hospital.link_between("D_PAL", "B_LAB1") is None
    assert [door.code for door in hospital.doors_of("B_LAB1")] == ["B_PAL1-B_LAB1"]
    assert [link.code for link in hospital.links_of("B_LAB1")] == ["B_PAL1-B_LAB1", "C_CORR-B_LAB1"]


def test_an_airlock_lets_one_door_open_and_leaves_the_others_alone(hospital: Facility) -> None:
    standing_open = frozenset({"C_CORR-B_PAL1"})
    refusal = held_by_interlock(hospital, standing_open, "B_PAL1-B_LAB1")
    assert refusal is not None
    assert refusal.code == "door-interlocked"
    assert held_by_interlock(hospital, standing_open, "C_CORR-B_PAL1") is None
    assert held_by_interlock(hospital, standing_open, "C_CORR-B_PAL2") is None
    assert held_by_interlock(hospital, frozenset(), "B_PAL1-B_LAB1") is None


def test_equal_content_is_equal_and_hashes_alike(hospital: Facility) -> None:
    again = facility_from(copy.deepcopy(TEACHING_UNIT))
    assert again == teaching_unit()
    assert hash(again) == hash(teaching_unit())
    assert pickle.loads(pickle.dumps(hospital)) == hospital
    assert facility_from(spoiled(area_m2=21)) != teaching_unit()


def test_every_constant_has_its_pedigree() -> None:
    assert len(PARAMETERS) > 50
    assert len({parameter.symbol for parameter in PARAMETERS}) == len(PARAMETERS)
    assert all(parameter.source and parameter.unit for parameter in PARAMETERS)
