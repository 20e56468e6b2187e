"""Deciding about a step that does not apply: its blank fields are voided with a reason, and the step is still signed."""

from gradea.record.commands import MarkNotApplicable
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event, StepMarkedNotApplicable
from gradea.record.guards import check_not_held, check_open, check_turn, find_step
from gradea.record.reasons import check_reason
from gradea.record.recipe import Step
from gradea.record.roles import check_performer
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal


def decide_not_applicable(record: BatchRecord, command: MarkNotApplicable, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about voiding the blank fields of a step; a deviation opens unless the recipe calls it optional."""
    refusal = check_open(record)
    if refusal:
        return refusal
    step = find_step(record, command.step)
    if isinstance(step, Refusal):
        return step
    refusal = (
        check_not_held(record, step)
        or _check_voidable(record, step)
        or check_performer(step.id, step.performer, actor.role)
        or check_turn(record, step, actor)
        or check_reason(command.reason)
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(StepMarkedNotApplicable, step=step.id, reason=command.reason)
    if not step.optional:
        draft.deviate(
            step=step.id,
            code="",
            deviation_class="major" if step.critical else "minor",
            why={"kind": "not-applicable"},
        )
    return draft.events


def _check_voidable(record: BatchRecord, step: Step) -> Refusal | None:
    if step.lane == "release":
        return refuse(
            "review-cannot-be-skipped",
            "REL-01; Annex 16 1.7",
            f"Step {step.id} is a review; no review is skipped.",
            "Do the review, or let the Qualified Person reject the batch.",
        )
    state = record.step(step.id)
    if state.not_applicable is None and state.signature("performed") is None and not state.closed:
        return None
    return refuse(
        "step-closed",
        "REC-04; REC-06",
        f"Step {step.id} is already signed or already marked not applicable.",
        "Nothing more is needed here; add a note if something must be explained.",
    )
