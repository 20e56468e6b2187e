"""The say-do gap: a clean batch has none; each planted gap is found, named, and nothing else is."""

import pytest
from playing import played

from gradea.assessment import ATTRIBUTE_OF, KINDS, Fact, Finding, say_do_findings, story_of
from gradea.practical import FALSIFICATIONS, Autoplay

SEEDS = ("test-1", "test-2", "test-3")


def findings_of(play: Autoplay) -> tuple[Finding, ...]:
    events = [item for _command, outcome in play.outcomes for item in outcome.events]
    facts = [Fact(seq=number, at=item.at, actor=item.actor.ref, event=item.event) for number, item in enumerate(events)]
    return say_do_findings(story_of(play.state.recipe, facts))


def test_the_ten_kinds_have_their_attributes() -> None:
    """The falsifications and the findings speak of the same ten kinds, each with an attribute of ALCOA+."""
    assert set(FALSIFICATIONS) == set(KINDS) == set(ATTRIBUTE_OF)
    assert len(KINDS) == 10


@pytest.mark.parametrize("seed", SEEDS)
def test_a_careful_batch_has_no_gap(seed: str) -> None:
    """What a careful crew claims is what it did."""
    assert [f"{each.kind} {each.step}: {each.actual}" for each in findings_of(played(seed))] == []


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", FALSIFICATIONS)
def test_a_planted_gap_is_found_and_named_and_nothing_else(kind: str, seed: str) -> None:
    """Each of the ten kinds, on several seeds."""
    found = findings_of(played(seed, "careful", kind))
    assert {each.kind for each in found} == {kind}, [f"{each.kind} {each.step}: {each.actual}" for each in found]


def test_a_finding_teaches() -> None:
    """Act and entry side by side, what was expected, why it matters, what to do next time, and the clause."""
    (found, *_rest) = findings_of(played("test-1", "careful", "mistranscribed"))
    data = found.as_data()
    assert data["act"]["observed"]
    assert data["entry"]["value"]
    for text in ("expected", "actual", "why", "next_time", "clause", "attribute"):
        assert data[text]
