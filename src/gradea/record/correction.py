"""Deciding about a correction, and everything that falls with the old value."""

from gradea.record.commands import CorrectValue
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.entry import find_place
from gradea.record.events import Event, ReviewsVoided, SignaturesVoided, ValueCorrected
from gradea.record.following import add_calculations, judge, recalculate
from gradea.record.oos import check_result_correctable
from gradea.record.outage import check_reachable
from gradea.record.reasons import check_reason
from gradea.record.recipe import REVIEW_KINDS, Field, Step
from gradea.record.roles import check_performer
from gradea.record.state import BatchRecord
from gradea.record.values import check_reading, names_of, read_value
from gradea.vocabulary import Refusal


def decide_correct(record: BatchRecord, command: CorrectValue, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a correction: old value, new value, reason; signatures on the changed content fall (SIG-04)."""
    found = find_place(record, command.step, command.field)
    if isinstance(found, Refusal):
        return found
    step, item = found
    refusal = (
        check_reachable(record)
        or check_performer(step.id, step.performer, actor.role)
        or _check_correctable(record, step, item)
        or check_result_correctable(record, item)
        or check_reading(command.reading)
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
            f"{item.name} already says {old}.",
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
    judge(draft, item)
    refusal = _follow(draft, step, item)
    return refusal or draft.events


def _check_correctable(record: BatchRecord, step: Step, item: Field) -> Refusal | None:
    if item.kind == "calculated":
        return refuse(
            "field-calculated",
            "REC-10; Chapter 6 6.16",
            f"{item.name} is calculated by the record from {', '.join(names_of(record, item.inputs))}.",
            "Correct the value that went into it.",
        )
    if item.code in record.step(step.id).entries:
        return None
    return refuse(
        "nothing-to-correct",
        "REC-04; REC-08",
        f"{item.name} of step {step.id} has no value yet.",
        "Enter it when the turn of the step has come.",
    )


def _follow(draft: Draft, step: Step, item: Field) -> Refusal | None:
    """Add what follows from a corrected value: new results, limits that moved, signatures and reviews that fall."""
    recipe, changed = draft.record.recipe, [item.code]
    for code in recipe.dependents.get(item.code, ()):
        if code in draft.record.values:
            if not recalculate(draft, recipe.home_of[code], recipe.field_of[code]):
                return refuse(
                    "calculation-impossible",
                    "REC-10",
                    f"With this value {recipe.field_of[code].name} cannot be calculated.",
                    "Check the value; if it is right, raise a deviation.",
                )
            changed.append(code)
    _judge_moved_limits(draft, changed)
    _judge_changed_results(draft, changed[1:])
    for step_id in dict.fromkeys(recipe.home_of[code] for code in changed):
        state = draft.record.step(step_id)
        if recipe.step_of[step_id].lane != "release" and any(not s.void_by for s in state.signatures):
            draft.add(SignaturesVoided, step=step_id, cause=item.code)
    _void_reviews(draft, step, item.code)
    add_calculations(draft)
    return None


def _judge_moved_limits(draft: Draft, changed: list[str]) -> None:
    recipe = draft.record.recipe
    for code in dict.fromkeys(bound for source in changed for bound in recipe.bounding.get(source, ())):
        if code in draft.record.values and code not in changed:
            judge(draft, recipe.field_of[code])


def _judge_changed_results(draft: Draft, changed: list[str]) -> None:
    """Open DV-MJ16 when a signed result of the release specification was calculated from a value that was wrong."""
    recipe = draft.record.recipe
    for code in changed:
        state = draft.record.step(recipe.home_of[code])
        signed = any(not signature.void_by for signature in state.signatures)
        if code in recipe.judged_by and signed:
            before, after = state.entries[code][-2].value, state.entries[code][-1].value
            why = {"kind": "result-changed", "before": before, "after": after}
            draft.deviate(step=recipe.home_of[code], field=code, code="DV-MJ16", deviation_class="major", why=why)


def _void_reviews(draft: Draft, step: Step, cause: str) -> None:
    """Void the reviews that stood for the changed content: all of them, or from the changed checklist on."""
    first = REVIEW_KINDS.index(step.review) if step.review in REVIEW_KINDS else 0
    if step.review == "disposition":
        return
    kinds = tuple(kind for kind in REVIEW_KINDS[first:] if draft.record.review(kind) is not None)
    if kinds:
        draft.add(ReviewsVoided, kinds=kinds, cause=cause)
