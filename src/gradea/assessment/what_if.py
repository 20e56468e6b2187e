"""What if: one run again with one act changed, everything else as it was done, and the same luck for what did not change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import floor
from typing import Any

from gradea.assessment.change import Change
from gradea.assessment.ensemble import NOT_THE_PRODUCT, operator_chance, origins_in
from gradea.assessment.outcome import contaminated
from gradea.assessment.story import Fact, story_of
from gradea.practical import Dated, RunState, evolve, observed, shown_by
from gradea.practical.crew.writing import written
from gradea.practical.events import ClockJumped
from gradea.record import Field
from gradea.record.calculation import CalculationError, calculate
from gradea.record.specification import passes
from gradea.vocabulary import MINUTE, Chance, SimTime
from gradea.world.act import Act, ActPerformed, check, duration_ms, observe, verb
from gradea.world.weather import later, settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An event of the ledger with its number."""

    seq: int
    item: Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a run came to.

    Attributes:
        attributes: What the record would say of each attribute of the specification, had people written what they saw.
        failed: Attributes outside the specification or without a result.
        operator_chance: Expected chance that the team contaminates the product, without luck.
        viable_e6: Viable cells in the last vessel of the product that holds any, million.
        impossible: Acts that could no longer be done as they were, in words.
    """

    attributes: Mapping[str, str]
    failed: tuple[str, ...]
    contaminated: bool
    origins: tuple[str, ...]
    operator_chance: float
    viable_e6: float
    impossible: tuple[str, ...] = ()


@dataclass(slots=True)
class _Replay:
    """A run that is done again, act by act."""

    state: RunState
    luck: Chance
    change: Change | None
    shift: int = 0
    impossible: list[str] = field(default_factory=list)

    def take(self, numbered: Numbered) -> None:
        item = numbered.item
        if isinstance(item.event, ClockJumped):
            self.shift = 0
        at = SimTime(max(self.state.at, item.at + self.shift))
        meant = self.change is not None and self.change.seq == numbered.seq
        if not isinstance(item.event, ActPerformed):
            self.state = evolve(self.state, replace(item, at=at))
            return
        deed = item.event
        if meant and self.change is not None:
            if self.change.kind == "leave-out":
                return
            if self.change.kind == "delay":
                self.shift += round(float(self.change.value) * MINUTE)
                at = SimTime(max(self.state.at, item.at + self.shift))
            deed = self.change.applied(deed)
        self._do(item, deed, at)

    def _do(self, item: Dated, deed: ActPerformed, at: SimTime) -> None:
        world = later(self.state.world, at)
        if deed.person not in world.workers:
            self.impossible.append(f"{deed.do}: {deed.person} is not in the building")
            return
        act = Act(person=deed.person, parameters=_within(world, deed, at), technique=deed.technique, at=at)
        refusal = check(world, deed.do, act)
        if refusal is not None:
            self.impossible.append(f"{deed.do}: {refusal.message}")
            return
        again = replace(
            deed,
            parameters=dict(act.parameters),
            room=world.worker(deed.person).room,
            until=at + duration_ms(world, deed.do, act),
            observed=observe(world, deed.do, act, self.luck),
        )
        drawn = replace(self.state, world=world, chance=self.luck)
        self.state = replace(evolve(drawn, replace(item, at=at, event=again)), chance=self.state.chance)


def resimulated(first: RunState, events: Sequence[Numbered], change: Change | None = None, luck: int = 0) -> Seen:
    """Return what a run would have come to.

    Args:
        first: The state before the first event, made from the revealed seed: the same patient, the same building.
        events: The events of the run, in order.
        change: One act done in another way; None for the run as it was.
        luck: 0 is the luck of that day; every other number is another luck of the same hands with the same patient.

    Model:
        Every other act is done as it was, with the amounts that were used then: nobody adapts to what the change brings about.
        Draws are keyed, so the two runs of a pair share the luck of everything that the change does not touch. An act that
        can no longer be done is left out and named; no more is poured than there is. A delay moves everything after it
        until the clock was next moved on to a planned step.
    """
    drawn = first.chance if luck == 0 else Chance(f"{first.chance.seed}|what-if|{luck}")
    run = _Replay(first, drawn, change)
    for numbered in events:
        run.take(numbered)
    return _seen(run, events)


def _within(world: Any, deed: ActPerformed, at: SimTime) -> dict[str, Any]:
    """Take no more out of a vessel than it holds now."""
    parameters = dict(deed.parameters)
    source = world.vessels.get(str(parameters.get("from") or parameters.get("vessel") or parameters.get("sample")))
    volume = parameters.get("volume_ml")
    if source is not None and isinstance(volume, int | float) and not isinstance(volume, bool):
        there = settled(world, source, at).contents.volume_ml
        if volume > there and "volume_ml" in (*verb(deed.do).amounts, *verb(deed.do).optional):
            parameters["volume_ml"] = floor(10.0 * there) / 10.0
    return parameters


def _seen(run: _Replay, events: Sequence[Numbered]) -> Seen:
    state = run.state
    at = state.at
    world = later(state.world, at)
    world = world.with_vessel(*(settled(world, vessel, at) for vessel in world.vessels.values()))
    state = replace(state, world=world)
    values = _values(state, events)
    attributes = {each.code: values.get(each.field, "") for each in state.recipe.specification}
    failed = tuple(
        each.code
        for each in state.recipe.specification
        if not each.informative and not (attributes[each.code] and passes(each, attributes[each.code]))
    )
    alive = [each.contents.viable for each in world.vessels.values() if not each.code.startswith(NOT_THE_PRODUCT)]
    return Seen(
        attributes=attributes,
        failed=failed,
        contaminated=contaminated(state),
        origins=origins_in(state) if contaminated(state) else (),
        operator_chance=operator_chance(state),
        viable_e6=_product_cells(state, alive) / 1e6,
        impossible=tuple(run.impossible),
    )


def _product_cells(state: RunState, alive: Sequence[float]) -> float:
    held = [
        state.world.vessels[code].contents.viable for code in state.scenario.product_line if code in state.world.vessels
    ]
    living = [cells for cells in held if cells >= 1.0]
    return living[-1] if living else max(alive, default=0.0)


def _values(state: RunState, events: Sequence[Numbered]) -> dict[str, str]:
    """Return the values of the record as they would be: what was copied from a display follows the display."""
    values = dict(state.record.values)
    shown = _shown_then(state, events)
    for step in state.recipe.steps:
        for item in step.fields:
            if item.kind == "calculated" or not item.observes or item.code not in values:
                continue
            now = observed(state, step, item)
            if item.code not in shown or _text(item, shown[item.code]) != values[item.code]:
                continue
            values[item.code] = "" if now is None else _text(item, now)
    for step in state.recipe.steps:
        for item in step.fields:
            if item.kind == "calculated" and item.code in values:
                values[item.code] = _calculated(item, values)
    return values


def _shown_then(state: RunState, events: Sequence[Numbered]) -> dict[str, Any]:
    """Return what was shown for each field in the run as it really was."""
    facts = [Fact(seq=each.seq, at=each.item.at, actor=each.item.actor.ref, event=each.item.event) for each in events]
    matched = story_of(state.recipe, facts).matched
    shown: dict[str, Any] = {}
    for step in state.recipe.steps:
        for item in step.fields:
            for index, wanted in enumerate(step.acts):
                deed, quantity = matched.get((step.id, index)), shown_by(item, wanted)
                if deed is not None and quantity is not None and quantity in deed.event.observed:
                    shown.setdefault(item.code, deed.event.observed[quantity])
    return shown


def _text(item: Field, value: Any) -> str:
    return written(value, item.decimals) if item.kind == "number" else str(value)


def _calculated(item: Field, values: Mapping[str, str]) -> str:
    inputs = {code: values.get(code, "") for code in item.inputs}
    if not all(inputs.values()):
        return ""
    try:
        return calculate(item.formula, inputs, item.decimals)
    except CalculationError:
        return ""
