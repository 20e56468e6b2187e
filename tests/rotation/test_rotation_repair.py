"""A plan stays as it is but for what has to change, and says what that is."""

import pytest
from small import small, with_station

from gradea.rotation import (
    Plan,
    breaches,
    difference,
    repair,
    search,
    span_of,
    without_person,
    without_place,
    without_trainer,
)
from gradea.vocabulary import Refused


@pytest.fixture(scope="module")
def plan() -> Plan:
    found = search(small()).plan
    assert found is not None
    return found


def test_nothing_happened_and_nothing_changes(plan: Plan) -> None:
    done = repair(small(), plan)
    assert done.plan == plan
    assert done.changes == ()


def test_somebody_ill_changes_their_group_only(plan: Plan) -> None:
    """The other groups, and every time, stay."""
    name = next(name for name, keys in plan.groups.items() if "p12" in keys)
    assert "p03" in plan.groups[name], "of the same school, so that the group stays mixed"
    problem = without_person(small(), "p12")
    done = repair(problem, plan)
    assert done.plan is not None
    assert breaches(problem, done.plan) == []
    assert [change.message for change in done.changes] == [f"p12 is no longer in group {name}."]
    assert {v.group: v.starts for v in done.plan.visits} == {v.group: v.starts for v in plan.visits}


def test_a_group_that_shrinks_below_the_least_gets_somebody(plan: Plan) -> None:
    """Two of four ill: with groups of at least three, as few as possible change group."""
    problem = small()
    for key in plan.groups["A"][:2]:
        problem = without_person(problem, key)
    done = repair(problem, plan)
    assert done.plan is not None
    assert breaches(problem, done.plan) == []
    moved = [change for change in done.changes if "goes from group" in change.message]
    assert 1 <= len(moved) <= 2


def test_a_lost_room_moves_what_was_in_it_and_the_difference_is_told(plan: Plan) -> None:
    """Visits in the lost hours move; the difference holds each, with old and new time."""
    lost = span_of("09:50-10:10")
    problem = without_place(small(), "cleanroom", lost)
    done = repair(problem, plan)
    assert done.plan is not None
    assert breaches(problem, done.plan) == []
    hit = {
        v.group
        for v in plan.visits
        if v.station == "production" and v.starts < lost.ends and v.starts + 40 > lost.starts
    }
    told = {change.who for change in done.changes if "Production" in change.message and change.kind == "visit"}
    assert hit
    assert hit <= told
    assert list(done.changes) == difference(problem, plan, done.plan)


def test_what_has_begun_stays(plan: Plan) -> None:
    """At eleven nothing before eleven can change any more."""
    now = 11 * 60
    problem = without_place(small(), "record", span_of("11:30-12:30"))
    done = repair(problem, plan, now=now)
    assert done.plan is not None
    begun = {(v.group, v.station): v.starts for v in plan.visits if v.starts < now}
    after = {(v.group, v.station): v.starts for v in done.plan.visits}
    assert begun
    assert begun.items() <= after.items()
    assert all(starts >= now for key, starts in after.items() if key not in begun)


def test_a_repair_that_cannot_be_says_so(plan: Plan) -> None:
    """The only trainer of a station is gone all day."""
    problem = without_trainer(small(), "t1", span_of("09:00-14:00"))
    done = repair(problem, plan)
    assert done.plan is None
    assert done.impossible


def test_a_stop_that_fits_nowhere_is_impossible_too(plan: Plan) -> None:
    """No start is left at all."""
    done = repair(with_station(small(), "record", closed=(span_of("09:00-14:00"),)), plan)
    assert done.plan is None
    assert done.impossible


@pytest.mark.parametrize(
    "change", [without_person, lambda p, k: without_place(p, k, p.day), lambda p, k: without_trainer(p, k, p.day)]
)
def test_a_change_of_something_unknown_is_refused(change) -> None:
    with pytest.raises(Refused, match=r"There is no .* 'nobody'"):
        change(small(), "nobody")
