"""The three units: as designed, balanced in every state, and as clean and quick as the prototype said."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from site_air import SHARES, all_dampers, imbalance

from gradea.vocabulary import HOUR, SECOND, CleanlinessGrade, SimTime
from gradea.world.site import (
    AirChange,
    Configuration,
    Facility,
    air_at_rest,
    changed,
    concentration_at,
    history,
    network,
)
from gradea.world.site.plan_check import plan_faults
from gradea.world.site.pressure import RESIDUAL_M3_S_MAX

AT_REST_P05 = {CleanlinessGrade.B: 3_520, CleanlinessGrade.C: 352_000, CleanlinessGrade.D: 3_520_000}
"""Annex 1 table 1, particles from 0.5 µm per m3 at rest."""


def test_the_units_have_the_rooms_they_were_designed_with(ballroom: Facility, isolators: Facility) -> None:
    for unit, area, supply in ((ballroom, 273.0, 20_278.0), (isolators, 65.0, 3_437.0)):
        assert sum(room.area_m2 for room in unit.rooms) == pytest.approx(area)
        assert sum(room.supply_m3_s for room in unit.rooms) * 3600.0 == pytest.approx(supply, rel=0.001)
    assert ballroom.isolators == {"C_FILL": 1}
    assert isolators.isolators == {"D_ISO": 2}
    assert isolators.cabinets == {}


def test_every_plan_can_be_drawn(unit: Facility) -> None:
    assert list(plan_faults(unit)) == []
    assert all(room.plan is not None for room in unit.rooms)


def test_at_rest_every_room_keeps_the_limit_of_its_grade(unit: Facility) -> None:
    found = concentration_at(unit, air_at_rest(unit), SimTime(0))
    for room in unit.rooms:
        assert found[room.code].p05 < AT_REST_P05[room.grade], room.code


def test_six_people_in_the_ballroom_and_three_at_the_isolators(ballroom: Facility, isolators: Facility) -> None:
    """Prototype: 13,850 particles and 2 CFU per m3 with six standing; 12.8 CFU per m3 with three seated."""
    six = (6 * 0.4 * 17_000.0, 6 * 0.4 * 622.0, 6 * 0.4 * 2.95)
    air = changed(ballroom, air_at_rest(ballroom), SimTime(0), sources={"C_BALL": six})
    busy = concentration_at(ballroom, air, SimTime(24 * HOUR))["C_BALL"]
    assert busy.p05 == pytest.approx(13_850.0, rel=0.01)
    assert busy.mcp == pytest.approx(2.0, rel=0.02)
    three = (3 * 0.25 * 25_000.0, 3 * 0.25 * 2_000.0, 3 * 0.25 * 12.0)
    air = changed(isolators, air_at_rest(isolators), SimTime(0), sources={"D_ISO": three})
    assert concentration_at(isolators, air, SimTime(24 * HOUR))["D_ISO"].mcp == pytest.approx(12.8, rel=0.01)


def test_the_isolator_room_recovers_in_14_minutes(isolators: Facility) -> None:
    """Prototype and ln(100) over the air changes: 13.8 min."""
    rest = air_at_rest(isolators)
    air = changed(isolators, rest, SimTime(0), released={"D_ISO": (1e12, 0.0, 0.0)})
    start = concentration_at(isolators, air, SimTime(0))["D_ISO"].p05
    minutes = next(
        second / 60.0
        for second in range(3600)
        if concentration_at(isolators, air, SimTime(second * SECOND))["D_ISO"].p05 <= start / 100.0
    )
    assert minutes == pytest.approx(13.8, rel=0.02)


@pytest.mark.parametrize("fan", [0.3, 1.0])
@pytest.mark.parametrize("share", SHARES)
def test_every_single_and_double_door_state_balances_at_every_damper(unit: Facility, share: float, fan: float) -> None:
    """All supply dampers together at 0, 50 and 100 %, fan at 30 and 100 %."""
    doors = [link.code for link in unit.links if link.kind == "door"]
    for count in (0, 1, 2):
        for pair in itertools.combinations(doors, count):
            setting = Configuration(open_links=frozenset(pair), fan=fan)
            setting = setting.with_dampers(unit, all_dampers(unit, share))
            assert imbalance(unit, network(unit, setting)) < RESIDUAL_M3_S_MAX, (pair, share, fan)


@pytest.mark.parametrize("fan", [0.3, 1.0])
def test_one_damper_alone_balances_with_every_door(unit: Facility, fan: float) -> None:
    doors = [frozenset[str]()] + [frozenset({link.code}) for link in unit.links if link.kind == "door"]
    for opened, room, share in itertools.product(doors, unit.rooms, (0.0, 0.5)):
        setting = Configuration(open_links=opened, fan=fan).with_dampers(unit, {room.code: share})
        assert imbalance(unit, network(unit, setting)) < RESIDUAL_M3_S_MAX, (sorted(opened), room.code, share)


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_whatever_happens_no_concentration_is_negative(unit: Facility, data: st.DataObject) -> None:
    """Doors, dampers, fan, leaks and sources in any order; asked at the events and in between."""
    rooms = st.sampled_from([room.code for room in unit.rooms])
    amount = st.floats(0.0, 1e9)
    events: list[tuple[SimTime, AirChange]] = []
    now, opened = 0, frozenset[str]()
    for _ in range(data.draw(st.integers(1, 5))):
        now += data.draw(st.integers(0, 2 * HOUR))
        wanted = data.draw(st.frozensets(st.sampled_from([link.code for link in unit.links]), max_size=2))
        change: AirChange = {
            "opened": wanted - opened,
            "closed": opened - wanted,
            "passed": sorted(wanted),
            "fan": data.draw(st.sampled_from([0.0, 0.3, 1.0])),
            "dampers": data.draw(st.dictionaries(rooms, st.sampled_from(SHARES), max_size=2)),
            "leaks": data.draw(st.dictionaries(rooms, st.floats(0.0, 1.0), max_size=1)),
            "sources": data.draw(st.dictionaries(rooms, st.tuples(amount, amount, amount), max_size=2)),
        }
        opened = wanted
        events.append((SimTime(now), change))
    past = history(unit, air_at_rest(unit), events)
    looks = [0, now, now + 1, now + HOUR, *data.draw(st.lists(st.integers(0, now + 1), max_size=4))]
    for at in looks:
        for amounts in past.concentration(SimTime(at)).values():
            assert min(amounts) >= 0.0
    for amounts in past.mean(SimTime(0), SimTime(now + HOUR)).values():
        assert min(amounts) >= 0.0
