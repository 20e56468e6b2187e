"""The laws of the fold: the log is the run, and asking changes nothing."""

import pytest
from playing import fresh, played

from gradea.ledger import EMPTY, head_of, seal_all
from gradea.practical import dated_of, drafts_of, evolve, handle, tick
from gradea.practical.state import SYSTEM
from gradea.vocabulary import SimTime


@pytest.mark.requirement("AUD-01", "property")
def test_the_log_folded_afresh_is_the_live_state() -> None:
    """fold(log) = live state, through the ledger's bytes and back."""
    play = played()
    head, state = EMPTY, fresh()
    for number, (_command, outcome) in enumerate(play.outcomes):
        if not outcome.events:
            continue
        sealed = seal_all(head, drafts_of(outcome.events, at="2025-10-08T07:00:00.000Z", command=f"c{number}"))
        head = head_of(sealed[-1])
        for each in sealed:
            state = evolve(state, dated_of(each.entry))
    assert state.record == play.state.record
    assert state.at == play.state.at
    assert state.done == play.state.done
    assert state.world.vessels == play.state.world.vessels
    assert state.world.workers == play.state.world.workers
    assert state.world.air == play.state.world.air
    assert state == play.state


@pytest.mark.requirement("TIM-05", "positive")
def test_simulated_time_never_falls() -> None:
    """Entries come in the order of the simulated clock."""
    instants = [item.at for _command, outcome in played().outcomes for item in outcome.events]
    assert instants == sorted(instants)


@pytest.mark.requirement("AUD-01", "negative")
def test_a_refusal_changes_nothing() -> None:
    """A refused command leaves the very same state behind."""
    state = played().state
    outcome = handle(state, played().outcomes[0][0], actor=SYSTEM, now=state.at)
    assert outcome.refusal is not None
    assert outcome.events == ()
    assert outcome.state is state


def test_looking_at_the_clock_changes_nothing() -> None:
    """Letting time pass in pieces, with nothing due, leaves no event and no trace."""
    state = played().state
    opened = next(outcome.state for command, outcome in played().outcomes if type(command).__name__ == "EnterValue")
    for minutes in (1, 7, 30):
        assert tick(opened, SimTime(opened.at + minutes * 60_000)).events == ()
    assert state.length == sum(len(outcome.events) for _command, outcome in played().outcomes)


def test_the_same_seed_gives_the_same_batch_and_another_seed_another() -> None:
    """Chance is keyed by the seed and by nothing else."""
    again = [outcome.events for _command, outcome in played.__wrapped__("test-1").outcomes]
    first = [outcome.events for _command, outcome in played("test-1").outcomes]
    other = [outcome.events for _command, outcome in played("test-2").outcomes]
    assert again == first
    assert other != first
