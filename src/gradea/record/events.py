"""What has been written: the facts of a batch record in their order. Each says who, in which role, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from gradea.record.floor_events import FLOOR_FREE_TEXT, FloorEvent
from gradea.record.own_words import Text
from gradea.record.quality_events import QUALITY_FREE_TEXT, QualityEvent
from gradea.record.release_events import RELEASE_FREE_TEXT, ReleaseEvent
from gradea.vocabulary import SimTime, stored


@stored("record.record-issued/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIssued:
    """A numbered copy of one recipe version was issued for one batch."""

    batch_number: str
    recipe_code: str
    recipe_version: int
    recipe_hash: str
    copy_number: int
    donation_number: str
    patient_number: str
    day_zero_date: str
    by: str
    role: str
    at: SimTime


@stored("record.value-entered/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ValueEntered:
    """A first value was written. `performed_at` is the claim, `at` the system's time (TIM-04).

    `performer`: who did it, where `by` only wrote it down as a scribe (REC-17).
    """

    step: str
    field: str
    value: str
    performed_at: SimTime
    late: bool
    reason: Text
    source: str
    reading: str
    scan: Mapping[str, Any] | None
    by: str
    role: str
    at: SimTime
    performer: str = ""


@stored("record.value-calculated/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCalculated:
    """The system calculated a field. `inputs` are the raw values it used, `formula` the locked text (REC-10)."""

    step: str
    field: str
    value: str
    formula: str
    inputs: Mapping[str, str]
    by: str
    role: str
    at: SimTime


@stored("record.value-corrected/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCorrected:
    """A value was struck out and another written beside it."""

    step: str
    field: str
    old_value: str
    value: str
    reason: Text
    source: str
    reading: str
    scan: Mapping[str, Any] | None
    by: str
    role: str
    at: SimTime


@stored("record.step-signed/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class StepSigned:
    """A step was signed, for exactly this content (SIG-03)."""

    step: str
    meaning: str
    content_hash: str
    by: str
    role: str
    at: SimTime


@stored("record.signatures-voided/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturesVoided:
    """The content of a signed step changed: its signatures no longer count (SIG-04). `cause`: the changed field."""

    step: str
    cause: str
    by: str
    role: str
    at: SimTime


@stored("record.step-marked-not-applicable/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class StepMarkedNotApplicable:
    """The unfilled fields of a step were voided."""

    step: str
    reason: Text
    by: str
    role: str
    at: SimTime


@stored("record.note-added/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded:
    """A comment was added."""

    step: str | None
    text: Text
    problem: bool
    by: str
    role: str
    at: SimTime


@stored("record.deviation-raised/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationRaised:
    """A departure was reported by a person, or by the record itself when a limit was missed.

    Attributes:
        code: Kind of event, `DV-MJ06`; empty where a person described it freely.
        description: A person's words, or for an automatic one a mapping with `kind` and the figures.
    """

    number: str
    step: str | None
    field: str
    code: str
    deviation_class: str
    description: Text
    automatic: bool
    by: str
    role: str
    at: SimTime


@stored("record.deviation-assessed/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationAssessed:
    """Quality decided class and impact, for this batch and for others."""

    number: str
    deviation_class: str
    impact: str
    by: str
    role: str
    at: SimTime
    other_batches: str = ""
    reason: Text = ""


@stored("record.deviation-closed/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationClosed:
    """Quality closed a deviation."""

    number: str
    by: str
    role: str
    at: SimTime


@stored("record.review-signed/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSigned:
    """A review of the whole record was signed, for exactly this content."""

    kind: str
    content_hash: str
    by: str
    role: str
    at: SimTime


@stored("record.reviews-voided/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewsVoided:
    """Something reviewed changed: the reviews no longer count. `cause` is the field or step that changed."""

    kinds: tuple[str, ...]
    cause: str
    by: str
    role: str
    at: SimTime


@stored("record.batch-disposed/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDisposed:
    """The Qualified Person decided. The record is closed."""

    decision: str
    statement: Text
    content_hash: str
    by: str
    role: str
    at: SimTime


@stored("record.batch-held/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class BatchHeld:
    """Production stands still."""

    reason: Text
    automatic: bool
    by: str
    role: str
    at: SimTime


@stored("record.hold-lifted/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLifted:
    """Production may go on."""

    reason: Text
    by: str
    role: str
    at: SimTime


@stored("record.attempt-refused/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRefused:
    """Something was tried that the record did not allow, and the rule says that the attempt stays visible.

    Attributes:
        command: Stored name of the command. `code` and `rule`: of the refusal.
        tried: The value, lot or meaning that was refused; never free text.
    """

    command: str
    step: str
    field: str
    code: str
    rule: str
    tried: str
    by: str
    role: str
    at: SimTime


@stored("record.labels-printed/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class LabelsPrinted:
    """Labels were printed, with serial numbers from `first` up: `FINAL-A.01`, `FINAL-A.02` and so on."""

    order: str
    kind: str
    container: str
    first: int
    copies: int
    reason: Text
    by: str
    role: str
    at: SimTime


@stored("record.labels-accounted/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class LabelsAccounted:
    """Somebody said where the labels of an order are."""

    order: str
    used: int
    destroyed: int
    retained: int
    by: str
    role: str
    at: SimTime


Event: TypeAlias = (
    RecordIssued
    | ValueEntered
    | ValueCalculated
    | ValueCorrected
    | StepSigned
    | SignaturesVoided
    | StepMarkedNotApplicable
    | NoteAdded
    | DeviationRaised
    | DeviationAssessed
    | DeviationClosed
    | ReviewSigned
    | ReviewsVoided
    | BatchDisposed
    | BatchHeld
    | HoldLifted
    | LabelsPrinted
    | LabelsAccounted
    | AttemptRefused
    | QualityEvent
    | FloorEvent
    | ReleaseEvent
)

FREE_TEXT: Mapping[type, tuple[str, ...]] = {
    ValueEntered: ("reason",),
    ValueCorrected: ("reason",),
    StepMarkedNotApplicable: ("reason",),
    NoteAdded: ("text",),
    DeviationRaised: ("description",),
    DeviationAssessed: ("reason",),
    BatchDisposed: ("statement",),
    BatchHeld: ("reason",),
    HoldLifted: ("reason",),
    LabelsPrinted: ("reason",),
    **QUALITY_FREE_TEXT,
    **FLOOR_FREE_TEXT,
    **RELEASE_FREE_TEXT,
}
"""Fields of events that carry a person's own words: the storing side seals them before they enter the chain."""
