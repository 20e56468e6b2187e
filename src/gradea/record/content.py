"""The exact content a signature stands for, as one canonical text, and its hash (SIG-03)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from gradea.record.state import BatchRecord, Entry


def canonical_text(value: Any) -> str:
    """Return one text per value: sorted keys, no spaces, ASCII only.

    >>> canonical_text({"b": 1, "a": ("µ", None)})
    '{"a":["\\\\u00b5",null],"b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _version(entry: Entry) -> Mapping[str, Any]:
    return {
        "kind": entry.kind,
        "value": entry.value,
        "by": entry.by,
        "role": entry.role,
        "at": entry.at,
        "performed_at": entry.performed_at,
        "reason": entry.reason,
        "source": entry.source,
        "reading": entry.reading,
        "scan": entry.scan,
        "inputs": entry.inputs,
        **({"performer": entry.performer} if entry.performer else {}),
    }


def step_content(record: BatchRecord, step_id: str) -> dict[str, Any]:
    """Return what a signature of this step stands for: batch, recipe, step, and every version of every value.

    The batch number and the recipe hash are part of it, so that a signature copied to another record does not fit.
    """
    state, issue = record.step(step_id), record.issue
    return {
        "batch": record.batch_number,
        "copy": issue.copy_number if issue else 0,
        "recipe": [record.recipe.code, record.recipe.version, record.recipe.content_hash],
        "step": step_id,
        "entries": {code: [_version(entry) for entry in versions] for code, versions in state.entries.items()},
        "not_applicable": state.not_applicable.reason if state.not_applicable else None,
    }


def step_hash(record: BatchRecord, step_id: str) -> str:
    """Return the hash that a signature of this step must carry now."""
    return text_hash(canonical_text(step_content(record, step_id)))


def record_content(record: BatchRecord) -> dict[str, Any]:
    """Return what a review or a disposition stands for: every step, deviation, note and refused attempt.

    Signatures of the release lane are left out, so that one review does not change what the next one signs for.
    """
    release = {step.id for step in record.recipe if step.lane == "release"}
    return {
        **_beside(record),
        "batch": record.batch_number,
        "steps": {step_id: step_hash(record, step_id) for step_id in record.steps},
        "signatures": {
            step_id: [[s.meaning, s.by, s.at, s.content_hash, s.void_by] for s in state.signatures]
            for step_id, state in record.steps.items()
            if step_id not in release
        },
        "deviations": {
            number: [d.step, d.code, d.deviation_class, d.impact, d.status, d.description]
            for number, d in record.deviations.items()
        },
        "notes": [[note.sequence, note.event.by, note.event.at] for note in record.notes],
        "attempts": [[attempt.sequence, attempt.event.by, attempt.event.at] for attempt in record.attempts],
        **_labels(record),
    }


def _labels(record: BatchRecord) -> dict[str, Any]:
    """Return the label accounts; nothing for a record without any, so that hashes of older records stand."""
    accounts = {
        order: [account.printed.container, account.printed.copies, account.sequence, account.accounted_sequence]
        for order, account in record.labels.items()
    }
    return {"labels": accounts} if accounts else {}


def _beside(record: BatchRecord) -> dict[str, Any]:
    """Return what stands beside the steps, where there is any of it: a record without it has the hash it always had."""
    found: dict[str, Any] = {
        "handling": {
            number: [
                [[action.by, action.at, action.text] for action in deviation.actions],
                [[found.by, found.at, found.category, found.root_cause] for found in deviation.investigations],
                [[judged.other_batches, judged.reason] for judged in deviation.assessments],
            ]
            for number, deviation in record.deviations.items()
            if deviation.actions or deviation.investigations
        },
        "oos": {number: [case.status, [run.value for run in case.runs]] for number, case in record.oos.items()},
        "capas": {
            number: [capa.plan.deviation, capa.plan.kind, capa.plan.text] for number, capa in record.capas.items()
        },
        "changes": {number: change.status for number, change in record.changes.items()},
        "interventions": [
            [item.step, item.intervention, item.begun_at, item.ended_at] for item in record.interventions
        ],
        "equipment": [[item.equipment, item.entry, item.at] for item in record.equipment_log],
        "files": [item.sha256 for item in record.files],
        "samples": {code: [item.at, item.condition] for code, item in record.samples.items()},
        "outages": [[item.began_at, item.at] for item in record.outages],
        "considered": {key: item.verdict for key, item in record.considered.items()},
        "request": [record.request.reference, list(record.request.attributes)] if record.request else None,
        "risk": record.risk.text if record.risk else None,
    }
    return {name: value for name, value in found.items() if value}


def record_hash(record: BatchRecord) -> str:
    """Return the hash that a review or a disposition must carry now."""
    return text_hash(canonical_text(record_content(record)))


def signature_holds(record: BatchRecord, step_id: str, content_hash: str) -> bool:
    """Return whether a signature with this hash still stands for the step as it is now."""
    return content_hash == step_hash(record, step_id)
