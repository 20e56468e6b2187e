"""The life of a version of a master recipe: who may move it on, and which one is issued."""

from dataclasses import replace

import pytest

from gradea.content import recipe_named
from gradea.record.difference import differences
from gradea.record.lifecycle import Version, refuse_issue, refuse_move

DRAFT = Version(
    name="toldc version 2", state="draft", author="ann", change_reason="The seed density was raised to 0.6e6."
)
REVIEWED = replace(DRAFT, state="reviewed", reviewer="ben")
APPROVED = replace(REVIEWED, state="approved", approver="quinn")
TRAINER, QA = frozenset({"trainer"}), frozenset({"qa"})


def code(version: Version, to: str, person: str, roles: frozenset[str]) -> str:
    refusal = refuse_move(version, to, person=person, roles=roles)
    return refusal.code if refusal else ""


@pytest.mark.requirement("MAS-01", "positive")
def test_two_others_than_the_author_sign_and_then_it_comes_into_force() -> None:
    assert code(DRAFT, "reviewed", "ben", TRAINER) == ""
    assert code(REVIEWED, "approved", "quinn", QA) == ""
    assert code(APPROVED, "effective", "quinn", QA) == ""


@pytest.mark.requirement("MAS-01", "negative")
@pytest.mark.parametrize(
    ("version", "to", "person", "roles", "expected"),
    [
        (DRAFT, "reviewed", "ann", TRAINER, "own-recipe"),
        (REVIEWED, "approved", "ann", QA, "own-recipe"),
        (REVIEWED, "approved", "ben", QA, "own-recipe"),
        (DRAFT, "reviewed", "quinn", QA, "recipe-role"),
        (REVIEWED, "approved", "tom", TRAINER, "recipe-role"),
        (DRAFT, "effective", "quinn", QA, "recipe-state"),
        (DRAFT, "approved", "quinn", QA, "recipe-state"),
        (APPROVED, "superseded", "quinn", QA, "recipe-state"),
        (replace(APPROVED, state="superseded"), "effective", "quinn", QA, "recipe-state"),
    ],
)
def test_nobody_signs_twice_and_no_state_is_left_out(version, to, person, roles, expected) -> None:
    assert code(version, to, person, roles) == expected


@pytest.mark.requirement("MAS-05", "negative")
def test_a_change_needs_a_reason_and_a_difference() -> None:
    assert code(replace(DRAFT, change_reason=""), "reviewed", "ben", TRAINER) != ""
    assert code(replace(DRAFT, identical=True), "reviewed", "ben", TRAINER) == "recipe-unchanged"


@pytest.mark.requirement("MAS-06", "negative")
def test_a_version_with_problems_is_not_reviewed() -> None:
    assert code(replace(DRAFT, problems=1), "reviewed", "ben", TRAINER) == "recipe-problems"


def issued(state: str, earlier: int = 0, reason: str = "", batch: str = "EX-00007") -> str:
    refusal = refuse_issue("toldc version 2", state, batch_number=batch, earlier=earlier, reason=reason)
    return refusal.code if refusal else ""


@pytest.mark.requirement("MAS-03", "positive")
def test_the_version_in_force_is_issued() -> None:
    assert issued("effective") == ""


@pytest.mark.requirement("MAS-03", "negative")
@pytest.mark.parametrize("state", ["draft", "reviewed", "approved", "superseded"])
def test_no_other_version_is_issued(state: str) -> None:
    assert issued(state) == "recipe-not-effective"


@pytest.mark.requirement("MAS-04", "negative")
def test_a_second_copy_needs_a_reason() -> None:
    assert issued("effective", earlier=1) == "reissue-needs-reason"
    assert issued("effective", earlier=1, reason="The first copy fell into the sink and was unreadable.") == ""
    assert issued("effective", batch=" ") == "copy-without-batch"


@pytest.mark.requirement("MAS-05", "boundary")
def test_a_change_of_the_header_alone_is_a_change() -> None:
    recipe = recipe_named("mf")
    changed = differences(recipe, replace(recipe, late_after_min=20))
    assert [(each.place, each.before, each.after) for each in changed] == [("late_after_min", "15", "20")]
