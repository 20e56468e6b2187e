"""Deciding about values: a first entry, a correction, a step that does not apply, and what follows by calculation."""

from gradea.record.calculation import CalculationError, calculate
from gradea.record.commands import CorrectValue, EnterValue, MarkNotApplicable
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import (
    Event,
    ReviewsVoided,
    SignaturesVoided,
    StepMarkedNotApplicable,
    ValueCalculated,
    ValueCorrected,
    ValueEntered,
)
from gradea.record.guards import check_not_held, check_open, check_turn, find_field, find_step
from gradea.record.progress import StepStatus, current_steps, step_status
from gradea.record.reasons import check_reason
from gradea.record.recipe import REVIEW_KINDS, Field, Step
from gradea.record.roles import check_performer
from gradea.record.state import BatchRecord
from gradea.record.values import breach_of, read_value
from gradea.vocabulary import MINUTE, Refusal, SimTime, clock_text


def decide_enter(record: BatchRecord, command: EnterValue, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a first value in a field of the current step."""
    found = _place(record, command.step, command.field)
    if isinstance(found, Refusal):
        return found
    step, item = found
    refusal = (
        check_not_held(record, step)
        or check_performer(step.id, step.performer, actor.role)
        or check_turn(record, step, actor)
        or _check_writable(record, step, item, command.value.strip())
    )
    if refusal:
        return refusal
    performed_at = actor.at if command.performed_at is None else command.performed_at
    refusal = _check_claimed_time(record, performed_at, command.reason, actor)
    if refusal:
        return refusal
    written = read_value(record, item, command.value, command.scan, at=actor.at)
    if isinstance(written, Refusal):
        return written
    draft = Draft(record, actor)
    draft.add(
        ValueEntered,
        step=step.id,
        field=item.code,
        value=written.value,
        performed_at=performed_at,
        late=_is_late(record, performed_at, actor.at),
        reason=command.reason,
        source="instrument" if command.source == "instrument" else "manual",
        reading=command.reading,
        scan=written.scan,
    )
    _judge(draft, item)
    add_calculations(draft)
    return draft.events


def _place(record: BatchRecord, step_id: str, code: str) -> tuple[Step, Field] | Refusal:
    refusal = check_open(record)
    if refusal:
        return refusal
    step = find_step(record, step_id)
    if isinstance(step, Refusal):
        return step
    item = find_field(step, code)
    return item if isinstance(item, Refusal) else (step, item)


def _check_writable(record: BatchRecord, step: Step, item: Field, value: str) -> Refusal | None:
    state, status = record.step(step.id), step_status(record, step.id)
    versions = state.entries.get(item.code)
    if versions and item.kind != "calculated":
        same = versions[-1].value == value
        return refuse(
            "already-entered",
            "REC-08; AUD-04",
            f"{item.code} was entered at {clock_text(versions[-1].at)}" + (", with this very value." if same else "."),
            "Nothing more is needed." if same else "Correct it with a reason; the old value stays readable.",
        )
    if status not in (StepStatus.OPEN, StepStatus.AMENDED) or state.not_applicable:
        return refuse(
            "step-closed",
            "REC-04; Chapter 4 4.8",
            f"Step {step.id} is signed or closed; nothing new is entered there.",
            "Correct a value with a reason, or add a note.",
        )
    return None


def _is_late(record: BatchRecord, performed_at: SimTime, at: SimTime) -> bool:
    return at - performed_at > record.recipe.late_after_min * MINUTE


def _check_claimed_time(record: BatchRecord, performed_at: SimTime, reason: str, actor: Actor) -> Refusal | None:
    if performed_at > actor.at:
        return refuse(
            "time-in-future",
            "TIM-04; Chapter 4 4.8",
            f"The time given, {clock_text(performed_at)}, lies ahead; it is {clock_text(actor.at)}.",
            "Write the entry when it has happened.",
        )
    if record.issue is not None and performed_at < record.issue.at:
        return refuse(
            "time-before-issue",
            "TIM-04; MAS-02",
            f"The time given, {clock_text(performed_at)}, lies before the record was issued.",
            "Give the time at which it happened.",
        )
    if not _is_late(record, performed_at, actor.at) or check_reason(reason) is None:
        return None
    return refuse(
        "late-entry-needs-reason",
        "TIM-04; Chapter 4 4.8",
        f"This is said to have happened at {clock_text(performed_at)}; after "
        f"{record.recipe.late_after_min} minutes an entry is late.",
        "Say why it is written only now, in at least ten meaningful characters.",
    )


def _judge(draft: Draft, item: Field) -> None:
    breach = breach_of(draft.record, item, draft.record.values[item.code])
    if breach is not None:
        step_id = draft.record.recipe.home_of[item.code]
        draft.deviate(
            step=step_id, field=item.code, code=breach.code, deviation_class=breach.deviation_class, why=breach.why
        )


def add_calculations(draft: Draft) -> None:
    """Calculate every field of a step whose turn has come, as soon as all its inputs are written."""
    again = True
    while again:
        again = False
        for step in current_steps(draft.record):
            for item in step.fields:
                ready = item.kind == "calculated" and item.code not in draft.record.values
                if ready and all(code in draft.record.values for code in item.inputs):
                    again = _calculate(draft, step.id, item) or again


def _calculate(draft: Draft, step_id: str, item: Field) -> bool:
    inputs = {code: draft.record.values[code] for code in item.inputs}
    try:
        value = calculate(item.formula, inputs, item.decimals)
    except CalculationError:
        return False
    draft.add(
        ValueCalculated,
        step=step_id,
        field=item.code,
        value=value,
        formula=item.formula,
        inputs=inputs,
        role="system",
    )
    _judge(draft, item)
    return True


def decide_correct(record: BatchRecord, command: CorrectValue, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a correction: old value, new value, reason; signatures on the changed content fall (SIG-04)."""
    found = _place(record, command.step, command.field)
    if isinstance(found, Refusal):
        return found
    step, item = found
    refusal = (
        check_performer(step.id, step.performer, actor.role)
        or _check_correctable(record, step, item)
        or check_reason(command.reason)
    )
    if refusal:
        return refusal
    written = read_value(record, item, command.value, command.scan, at=actor.at)
    if isinstance(written, Refusal):
        return written
    old = record.values[item.code]
    if written.value == old:
        return refuse(
            "correction-same-value",
            "REC-08",
            f"{item.code} already says {old}.",
            "A correction needs another value; if you only want to explain, add a note.",
        )
    draft = Draft(record, actor)
    draft.add(
        ValueCorrected,
        step=step.id,
        field=item.code,
        old_value=old,
        value=written.value,
        reason=command.reason,
        source="instrument" if command.source == "instrument" else "manual",
        reading=command.reading,
        scan=written.scan,
    )
    _judge(draft, item)
    refusal = _follow(draft, step, item)
    return refusal or draft.events


def _check_correctable(record: BatchRecord, step: Step, item: Field) -> Refusal | None:
    if item.kind == "calculated":
        return refuse(
            "field-calculated",
            "REC-10; Chapter 6 6.16",
            f"{item.code} is calculated by the record from {', '.join(item.inputs)}.",
            "Correct the value that went into it.",
        )
    if item.code in record.step(step.id).entries:
        return None
    return refuse(
        "nothing-to-correct",
        "REC-04; REC-08",
        f"{item.code} of step {step.id} has no value yet.",
        "Enter it when the turn of the step has come.",
    )


def _follow(draft: Draft, step: Step, item: Field) -> Refusal | None:
    """Add what follows from a corrected value: new results, limits that moved, signatures and reviews that fall."""
    recipe, changed = draft.record.recipe, [item.code]
    for code in recipe.dependents.get(item.code, ()):
        if code in draft.record.values:
            if not _calculate(draft, recipe.home_of[code], recipe.field_of[code]):
                return refuse(
                    "calculation-impossible",
                    "REC-10",
                    f"With this value {code} cannot be calculated.",
                    "Check the value; if it is right, raise a deviation.",
                )
            changed.append(code)
    _judge_moved_limits(draft, changed)
    for step_id in dict.fromkeys(recipe.home_of[code] for code in changed):
        state = draft.record.step(step_id)
        if recipe.step_of[step_id].lane != "release" and any(not s.void_by for s in state.signatures):
            draft.add(SignaturesVoided, step=step_id, cause=item.code)
    void_reviews(draft, step, item.code)
    add_calculations(draft)
    return None


def _judge_moved_limits(draft: Draft, changed: list[str]) -> None:
    recipe = draft.record.recipe
    for code in dict.fromkeys(bound for source in changed for bound in recipe.bounding.get(source, ())):
        if code in draft.record.values and code not in changed:
            _judge(draft, recipe.field_of[code])


def void_reviews(draft: Draft, step: Step, cause: str) -> None:
    """Void the reviews that stood for the changed content: all of them, or from the changed checklist on."""
    first = REVIEW_KINDS.index(step.review) if step.review in REVIEW_KINDS else 0
    if step.review == "disposition":
        return
    kinds = tuple(kind for kind in REVIEW_KINDS[first:] if draft.record.review(kind) is not None)
    if kinds:
        draft.add(ReviewsVoided, kinds=kinds, cause=cause)


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
