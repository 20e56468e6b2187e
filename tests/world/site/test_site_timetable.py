"""Doors open when the interlocks let them, for people who walk and for those who only hold them."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.vocabulary import HOUR, MINUTE, SECOND, SimTime
from gradea.world.site import (
    CYCLE_MS,
    DoorAct,
    Facility,
    Stage,
    Timetable,
    Walker,
    air_at_rest,
    door_events,
    held_by_interlock,
    history,
    timetable,
)
from gradea.world.site.example import teaching_unit

END = SimTime(4 * HOUR)


def seconds(value: float) -> SimTime:
    return SimTime(round(value * SECOND))


def walks(*stages: tuple[float, str], name: str = "P1", count: int = 1) -> Walker:
    """Return somebody who comes from outside and goes to these rooms at these seconds."""
    plan = tuple(Stage(at=seconds(at), room=room) for at, room in stages)
    return Walker(name=name, starts_in="OUT", stages=plan, count=count)


def never_two_open(facility: Facility, table: Timetable) -> bool:
    """Return whether no door was ever opened that the interlocks should have held."""
    opened: frozenset[str] = frozenset()
    for _at, change in door_events(facility, table.openings):
        for link in change.get("opened", ()):
            if held_by_interlock(facility, opened, link) is not None:
                return False
            opened |= {link}
        opened -= frozenset(change.get("closed", ()))
    return True


def test_a_person_goes_through_every_door_on_the_way(hospital: Facility) -> None:
    table = timetable(hospital, (), (walks((60, "B_LAB1")),), interlocked=True, until=END)
    assert [each.link for each in table.openings] == [
        "OUT-D_PAL", "D_PAL-D_PREP", "D_PREP-C_PAL", "C_PAL-C_CORR", "C_CORR-B_PAL1", "B_PAL1-B_LAB1"
    ]  # fmt: skip
    assert [each.room for each in table.presences if each.arrived] == ["B_LAB1"]
    assert table.presences[-1].at == seconds(60 + 5 * 18 + 9)


def test_an_interlocked_door_is_waited_for_and_the_wait_is_told() -> None:
    acts = (
        DoorAct(at=seconds(0), link="OUT-PAL", open_ms=60_000),
        DoorAct(at=seconds(10), link="PAL-LAB"),
    )
    table = timetable(teaching_unit(), acts, (), interlocked=True, until=END)
    assert [(each.link, each.asked_at, each.opened_at) for each in table.openings] == [
        ("OUT-PAL", 0, 0),
        ("PAL-LAB", 10_000, 60_000),
    ]
    table = timetable(teaching_unit(), acts, (), interlocked=False, until=END)
    assert table.openings[1].opened_at == 10_000


def test_a_door_that_is_open_is_held_for_the_next() -> None:
    walkers = (walks((0, "PAL"), name="P1"), walks((6, "PAL"), name="P2"))
    table = timetable(teaching_unit(), (), walkers, interlocked=True, until=END)
    events = door_events(teaching_unit(), table.openings)
    assert [(at, next(iter(change))) for at, change in events] == [
        (0, "opened"),
        (9_000, "passed"),
        (15_000, "passed"),
        (24_000, "closed"),
    ]


def test_what_the_session_leaves_no_time_for_is_told() -> None:
    acts = (
        DoorAct(at=seconds(0), link="OUT-PAL", open_ms=HOUR),
        DoorAct(at=seconds(5), link="PAL-LAB"),
    )
    late = walks((30, "LAB"))
    table = timetable(teaching_unit(), acts, (late,), interlocked=True, until=SimTime(30 * MINUTE))
    assert [each.link for each in table.openings] == ["OUT-PAL", "OUT-PAL"]
    assert sorted(each.link for each in table.unserved) == ["PAL-LAB", "PAL-LAB"]


def test_somebody_may_simply_be_there() -> None:
    stage = Stage(at=seconds(5), room="LAB", through_doors=False)
    table = timetable(
        teaching_unit(), (), (Walker(name="source", starts_in="OUT", stages=(stage,)),), interlocked=True, until=END
    )
    assert table.openings == ()
    assert [(each.at, each.room, each.arrived) for each in table.presences] == [(5_000, "LAB", True)]


def test_a_way_that_is_none_is_a_broken_promise() -> None:
    with pytest.raises(ValueError, match="cannot walk"):
        timetable(teaching_unit(), (), (walks((0, "ATTIC")),), interlocked=True, until=END)


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_with_interlocks_no_two_doors_of_an_airlock_are_ever_open(unit: Facility, data: st.DataObject) -> None:
    """And the air takes every event: each passage is through an open door, each room change follows a passage."""
    at, rooms = st.integers(0, 40), [room.code for room in unit.rooms]
    acts = tuple(
        DoorAct(at=seconds(15 * data.draw(at)), link=link, open_ms=data.draw(st.integers(2_000, 300_000)), passages=1)
        for link in data.draw(st.lists(st.sampled_from([link.code for link in unit.links]), max_size=4))
    )
    stages = st.lists(st.tuples(at, st.sampled_from(rooms)), max_size=3)
    walkers = tuple(
        walks(*((15.0 * when, room) for when, room in sorted(data.draw(stages))))
        for _ in range(data.draw(st.integers(0, 3)))
    )
    table = timetable(unit, acts, walkers, interlocked=True, until=END)
    assert never_two_open(unit, table)
    assert table == timetable(unit, acts, walkers, interlocked=True, until=END)
    past = history(unit, air_at_rest(unit), door_events(unit, table.openings))
    assert past.anchors[-1].configuration.open_links == frozenset()
    for number in range(len(walkers)):
        places = ["OUT", *(each.room for each in table.presences if each.walker == number)]
        for here, there in itertools.pairwise(places):
            assert here == there or unit.link_between(here, there) is not None
    assert all(each.opened_at >= each.asked_at for each in table.openings)
    assert all(each.shut_at - each.opened_at >= min(2_000, CYCLE_MS) for each in table.openings)
