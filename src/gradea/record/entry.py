"""Deciding about a first value: the right person, at the right step, at the right time, in the right form."""

import re

from gradea.record.commands import EnterValue
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event, ValueEntered
from gradea.record.following import add_calculations, judge
from gradea.record.guards import check_not_held, check_open, check_turn, find_field, find_step
from gradea.record.outage import check_paper, check_reachable
from gradea.record.progress import StepStatus, step_status
from gradea.record.reasons import check_reason
from gradea.record.recipe import Field, Step
from gradea.record.roles import check_performer, check_role
from gradea.record.sampling import check_received
from gradea.record.state import BatchRecord
from gradea.record.values import check_reading, read_value
from gradea.vocabulary import MINUTE, Refusal, SimTime, clock_text


def decide_enter(record: BatchRecord, command: EnterValue, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a first value in a field of the current step."""
    found = find_place(record, command.step, command.field)
    if isinstance(found, Refusal):
        return found
    step, item = found
    refusal = (
        check_reachable(record)
        or check_not_held(record, step)
        or (_check_scribe(command, step, actor) if command.performer else None)
        or (None if command.performer else check_performer(step.id, step.performer, actor.role))
        or check_turn(record, step, actor)
        or _check_writable(record, step, item, command.value.strip())
        or check_received(record, step)
        or check_reading(command.reading)
    )
    if refusal:
        return refusal
    performed_at = actor.at if command.performed_at is None else command.performed_at
    refusal = check_paper(record, command, performed_at) or _check_claimed_time(
        record, performed_at, command.reason, actor
    )
    if refusal:
        return refusal
    written = read_value(record, item, command.value, command.scan, at=actor.at)
    if isinstance(written, Refusal):
        return written
    draft = Draft(record, actor)
    draft.add(
        ValueEntered,
        step=step.id,
        field=item.code,
        value=written.value,
        performed_at=performed_at,
        late=_is_late(record, performed_at, actor.at),
        reason=command.reason,
        source=command.source if command.source in ("instrument", "paper") else "manual",
        reading=command.reading,
        scan=written.scan,
        performer=command.performer,
    )
    judge(draft, item)
    add_calculations(draft)
    return draft.events


SCRIBE_CASES = ("aseptic", "safety")
"""When somebody may write for another: sterile gloves in grade A, or a risk to the product or the person (PI 041 8.6)."""

_PERSON = re.compile(r"^[\w.:-]{1,64}$")


def _check_scribe(command: EnterValue, step: Step, actor: Actor) -> Refusal | None:
    """Return a refusal when a scribe writes where none may, or for themselves (REC-17)."""
    if command.scribe_case not in SCRIBE_CASES:
        return refuse(
            "scribe-case",
            "REC-17; PI 041 8.6",
            "Somebody writes for another person only where writing would put product or person at risk.",
            f"Say which case it is, {' or '.join(SCRIBE_CASES)}; otherwise whoever did it writes.",
        )
    if command.performer == actor.person or not _PERSON.match(command.performer):
        return refuse(
            "scribe-for-nobody",
            "REC-17",
            "A scribe names the other person who did it.",
            "Name them, or write in your own name.",
        )
    if step.lane == "release":
        return refuse("scribe-case", "REC-17; REL-01", "Nobody writes a review for another.", "Let them write it.")
    return check_role("scribe", actor.role)


def find_place(record: BatchRecord, step_id: str, code: str) -> tuple[Step, Field] | Refusal:
    """Return step and field, or why nothing can be written there at all."""
    refusal = check_open(record)
    if refusal:
        return refusal
    step = find_step(record, step_id)
    if isinstance(step, Refusal):
        return step
    item = find_field(step, code)
    return item if isinstance(item, Refusal) else (step, item)


def _check_writable(record: BatchRecord, step: Step, item: Field, value: str) -> Refusal | None:
    state, status = record.step(step.id), step_status(record, step.id)
    versions = state.entries.get(item.code)
    if versions and item.kind != "calculated":
        same = versions[-1].value == value
        return refuse(
            "already-entered",
            "REC-08; AUD-04",
            f"{item.name} was entered at {clock_text(versions[-1].at)}" + (", with this very value." if same else "."),
            "Nothing more is needed." if same else "Correct it with a reason; the old value stays readable.",
        )
    if status not in (StepStatus.OPEN, StepStatus.AMENDED) or state.not_applicable:
        return refuse(
            "step-closed",
            "REC-04; Chapter 4 4.8",
            f"Step {step.id} is signed or closed; nothing new is entered there.",
            "Correct a value with a reason, or add a note.",
        )
    return None


def _is_late(record: BatchRecord, performed_at: SimTime, at: SimTime) -> bool:
    return at - performed_at > record.recipe.late_after_min * MINUTE


def _check_claimed_time(record: BatchRecord, performed_at: SimTime, reason: str, actor: Actor) -> Refusal | None:
    if performed_at > actor.at:
        return refuse(
            "time-in-future",
            "TIM-04; Chapter 4 4.8",
            f"The time given, {clock_text(performed_at)}, lies ahead; it is {clock_text(actor.at)}.",
            "Write the entry when it has happened.",
        )
    if record.issue is not None and performed_at < record.issue.at:
        return refuse(
            "time-before-issue",
            "TIM-04; MAS-02",
            f"The time given, {clock_text(performed_at)}, lies before the record was issued.",
            "Give the time at which it happened.",
        )
    late = _is_late(record, performed_at, actor.at)
    unclear = check_reason(reason) if late or reason else None
    if unclear is None or not late:
        return unclear
    return refuse(
        "late-entry-needs-reason",
        "TIM-04; Chapter 4 4.8",
        f"This is said to have happened at {clock_text(performed_at)}; after "
        f"{record.recipe.late_after_min} minutes an entry is late.",
        "Say what kept you from writing it at the time; a phrase such as 'typing error' explains too little.",
    )
