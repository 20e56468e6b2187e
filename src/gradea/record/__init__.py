"""The claim: master recipe, executed batch record, signatures, deviations, reviews, disposition. Pure, no clock, no I/O.

```
recipe = recipe_from_text(text)
record = blank_record(recipe)
answer = decide(record, command, person="p-1", role="operator", at=now)
if isinstance(answer, Refusal):
    answer = refusal_events(record, command, answer, person="p-1", role="operator", at=now)
record = functools.reduce(apply, answer, record)
```
"""

from gradea.record.commands import (
    AddNote,
    AssessDeviation,
    CloseDeviation,
    Command,
    CorrectValue,
    Dispose,
    EnterValue,
    HoldBatch,
    IssueRecord,
    LiftHold,
    MarkNotApplicable,
    RaiseDeviation,
    SignReview,
    SignStep,
    Text,
)
from gradea.record.content import record_hash, step_hash
from gradea.record.deviation import IMPACTS
from gradea.record.difference import Difference, differences
from gradea.record.disposition import DECISIONS, Gate, gates
from gradea.record.document import batch_record_data
from gradea.record.drafting import automatic_deviation
from gradea.record.events import (
    FREE_TEXT,
    AttemptRefused,
    BatchDisposed,
    BatchHeld,
    DeviationAssessed,
    DeviationClosed,
    DeviationRaised,
    Event,
    HoldLifted,
    NoteAdded,
    RecordIssued,
    ReviewSigned,
    ReviewsVoided,
    SignaturesVoided,
    StepMarkedNotApplicable,
    StepSigned,
    ValueCalculated,
    ValueCorrected,
    ValueEntered,
)
from gradea.record.exceptions import KINDS, RecordException, exceptions_of
from gradea.record.execution import (
    COMMANDS,
    EVENTS,
    KEPT_REFUSALS,
    apply,
    blank_record,
    decide,
    refusal_events,
)
from gradea.record.pdf import render_pdf, render_png
from gradea.record.printing import NOTICE, Printing
from gradea.record.problem import Problem, RecipeRefused
from gradea.record.progress import (
    Missing,
    Progress,
    StepStatus,
    amended_steps,
    current_steps,
    due_by,
    is_reached,
    missing,
    needs_verification,
    next_planned,
    open_work,
    opens_at,
    progress,
    step_status,
)
from gradea.record.recipe import (
    DEVIATION_CLASSES,
    REVIEW_KINDS,
    Attribute,
    Field,
    MasterRecipe,
    Operation,
    Phase,
    Step,
    Timer,
    UnitProcedure,
)
from gradea.record.recipe_file import problems_in, recipe_from, recipe_from_text
from gradea.record.roles import ALLOWED, ROLES
from gradea.record.specification import AttributeResult, results
from gradea.record.state import BatchRecord, Deviation, Entry, Review, Signature, StepState
from gradea.record.units import number_text
from gradea.record.values import limits_of
from gradea.record.yaml_text import read_yaml

__all__ = [
    "ALLOWED",
    "COMMANDS",
    "DECISIONS",
    "DEVIATION_CLASSES",
    "EVENTS",
    "FREE_TEXT",
    "IMPACTS",
    "KEPT_REFUSALS",
    "KINDS",
    "NOTICE",
    "REVIEW_KINDS",
    "ROLES",
    "AddNote",
    "AssessDeviation",
    "AttemptRefused",
    "Attribute",
    "AttributeResult",
    "BatchDisposed",
    "BatchHeld",
    "BatchRecord",
    "CloseDeviation",
    "Command",
    "CorrectValue",
    "Deviation",
    "DeviationAssessed",
    "DeviationClosed",
    "DeviationRaised",
    "Difference",
    "Dispose",
    "EnterValue",
    "Entry",
    "Event",
    "Field",
    "Gate",
    "HoldBatch",
    "HoldLifted",
    "IssueRecord",
    "LiftHold",
    "MarkNotApplicable",
    "MasterRecipe",
    "Missing",
    "NoteAdded",
    "Operation",
    "Phase",
    "Printing",
    "Problem",
    "Progress",
    "RaiseDeviation",
    "RecipeRefused",
    "RecordException",
    "RecordIssued",
    "Review",
    "ReviewSigned",
    "ReviewsVoided",
    "SignReview",
    "SignStep",
    "Signature",
    "SignaturesVoided",
    "Step",
    "StepMarkedNotApplicable",
    "StepSigned",
    "StepState",
    "StepStatus",
    "Text",
    "Timer",
    "UnitProcedure",
    "ValueCalculated",
    "ValueCorrected",
    "ValueEntered",
    "amended_steps",
    "apply",
    "automatic_deviation",
    "batch_record_data",
    "blank_record",
    "current_steps",
    "decide",
    "differences",
    "due_by",
    "exceptions_of",
    "gates",
    "is_reached",
    "limits_of",
    "missing",
    "needs_verification",
    "next_planned",
    "number_text",
    "open_work",
    "opens_at",
    "problems_in",
    "progress",
    "read_yaml",
    "recipe_from",
    "recipe_from_text",
    "record_hash",
    "refusal_events",
    "render_pdf",
    "render_png",
    "results",
    "step_hash",
    "step_status",
]
