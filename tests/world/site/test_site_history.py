"""A session is its events: how often and where somebody looks changes nothing."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.vocabulary import HOUR, MINUTE, SimTime
from gradea.world.site import AirChange, AirHistory, Facility, air_at_rest, history
from gradea.world.site.example import teaching_unit

EVENTS: list[tuple[SimTime, AirChange]] = [
    (SimTime(5 * MINUTE), {"sources": {"LAB": (1740.0, 63.0, 0.3)}}),
    (SimTime(20 * MINUTE), {"opened": ["PAL-LAB"], "passed": ["PAL-LAB"]}),
    (SimTime(20 * MINUTE), {"sources": {"PAL": (17_000.0, 622.0, 2.95)}}),
    (SimTime(20 * MINUTE + 18_000), {"closed": ["PAL-LAB"]}),
    (SimTime(40 * MINUTE), {"fan": 0.3}),
]


def morning(events: list[tuple[SimTime, AirChange]] = EVENTS) -> AirHistory:
    return history(teaching_unit(), air_at_rest(teaching_unit()), events)


def test_events_of_one_instant_share_one_anchor() -> None:
    assert [air.at for air in morning().anchors] == [0, 300_000, 1_200_000, 1_218_000, 2_400_000]


def test_at_the_instant_of_an_event_one_sees_what_it_left() -> None:
    past = morning()
    before, after = past.concentration(SimTime(20 * MINUTE - 1)), past.concentration(SimTime(20 * MINUTE))
    assert after["PAL"].mcp > before["PAL"].mcp
    assert "PAL-LAB" in past.air(SimTime(20 * MINUTE)).configuration.open_links


def test_a_look_before_the_beginning_is_a_broken_promise() -> None:
    with pytest.raises(ValueError, match="begins at"):
        morning().concentration(SimTime(-1))
    with pytest.raises(ValueError, match="interval"):
        morning().mean(SimTime(5), SimTime(5))


@given(st.lists(st.integers(0, 2 * HOUR), min_size=1, max_size=8, unique=True))
@settings(max_examples=40, deadline=None)
def test_the_series_does_not_depend_on_where_it_is_cut(looks: list[int]) -> None:
    """To the last bit: other instants in the series leave each value as it was."""
    together = [past.concentration(SimTime(at)) for past in (morning(),) for at in sorted(looks)]
    alone = [morning().concentration(SimTime(at)) for at in sorted(looks)]
    assert together == alone


@given(st.lists(st.integers(1, 2 * HOUR - 1), max_size=5, unique=True))
@settings(max_examples=40, deadline=None)
def test_a_mean_is_the_sum_of_its_parts(cuts: list[int]) -> None:
    past, ends = morning(), [0, *sorted(cuts), 2 * HOUR]
    whole = past.mean(SimTime(0), SimTime(2 * HOUR))
    for room in whole:
        for species in range(3):
            parts = sum(past.mean(SimTime(a), SimTime(b))[room][species] * (b - a) for a, b in itertools.pairwise(ends))
            assert parts / (2 * HOUR) == pytest.approx(whole[room][species], rel=1e-9, abs=1e-9)


def test_a_mean_agrees_with_many_small_steps(hospital: Facility) -> None:
    busy: AirChange = {"sources": {"B_LAB1": (1131.0, 41.0, 0.195)}}
    past = history(hospital, air_at_rest(hospital), [(SimTime(3 * MINUTE), busy)])
    seconds = range(600)
    steps = [past.concentration(SimTime(1000 * second + 500))["B_LAB1"].mcp for second in seconds]
    assert past.mean(SimTime(0), SimTime(10 * MINUTE))["B_LAB1"].mcp == pytest.approx(sum(steps) / 600, rel=1e-4)
