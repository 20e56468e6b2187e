"""Deciding about outages: the record cannot be reached, paper takes over, and is entered late as a verified copy (STO-05)."""

from gradea.record.commands import EnterValue
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event
from gradea.record.floor_commands import DeclareOutage, EndOutage
from gradea.record.floor_events import OutageDeclared, OutageEnded
from gradea.record.guards import check_open
from gradea.record.reasons import check_text
from gradea.record.roles import check_role
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal, SimTime, clock_text


def decide_declare(record: BatchRecord, command: DeclareOutage, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about declaring an outage; anybody who cannot write says so."""
    refusal = check_open(record) or check_role("note", actor.role) or check_text(command.text)
    if refusal is None and record.outage is not None:
        refusal = refuse("outage-on", "STO-05", "The outage is known.", "Write on the paper form until it ends.")
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(OutageDeclared, text=command.text)
    return draft.events


def decide_end(record: BatchRecord, command: EndOutage, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about ending an outage."""
    refusal = check_open(record) or check_role("note", actor.role) or check_text(command.text)
    if refusal is None and record.outage is None:
        refusal = refuse("outage-off", "STO-05", "There is no outage.", "Nothing more is needed.")
    if refusal or record.outage is None:
        return refusal or ()
    draft = Draft(record, actor)
    draft.add(OutageEnded, text=command.text, began_at=record.outage.at)
    return draft.events


def check_reachable(record: BatchRecord) -> Refusal | None:
    """Return a refusal while an outage is on: what is done meanwhile stands on paper."""
    if record.outage is None:
        return None
    return refuse(
        "record-out-of-reach",
        "STO-05; Annex 11 16",
        f"An outage is on since {clock_text(record.outage.at)}; nothing is written here meanwhile.",
        "Write on the numbered paper form, and enter it from there when the outage has ended.",
    )


def check_paper(record: BatchRecord, command: EnterValue, performed_at: SimTime) -> Refusal | None:
    """Return a refusal when an entry says it comes from paper and no outage explains that."""
    if command.source != "paper":
        return None
    if not command.reading:
        return refuse(
            "paper-without-number",
            "STO-05; PI 041 8.4",
            "The entry comes from paper and names no form.",
            "Give the number of the paper form as reference; it is kept with the record.",
        )
    if any(outage.began_at <= performed_at <= outage.at for outage in record.outages):
        return None
    return refuse(
        "paper-without-outage",
        "STO-05; GE14",
        f"There was no outage at {clock_text(performed_at)}; loose paper is no record.",
        "Give the time at which it was done, or write it into the record directly.",
    )
