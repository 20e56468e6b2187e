"""Deciding about the copy and its standing: issue, hold, lift."""

import re

from gradea.record.commands import HoldBatch, IssueRecord, LiftHold
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import BatchHeld, Event, HoldLifted, RecordIssued
from gradea.record.guards import check_open
from gradea.record.reasons import check_reason
from gradea.record.recipe import MasterRecipe
from gradea.record.roles import check_role
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal

_DATE = re.compile(r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$")
_IDENTIFIER = re.compile(r"^(?=.*\d)[A-Z0-9][A-Z0-9./-]{2,31}$")


def decide_issue(record: BatchRecord, command: IssueRecord, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about issuing a numbered copy of the approved version for one batch."""
    refusal = _check_issuable(record, command) or check_role("issue", actor.role)
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(
        RecordIssued,
        batch_number=command.batch_number,
        recipe_code=command.recipe_code,
        recipe_version=command.recipe_version,
        recipe_hash=command.recipe_hash,
        copy_number=command.copy_number,
        donation_number=command.donation_number,
        patient_number=command.patient_number,
        day_zero_date=command.day_zero_date,
    )
    return draft.events


def _check_issuable(record: BatchRecord, command: IssueRecord) -> Refusal | None:
    recipe = record.recipe
    if record.issue is not None:
        return refuse(
            "already-issued",
            "MAS-04; PI 041 8.4",
            f"Copy {record.issue.copy_number} was issued for batch {record.batch_number}.",
            "Go on with that copy; a second one needs a reason and an approval outside this record.",
        )
    if recipe.status != "approved" or not recipe.approvals:
        return refuse(
            "recipe-not-approved",
            "MAS-01; MAS-03; Chapter 4 4.3",
            f"Version {recipe.version} of {recipe.code} is {recipe.status}; only an approved one is issued.",
            "Issue the approved version that is in force.",
        )
    named = (command.recipe_code, command.recipe_version, command.recipe_hash)
    if named != (recipe.code, recipe.version, recipe.content_hash):
        return refuse(
            "recipe-differs",
            "MAS-02; MAS-03",
            f"The copy asked for is not version {recipe.version} of {recipe.code} as approved.",
            "Open the approved version again and issue that one.",
        )
    if command.day_zero_date and not _DATE.match(command.day_zero_date):
        return refuse(
            "date-format",
            "TIM-03",
            f"'{command.day_zero_date[:20]}' is not a date.",
            "Write it like 2025-10-08.",
        )
    return _check_numbers(recipe, command)


def _check_numbers(recipe: MasterRecipe, command: IssueRecord) -> Refusal | None:
    """Refuse numbers that are missing, malformed or alike; a batch without donor or patient has no number of theirs."""
    given = {"donation": command.donation_number, "patient": command.patient_number}
    present = [number for kind, number in given.items() if number or kind in recipe.identified]
    numbers = (command.batch_number, *present)
    different = len(set(numbers)) == len(numbers)
    if different and all(_IDENTIFIER.match(number) for number in numbers) and command.copy_number >= 1:
        return None
    return refuse(
        "identifier-format",
        "TRA-01; TRA-03",
        "Batch, donation and patient need three different numbers of 3 to 32 capitals, digits and . / -; never a name.",
        "Give the pseudonymous numbers from the order.",
    )


def decide_hold(record: BatchRecord, command: HoldBatch, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about stopping production."""
    refusal = check_open(record) or check_role("hold", actor.role) or check_reason(command.reason)
    if refusal is None and record.held is not None:
        refusal = refuse("already-held", "Chapter 5 5.15", "The batch is already on hold.", "Nothing more is needed.")
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(BatchHeld, reason=command.reason, automatic=False)
    return draft.events


def decide_lift(record: BatchRecord, command: LiftHold, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about letting production go on; not while a critical deviation waits for its assessment."""
    refusal = check_open(record) or check_role("lift-hold", actor.role) or check_reason(command.reason)
    if refusal is None and record.held is None:
        refusal = refuse("not-held", "Chapter 5 5.15", "The batch is not on hold.", "Nothing more is needed.")
    waiting = [d.number for d in record.deviations.values() if d.status == "open" and d.deviation_class == "critical"]
    if refusal is None and waiting:
        refusal = refuse(
            "critical-deviation-open",
            "Chapter 5 5.15",
            f"{', '.join(waiting)} is critical and has not been assessed.",
            "Assess it first.",
        )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(HoldLifted, reason=command.reason)
    return draft.events
