"""The audit-trail review as a task of its own: each exception of the trail is looked at, and a finding is a deviation."""

from gradea.record.catalogue import ERRORS, EVENTS, is_known, proposed_class
from gradea.record.drafting import Actor, Draft, next_number, refuse
from gradea.record.events import Event
from gradea.record.exceptions import RecordException, exceptions_of
from gradea.record.guards import check_open
from gradea.record.reasons import check_text
from gradea.record.release_commands import ConsiderException
from gradea.record.release_events import ExceptionConsidered
from gradea.record.roles import check_role
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal

VERDICTS = ("explained", "finding")

TRAIL_KINDS = frozenset(
    {
        "automation-step-changed",
        "communication-failure",
        "correction",
        "equipment-not-ready",
        "late-entry",
        "manual-instead-of-instrument",
        "material-not-specified",
        "material-not-usable",
        "out-of-trend",
        "paper-entry",
        "performed-by-other",
        "refused-attempt",
        "scribe-entry",
        "signature-voided",
    }
)
"""Kinds that are looked at one by one; deviations have a way of their own."""

_USUAL_CODE = {
    "late-entry": "GE02",
    "correction": "GE04",
    "manual-instead-of-instrument": "GE18",
    "performed-by-other": "GE09",
    "scribe-entry": "GE23",
    "paper-entry": "GE14",
    "out-of-trend": "OOT",
    "equipment-not-ready": "GE17",
    "material-not-usable": "DV-MJ04",
    "material-not-specified": "DV-MJ04",
}
"""Kind of an exception → the code a finding gets when the reviewer names none."""


def to_consider(record: BatchRecord) -> tuple[RecordException, ...]:
    """Return the exceptions of the trail that nobody has looked at yet, in the order of time."""
    return tuple(
        item for item in exceptions_of(record) if item.kind in TRAIL_KINDS and item.key not in record.considered
    )


def decide_consider(record: BatchRecord, command: ConsiderException, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about one exception looked at, by somebody who did not do the work."""
    found = {item.key: item for item in exceptions_of(record)}.get(command.key)
    refusal = check_open(record) or check_role("review-audit-trail", actor.role)
    if refusal is None and (found is None or found.kind not in TRAIL_KINDS):
        refusal = refuse(
            "exception-unknown",
            "AUD-11",
            "There is no such exception in the trail.",
            "Choose one from the list; it may have changed since.",
        )
    refusal = refusal or _check_verdict(record, command, actor) or check_text(command.text)
    if refusal or found is None:
        return refusal or ()
    draft = Draft(record, actor)
    number = next_number(record) if command.verdict == "finding" else ""
    draft.add(
        ExceptionConsidered,
        key=found.key,
        kind=found.kind,
        verdict=command.verdict,
        text=command.text,
        deviation=number,
    )
    if number:
        code = command.code or _USUAL_CODE.get(found.kind, "")
        own_class = proposed_class(code, critical=found.critical) or ("major" if found.critical else "minor")
        why = {"kind": "trail-finding", "exception": found.kind}
        draft.deviate(step=found.step or None, field=found.field, code=code, deviation_class=own_class, why=why)
    return draft.events


def _check_verdict(record: BatchRecord, command: ConsiderException, actor: Actor) -> Refusal | None:
    if command.verdict not in VERDICTS:
        return refuse("verdict-unknown", "AUD-11", "That is no verdict.", f"Choose {', '.join(VERDICTS)}.")
    if command.key in record.considered:
        return refuse("already-considered", "AUD-11", "This one was looked at.", "Go on with the next.")
    if not is_known(command.code):
        return refuse(
            "event-unknown",
            "AUD-13; Chapter 5 5.15",
            f"'{command.code[:20]}' is not the code of an event or an error.",
            f"Choose one of {', '.join([*EVENTS][:3])}, … {', '.join([*ERRORS][:2])}, …, or leave it out.",
        )
    if actor.person in record.performers | record.verifiers:
        return refuse(
            "own-work", "AUD-11", "You worked on this batch; somebody else reviews its trail.", "Ask a colleague."
        )
    return None
