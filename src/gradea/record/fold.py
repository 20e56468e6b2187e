"""Fold one event into a batch record. No decision here: what has happened has happened."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from gradea.record import events as e
from gradea.record.events import Event
from gradea.record.floor_fold import FLOOR_FOLDS
from gradea.record.progress import needs_verification
from gradea.record.quality_fold import QUALITY_FOLDS
from gradea.record.quality_state import OosCase
from gradea.record.recipe import Step
from gradea.record.state import (
    Assessment,
    BatchRecord,
    Deviation,
    Entry,
    LabelAccount,
    Numbered,
    Reasoned,
    Review,
    Signature,
    StepState,
)
from gradea.vocabulary import SimTime

_K = TypeVar("_K")
_V = TypeVar("_V")


def apply(record: BatchRecord, event: Event) -> BatchRecord:
    """Return the record after this event.

    Raises:
        KeyError: If the event is none of the record's, or names a step or deviation that does not exist.
    """
    return _FOLDS[type(event)](replace(record, sequence=record.sequence + 1), event)


def _with(mapping: Mapping[_K, _V], key: _K, value: _V) -> dict[_K, _V]:
    return {**mapping, key: value}


def _issued(record: BatchRecord, event: e.RecordIssued) -> BatchRecord:
    return replace(record, issue=event)


def _write(record: BatchRecord, step_id: str, code: str, entry: Entry) -> BatchRecord:
    state = record.step(step_id)
    versions = (*state.entries.get(code, ()), entry)
    state = replace(state, entries=_with(state.entries, code, versions))
    performers = record.performers
    if entry.kind != "calculated" and record.recipe.step_of[step_id].lane != "release":
        performers |= {entry.by, entry.performer or entry.by}
    return replace(
        record,
        steps=_with(record.steps, step_id, state),
        values=_with(record.values, code, entry.value),
        performers=performers,
    )


def _entered(record: BatchRecord, event: e.ValueEntered) -> BatchRecord:
    entry = replace(
        _version(record, event, "entered"),
        performed_at=event.performed_at,
        late=event.late,
        reason=event.reason,
        reading=event.reading,
        scan=event.scan,
        performer=event.performer,
    )
    return _write(record, event.step, event.field, entry)


def _calculated(record: BatchRecord, event: e.ValueCalculated) -> BatchRecord:
    entry = replace(_version(record, event, "calculated"), inputs=event.inputs)
    return _write(record, event.step, event.field, entry)


def _corrected(record: BatchRecord, event: e.ValueCorrected) -> BatchRecord:
    entry = replace(_version(record, event, "corrected"), reason=event.reason, reading=event.reading, scan=event.scan)
    return _write(record, event.step, event.field, entry)


def _version(record: BatchRecord, event: e.ValueEntered | e.ValueCalculated | e.ValueCorrected, kind: str) -> Entry:
    """Return what every version of a value has: who wrote what, when, and from where."""
    return Entry(
        kind=kind,
        value=event.value,
        by=event.by,
        role=event.role,
        at=event.at,
        performed_at=event.at,
        sequence=record.sequence,
        source="calculated" if isinstance(event, e.ValueCalculated) else event.source,
    )


def _signed(record: BatchRecord, event: e.StepSigned) -> BatchRecord:
    step = record.recipe.step_of[event.step]
    state = record.step(event.step)
    signature = Signature(
        meaning=event.meaning,
        by=event.by,
        role=event.role,
        at=event.at,
        content_hash=event.content_hash,
        sequence=record.sequence,
    )
    state = replace(state, signatures=(*state.signatures, signature))
    if event.meaning == "performed" and state.first_performed_at is None:
        state = replace(state, first_performed_at=event.at)
    if event.meaning in ("performed", "scribed"):
        record = replace(record, performers=record.performers | {event.by})
    else:
        record = replace(record, verifiers=record.verifiers | {event.by})
    record = replace(record, steps=_with(record.steps, step.id, state))
    if event.meaning in ("scribed", "reviewed"):
        return record
    if event.meaning == "verified" or not needs_verification(record, step.id):
        return _close(record, step, state, event.at)
    return record


def _close(record: BatchRecord, step: Step, state: StepState, at: SimTime) -> BatchRecord:
    first = at if state.first_closed_at is None else state.first_closed_at
    state = replace(state, closed=True, amended=False, first_closed_at=first)
    steps = _with(record.steps, step.id, state)
    return replace(record, steps=steps, frontier=_advanced(record, steps, step.lane))


def _advanced(record: BatchRecord, steps: Mapping[str, StepState], lane: str) -> Mapping[str, int]:
    queue, place = record.recipe.queue[lane], record.frontier.get(lane, 0)
    before = place
    while place < len(queue) and (state := steps.get(queue[place])) is not None and state.first_closed_at is not None:
        place += 1
    return record.frontier if place == before else _with(record.frontier, lane, place)


def _voided(record: BatchRecord, event: e.SignaturesVoided) -> BatchRecord:
    state = record.step(event.step)
    signatures = tuple(
        signature if signature.void_by else replace(signature, void_by=event.cause, voided_at=event.at)
        for signature in state.signatures
    )
    state = replace(state, signatures=signatures, closed=False, amended=True)
    return replace(record, steps=_with(record.steps, event.step, state))


def _not_applicable(record: BatchRecord, event: e.StepMarkedNotApplicable) -> BatchRecord:
    waiver = Reasoned(reason=event.reason, by=event.by, role=event.role, at=event.at, sequence=record.sequence)
    state = replace(record.step(event.step), not_applicable=waiver)
    return replace(record, steps=_with(record.steps, event.step, state), performers=record.performers | {event.by})


def _noted(record: BatchRecord, event: e.NoteAdded) -> BatchRecord:
    return replace(record, notes=(*record.notes, Numbered(sequence=record.sequence, event=event)))


def _attempted(record: BatchRecord, event: e.AttemptRefused) -> BatchRecord:
    return replace(record, attempts=(*record.attempts, Numbered(sequence=record.sequence, event=event)))


def _raised(record: BatchRecord, event: e.DeviationRaised) -> BatchRecord:
    deviation = Deviation(
        number=event.number,
        step=event.step,
        field=event.field,
        code=event.code,
        proposed_class=event.deviation_class,
        description=event.description,
        automatic=event.automatic,
        raised_by=event.by,
        raised_role=event.role,
        raised_at=event.at,
        sequence=record.sequence,
    )
    record = replace(record, deviations=_with(record.deviations, event.number, deviation))
    why = event.description
    if event.automatic and isinstance(why, Mapping) and why.get("kind") == "specification":
        case = OosCase(number=event.number, field=event.field, value=str(why.get("value", "")))
        record = replace(record, oos=_with(record.oos, event.number, case))
    return record


def _assessed(record: BatchRecord, event: e.DeviationAssessed) -> BatchRecord:
    deviation = record.deviations[event.number]
    assessment = Assessment(
        deviation_class=event.deviation_class,
        impact=event.impact,
        by=event.by,
        at=event.at,
        sequence=record.sequence,
        other_batches=event.other_batches,
        reason=event.reason,
    )
    deviation = replace(deviation, assessments=(*deviation.assessments, assessment))
    return replace(record, deviations=_with(record.deviations, event.number, deviation))


def _deviation_closed(record: BatchRecord, event: e.DeviationClosed) -> BatchRecord:
    deviation = replace(
        record.deviations[event.number], closed_by=event.by, closed_at=event.at, closed_sequence=record.sequence
    )
    return replace(record, deviations=_with(record.deviations, event.number, deviation))


def _reviewed(record: BatchRecord, event: e.ReviewSigned) -> BatchRecord:
    signature = Signature(
        meaning="approved" if event.kind == "quality" else "reviewed",
        by=event.by,
        role=event.role,
        at=event.at,
        content_hash=event.content_hash,
        sequence=record.sequence,
    )
    record = replace(record, reviews=(*record.reviews, Review(kind=event.kind, signature=signature)))
    return _close_release_step(record, event.kind, signature)


def _close_release_step(record: BatchRecord, kind: str, signature: Signature) -> BatchRecord:
    for step in record.recipe:
        if step.review == kind:
            state = record.step(step.id)
            record = _close(record, step, replace(state, signatures=(*state.signatures, signature)), signature.at)
    return record


def _reviews_voided(record: BatchRecord, event: e.ReviewsVoided) -> BatchRecord:
    def void(signature: Signature) -> Signature:
        return signature if signature.void_by else replace(signature, void_by=event.cause, voided_at=event.at)

    reviews = tuple(
        replace(review, signature=void(review.signature)) if review.kind in event.kinds else review
        for review in record.reviews
    )
    steps = dict(record.steps)
    for step in record.recipe:
        if step.review in event.kinds and step.id in steps:
            state = steps[step.id]
            signatures = tuple(void(signature) for signature in state.signatures)
            steps[step.id] = replace(state, signatures=signatures, closed=False, amended=bool(signatures))
    return replace(record, reviews=reviews, steps=steps)


def _disposed(record: BatchRecord, event: e.BatchDisposed) -> BatchRecord:
    record = replace(record, disposition=event, disposition_sequence=record.sequence)
    signature = Signature(
        meaning=event.decision,
        by=event.by,
        role=event.role,
        at=event.at,
        content_hash=event.content_hash,
        sequence=record.sequence,
    )
    return _close_release_step(record, "disposition", signature)


def _held(record: BatchRecord, event: e.BatchHeld) -> BatchRecord:
    return replace(record, held=event, holds=(*record.holds, Numbered(sequence=record.sequence, event=event)))


def _lifted(record: BatchRecord, event: e.HoldLifted) -> BatchRecord:
    lift = Reasoned(reason=event.reason, by=event.by, role=event.role, at=event.at, sequence=record.sequence)
    return replace(record, held=None, lifts=(*record.lifts, lift))


def _labels_printed(record: BatchRecord, event: e.LabelsPrinted) -> BatchRecord:
    return replace(
        record, labels=_with(record.labels, event.order, LabelAccount(printed=event, sequence=record.sequence))
    )


def _labels_accounted(record: BatchRecord, event: e.LabelsAccounted) -> BatchRecord:
    account = replace(record.labels[event.order], accounted=event, accounted_sequence=record.sequence)
    return replace(record, labels=_with(record.labels, event.order, account))


_FOLDS: Mapping[type, Callable[[BatchRecord, Any], BatchRecord]] = {
    e.RecordIssued: _issued,
    e.ValueEntered: _entered,
    e.ValueCalculated: _calculated,
    e.ValueCorrected: _corrected,
    e.StepSigned: _signed,
    e.SignaturesVoided: _voided,
    e.StepMarkedNotApplicable: _not_applicable,
    e.NoteAdded: _noted,
    e.AttemptRefused: _attempted,
    e.DeviationRaised: _raised,
    e.DeviationAssessed: _assessed,
    e.DeviationClosed: _deviation_closed,
    e.ReviewSigned: _reviewed,
    e.ReviewsVoided: _reviews_voided,
    e.BatchDisposed: _disposed,
    e.BatchHeld: _held,
    e.HoldLifted: _lifted,
    e.LabelsPrinted: _labels_printed,
    e.LabelsAccounted: _labels_accounted,
    **QUALITY_FOLDS,
    **FLOOR_FOLDS,
}
