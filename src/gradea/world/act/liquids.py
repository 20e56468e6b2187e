"""Open work with liquids: sampling, adding, transferring, harvesting, measuring. Nothing is lost."""

from dataclasses import replace
from typing import Any

from gradea.vocabulary import MINUTE, Chance, Refusal, SimTime
from gradea.world.act.handling import open_work
from gradea.world.act.places import (
    cabinet_runs,
    chosen_lot,
    device_here,
    elsewhere,
    first_refusal,
    holds,
    material_here,
    me,
    vessel_here,
    vessel_of,
)
from gradea.world.act.verb import Act, Verb
from gradea.world.culture import EMPTY, Suspension, harvested, liquid, medium_exchanged, mixed, split
from gradea.world.equipment import DeviceKind
from gradea.world.instrument import counter_reading, cytometer_reading, elisa_reading
from gradea.world.material import portion
from gradea.world.microbes import appearance, merged
from gradea.world.microbes import split as split_organisms
from gradea.world.state import Observation, Vessel, World
from gradea.world.weather import CHILL_MS, settled


def _poured(world: World, act: Act, pipe: tuple[str, str], volume_ml: float, chance: Chance) -> World:
    """Move a volume with everything in it from one vessel to another; the target is made if it is not there."""
    source, target = pipe
    origin = settled(world, world.vessels[source], act.at)
    goal = settled(world, world.vessels.get(target, _new_vessel(world, act, target)), act.at)
    volume = min(volume_ml, origin.contents.volume_ml)
    part, rest = split(origin.contents, volume)
    share = volume / origin.contents.volume_ml if origin.contents.volume_ml > 0.0 else 0.0
    going, staying = split_organisms(origin.contaminants, share, chance, f"{act.person}|{source}|{target}|{act.at}")
    filled = replace(
        goal,
        contents=mixed(goal.contents, part),
        contaminants=merged((*goal.contaminants, *going)),
        chilled_until=origin.chilled_until if goal.contents.volume_ml == 0.0 else goal.chilled_until,
    )
    return world.with_vessel(replace(origin, contents=rest, contaminants=staying), filled)


def _new_vessel(world: World, act: Act, code: str) -> Vessel:
    return Vessel(code=code, room=me(world, act).room, contents=EMPTY, as_of=_minute(act.at))


def _minute(at: SimTime) -> SimTime:
    return SimTime(at - at % MINUTE)


def _wanted(world: World, act: Act, source: str) -> float:
    value = act.parameters.get("volume_ml", "all")
    return world.vessels[source].contents.volume_ml if value == "all" else float(value)


def _check_volume(parameter: str) -> Any:
    def look(world: World, act: Act) -> Refusal | None:
        value = act.parameters.get("volume_ml", "all")
        if value == "all":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            return Refusal(
                code="act-malformed",
                rule="practical",
                message=f"A volume of {value!r} is no number of mL.",
                remedy="Give a number from 0 up, or all.",
            )
        return holds(parameter, "volume_ml")(world, act)

    return look


def _move(source: str, target: str, manipulations: int) -> Any:
    def pour(world: World, act: Act, chance: Chance) -> World:
        pipe = (act.text(source), act.text(target))
        poured = _poured(world, act, pipe, _wanted(world, act, pipe[0]), chance)
        return open_work(poured, act, pipe, manipulations, chance)

    return pour


def _remove(world: World, act: Act, chance: Chance) -> World:
    """Draw supernatant off settled cells; most cells stay."""
    source = settled(world, vessel_of(world, act), act.at)
    goal = settled(world, world.vessels.get(act.text("to"), _new_vessel(world, act, act.text("to"))), act.at)
    index = world.counts.get(f"remove|{source.code}", 0)
    volume = min(_wanted(world, act, source.code), source.contents.volume_ml)
    key = f"remove|{source.code}|{index}"
    stayed, spent = medium_exchanged(source.contents, remove_ml=volume, fresh=EMPTY, chance=chance, key=key)
    share = volume / source.contents.volume_ml if source.contents.volume_ml > 0.0 else 0.0
    going, staying = split_organisms(source.contaminants, share, chance, key)
    emptied = replace(source, contents=stayed, contaminants=staying)
    filled = replace(goal, contents=mixed(goal.contents, spent), contaminants=merged((*goal.contaminants, *going)))
    world = world.with_vessel(filled, emptied).counted(f"remove|{source.code}")
    return open_work(world, act, (act.text("to"), source.code), 1, chance)


def _see_move(source: str) -> Any:
    def look(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
        return {"moved_ml": round(min(_wanted(world, act, act.text(source)), _there(world, act, source)), 1)}

    return look


def _there(world: World, act: Act, source: str) -> float:
    return world.vessels[act.text(source)].contents.volume_ml


def _sample(world: World, act: Act, chance: Chance) -> World:
    pipe = (act.text("vessel"), act.text("into"))
    return open_work(_poured(world, act, pipe, act.number("volume_ml"), chance), act, pipe, 1, chance)


def _check_material(world: World, act: Act) -> Refusal | None:
    refusal = material_here(world, act)
    if refusal is None and world.substances[act.text("material")].unit != act.text("unit"):
        unit = world.substances[act.text("material")].unit
        return Refusal(
            code="wrong-unit",
            rule="REC-07",
            message=f"{act.text('material')} is added in {unit}, not in {act.text('unit')}.",
            remedy=f"Give the amount in {unit}.",
        )
    return refusal


def _check_target(world: World, act: Act) -> Refusal | None:
    code = act.text("vessel")
    return vessel_here()(world, act) if code in world.vessels else None


def _add(world: World, act: Act, chance: Chance) -> World:
    code = act.text("vessel")
    vessel = settled(world, world.vessels.get(code, _new_vessel(world, act, code)), act.at)
    substance = world.substances[act.text("material")]
    added = portion(substance, act.number("amount"))
    filled = replace(vessel, contents=mixed(vessel.contents, added))
    if substance.code == "cold_buffer":
        filled = replace(filled, chilled_until=SimTime(act.at + CHILL_MS))
    return open_work(world.with_vessel(filled), act, (code,), 1, chance)


def _see_add(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    lot = chosen_lot(world, act)
    assert lot is not None, "an addition is checked before it is seen"
    return {"added": act.number("amount"), "lot": lot.lot}


def _wait(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    vessel = settled(world, vessel_of(world, act), act.at)
    minutes = vessel.cd14_label_minutes
    if vessel.contents.amount("cd14_reagent_ml") > 0.0:
        minutes += int(act.number("minutes"))
    return world.with_vessel(replace(vessel, cd14_label_minutes=minutes))


def _harvest(world: World, act: Act, chance: Chance) -> World:
    source = settled(world, vessel_of(world, act), act.at)
    buffered = mixed(source.contents, liquid(act.number("cold_buffer_ml")))
    cells, lost = harvested(buffered, cold=True, chance=chance, key=f"harvest|{source.code}")
    goal = world.vessels.get(act.text("to"), _new_vessel(world, act, act.text("to")))
    filled = replace(
        goal,
        contents=mixed(goal.contents, cells),
        contaminants=source.contaminants,
        chilled_until=SimTime(act.at + CHILL_MS),
        as_of=source.as_of,
    )
    emptied = replace(source, contents=lost, contaminants=())
    return open_work(world.with_vessel(emptied, filled), act, (act.text("to"),), 3, chance)


def _see_harvest(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    volume = world.vessels[act.text("vessel")].contents.volume_ml + act.number("cold_buffer_ml")
    return {"moved_ml": round(volume, 1)}


def _check_sample(world: World, act: Act) -> Refusal | None:
    device = world.devices[act.text("equipment")]
    code = act.text("sample")
    if code not in world.vessels:
        return Refusal(
            code="sample-unknown",
            rule="practical",
            message=f"There is no sample '{code}'.",
            remedy="Take the sample first.",
        )
    return elsewhere(me(world, act), world.vessels[code].room, code) or elsewhere(
        me(world, act), device.room, device.code
    )


def _see_measure(world: World, act: Act, chance: Chance) -> Observation:
    device, code = world.devices[act.text("equipment")], act.text("sample")
    contents: Suspension = settled(world, world.vessels[code], act.at).contents
    index = world.counts.get(f"measure|{device.code}", 0)
    if device.kind is DeviceKind.CELL_COUNTER:
        return dict(counter_reading(contents, chance, device.code, index))
    if device.kind is DeviceKind.CYTOMETER:
        return dict(cytometer_reading(contents, chance, device.code, index))
    return dict(elisa_reading(contents, chance, device.code, index))


def _measure(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    device, sample = act.text("equipment"), act.text("sample")
    return world.counted(f"measure|{device}").counted(f"measure|{device}|{sample}")


def _measure_seconds(world: World, act: Act) -> int:
    kind = world.devices[act.text("equipment")].kind
    return {DeviceKind.CELL_COUNTER: 180, DeviceKind.CYTOMETER: 2700}.get(kind, 7200)


def _see_look(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    vessel = settled(world, vessel_of(world, act), act.at)
    return {"appearance": appearance(vessel.contaminants, vessel.contents.volume_ml)}


LIQUIDS: tuple[Verb, ...] = (
    Verb(
        do="sample",
        title="Take a sample",
        objects=("vessel", "into"),
        amounts=("volume_ml",),
        seconds=lambda _world, _act: 60,
        open_steps=1,
        check=first_refusal(cabinet_runs, vessel_here(), holds("vessel", "volume_ml")),
        observe=lambda _world, act, _chance: {"sampled_ml": act.number("volume_ml")},
        perform=_sample,
    ),
    Verb(
        do="measure",
        title="Measure the sample",
        objects=("equipment", "sample"),
        seconds=_measure_seconds,
        check=first_refusal(
            device_here("equipment", DeviceKind.CELL_COUNTER, DeviceKind.CYTOMETER, DeviceKind.IMMUNOASSAY),
            _check_sample,
        ),
        observe=_see_measure,
        perform=_measure,
    ),
    Verb(
        do="add",
        title="Add",
        objects=("material", "vessel", "unit"),
        amounts=("amount",),
        optional=("lot",),
        seconds=lambda _world, _act: 75,
        open_steps=1,
        check=first_refusal(cabinet_runs, _check_material, _check_target),
        observe=_see_add,
        perform=_add,
    ),
    Verb(
        do="transfer",
        title="Transfer",
        objects=("from", "to"),
        optional=("volume_ml",),
        seconds=lambda _world, _act: 120,
        open_steps=2,
        check=first_refusal(cabinet_runs, vessel_here("from"), _check_volume("from")),
        observe=_see_move("from"),
        perform=_move("from", "to", 2),
    ),
    Verb(
        do="remove",
        title="Remove supernatant",
        objects=("vessel", "to"),
        optional=("volume_ml",),
        seconds=lambda _world, _act: 120,
        open_steps=1,
        check=first_refusal(cabinet_runs, vessel_here(), _check_volume("vessel")),
        observe=_see_move("vessel"),
        perform=_remove,
    ),
    Verb(
        do="mix-wait",
        title="Mix and wait",
        objects=("vessel",),
        amounts=("minutes",),
        seconds=lambda _world, act: int(act.number("minutes") * 60),
        check=vessel_here(),
        observe=lambda _world, act, _chance: {"waited_min": int(act.number("minutes"))},
        perform=_wait,
    ),
    Verb(
        do="harvest",
        title="Harvest on cold buffer",
        objects=("vessel", "to"),
        amounts=("cold_buffer_ml",),
        seconds=lambda _world, _act: 900,
        open_steps=3,
        check=first_refusal(cabinet_runs, vessel_here()),
        observe=_see_harvest,
        perform=_harvest,
    ),
    Verb(
        do="look",
        title="Look at it against the light",
        objects=("vessel",),
        seconds=lambda _world, _act: 45,
        check=vessel_here(),
        observe=_see_look,
        perform=lambda world, _act, _chance: world,
    ),
)
"""Verbs of liquids."""
