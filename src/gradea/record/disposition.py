"""Deciding about the batch: the Qualified Person's decision, in one step or two, and what it brings about."""

from gradea.record.commands import Dispose
from gradea.record.content import record_hash
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import BatchDisposed, Event
from gradea.record.gates import Gate, final_gates, first_step_gates, pending_lines, supply_gates
from gradea.record.guards import check_open
from gradea.record.reasons import check_text
from gradea.record.release_events import BatchReleasedConditionally
from gradea.record.roles import check_role
from gradea.record.signing import check_authenticated, check_content
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal

DECISIONS = ("certified", "rejected", "first-step", "out-of-specification")


def decide_dispose(record: BatchRecord, command: Dispose, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about the batch. A certificate needs every gate open; a rejection is possible at any time (REL-02)."""
    refusal = (
        check_open(record)
        or check_role("dispose", actor.role)
        or _check_decision(command.decision)
        or check_text(command.statement)
        or _check_disposer(record, actor)
        or _check_gates(record, command.decision)
        or check_authenticated(command.authenticated)
        or check_content(command.content_hash, record_hash(record), "The record")
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    if command.decision == "first-step":
        draft.add(
            BatchReleasedConditionally,
            pending=pending_lines(record),
            conditions=command.statement,
            content_hash=command.content_hash,
        )
    else:
        draft.add(
            BatchDisposed, decision=command.decision, statement=command.statement, content_hash=command.content_hash
        )
    return draft.events


def _check_decision(decision: str) -> Refusal | None:
    if decision in DECISIONS:
        return None
    return refuse(
        "decision-unknown",
        "REL-02; REL-05",
        f"'{decision[:20]}' is not a decision this record knows.",
        f"Decide {', '.join(DECISIONS)}.",
    )


def _check_disposer(record: BatchRecord, actor: Actor) -> Refusal | None:
    reviewers = {review.signature.by for review in record.reviews if not review.signature.void_by}
    if actor.person not in record.performers | record.verifiers | reviewers:
        return None
    return refuse(
        "own-work",
        "REL-01; Annex 16 1.1",
        "You worked on this batch or reviewed it; the decision is made by somebody else.",
        "Ask another Qualified Person.",
    )


def _check_gates(record: BatchRecord, decision: str) -> Refusal | None:
    if decision == "rejected":
        return None
    shut: tuple[Gate, ...]
    if decision == "first-step":
        shut, what = first_step_gates(record), "The first step cannot be taken."
    elif decision == "out-of-specification":
        shut, what = supply_gates(record), "The batch cannot be supplied out of specification."
    else:
        shut, what = final_gates(record), "The batch cannot be certified."
    if not shut:
        return None
    listed = " ".join(gate.message for gate in shut[:5])
    more = f" And {len(shut) - 5} more." if len(shut) > 5 else ""
    code = "specification-failed" if any(gate.code == "specification-failed" for gate in shut) else "gate-closed"
    return refuse(code, "REL-03; Annex 16 1.7", f"{what} {listed}{more}", shut[0].remedy)
