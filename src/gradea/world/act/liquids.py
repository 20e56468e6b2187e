"""Open work with liquids: sampling, adding, transferring, harvesting, measuring. Nothing is lost."""

from dataclasses import replace
from typing import Any

from gradea.vocabulary import MINUTE, Chance, Refusal, SimTime
from gradea.world.act.handling import open_work
from gradea.world.act.places import (
    can,
    chosen_lot,
    first_refusal,
    holds,
    liquid_here,
    material_here,
    me,
    protected,
    vessel_of,
)
from gradea.world.act.verb import Act, Verb
from gradea.world.culture import Contents, Handling
from gradea.world.material import Substance
from gradea.world.microbes import appearance, merged
from gradea.world.microbes import split as split_organisms
from gradea.world.state import Observation, Vessel, World
from gradea.world.weather import CHILL_MS, settled


def poured(world: World, act: Act, pipe: tuple[str, str], volume_ml: float, chance: Chance) -> World:
    """Move a volume with everything in it from one vessel to another; the target is made if it is not there."""
    source, target = pipe
    origin = settled(world, world.vessels[source], act.at)
    goal = settled(world, world.vessels.get(target, new_vessel(world, act, target)), act.at)
    volume = min(volume_ml, origin.contents.volume_ml)
    parts = world.model.split(origin.contents, volume)
    share = volume / origin.contents.volume_ml if origin.contents.volume_ml > 0.0 else 0.0
    going, staying = split_organisms(origin.contaminants, share, chance, f"{act.person}|{source}|{target}|{act.at}")
    filled = replace(
        goal,
        contents=world.model.mixed(goal.contents, parts.product),
        contaminants=merged((*goal.contaminants, *going)),
        chilled_until=origin.chilled_until if goal.contents.volume_ml == 0.0 else goal.chilled_until,
        dmso_ml=goal.dmso_ml + share * origin.dmso_ml,
    )
    left = replace(origin, contents=parts.rest, contaminants=staying, dmso_ml=(1.0 - share) * origin.dmso_ml)
    return world.with_vessel(left, filled)


def new_vessel(world: World, act: Act, code: str) -> Vessel:
    """Return an empty vessel of this code where the person is."""
    return Vessel(code=code, room=me(world, act).room, contents=world.model.empty, as_of=_minute(act.at))


def handling(world: World, vessel: Vessel, chance: Chance, key: str) -> Handling:
    """Return how hands work on a vessel, for the culture model."""
    return Handling(
        chance=chance,
        key=key,
        person=world.donor,
        ware=world.ware(vessel.code),
        reagent_ml=vessel.reagent_ml,
        cooling_k_per_min=vessel.cooling_k_per_min,
    )


def portion(world: World, substance: Substance, amount: float) -> Contents:
    """Return the liquid that so many units of a substance are, as the cells of this product meet it."""
    carried = {name: per_unit * amount for name, per_unit in substance.amounts_per_unit.items()}
    return world.model.liquid(substance.ml_per_unit * amount, carried)


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
        moved = poured(world, act, pipe, _wanted(world, act, pipe[0]), chance)
        return open_work(moved, act, pipe, manipulations, chance)

    return pour


def _remove(world: World, act: Act, chance: Chance) -> World:
    """Draw supernatant off settled cells; most cells stay."""
    source = settled(world, vessel_of(world, act), act.at)
    goal = settled(world, world.vessels.get(act.text("to"), new_vessel(world, act, act.text("to"))), act.at)
    index = world.counts.get(f"remove|{source.code}", 0)
    volume = min(_wanted(world, act, source.code), source.contents.volume_ml)
    key = f"remove|{source.code}|{index}"
    how = replace(handling(world, source, chance, key), volume_ml=volume)
    parts = world.model.worked("draw-off", source.contents, how)
    share = volume / source.contents.volume_ml if source.contents.volume_ml > 0.0 else 0.0
    going, staying = split_organisms(source.contaminants, share, chance, key)
    emptied = replace(source, contents=parts.product, contaminants=staying, dmso_ml=(1.0 - share) * source.dmso_ml)
    spent = world.model.mixed(goal.contents, parts.rest)
    filled = replace(goal, contents=spent, contaminants=merged((*goal.contaminants, *going)))
    world = world.with_vessel(filled, emptied).counted(f"remove|{source.code}")
    return open_work(world, act, (act.text("to"), source.code), 1, chance)


def _see_move(source: str) -> Any:
    def look(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
        return {"moved_ml": round(min(_wanted(world, act, act.text(source)), _there(world, act, source)), 1)}

    return look


def _there(world: World, act: Act, source: str) -> float:
    return world.vessels[act.text(source)].contents.volume_ml


def _sample(world: World, act: Act, chance: Chance) -> World:
    """Draw a sample: the port of the vessel is open as well as the tube, so both may take something up."""
    pipe = (act.text("vessel"), act.text("into"))
    moved = poured(world, act, pipe, act.number("volume_ml"), chance)
    return open_work(open_work(moved, act, pipe[:1], 1, chance), act, pipe, 1, chance)


def check_material(world: World, act: Act) -> Refusal | None:
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


def check_target(world: World, act: Act) -> Refusal | None:
    code = act.text("vessel")
    return liquid_here()(world, act) if code in world.vessels else None


def add(world: World, act: Act, chance: Chance) -> World:
    """Put an amount of a material into a vessel; a new vessel of this code is taken if there is none."""
    code = act.text("vessel")
    vessel = settled(world, world.vessels.get(code, new_vessel(world, act, code)), act.at)
    substance, amount = world.substances[act.text("material")], act.number("amount")
    filled = replace(vessel, contents=world.model.mixed(vessel.contents, portion(world, substance, amount)))
    if substance.cold:
        filled = replace(filled, chilled_until=SimTime(act.at + CHILL_MS))
    if substance.labels:
        filled = replace(filled, reagent_ml=vessel.reagent_ml + amount)
    return open_work(world.with_vessel(filled), act, (code,), 1, chance)


def see_add(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    lot = chosen_lot(world, act)
    assert lot is not None, "an addition is checked before it is seen"
    return {"added": act.number("amount"), "lot": lot.lot}


def _wait(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    vessel = settled(world, vessel_of(world, act), act.at)
    minutes = vessel.label_minutes
    if vessel.reagent_ml > 0.0:
        minutes += int(act.number("minutes"))
    return world.with_vessel(replace(vessel, label_minutes=minutes))


def _harvest(world: World, act: Act, chance: Chance) -> World:
    source = settled(world, vessel_of(world, act), act.at)
    how = replace(handling(world, source, chance, f"harvest|{source.code}"), volume_ml=act.number("cold_buffer_ml"))
    parts = world.model.worked("harvest", source.contents, how)
    goal = world.vessels.get(act.text("to"), new_vessel(world, act, act.text("to")))
    filled = replace(
        goal,
        contents=world.model.mixed(goal.contents, parts.product),
        contaminants=source.contaminants,
        chilled_until=SimTime(act.at + CHILL_MS),
        as_of=source.as_of,
    )
    emptied = replace(source, contents=parts.rest, contaminants=())
    return open_work(world.with_vessel(emptied, filled), act, (act.text("to"),), 3, chance)


def _see_harvest(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    volume = world.vessels[act.text("vessel")].contents.volume_ml + act.number("cold_buffer_ml")
    return {"moved_ml": round(volume, 1)}


def _see_look(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    vessel = settled(world, vessel_of(world, act), act.at)
    return {"appearance": appearance(vessel.contaminants, vessel.contents.volume_ml)}


LIQUIDS: tuple[Verb, ...] = (
    Verb(
        do="sample",
        title="Take a sample",
        objects=("vessel", "into"),
        amounts=("volume_ml",),
        optional=("via",),
        seconds=lambda _world, _act: 60,
        open_steps=1,
        check=first_refusal(protected, liquid_here(), holds("vessel", "volume_ml")),
        observe=lambda _world, act, _chance: {"sampled_ml": act.number("volume_ml")},
        perform=_sample,
    ),
    Verb(
        do="add",
        title="Add",
        objects=("material", "vessel", "unit"),
        amounts=("amount",),
        optional=("lot", "via"),
        seconds=lambda _world, _act: 75,
        open_steps=1,
        check=first_refusal(protected, check_material, check_target),
        observe=see_add,
        perform=add,
    ),
    Verb(
        do="transfer",
        title="Transfer",
        objects=("from", "to"),
        optional=("volume_ml", "via"),
        seconds=lambda _world, _act: 120,
        open_steps=2,
        check=first_refusal(protected, liquid_here("from"), _check_volume("from")),
        observe=_see_move("from"),
        perform=_move("from", "to", 2),
    ),
    Verb(
        do="remove",
        title="Remove supernatant",
        objects=("vessel", "to"),
        optional=("volume_ml", "via"),
        seconds=lambda _world, _act: 120,
        open_steps=1,
        check=first_refusal(protected, liquid_here(), _check_volume("vessel")),
        observe=_see_move("vessel"),
        perform=_remove,
    ),
    Verb(
        do="mix-wait",
        title="Mix and wait",
        objects=("vessel",),
        amounts=("minutes",),
        seconds=lambda _world, act: int(act.number("minutes") * 60),
        check=liquid_here(),
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
        check=first_refusal(protected, liquid_here(), can("harvest")),
        observe=_see_harvest,
        perform=_harvest,
    ),
    Verb(
        do="look",
        title="Look at it against the light",
        objects=("vessel",),
        seconds=lambda _world, _act: 45,
        check=liquid_here(),
        observe=_see_look,
        perform=lambda world, _act, _chance: world,
    ),
)
"""Verbs of liquids."""
