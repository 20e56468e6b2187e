"""The steps of the export: fields, versions, signatures."""

from typing import Any

from gradea.record.content import step_hash
from gradea.record.printing import Print, moment
from gradea.record.progress import needs_verification, step_status
from gradea.record.recipe import Field, Step
from gradea.record.state import BatchRecord, Entry, Signature
from gradea.record.values import limits_of
from gradea.vocabulary import clock_text


def step_data(record: BatchRecord, step: Step, prints: Print) -> dict[str, Any]:
    """Return one step with every version of every value and every signature."""
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
        "signatures": [signature_data(signature, prints) for signature in state.signatures],
        "not_applicable": None
        if waived is None
        else {
            "reason": prints.text(waived.reason),
            **moment(prints, waived.by, waived.at, waived.sequence),
        },
        "content_hash": step_hash(record, step.id) if state.signatures else "",
        "deviations": [item.number for item in record.deviations.values() if item.step == step.id],
    }


def _field_data(record: BatchRecord, step: Step, item: Field, prints: Print) -> dict[str, Any]:
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


def _version_data(entry: Entry, prints: Print) -> dict[str, Any]:
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
        **moment(prints, entry.by, entry.at, entry.sequence),
        "role": entry.role,
    }


def signature_data(signature: Signature, prints: Print) -> dict[str, Any]:
    """Return one signature with name, role, meaning and both times (SIG-01)."""
    return {
        "meaning": signature.meaning,
        "role": signature.role,
        "content_hash": signature.content_hash,
        "void_by": signature.void_by,
        "voided_clock": "" if signature.voided_at is None else clock_text(signature.voided_at),
        **moment(prints, signature.by, signature.at, signature.sequence),
    }
