"""Stories of a batch record that a person of quality assurance can read and sign."""

import pytest
from desk import BATCH, DONATION, PATIENT, Desk, folded, small_desk, small_recipe, toldc_desk, without

from gradea.record import (
    AddNote,
    AssessDeviation,
    CloseDeviation,
    CorrectValue,
    EnterValue,
    IssueRecord,
    LiftHold,
    MarkNotApplicable,
    RaiseDeviation,
    StepStatus,
    blank_record,
    current_steps,
    exceptions_of,
    missing,
    next_planned,
    progress,
    results,
    step_hash,
    step_status,
)
from gradea.vocabulary import SimTime, sim_time


def kinds(desk: Desk) -> list[str]:
    """Return the kinds of exceptions, in order."""
    return [item.kind for item in exceptions_of(desk.record)]


@pytest.mark.requirement("MAS-03", "positive")
@pytest.mark.requirement("MAS-01", "positive")
@pytest.mark.requirement("REC-04", "positive")
@pytest.mark.requirement("REC-11", "positive")
@pytest.mark.requirement("REC-12", "positive")
@pytest.mark.requirement("REL-03", "positive")
@pytest.mark.requirement("REC-05", "positive")
@pytest.mark.requirement("REL-02", kind="positive")
@pytest.mark.requirement("REC-01", kind="positive")
def test_a_clean_batch_goes_from_issue_to_certificate() -> None:
    """A copy is issued, everybody does and signs their part, three reviews are signed, and the QP certifies.

    Nothing is left open, and a reviewer by exception has nothing to look at.
    """
    desk = toldc_desk().work()
    assert progress(desk.record).per_lane == {"production": (78, 78), "qc": (14, 14), "release": (0, 4)}
    desk.reviewed().can("eve", desk.dispose("certified"))
    assert desk.record.status == "certified"
    assert progress(desk.record).closed == progress(desk.record).total == 96
    assert exceptions_of(desk.record) == ()
    assert all(result.passed for result in results(desk.record) if not result.informative)


@pytest.mark.requirement("AUD-01", kind="positive")
def test_the_record_is_what_its_events_say() -> None:
    """Folding the events of a batch again gives the very record that was shown all the time."""
    desk = toldc_desk().work().reviewed()
    desk.can("eve", desk.dispose("certified"))
    assert folded(desk.record.recipe, desk.events) == desk.record
    assert desk.record.sequence == len(desk.events)


@pytest.mark.requirement("MAS-04", "positive")
@pytest.mark.requirement("MAS-02", kind="positive")
@pytest.mark.requirement("TRA-01", kind="positive")
def test_the_copy_carries_its_number_its_version_and_both_identifiers() -> None:
    """The issue names batch, copy, recipe version and hash, donation and patient; nothing is written before it."""
    recipe = small_recipe()
    early = Desk(blank_record(recipe))
    assert early.cannot("ann", EnterValue(step="1.1", field="donation", value=DONATION)).code == "record-not-issued"
    issue = small_desk().record.issue
    assert issue is not None
    assert (issue.batch_number, issue.donation_number, issue.patient_number) == (BATCH, DONATION, PATIENT)
    assert (issue.recipe_version, issue.recipe_hash, issue.copy_number) == (1, recipe.content_hash, 1)


@pytest.mark.requirement("REC-09", "positive")
@pytest.mark.requirement("REC-08", kind="positive")
@pytest.mark.requirement("AUD-04", kind="positive")
@pytest.mark.requirement("AUD-02", kind="positive")
@pytest.mark.requirement("SIG-04", kind="positive")
def test_a_correction_keeps_the_old_value_and_voids_what_was_signed() -> None:
    """Ann wrote 100.0 and it was signed twice. She read 104.0. Both values stay, with who, when and why.

    The signatures fall, the step shows amended, and it is closed only when both have signed again.
    """
    desk = small_desk().work(until="1.4")
    desk.later(minutes=3)
    desk.can(
        "ann", CorrectValue(step="1.3", field="volume_ml", value="104.0", reason="Read 104.0, wrote the tare instead")
    )
    old, new = desk.record.step("1.3").entries["volume_ml"]
    assert (old.value, old.kind, new.value, new.kind) == ("100.0", "entered", "104.0", "corrected")
    assert (new.by, new.role, new.at) == ("ann", "operator", desk.at)
    assert step_status(desk.record, "1.3") is StepStatus.AMENDED
    assert [need.code for need in missing(desk.record, "1.3")] == ["performed", "verified"]
    assert all(signature.void_by == "volume_ml" for signature in desk.record.step("1.3").signatures)

    desk.can("ann", desk.sign("1.3"))
    desk.can("ben", desk.sign("1.3", "verified"))
    assert step_status(desk.record, "1.3") is StepStatus.CLOSED
    assert len(desk.record.step("1.3").signatures) == 4
    assert kinds(desk) == ["correction", "signature-voided", "signature-voided"]


@pytest.mark.requirement("REC-10", kind="positive")
def test_a_corrected_input_is_calculated_through_to_the_end() -> None:
    """The volume changes, so the cells change, so the reagent changes; raw inputs of both results are kept.

    The step that used the old result is amended too, because what was signed there is no longer true.
    """
    desk = small_desk().work(until="1.5")
    assert desk.record.values["cells_e6"] == "100.0"
    assert desk.record.values["reagent_ml"] == "2.5"
    desk.can(
        "ann", CorrectValue(step="1.3", field="volume_ml", value="108.0", reason="Read 108.0, wrote the tare instead")
    )
    assert desk.record.values["cells_e6"] == "108.0"
    assert desk.record.values["reagent_ml"] == "2.7"
    first, second = desk.record.step("1.3").entries["cells_e6"]
    assert first.inputs == {"volume_ml": "100.0", "density_e6_per_ml": "1.00"}
    assert second.inputs == {"volume_ml": "108.0", "density_e6_per_ml": "1.00"}
    assert step_status(desk.record, "1.4") is StepStatus.AMENDED


def test_a_limit_that_moves_with_a_correction_is_judged_again() -> None:
    """2.5 mL were right for 100e6 cells. For 80e6 cells they are too much, and the record says so by itself."""
    desk = small_desk().work(until="1.5")
    desk.can(
        "ann",
        CorrectValue(
            step="1.3", field="density_e6_per_ml", value="0.80", reason="The cassette of the other bag was read"
        ),
    )
    [deviation] = desk.record.deviations.values()
    assert (deviation.step, deviation.field, deviation.automatic) == ("1.4", "reagent_added_ml", True)
    assert deviation.description == {"kind": "limit", "value": "2.5", "unit": "mL", "limit": "1.8 to 2.2"}


@pytest.mark.requirement("TIM-04", kind="positive")
def test_a_late_entry_says_so_and_keeps_both_times() -> None:
    """Ann weighs at 09:00 and writes at 09:25, with the true time and a reason. That is honest and visible."""
    desk = small_desk().work(until="1.3").later(minutes=30)
    done = SimTime(desk.at - 25 * 60_000)
    late = EnterValue(
        step="1.3",
        field="volume_ml",
        value="101.0",
        performed_at=done,
        reason="Both hands were in the cabinet until now",
    )
    desk.can("ann", late)
    [entry] = desk.record.step("1.3").entries["volume_ml"]
    assert (entry.late, entry.performed_at, entry.at) == (True, done, desk.at)
    assert kinds(desk)[0] == "late-entry"


@pytest.mark.requirement("REC-07", kind="positive")
def test_a_value_outside_the_limit_stands_and_opens_a_deviation() -> None:
    """The bag weighs 80 g. That is the truth, so it is written; the record opens DEV-001 with class and figures."""
    desk = small_desk().work(until="1.3")
    desk.can("ann", EnterValue(step="1.3", field="volume_ml", value="80.0"))
    [deviation] = desk.record.deviations.values()
    assert deviation.number == "DEV-001"
    assert (deviation.code, deviation.proposed_class, deviation.status) == ("DV-MJ07", "major", "open")
    assert kinds(desk)[0] == "critical-parameter-out"


def test_a_deviation_is_assessed_and_closed_by_somebody_else() -> None:
    """Dot of quality assurance raises what she saw. She may not judge it; Dan assesses, and only then closes it."""
    desk = small_desk().work(until="1.3")
    desk.can("dot", RaiseDeviation(step="1.2", description="The door stood open during work", deviation_class="minor"))
    verdict = AssessDeviation(number="DEV-001", deviation_class="major", impact="negligible", other_batches="none")
    assert desk.cannot("dot", verdict).code == "own-work"
    assert desk.cannot("dan", CloseDeviation(number="DEV-001", authenticated=True)).code == "deviation-not-assessed"
    desk.can("dan", verdict)
    assert desk.cannot("dan", CloseDeviation(number="DEV-001", authenticated=True)).code == "action-missing"
    desk.handle("DEV-001")
    assert desk.cannot("dan", CloseDeviation(number="DEV-001", authenticated=False)).code == "reauthentication-needed"
    desk.can("dan", CloseDeviation(number="DEV-001", authenticated=True))
    closed = desk.record.deviations["DEV-001"]
    assert (closed.proposed_class, closed.deviation_class, closed.status) == ("minor", "major", "closed")


@pytest.mark.requirement("REC-13", "negative")
@pytest.mark.requirement("REC-13", kind="positive")
def test_a_problem_cannot_stay_a_remark() -> None:
    """A comment is a comment. A note that reports a problem opens a deviation, and then somebody has to decide."""
    desk = small_desk()
    desk.can("ann", AddNote(step="1.1", text="The courier came ten minutes early"))
    assert desk.record.deviations == {}
    desk.can("ann", AddNote(step="1.1", text={"sealed": "5f2a"}, problem=True))
    assert [deviation.description for deviation in desk.record.deviations.values()] == [{"kind": "problem-note"}]


@pytest.mark.requirement("REC-06", kind="positive")
def test_a_step_that_does_not_apply_is_voided_and_still_signed() -> None:
    """There is no foam, so nothing is rinsed: the step is optional and no deviation. Signed it must be all the same."""
    desk = small_desk().work(until="1.5")
    desk.can("ann", MarkNotApplicable(step="1.5", reason="No foam was left in the bag"))
    assert [need.kind for need in missing(desk.record, "1.5")] == ["signature"]
    desk.can("ann", desk.sign("1.5"))
    assert step_status(desk.record, "1.5") is StepStatus.NOT_APPLICABLE
    assert desk.record.deviations == {}


@pytest.mark.requirement("REC-05", kind="positive")
def test_leaving_out_a_step_that_is_not_optional_is_a_deviation() -> None:
    """The reagent was not added. The record can say so, but not without a deviation."""
    desk = small_desk().work(until="1.4").later(minutes=10)
    desk.can("ann", MarkNotApplicable(step="1.4", reason="The vial broke and there was no other"))
    [deviation] = desk.record.deviations.values()
    assert (deviation.proposed_class, deviation.description) == ("minor", {"kind": "not-applicable"})


@pytest.mark.requirement("TRA-02", kind="positive")
def test_a_scanned_stranger_stops_the_batch() -> None:
    """The scanner reads another patient's number from the bag: refused, a critical deviation, and the batch on hold.

    Only when quality has assessed it and lifted the hold, the right bag can be scanned.
    """
    desk = small_desk()
    stranger = EnterValue(step="1.1", field="patient", value="EX-P99999", source="instrument")
    assert desk.cannot("ann", stranger).code == "identity-mismatch"
    [deviation] = desk.record.deviations.values()
    assert (deviation.code, deviation.proposed_class) == ("DV-CR01", "critical")
    assert desk.record.status == "held"
    assert desk.cannot("ann", desk.enter("1.1", "patient")).code == "batch-held"

    lift = LiftHold(reason="The right bag was found and both were segregated")
    assert desk.cannot("dot", lift).code == "critical-deviation-open"
    desk.can("dan", AssessDeviation(number="DEV-001", deviation_class="critical", impact="none"))
    desk.can("dot", lift)
    desk.can("ann", desk.enter("1.1", "patient"))


@pytest.mark.requirement("TRA-02", kind="negative")
def test_a_mistyped_number_is_refused_and_kept_but_is_no_deviation() -> None:
    """Ann types two digits the wrong way round. Nothing is written, the attempt stays, and she reads the label again."""
    desk = small_desk()
    desk.cannot("ann", EnterValue(step="1.1", field="patient", value="EX-P00024"))
    assert [attempt.event.code for attempt in desk.record.attempts] == ["identity-mismatch"]
    assert (desk.record.deviations, desk.record.status) == ({}, "quarantine")


@pytest.mark.requirement("REC-11", kind="negative")
def test_an_expired_lot_is_refused_with_a_remedy_and_the_attempt_is_kept() -> None:
    """The pack expired yesterday. The record refuses it, says what to do, and remembers that it was tried."""
    desk = small_desk().work(until="1.2")
    pack = {"material": "reagent", "lot": "R-17", "expiry": "2025-10-07", "status": "released"}
    refusal = desk.cannot("ann", EnterValue(step="1.2", field="lot_reagent", scan=pack, source="instrument"))
    assert refusal.code == "material-expired"
    assert "another released lot" in refusal.remedy
    [attempt] = desk.record.attempts
    assert (attempt.event.tried, attempt.event.by) == ("reagent|R-17|2025-10-07|released", "ann")
    assert "lot_reagent" not in desk.record.values
    assert kinds(desk) == ["material-not-usable"]


@pytest.mark.requirement("REC-02", kind="negative")
def test_nobody_verifies_their_own_work() -> None:
    """Bob wrote one value of the step, Ann the other and signed. Neither may verify; Ben may."""
    desk = small_desk().work(until="1.3")
    desk.can("bob", desk.enter("1.3", "volume_ml"))
    desk.can("ann", desk.enter("1.3", "density_e6_per_ml"))
    desk.can("ann", desk.sign("1.3"))
    for person in ("ann", "bob"):
        assert desk.cannot(person, desk.sign("1.3", "verified")).code == "self-verification"
    desk.can("ben", desk.sign("1.3", "verified"))
    assert [attempt.event.code for attempt in desk.record.attempts] == ["self-verification"] * 2


@pytest.mark.requirement("SIG-03", "negative")
@pytest.mark.requirement("SIG-03", kind="positive")
def test_a_signature_fits_only_what_was_shown() -> None:
    """Ben reads the step. While he reads, Ann corrects it. His signature is refused, because he has not seen that.

    The same content in another batch has another hash, so a copied signature fits nowhere.
    """
    desk = small_desk().work(until="1.3").fill("1.3")
    shown = desk.sign("1.3", "performed")
    desk.can(
        "ann", CorrectValue(step="1.3", field="volume_ml", value="99.0", reason="Read 99.0, the scale had not settled")
    )
    assert desk.cannot("ann", shown).code == "content-changed"
    desk.can("ann", desk.sign("1.3"))
    other = Desk(blank_record(small_recipe()))
    other.can(
        "dot",
        IssueRecord(
            batch_number="TD-25-002",
            recipe_code="small",
            recipe_version=1,
            recipe_hash=other.record.recipe.content_hash,
            donation_number=DONATION,
            patient_number=PATIENT,
        ),
    )
    assert step_hash(other.record, "1.1") != step_hash(small_desk().record, "1.1")


def test_results_that_come_late_do_not_stop_production() -> None:
    """The bottle is read on day 7. Production goes on meanwhile, and the clock may jump when only waiting is left."""
    desk = small_desk().work(until="1.5")
    open_now = {step.id for step in current_steps(desk.record)}
    assert open_now == {"1.5", "2.1", "2.2"}
    assert next_planned(desk.record, desk.at) is None
    desk.finish("1.5").finish("2.1", {"viability_pct": "90.0"})
    planned = next_planned(desk.record, desk.at)
    assert planned == sim_time(days=7, hours=9)
    assert desk.cannot("cas", desk.enter("2.2", "growth")).code == "step-too-early"


@pytest.mark.requirement("REC-03", "negative")
@pytest.mark.requirement("REC-03", kind="positive")
def test_a_critical_value_typed_by_hand_needs_a_second_person() -> None:
    """Taken from the instrument, Cas closes the result alone. Typed by hand, a second person checks it."""
    desk = small_desk().work(until="1.5")
    twin = without(desk)
    desk.can("cas", EnterValue(step="2.1", field="viability_pct", value="91.0", source="instrument"))
    desk.can("cas", EnterValue(step="2.1", field="il12_pg_per_ml", value="<50", source="instrument"))
    desk.can("cas", desk.sign("2.1"))
    assert step_status(desk.record, "2.1") is StepStatus.CLOSED

    twin.can("cas", EnterValue(step="2.1", field="viability_pct", value="91.0"))
    twin.can("cas", EnterValue(step="2.1", field="il12_pg_per_ml", value="<50", source="instrument"))
    twin.can("cas", twin.sign("2.1"))
    assert step_status(twin.record, "2.1") is StepStatus.PERFORMED
    twin.can("ben", twin.sign("2.1", "verified"))
    assert step_status(twin.record, "2.1") is StepStatus.CLOSED
    assert kinds(twin) == ["manual-instead-of-instrument"]
