"""Deciding about notes and deviations: raised by anyone, judged by quality, never by whoever raised them."""

import re

from gradea.record.commands import AddNote, AssessDeviation, CloseDeviation, RaiseDeviation, Text
from gradea.record.drafting import Actor, Draft, next_number, refuse
from gradea.record.events import DeviationAssessed, DeviationClosed, DeviationRaised, Event, NoteAdded
from gradea.record.guards import check_open, find_step
from gradea.record.reasons import check_reason
from gradea.record.recipe import DEVIATION_CLASSES
from gradea.record.roles import check_role
from gradea.record.signing import check_authenticated
from gradea.record.state import BatchRecord, Deviation
from gradea.vocabulary import Refusal

IMPACTS = ("none", "negligible", "possible", "affected")
"""Impact on the product. Only the first two allow certification (Annex 16 section 3)."""

CERTIFIABLE_IMPACTS = frozenset({"none", "negligible"})

_CODE = re.compile(r"^(?:DV-[A-Z]{2}\d{2}|OOS)?$")


def check_text(text: Text) -> Refusal | None:
    """Return a refusal when a person's words are empty, say nothing or are too long. Sealed words pass."""
    if not isinstance(text, str):
        return None if text else check_reason("")
    return check_reason(text)


def _check_place(record: BatchRecord, step_id: str | None) -> Refusal | None:
    refusal = check_open(record)
    if refusal or step_id is None:
        return refusal
    step = find_step(record, step_id)
    return step if isinstance(step, Refusal) else None


def decide_note(record: BatchRecord, command: AddNote, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a comment. A problem opens a deviation, so that it cannot stay a remark (REC-13)."""
    refusal = _check_place(record, command.step) or check_role("note", actor.role) or check_text(command.text)
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(NoteAdded, step=command.step, text=command.text, problem=command.problem)
    if command.problem:
        draft.deviate(step=command.step, code="", deviation_class="minor", why={"kind": "problem-note"})
    return draft.events


def decide_raise(record: BatchRecord, command: RaiseDeviation, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a reported departure."""
    refusal = (
        _check_place(record, command.step)
        or check_role("raise-deviation", actor.role)
        or _check_class(command.deviation_class)
        or _check_code(command.code)
        or check_text(command.description)
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(
        DeviationRaised,
        number=next_number(record),
        step=command.step,
        field="",
        code=command.code,
        deviation_class=command.deviation_class,
        description=command.description,
        automatic=False,
    )
    return draft.events


def decide_assess(record: BatchRecord, command: AssessDeviation, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about an assessment; it may be made again until the deviation is closed, and all versions stay."""
    deviation = _find_open(record, command.number)
    if isinstance(deviation, Refusal):
        return deviation
    refusal = (
        check_role("assess-deviation", actor.role)
        or _check_independent(record, deviation, actor)
        or _check_class(command.deviation_class)
        or _check_impact(command.impact)
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(
        DeviationAssessed,
        number=deviation.number,
        deviation_class=command.deviation_class,
        impact=command.impact,
    )
    return draft.events


def decide_close(record: BatchRecord, command: CloseDeviation, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about closing a deviation: assessed first, by another person, re-authenticated."""
    deviation = _find_open(record, command.number)
    if isinstance(deviation, Refusal):
        return deviation
    refusal = check_role("close-deviation", actor.role) or _check_independent(record, deviation, actor)
    if refusal is None and not deviation.assessments:
        refusal = refuse(
            "deviation-not-assessed",
            "REL-03; Chapter 5 5.15",
            f"{deviation.number} has not been assessed.",
            "Decide its class and its impact on the product first.",
        )
    refusal = refusal or check_authenticated(command.authenticated)
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(DeviationClosed, number=deviation.number)
    return draft.events


def _find_open(record: BatchRecord, number: str) -> Deviation | Refusal:
    refusal = check_open(record)
    if refusal:
        return refusal
    deviation = record.deviations.get(number)
    if deviation is None:
        return refuse(
            "deviation-unknown",
            "REL-03",
            f"There is no deviation {number[:12]} in this record.",
            "Choose a deviation from the list.",
        )
    if deviation.status == "closed":
        return refuse(
            "deviation-closed",
            "REC-09",
            f"{number} is closed.",
            "If it comes back, raise a new deviation and name this one.",
        )
    return deviation


def _check_independent(record: BatchRecord, deviation: Deviation, actor: Actor) -> Refusal | None:
    if actor.person != deviation.raised_by and actor.person not in record.performers | record.verifiers:
        return None
    return refuse(
        "own-work",
        "Chapter 5 5.15; REL-01",
        f"You raised {deviation.number} or worked on this batch; nobody judges their own work.",
        "Ask another person of quality assurance.",
    )


def _check_class(deviation_class: str) -> Refusal | None:
    if deviation_class in DEVIATION_CLASSES:
        return None
    return refuse(
        "class-unknown",
        "Chapter 5 5.15",
        f"'{deviation_class[:20]}' is not a class of deviation.",
        f"Choose {', '.join(DEVIATION_CLASSES)}.",
    )


def _check_code(code: str) -> Refusal | None:
    if _CODE.match(code):
        return None
    return refuse(
        "event-unknown",
        "Chapter 5 5.15",
        f"'{code[:20]}' is not the code of an event.",
        "Choose a code like DV-MJ03, or leave it out.",
    )


def _check_impact(impact: str) -> Refusal | None:
    if impact in IMPACTS:
        return None
    return refuse(
        "impact-unknown",
        "Annex 16 section 3",
        f"'{impact[:20]}' is not an impact on the product.",
        f"Choose {', '.join(IMPACTS)}.",
    )
