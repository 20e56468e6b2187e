"""The state of one batch record: frozen, folded from its events, small to copy."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradea.record.events import (
    AttemptRefused,
    BatchDisposed,
    BatchHeld,
    LabelsAccounted,
    LabelsPrinted,
    NoteAdded,
    RecordIssued,
)
from gradea.record.floor_events import (
    EquipmentLogged,
    FileAttached,
    InterventionRecorded,
    OutageDeclared,
    OutageEnded,
    SampleReceived,
)
from gradea.record.own_words import Text
from gradea.record.quality_events import DeviationInvestigated, ImmediateActionTaken
from gradea.record.quality_state import Capa, Change, OosCase
from gradea.record.recipe import MasterRecipe
from gradea.record.release_events import (
    BatchReleasedConditionally,
    BatchReturned,
    BatchShipped,
    ExceptionConsidered,
    PartyNotified,
    RecallOpened,
    RequestRecorded,
    RiskEvaluated,
)
from gradea.vocabulary import SimTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One version of a value. The last one counts, all are kept.

    Attributes:
        kind: `entered`, `corrected` or `calculated`.
        performed_at: The claimed time; equals `at` unless the entry says otherwise.
        source: `manual`, `instrument`, `paper` (entered from paper after an outage) or `calculated`.
        performer: Who did it, where a scribe wrote it down; empty means `by`.
        inputs: For a calculated value, the raw values it used.
        sequence: Number of the event in this record, from 1; the key to its real time in the ledger.
    """

    kind: str
    value: str
    by: str
    role: str
    at: SimTime
    performed_at: SimTime
    sequence: int
    late: bool = False
    reason: Text = ""
    source: str = "manual"
    reading: str = ""
    performer: str = ""
    scan: Mapping[str, object] | None = None
    inputs: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed, in which role, when, meaning what, for which content; `void_by` names what voided it."""

    meaning: str
    by: str
    role: str
    at: SimTime
    content_hash: str
    sequence: int
    void_by: str = ""
    voided_at: SimTime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned:
    """Something set aside with a reason: a step as not applicable, or a hold as lifted."""

    reason: Text
    by: str
    role: str
    at: SimTime
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepState:
    """What has been written in one step.

    Attributes:
        first_performed_at: First signature as performed; timers count from it and a later re-signing does not move it.
        first_closed_at: When the step was closed for the first time; later steps opened then and stay open.
        amended: Changed after signing and not yet signed again.
    """

    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    signatures: tuple[Signature, ...] = ()
    not_applicable: Reasoned | None = None
    first_performed_at: SimTime | None = None
    first_closed_at: SimTime | None = None
    closed: bool = False
    amended: bool = False

    def signature(self, meaning: str) -> Signature | None:
        """Return the signature of this meaning that still counts."""
        for signature in reversed(self.signatures):
            if signature.meaning == meaning and not signature.void_by:
                return signature
        return None

    def authors(self) -> frozenset[str]:
        """Return everybody who wrote or signed *performed* here, voided or not: none of them may verify."""
        written = [entry for versions in self.entries.values() for entry in versions if entry.kind != "calculated"]
        wrote = {entry.by for entry in written} | {entry.performer for entry in written if entry.performer}
        signed = {signature.by for signature in self.signatures if signature.meaning == "performed"}
        waived = {self.not_applicable.by} if self.not_applicable else set()
        return frozenset(wrote | signed | waived)


EMPTY_STEP = StepState()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One decision of quality about a deviation: this batch and others. `reason` where the class was lowered."""

    deviation_class: str
    impact: str
    by: str
    at: SimTime
    sequence: int
    other_batches: str = ""
    reason: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A reported departure, from raised over assessed to closed."""

    number: str
    step: str | None
    field: str
    code: str
    proposed_class: str
    description: Text
    automatic: bool
    raised_by: str
    raised_role: str
    raised_at: SimTime
    sequence: int
    actions: tuple[ImmediateActionTaken, ...] = ()
    investigations: tuple[DeviationInvestigated, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    closed_by: str = ""
    closed_at: SimTime | None = None
    closed_sequence: int = 0

    @property
    def status(self) -> str:
        """`open`, `assessed` or `closed`."""
        if self.closed_at is not None:
            return "closed"
        return "assessed" if self.assessments else "open"

    @property
    def deviation_class(self) -> str:
        """The class that counts: as last assessed, until then as proposed."""
        return self.assessments[-1].deviation_class if self.assessments else self.proposed_class

    @property
    def impact(self) -> str:
        """The impact as last assessed; empty before."""
        return self.assessments[-1].impact if self.assessments else ""

    @property
    def investigation(self) -> DeviationInvestigated | None:
        """The last investigation; None before."""
        return self.investigations[-1] if self.investigations else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One signed review of the whole record; `void_by` names the change that voided it."""

    kind: str
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An event kept whole, with its number in the record."""

    sequence: int
    event: NoteAdded | AttemptRefused | BatchHeld | BatchDisposed


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelAccount:
    """Labels that were printed together, and where each of them is; `accounted` is None until somebody said so."""

    printed: LabelsPrinted
    sequence: int
    accounted: LabelsAccounted | None = None
    accounted_sequence: int = 0

    @property
    def difference(self) -> int:
        """Labels that nobody can account for; below zero when more turned up than were printed."""
        if self.accounted is None:
            return self.printed.copies
        return self.printed.copies - self.accounted.used - self.accounted.destroyed - self.accounted.retained


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRecord:
    """One executed copy of a master recipe.

    Attributes:
        recipe: The approved version it is a copy of; never changes.
        sequence: Number of events folded so far.
        steps: Only steps that have been touched; look one up with `step`.
        values: The value that counts, by field code.
        frontier: Per lane, how many steps of its queue have been closed in order.
        performers: Everybody who executed anything; `verifiers`: everybody who verified anything.
        lifts: Holds that were lifted, newest last.
        oos: Out-of-specification cases, by the number of their deviation.
        samples: Samples the laboratory received, by code.
        outage: The outage that is on; `outages`: those that ended.
        considered: Exceptions somebody looked at, by key.
        first_step: The certificate of the first step, while the final one is pending or after it.
    """

    recipe: MasterRecipe
    sequence: int = 0
    issue: RecordIssued | None = None
    steps: Mapping[str, StepState] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    frontier: Mapping[str, int] = field(default_factory=dict)
    deviations: Mapping[str, Deviation] = field(default_factory=dict)
    notes: tuple[Numbered, ...] = ()
    attempts: tuple[Numbered, ...] = ()
    reviews: tuple[Review, ...] = ()
    held: BatchHeld | None = None
    holds: tuple[Numbered, ...] = ()
    lifts: tuple[Reasoned, ...] = ()
    labels: Mapping[str, LabelAccount] = field(default_factory=dict)
    disposition: BatchDisposed | None = None
    disposition_sequence: int = 0
    performers: frozenset[str] = frozenset()
    verifiers: frozenset[str] = frozenset()
    capas: Mapping[str, Capa] = field(default_factory=dict)
    oos: Mapping[str, OosCase] = field(default_factory=dict)
    changes: Mapping[str, Change] = field(default_factory=dict)
    interventions: tuple[InterventionRecorded, ...] = ()
    equipment_log: tuple[EquipmentLogged, ...] = ()
    files: tuple[FileAttached, ...] = ()
    samples: Mapping[str, SampleReceived] = field(default_factory=dict)
    outage: OutageDeclared | None = None
    outages: tuple[OutageEnded, ...] = ()
    considered: Mapping[str, ExceptionConsidered] = field(default_factory=dict)
    first_step: BatchReleasedConditionally | None = None
    first_step_sequence: int = 0
    recall: RecallOpened | None = None
    returned: BatchReturned | None = None
    request: RequestRecorded | None = None
    risk: RiskEvaluated | None = None
    notified: tuple[PartyNotified, ...] = ()
    shipped: BatchShipped | None = None

    def out_of_order(self, equipment: str) -> bool:
        """Return whether a malfunction of a device was logged and no repair after it."""
        said = [item.entry for item in self.equipment_log if item.equipment == equipment]
        turns = [entry for entry in said if entry in ("malfunction", "repaired")]
        return bool(turns) and turns[-1] == "malfunction"

    def step(self, step_id: str) -> StepState:
        """Return what was written in this step; an empty state if nothing was."""
        return self.steps.get(step_id, EMPTY_STEP)

    def review(self, kind: str) -> Review | None:
        """Return the review of this kind that still counts."""
        for review in reversed(self.reviews):
            if review.kind == kind and not review.signature.void_by:
                return review
        return None

    @property
    def batch_number(self) -> str:
        """The batch number; empty before issue."""
        return self.issue.batch_number if self.issue else ""

    @property
    def status(self) -> str:
        """Where the batch stands (REL-06: quarantine until certified).

        `not-issued`, `quarantine`, `held`, `first-step` (certified with results pending), `recall`, `certified`,
        `rejected`, `recalled` (rejected after a first step) or `out-of-specification` (supplied on a physician's request).
        """
        if self.disposition is not None:
            late = self.disposition.decision == "rejected" and self.first_step is not None
            return "recalled" if late else self.disposition.decision
        if self.issue is None:
            return "not-issued"
        if self.recall is not None:
            return "recall"
        if self.held:
            return "held"
        return "quarantine" if self.first_step is None else "first-step"

    @property
    def may_leave(self) -> bool:
        """Whether the batch may be handed over for use."""
        return self.status in ("first-step", "certified", "out-of-specification")


def blank_record(recipe: MasterRecipe) -> BatchRecord:
    """Return the record before it is issued."""
    return BatchRecord(recipe=recipe)
