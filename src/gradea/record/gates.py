"""What stands between a batch and each decision: the certificate, its first step, and supply out of specification."""

from collections.abc import Iterable
from dataclasses import dataclass

from gradea.record.deviation import CERTIFIABLE_IMPACTS
from gradea.record.progress import missing, open_work, pending_steps, unreviewed_results
from gradea.record.recipe import REVIEW_KINDS
from gradea.record.specification import results
from gradea.record.state import BatchRecord
from gradea.record.supplying import told
from gradea.record.values import names_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One thing that stands between a batch and its certificate."""

    code: str
    message: str
    remedy: str


def gates(record: BatchRecord) -> tuple[Gate, ...]:
    """Return everything that stands between this batch and its final certificate; empty means that nothing does (REL-03)."""
    return final_gates(record)


def final_gates(record: BatchRecord) -> tuple[Gate, ...]:
    """Return what stands before the certificate, or before the second of two steps."""
    return (
        *_record_gates(record, ()),
        *_deviation_gates(record, ()),
        *_review_gates(record),
        *_result_gates(record, ()),
        *_recall_gates(record),
    )


def first_step_gates(record: BatchRecord) -> tuple[Gate, ...]:
    """Return what stands before the first step of a two-step release: all but the results that come later (REL-04)."""
    pending = pending_steps(record)
    found = [
        *_record_gates(record, pending),
        *_deviation_gates(record, ()),
        *_review_gates(record),
        *_result_gates(record, pending),
    ]
    if not record.recipe.delayed:
        message = "This recipe has no result that may come after a first certificate."
        found.append(Gate(code="one-step-only", message=message, remedy="Certify when all results are there."))
    elif not pending:
        message = "Every result is there; there is nothing left to wait for."
        found.append(Gate(code="nothing-pending", message=message, remedy="Certify the batch."))
    if record.first_step is not None:
        message = "The first step is taken."
        found.append(Gate(code="first-step-taken", message=message, remedy="Wait for the last results."))
    return tuple(found)


def supply_gates(record: BatchRecord) -> tuple[Gate, ...]:
    """Return what stands before supply out of specification on a physician's request (REL-05; PIC/S Annex 2A 6.11-6.13)."""
    failed = tuple(result.code for result in results(record) if result.passed is False)
    found = [*_record_gates(record, ()), *_deviation_gates(record, failed), *_review_gates(record)]
    found.extend(gate for gate in _result_gates(record, ()) if gate.code == "result-missing")
    if not failed:
        message = "No result is out of specification."
        found.append(Gate(code="nothing-failed", message=message, remedy="Certify the batch."))
    if record.request is None:
        message = "No physician has asked for it in writing."
        found.append(Gate(code="request-missing", message=message, remedy="Record the written request."))
    elif set(record.request.attributes) != set(failed):
        message = f"The physician asked knowing {', '.join(record.request.attributes)}; {', '.join(failed)} fail."
        found.append(Gate(code="request-outdated", message=message, remedy="Tell the physician, and ask again."))
    if record.risk is None:
        message = "The physician has no evaluation of the risk."
        found.append(Gate(code="risk-missing", message=message, remedy="Give it."))
    if not told(record, "authority", "supply"):
        message = "The authority was not informed (within 48 hours by the agency's questions and answers, K)."
        found.append(Gate(code="authority-not-told", message=message, remedy="Inform it about the supply."))
    return tuple(found)


def pending_lines(record: BatchRecord) -> tuple[str, ...]:
    """Return what a first certificate says is still to come: steps, and the lines of the specification they give."""
    pending = pending_steps(record)
    lines = [line.code for line in record.recipe.specification if record.recipe.home_of[line.field] in pending]
    return (*pending, *lines)


def _record_gates(record: BatchRecord, pending: Iterable[str]) -> list[Gate]:
    found = []
    if record.held is not None:
        found.append(Gate(code="held", message="The batch is on hold.", remedy="Lift the hold, or reject."))
    if record.outage is not None:
        found.append(Gate(code="outage", message="An outage is on.", remedy="End it and enter what is on paper."))
    unfinished = tuple(step for step in open_work(record, "production", "qc") if step not in pending)
    if unfinished:
        message = _unfinished_words(record, unfinished)
        found.append(Gate(code="steps-open", message=message, remedy="Fill them in and sign them."))
    open_orders = [order for order, account in record.labels.items() if account.accounted is None]
    if open_orders:
        message = f"Labels of {', '.join(open_orders)} are not accounted for."
        found.append(Gate(code="labels-open", message=message, remedy="Count them: used, destroyed, retained."))
    unreviewed = unreviewed_results(record)
    if unreviewed:
        message = f"The results of step {', '.join(unreviewed)} were not reviewed by a second person."
        found.append(Gate(code="results-unreviewed", message=message, remedy="Let a second person review and sign."))
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


def _deviation_gates(record: BatchRecord, requested: tuple[str, ...]) -> list[Gate]:
    """Return the gates of the deviations; `requested` lines of the specification may fail, and their impact with them."""
    fields = {line.field for line in record.recipe.specification if line.code in requested}
    found = []
    for deviation in record.deviations.values():
        if deviation.status != "closed":
            message = f"{deviation.number} ({deviation.deviation_class}) is {deviation.status}."
            found.append(Gate(code="deviation-open", message=message, remedy="Let quality assess and close it."))
        elif deviation.impact not in CERTIFIABLE_IMPACTS and not (
            deviation.number in record.oos and deviation.field in fields
        ):
            message = f"{deviation.number} was closed with the impact {deviation.impact}."
            found.append(Gate(code="deviation-impact", message=message, remedy="Only rejection is left."))
    return found


def _review_gates(record: BatchRecord) -> list[Gate]:
    return [
        Gate(code=f"review-missing-{kind}", message=f"The {kind} review is not signed.", remedy="Let it be signed.")
        for kind in REVIEW_KINDS
        if record.review(kind) is None
    ]


def _result_gates(record: BatchRecord, pending: Iterable[str]) -> list[Gate]:
    found = []
    home = {line.code: record.recipe.home_of[line.field] for line in record.recipe.specification}
    for result in results(record):
        if not result.value:
            if home[result.code] not in pending:
                message = f"{result.name} has no result."
                found.append(Gate(code="result-missing", message=message, remedy="Wait for the result."))
        elif result.passed is False:
            message = (
                f"{result.name} is {result.value}{' ' + result.unit if result.unit else ''}, limit {result.limit}."
            )
            remedy = "Only rejection is left, or supply out of specification on a physician's written request."
            found.append(Gate(code="specification-failed", message=message, remedy=remedy))
    return found


def _recall_gates(record: BatchRecord) -> list[Gate]:
    if record.recall is None:
        return []
    message = f"The batch is called back for {record.recall.deviation}."
    return [Gate(code="recall", message=message, remedy="Tell the clinic, and reject the batch.")]
