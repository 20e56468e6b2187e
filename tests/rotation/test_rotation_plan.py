"""The plan of the example edition, and an independent checker that sees each rule broken on purpose."""

from dataclasses import replace
from pathlib import Path

import pytest
from small import small, with_place, with_station, with_trainer

from gradea.record.yaml_text import read_yaml
from gradea.rotation import (
    Away,
    Break,
    Plan,
    Problem,
    Visit,
    breaches,
    plan_data,
    plan_from,
    problem_from,
    search,
    span_of,
)

EXAMPLE = Path(__file__).parents[2] / "docs/examples/rotation.yaml"


@pytest.fixture(scope="module")
def example() -> Problem:
    return problem_from(*read_yaml(EXAMPLE.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def plan(example: Problem) -> Plan:
    found = search(example).plan
    assert found is not None
    return found


@pytest.fixture(scope="module")
def little() -> Plan:
    found = search(small()).plan
    assert found is not None
    return found


def test_the_example_edition_has_a_plan_that_keeps_every_rule(example: Problem, plan: Plan) -> None:
    """35 students of three institutions, seven mixed groups of five, six stations and lunch each: 49 visits."""
    assert breaches(example, plan) == []
    assert sorted(map(len, plan.groups.values())) == [5] * 7
    assert len(plan.visits) == 7 * 7
    school = {person.key: person.kinds["institution"] for person in example.people}
    assert all(len({school[key] for key in keys}) == 3 for keys in plan.groups.values())


def test_nobody_goes_in_ungowned_and_nobody_reviews_before_producing(plan: Plan) -> None:
    """What a plain Latin square gets wrong."""
    at = {(visit.group, visit.station): visit.starts for visit in plan.visits}
    for group in plan.groups:
        assert at[group, "gowning"] + 30 <= min(at[group, key] for key in ("production", "monitoring", "aseptic"))
        assert at[group, "production"] + 50 <= at[group, "record"]


def test_the_same_problem_gives_the_same_plan(little: Plan) -> None:
    """One worker, a seed and deterministic time."""
    assert search(small()).plan == little


def test_a_plan_survives_its_file(example: Problem, plan: Plan) -> None:
    """What is written is what is read."""
    assert plan_from(plan_data(example, plan)) == plan


def _moved(plan: Plan, group: str, station: str, **changed: object) -> Plan:
    return replace(
        plan,
        visits=tuple(
            replace(visit, **changed) if (visit.group, visit.station) == (group, station) else visit
            for visit in plan.visits
        ),
    )


def _at(plan: Plan, group: str, station: str) -> Visit:
    return next(visit for visit in plan.visits if (visit.group, visit.station) == (group, station))


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("place", with_place(small(), "cleanroom", capacity=3)),
        ("station", with_station(small(), "production", capacity=3)),
        ("trainers", with_station(small(), "record", trainers=2)),
        ("day", small(day=span_of("09:00-11:30"))),
        ("closed-place", with_place(small(), "cleanroom", closed=(span_of("09:00-14:00"),))),
        ("closed-station", with_station(small(), "record", closed=(span_of("09:00-14:00"),))),
        ("available", with_trainer(small(), "t1", available=())),
        ("travel", small(travel_default=200)),
        ("away", small(away=(Away(person="p01", span=span_of("09:00-14:00")),))),
        ("bench", with_station(small(), "production", reset=200)),
        ("sizes", replace(small(), groups=replace(small().groups, size_max=3))),
        ("mix", replace(small(), groups=replace(small().groups, mix={"institution": 4}))),
        ("apart", replace(small(), groups=replace(small().groups, apart=(tuple(f"p{n:02d}" for n in range(1, 13)),)))),
        (
            "together",
            replace(small(), groups=replace(small().groups, together=(tuple(f"p{n:02d}" for n in range(1, 13)),))),
        ),
    ],
)
def test_the_checker_sees_a_stricter_rule_broken(little: Plan, rule: str, problem: Problem) -> None:
    """A plan that was good is measured against a rule it cannot keep."""
    assert rule in {breach.rule for breach in breaches(problem, little)}


def test_the_checker_sees_a_spoilt_plan(little: Plan) -> None:
    """A visit moved, dropped, doubled or led by the wrong person."""
    problem = small()
    begins = _at(little, "A", "production").starts
    seen = {
        "order": _moved(little, "A", "gowning", starts=begins),
        "overlap": _moved(little, "A", "record", starts=begins + 10),
        "lunch": _moved(little, "A", "lunch", starts=9 * 60),
        "once": replace(little, visits=little.visits[1:]),
        "trainers": _moved(little, "A", "record", trainers=("t1",)),
        "known": replace(little, visits=(*little.visits, Visit(group="A", station="nowhere", starts=begins))),
        "groups": replace(little, groups={**little.groups, "A": little.groups["A"][1:]}),
        "bench": _moved(little, "A", "record", bench=3),
    }
    for rule, spoilt in seen.items():
        assert rule in {breach.rule for breach in breaches(problem, spoilt)}, rule


def test_trainers_eat_where_they_are_owed_a_lunch() -> None:
    """And the checker misses a lunch that is taken away."""
    problem = small(lunch=replace(small().lunch, trainers=True))
    plan = search(problem).plan
    assert plan is not None
    assert {each.trainer for each in plan.breaks} == {"t1", "t2"}
    assert breaches(problem, plan) == []
    assert "trainer-lunch" in {breach.rule for breach in breaches(problem, replace(plan, breaks=()))}
    early = replace(plan, breaks=tuple(Break(trainer=each.trainer, starts=9 * 60) for each in plan.breaks))
    assert "trainer-lunch" in {breach.rule for breach in breaches(problem, early)}


def test_benches_side_by_side_share_a_start() -> None:
    """Two benches for one group each: two groups go at once, each with a bench and a trainer of its own."""
    problem = with_station(small(), "production", parallel=2)
    problem = replace(
        problem,
        trainers=(*problem.trainers, replace(problem.trainers[0], key="t3", title="T Three")),
    )
    plan = search(problem).plan
    assert plan is not None
    assert breaches(problem, plan) == []
    assert {visit.bench for visit in plan.visits if visit.station == "production"} == {0, 1}
