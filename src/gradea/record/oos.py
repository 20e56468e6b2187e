"""Deciding about results out of specification: laboratory first, then manufacturing, and no testing into compliance.

Phase I asks whether the laboratory erred. Only an error that was found and shown makes a result invalid. Phase II is the
investigation of the deviation itself. A retest is planned and approved before it is made; every run is reported; no run,
average or outlier turns a failing result into a passing one (Chapter 6 6.7 iv, 6.9; phases K).
"""

from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event
from gradea.record.guards import check_open
from gradea.record.quality_commands import ApproveRetest, ConcludeLaboratory, DecideOos, PlanRetest, RecordRetest
from gradea.record.quality_events import (
    LaboratoryConcluded,
    OosDecided,
    RetestApproved,
    RetestPlanned,
    RetestRecorded,
)
from gradea.record.quality_state import OosCase
from gradea.record.reasons import check_text
from gradea.record.recipe import Field
from gradea.record.roles import check_role
from gradea.record.signing import check_authenticated
from gradea.record.state import BatchRecord
from gradea.record.values import check_reading, read_value
from gradea.vocabulary import Refusal

CHECKS = ("calculation", "transfer", "sample", "instrument", "method", "reagents", "analyst")
"""What phase I looks at (K: checklists of phase Ia and Ib)."""

OBVIOUS = frozenset({"calculation", "sample", "instrument"})
"""What is looked at the same day in any case: phase Ia (K)."""

RUNS_MAX = 2
"""Runs a retest may have: fixed here, before anybody has seen a result (D)."""

DECISIONS = ("confirmed", "invalidated")


def find_case(record: BatchRecord, number: str) -> OosCase | Refusal:
    """Return the open case of a deviation, or why there is none."""
    refusal = check_open(record)
    if refusal:
        return refusal
    case = record.oos.get(number)
    if case is None:
        return refuse(
            "oos-unknown",
            "Chapter 6 6.7 iv",
            f"{number[:12]} is no result out of specification.",
            "Choose one from the list.",
        )
    if case.decided is not None:
        return refuse("oos-decided", "Chapter 6 6.9", f"{number} is {case.status}.", "Nothing more is needed.")
    return case


def decide_laboratory(record: BatchRecord, command: ConcludeLaboratory, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about the end of phase I."""
    case = find_case(record, command.number)
    if isinstance(case, Refusal):
        return case
    refusal = check_role("laboratory-investigation", actor.role) or check_text(command.finding)
    if refusal is None and case.laboratory is not None:
        refusal = refuse(
            "laboratory-concluded", "Chapter 6 6.9", f"Phase I of {command.number} is concluded.", "Go on to phase II."
        )
    unseen = sorted(OBVIOUS - set(command.checked))
    if refusal is None and (unseen or not set(command.checked) <= set(CHECKS)):
        refusal = refuse(
            "laboratory-incomplete",
            "Chapter 6 6.7 iv, 6.9",
            f"Phase I did not look at {', '.join(unseen) or 'what this record knows'}.",
            f"Look at {', '.join(sorted(OBVIOUS))} first; of {', '.join(CHECKS)} name all you looked at.",
        )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    checked = tuple(check for check in CHECKS if check in command.checked)
    draft.add(
        LaboratoryConcluded,
        number=command.number,
        checked=checked,
        assignable=command.assignable,
        finding=command.finding,
    )
    return draft.events


def decide_plan_retest(record: BatchRecord, command: PlanRetest, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about the plan of a retest: after phase I, once, with the number of runs fixed beforehand."""
    case = find_case(record, command.number)
    if isinstance(case, Refusal):
        return case
    refusal = check_role("plan-retest", actor.role) or check_text(command.plan)
    if refusal is None and case.laboratory is None:
        refusal = _too_early(command.number)
    elif refusal is None and case.plan is not None:
        refusal = refuse(
            "retest-planned",
            "Chapter 6 6.7 iv",
            f"A retest of {command.number} with {case.plan.runs} runs is planned; a second plan would be testing on.",
            "Carry out the plan, report every run, and let quality decide.",
        )
    elif refusal is None and not 1 <= command.runs <= RUNS_MAX:
        refusal = refuse(
            "retest-runs",
            "Chapter 6 6.7 iv",
            f"{command.runs} runs are planned; this site allows 1 to {RUNS_MAX}.",
            "More runs do not make a result truer.",
        )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(RetestPlanned, number=command.number, runs=command.runs, plan=command.plan)
    return draft.events


def _too_early(number: str) -> Refusal:
    return refuse(
        "retest-too-early",
        "Chapter 6 6.7 iv, 6.9",
        f"Phase I of {number} is not concluded: nobody has looked yet whether the laboratory erred.",
        "Look at calculation, sample and instrument first; a retest without it is testing into compliance.",
    )


def decide_approve_retest(record: BatchRecord, command: ApproveRetest, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about approving a retest: quality, and not whoever planned it."""
    case = find_case(record, command.number)
    if isinstance(case, Refusal):
        return case
    refusal = check_role("approve-retest", actor.role)
    if refusal is None and (case.plan is None or case.approved is not None):
        state = "already approved" if case.approved else "not planned"
        refusal = refuse("retest-state", "Chapter 6 6.7 iv", f"The retest is {state}.", "Plan it first, once.")
    if refusal is None and case.plan is not None and case.plan.by == actor.person:
        refusal = refuse(
            "own-work", "REL-01", "You planned this retest; somebody else approves it.", "Ask quality assurance."
        )
    refusal = refusal or check_authenticated(command.authenticated)
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(RetestApproved, number=command.number)
    return draft.events


def decide_run(record: BatchRecord, command: RecordRetest, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about one run of a retest: approved, within the plan, and well formed."""
    case = find_case(record, command.number)
    if isinstance(case, Refusal):
        return case
    refusal = check_role("record-retest", actor.role) or check_reading(command.reading)
    if refusal is None and case.approved is None:
        refusal = refuse(
            "retest-not-approved",
            "Chapter 6 6.7 iv; 6.9",
            f"No retest of {command.number} was approved; a result made anyway would be testing into compliance.",
            "Conclude phase I, plan the retest and let quality approve it; then test.",
        )
    elif refusal is None and case.plan is not None and len(case.runs) >= case.plan.runs:
        refusal = refuse(
            "testing-into-compliance",
            "Chapter 6 6.7 iv; 6.9",
            f"All {case.plan.runs} runs that were approved are made; one more would go on until one passes.",
            "Report the runs as they are and let quality decide.",
        )
    if refusal:
        return refusal
    item = record.recipe.field_of[case.field]
    written = read_value(record, item, command.value, None, at=actor.at)
    if isinstance(written, Refusal):
        return written
    draft = Draft(record, actor)
    draft.add(RetestRecorded, number=command.number, value=written.value, reading=command.reading)
    return draft.events


def decide_oos(record: BatchRecord, command: DecideOos, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about the result: invalid only for an error of the laboratory that was found and shown."""
    case = find_case(record, command.number)
    if isinstance(case, Refusal):
        return case
    refusal = (
        check_role("decide-oos", actor.role)
        or check_text(command.text)
        or _check_decidable(record, case, command.decision)
    )
    if refusal is None and case.laboratory is not None and case.laboratory.by == actor.person:
        refusal = refuse(
            "own-work", "REL-01", "You concluded phase I; somebody else decides.", "Ask another person of quality."
        )
    refusal = refusal or check_authenticated(command.authenticated)
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(OosDecided, number=command.number, decision=command.decision, text=command.text)
    return draft.events


def _check_decidable(record: BatchRecord, case: OosCase, decision: str) -> Refusal | None:
    if decision not in DECISIONS:
        return refuse(
            "oos-decision-unknown", "Chapter 6 6.9", "That is no decision.", f"Choose {', '.join(DECISIONS)}."
        )
    if case.laboratory is None:
        return refuse(
            "laboratory-open", "Chapter 6 6.9", f"Phase I of {case.number} is not concluded.", "Conclude it first."
        )
    if case.plan is not None and len(case.runs) < case.plan.runs:
        return refuse(
            "retest-open",
            "Chapter 6 6.9",
            f"{len(case.runs)} of {case.plan.runs} planned runs are reported.",
            "Report every run that was planned.",
        )
    if decision == "invalidated" and not case.laboratory.assignable:
        return refuse(
            "invalid-without-cause",
            "Chapter 6 6.9",
            "Phase I found no error of the laboratory; a result is not made invalid because it is unwelcome.",
            "Confirm it; then only rejection, or supply on a physician's request, is left.",
        )
    if decision == "confirmed" and record.deviations[case.number].investigation is None:
        return refuse(
            "manufacturing-open",
            "Chapter 6 6.9",
            f"Phase II of {case.number} is missing: nobody has looked for the cause in manufacturing.",
            "Investigate the deviation first.",
        )
    return None


def check_result_correctable(record: BatchRecord, item: Field) -> Refusal | None:
    """Return a refusal when a signed result out of specification would be written over without an error that was shown."""
    for case in record.oos.values():
        if case.field != item.code or case.status == "invalidated":
            continue
        if record.step(record.recipe.home_of[item.code]).first_performed_at is None:
            continue
        return refuse(
            "result-stands",
            "Chapter 6 6.7 iv, 6.9",
            f"{item.name} is out of specification ({case.number}) and signed; it is not replaced by another value.",
            "Go through phase I; only when quality declares the result invalid is it corrected.",
        )
    return None
