"""Ten impossible requests, each explained: the rule, the thing, the limit, what to do; and ways out that work."""

from dataclasses import replace

import pytest
from small import small, with_place, with_station, with_trainer

from gradea.rotation import Away, Explanation, Problem, breaches, explain, search, span_of
from gradea.rotation.ways_out import ways_out


def _groups(problem: Problem, **changed: object) -> Problem:
    return replace(problem, groups=replace(problem.groups, **changed))


TEN = {
    "a group too large for its station": (
        with_station(small(), "production", capacity=3), "station", "production", ["Production", "3", "4"],
    ),
    "a room too small": (with_place(small(), "cleanroom", capacity=2), "place", "cleanroom", ["Cleanroom", "2"]),
    "too little day": (small(day=span_of("09:00-10:50")), "day", "", ["110", "longer"]),
    "a lunch that does not fit its window": (
        small(lunch=replace(small().lunch, minutes=100)), "lunch", "", ["100", "90"],
    ),
    "nobody who can lead": (
        with_trainer(small(), "t2", stations=("gowning",)), "trainers", "record", ["Record", "nobody"],
    ),
    "a station closed nearly all day": (
        with_station(small(), "record", closed=(span_of("09:00-13:40"),)), "station", "record", ["Record", "13:40-14:00"],
    ),
    "a trainer who leaves too early": (
        with_trainer(small(), "t1", available=(span_of("09:00-11:00"),)), "trainers", "production", ["Production", "T One"],
    ),
    "friends who are kept apart": (
        _groups(small(), together=(("p01", "p02"),), apart=(("p02", "p01"),)), "together", "p01+p02", ["p01 and p02"],
    ),
    "more schools in a group than there are": (
        _groups(small(), mix={"institution": 4}), "mix", "institution", ["4", "institution"],
    ),
    "somebody who is away all day": (
        small(away=(Away(person="p05", span=span_of("09:30-14:00")),)), "away", "p05", ["p05", "09:30-14:00"],
    ),
}  # fmt: skip


def _told(explanations: list[Explanation]) -> str:
    return " ".join(
        [each.message for each in explanations]
        + [f"{reason.rule} {reason.remedy}" for each in explanations for reason in each.reasons]
    )


@pytest.mark.parametrize("name", list(TEN))
def test_an_impossible_request_is_explained(name: str) -> None:
    """No plan, proven; the rule and the thing are named, with the limit and what to do."""
    problem, family, thing, words = TEN[name]
    found = search(problem)
    assert found.plan is None
    assert found.impossible
    explanations = explain(problem)
    assert all(each.proven for each in explanations)
    reasons = [(reason.family, reason.thing) for each in explanations for reason in each.reasons]
    assert (family, thing) in reasons
    told = _told(explanations)
    for word in words:
        assert word in told, f"{word!r} is not said in: {told}"
    assert all(reason.rule and reason.remedy for each in explanations for reason in each.reasons)


def test_a_conflict_that_no_sum_shows_is_found_as_a_smallest_set() -> None:
    """Lunch for all at noon, in the only minutes of a trainer who must lead then: each rule is needed, each alone is enough."""
    noon = span_of("11:50-12:30")
    problem = with_station(with_trainer(small(), "t2", stations=("record",), available=(noon,)), "record", capacity=12)
    problem = replace(problem, lunch=replace(small().lunch, window=noon))
    assert search(problem).plan is None
    (explanation,) = explain(problem)
    assert explanation.proven
    assert explanation.minimal
    assert {(reason.family, reason.thing) for reason in explanation.reasons} == {
        ("lunch", ""), ("available", "t2"), ("trainers", "record"),
    }  # fmt: skip
    assert all(reason.enough for reason in explanation.reasons)
    assert all(reason.needs for reason in explanation.reasons), "what a plan without the rule takes is measured on one"
    assert any("lunch" in way for way in explanation.ways_out)


def test_every_way_out_is_a_plan() -> None:
    """What is offered has been tried: the changed problem has a plan that the checker passes."""
    problem = small(day=span_of("09:00-12:10"))
    assert search(problem).plan is None
    groups = {"A": ("p01", "p02", "p03", "p04"), "B": ("p05", "p06", "p07", "p08"), "C": ("p09", "p10", "p11", "p12")}
    ways = ways_out(problem, groups)
    assert any("End the day" in way.message for way in ways)
    for way in ways:
        plan = search(way.problem).plan
        assert plan is not None, way.message
        assert breaches(way.problem, plan) == []
