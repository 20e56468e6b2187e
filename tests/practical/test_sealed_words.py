"""A person's own words never stand in the chain as they were written, and can be erased."""

import os

import pytest
from playing import fresh

from gradea.ledger import EMPTY, canonical_bytes, seal_all
from gradea.ledger.sealed_text import open_text, seal_text
from gradea.practical import Actor, OpenRun, TakeSeat, drafts_of, evolve, handle, sealed_outcome
from gradea.record import AddNote
from gradea.vocabulary import sim_time

TRAINER = Actor(ref="t", role="trainer")
WORDS = "The bag from Mrs Example looked cloudy when I held it up."


def test_own_words_are_sealed_and_the_state_folds_the_same() -> None:
    """The entry holds ciphertext under the writer's key; the live state is what the ledger gives again."""
    key = os.urandom(32)

    def seal(text: str, person: str, place: str) -> dict[str, str]:
        return seal_text(text, key_ref=person, key=key, nonce=os.urandom(12))

    state = handle(fresh(), OpenRun(batch_number="EX-00009"), actor=TRAINER, now=sim_time(hours=7)).state
    state = handle(state, TakeSeat(role="operator", person="p-1"), actor=TRAINER, now=state.at).state
    plain = handle(state, AddNote(text=WORDS, step="1.1"), actor=Actor(ref="p-1"), now=state.at)
    assert plain.refusal is None, plain.refusal
    sealed = sealed_outcome(state, plain, seal)
    drafts = drafts_of(sealed.events, at="2025-10-08T07:00:00.000Z", command="note-1")
    entry = seal_all(EMPTY, drafts)[0]
    assert b"cloudy" not in entry.data
    assert b"p-1" in entry.data
    again = state
    for item in sealed.events:
        again = evolve(again, item)
    assert again == sealed.state
    assert open_text(drafts[0].body["text"], key) == WORDS


@pytest.mark.requirement("TRA-03", "negative")
def test_without_the_key_the_words_are_gone() -> None:
    """Another key opens nothing."""
    sealed = seal_text(WORDS, key_ref="p-1", key=os.urandom(32), nonce=os.urandom(12))
    with pytest.raises(ValueError, match="key"):
        open_text(sealed, os.urandom(32))
    assert b"cloudy" not in canonical_bytes(dict(sealed))
