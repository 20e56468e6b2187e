"""Sequences of random commands by random people, replayable by seed; 10,000 of them with `python -m bench.campaign sequences`."""

import pytest
from bench.sequences import play, sequences

from gradea.record import disposition, signing

SEEDS = 150


@pytest.mark.requirement("REL-03", "property")
@pytest.mark.requirement("REC-02", "property")
@pytest.mark.requirement("REC-04", "property")
@pytest.mark.requirement("REC-05", "property")
@pytest.mark.requirement("REL-06", "property")
@pytest.mark.requirement("AUD-04", "property")
def test_random_people_break_no_promise() -> None:
    """No certificate with a gate closed, no own work verified, no entry where none may be, nothing lost, nothing twice."""
    told = sequences(SEEDS)
    assert told["broken_promises"] == {}
    assert told["accepted"] > 10 * SEEDS
    assert told["refused"] > 20 * SEEDS
    assert told["certified"] + told["first-step"] > 0


def test_a_sequence_is_told_again_by_its_seed() -> None:
    """The same seed sends the same commands and ends in the same record."""
    assert play(7).events == play(7).events
    assert play(7).events != play(8).events


def test_a_certificate_through_an_open_gate_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check is checked: with the gates torn down, the sequences report certificates that should not be."""
    monkeypatch.setattr(disposition, "_check_gates", lambda _record, _decision: None)
    told = sequences(40)
    assert any("with a gate closed" in what for wrong in told["broken_promises"].values() for what in wrong)


def test_a_self_verification_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check is checked: with the four eyes left out, the sequences report own work that was verified."""
    monkeypatch.setattr(signing, "_check_signer", lambda _record, _step, _meaning, _actor: None)
    told = sequences(40)
    assert any("own work verified" in what for wrong in told["broken_promises"].values() for what in wrong)
