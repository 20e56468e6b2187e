"""PINs and keys: choosing, lock-out, erasing."""

import datetime as dt
from unittest import mock

import pytest
from django.utils import timezone

from gradea.campus.people import actions, keys, queries, signing


@pytest.mark.requirement("ACC-06", "positive")
def test_a_pin_is_chosen_once_and_changed_only_with_the_old_one(ref_of) -> None:
    """Somebody at an open tablet cannot replace your PIN."""
    ref = ref_of("student-01")
    assert actions.verify_pin(ref, "2580").code == "pin.none"
    assert actions.choose_pin(ref, "2580") is None
    assert actions.verify_pin(ref, "2580") is None
    assert actions.choose_pin(ref, "7391", current="1111").code == "pin.wrong"
    assert actions.choose_pin(ref, "7391", current="2580") is None
    assert actions.verify_pin(ref, "7391") is None


@pytest.mark.requirement("ACC-06", "negative")
@pytest.mark.parametrize("pin", ["123", "1234567", "12a4", "", "0000", "1234", "654321", "١٢٣٤", "25 80"])
def test_a_pin_that_is_none_or_easy_is_refused_with_a_remedy(ref_of, pin: str) -> None:
    """The refusal says what to choose instead."""
    refusal = actions.choose_pin(ref_of("student-01"), pin)
    assert refusal.code in {"pin-shape", "pin-easy"}
    assert refusal.remedy


@pytest.mark.requirement("ACC-08", "positive")
@pytest.mark.requirement("SIG-07", "negative")
def test_five_wrong_pins_lock_also_the_right_one(ref_of, viewer_for) -> None:
    """The message counts down, then says until when; a trainer takes the PIN away; time unlocks too."""
    ref = ref_of("student-01")
    actions.choose_pin(ref, "2580")
    remedies = [actions.verify_pin(ref, "9999").remedy for _ in range(4)]
    assert "4 tries left" in remedies[0]
    assert "1 try left" in remedies[3]
    assert actions.verify_pin(ref, "9999").code == "pin.locked"
    assert actions.verify_pin(ref, "2580").code == "pin.locked"
    moment = timezone.now() + dt.timedelta(minutes=11)
    with mock.patch.object(timezone, "now", return_value=moment):
        assert actions.verify_pin(ref, "2580") is None
    assert actions.unlock_pin(viewer_for("student-02"), ref).code == "pin.not-yours"
    assert actions.unlock_pin(viewer_for("trainer-01"), ref) is None
    assert actions.verify_pin(ref, "2580").code == "pin.none"


def test_a_right_pin_forgets_the_wrong_ones(ref_of) -> None:
    """Only wrong PINs in a row lock."""
    ref = ref_of("student-01")
    actions.choose_pin(ref, "2580")
    for _ in range(3):
        for _ in range(4):
            actions.verify_pin(ref, "9999")
        assert actions.verify_pin(ref, "2580") is None


@pytest.mark.requirement("ACC-09", "positive")
def test_erasing_a_person_takes_key_name_code_and_devices(ref_of, viewer_for, edition, settings, tmp_path) -> None:
    """What they did stays under their ref; nothing tells any more who that was."""
    settings.ERASURES_PATH = tmp_path / "erasures.txt"
    viewer = viewer_for("student-01")
    assert len(actions.key_of(viewer.ref)) == 32
    assert actions.key_of(viewer.ref) == actions.key_of(viewer.ref)
    assert actions.erase(viewer.ref)
    assert actions.key_of(viewer.ref) is None
    assert actions.keys_of({viewer.ref, ref_of("student-02")}).keys() == {ref_of("student-02")}
    assert queries.viewer_of(viewer.sign_in) is None
    assert queries.names_of([viewer.ref])[viewer.ref].startswith("Participant P-")
    assert "Amina Example" not in {card.name for card in queries.people_of(edition)}
    assert not actions.erase("0" * 32)


def test_a_restored_copy_is_erased_again(ref_of, settings, tmp_path) -> None:
    """The list of erasures lies beside the database and is replayed at every start."""
    settings.ERASURES_PATH = tmp_path / "erasures.txt"
    ref = ref_of("student-01")
    settings.ERASURES_PATH.write_text(f"{ref}\n", encoding="ascii")
    assert keys.replay_erasures() == 1
    assert actions.key_of(ref) is None
    assert keys.replay_erasures() == 0


def test_nobody_can_be_found_out_by_ref(ref_of) -> None:
    """A ref is random: 128 bits, the same for nobody, different in another edition."""
    from gradea.campus.shell.roles import Role  # noqa: PLC0415

    first = ref_of("student-01")
    again = actions.enrol("2026-10", "student-01", name="Amina Example", roles=frozenset({Role.STUDENT}))
    assert len(first) == len(again) == 32
    assert first != again


@pytest.mark.requirement("SIG-08", "positive")
@pytest.mark.requirement("SIG-08", "negative")
def test_a_pin_is_a_signature_only_once_the_person_says_so(edition: str, client_for, ref_of) -> None:
    """Without the declaration no PIN is set; with it both are kept, with the time."""
    ref, student = ref_of("student-03"), client_for("student-03")
    pins = {"pin": "2580", "again": "2580"}
    assert student.post("/pin/", pins).status_code == 422
    assert not signing.has_declared(ref)
    assert student.post("/pin/", {**pins, "declared": "on"}).status_code == 302
    assert signing.has_declared(ref)
    assert actions.verify_pin(ref, "2580") is None
