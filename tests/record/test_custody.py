"""The chain of identity: two identifiers and two persons at each hand-over, or it is not complete."""

import json

import pytest
from desk import BATCH, DONATION, PATIENT, small_desk, toldc_desk

from gradea.record import EnterValue, batch_record_data, custody, gates


@pytest.mark.requirement("TRA-02", "positive")
def test_every_hand_over_of_a_good_batch_has_two_identifiers_and_two_persons() -> None:
    desk = toldc_desk().work(until="9.8")
    links = custody(desk.record)
    assert [link.step.id for link in links][:2] == ["1.1", "2.6"]
    assert len(links) >= 6
    for link in links:
        assert link.complete
        assert {item.value for item in link.identifiers} <= {DONATION, PATIENT, BATCH}
        assert link.performed is not None
        assert link.verified is not None
        assert link.performed.by != link.verified.by


@pytest.mark.requirement("TRA-02", "negative")
def test_a_hand_over_without_its_second_person_is_not_complete() -> None:
    desk = toldc_desk().work(until="1.1")
    assert not custody(desk.record)[0].complete
    desk.fill("1.1")
    desk.can("ann", desk.sign("1.1"))
    first = custody(desk.record)[0]
    assert (first.performed is not None, first.verified, first.complete) == (True, None, False)
    assert "steps-open" in {gate.code for gate in gates(desk.record)}


@pytest.mark.requirement("TRA-02", "fault")
def test_a_scanned_mismatch_blocks_holds_and_opens_a_critical_deviation() -> None:
    desk = toldc_desk().work(until="1.1")
    other = EnterValue(step="1.1", field="leuka_donation_number", value="=A99992500999900", source="instrument")
    assert desk.cannot("ann", other).code == "identity-mismatch"
    assert desk.record.held is not None
    assert [d.code for d in desk.record.deviations.values()] == ["DV-CR01"]
    assert not custody(desk.record)[0].identifiers


@pytest.mark.requirement("TRA-02", "fault")
def test_a_slip_of_the_pen_is_told_apart_from_another_bag() -> None:
    desk = toldc_desk().work(until="1.1")
    slip = EnterValue(step="1.1", field="leuka_donation_number", value=f"{DONATION}0")
    assert desk.cannot("ann", slip).code == "check-character"
    assert desk.record.held is None


@pytest.mark.requirement("TRA-03", "positive")
def test_the_chain_names_nobody() -> None:
    desk = toldc_desk().work(until="2.1")
    text = json.dumps([link.as_data() for link in custody(desk.record)])
    assert "Ann Example" not in text
    shown = batch_record_data(desk.record, names={"ann": "Ann Example"}, ledger_head="0" * 64)
    assert shown["custody"][0]["performed"]["name"] == "Ann Example"


def test_a_recipe_without_two_identifiers_in_one_step_has_no_hand_over() -> None:
    record = small_desk().record
    asked = [step for step in record.recipe if sum(item.kind == "identity" for item in step.fields) >= 2]
    assert [link.step for link in custody(record)] == asked
