"""Trainer-made faults, alarms, and the automatic deviations that follow from them."""

from dataclasses import replace

from gradea.practical.events import (
    AlarmRaised,
    Disturb,
    DisturbanceBegun,
    DisturbanceEnded,
    EndDisturbance,
)
from gradea.practical.opening import refuse_disturbance
from gradea.practical.state import Actor, RunState
from gradea.record import automatic_deviation
from gradea.vocabulary import Message, Refusal, SimTime
from gradea.world.alarm import Excursion, next_excursion
from gradea.world.faults import damper_closed, damper_opened, incubator_faulted, incubator_repaired, lot_offered
from gradea.world.state import World
from gradea.world.weather import later


def answer(state: RunState, command: Disturb | EndDisturbance, actor: Actor) -> tuple[Message, ...] | Refusal:
    """Return the fault that begins or ends, or why not."""
    if actor.role != "trainer":
        return Refusal(
            code="trainer-only",
            rule="ACC-02",
            message="Only the trainer makes disturbances.",
            remedy="Work with what the day brings.",
        )
    unknown = refuse_disturbance(state.scenario, command.kind)
    if unknown is not None:
        return unknown
    on = command.kind in state.disturbances
    target = state.scenario.disturbances[command.kind]
    if isinstance(command, Disturb):
        return _ALREADY if on else (DisturbanceBegun(kind=command.kind, target=target),)
    return (DisturbanceEnded(kind=command.kind, target=target),) if on else _NOT_ON


def folded(state: RunState, event: DisturbanceBegun | DisturbanceEnded, at: SimTime) -> RunState:
    """Fold the beginning or the end of a fault into the truth."""
    world = later(state.world, at)
    begun = isinstance(event, DisturbanceBegun)
    faults = dict(state.disturbances)
    if begun:
        faults[event.kind] = event.target
    else:
        faults.pop(event.kind, None)
    planned = tuple(item for item in state.planned if not (begun and item[1] == event.kind and item[0] <= at))
    changed = _begin(world, event.kind, event.target, at) if begun else _end(world, event.kind, event.target, at)
    return replace(state, world=changed, disturbances=faults, planned=planned)


def next_due(state: RunState, until: SimTime) -> tuple[SimTime, tuple[Message, ...]] | None:
    """Return the earliest thing that happens by itself up to an instant, with its events, or None."""
    found: list[tuple[SimTime, tuple[Message, ...]]] = []
    for at, kind in state.planned:
        if at <= until and kind not in state.disturbances:
            found.append((max(at, state.at), (DisturbanceBegun(kind=kind, target=state.scenario.disturbances[kind]),)))
    for excursion in next_excursion(state.world, until, frozenset(state.alarms)):
        found.append((max(excursion.at, state.at), _alarm(state, excursion)))
    return min(found, key=lambda item: item[0]) if found else None


def _alarm(state: RunState, excursion: Excursion) -> tuple[Message, ...]:
    raised = AlarmRaised(alarm=excursion.alarm, source=excursion.source, value=excursion.value, limit=excursion.limit)
    if state.record.issue is None or state.record.disposition is not None or not excursion.product_at_risk:
        return (raised,)
    code = "DV-MJ09" if excursion.alarm.startswith("co2") else "DV-MJ03"
    about = {"kind": "alarm", "source": excursion.source, "value": excursion.value, "limit": excursion.limit}
    return (
        raised,
        *automatic_deviation(state.record, code=code, deviation_class="major", why=about, at=excursion.at),
    )


def _begin(world: World, kind: str, target: str, at: SimTime) -> World:
    if kind == "damper":
        return damper_closed(world, target, at)
    if kind == "incubator-co2":
        return incubator_faulted(world, target, at)
    return lot_offered(world, target)


def _end(world: World, kind: str, target: str, at: SimTime) -> World:
    if kind == "damper":
        return damper_opened(world, target, at)
    if kind == "incubator-co2":
        return incubator_repaired(world, target, at)
    return world


_ALREADY = Refusal(
    code="disturbance-on",
    rule="practical",
    message="This disturbance is already on.",
    remedy="End it first, or choose another.",
)
_NOT_ON = Refusal(
    code="disturbance-off",
    rule="practical",
    message="This disturbance is not on.",
    remedy="Nothing is left to repair.",
)
