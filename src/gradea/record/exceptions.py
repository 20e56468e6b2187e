"""Review by exception: everything in a record that a reviewer has to look at, and nothing else.

Kinds follow the usual taxonomy of review by exception (K; the sixteen of `catalogue.EXCEPTION_KINDS`). The kinds of a
trustworthy record come beside them: late entries, corrections, refused attempts, voided signatures, holds, results unlike
those of earlier batches.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gradea.record.progress import is_reached, missing, open_work, turn_came_at
from gradea.record.recipe import Step
from gradea.record.state import BatchRecord, Deviation, Entry, StepState
from gradea.record.trend import trends
from gradea.record.units import numeric
from gradea.record.values import limits_of
from gradea.vocabulary import SimTime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordException:
    """One thing to look at.

    Attributes:
        kind: One of `KINDS`. `critical`: whether it stands in a critical step or is critical itself.
        sequence: Number of the event behind it in this record, or of its line in a log; 0 where there is none.
        detail: Codes and figures, never free text.
    """

    kind: str
    step: str
    field: str
    at: SimTime
    by: str
    critical: bool
    sequence: int = 0
    detail: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def key(self) -> str:
        """What names this exception for ever: its kind, its place, and the number of the event behind it."""
        return f"{self.kind}|{self.step}|{self.field}|{self.sequence}"

    def as_data(self) -> dict[str, Any]:
        """Return the exception as JSON values."""
        return {**dataclasses.asdict(self), "detail": dict(self.detail)}


KINDS = (
    "aborted-batch",
    "automation-step-changed",
    "charge-over-limit",
    "comment",
    "communication-failure",
    "correction",
    "critical-parameter-out",
    "deviation",
    "equipment-malfunction",
    "equipment-not-ready",
    "filter-integrity-failure",
    "hold",
    "hold-time-exceeded",
    "late-entry",
    "limit-missed",
    "manual-instead-of-instrument",
    "material-not-specified",
    "material-not-usable",
    "missing",
    "not-applicable",
    "out-of-specification",
    "out-of-trend",
    "paper-entry",
    "performed-by-other",
    "refused-attempt",
    "scribe-entry",
    "signature-voided",
)

_ATTEMPT_KIND = {
    "equipment-not-ready": "equipment-not-ready",
    "equipment-wrong": "equipment-not-ready",
    "material-expired": "material-not-usable",
    "material-not-released": "material-not-usable",
    "material-wrong": "material-not-specified",
}
_DEVIATION_KIND = {
    "specification": "out-of-specification",
    "hold-time": "hold-time-exceeded",
    "window": "hold-time-exceeded",
    "not-applicable": "not-applicable",
    "malfunction": "equipment-malfunction",
    "expired-at-use": "material-not-usable",
}


def exceptions_of(record: BatchRecord) -> tuple[RecordException, ...]:
    """Return every exception of this record, in the order of time. A clean finished batch has none."""
    found = [
        *_step_exceptions(record),
        *(_deviation_exception(record, deviation) for deviation in record.deviations.values()),
        *_event_exceptions(record),
        *_floor_exceptions(record),
        *_trend_exceptions(record),
        *_missing(record),
    ]
    return tuple(sorted(found, key=lambda item: item.at))


def _step_exceptions(record: BatchRecord) -> Iterator[RecordException]:
    for step_id, state in record.steps.items():
        step = record.recipe.step_of[step_id]
        for code, versions in state.entries.items():
            for previous, entry in zip((None, *versions), versions, strict=False):
                yield from _entry_exceptions(record, step, code, (previous, entry))
        yield from _signature_exceptions(step, state)


def _entry_exceptions(
    record: BatchRecord, step: Step, code: str, versions: tuple[Entry | None, Entry]
) -> Iterator[RecordException]:
    previous, entry = versions

    def one(kind: str, **detail: Any) -> RecordException:
        return RecordException(
            kind=kind,
            step=step.id,
            field=code,
            at=entry.at,
            by=entry.by,
            critical=step.critical,
            sequence=entry.sequence,
            detail=detail,
        )

    if entry.kind == "calculated":
        return
    if entry.late:
        early = entry.performed_at < turn_came_at(record, step)
        minutes = (entry.at - entry.performed_at) // 60_000
        yield one(
            "late-entry", performed_at=entry.performed_at, minutes=minutes, **({"before_turn": True} if early else {})
        )
    if entry.source == "paper":
        yield one("paper-entry", form=entry.reading)
    if entry.performer:
        yield one("scribe-entry", performer=entry.performer)
    if entry.kind == "corrected" and previous is not None:
        yield one("correction", old=previous.value, new=entry.value)
    if record.recipe.field_of[code].source == "instrument" and entry.source == "manual":
        yield one("manual-instead-of-instrument", value=entry.value)


def _signature_exceptions(step: Step, state: StepState) -> Iterator[RecordException]:
    for signature in state.signatures:
        if signature.void_by and signature.voided_at is not None:
            yield RecordException(
                kind="signature-voided",
                step=step.id,
                field="",
                at=signature.voided_at,
                by=signature.by,
                critical=step.critical,
                sequence=signature.sequence,
                detail={"meaning": signature.meaning, "cause": signature.void_by},
            )
    performed = state.signature("performed")
    writers = {entry.by for versions in state.entries.values() for entry in versions if entry.kind != "calculated"}
    if performed is not None and writers and performed.by not in writers:
        yield RecordException(
            kind="performed-by-other",
            step=step.id,
            field="",
            at=performed.at,
            by=performed.by,
            critical=step.critical,
            sequence=performed.sequence,
            detail={"writers": sorted(writers)},
        )


def _deviation_exception(record: BatchRecord, deviation: Deviation) -> RecordException:
    step = record.recipe.step_of[deviation.step] if deviation.step else None
    why = deviation.description if deviation.automatic and isinstance(deviation.description, Mapping) else {}
    kind = _DEVIATION_KIND.get(str(why.get("kind", "")), "deviation")
    if why.get("kind") in ("limit", "unexpected"):
        kind = _limit_kind(record, deviation, critical=step is not None and step.critical)
    in_order = dict(sorted(why.items()))  # the same after a reading from the ledger, which keeps no order of keys
    return RecordException(
        kind=kind,
        step=deviation.step or "",
        field=deviation.field,
        at=deviation.raised_at,
        by=deviation.raised_by,
        critical=deviation.deviation_class == "critical" or bool(step and step.critical),
        sequence=deviation.sequence,
        detail={"number": deviation.number, "class": deviation.deviation_class, "status": deviation.status, **in_order},
    )


def _limit_kind(record: BatchRecord, deviation: Deviation, *, critical: bool) -> str:
    """Return what a missed limit is: what its field says, an addition above its limit, or a parameter out of criteria."""
    item = record.recipe.field_of.get(deviation.field)
    if item is not None and item.exception:
        return item.exception
    if item is not None and item.observes.rpartition(".")[2] == "added":
        _, high = limits_of(item, record.values)
        why = deviation.description if isinstance(deviation.description, Mapping) else {}
        number = numeric(str(why.get("value", "")))
        if high is not None and number is not None and number > high:
            return "charge-over-limit"
    return "critical-parameter-out" if critical else "limit-missed"


def _floor_exceptions(record: BatchRecord) -> Iterator[RecordException]:
    for number, entry in enumerate(record.equipment_log):
        if entry.entry == "step-changed":
            yield RecordException(
                kind="automation-step-changed",
                step=entry.step or "",
                field="",
                at=entry.at,
                by=entry.by,
                critical=entry.step is not None and record.recipe.step_of[entry.step].critical,
                sequence=number,
                detail={"equipment": entry.equipment},
            )
    outages = [(outage.began_at, outage.by, outage.at - outage.began_at) for outage in record.outages]
    if record.outage is not None:
        outages.append((record.outage.at, record.outage.by, 0))
    for number, (began_at, by, length) in enumerate(outages):
        yield RecordException(
            kind="communication-failure",
            step="",
            field="",
            at=began_at,
            by=by,
            critical=False,
            sequence=number,
            detail={"minutes": length // 60_000},
        )


def _trend_exceptions(record: BatchRecord) -> Iterator[RecordException]:
    for result in trends(record):
        if result.outside:
            step = record.recipe.step_of[record.recipe.home_of[result.field]]
            entry = record.step(step.id).entries[result.field][-1]
            yield RecordException(
                kind="out-of-trend",
                step=step.id,
                field=result.field,
                at=entry.at,
                by=entry.by,
                critical=step.critical,
                sequence=entry.sequence,
                detail={"value": result.value, "batches": result.limits.batches},
            )


def _event_exceptions(record: BatchRecord) -> Iterator[RecordException]:
    for note in (*record.notes, *record.attempts, *record.holds):
        event: Any = note.event
        step = getattr(event, "step", None) or ""
        code = getattr(event, "code", "")
        kind = "comment" if hasattr(event, "text") else "refused-attempt" if code else "hold"
        detail = {"code": code, "tried": event.tried} if code else {}
        yield RecordException(
            kind=_ATTEMPT_KIND.get(code, kind),
            step=step,
            field=getattr(event, "field", ""),
            at=event.at,
            by=event.by,
            critical=bool(step) and record.recipe.step_of[step].critical,
            sequence=note.sequence,
            detail=detail,
        )
    decided = record.disposition
    unfinished = open_work(record, "production", "qc")
    if decided is not None and decided.decision == "rejected" and unfinished:
        yield RecordException(
            kind="aborted-batch",
            step=unfinished[0],
            field="",
            at=decided.at,
            by=decided.by,
            critical=True,
            detail={"open_steps": len(unfinished)},
        )


def _missing(record: BatchRecord) -> Iterator[RecordException]:
    """Name what a step that was begun or passed still lacks; a step that has not been reached lacks nothing yet."""
    for step in record.recipe:
        state = record.step(step.id)
        written = [entry.kind for versions in state.entries.values() for entry in versions]
        begun = any(kind != "calculated" for kind in written) or bool(state.signatures)
        if state.closed or step.review or not begun or not is_reached(record, step):
            continue
        last = max(
            [entry.at for versions in state.entries.values() for entry in versions]
            + [signature.at for signature in state.signatures]
        )
        needs = [f"{need.kind} {need.code}" for need in missing(record, step.id)]
        yield RecordException(
            kind="missing",
            step=step.id,
            field="",
            at=last,
            by="",
            critical=step.critical,
            detail={"needs": needs},
        )
