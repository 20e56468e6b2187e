"""Fold what happens beside entries and signatures, and around release, into a batch record."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from gradea.record import floor_events as f
from gradea.record import release_events as r
from gradea.record.state import BatchRecord


def _intervention(record: BatchRecord, event: f.InterventionRecorded) -> BatchRecord:
    return replace(record, interventions=(*record.interventions, event))


def _logged(record: BatchRecord, event: f.EquipmentLogged) -> BatchRecord:
    return replace(record, equipment_log=(*record.equipment_log, event))


def _outage(record: BatchRecord, event: f.OutageDeclared) -> BatchRecord:
    return replace(record, outage=event)


def _outage_ended(record: BatchRecord, event: f.OutageEnded) -> BatchRecord:
    return replace(record, outage=None, outages=(*record.outages, event))


def _attached(record: BatchRecord, event: f.FileAttached) -> BatchRecord:
    return replace(record, files=(*record.files, event))


def _received(record: BatchRecord, event: f.SampleReceived) -> BatchRecord:
    return replace(record, samples={**record.samples, event.sample: event})


def _considered(record: BatchRecord, event: r.ExceptionConsidered) -> BatchRecord:
    return replace(record, considered={**record.considered, event.key: event})


def _first_step(record: BatchRecord, event: r.BatchReleasedConditionally) -> BatchRecord:
    return replace(record, first_step=event, first_step_sequence=record.sequence)


def _recall(record: BatchRecord, event: r.RecallOpened) -> BatchRecord:
    return replace(record, recall=event)


def _request(record: BatchRecord, event: r.RequestRecorded) -> BatchRecord:
    return replace(record, request=event)


def _risk(record: BatchRecord, event: r.RiskEvaluated) -> BatchRecord:
    return replace(record, risk=event)


def _notified(record: BatchRecord, event: r.PartyNotified) -> BatchRecord:
    return replace(record, notified=(*record.notified, event))


def _shipped(record: BatchRecord, event: r.BatchShipped) -> BatchRecord:
    return replace(record, shipped=event)


def _returned(record: BatchRecord, event: r.BatchReturned) -> BatchRecord:
    return replace(record, returned=event)


FLOOR_FOLDS: Mapping[type, Callable[[BatchRecord, Any], BatchRecord]] = {
    f.InterventionRecorded: _intervention,
    f.EquipmentLogged: _logged,
    f.OutageDeclared: _outage,
    f.OutageEnded: _outage_ended,
    f.FileAttached: _attached,
    f.SampleReceived: _received,
    r.ExceptionConsidered: _considered,
    r.BatchReleasedConditionally: _first_step,
    r.RecallOpened: _recall,
    r.RequestRecorded: _request,
    r.RiskEvaluated: _risk,
    r.PartyNotified: _notified,
    r.BatchShipped: _shipped,
    r.BatchReturned: _returned,
}
