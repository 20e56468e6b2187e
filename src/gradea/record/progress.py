"""Where a record stands: which steps are open, what a step still needs, how far the batch is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gradea.record.recipe import Step
from gradea.record.state import BatchRecord, StepState
from gradea.vocabulary import MINUTE, SimTime


class StepStatus(StrEnum):
    """Where one step stands. `open` says that its turn has come, not that its planned time has."""

    FUTURE = "future"
    OPEN = "open"
    PERFORMED = "performed"
    CLOSED = "closed"
    NOT_APPLICABLE = "not-applicable"
    AMENDED = "amended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something a step still needs: a `field`, or a `signature` whose meaning is the code."""

    kind: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many steps are closed, of how many; and the same per lane."""

    closed: int
    total: int
    per_lane: Mapping[str, tuple[int, int]]


def is_reached(record: BatchRecord, step: Step) -> bool:
    """Return whether the step's turn has come: everything it follows was closed once. Time is not looked at.

    A review follows the whole of what it reviews, but for results that come after a first certificate.
    """
    if record.issue is None:
        return False
    if record.step(step.id).first_closed_at is not None:
        return True
    if not step.parallel:
        queue, place = record.recipe.queue[step.lane], record.frontier.get(step.lane, 0)
        if place >= len(queue) or queue[place] != step.id:
            return False
    if step.review and not all(_lane_passed(record, lane) for lane in reviewed_lanes(step.review)):
        return False
    return all(record.step(other).first_closed_at is not None for other in step.after)


def reviewed_lanes(kind: str) -> tuple[str, ...]:
    """Return the lanes that must be finished before this review, or the disposition, can begin."""
    return ("production",) if kind == "production" else ("production", "qc")


def _lane_passed(record: BatchRecord, lane: str) -> bool:
    if record.frontier.get(lane, 0) < len(record.recipe.queue[lane]):
        return False
    beside = (
        step_id
        for step_id in record.recipe.parallel
        if record.recipe.step_of[step_id].lane == lane and step_id not in record.recipe.delayed
    )
    return all(record.step(step_id).first_closed_at is not None for step_id in beside)


def step_status(record: BatchRecord, step_id: str) -> StepStatus:
    """Return where this step stands.

    Raises:
        KeyError: If the recipe has no such step.
    """
    step, state = record.recipe.step_of[step_id], record.step(step_id)
    if state.closed:
        return StepStatus.NOT_APPLICABLE if state.not_applicable else StepStatus.CLOSED
    if state.signature("performed") is not None:
        return StepStatus.PERFORMED
    if state.amended:
        return StepStatus.AMENDED
    return StepStatus.OPEN if is_reached(record, step) else StepStatus.FUTURE


def current_steps(record: BatchRecord) -> tuple[Step, ...]:
    """Return the steps whose turn it is: at most one per lane by order, and every parallel one that was reached.

    Steps amended after closing are not among them: see `amended_steps`.
    """
    found = []
    for lane, queue in record.recipe.queue.items():
        place = record.frontier.get(lane, 0)
        if place < len(queue):
            found.append(queue[place])
    found.extend(step_id for step_id in record.recipe.parallel if record.step(step_id).first_closed_at is None)
    return tuple(step for step in map(record.recipe.step_of.__getitem__, found) if is_reached(record, step))


def amended_steps(record: BatchRecord) -> tuple[Step, ...]:
    """Return the steps that were changed after signing and must be signed again."""
    return tuple(record.recipe.step_of[step_id] for step_id, state in record.steps.items() if state.amended)


def opens_at(record: BatchRecord, step_id: str) -> SimTime | None:
    """Return the earliest instant for this step by plan and waiting times; None where nothing sets one."""
    step = record.recipe.step_of[step_id]
    instants = [] if step.planned is None else [int(step.planned)]
    for timer in step.timers:
        begun = record.step(timer.step).first_performed_at
        if timer.kind == "not-before" and begun is not None:
            instants.append(begun + timer.minutes * MINUTE)
    return SimTime(max(instants)) if instants else None


def due_by(record: BatchRecord, step_id: str) -> SimTime | None:
    """Return the latest instant for this step by window and hold times; None where nothing sets one."""
    step = record.recipe.step_of[step_id]
    instants = []
    if step.planned is not None and step.window_min is not None:
        instants.append(step.planned + step.window_min * MINUTE)
    for timer in step.timers:
        begun = record.step(timer.step).first_performed_at
        if timer.kind == "within" and begun is not None:
            instants.append(begun + timer.minutes * MINUTE)
    return SimTime(min(instants)) if instants else None


def turn_came_at(record: BatchRecord, step: Step) -> SimTime:
    """Return when the turn of a step came: when the last of what it follows was first closed, at the issue at the earliest."""
    before = [*step.after]
    queue = record.recipe.queue[step.lane]
    if not step.parallel and step.id in queue and queue.index(step.id) > 0:
        before.append(queue[queue.index(step.id) - 1])
    closed = [record.step(other).first_closed_at for other in before]
    known = [int(at) for at in closed if at is not None]
    issued = int(record.issue.at) if record.issue is not None else 0
    return SimTime(max([issued, *known]))


def needs_verification(record: BatchRecord, step_id: str) -> bool:
    """Return whether a second person must sign: the recipe says so, or a critical value was typed, or it came from paper.

    What comes from paper is a copy, and a copy is verified (STO-05). A critical value that comes from an instrument is
    checked electronically; typed, it needs a second pair of eyes (REC-03; Annex 11 6).
    """
    step = record.recipe.step_of[step_id]
    entries = record.step(step_id).entries.values()
    if not step.review and any(versions[-1].source == "paper" for versions in entries):
        return True
    if step.verification or not step.critical or step.review:
        return step.verification
    return any(versions[-1].kind != "calculated" and versions[-1].source == "manual" for versions in entries)


def missing(record: BatchRecord, step_id: str) -> tuple[Missing, ...]:
    """Return what this step still needs before it is closed, fields first (REC-06)."""
    step, state = record.recipe.step_of[step_id], record.step(step_id)
    wanted = [] if state.not_applicable else [item.code for item in step.fields if item.code not in state.entries]
    needs = [Missing(kind="field", code=code) for code in wanted]
    if step.review:
        return (*needs, *(() if state.closed else (Missing(kind="signature", code=step.review),)))
    meanings = ["scribed"] if scribes(state) else []
    meanings.extend(("performed", "verified") if needs_verification(record, step_id) else ("performed",))
    needs.extend(Missing(kind="signature", code=meaning) for meaning in meanings if state.signature(meaning) is None)
    return tuple(needs)


def scribes(state: StepState) -> frozenset[str]:
    """Return who wrote down in a step what another person did; they confirm it with a signature of their own (REC-17)."""
    return frozenset(versions[-1].by for versions in state.entries.values() if versions[-1].performer)


def scribed_for(state: StepState) -> frozenset[str]:
    """Return for whom a scribe wrote in a step: they sign it as performed, and nobody else."""
    return frozenset(versions[-1].performer for versions in state.entries.values() if versions[-1].performer)


def needs_result_review(record: BatchRecord, step_id: str) -> bool:
    """Return whether the results of a step are reviewed by a second person: those of the specification (Chapter 6 6.17).

    Where a second person reads with the first, as with plates, that is the review.
    """
    step = record.recipe.step_of[step_id]
    if step.lane != "qc" or step.verification:
        return False
    return any(item.code in record.recipe.judged_by for item in step.fields)


def unreviewed_results(record: BatchRecord) -> tuple[str, ...]:
    """Return the closed steps with results that no second person has reviewed yet."""
    return tuple(
        step.id
        for step in record.recipe
        if needs_result_review(record, step.id)
        and record.step(step.id).closed
        and not record.step(step.id).not_applicable
        and record.step(step.id).signature("reviewed") is None
        and record.step(step.id).signature("verified") is None
    )


def pending_steps(record: BatchRecord) -> tuple[str, ...]:
    """Return the delayed steps that are not closed: what a first certificate says is still to come."""
    return tuple(
        step.id for step in record.recipe if step.id in record.recipe.delayed and not record.step(step.id).closed
    )


def open_work(record: BatchRecord, *lanes: str) -> tuple[str, ...]:
    """Return the ids of the steps of these lanes that are not closed, in the order of the document."""
    return tuple(step.id for step in record.recipe if step.lane in lanes and not record.step(step.id).closed)


def next_planned(record: BatchRecord, at: SimTime) -> SimTime | None:
    """Return the earliest instant at which something can be done next, when nothing can be done now; None otherwise.

    A team may let the clock jump to it: every step whose turn has come waits for its planned time or a waiting time.
    """
    if amended_steps(record):
        return None
    instants = []
    for step in current_steps(record):
        earliest = opens_at(record, step.id)
        if earliest is None or earliest <= at:
            return None
        instants.append(earliest)
    return min(instants) if instants else None


def progress(record: BatchRecord) -> Progress:
    """Return how far the batch is."""
    counts: dict[str, tuple[int, int]] = {}
    for step in record.recipe:
        closed, total = counts.get(step.lane, (0, 0))
        counts[step.lane] = (closed + record.step(step.id).closed, total + 1)
    return Progress(
        closed=sum(closed for closed, _ in counts.values()),
        total=sum(total for _, total in counts.values()),
        per_lane=counts,
    )
