"""Every refusal has a code, a rule, a message with the limit, and a remedy. One row per refusal, with its story."""

from collections.abc import Callable

import pytest
from desk import BATCH, DONATION, PATIENT, Desk, small_desk, small_recipe

from gradea.record import (
    ALLOWED,
    ROLES,
    AddNote,
    AssessDeviation,
    CloseDeviation,
    Command,
    CorrectValue,
    EnterValue,
    HoldBatch,
    IssueRecord,
    LiftHold,
    MarkNotApplicable,
    RaiseDeviation,
    SignReview,
    SignStep,
    blank_record,
    record_hash,
)
from gradea.vocabulary import MINUTE, SimTime

WHY = "Read again from the print-out of the counter"


def at(step: str) -> Callable[[], Desk]:
    """Return a desk where this step is the current one."""
    return lambda: small_desk().work(until=step).later(minutes=15)


def filled(step: str) -> Callable[[], Desk]:
    """Return a desk where this step is filled in and not signed."""
    return lambda: at(step)().fill(step)


def enter(step: str, code: str, value: str = "", **more: object) -> Callable[[Desk], Command]:
    """Return a maker of an entry."""
    return lambda _desk: EnterValue(step=step, field=code, value=value, **more)


def pack(**changes: object) -> dict[str, object]:
    """Return what the label of a good pack says, with changes."""
    return {"material": "reagent", "lot": "R-17", "expiry": "2027-06-30", "status": "released", **changes}


def device(**changes: object) -> dict[str, object]:
    """Return what the label of a good device says, with changes."""
    return {"equipment": "CNT-1", "status": "qualified", "due_date": "2026-06-30", **changes}


REFUSED: list[tuple[str, str, Callable[[], Desk], Callable[[Desk], Command]]] = [
    ("step-unknown", "ann", at("1.3"), enter("9.9", "volume_ml", "100.0")),
    ("field-unknown", "ann", at("1.3"), enter("1.3", "colour", "red")),
    ("step-not-reached", "ann", at("1.2"), enter("1.3", "volume_ml", "100.0")),
    ("step-not-reached", "ben", at("1.3"), enter("3.1", "complete", "yes")),
    ("step-closed", "ann", at("1.5"), enter("1.3", "cells_e6", "1.0")),
    ("already-entered", "ann", filled("1.3"), enter("1.3", "volume_ml", "101.0")),
    ("field-calculated", "ann", at("1.3"), enter("1.3", "cells_e6", "100.0")),
    ("role-not-allowed", "cas", at("1.3"), enter("1.3", "volume_ml", "100.0")),
    ("role-not-allowed", "eve", at("1.3"), enter("1.3", "volume_ml", "100.0")),
    ("role-not-allowed", "dot", at("1.3"), enter("1.3", "volume_ml", "100.0")),
    ("role-not-allowed", "ben", at("1.3"), enter("1.3", "volume_ml", "100.0")),
    ("role-not-allowed", "adm", at("1.3"), enter("1.3", "volume_ml", "100.0")),
    ("number-format", "ann", at("1.3"), enter("1.3", "volume_ml", "100")),
    ("number-format", "ann", at("1.3"), enter("1.3", "volume_ml", "100,0")),
    ("number-format", "ann", at("1.3"), enter("1.3", "volume_ml", "100.0 mL")),
    ("number-format", "ann", at("1.3"), enter("1.3", "volume_ml", "1e2")),
    ("number-format", "ann", at("1.3"), enter("1.3", "volume_ml", "NaN")),
    ("number-format", "ann", at("1.3"), enter("1.3", "volume_ml", "<50")),
    ("value-implausible", "ann", at("1.3"), enter("1.3", "volume_ml", "1000.0")),
    ("value-implausible", "ann", at("1.3"), enter("1.3", "volume_ml", "-5.0")),
    ("option-unknown", "ann", at("1.5"), enter("1.5", "rinsed", "perhaps")),
    ("text-format", "ann", at("1.5"), enter("1.5", "rinse_code", "see the note: I was unsure!")),
    ("text-format", "ann", at("1.3"), enter("1.3", "volume_ml", "100.0", reading="my own words, with a comma")),
    ("scan-incomplete", "ann", at("1.2"), enter("1.2", "lot_reagent", scan={"material": "reagent"})),
    ("scan-incomplete", "ann", at("1.2"), enter("1.2", "lot_reagent", "reagent|R-17")),
    ("scan-incomplete", "ann", at("1.2"), enter("1.2", "lot_reagent", scan=pack(lot={"no": 1}))),
    ("material-wrong", "ann", at("1.2"), enter("1.2", "lot_reagent", scan=pack(material="medium"))),
    ("material-expired", "ann", at("1.2"), enter("1.2", "lot_reagent", scan=pack(expiry="2025-09"))),
    ("material-expired", "ann", at("1.2"), enter("1.2", "lot_reagent", scan=pack(expiry=3_600_000))),
    ("material-expired", "ann", at("1.2"), enter("1.2", "lot_reagent", scan=pack(status="expired"))),
    ("material-not-released", "ann", at("1.2"), enter("1.2", "lot_reagent", scan=pack(status="quarantine"))),
    ("material-not-released", "ann", at("1.2"), enter("1.2", "lot_reagent", "reagent|R-17|2027-06-30|rejected")),
    ("equipment-wrong", "ann", at("1.2"), enter("1.2", "status_counter", scan=device(equipment="SCALE-1"))),
    ("equipment-not-ready", "ann", at("1.2"), enter("1.2", "status_counter", scan=device(status="expired"))),
    ("equipment-not-ready", "ann", at("1.2"), enter("1.2", "status_counter", scan=device(due_date="2025-10-01"))),
    ("identity-mismatch", "ann", at("1.1"), enter("1.1", "donation", PATIENT)),
    ("fields-missing", "ann", at("1.3"), lambda desk: desk.sign("1.3")),
    ("not-performed-yet", "ben", filled("1.3"), lambda desk: desk.sign("1.3", "verified")),
    ("meaning-not-possible", "ann", filled("1.3"), lambda desk: desk.sign("1.3", "approved")),
    ("meaning-not-possible", "ben", filled("1.2"), lambda desk: desk.sign("1.2", "verified")),
    ("signed-by-review", "dot", at("1.3"), lambda desk: desk.sign("3.3")),
    ("reauthentication-needed", "ann", filled("1.3"), lambda desk: desk.sign("1.3", authenticated=False)),
    ("already-signed", "ann", at("1.4"), lambda desk: desk.sign("1.3")),
    ("step-not-reached", "ann", at("1.2"), lambda desk: desk.sign("1.3")),
    (
        "field-calculated",
        "ann",
        at("1.4"),
        lambda _desk: CorrectValue(step="1.3", field="cells_e6", value="1.0", reason=WHY),
    ),
    (
        "nothing-to-correct",
        "ann",
        at("1.3"),
        lambda _desk: CorrectValue(step="1.3", field="volume_ml", value="1.0", reason=WHY),
    ),
    (
        "correction-same-value",
        "ann",
        at("1.4"),
        lambda _desk: CorrectValue(step="1.3", field="volume_ml", value="100.0", reason=WHY),
    ),
    ("step-closed", "ann", at("1.4"), lambda _desk: MarkNotApplicable(step="1.3", reason=WHY)),
    ("review-cannot-be-skipped", "dot", at("1.4"), lambda _desk: MarkNotApplicable(step="3.2", reason=WHY)),
    ("role-not-allowed", "adm", at("1.4"), lambda _desk: AddNote(text="The administrator was here as well")),
    ("class-unknown", "ann", at("1.4"), lambda _desk: RaiseDeviation(description=WHY, deviation_class="awful")),
    (
        "event-unknown",
        "ann",
        at("1.4"),
        lambda _desk: RaiseDeviation(description=WHY, deviation_class="minor", code="oops"),
    ),
    ("text-too-long", "ann", at("1.4"), lambda _desk: AddNote(text="long and winding " * 200)),
    (
        "deviation-unknown",
        "dan",
        at("1.4"),
        lambda _desk: AssessDeviation(number="DEV-009", deviation_class="minor", impact="none"),
    ),
    (
        "review-unknown",
        "dot",
        at("1.4"),
        lambda desk: SignReview(kind="peer", content_hash=record_hash(desk.record), authenticated=True),
    ),
    ("review-too-early", "ben", at("1.4"), lambda desk: desk.review("production")),
    ("gate-closed", "eve", at("1.4"), lambda desk: desk.dispose("certified")),
    ("decision-unknown", "eve", at("1.4"), lambda desk: desk.dispose("released")),
    ("reason-not-meaningful", "eve", at("1.4"), lambda desk: desk.dispose("rejected", "bad")),
    ("not-held", "dot", at("1.4"), lambda _desk: LiftHold(reason=WHY)),
    ("role-not-allowed", "ann", at("1.4"), lambda _desk: HoldBatch(reason=WHY)),
]

HELD = {
    "step-not-reached": "REC-04",
    "step-closed": "REC-04",
    "already-entered": "AUD-04",
    "field-calculated": "REC-10",
    "role-not-allowed": "ACC-02",
    "number-format": "REC-07",
    "value-implausible": "REC-07",
    "material-wrong": "REC-11",
    "material-expired": "REC-11",
    "material-not-released": "REC-11",
    "equipment-wrong": "REC-12",
    "equipment-not-ready": "REC-12",
    "identity-mismatch": "TRA-02",
    "fields-missing": "REC-06",
    "not-performed-yet": "REC-01",
    "meaning-not-possible": "SIG-01",
    "reauthentication-needed": "SIG-06",
    "correction-same-value": "REC-08",
    "nothing-to-correct": "REC-08",
    "review-too-early": "REL-01",
    "review-cannot-be-skipped": "AUD-11",
    "gate-closed": "REL-03",
    "reason-not-meaningful": "AUD-03",
}
"""Refusal and the requirement that it holds; what is not named holds that errors are handled at all."""


@pytest.mark.parametrize(
    ("code", "person", "desk", "command"),
    [
        pytest.param(
            *row, marks=pytest.mark.requirement(HELD.get(row[0], "VAL-02"), "negative"), id=f"{row[0]}-{number}"
        )
        for number, row in enumerate(REFUSED)
    ],
)
def test_it_is_refused_and_nothing_is_written(
    code: str, person: str, desk: Callable[[], Desk], command: Callable[[Desk], Command]
) -> None:
    """The refusal names the rule and what to do; a refusal changes nothing but the list of attempts."""
    there = desk()
    before = there.record
    assert there.cannot(person, command(there)).code == code
    assert there.record.values == before.values
    assert there.record.steps == before.steps
    assert there.record.deviations == before.deviations


@pytest.mark.requirement("AUD-03", kind="negative")
@pytest.mark.parametrize(
    "reason",
    [
        "",
        ".",
        "x",
        "error",
        "typing error",
        "Typing  ERROR!",
        "aaaaaaaaaaaa",
        "n/a n/a n/a n/a",
        "correctie",
        "wrong value",
        "..........",
        "1111111111",
    ],
)
def test_a_reason_that_says_nothing_is_refused(reason: str) -> None:
    """Empty, generic, one-character and held-down-key reasons explain nothing to a reviewer next year."""
    desk = at("1.4")()
    change = CorrectValue(step="1.3", field="volume_ml", value="101.0", reason=reason)
    assert desk.cannot("ann", change).code == "reason-not-meaningful"


@pytest.mark.requirement("AUD-03", kind="positive")
@pytest.mark.parametrize("reason", ["Read 101.0, wrote 100.0", "Afgelezen 101.0, verkeerd overgeschreven"])
def test_a_reason_that_says_something_is_accepted(reason: str) -> None:
    """What was wrong and how the right value is known."""
    desk = at("1.4")()
    desk.can("ann", CorrectValue(step="1.3", field="volume_ml", value="101.0", reason=reason))


@pytest.mark.requirement("TIM-04", kind="negative")
@pytest.mark.parametrize(
    ("minutes_ago", "reason", "code"),
    [
        (-1, WHY, "time-in-future"),
        (15, "", ""),
        (16, "", "late-entry-needs-reason"),
        (16, "later", "late-entry-needs-reason"),
        (16, WHY, ""),
        (100_000, WHY, "time-before-issue"),
    ],
)
def test_the_claimed_time_has_its_limits(minutes_ago: int, reason: str, code: str) -> None:
    """Fifteen minutes are on time, sixteen are late and need a reason; the future and the time before issue are refused."""
    desk = at("1.3")().later(minutes=60)
    done = SimTime(desk.at - minutes_ago * 60_000)
    entry = EnterValue(step="1.3", field="volume_ml", value="100.0", performed_at=done, reason=reason)
    if code:
        assert desk.cannot("ann", entry).code == code
    else:
        desk.can("ann", entry)


@pytest.mark.requirement("VAL-02", kind="positive")
@pytest.mark.parametrize(
    ("value", "deviations"), [("89.9", 1), ("90.0", 0), ("90.1", 0), ("109.9", 0), ("110.0", 0), ("110.1", 1)]
)
def test_a_limit_includes_its_own_value(value: str, deviations: int) -> None:
    """One step below, on, and one step above each limit."""
    desk = at("1.3")()
    desk.can("ann", EnterValue(step="1.3", field="volume_ml", value=value))
    assert len(desk.record.deviations) == deviations


@pytest.mark.requirement("VAL-02", kind="positive")
@pytest.mark.parametrize(("value", "fails"), [("69.9", True), ("70.0", True), ("70.1", False)])
def test_a_specification_above_a_number_excludes_it(value: str, fails: bool) -> None:
    """Viability must be above 70 %; exactly 70 is not above."""
    desk = small_desk().work(until="1.5")
    desk.can("cas", EnterValue(step="2.1", field="viability_pct", value=value, source="instrument"))
    assert bool(desk.record.deviations) is fails


@pytest.mark.requirement("MAS-02", "negative")
@pytest.mark.requirement("VAL-03", "negative")
@pytest.mark.requirement("MAS-01", kind="negative")
@pytest.mark.requirement("MAS-03", kind="negative")
@pytest.mark.requirement("MAS-04", kind="negative")
@pytest.mark.requirement("TRA-03", kind="negative")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"recipe_version": 2}, "recipe-differs"),
        ({"recipe_hash": "0" * 64}, "recipe-differs"),
        ({"patient_number": "Jan Peeters"}, "identifier-format"),
        ({"patient_number": DONATION}, "identifier-format"),
        ({"copy_number": 0}, "identifier-format"),
        ({"day_zero_date": "8 October"}, "date-format"),
    ],
)
def test_a_copy_is_issued_only_of_what_is_approved(changes: dict[str, object], code: str) -> None:
    """Another version, another hash, a name instead of a number: refused. And a second copy of the same, too."""
    recipe = small_recipe()
    plain = {
        "batch_number": BATCH,
        "recipe_code": "small",
        "recipe_version": 1,
        "recipe_hash": recipe.content_hash,
        "donation_number": DONATION,
        "patient_number": PATIENT,
    }
    desk = Desk(blank_record(recipe))
    assert desk.cannot("dot", IssueRecord(**{**plain, **changes})).code == code
    assert desk.cannot("ann", IssueRecord(**plain)).code == "role-not-allowed"
    desk.can("dot", IssueRecord(**plain))
    assert desk.cannot("dot", IssueRecord(**plain)).code == "already-issued"


@pytest.mark.requirement("REL-02", "negative")
@pytest.mark.requirement("ACC-02", kind="positive")
@pytest.mark.requirement("ACC-03", kind="negative")
def test_nobody_outside_the_table_may_do_anything() -> None:
    """Administrators and trainers have no row; only a QP disposes, only quality judges, quality does not execute."""
    assert {"administrator", "trainer"}.isdisjoint({role for allowed in ALLOWED.values() for role in allowed})
    assert ALLOWED["dispose"] == {"qp"}
    assert ALLOWED["close-deviation"] == ALLOWED["review-quality"] == {"qa"}
    assert all(allowed <= {*ROLES, "system"} for allowed in ALLOWED.values())


@pytest.mark.requirement("SIG-07", kind="negative")
def test_a_second_click_is_answered_clearly_and_kept() -> None:
    """Signing twice is refused with the time of the first signature; entering the same value again says that it is there."""
    desk = filled("1.3")()
    again = desk.cannot("ann", EnterValue(step="1.3", field="volume_ml", value="100.0"))
    assert "with this very value" in again.message
    desk.can("ann", desk.sign("1.3"))
    assert "was signed as performed at" in desk.cannot("ann", desk.sign("1.3")).message
    assert [attempt.event.code for attempt in desk.record.attempts] == ["already-signed"]


def test_a_signature_without_content_is_refused() -> None:
    """A hash that is not of this content signs nothing."""
    desk = filled("1.3")()
    blind = SignStep(step="1.3", meaning="performed", content_hash="", authenticated=True)
    assert desk.cannot("ann", blind).code == "content-changed"


def test_a_deviation_that_is_closed_stays_closed() -> None:
    """It is not assessed or closed again; whatever comes back is a new one."""
    desk = at("1.3")()
    desk.can("ann", RaiseDeviation(description="A drop fell beside the port", deviation_class="minor"))
    desk.settle()
    assert desk.cannot("dan", CloseDeviation(number="DEV-001", authenticated=True)).code == "deviation-closed"
    verdict = AssessDeviation(number="DEV-001", deviation_class="minor", impact="none")
    assert desk.cannot("dan", verdict).code == "deviation-closed"


@pytest.mark.parametrize(
    ("typed", "says", "remedy"),
    [
        ("37", "Volume: '37' is not a number with 1 decimal in mL.", "Write it like 37.0,"),
        ("19.4 °C", "Volume: '19.4 °C' is not a number with 1 decimal in mL.", "Write it like 19.4,"),
        ("100.25", "Volume: '100.25' is not a number with 1 decimal in mL.", "Write it like 12.0,"),
        ("many", "Volume: 'many' is not a number with 1 decimal in mL.", "Write it like 12.0,"),
        ("900.0", "Volume: 900.0 mL cannot be", "Look at the reading again."),
    ],
)
def test_a_refused_number_is_spoken_of_as_the_reader_knows_it(typed: str, says: str, remedy: str) -> None:
    """By the label of the field, with the wanted form."""
    refusal = at("1.3")().cannot("ann", EnterValue(step="1.3", field="volume_ml", value=typed))
    assert refusal.message.startswith(says)
    assert refusal.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("typing error", "'typing error' explains too little"),
        ("Typing mistake.", "'typing mistake' explains too little"),
        ("slip", "too short; it needs at least 10"),
        ("aaaaaaaaaaaa", "repeats itself"),
        ("mistake mistake mistake", "repeats itself"),
    ],
)
def test_a_refused_reason_says_what_is_really_wrong(reason: str, says: str) -> None:
    """A generic phrase is not too short."""
    change = CorrectValue(step="1.3", field="volume_ml", value="101.0", reason=reason)
    refusal = at("1.4")().cannot("ann", change)
    assert says in refusal.message
    assert "what was misread or mistyped" in refusal.remedy


def test_an_incomplete_checklist_is_listed_by_its_labels_and_open_steps_are_counted_as_shown() -> None:
    """What stands before a certificate is read by people."""
    from gradea.record.gates import gates  # noqa: PLC0415

    words = {gate.code: gate.message for gate in gates(at("1.4")().record)}
    assert "Identity confirmed" in words["disposition-blank"]
    assert "identity_confirmed" not in words["disposition-blank"]
    assert "steps of production and quality control are not closed" in words["steps-open"]
    assert "review and release come after them" in words["steps-open"]


def test_a_late_entry_with_a_mere_phrase_is_told_what_is_wanted() -> None:
    """The phrase is long enough; it does not say why the value was not written at the time."""
    desk = at("1.3")()
    happened = desk.at
    desk.at = SimTime(desk.at + 120 * MINUTE)
    late = EnterValue(step="1.3", field="volume_ml", value="100.0", performed_at=happened, reason="typing error")
    refusal = desk.cannot("ann", late)
    assert refusal.code == "late-entry-needs-reason"
    assert "what kept you from writing it at the time" in refusal.remedy
