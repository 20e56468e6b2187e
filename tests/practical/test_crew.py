"""The crew makes batches alone, and its temperament shows."""

import pytest
from playing import played

from gradea.practical import RunClosed
from gradea.record import gates, progress
from gradea.world.act import ActPerformed


def test_a_careful_crew_makes_a_whole_batch() -> None:
    """Every step is closed, the QP has decided, the run is over."""
    state = played().state
    done = progress(state.record)
    assert done.closed == done.total >= 60
    assert state.record.disposition is not None
    assert state.closed


@pytest.mark.requirement("REL-03", "positive")
def test_certified_means_that_every_gate_was_open() -> None:
    """The crew certifies only what may be certified."""
    for seed in ("test-1", "test-2", "test-3"):
        record = played(seed).state.record
        assert record.disposition is not None
        assert (record.disposition.decision == "certified") == (not gates(record)), gates(record)


def test_nobody_verifies_their_own_work() -> None:
    """In every step the verifier wrote nothing and performed nothing."""
    record = played().state.record
    for step in record.recipe.steps:
        now = record.step(step.id)
        verified = now.signature("verified")
        assert verified is None or verified.by not in now.authors()


def test_a_careless_crew_hurries_and_skips() -> None:
    """Careless hands are disinfected less often, and hurry."""

    def acts(crew: str) -> list[ActPerformed]:
        events = (item.event for _command, outcome in played("test-1", crew).outcomes for item in outcome.events)
        return [event for event in events if isinstance(event, ActPerformed)]

    careful, careless = acts("careful"), acts("careless")
    assert sum(act.technique == "hurried" for act in careful) == 0
    assert sum(act.technique == "hurried" for act in careless) > 5
    assert sum(act.do == "disinfect-gloves" for act in careless) < sum(act.do == "disinfect-gloves" for act in careful)


def test_the_expected_exposure_of_a_careless_crew_is_higher() -> None:
    """Judged by expected exposure: smooth, fair, not by the luck of the draw."""

    def exposure(crew: str) -> float:
        tally = played("test-1", crew).state.world.expected_cfu
        return sum(value for key, value in tally.items() if not key.endswith("donor"))

    assert exposure("careless") > 3.0 * exposure("careful")


def test_the_seed_is_revealed_only_when_the_run_is_closed() -> None:
    """The last event names the seed; none before does."""
    events = [item.event for _command, outcome in played().outcomes for item in outcome.events]
    assert isinstance(events[-1], RunClosed)
    assert events[-1].seed == "test-1"
    assert all("test-1" not in repr(event) for event in events[:-1])
