"""Deciding about interventions in grade A: named, timed, by a person; one that was never simulated is a deviation."""

from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event
from gradea.record.floor_commands import RecordIntervention
from gradea.record.floor_events import InterventionRecorded
from gradea.record.guards import check_open, find_step
from gradea.record.progress import is_reached
from gradea.record.reasons import check_text
from gradea.record.roles import check_role
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal, SimTime, clock_text

OTHER = "other"
"""Code of an intervention that is on no list."""


def decide_intervention(record: BatchRecord, command: RecordIntervention, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about an intervention (REC-14); one that is not on the recipe's list opens DV-MJ18 (Annex 1 8.16)."""
    refusal = check_open(record) or check_role("record-intervention", actor.role)
    if refusal:
        return refusal
    step = find_step(record, command.step)
    if isinstance(step, Refusal):
        return step
    if not is_reached(record, step):
        return refuse(
            "step-not-reached",
            "REC-04; Chapter 4 4.8",
            f"The turn of step {step.id} has not come.",
            "Name the step during which you intervened.",
        )
    begun, ended = command.begun_at, command.ended_at
    if begun is None or ended is None:
        return refuse(
            "intervention-without-times",
            "REC-14; Annex 1 8.17",
            "An intervention is recorded with its start and its end.",
            "Give both times; how long the zone was disturbed decides what it means.",
        )
    refusal = _check_times(record, begun, ended, actor)
    qualified = command.intervention in record.recipe.interventions
    if refusal is None and not qualified and command.intervention != OTHER:
        known = ", ".join((*record.recipe.interventions, OTHER))
        refusal = refuse(
            "intervention-unknown", "Annex 1 8.16", f"'{command.intervention[:20]}' is on no list.", f"Choose {known}."
        )
    if refusal is None and (not qualified or command.text):
        refusal = check_text(command.text)
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(
        InterventionRecorded,
        step=step.id,
        intervention=command.intervention,
        qualified=qualified,
        begun_at=begun,
        ended_at=ended,
        person=command.person or actor.person,
        text=command.text,
    )
    if not qualified:
        draft.deviate(step=step.id, code="DV-MJ18", deviation_class="major", why={"kind": "intervention-not-qualified"})
    return draft.events


def _check_times(record: BatchRecord, begun: SimTime, ended: SimTime, actor: Actor) -> Refusal | None:
    issued = record.issue.at if record.issue else SimTime(0)
    if issued <= begun <= ended <= actor.at:
        return None
    return refuse(
        "intervention-times",
        "REC-14; TIM-04",
        f"From {clock_text(begun)} to {clock_text(ended)} cannot be; it is {clock_text(actor.at)}.",
        "Start comes before end, and both lie between the issue of the record and now.",
    )
