"""The complete record as plain data: every value with its versions, every signature, deviation, exception and result.

The export is what is printed and what is archived (REL-07, STO-01). Names come from outside, because the record knows
people only by reference; real times come from the ledger, by the number of the event in this record.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gradea.record.commands import Text
from gradea.record.content import record_hash, step_hash
from gradea.record.disposition import gates
from gradea.record.exceptions import exceptions_of
from gradea.record.progress import needs_verification, progress, step_status
from gradea.record.recipe import Field, MasterRecipe, Step
from gradea.record.specification import results
from gradea.record.state import BatchRecord, Deviation, Entry, Signature
from gradea.record.values import limits_of
from gradea.vocabulary import clock_text

NOTICE = "Training – not for GMP use"
"""Stands on every page and in every export."""


def plain_text(text: Text) -> str:
    """Return a person's words as they are; sealed ones as a mark that they are sealed."""
    return text if isinstance(text, str) else "(sealed text)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """How and for whom an export is made.

    Attributes:
        started_at_utc: Real time at which the run began; `printed_at_utc`: of this print; ISO 8601 with offset.
        language: Language of the recipe's words.
        read_text: How to read a person's words; the default shows plain ones and marks sealed ones.
    """

    started_at_utc: str = ""
    printed_at_utc: str = ""
    printed_by: str = ""
    language: str = "en"
    read_text: Callable[[Text], str] = plain_text


@dataclass(frozen=True, slots=True)
class _Print:
    """Everything that comes from outside the record, in one hand."""

    names: Mapping[str, str]
    times: Sequence[str]
    how: Printing

    def text(self, text: Text) -> str:
        """Return a person's words."""
        return self.how.read_text(text)

    def name(self, person: str) -> str:
        """Return the printed name of a person."""
        return self.names.get(person, person)

    def words(self, words: Mapping[str, str]) -> str:
        """Return a text of the recipe in the language of the print, English where there is none."""
        return words.get(self.how.language) or words.get("en", "")

    def real(self, sequence: int) -> str:
        """Return the real time of an event; empty where it is not known."""
        return self.times[sequence - 1] if 0 < sequence <= len(self.times) else ""


_DEFAULT = Printing()


def batch_record_data(
    record: BatchRecord,
    *,
    names: Mapping[str, str],
    ledger_head: str,
    times: Sequence[str] = (),
    printing: Printing = _DEFAULT,
) -> dict[str, Any]:
    """Return the complete record, JSON-able, in the order of the document.

    Args:
        record: The record as it is.
        names: Reference of a person → printed name. An unknown reference is printed itself.
        ledger_head: Hash of the ledger at the time of printing.
        times: Real time of each event of this record in its order (its first, its second, …), from the ledger.
        printing: Language, who prints, when, and how to read sealed words.
    """
    how, prints = printing, _Print(names, times, printing)
    issue = record.issue
    counted = progress(record)
    return {
        "notice": NOTICE,
        "batch": {
            "number": record.batch_number,
            "copy": issue.copy_number if issue else 0,
            "donation": issue.donation_number if issue else "",
            "patient": issue.patient_number if issue else "",
            "issued": _moment(prints, issue.by, issue.at, 1) if issue else None,
            "status": record.status,
            "closed_steps": counted.closed,
            "steps": counted.total,
        },
        "recipe": _recipe_data(record.recipe, prints),
        "people": _people(record, prints),
        "steps": [_step_data(record, step, prints) for step in record.recipe],
        "deviations": [_deviation_data(deviation, prints) for deviation in record.deviations.values()],
        "notes": [_note_data(note, prints) for note in record.notes],
        "attempts": [_attempt_data(attempt, prints) for attempt in record.attempts],
        "holds": _holds(record, prints),
        "exceptions": [_exception_data(item, prints) for item in exceptions_of(record)],
        "results": [_result_data(item) for item in results(record, how.language)],
        "reviews": [{"kind": review.kind, **_signature_data(review.signature, prints)} for review in record.reviews],
        "gates": [] if record.disposition else [{"code": gate.code, "message": gate.message} for gate in gates(record)],
        "disposition": _disposition_data(record, prints),
        "record_hash": record_hash(record),
        "ledger_head": ledger_head,
        "started_at_utc": how.started_at_utc or prints.real(1),
        "printed_at_utc": how.printed_at_utc,
        "printed_by": prints.name(how.printed_by),
    }


def _recipe_data(recipe: MasterRecipe, prints: _Print) -> dict[str, Any]:
    return {
        "code": recipe.code,
        "version": recipe.version,
        "hash": recipe.content_hash,
        "title": prints.words(recipe.title),
        "product": prints.words(recipe.product),
        "batch_size": prints.words(recipe.batch_size),
        "effective_date": recipe.effective_date,
        "approvals": [{"role": item.role, "date": item.approved_date} for item in recipe.approvals],
        "operations": [
            {"id": operation.id, "title": prints.words(operation.title), "unit": prints.words(procedure.title)}
            for procedure in recipe.unit_procedures
            for operation in procedure.operations
        ],
    }


def _people(record: BatchRecord, prints: _Print) -> list[dict[str, str]]:
    seen: dict[tuple[str, str], None] = {}
    for state in record.steps.values():
        for versions in state.entries.values():
            seen.update({(entry.by, entry.role): None for entry in versions if entry.role != "system"})
        seen.update({(signature.by, signature.role): None for signature in state.signatures})
    if record.issue is not None:
        seen[record.issue.by, record.issue.role] = None
    seen.update({(review.signature.by, review.signature.role): None for review in record.reviews})
    if record.disposition is not None:
        seen[record.disposition.by, record.disposition.role] = None
    for deviation in record.deviations.values():
        seen[deviation.raised_by, deviation.raised_role] = None
        seen.update({(item.by, "qa"): None for item in deviation.assessments})
    for numbered in (*record.notes, *record.attempts, *record.holds):
        seen[numbered.event.by, numbered.event.role] = None
    rows = [{"person": who, "name": prints.name(who), "role": role} for who, role in seen if role != "system"]
    return sorted(rows, key=lambda row: (row["role"], row["name"]))


def _step_data(record: BatchRecord, step: Step, prints: _Print) -> dict[str, Any]:
    state = record.step(step.id)
    waived = state.not_applicable
    return {
        "id": step.id,
        "operation": step.operation,
        "title": prints.words(step.title),
        "instruction": prints.words(step.instruction),
        "lane": step.lane,
        "room": step.room,
        "critical": step.critical,
        "verification": needs_verification(record, step.id),
        "status": str(step_status(record, step.id)),
        "fields": [_field_data(record, step, item, prints) for item in step.fields],
        "signatures": [_signature_data(signature, prints) for signature in state.signatures],
        "not_applicable": None
        if waived is None
        else {
            "reason": prints.text(waived.reason),
            **_moment(prints, waived.by, waived.at, waived.sequence),
        },
        "content_hash": step_hash(record, step.id) if state.signatures else "",
        "deviations": [item.number for item in record.deviations.values() if item.step == step.id],
    }


def _field_data(record: BatchRecord, step: Step, item: Field, prints: _Print) -> dict[str, Any]:
    low, high = limits_of(item, record.values)
    accepted = " or ".join(item.accepted)
    return {
        "code": item.code,
        "label": prints.words(item.label),
        "kind": item.kind,
        "unit": item.unit,
        "low": "" if low is None else _short(low),
        "high": "" if high is None else _short(high),
        "accepted": accepted,
        "formula": item.formula,
        "versions": [_version_data(entry, prints) for entry in record.step(step.id).entries.get(item.code, ())],
    }


def _short(value: Any) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _version_data(entry: Entry, prints: _Print) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "value": entry.value,
        "source": entry.source,
        "reading": entry.reading,
        "late": entry.late,
        "performed_at": entry.performed_at,
        "performed_clock": clock_text(entry.performed_at),
        "reason": prints.text(entry.reason),
        "inputs": dict(entry.inputs) if entry.inputs else {},
        "scan": dict(entry.scan) if entry.scan else {},
        **_moment(prints, entry.by, entry.at, entry.sequence),
        "role": entry.role,
    }


def _signature_data(signature: Signature, prints: _Print) -> dict[str, Any]:
    return {
        "meaning": signature.meaning,
        "role": signature.role,
        "content_hash": signature.content_hash,
        "void_by": signature.void_by,
        "voided_clock": "" if signature.voided_at is None else clock_text(signature.voided_at),
        **_moment(prints, signature.by, signature.at, signature.sequence),
    }


def _deviation_data(deviation: Deviation, prints: _Print) -> dict[str, Any]:
    why = deviation.description
    described = _why_text(why) if deviation.automatic and isinstance(why, Mapping) else prints.text(why)
    return {
        "number": deviation.number,
        "step": deviation.step or "",
        "field": deviation.field,
        "code": deviation.code,
        "class": deviation.deviation_class,
        "proposed_class": deviation.proposed_class,
        "impact": deviation.impact,
        "status": deviation.status,
        "automatic": deviation.automatic,
        "description": described,
        "raised": _moment(prints, deviation.raised_by, deviation.raised_at, deviation.sequence),
        "assessed": [
            {"class": item.deviation_class, "impact": item.impact, **_moment(prints, item.by, item.at, item.sequence)}
            for item in deviation.assessments
        ],
        "closed": None
        if deviation.closed_at is None
        else _moment(prints, deviation.closed_by, deviation.closed_at, deviation.closed_sequence),
    }


def _why_text(why: Mapping[str, Any]) -> str:
    """Return what an automatic deviation says, in one sentence."""
    match why.get("kind"):
        case "limit":
            return f"Value {why['value']} {why['unit']}, limit {why['limit']}."
        case "unexpected":
            return f"Answer {why['value']}, expected {why['limit']}."
        case "specification":
            return f"Result {why['value']} does not meet the specification {why['attribute']}: {why['limit']}."
        case "hold-time":
            return f"{why['actual_min']} minutes since step {why['from_step']}, limit {why['limit_min']}."
        case "window":
            return f"{why['actual_min']} minutes after the planned time, limit {why['limit_min']}."
        case "not-applicable":
            return "A step that is not optional was marked not applicable."
        case "identity-mismatch":
            return "A scanned identity does not agree with this batch."
        case "problem-note":
            return "A note reports a problem."
    return ", ".join(f"{key} {value}" for key, value in why.items())


def _note_data(note: Any, prints: _Print) -> dict[str, Any]:
    event = note.event
    return {
        "step": event.step or "",
        "text": prints.text(event.text),
        "problem": event.problem,
        **_moment(prints, event.by, event.at, note.sequence),
    }


def _attempt_data(attempt: Any, prints: _Print) -> dict[str, Any]:
    event = attempt.event
    return {
        "step": event.step,
        "field": event.field,
        "code": event.code,
        "rule": event.rule,
        "tried": event.tried,
        **_moment(prints, event.by, event.at, attempt.sequence),
    }


def _holds(record: BatchRecord, prints: _Print) -> list[dict[str, Any]]:
    begun: list[tuple[str, int, str, Any]] = [
        ("held", hold.sequence, hold.event.by, hold.event) for hold in record.holds
    ]
    ended: list[tuple[str, int, str, Any]] = [("lifted", lift.sequence, lift.by, lift) for lift in record.lifts]
    return [
        {"what": what, "reason": prints.text(thing.reason), **_moment(prints, by, thing.at, sequence)}
        for what, sequence, by, thing in sorted([*begun, *ended], key=lambda row: row[1])
    ]


def _exception_data(item: Any, prints: _Print) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "step": item.step,
        "field": item.field,
        "critical": item.critical,
        "clock": clock_text(item.at),
        "name": prints.name(item.by) if item.by else "",
        "detail": ", ".join(_detail_words(key, value) for key, value in item.detail.items() if key != "kind"),
    }


def _detail_words(key: str, value: Any) -> str:
    if key == "performed_at":
        return f"done {clock_text(value)}"
    shown = " ".join(str(each) for each in value) if isinstance(value, list | tuple) else str(value)
    return f"{key.replace('_', ' ')} {shown}"


def _result_data(item: Any) -> dict[str, Any]:
    verdict = "for information" if item.informative else {True: "pass", False: "fail", None: "no result"}[item.passed]
    return {
        "code": item.code,
        "name": item.name,
        "value": item.value,
        "unit": item.unit,
        "limit": item.limit,
        "verdict": verdict if item.value else "no result",
    }


def _disposition_data(record: BatchRecord, prints: _Print) -> dict[str, Any] | None:
    event = record.disposition
    if event is None:
        return None
    return {
        "decision": event.decision,
        "statement": prints.text(event.statement),
        "content_hash": event.content_hash,
        **_moment(prints, event.by, event.at, record.disposition_sequence),
    }


def _moment(prints: _Print, person: str, at: int, sequence: int) -> dict[str, Any]:
    return {
        "person": person,
        "name": prints.name(person),
        "at": at,
        "clock": clock_text(at),
        "utc": prints.real(sequence),
        "sequence": sequence,
    }
