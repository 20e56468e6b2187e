"""The inside of an isolator, and the cycle that decontaminates it: only a whole one counts in full."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradea.vocabulary import HOUR, MINUTE, SimTime
from gradea.world.site import (
    DecontaminationCycle,
    Facility,
    air_at_rest,
    changed,
    concentration_at,
    held_by_vapour,
    interrupted,
    isolator_air,
    log_reduction_at,
    phase_at,
)

CYCLE = DecontaminationCycle(started_at=SimTime(HOUR))


def at(minutes: float) -> SimTime:
    """Return an instant so many minutes after the start of the cycle."""
    return SimTime(HOUR + round(minutes * MINUTE))


def test_the_inside_is_unaffected_by_a_busy_room(isolators: Facility) -> None:
    """Prototype: 12.8 CFU per m3 around, a millionth of it inside: a plate open for 4 h catches 4 in a million."""
    air = changed(isolators, air_at_rest(isolators), SimTime(0), sources={"D_ISO": (2e4, 1.5e3, 9.0)})
    room = concentration_at(isolators, air, SimTime(8 * HOUR))["D_ISO"]
    assert room.mcp == pytest.approx(12.8, rel=0.01)
    assert isolator_air(room).mcp == pytest.approx(1.28e-5, rel=0.01)


def test_the_phases_follow_each_other() -> None:
    found = [phase_at(CYCLE, at(minute)) for minute in (-1, 0, 10, 25, 55, 114, 115)]
    assert found == ["waiting", "dehumidify", "condition", "decontaminate", "aerate", "aerate", "ready"]


def test_a_whole_cycle_gives_six_decades_and_the_hold_gives_them_evenly() -> None:
    assert [log_reduction_at(CYCLE, at(minute)) for minute in (24, 25, 40, 55, 200)] == [0.0, 0.0, 3.0, 6.0, 6.0]


def test_a_cycle_broken_off_keeps_what_it_earned_and_still_aerates() -> None:
    broken = interrupted(CYCLE, at(35))
    assert log_reduction_at(broken, at(500)) == pytest.approx(2.0)
    assert phase_at(broken, at(35)) == "aerate"
    assert phase_at(broken, at(95)) == "ready"
    assert log_reduction_at(interrupted(CYCLE, at(12)), at(500)) == 0.0
    assert interrupted(CYCLE, at(60)) == CYCLE


def test_nobody_opens_it_while_there_is_vapour() -> None:
    refusal = held_by_vapour(CYCLE, at(56), "ISO-1")
    assert refusal is not None
    assert "aerate" in refusal.message
    assert "day 0 02:55" in refusal.remedy
    assert held_by_vapour(CYCLE, at(115), "ISO-1") is None
    assert held_by_vapour(CYCLE, at(-5), "ISO-1") is None


@given(st.integers(0, 200), st.lists(st.integers(-10, 300), min_size=2, max_size=6))
def test_the_reduction_never_falls_and_never_exceeds_the_whole(broken: int, looks: list[int]) -> None:
    cycle = interrupted(CYCLE, at(broken))
    found = [log_reduction_at(cycle, at(minute)) for minute in sorted(looks)]
    assert found == sorted(found)
    assert 0.0 <= found[-1] <= 6.0


@pytest.mark.parametrize("wrong", [{"aerate_min": 0.0}, {"log_reduction": -1.0}, {"interrupted_at": SimTime(0)}])
def test_an_impossible_cycle_is_a_broken_promise(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"phase|interrupted"):
        DecontaminationCycle(started_at=SimTime(HOUR), **wrong)
