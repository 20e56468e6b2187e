"""The questions asked before anything is written: is there a record, is it open, is it this step's turn?"""

from gradea.record.drafting import Actor, refuse
from gradea.record.progress import StepStatus, opens_at, step_status
from gradea.record.recipe import Field, Step
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal, clock_text


def decision_words(decision: str) -> str:
    """Return a decision about the batch as it is said.

    >>> decision_words("out-of-specification")
    'supplied out of specification'
    """
    return {"out-of-specification": "supplied out of specification"}.get(decision, decision)


def check_issued(record: BatchRecord) -> Refusal | None:
    """Return a refusal when the record was not issued yet; what goes on after the decision asks only this."""
    if record.issue is not None:
        return None
    return refuse(
        "record-not-issued",
        "MAS-02; Chapter 4 4.2",
        "No numbered copy of this recipe has been issued for a batch.",
        "Ask quality assurance to issue the record first.",
    )


def check_open(record: BatchRecord) -> Refusal | None:
    """Return a refusal when the record was not issued yet or is closed for good."""
    refusal = check_issued(record)
    if refusal:
        return refusal
    if record.disposition is not None:
        return refuse(
            "record-closed",
            "REC-09; Annex 16 4.1",
            f"Batch {record.batch_number} was {decision_words(record.disposition.decision)}; its record takes no more entries.",
            "If something new came to light, tell the Qualified Person.",
        )
    return None


def find_step(record: BatchRecord, step_id: str) -> Step | Refusal:
    """Return the step, or a refusal when the recipe has none of this id."""
    step = record.recipe.step_of.get(step_id)
    if step is not None:
        return step
    return refuse(
        "step-unknown",
        "REC-05",
        f"The recipe has no step {step_id[:20]}.",
        "Choose a step that is in the record.",
    )


def find_field(step: Step, code: str) -> Field | Refusal:
    """Return the field of this step, or a refusal when it has none of this code."""
    for item in step.fields:
        if item.code == code:
            return item
    return refuse(
        "field-unknown",
        "REC-05",
        f"Step {step.id} has no field {code[:40]}.",
        "Choose a field of this step.",
    )


def check_not_held(record: BatchRecord, step: Step) -> Refusal | None:
    """Return a refusal when production stands still. Tests that already run are still read."""
    if record.held is None or step.lane != "production":
        return None
    return refuse(
        "batch-held",
        "Chapter 5 5.15",
        f"Batch {record.batch_number} is on hold since {clock_text(record.held.at)}; production stands still.",
        "Keep the product safe and wait until quality assurance lifts the hold.",
    )


def check_turn(record: BatchRecord, step: Step, actor: Actor) -> Refusal | None:
    """Return a refusal when a step lies ahead, in order or in time (REC-04, REC-05)."""
    status = step_status(record, step.id)
    if status is StepStatus.FUTURE:
        return refuse(
            "step-not-reached",
            "REC-04; REC-05; Chapter 4 4.8",
            f"The turn of step {step.id} has not come: nothing is written before it is done.",
            "Finish and sign the step before it first.",
        )
    earliest = opens_at(record, step.id)
    if earliest is not None and actor.at < earliest and status in (StepStatus.OPEN, StepStatus.PERFORMED):
        return refuse(
            "step-too-early",
            "REC-04; Annex 1 8.18",
            f"Step {step.id} opens at {clock_text(earliest)}; it is {clock_text(actor.at)}.",
            "Wait until then.",
        )
    return None
