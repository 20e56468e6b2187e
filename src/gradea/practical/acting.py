"""Acts in a run: who may, what is seen, and which step of the recipe an act belongs to."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gradea.practical.seating import NO_SEAT
from gradea.practical.state import Actor, Done, RunState
from gradea.record import Field, Step, current_steps
from gradea.vocabulary import Message, Refusal, SimTime
from gradea.world.act import Act, ActPerformed, Perform, check, duration_ms, observe, perform, verb
from gradea.world.weather import later

OBJECTS = (
    "equipment",
    "vessel",
    "material",
    "sample",
    "bottle",
    "plate",
    "into",
    "from",
    "to",
    "room",
    "programme",
    "tray",
    "intervention",
)
"""Parameters that say which thing is meant; an act belongs to a step when all that the step names are the same."""


def act_events(state: RunState, command: Perform, actor: Actor, at: SimTime) -> tuple[Message, ...] | Refusal:
    """Return the fact that an act becomes, with what could be seen of it, or why it cannot be done."""
    if state.roster.role_of(actor.ref) is None:
        return NO_SEAT
    act = Act(person=actor.ref, parameters=command.parameters, technique=command.technique, at=at)
    world = later(state.world, at)
    refusal = check(world, command.do, act)
    if refusal is not None:
        return refusal
    until = at + duration_ms(world, command.do, act)
    return (
        ActPerformed(
            do=command.do,
            person=actor.ref,
            room=world.worker(actor.ref).room,
            parameters=dict(command.parameters),
            technique=command.technique,
            until=until,
            observed=observe(world, command.do, replace(act, at=at), state.chance),
        ),
    )


def act_folded(state: RunState, event: ActPerformed, at: SimTime) -> RunState:
    """Fold an act: the truth moves on, the hands are busy, the step knows that it was done."""
    act = Act(person=event.person, parameters=event.parameters, technique=event.technique, at=at)
    world = perform(later(state.world, at), event.do, act, state.chance)
    done = Done(person=event.person, at=at, until=SimTime(event.until), observed=dict(event.observed))
    found = step_of(state, event)
    return replace(
        state,
        world=world,
        free_at={**state.free_at, event.person: SimTime(event.until)},
        last_do={**state.last_do, event.person: event.do},
        last_seen={**state.last_seen, event.person: dict(event.observed)},
        done=state.done if found is None else _noted(state.done, found, done),
    )


AHEAD = 3
"""How many steps ahead an act may run and still be recognised as theirs; the comparison afterwards says that it was early."""


def step_of(state: RunState, event: ActPerformed) -> tuple[str, int] | None:
    """Return the step and the index of the act in it that this act answers, or None.

    An act answers a step whose turn it is, or one of the next few of its lane. Done again before the step is signed, it
    counts anew: the second label that is scanned is the one that stands.
    """
    current = current_steps(state.record)
    for steps in (current, _coming(state, current)):
        again: tuple[str, int] | None = None
        for step in steps:
            for index, wanted in enumerate(step.acts):
                if not answers(wanted, event.do, event.parameters):
                    continue
                if state.doing(step.id, index) is None:
                    return step.id, index
                if again is None and state.record.step(step.id).signature("performed") is None:
                    again = (step.id, index)
        if again is not None:
            return again
    return None


def _coming(state: RunState, current: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the next few steps of the lanes of the current ones."""
    found: list[str] = []
    for step in current:
        queue = state.recipe.queue[step.lane]
        if step.id in queue:
            place = queue.index(step.id)
            found.extend(queue[place + 1 : place + 1 + AHEAD])
    return tuple(state.recipe.step_of[step_id] for step_id in found)


def answers(wanted: Mapping[str, Any], do: str, parameters: Mapping[str, Any]) -> bool:
    """Return whether an act is the one a step asks for: the same verb on the same things.

    >>> answers({"do": "look", "vessel": "CULT-A"}, "look", {"vessel": "CULT-A"})
    True
    >>> answers({"do": "look", "vessel": "CULT-A"}, "look", {"vessel": "FINAL-A"})
    False
    """
    if wanted["do"] != do:
        return False
    return all(parameters.get(name) == wanted[name] for name in OBJECTS if name in wanted)


def shown_by(item: Field, wanted: Mapping[str, Any]) -> str | None:
    """Return the quantity of an act that a field copies, or None when the field copies another act of its step.

    `observes` names a quantity, or `thing.quantity` where two acts of the step show the same; a scanned label belongs to
    the material or device that the field is about.
    """
    if not item.observes:
        return None
    about = {"material": item.material, "equipment": item.equipment}
    if any(named and name in wanted and wanted[name] != named for name, named in about.items()):
        return None
    thing, dot, quantity = item.observes.rpartition(".")
    if not dot:
        return quantity
    names = {str(wanted[name]) for name in (*OBJECTS, "do") if name in wanted}
    return quantity if thing in names else None


def open_manipulations(do: str) -> int:
    """Return how many open manipulations an act holds (0 for most)."""
    return verb(do).open_steps


def _noted(
    done: Mapping[str, Mapping[int, Done]], found: tuple[str, int], act: Done
) -> Mapping[str, Mapping[int, Done]]:
    step, index = found
    return {**done, step: {**done.get(step, {}), index: act}}
