"""The complete record as plain data: every value with its versions, every signature, deviation, exception and result.

The export is what is printed and what is archived (REL-07, STO-01). Names come from outside, because the record knows
people only by reference; real times come from the ledger, by the number of the event in this record.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from gradea.record.content import record_hash
from gradea.record.document_beside import beside_data
from gradea.record.document_chain import custody_data, label_data
from gradea.record.document_steps import signature_data, step_data
from gradea.record.document_trail import trail_data
from gradea.record.events import Event
from gradea.record.exceptions import exceptions_of
from gradea.record.gates import gates
from gradea.record.printing import NOTICE, Print, Printing, moment, why_text
from gradea.record.progress import progress
from gradea.record.recipe import MasterRecipe
from gradea.record.specification import results
from gradea.record.state import BatchRecord, Deviation
from gradea.vocabulary import clock_text

_DEFAULT = Printing()


NO_NUMBER = "none"
"""What stands for the number of a donor or a recipient in the record of a batch that has none, such as a media fill."""


def batch_record_data(
    record: BatchRecord,
    *,
    names: Mapping[str, str],
    ledger_head: str,
    times: Sequence[str] = (),
    printing: Printing = _DEFAULT,
    events: Sequence[Event] = (),
) -> dict[str, Any]:
    """Return the complete record, JSON-able, in the order of the document.

    Args:
        record: The record as it is.
        names: Reference of a person → printed name. An unknown reference is printed itself.
        ledger_head: Hash of the ledger at the time of printing.
        times: Real time of each event of this record in its order (its first, its second, …), from the ledger.
        printing: Language, who prints, when, and how to read sealed words.
        events: All events of this record, for its audit trail; without them there is none in the export.
    """
    how, prints = printing, Print(names, times, printing)
    issue = record.issue
    counted = progress(record)
    return {
        "notice": NOTICE,
        "batch": {
            "number": record.batch_number,
            "copy": issue.copy_number if issue else 0,
            "donation": (issue.donation_number or NO_NUMBER) if issue else "",
            "patient": (issue.patient_number or NO_NUMBER) if issue else "",
            "issued": moment(prints, issue.by, issue.at, 1) if issue else None,
            "status": record.status,
            "closed_steps": counted.closed,
            "steps": counted.total,
        },
        "recipe": _recipe_data(record.recipe, prints),
        "people": _people(record, prints),
        "steps": [step_data(record, step, prints) for step in record.recipe],
        "deviations": [_deviation_data(deviation, prints) for deviation in record.deviations.values()],
        "notes": [_note_data(note, prints) for note in record.notes],
        "attempts": [_attempt_data(attempt, prints) for attempt in record.attempts],
        "holds": _holds(record, prints),
        "custody": custody_data(record, prints),
        "labels": label_data(record, prints),
        "exceptions": [_exception_data(item, prints) for item in exceptions_of(record)],
        "results": [_result_data(item) for item in results(record, how.language)],
        "reviews": [{"kind": review.kind, **signature_data(review.signature, prints)} for review in record.reviews],
        "beside": beside_data(record, prints),
        "trail": trail_data(events, prints),
        "gates": [] if record.disposition else [{"code": gate.code, "message": gate.message} for gate in gates(record)],
        "disposition": _disposition_data(record, prints),
        "record_hash": record_hash(record),
        "ledger_head": ledger_head,
        "started_at_utc": how.started_at_utc or prints.real(1),
        "printed_at_utc": how.printed_at_utc,
        "printed_by": prints.name(how.printed_by),
    }


def _recipe_data(recipe: MasterRecipe, prints: Print) -> dict[str, Any]:
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


def _people(record: BatchRecord, prints: Print) -> list[dict[str, str]]:
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
        seen.update({(item.by, item.role): None for item in deviation.actions})
        seen.update({(item.by, item.role): None for item in deviation.investigations})
    for numbered in (*record.notes, *record.attempts, *record.holds):
        seen[numbered.event.by, numbered.event.role] = None
    rows = [{"person": who, "name": prints.name(who), "role": role} for who, role in seen if role != "system"]
    return sorted(rows, key=lambda row: (row["role"], row["name"]))


def _deviation_data(deviation: Deviation, prints: Print) -> dict[str, Any]:
    why = deviation.description
    described = why_text(why) if deviation.automatic and isinstance(why, Mapping) else prints.text(why)
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
        "raised": moment(prints, deviation.raised_by, deviation.raised_at, deviation.sequence),
        "assessed": [
            {"class": item.deviation_class, "impact": item.impact, **moment(prints, item.by, item.at, item.sequence)}
            for item in deviation.assessments
        ],
        "closed": None
        if deviation.closed_at is None
        else moment(prints, deviation.closed_by, deviation.closed_at, deviation.closed_sequence),
    }


def _note_data(note: Any, prints: Print) -> dict[str, Any]:
    event = note.event
    return {
        "step": event.step or "",
        "text": prints.text(event.text),
        "problem": event.problem,
        **moment(prints, event.by, event.at, note.sequence),
    }


def _attempt_data(attempt: Any, prints: Print) -> dict[str, Any]:
    event = attempt.event
    return {
        "step": event.step,
        "field": event.field,
        "code": event.code,
        "rule": event.rule,
        "tried": event.tried,
        **moment(prints, event.by, event.at, attempt.sequence),
    }


def _holds(record: BatchRecord, prints: Print) -> list[dict[str, Any]]:
    begun: list[tuple[str, int, str, Any]] = [
        ("held", hold.sequence, hold.event.by, hold.event) for hold in record.holds
    ]
    ended: list[tuple[str, int, str, Any]] = [("lifted", lift.sequence, lift.by, lift) for lift in record.lifts]
    return [
        {"what": what, "reason": prints.text(thing.reason), **moment(prints, by, thing.at, sequence)}
        for what, sequence, by, thing in sorted([*begun, *ended], key=lambda row: row[1])
    ]


def _exception_data(item: Any, prints: Print) -> dict[str, Any]:
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


def _disposition_data(record: BatchRecord, prints: Print) -> dict[str, Any] | None:
    event = record.disposition
    if event is None:
        return None
    return {
        "decision": event.decision,
        "statement": prints.text(event.statement),
        "content_hash": event.content_hash,
        **moment(prints, event.by, event.at, record.disposition_sequence),
    }
