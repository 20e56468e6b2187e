"""Deciding about the batch: the Qualified Person's decision, and the gates before a certificate."""

from dataclasses import dataclass

from gradea.record.commands import Dispose
from gradea.record.content import record_hash
from gradea.record.deviation import CERTIFIABLE_IMPACTS, check_text
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import BatchDisposed, Event
from gradea.record.guards import check_open
from gradea.record.progress import missing, open_work
from gradea.record.recipe import REVIEW_KINDS
from gradea.record.roles import check_role
from gradea.record.signing import check_authenticated, check_content
from gradea.record.specification import results
from gradea.record.state import BatchRecord
from gradea.record.values import names_of
from gradea.vocabulary import Refusal

DECISIONS = ("certified", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One thing that stands between a batch and its certificate."""

    code: str
    message: str
    remedy: str


def gates(record: BatchRecord) -> tuple[Gate, ...]:
    """Return everything that stands between this batch and certification; empty means that nothing does (REL-03)."""
    return (*_record_gates(record), *_deviation_gates(record), *_review_gates(record), *_result_gates(record))


def _record_gates(record: BatchRecord) -> list[Gate]:
    found = []
    if record.held is not None:
        found.append(Gate(code="held", message="The batch is on hold.", remedy="Lift the hold, or reject."))
    unfinished = open_work(record, "production", "qc")
    if unfinished:
        message = _unfinished_words(record, unfinished)
        found.append(Gate(code="steps-open", message=message, remedy="Fill them in and sign them."))
    open_orders = [order for order, account in record.labels.items() if account.accounted is None]
    if open_orders:
        message = f"Labels of {', '.join(open_orders)} are not accounted for."
        found.append(Gate(code="labels-open", message=message, remedy="Count them: used, destroyed, retained."))
    for step in (step for step in record.recipe if step.review == "disposition"):
        blank = [need.code for need in missing(record, step.id) if need.kind == "field"]
        if blank:
            message = f"Step {step.id} is not filled in: {', '.join(names_of(record, blank))}."
            found.append(Gate(code="disposition-blank", message=message, remedy="Fill in the checklist."))
    return found


def _unfinished_words(record: BatchRecord, unfinished: tuple[str, ...]) -> str:
    """Return how many steps are open, and which are counted: the steps of review and release come after them."""
    counted = sum(1 for step in record.recipe if step.lane in ("production", "qc"))
    return (
        f"{len(unfinished)} of the {counted} steps of production and quality control are not closed, "
        f"the first is {unfinished[0]}; the steps of review and release come after them."
    )


def _deviation_gates(record: BatchRecord) -> list[Gate]:
    found = []
    for deviation in record.deviations.values():
        if deviation.status != "closed":
            message = f"{deviation.number} ({deviation.deviation_class}) is {deviation.status}."
            found.append(Gate(code="deviation-open", message=message, remedy="Let quality assess and close it."))
        elif deviation.impact not in CERTIFIABLE_IMPACTS:
            message = f"{deviation.number} was closed with the impact {deviation.impact}."
            found.append(Gate(code="deviation-impact", message=message, remedy="Only rejection is left."))
    return found


def _review_gates(record: BatchRecord) -> list[Gate]:
    return [
        Gate(code=f"review-missing-{kind}", message=f"The {kind} review is not signed.", remedy="Let it be signed.")
        for kind in REVIEW_KINDS
        if record.review(kind) is None
    ]


def _result_gates(record: BatchRecord) -> list[Gate]:
    found = []
    for result in results(record):
        if not result.value:
            message = f"{result.name} has no result."
            found.append(Gate(code="result-missing", message=message, remedy="Wait for the result."))
        elif result.passed is False:
            message = (
                f"{result.name} is {result.value}{' ' + result.unit if result.unit else ''}, limit {result.limit}."
            )
            remedy = "Only rejection is left; supply out of specification is not part of this version."
            found.append(Gate(code="specification-failed", message=message, remedy=remedy))
    return found


def decide_dispose(record: BatchRecord, command: Dispose, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about the batch. A certificate needs every gate open; a rejection is possible at any time (REL-02)."""
    refusal = (
        check_open(record)
        or check_role("dispose", actor.role)
        or _check_decision(command.decision)
        or check_text(command.statement)
        or _check_disposer(record, actor)
    )
    if refusal is None and command.decision == "certified":
        refusal = _check_gates(record)
    refusal = (
        refusal
        or check_authenticated(command.authenticated)
        or check_content(command.content_hash, record_hash(record), "The record")
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(BatchDisposed, decision=command.decision, statement=command.statement, content_hash=command.content_hash)
    return draft.events


def _check_decision(decision: str) -> Refusal | None:
    if decision in DECISIONS:
        return None
    return refuse(
        "decision-unknown",
        "REL-02; REL-05",
        f"'{decision[:20]}' is not a decision this record knows.",
        "Decide certified or rejected; supply out of specification is a path of its own and not part of this version.",
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


def _check_gates(record: BatchRecord) -> Refusal | None:
    shut = gates(record)
    if not shut:
        return None
    listed = " ".join(gate.message for gate in shut[:5])
    more = f" And {len(shut) - 5} more." if len(shut) > 5 else ""
    code = "specification-failed" if any(gate.code == "specification-failed" for gate in shut) else "gate-closed"
    return refuse(code, "REL-03; Annex 16 1.7", f"The batch cannot be certified. {listed}{more}", shut[0].remedy)
