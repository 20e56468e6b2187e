"""Deciding about change control: a planned change is requested, assessed, approved, made and closed (Annex 11 10)."""

from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event
from gradea.record.guards import check_issued
from gradea.record.quality_commands import AssessChange, CloseChange, DecideChange, ImplementChange, RequestChange
from gradea.record.quality_events import (
    ChangeAssessed,
    ChangeClosed,
    ChangeDecided,
    ChangeImplemented,
    ChangeRequested,
)
from gradea.record.quality_state import Change
from gradea.record.reasons import check_text
from gradea.record.roles import check_role
from gradea.record.signing import check_authenticated
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal

AREAS = ("product", "validation", "dossier", "training", "documents", "data", "premises")
"""What a change may touch: a list of the school, for planned and lasting changes under control (Annex 11 10)."""

_NEXT = {
    "requested": "assess it",
    "assessed": "let quality approve or refuse it",
    "approved": "carry it out",
    "implemented": "look at its effect and close it",
    "refused": "request another one",
    "closed": "request another one",
}


def decide_request(record: BatchRecord, command: RequestChange, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a request for a change."""
    refusal = (
        check_issued(record)
        or check_role("request-change", actor.role)
        or check_text(command.text)
        or check_text(command.reason)
    )
    if refusal is None and command.deviation and command.deviation not in record.deviations:
        refusal = refuse(
            "deviation-unknown",
            "REL-03",
            f"There is no deviation {command.deviation[:12]} in this record.",
            "Choose one from the list, or leave it out.",
        )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(
        ChangeRequested,
        number=f"CHG-{len(record.changes) + 1:03d}",
        text=command.text,
        reason=command.reason,
        deviation=command.deviation,
    )
    return draft.events


def _find(record: BatchRecord, number: str, status: str) -> Change | Refusal:
    refusal = check_issued(record)
    if refusal:
        return refusal
    change = record.changes.get(number)
    if change is None:
        return refuse(
            "change-unknown", "Annex 11 10", f"There is no {number[:12]} in this record.", "Choose one from the list."
        )
    if change.status == status:
        return change
    return refuse(
        "change-out-of-order",
        "Annex 11 10; MAS-05",
        f"{number} is {change.status}.",
        f"Now {_NEXT[change.status]}.",
    )


def decide_assess(record: BatchRecord, command: AssessChange, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about the assessment of a change: by whom it touches, and not by who asked for it."""
    change = _find(record, command.number, "requested")
    if isinstance(change, Refusal):
        return change
    refusal = check_role("assess-change", actor.role) or _check_other(change, actor) or check_text(command.text)
    unknown = sorted(set(command.areas) - set(AREAS))
    if refusal is None and (unknown or not command.areas):
        refusal = refuse(
            "areas-unknown",
            "Annex 11 10",
            f"'{', '.join(unknown)[:40]}' is nothing a change touches."
            if unknown
            else "Nothing is said to be touched.",
            f"Choose of {', '.join(AREAS)}.",
        )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(
        ChangeAssessed,
        number=command.number,
        areas=tuple(area for area in AREAS if area in command.areas),
        simulation_needed=command.simulation_needed,
        text=command.text,
    )
    return draft.events


def _check_other(change: Change, actor: Actor) -> Refusal | None:
    if change.request.by != actor.person:
        return None
    return refuse(
        "own-work", "REL-01; Annex 11 10", "You asked for this change; somebody else judges it.", "Ask a colleague."
    )


def decide_approve(record: BatchRecord, command: DecideChange, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about approving or refusing a change."""
    change = _find(record, command.number, "assessed")
    if isinstance(change, Refusal):
        return change
    refusal = (
        check_role("decide-change", actor.role)
        or _check_other(change, actor)
        or check_authenticated(command.authenticated)
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(ChangeDecided, number=command.number, approved=command.approved)
    return draft.events


def decide_implement(record: BatchRecord, command: ImplementChange, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about reporting a change as made: only an approved one."""
    change = _find(record, command.number, "approved")
    if isinstance(change, Refusal):
        return change
    refusal = check_role("implement-change", actor.role) or check_text(command.text)
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(ChangeImplemented, number=command.number, text=command.text)
    return draft.events


def decide_close(record: BatchRecord, command: CloseChange, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about closing a change after looking at its effect."""
    change = _find(record, command.number, "implemented")
    if isinstance(change, Refusal):
        return change
    refusal = (
        check_role("decide-change", actor.role)
        or _check_other(change, actor)
        or check_text(command.text)
        or check_authenticated(command.authenticated)
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(ChangeClosed, number=command.number, effective=command.effective, text=command.text)
    return draft.events
