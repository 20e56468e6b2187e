"""What a person may ask of a batch record; `execution.decide` answers, for a person, a role and an instant."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from gradea.record.floor_commands import FloorCommand
from gradea.record.own_words import Text
from gradea.record.quality_commands import QualityCommand
from gradea.record.release_commands import ReleaseCommand
from gradea.vocabulary import SimTime, stored


@stored("record.issue-record/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRecord:
    """Issue a numbered copy of exactly one approved recipe version for one batch (MAS-02).

    Attributes:
        recipe_hash: The content hash of the recipe, as the issuer saw it.
        donation_number: Pseudonymous identifier of the donation; `patient_number` of the recipient (TRA-03).
        day_zero_date: Calendar date of simulated day 0, `2026-11-23`; needed when labels carry calendar expiry dates.
    """

    batch_number: str
    recipe_code: str
    recipe_version: int
    recipe_hash: str
    donation_number: str
    patient_number: str
    copy_number: int = 1
    day_zero_date: str = ""


@stored("record.enter-value/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class EnterValue:
    """Write the first value into a field of the current step.

    Attributes:
        value: As written: exact decimals, an option, an identifier; ignored for scans.
        performed_at: When it happened, as claimed; None means now.
        reason: Why the entry is late, where it is.
        source: `manual`, `instrument`, or `paper`: written on paper during an outage and entered now (STO-05).
        reading: Reference of the observation it was taken from; for paper the number of the paper form.
        performer: Who did it, where a scribe writes (REC-17); `scribe_case`: why that is allowed here.
        scan: What the label said: material, lot, expiry, status; or equipment, status, due_date.
    """

    step: str
    field: str
    value: str = ""
    performed_at: SimTime | None = None
    reason: str = ""
    source: str = "manual"
    reading: str = ""
    scan: Mapping[str, Any] | None = None
    performer: str = ""
    scribe_case: str = ""


@stored("record.correct-value/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectValue:
    """Strike a value out and write another beside it, with a reason (REC-08). The old one stays readable."""

    step: str
    field: str
    reason: str
    value: str = ""
    source: str = "manual"
    reading: str = ""
    scan: Mapping[str, Any] | None = None


@stored("record.sign-step/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class SignStep:
    """Sign a step as performed or verified, what one wrote for another as scribed, results as reviewed.

    Attributes:
        meaning: `performed`, `verified`, `scribed` or `reviewed`.
        content_hash: `content.step_hash` of what the signer was shown.
        authenticated: Whether the caller has just re-authenticated the person (SIG-06).
    """

    step: str
    meaning: str
    content_hash: str
    authenticated: bool


@stored("record.mark-not-applicable/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNotApplicable:
    """Void the unfilled fields of a step, with a reason (REC-06). The step is still signed."""

    step: str
    reason: str


@stored("record.add-note/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote:
    """Add a comment, to a step or to the batch. A `problem` opens a deviation: somebody must decide (REC-13)."""

    text: Text
    step: str | None = None
    problem: bool = False


@stored("record.raise-deviation/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseDeviation:
    """Report a departure. The class is a proposal; quality decides. Without one, the code says it."""

    description: Text
    deviation_class: str = ""
    step: str | None = None
    code: str = ""


@stored("record.assess-deviation/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AssessDeviation:
    """Decide class and impact of a deviation: none, negligible, possible or affected.

    Attributes:
        other_batches: `none` (no other can be touched), `checked` (looked at, not touched) or `affected`.
        reason: Why the class is lower than the one proposed, where it is.
    """

    number: str
    deviation_class: str
    impact: str
    other_batches: str = ""
    reason: Text = ""


@stored("record.close-deviation/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDeviation:
    """Close an assessed deviation; an approval in writing (Chapter 5 5.15)."""

    number: str
    authenticated: bool


@stored("record.sign-review/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class SignReview:
    """Sign the production, audit-trail or quality review, for the `content.record_hash` of what was reviewed."""

    kind: str
    content_hash: str
    authenticated: bool


@stored("record.dispose/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class Dispose:
    """Decide about the batch, as Qualified Person.

    `certified`, `rejected`, `first-step` (certified with results pending; the statement holds the conditions) or
    `out-of-specification` (supplied on a physician's request, never a certificate).
    """

    decision: str
    statement: Text
    content_hash: str
    authenticated: bool


@stored("record.hold-batch/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class HoldBatch:
    """Stop production on this batch until quality lifts the hold."""

    reason: str


@stored("record.lift-hold/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class LiftHold:
    """Let production go on."""

    reason: str


@stored("record.print-labels/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class PrintLabels:
    """Print numbered labels for a container or sample. A second order for the same one says why (TRA-04)."""

    kind: str
    container: str
    copies: int
    reason: str = ""


@stored("record.account-labels/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLabels:
    """Say where every label of an order is: used, destroyed or retained with the record; written by a second person."""

    order: str
    used: int
    destroyed: int
    retained: int


Command: TypeAlias = (
    IssueRecord
    | EnterValue
    | CorrectValue
    | SignStep
    | MarkNotApplicable
    | AddNote
    | RaiseDeviation
    | AssessDeviation
    | CloseDeviation
    | SignReview
    | Dispose
    | HoldBatch
    | LiftHold
    | PrintLabels
    | AccountLabels
    | QualityCommand
    | FloorCommand
    | ReleaseCommand
)
