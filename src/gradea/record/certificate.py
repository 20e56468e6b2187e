"""The certificate of analysis as plain data: each line of the specification with result, limit, method, and who stands for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from gradea.record.printing import NOTICE, Print, Printing, moment
from gradea.record.progress import pending_steps
from gradea.record.sampling import samples
from gradea.record.specification import AttributeResult, results
from gradea.record.state import BatchRecord, Signature
from gradea.record.trend import trend_of
from gradea.vocabulary import clock_text

_DEFAULT = Printing()

MEETS, FAILS, PENDING = "meets", "does-not-meet", "pending"


def certificate_data(
    record: BatchRecord,
    *,
    names: Mapping[str, str],
    ledger_head: str,
    times: Sequence[str] = (),
    printing: Printing = _DEFAULT,
) -> dict[str, Any]:
    """Return the certificate of analysis, JSON-able (Annex 16 Appendix II for what a certificate holds).

    It says what was found, not whether the batch may be used: that is the Qualified Person's decision.

    Args:
        record: The record as it is.
        names: Reference of a person → printed name.
        ledger_head: Hash of the ledger at the time of printing.
        times: Real time of each event of this record in its order.
        printing: Language, who prints, when.
    """
    prints, issue = Print(names, times, printing), record.issue
    lines = [_line(record, prints, result) for result in results(record, printing.language)]
    states = {line["state"] for line in lines if not line["informative"]}
    return {
        "notice": NOTICE,
        "kind": "certificate-of-analysis",
        "batch": record.batch_number,
        "status": record.status,
        "product": prints.words(record.recipe.product),
        "recipe": f"{record.recipe.code} version {record.recipe.version}",
        "donation": issue.donation_number if issue else "",
        "patient": issue.patient_number if issue else "",
        "conclusion": FAILS if FAILS in states else PENDING if PENDING in states else MEETS,
        "lines": lines,
        "pending": list(pending_steps(record)),
        "samples": [
            {
                "code": stand.plan.code,
                "kind": stand.plan.kind,
                "status": stand.status,
                "taken": clock_text(stand.taken_at) if stand.taken_at is not None else "",
                "received": clock_text(stand.received.at) if stand.received else "",
                "read": clock_text(stand.tested_at) if stand.tested_at is not None else "",
            }
            for stand in samples(record)
        ],
        "deviations": [
            {"number": number, "field": case.field, "value": case.value, "status": case.status}
            for number, case in record.oos.items()
        ],
        "ledger_head": ledger_head,
        "printed_by": printing.printed_by,
        "printed_at": printing.printed_at_utc,
    }


def _line(record: BatchRecord, prints: Print, result: AttributeResult) -> dict[str, Any]:
    attribute = next(line for line in record.recipe.specification if line.code == result.code)
    step_id = record.recipe.home_of[attribute.field]
    state, versions = record.step(step_id), record.step(step_id).entries.get(attribute.field, ())
    entry = versions[-1] if versions else None
    trend = trend_of(attribute, result.value) if result.value else None
    second = state.signature("reviewed") or state.signature("verified")
    verdict = PENDING if not result.value else FAILS if result.passed is False else MEETS
    return {
        "code": result.code,
        "name": result.name,
        "method": attribute.method,
        "value": result.value,
        "unit": result.unit,
        "limit": result.limit,
        "informative": result.informative,
        "state": verdict,
        "unlike_earlier": bool(trend and trend.outside),
        "raw": {
            "step": step_id,
            "source": entry.source if entry else "",
            "reading": entry.reading if entry else "",
            "inputs": dict(entry.inputs or {}) if entry else {},
            "corrected": len([each for each in versions if each.kind == "corrected"]),
        },
        "tested": _signed(prints, state.signature("performed")),
        "reviewed": _signed(prints, second),
    }


def _signed(prints: Print, signature: Signature | None) -> dict[str, Any] | None:
    if signature is None:
        return None
    return moment(prints, signature.by, signature.at, signature.sequence)
