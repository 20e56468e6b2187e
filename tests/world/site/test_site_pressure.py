"""Pressures balance in every state of doors, dampers and fan, and fall as docs/model.md §1 says."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.world.site import Configuration, Facility, Network, coast, network
from gradea.world.site.example import teaching_unit

FANS = (0.0, 0.05, 0.3, 0.6, 1.0)


def pressures(facility: Facility, configuration: Configuration) -> dict[str, float]:
    """Return the pressure of each room."""
    found = network(facility, configuration).pressures_pa
    return {room.code: pressure for room, pressure in zip(facility.rooms, found, strict=True)}


def imbalance(facility: Facility, solved: Network) -> float:
    """Return the largest imbalance of a room, added up from the flows that the network reports."""
    worst = 0.0
    for index, room in enumerate(facility.rooms):
        net = solved.supplies_m3_s[index] - solved.returns_m3_s[index]
        for link, flow in zip(facility.links, solved.flows_m3_s, strict=True):
            net += flow if link.b == room.code else -flow if link.a == room.code else 0.0
        worst = max(worst, abs(net))
    return worst


def test_as_commissioned_every_room_has_its_design_pressure(hospital: Facility) -> None:
    for room in hospital.rooms:
        assert pressures(hospital, Configuration())[room.code] == pytest.approx(room.pressure_pa, abs=1e-6)


def test_every_single_and_double_door_state_balances_at_every_fan_speed(hospital: Facility) -> None:
    doors = [link.code for link in hospital.links if link.kind == "door"]
    states = [frozenset(pair) for count in (0, 1, 2) for pair in itertools.combinations(doors, count)]
    for opened, fan in itertools.product(states, FANS):
        solved = network(hospital, Configuration(open_links=opened, fan=fan))
        assert imbalance(hospital, solved) < 1e-4, (sorted(opened), fan)


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_state_balances(hospital: Facility, data: st.DataObject) -> None:
    opened = data.draw(st.frozensets(st.sampled_from([link.code for link in hospital.links])))
    damped = data.draw(st.dictionaries(st.sampled_from([room.code for room in hospital.rooms]), st.floats(0.0, 1.0)))
    setting = Configuration(open_links=opened, fan=data.draw(st.floats(0.0, 1.0))).with_dampers(hospital, damped)
    solved = network(hospital, setting)
    assert imbalance(hospital, solved) < 1e-4
    assert solved.residual_m3_s < 1e-9


def test_half_the_supply_of_a_laboratory_turns_its_pressure_round(hospital: Facility) -> None:
    """Prototype: B_LAB1 about -12 Pa while B_PAL1 still has about +25 Pa."""
    found = pressures(hospital, Configuration().with_dampers(hospital, {"B_LAB1": 0.5}))
    assert found["B_LAB1"] == pytest.approx(-12.0, abs=1.0)
    assert found["B_PAL1"] == pytest.approx(25.0, abs=1.0)


def test_an_open_door_takes_the_difference_away(hospital: Facility) -> None:
    for link in hospital.links:
        if link.kind == "door":
            found = pressures(hospital, Configuration(open_links=frozenset({link.code}))) | {"OUT": 0.0}
            assert abs(found[link.a] - found[link.b]) < 0.01, link.code


def test_air_streams_from_clean_to_less_clean_through_every_open_door(hospital: Facility) -> None:
    for index, link in enumerate(hospital.links):
        assert network(hospital, Configuration(open_links=frozenset({link.code}))).flows_m3_s[index] < 0.0


def test_a_stopped_fan_leaves_no_pressure(hospital: Facility) -> None:
    assert all(abs(p) < 1e-6 for p in network(hospital, Configuration(fan=0.0)).pressures_pa)


def test_when_the_fan_trips_the_step_falls_below_10_pa_after_about_4_s(hospital: Facility) -> None:
    """Prototype: dP below 10 Pa after 4 s (here between C_CORR and D_PREP, 18 Pa at rest)."""
    for moment, fan in coast(1.0, 0.0):
        found = pressures(hospital, Configuration(fan=fan))
        if found["C_CORR"] - found["D_PREP"] < 10.0:
            assert 3000 <= moment <= 6000
            break


def test_a_fan_comes_down_and_up_in_ordered_steps() -> None:
    down, up = coast(1.0, 0.0), coast(0.4, 1.0)
    assert [speed for _, speed in down] == sorted((speed for _, speed in down), reverse=True)
    assert [moment for moment, _ in up] == sorted(moment for moment, _ in up)
    assert up[-1][1] == 1.0


def test_cabinets_and_filter_leaks_move_no_pressure() -> None:
    unit = teaching_unit()
    busy = Configuration().with_cabinets(unit, {"LAB": 1}).with_leaks(unit, {"LAB": 0.01})
    assert network(unit, busy) is network(unit, Configuration())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: Configuration().with_fan(1.2),
        lambda unit: Configuration().with_dampers(unit, {"LAB": -0.1}),
        lambda unit: Configuration().with_cabinets(unit, {"LAB": 2}),
        lambda unit: Configuration().with_leaks(unit, {"LAB": 2.0}),
        lambda unit: Configuration().with_links(unit, ["PAL-ATTIC"], []),
        lambda unit: Configuration().with_links(unit, ["PAL-LAB"], ["PAL-LAB"]),
    ],
)
def test_an_impossible_setting_is_a_broken_promise(spoil: Callable[[Facility], Configuration]) -> None:
    with pytest.raises(ValueError, match=r"use 0 to 1|stand there|has no link|cannot open and shut"):
        spoil(teaching_unit())
