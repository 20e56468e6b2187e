"""Every error of good documentation practice, as somebody would make it here: what the record prevents, and what is raised."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from desk import Desk, event_desk, photo
from test_events import EVENTS_OF_ERRORS, before_its_turn, device_overdue, typed_instead_of_taken

from gradea.record import (
    AddNote,
    ConsiderException,
    CorrectValue,
    DeclareOutage,
    EndOutage,
    EnterValue,
    IssueRecord,
    RaiseDeviation,
    RecordIntervention,
    RecordRetest,
    exceptions_of,
    to_consider,
)
from gradea.vocabulary import SimTime

WORDS = "Seen in the review of the record and of the paper forms."
Story = Callable[[], Desk]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One error.

    Attributes:
        story: Makes it. `prevented`: code of the refusal when it is tried here; empty where it can be made.
        found_as: Kind of the exception under which a reviewer meets it; empty where only a person can see it.
        critical: Whether it happens in a critical step.
    """

    story: Callable[[], tuple[Desk, str]]
    prevented: str = ""
    found_as: str = ""
    critical: bool = False


def open_step(step: str) -> Desk:
    return event_desk().work(until=step).wait_for(step)


def tried(desk: Desk, person: str, command: object) -> tuple[Desk, str]:
    return desk, desk.cannot(person, command).code  # type: ignore[arg-type]


def blank() -> tuple[Desk, str]:
    desk = open_step("1.2")
    desk.can("ann", desk.enter("1.2", "humidity_pct"))
    return tried(desk, "ann", desk.sign("1.2"))


def from_memory() -> tuple[Desk, str]:
    desk = open_step("1.2").later(hours=5)
    claimed = SimTime(desk.at - 2 * 3_600_000)
    desk.can("ann", desk.enter("1.2", "humidity_pct", performed_at=claimed, reason="Forgot it while gowning"))
    return desk, ""


def overwritten() -> tuple[Desk, str]:
    desk = open_step("1.2")
    desk.can("ann", desk.enter("1.2", "humidity_pct", "45"))
    return tried(desk, "ann", EnterValue(step="1.2", field="humidity_pct", value="46"))


def corrected_without_reason() -> tuple[Desk, str]:
    desk = open_step("1.2")
    desk.can("ann", desk.enter("1.2", "humidity_pct", "45"))
    _, code = tried(desk, "ann", CorrectValue(step="1.2", field="humidity_pct", value="46", reason="typing error"))
    why = "Read 46 on the display, wrote the line above it"
    desk.can("ann", CorrectValue(step="1.2", field="humidity_pct", value="46", reason=why))
    return desk, code


def unsigned() -> tuple[Desk, str]:
    desk = open_step("1.4")
    desk.fill("1.4").can("ann", desk.sign("1.4"))
    desk.at = SimTime(desk.at + 8 * 86_400_000)
    return tried(desk, "ben", desk.review("production"))


def verified_by_the_performer() -> tuple[Desk, str]:
    desk = open_step("1.4").fill("1.4")
    desk.can("ann", desk.sign("1.4"))
    return tried(desk, "ann", desk.sign("1.4", "verified"))


def filled_in_before() -> tuple[Desk, str]:
    desk = open_step("1.2")
    return tried(desk, "ann", EnterValue(step="1.4", field="volume_ml", value="100.0"))


def back_dated() -> tuple[Desk, str]:
    return before_its_turn(), ""


def signed_for_a_colleague() -> tuple[Desk, str]:
    desk = open_step("1.4")
    desk.can("bob", desk.enter("1.4", "volume_ml"))
    desk.can("bob", desk.enter("1.4", "density_e6_per_ml"))
    desk.can("ann", desk.sign("1.4"))
    return desk, ""


def twelve_hour_clock() -> tuple[Desk, str]:
    desk = open_step("1.5")
    return tried(desk, "ann", EnterValue(step="1.5", field="filled_at", value="2:05 pm"))


def with_a_unit_of_its_own() -> tuple[Desk, str]:
    return tried(open_step("1.4"), "ann", EnterValue(step="1.4", field="volume_ml", value="100.0 µL"))


def rounded() -> tuple[Desk, str]:
    return tried(open_step("1.4"), "ann", EnterValue(step="1.4", field="volume_ml", value="100"))


def ditto() -> tuple[Desk, str]:
    return tried(open_step("1.4"), "ann", EnterValue(step="1.4", field="volume_ml", value='"'))


def loose_paper() -> tuple[Desk, str]:
    desk = open_step("1.2").later(hours=1)
    loose = {"source": "paper", "reading": "P-07", "performed_at": SimTime(desk.at - 1_800_000)}
    why = "Copied from a sheet of my own"
    _, code = tried(desk, "ann", EnterValue(step="1.2", field="humidity_pct", value="45", reason=why, **loose))
    desk.can("ann", DeclareOutage(text="The tablets lost the network; form P-07 is used."))
    desk.later(minutes=30).can("ann", EndOutage(text="The network is back, the form is entered."))
    desk.later(minutes=20)
    during = {"source": "paper", "reading": "P-07", "performed_at": SimTime(desk.at - 40 * 60_000)}
    desk.can("ann", EnterValue(step="1.2", field="humidity_pct", value="45", reason=why, **during))
    return desk, code


def wrong_version() -> tuple[Desk, str]:
    desk = event_desk()
    recipe = desk.record.recipe
    fresh = Desk(type(desk.record)(recipe=recipe))
    numbers = {"batch_number": "EV-25-002", "donation_number": "EXB0001234", "patient_number": "EX-P00042"}
    old = IssueRecord(recipe_code="events", recipe_version=0, recipe_hash=recipe.content_hash, **numbers)
    _, code = tried(fresh, "dot", old)
    return desk, code


def lot_not_recorded() -> tuple[Desk, str]:
    label = {"material": "reagent", "lot": "", "expiry": "2027-01-01", "status": "released"}
    return tried(open_step("1.3"), "ann", EnterValue(step="1.3", field="lot_reagent", scan=label, source="instrument"))


def overdue_device() -> tuple[Desk, str]:
    return device_overdue(), "equipment-not-ready"


def typed() -> tuple[Desk, str]:
    return typed_instead_of_taken(), ""


def only_a_remark() -> tuple[Desk, str]:
    desk = open_step("1.2")
    desk.can("ann", AddNote(step="1.2", text="The door stood open while the bag was open"))
    return desk, ""


def ticked() -> tuple[Desk, str]:
    desk = open_step("1.1")
    desk.can("ann", desk.enter("1.1", "line_clear", "yes"))
    return desk, ""


def labels_short() -> tuple[Desk, str]:
    desk = event_desk()
    desk.values["printed"] = "3"
    desk.work(until="1.6").finish("1.6")
    return desk, ""


def intervention_without_times() -> tuple[Desk, str]:
    return tried(open_step("1.5"), "ann", RecordIntervention(step="1.5", intervention="glove-change"))


def scribe_at_a_desk() -> tuple[Desk, str]:
    desk = open_step("1.2")
    entry = {"step": "1.2", "field": "humidity_pct", "value": "45", "performer": "ann"}
    _, code = tried(desk, "ben", EnterValue(**entry, scribe_case="convenience"))
    desk.can("ben", EnterValue(**entry, scribe_case="aseptic"))
    return desk, code


def run_again() -> tuple[Desk, str]:
    desk = event_desk()
    desk.values["viability_pct"] = "61.0"
    desk.work(until="2.1").finish("2.1")
    number = next(iter(desk.record.oos))
    return tried(desk, "cas", RecordRetest(number=number, value="74.0"))


ROWS: Mapping[str, Row] = {
    "GE01": Row(story=blank, prevented="fields-missing"),
    "GE02": Row(story=from_memory, found_as="late-entry"),
    "GE03": Row(story=overwritten, prevented="already-entered"),
    "GE04": Row(story=corrected_without_reason, prevented="reason-not-meaningful", found_as="correction"),
    "GE05": Row(story=unsigned, prevented="review-too-early"),
    "GE06": Row(
        story=verified_by_the_performer, prevented="self-verification", found_as="refused-attempt", critical=True
    ),
    "GE07": Row(story=filled_in_before, prevented="step-not-reached"),
    "GE08": Row(story=back_dated, found_as="late-entry", critical=True),
    "GE09": Row(story=signed_for_a_colleague, found_as="performed-by-other", critical=True),
    "GE10": Row(story=twelve_hour_clock, prevented="instant-format"),
    "GE11": Row(story=with_a_unit_of_its_own, prevented="number-format"),
    "GE12": Row(story=rounded, prevented="number-format"),
    "GE13": Row(story=ditto, prevented="number-format"),
    "GE14": Row(story=loose_paper, prevented="paper-without-outage", found_as="paper-entry"),
    "GE15": Row(story=wrong_version, prevented="recipe-differs"),
    "GE16": Row(story=lot_not_recorded, prevented="scan-incomplete"),
    "GE17": Row(story=overdue_device, prevented="equipment-not-ready", found_as="equipment-not-ready"),
    "GE18": Row(story=typed, found_as="manual-instead-of-instrument", critical=True),
    "GE19": Row(story=only_a_remark),
    "GE20": Row(story=ticked),
    "GE21": Row(story=labels_short),
    "GE22": Row(story=intervention_without_times, prevented="intervention-without-times"),
    "GE23": Row(story=scribe_at_a_desk, prevented="scribe-case", found_as="scribe-entry"),
    "GE24": Row(story=run_again, prevented="retest-not-approved", found_as="refused-attempt", critical=True),
}


@pytest.mark.requirement("REC-04", "negative")
@pytest.mark.requirement("REC-06", "negative")
@pytest.mark.requirement("AUD-13", "positive")
@pytest.mark.parametrize("code", EVENTS_OF_ERRORS)
def test_each_documentation_error_is_prevented_or_found_and_raised_in_its_class(code: str) -> None:
    """The record refuses what it can see coming; what is left is found by a reviewer, and becomes a deviation of its class."""
    row = ROWS[code]
    desk, refused = row.story()
    assert refused == row.prevented
    if row.found_as:
        found = next(item for item in to_consider(desk.record) if item.kind == row.found_as)
        assert found.critical is row.critical
        desk.can("dot", ConsiderException(key=found.key, verdict="finding", text=WORDS, code=code))
        assert found.key in desk.record.considered
    else:
        desk.can("dot", RaiseDeviation(description=WORDS, code=code))
    [raised] = [each for each in desk.record.deviations.values() if each.code == code]
    usual = EVENTS_OF_ERRORS[code]["classes"]
    assert raised.proposed_class in usual
    if len(usual) == 1:
        assert raised.proposed_class == usual[0]


def test_a_remark_is_shown_to_the_reviewer_and_a_label_that_is_missing_is_a_deviation() -> None:
    """The two errors that only a person can name are still not invisible: a comment is an exception, a label a deviation."""
    desk, _ = only_a_remark()
    assert [item.kind for item in exceptions_of(desk.record)] == ["comment"]
    desk, _ = labels_short()
    assert [(each.code, each.proposed_class) for each in desk.record.deviations.values()] == [("DV-MJ12", "major")]


@pytest.mark.requirement("REC-16", "positive")
@pytest.mark.requirement("REC-16", "negative")
def test_a_photo_is_known_by_its_hash_before_a_field_names_it() -> None:
    """A hash that no attached file has is refused; once it is attached, the field takes it."""
    desk = open_step("1.5")
    entry = desk.enter("1.5", "photo")
    assert desk.cannot("ann", entry).code == "photo-not-attached"
    desk.can("ann", photo("photo"))
    assert desk.cannot("ann", photo("photo")).code == "file-known"
    desk.can("ann", entry)
    [kept] = desk.record.files
    assert (kept.sha256, kept.by, kept.origin) == (desk.record.values["photo"], "ann", "TAB-01")
