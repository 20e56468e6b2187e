"""What stands beside the steps, in the export: how deviations were handled, results, changes, the floor, and the way out."""

from collections.abc import Iterable, Iterator
from typing import Any

from gradea.record.document_trail import event_row
from gradea.record.printing import Print
from gradea.record.state import BatchRecord


def beside_data(record: BatchRecord, prints: Print) -> list[dict[str, Any]]:
    """Return the groups that hold something, each with one row per thing that was done, in order."""
    found = [
        {"title": title, "rows": [event_row(0, event, prints) for event in events]} for title, events in _groups(record)
    ]
    return [group for group in found if group["rows"]]


def _groups(record: BatchRecord) -> Iterator[tuple[str, list[Any]]]:
    deviations = record.deviations.values()
    yield "Actions taken at once", [action for deviation in deviations for action in deviation.actions]
    yield "Investigations", [found for deviation in deviations for found in deviation.investigations]
    yield (
        "Corrective and preventive actions",
        _there(part for capa in record.capas.values() for part in (capa.plan, capa.done, capa.checked)),
    )
    yield (
        "Results out of specification",
        _there(
            part
            for case in record.oos.values()
            for part in (case.laboratory, case.plan, case.approved, *case.runs, case.decided)
        ),
    )
    yield (
        "Change control",
        _there(
            part
            for change in record.changes.values()
            for part in (change.request, change.assessed, change.decided, change.implemented, change.closed)
        ),
    )
    yield "Interventions in grade A", list(record.interventions)
    yield "Equipment log", list(record.equipment_log)
    yield "Photos and print-outs", list(record.files)
    yield "Samples received", list(record.samples.values())
    yield "Outages", _there((*record.outages, record.outage))
    yield "Exceptions looked at", list(record.considered.values())
    yield (
        "Release and supply",
        _there((record.first_step, record.request, record.risk, *record.notified, record.shipped, record.recall)),
    )
    yield "After a recall", _there((record.returned,))


def _there(parts: Iterable[Any]) -> list[Any]:
    return [part for part in parts if part is not None]
