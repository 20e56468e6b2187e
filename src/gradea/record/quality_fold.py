"""Fold one event of the quality system into a batch record."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from gradea.record import quality_events as q
from gradea.record.quality_state import Capa, Change, OosCase
from gradea.record.state import BatchRecord, Deviation


def _deviation(record: BatchRecord, number: str, **fields: Any) -> BatchRecord:
    deviation: Deviation = replace(record.deviations[number], **fields)
    return replace(record, deviations={**record.deviations, number: deviation})


def _action(record: BatchRecord, event: q.ImmediateActionTaken) -> BatchRecord:
    return _deviation(record, event.number, actions=(*record.deviations[event.number].actions, event))


def _investigated(record: BatchRecord, event: q.DeviationInvestigated) -> BatchRecord:
    return _deviation(record, event.number, investigations=(*record.deviations[event.number].investigations, event))


def _capa(record: BatchRecord, number: str, capa: Capa) -> BatchRecord:
    return replace(record, capas={**record.capas, number: capa})


def _planned(record: BatchRecord, event: q.CapaPlanned) -> BatchRecord:
    return _capa(record, event.number, Capa(plan=event))


def _completed(record: BatchRecord, event: q.CapaCompleted) -> BatchRecord:
    return _capa(record, event.number, replace(record.capas[event.number], done=event))


def _checked(record: BatchRecord, event: q.CapaChecked) -> BatchRecord:
    return _capa(record, event.number, replace(record.capas[event.number], checked=event))


def _case(record: BatchRecord, number: str, **fields: Any) -> BatchRecord:
    case: OosCase = replace(record.oos[number], **fields)
    return replace(record, oos={**record.oos, number: case})


def _laboratory(record: BatchRecord, event: q.LaboratoryConcluded) -> BatchRecord:
    return _case(record, event.number, laboratory=event)


def _retest_planned(record: BatchRecord, event: q.RetestPlanned) -> BatchRecord:
    return _case(record, event.number, plan=event)


def _retest_approved(record: BatchRecord, event: q.RetestApproved) -> BatchRecord:
    return _case(record, event.number, approved=event)


def _retest_recorded(record: BatchRecord, event: q.RetestRecorded) -> BatchRecord:
    return _case(record, event.number, runs=(*record.oos[event.number].runs, event))


def _oos_decided(record: BatchRecord, event: q.OosDecided) -> BatchRecord:
    return _case(record, event.number, decided=event)


def _requested(record: BatchRecord, event: q.ChangeRequested) -> BatchRecord:
    return replace(record, changes={**record.changes, event.number: Change(request=event)})


def _change(field: str) -> Callable[[BatchRecord, Any], BatchRecord]:
    def fold(record: BatchRecord, event: Any) -> BatchRecord:
        fields: dict[str, Any] = {field: event}
        change: Change = replace(record.changes[event.number], **fields)
        return replace(record, changes={**record.changes, event.number: change})

    return fold


QUALITY_FOLDS: Mapping[type, Callable[[BatchRecord, Any], BatchRecord]] = {
    q.ImmediateActionTaken: _action,
    q.DeviationInvestigated: _investigated,
    q.CapaPlanned: _planned,
    q.CapaCompleted: _completed,
    q.CapaChecked: _checked,
    q.LaboratoryConcluded: _laboratory,
    q.RetestPlanned: _retest_planned,
    q.RetestApproved: _retest_approved,
    q.RetestRecorded: _retest_recorded,
    q.OosDecided: _oos_decided,
    q.ChangeRequested: _requested,
    q.ChangeAssessed: _change("assessed"),
    q.ChangeDecided: _change("decided"),
    q.ChangeImplemented: _change("implemented"),
    q.ChangeClosed: _change("closed"),
}
