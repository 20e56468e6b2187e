"""Deciding about everything after or beside the certificate: supply on request, telling the clinic, shipping, recall."""

import re

from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event
from gradea.record.guards import check_issued, check_open
from gradea.record.reasons import check_text
from gradea.record.release_commands import EvaluateRisk, Notify, RecordRequest, ReturnBatch, ShipBatch
from gradea.record.release_events import BatchReturned, BatchShipped, PartyNotified, RequestRecorded, RiskEvaluated
from gradea.record.roles import check_role
from gradea.record.signing import check_authenticated
from gradea.record.specification import results
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal

PARTIES = ("clinic", "authority", "sponsor")
OUTCOMES = ("returned", "destroyed", "given")
_REFERENCE = re.compile(r"^(?=.*\d)[A-Z0-9][A-Z0-9./-]{2,31}$")
_HASH = re.compile(r"^(?:[0-9a-f]{64})?$")


def failed_lines(record: BatchRecord) -> tuple[str, ...]:
    """Return the codes of the lines of the specification that fail."""
    return tuple(line.code for line in results(record) if line.passed is False)


def decide_request(record: BatchRecord, command: RecordRequest, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about recording a physician's request: it names exactly the lines that fail (REL-05)."""
    failed = failed_lines(record)
    refusal = check_open(record) or check_role("record-request", actor.role) or check_text(command.text)
    if refusal is None and record.request is not None:
        refusal = refuse("request-known", "REL-05", "A request is recorded.", "Give the evaluation of the risk next.")
    elif refusal is None and not failed:
        refusal = refuse(
            "nothing-failed",
            "REL-05; PIC/S Annex 2A 6.11",
            "No result is out of specification; this way is for those alone.",
            "Certify the batch the normal way, or wait for the results.",
        )
    elif refusal is None and set(command.attributes) != set(failed):
        refusal = refuse(
            "request-incomplete",
            "REL-05; PIC/S Annex 2A 6.12",
            f"The physician must know all that fails: {', '.join(failed)}.",
            "Name exactly these, no more and no fewer.",
        )
    elif refusal is None and not (_REFERENCE.match(command.reference) and _HASH.match(command.sha256)):
        refusal = refuse(
            "reference-format",
            "REL-05; TRA-03",
            "The letter needs a number of 3 to 32 capitals, digits and . / -; never a name.",
            "Write it like PR-2025-014.",
        )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(
        RequestRecorded,
        reference=command.reference,
        attributes=failed,
        text=command.text,
        sha256=command.sha256,
    )
    return draft.events


def decide_risk(record: BatchRecord, command: EvaluateRisk, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about the evaluation of the risk that the physician is given."""
    refusal = check_open(record) or check_role("evaluate-risk", actor.role) or check_text(command.text)
    if refusal is None and record.request is None:
        refusal = refuse(
            "request-missing",
            "REL-05",
            "No physician has asked in writing.",
            "Record the request first, with its number.",
        )
    refusal = refusal or check_authenticated(command.authenticated)
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(RiskEvaluated, text=command.text)
    return draft.events


def decide_notify(record: BatchRecord, command: Notify, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about telling somebody outside; also possible after the record was closed."""
    refusal = check_issued(record) or check_role("notify", actor.role) or check_text(command.text)
    known = {"supply", "recall", *record.deviations}
    if refusal is None and (command.whom not in PARTIES or command.about not in known):
        refusal = refuse(
            "notice-unclear",
            "REL-04; REL-05",
            f"Whom, and about what: '{command.whom[:16]}', '{command.about[:16]}'?",
            f"Tell {', '.join(PARTIES)}, about a deviation of this record, supply or recall.",
        )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(PartyNotified, whom=command.whom, about=command.about, text=command.text)
    return draft.events


def told(record: BatchRecord, whom: str, *about: str) -> bool:
    """Return whether somebody outside was told about one of these."""
    return any(notice.whom == whom and notice.about in about for notice in record.notified)


def decide_ship(record: BatchRecord, command: ShipBatch, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about handing the batch over: never out of quarantine (REL-06; Annex 16 4.1)."""
    refusal = check_issued(record) or check_role("ship", actor.role)
    if refusal is None and record.shipped is not None:
        refusal = refuse("already-shipped", "REL-06", "The batch was handed over.", "Nothing more is needed.")
    elif refusal is None and not record.may_leave:
        refusal = refuse(
            "ship-uncertified",
            "REL-06; Annex 16 4.1, 4.2",
            f"Batch {record.batch_number} is in {record.status.replace('-', ' ')}; nothing leaves before the decision.",
            "Keep it in quarantine. Only the Qualified Person opens the door.",
        )
    elif refusal is None and not _REFERENCE.match(command.consignee):
        refusal = refuse(
            "reference-format",
            "TRA-01; TRA-03",
            "The place it goes to needs a code of 3 to 32 capitals, digits and . / -; never a name.",
            "Write it like HOSP-01.",
        )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(BatchShipped, consignee=command.consignee, status=record.status)
    return draft.events


def decide_return(record: BatchRecord, command: ReturnBatch, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about reporting what became of a batch that is called back."""
    refusal = check_issued(record) or check_role("ship", actor.role) or check_text(command.text)
    if refusal is None and (record.recall is None or record.shipped is None or record.returned is not None):
        refusal = refuse(
            "nothing-recalled",
            "REL-04; Chapter 8",
            "No shipped batch is being called back, or its fate is known.",
            "Nothing more is needed here.",
        )
    elif refusal is None and command.outcome not in OUTCOMES:
        refusal = refuse("outcome-unknown", "Chapter 8", "That is no outcome.", f"Choose {', '.join(OUTCOMES)}.")
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(BatchReturned, outcome=command.outcome, text=command.text)
    return draft.events
