"""Deciding about the whole batch: issue, hold, reviews, and the Qualified Person's decision with its gates."""

import re
from dataclasses import dataclass

from gradea.record.commands import Dispose, HoldBatch, IssueRecord, LiftHold, SignReview
from gradea.record.content import record_hash
from gradea.record.deviation import CERTIFIABLE_IMPACTS, check_text
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import BatchDisposed, BatchHeld, Event, HoldLifted, RecordIssued, ReviewSigned
from gradea.record.guards import check_open
from gradea.record.progress import is_reached, missing, open_work
from gradea.record.reasons import check_reason
from gradea.record.recipe import REVIEW_KINDS, Step
from gradea.record.roles import check_role
from gradea.record.signing import check_authenticated, check_content
from gradea.record.specification import results
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal

DECISIONS = ("certified", "rejected")

_IDENTIFIER = re.compile(r"^(?=.*\d)[A-Z0-9][A-Z0-9./-]{2,31}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One thing that stands between a batch and its certificate."""

    code: str
    message: str
    remedy: str


def decide_issue(record: BatchRecord, command: IssueRecord, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about issuing a numbered copy of the approved version for one batch."""
    refusal = _check_issuable(record, command) or check_role("issue", actor.role)
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(
        RecordIssued,
        batch_number=command.batch_number,
        recipe_code=command.recipe_code,
        recipe_version=command.recipe_version,
        recipe_hash=command.recipe_hash,
        copy_number=command.copy_number,
        donation_number=command.donation_number,
        patient_number=command.patient_number,
        day_zero_date=command.day_zero_date,
    )
    return draft.events


def _check_issuable(record: BatchRecord, command: IssueRecord) -> Refusal | None:
    recipe = record.recipe
    if record.issue is not None:
        return refuse(
            "already-issued",
            "MAS-04; PI 041 8.4",
            f"Copy {record.issue.copy_number} was issued for batch {record.batch_number}.",
            "Go on with that copy; a second one needs a reason and an approval outside this record.",
        )
    if recipe.status != "approved" or not recipe.approvals:
        return refuse(
            "recipe-not-approved",
            "MAS-01; MAS-03; Chapter 4 4.3",
            f"Version {recipe.version} of {recipe.code} is {recipe.status}; only an approved one is issued.",
            "Issue the approved version that is in force.",
        )
    named = (command.recipe_code, command.recipe_version, command.recipe_hash)
    if named != (recipe.code, recipe.version, recipe.content_hash):
        return refuse(
            "recipe-differs",
            "MAS-02; MAS-03",
            f"The copy asked for is not version {recipe.version} of {recipe.code} as approved.",
            "Open the approved version again and issue that one.",
        )
    numbers = (command.batch_number, command.donation_number, command.patient_number)
    if len(set(numbers)) == 3 and all(_IDENTIFIER.match(number) for number in numbers) and command.copy_number >= 1:
        return None
    return refuse(
        "identifier-format",
        "TRA-01; TRA-03",
        "Batch, donation and patient need three different numbers of 3 to 32 capitals, digits and . / -; never a name.",
        "Give the pseudonymous numbers from the order.",
    )


def decide_hold(record: BatchRecord, command: HoldBatch, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about stopping production."""
    refusal = check_open(record) or check_role("hold", actor.role) or check_reason(command.reason)
    if refusal is None and record.held is not None:
        refusal = refuse("already-held", "Chapter 5 5.15", "The batch is already on hold.", "Nothing more is needed.")
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(BatchHeld, reason=command.reason, automatic=False)
    return draft.events


def decide_lift(record: BatchRecord, command: LiftHold, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about letting production go on; not while a critical deviation waits for its assessment."""
    refusal = check_open(record) or check_role("lift-hold", actor.role) or check_reason(command.reason)
    if refusal is None and record.held is None:
        refusal = refuse("not-held", "Chapter 5 5.15", "The batch is not on hold.", "Nothing more is needed.")
    waiting = [d.number for d in record.deviations.values() if d.status == "open" and d.deviation_class == "critical"]
    if refusal is None and waiting:
        refusal = refuse(
            "critical-deviation-open",
            "Chapter 5 5.15",
            f"{', '.join(waiting)} is critical and has not been assessed.",
            "Assess it first.",
        )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(HoldLifted, reason=command.reason)
    return draft.events


def decide_review(record: BatchRecord, command: SignReview, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a review: in order, complete, by somebody who did not do the work (REL-01, AUD-11)."""
    refusal = check_open(record) or _check_kind(record, command.kind)
    refusal = (
        refusal
        or check_role(f"review-{command.kind}", actor.role)
        or _check_reviewable(record, command.kind)
        or _check_reviewer(record, command.kind, actor)
        or check_authenticated(command.authenticated)
        or check_content(command.content_hash, record_hash(record), "The record")
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(ReviewSigned, kind=command.kind, content_hash=command.content_hash)
    return draft.events


def _check_kind(record: BatchRecord, kind: str) -> Refusal | None:
    if kind not in REVIEW_KINDS:
        return refuse(
            "review-unknown",
            "REL-01",
            f"There is no review called {kind[:20]}.",
            f"Choose {', '.join(REVIEW_KINDS)}.",
        )
    if record.review(kind) is None:
        return None
    return refuse("already-signed", "SIG-03", f"The {kind} review is signed.", "Nothing more is needed.")


def _check_reviewable(record: BatchRecord, kind: str) -> Refusal | None:
    lanes = ("production",) if kind == "production" else ("production", "qc")
    unfinished = open_work(record, *lanes)
    before = REVIEW_KINDS[: REVIEW_KINDS.index(kind)]
    open_deviations = [d.number for d in record.deviations.values() if d.status != "closed"]
    what = ""
    if unfinished:
        what = f"steps {', '.join(unfinished[:5])}{' and more' if len(unfinished) > 5 else ''} are not closed"
    elif any(record.review(earlier) is None for earlier in before):
        what = f"the {next(e for e in before if record.review(e) is None)} review is not signed"
    elif kind == "quality" and open_deviations:
        what = f"{', '.join(open_deviations)} is not closed"
    else:
        blank = [f"{step.id} {need.code}" for step in _release(record, kind) for need in _blank(record, step)]
        if blank:
            what = f"{', '.join(blank)} is not filled in"
    if not what:
        return None
    return refuse(
        "review-too-early",
        "REL-01; REL-03; AUD-11",
        f"The {kind} review cannot be signed: {what}.",
        "Finish that first; a review looks at the finished work.",
    )


def _release(record: BatchRecord, kind: str) -> list[Step]:
    return [step for step in record.recipe if step.review == kind]


def _blank(record: BatchRecord, step: Step) -> list[Gate]:
    needs = [need for need in missing(record, step.id) if need.kind == "field"]
    gates = [Gate(code="field-missing", message=need.code, remedy="Fill it in.") for need in needs]
    if not is_reached(record, step):
        gates.append(
            Gate(code="not-reached", message="(its turn has not come)", remedy="Wait for the steps before it.")
        )
    return gates


def _check_reviewer(record: BatchRecord, kind: str, actor: Actor) -> Refusal | None:
    involved = record.performers if kind == "production" else record.performers | record.verifiers
    production = record.review("production")
    own = actor.person in involved
    twice = kind != "production" and production is not None and production.signature.by == actor.person
    if not own and not twice:
        return None
    return refuse(
        "own-work",
        "AUD-11; REL-01",
        f"You {'worked on this batch' if own else 'signed the production review'}; nobody reviews their own work.",
        "Ask a person who was not involved.",
    )


def gates(record: BatchRecord) -> tuple[Gate, ...]:
    """Return everything that stands between this batch and certification; empty means that nothing does (REL-03)."""
    return (*_record_gates(record), *_deviation_gates(record), *_review_gates(record), *_result_gates(record))


def _record_gates(record: BatchRecord) -> list[Gate]:
    found = []
    if record.held is not None:
        found.append(Gate(code="held", message="The batch is on hold.", remedy="Lift the hold, or reject."))
    unfinished = open_work(record, "production", "qc")
    if unfinished:
        message = f"{len(unfinished)} steps are not closed, the first is {unfinished[0]}."
        found.append(Gate(code="steps-open", message=message, remedy="Fill them in and sign them."))
    for step in _release(record, "disposition"):
        blank = [need.code for need in missing(record, step.id) if need.kind == "field"]
        if blank:
            message = f"Step {step.id} is not filled in: {', '.join(blank)}."
            found.append(Gate(code="disposition-blank", message=message, remedy="Fill in the checklist."))
    return found


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
