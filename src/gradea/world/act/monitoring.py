"""Environmental monitoring and microbiology: plates, glove prints, blood-culture bottles."""

from dataclasses import replace

from gradea.vocabulary import MINUTE, Chance, CleanlinessGrade, Refusal
from gradea.world.act.handling import open_work
from gradea.world.act.places import cabinet_in, cabinet_runs, device_here, elsewhere, first_refusal, me
from gradea.world.act.verb import Act, Verb
from gradea.world.equipment import DeviceKind
from gradea.world.microbes import Occasion
from gradea.world.monitoring import (
    BottleTruth,
    PlateTruth,
    bottle_status,
    collected,
    exposed,
    glove_print,
    incubated,
    inoculated,
    loaded,
    visible_colonies,
)
from gradea.world.state import Observation, World
from gradea.world.weather import plate_dose, settled


def _check_expose(world: World, act: Act) -> Refusal | None:
    if act.text("plate") in world.plates:
        return _used("plate", act.text("plate"))
    room = me(world, act).room
    has_cabinet = any(each.kind is DeviceKind.CABINET and each.room == room for each in world.devices.values())
    return cabinet_runs(world, act) if has_cabinet else None


def _expose(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    code = act.text("plate")
    return replace(
        world,
        plates={**world.plates, code: exposed(PlateTruth(), act.at)},
        open_plates={**world.open_plates, code: me(world, act).room},
        plate_doses={**world.plate_doses, code: 0.0},
    )


def _check_collect(world: World, act: Act) -> Refusal | None:
    code = act.text("plate")
    if code not in world.open_plates:
        return Refusal(
            code="plate-not-exposed",
            rule="practical",
            message=f"{code} is not exposed.",
            remedy="Expose it first, or collect the one that stands open.",
        )
    return elsewhere(me(world, act), world.open_plates[code], code)


def _collect(world: World, act: Act, chance: Chance) -> World:
    code = act.text("plate")
    dose = plate_dose(world, code, act.at)
    room = world.open_plates[code]
    grade = CleanlinessGrade.A if cabinet_in(world, room) else world.facility.room(room).grade
    plate = collected(world.plates[code], dose, _occasion(world, act, chance), grade)
    rest = {name: room for name, room in world.open_plates.items() if name != code}
    return replace(world, plates={**world.plates, code: plate}, open_plates=rest)


def _see_collect(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    opened_at = world.plates[act.text("plate")].exposed_at or act.at
    return {"minutes": round((act.at - opened_at) / MINUTE)}


def _check_print(world: World, act: Act) -> Refusal | None:
    if act.text("plate") in world.plates:
        return _used("plate", act.text("plate"))
    if me(world, act).hands.gloves == "none":
        return Refusal(
            code="no-gloves",
            rule="Annex 1 9.25",
            message="You wear no gloves to print.",
            remedy="Glove prints are taken in grade B, before the last disinfection.",
        )
    return None


def _print(world: World, act: Act, chance: Chance) -> World:
    worker, code = me(world, act), act.text("plate")
    plate, hands = glove_print(PlateTruth(kind="glove"), worker.hands, _occasion(world, act, chance))
    world = replace(world, plates={**world.plates, code: plate})
    return world.with_worker(replace(worker, hands=hands))


def _check_plate(world: World, act: Act) -> Refusal | None:
    if act.text("plate") in world.plates:
        return None
    return _unknown("plate", act.text("plate"))


def _load_plate(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    code = act.text("plate")
    return replace(world, plates={**world.plates, code: incubated(world.plates[code], act.at)})


def _see_plate(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    return {"cfu": visible_colonies(world.plates[act.text("plate")], act.at)}


def _check_inoculate(world: World, act: Act) -> Refusal | None:
    if act.text("sample") not in world.vessels:
        return _unknown("sample", act.text("sample"))
    if act.text("bottle") in world.bottles:
        return _used("bottle", act.text("bottle"))
    there = world.vessels[act.text("sample")].contents.volume_ml
    if act.number("volume_ml") > there + 1e-9:
        return Refusal(
            code="not-enough",
            rule="practical",
            message=f"{act.text('sample')} does not hold {act.number('volume_ml'):.2f} mL.",
            remedy="Ask for no more than is there, or take a larger sample.",
        )
    return elsewhere(me(world, act), world.vessels[act.text("sample")].room, act.text("sample"))


def _inoculate(world: World, act: Act, chance: Chance) -> World:
    code = act.text("sample")
    world = open_work(world, act, (code,), 1, chance)
    sample = settled(world, world.vessels[code], act.at)
    volume = act.number("volume_ml")
    fraction = volume / sample.contents.volume_ml if sample.contents.volume_ml > 0.0 else 0.0
    bottle, left = inoculated(BottleTruth(), sample.contaminants, min(1.0, fraction), _occasion(world, act, chance))
    rest = world.model.split(sample.contents, min(volume, sample.contents.volume_ml)).rest
    world = world.with_vessel(replace(sample, contents=rest, contaminants=left))
    return replace(world, bottles={**world.bottles, act.text("bottle"): bottle})


def _check_bottle(world: World, act: Act) -> Refusal | None:
    return None if act.text("bottle") in world.bottles else _unknown("bottle", act.text("bottle"))


def _load_bottle(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    code = act.text("bottle")
    return replace(world, bottles={**world.bottles, code: loaded(world.bottles[code], act.at)})


def _see_bottle(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    reading = bottle_status(world.bottles[act.text("bottle")], act.at)
    return {"growth": reading.growth, "hours": round(reading.hours)}


def _unchanged(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    return world


def _occasion(world: World, act: Act, chance: Chance) -> Occasion:
    thing = act.parameters.get("plate") or act.parameters.get("bottle")
    return Occasion(chance=chance, key=f"{act.person}/{thing}", person=act.person, room=me(world, act).room, at=act.at)


def _used(what: str, code: str) -> Refusal:
    return Refusal(
        code=f"{what}-used",
        rule="practical",
        message=f"{code} has been used already.",
        remedy=f"Take a fresh {what}.",
    )


def _unknown(what: str, code: str) -> Refusal:
    return Refusal(
        code=f"{what}-unknown",
        rule="practical",
        message=f"There is no {what} '{code}' yet.",
        remedy="Take it first; the batch record says at which step.",
    )


MONITORING: tuple[Verb, ...] = (
    Verb(
        do="expose-plate",
        title="Expose a settle plate",
        objects=("plate",),
        optional=("at",),
        seconds=lambda _world, _act: 20,
        check=_check_expose,
        observe=lambda _world, _act, _chance: {"exposed": "yes"},
        perform=_expose,
    ),
    Verb(
        do="collect-plate",
        title="Collect the settle plate",
        objects=("plate",),
        seconds=lambda _world, _act: 20,
        check=_check_collect,
        observe=_see_collect,
        perform=_collect,
    ),
    Verb(
        do="glove-print",
        title="Take glove prints",
        objects=("plate",),
        seconds=lambda _world, _act: 60,
        check=_check_print,
        observe=lambda _world, _act, _chance: {"printed": "yes"},
        perform=_print,
    ),
    Verb(
        do="load-plate",
        title="Put plates into incubation",
        objects=("plate", "equipment"),
        seconds=lambda _world, _act: 60,
        check=first_refusal(device_here("equipment", DeviceKind.PLATE_INCUBATOR), _check_plate),
        observe=lambda _world, _act, _chance: {"loaded": "yes"},
        perform=_load_plate,
    ),
    Verb(
        do="read-plate",
        title="Count the colonies",
        objects=("plate",),
        optional=("equipment",),
        seconds=lambda _world, _act: 90,
        check=_check_plate,
        observe=_see_plate,
        perform=_unchanged,
    ),
    Verb(
        do="inoculate",
        title="Inoculate a blood culture bottle",
        objects=("sample", "bottle"),
        amounts=("volume_ml",),
        optional=("via",),
        seconds=lambda _world, _act: 60,
        open_steps=1,
        check=_check_inoculate,
        observe=lambda _world, act, _chance: {"inoculated_ml": act.number("volume_ml")},
        perform=_inoculate,
    ),
    Verb(
        do="load-bottle",
        title="Load the bottle into the cabinet",
        objects=("bottle", "equipment"),
        seconds=lambda _world, _act: 60,
        check=first_refusal(device_here("equipment", DeviceKind.BLOOD_CULTURE), _check_bottle),
        observe=lambda _world, _act, _chance: {"loaded": "yes"},
        perform=_load_bottle,
    ),
    Verb(
        do="read-bottle",
        title="Read the blood culture cabinet",
        objects=("bottle",),
        optional=("equipment",),
        seconds=lambda _world, _act: 30,
        check=_check_bottle,
        observe=_see_bottle,
        perform=_unchanged,
    ),
)
"""Verbs of monitoring."""
