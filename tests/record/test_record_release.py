"""Stories of review, hold and decision that a Qualified Person can read and sign."""

from dataclasses import replace

import pytest
from desk import Desk, small_desk, toldc_desk, without

from gradea.record import (
    AddNote,
    CorrectValue,
    EnterValue,
    HoldBatch,
    LiftHold,
    MarkNotApplicable,
    RaiseDeviation,
    SignStep,
    StepStatus,
    due_by,
    exceptions_of,
    gates,
    opens_at,
    step_hash,
    step_status,
)
from gradea.vocabulary import SimTime, clock_text


def kinds(desk: Desk) -> list[str]:
    """Return the kinds of exceptions, in order."""
    return [item.kind for item in exceptions_of(desk.record)]


@pytest.mark.requirement("REL-03", kind="negative")
def test_a_result_out_of_specification_leaves_only_rejection() -> None:
    """CD86 is 1878: one batch in ten ends like this. The deviation is closed, all is reviewed, and yet no certificate."""
    desk = toldc_desk()
    desk.values["cd86_mfi"] = "1878"
    desk.work().settle("affected").reviewed()
    refusal = desk.cannot("eve", desk.dispose("certified"))
    assert refusal.code == "specification-failed"
    assert "CD86" in refusal.message
    assert "not part of this version" in refusal.remedy or "Only rejection" in refusal.remedy
    desk.can("eve", desk.dispose("rejected", "CD86 is above its limit, the cells are mature."))
    assert desk.record.status == "rejected"


@pytest.mark.requirement("REL-03", kind="negative")
def test_growth_in_the_final_product_is_critical_and_cannot_be_certified() -> None:
    """The bottle of day 7 grows. The record opens DV-CR03 by itself, and no statement makes a certificate of it."""
    desk = toldc_desk()
    desk.values["bc_d7_growth"] = "growth"
    desk.work()
    [deviation] = desk.record.deviations.values()
    assert (deviation.code, deviation.proposed_class) == ("DV-CR03", "critical")
    desk.settle("affected").reviewed()
    assert desk.cannot("eve", desk.dispose("certified")).code == "specification-failed"


@pytest.mark.requirement("REL-01", "negative")
@pytest.mark.requirement("AUD-11", "negative")
@pytest.mark.requirement("REL-01", kind="positive")
@pytest.mark.requirement("AUD-11", kind="positive")
def test_reviews_come_in_order_and_from_people_who_did_not_do_the_work() -> None:
    """Production first, then the audit trail, then quality, then the QP; each by somebody who may and was not involved."""
    desk = small_desk().work()
    desk.wait_for("3.1").fill("3.1")
    assert desk.cannot("dot", desk.review("audit-trail")).code == "review-too-early"
    assert desk.cannot("ann", desk.review("production")).code == "own-work"
    desk.can("ben", desk.review("production"))
    desk.consider()
    assert desk.cannot("ben", desk.review("audit-trail"), role="qa").code == "own-work"
    desk.consider().can("dot", desk.review("audit-trail"))
    desk.can("dot", desk.review("quality"))
    desk.fill("3.4")
    assert desk.cannot("dot", desk.dispose("certified"), role="qp").code == "own-work"
    assert desk.cannot("dot", desk.dispose("certified")).code == "role-not-allowed"
    desk.can("eve", desk.dispose("certified"))


@pytest.mark.requirement("SIG-04", "negative")
@pytest.mark.requirement("SIG-04", kind="positive")
def test_a_correction_after_review_voids_the_reviews() -> None:
    """Everything is reviewed when Ann finds a slip. The correction is made, and the reviews have to be signed again."""
    desk = small_desk().work().reviewed()
    assert gates(desk.record) == ()
    desk.can(
        "ann", CorrectValue(step="1.3", field="volume_ml", value="100.4", reason="The print-out shows 100.4, found now")
    )
    shut = {gate.code for gate in gates(desk.record)}
    assert shut == {"steps-open", "review-missing-production", "review-missing-audit-trail", "review-missing-quality"}
    assert step_status(desk.record, "3.2") is StepStatus.AMENDED
    for step in ("1.3", "1.4"):
        desk.can("ann", desk.sign(step))
    desk.can("ben", desk.sign("1.3", "verified"))
    desk.reviewed().can("eve", desk.dispose("certified"))


def test_a_held_batch_stands_still_but_its_tests_are_read() -> None:
    """Quality holds the batch. Production is refused, notes and deviations and running tests are not."""
    desk = small_desk().work(until="1.5")
    desk.can("dot", HoldBatch(reason="Pressure alarm in the room is being assessed"))
    assert desk.cannot("ann", desk.enter("1.5", "rinsed")).code == "batch-held"
    assert desk.cannot("ann", MarkNotApplicable(step="1.5", reason="No foam was left in the bag")).code == "batch-held"
    desk.can("ann", AddNote(text="The bag is closed and on the cold plate"))
    desk.finish("2.1", {"viability_pct": "90.0"})
    assert next(gate.code for gate in gates(desk.record)) == "held"
    desk.can("qp-1", LiftHold(reason="Assessed, no product was open at that time"), role="qp")
    desk.finish("1.5")


def test_a_step_signed_too_late_opens_a_deviation() -> None:
    """The reagent must be added within 60 minutes of the count. 61 minutes is a hold time exceeded (DV-MJ06)."""
    desk = small_desk().work(until="1.4")
    twin = without(desk)
    due = due_by(desk.record, "1.4")
    assert due is not None
    desk.at = due
    desk.finish("1.4")
    assert desk.record.deviations == {}

    twin.at = SimTime(due + 60_000)
    twin.finish("1.4")
    [deviation] = twin.record.deviations.values()
    assert (deviation.code, deviation.proposed_class) == ("DV-MJ06", "major")
    assert kinds(twin) == ["hold-time-exceeded"]


@pytest.mark.requirement("REC-05", "negative")
def test_a_step_before_its_time_is_refused_until_the_clock_says_so() -> None:
    """Ten minutes must pass after the scan. One minute early is too early, and the refusal says when."""
    desk = small_desk().work(until="1.4")
    opens = opens_at(desk.record, "1.4")
    assert opens is not None
    desk.at = SimTime(opens - 60_000)
    refusal = desk.cannot("ann", desk.enter("1.4", "reagent_added_ml", "2.5"))
    assert (refusal.code, clock_text(opens) in refusal.message) == ("step-too-early", True)
    desk.at = opens
    desk.can("ann", desk.enter("1.4", "reagent_added_ml", "2.5"))


def test_an_aborted_batch_can_be_rejected_at_any_time() -> None:
    """The bag bursts on day 0. The QP rejects; nobody has to invent the rest of the record first."""
    desk = small_desk().work(until="1.3")
    desk.can("eve", desk.dispose("rejected", "The bag burst and the cells are lost."))
    assert kinds(desk) == ["aborted-batch"]
    assert desk.cannot("ann", desk.enter("1.3", "volume_ml")).code == "record-closed"
    assert desk.cannot("ann", AddNote(text="One more remark about the bag")).code == "record-closed"


def test_signing_for_what_another_person_wrote_is_shown_to_the_reviewer() -> None:
    """Bob wrote every value and Ann signs as performer. It is allowed, and a reviewer sees it."""
    desk = small_desk().work(until="1.3")
    desk.can("bob", desk.enter("1.3", "volume_ml"))
    desk.can("bob", desk.enter("1.3", "density_e6_per_ml"))
    desk.can(
        "ann", SignStep(step="1.3", meaning="performed", content_hash=step_hash(desk.record, "1.3"), authenticated=True)
    )
    assert "performed-by-other" in kinds(desk)


@pytest.mark.requirement("REL-03", kind="negative")
def test_a_closed_deviation_that_touched_the_product_still_stops_the_certificate() -> None:
    """The deviation is assessed and closed, and its impact on the product is possible: no certificate (Annex 16)."""
    desk = small_desk().work()
    desk.can("ann", RaiseDeviation(description="The bag lay on the bench overnight", deviation_class="major"))
    desk.settle("possible").reviewed()
    assert [gate.code for gate in gates(desk.record)] == ["deviation-impact"]
    assert desk.cannot("eve", desk.dispose("certified")).code == "gate-closed"


@pytest.mark.requirement("REL-06", "negative")
@pytest.mark.requirement("REL-06", kind="positive")
def test_a_batch_is_in_quarantine_until_it_is_certified() -> None:
    """Whatever is done and signed, the status says quarantine until the Qualified Person has decided."""
    desk = small_desk()
    assert desk.record.status == "quarantine"
    assert desk.work().record.status == "quarantine"
    assert desk.reviewed().record.status == "quarantine"
    desk.can("eve", desk.dispose("certified"))
    assert desk.record.status == "certified"


@pytest.mark.requirement("TRA-04", kind="positive")
def test_a_label_that_is_not_accounted_for_stops_the_batch() -> None:
    """Three printed, one applied, one destroyed: one is missing, and the record opens a deviation by itself."""
    desk = toldc_desk()
    desk.values["d7_labels_destroyed"] = "1"
    desk.work()
    [deviation] = desk.record.deviations.values()
    assert (deviation.field, deviation.code, deviation.proposed_class) == ("d7_labels_difference", "DV-MJ12", "major")
    assert "deviation-open" in {gate.code for gate in gates(desk.record)}


@pytest.mark.requirement("SIG-06", kind="negative")
@pytest.mark.requirement("SIG-05", kind="negative")
def test_being_logged_in_is_not_enough_to_sign_anything() -> None:
    """A step, a deviation, a review and a decision each need a fresh proof of who signs; without it the attempt is kept."""
    desk = small_desk().work(until="1.3").fill("1.3")
    assert desk.cannot("ann", desk.sign("1.3", authenticated=False)).code == "reauthentication-needed"
    desk.finish("1.3").work().reviewed()
    decide = desk.dispose("certified")
    assert desk.cannot("eve", replace(decide, authenticated=False)).code == "reauthentication-needed"
    assert [attempt.event.code for attempt in desk.record.attempts] == ["reauthentication-needed"] * 2
    desk.can("eve", desk.dispose("certified"))


@pytest.mark.requirement("REC-12", kind="negative")
def test_a_device_out_of_calibration_is_refused_and_the_attempt_is_kept() -> None:
    """The counter was due last week. Its label is refused, and the reviewer sees that it was tried."""
    desk = small_desk().work(until="1.2")
    label = {"equipment": "CNT-1", "status": "qualified", "due_date": "2025-10-01"}
    refusal = desk.cannot("ann", EnterValue(step="1.2", field="status_counter", scan=label, source="instrument"))
    assert (refusal.code, "overdue" in refusal.message) == ("equipment-not-ready", True)
    assert kinds(desk) == ["equipment-not-ready"]
