"""Work with living cells beyond pouring: activate, transduce, detach, pass on, formulate, freeze, thaw, fill many doses."""

from dataclasses import replace
from math import exp

from gradea.vocabulary import MINUTE, Chance, Refusal
from gradea.world.act.handling import open_work
from gradea.world.act.liquids import add, check_material, check_target, handling, new_vessel, poured, see_add
from gradea.world.act.places import (
    can,
    chosen_lot,
    device_here,
    first_refusal,
    holds,
    liquid_here,
    material_here,
    me,
    protected,
    vessel_here,
    vessel_of,
)
from gradea.world.act.verb import Act, Verb
from gradea.world.culture.t_cell.hands import VECTOR_WARM
from gradea.world.equipment import DeviceKind
from gradea.world.microbes import merged
from gradea.world.state import Observation, Vessel, World
from gradea.world.weather import settled

FREEZING_MIN = 75
"""From room temperature to -90 °C at 1 K/min with the plateau held (assumption)."""

COOLING_K_PER_MIN = 1.0
"""What the programme of the controlled-rate freezer holds [Baboo2019, R: 1 K/min or slower is safe]."""

THAW_MIN = 4
"""A bag or vial in the water bath at 37 °C (assumption)."""


def _carries(world: World, act: Act, amount: str, what: str) -> Refusal | None:
    if world.substances[act.text("material")].amounts_per_unit.get(amount, 0.0) > 0.0:
        return None
    return Refusal(
        code="wrong-material",
        rule="practical",
        message=f"{world.substances[act.text('material')].title} is no {what}.",
        remedy=f"Take the {what} that the recipe names.",
    )


def _check_activator(world: World, act: Act) -> Refusal | None:
    return check_material(world, act) or _carries(world, act, "activator_doses", "activator")


def _check_vector(world: World, act: Act) -> Refusal | None:
    refusal = check_material(world, act) or _carries(world, act, "vector_tu", "vector")
    lot = chosen_lot(world, act)
    if refusal is None and lot is not None and lot.thawed_at is None:
        return Refusal(
            code="frozen",
            rule="practical",
            message=f"Lot {lot.lot} is frozen.",
            remedy="Thaw it first; the clock of the vector runs from there.",
        )
    return refusal


def _warm_min(world: World, act: Act) -> float:
    lot = chosen_lot(world, act)
    return (act.at - lot.thawed_at) / MINUTE if lot is not None and lot.thawed_at is not None else 0.0


def _transduce(world: World, act: Act, chance: Chance) -> World:
    """Add vector: what it lost since it was thawed is lost."""
    substance = world.substances[act.text("material")]
    left = exp(-VECTOR_WARM.value * _warm_min(world, act) / 60.0)
    weaker = {**substance.amounts_per_unit, "vector_tu": substance.amounts_per_unit["vector_tu"] * left}
    thinned = replace(
        world, substances={**world.substances, substance.code: replace(substance, amounts_per_unit=weaker)}
    )
    return replace(add(thinned, act, chance), substances=world.substances)


def _see_transduce(world: World, act: Act, chance: Chance) -> Observation:
    return {**see_add(world, act, chance), "thawed_min": round(_warm_min(world, act))}


def _check_frozen_pack(world: World, act: Act) -> Refusal | None:
    refusal = material_here(world, act)
    if refusal is None and not world.substances[act.text("material")].frozen:
        return Refusal(
            code="not-frozen",
            rule="practical",
            message=f"{world.substances[act.text('material')].title} is not frozen.",
            remedy="Use it as it is.",
        )
    return refusal


def _thaw_pack(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    taken = chosen_lot(world, act)
    lots = world.lots[act.text("material")]
    return world.with_lots(
        act.text("material"), tuple(replace(lot, thawed_at=act.at) if lot is taken else lot for lot in lots)
    )


def _check_thaw(world: World, act: Act) -> Refusal | None:
    if vessel_of(world, act).frozen_at is None:
        return Refusal(
            code="not-frozen",
            rule="practical",
            message=f"{act.text('vessel')} is not frozen.",
            remedy="Go on with the next step.",
        )
    return None


def _thaw(world: World, act: Act, chance: Chance) -> World:
    vessel = settled(world, vessel_of(world, act), act.at)
    thawed = world.model.worked("freeze-thaw", vessel.contents, handling(world, vessel, chance, f"thaw|{vessel.code}"))
    return world.with_vessel(replace(vessel, contents=thawed.product, frozen_at=None))


def _check_surface(world: World, act: Act) -> Refusal | None:
    if world.ware(act.text("to")).area_cm2 > 0.0:
        return None
    return Refusal(
        code="no-surface",
        rule="practical",
        message=f"{act.text('to')} has no surface on which cells can sit.",
        remedy="Seed a flask or a stack.",
    )


def _passage(world: World, act: Act, chance: Chance) -> World:
    pipe = (act.text("from"), act.text("to"))
    return open_work(poured(world, act, pipe, act.number("volume_ml"), chance), act, pipe, 2, chance)


def _see_passage(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    moved = min(act.number("volume_ml"), world.vessels[act.text("from")].contents.volume_ml)
    return {"moved_ml": round(moved, 1), "area_cm2": round(world.ware(act.text("to")).area_cm2)}


def _detach(world: World, act: Act, chance: Chance) -> World:
    """Cover the cells with enzyme, wait, tap, and take everything that came off into the harvest bag."""
    source = settled(world, vessel_of(world, act), act.at)
    how = replace(
        handling(world, source, chance, f"detach|{source.code}"),
        minutes=act.number("minutes"),
        volume_ml=act.number("enzyme_ml"),
    )
    parts = world.model.worked("detach", source.contents, how)
    code = act.text("to")
    goal = settled(world, world.vessels.get(code, new_vessel(world, act, code)), act.at)
    filled = replace(
        goal,
        contents=world.model.mixed(goal.contents, parts.product),
        contaminants=merged((*goal.contaminants, *source.contaminants)),
    )
    emptied = replace(source, contents=parts.rest, contaminants=())
    return open_work(world.with_vessel(emptied, filled), act, (code,), 3, chance)


def _see_detach(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    volume = vessel_of(world, act).contents.volume_ml + act.number("enzyme_ml")
    return {"moved_ml": round(volume, 1), "minutes": int(act.number("minutes"))}


def _formulate(world: World, act: Act, chance: Chance) -> World:
    """Add the freezing solution: from here the cells lie in DMSO, and warmth harms them."""
    world = add(world, act, chance)
    vessel, substance = world.vessels[act.text("vessel")], world.substances[act.text("material")]
    return world.with_vessel(replace(vessel, dmso_ml=vessel.dmso_ml + substance.dmso * act.number("amount")))


def _dispense(world: World, act: Act, chance: Chance) -> World:
    """Fill many alike containers: each is opened once, and whatever enters one is in the lot of them."""
    count = int(act.number("count"))
    pipe, volume = (act.text("from"), act.text("to")), count * act.number("volume_ml")
    filled = poured(world, act, pipe, volume, chance)
    filled = filled.with_vessel(replace(filled.vessels[pipe[1]], units=count))
    return open_work(filled, act, pipe, count, chance)


def _check_enough(world: World, act: Act) -> Refusal | None:
    wanted = int(act.number("count")) * act.number("volume_ml")
    there = world.vessels[act.text("from")].contents.volume_ml
    if 1 <= int(act.number("count")) <= 500 and wanted <= there + 1e-9:
        return None
    return Refusal(
        code="not-enough",
        rule="practical",
        message=f"{act.text('from')} does not hold {int(act.number('count'))} times {act.number('volume_ml'):.1f} mL.",
        remedy="Fill fewer containers, at least one, or smaller ones.",
    )


def _freeze(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    vessel: Vessel = settled(world, vessel_of(world, act), act.at)
    frozen = replace(vessel, frozen_at=act.at, cooling_k_per_min=COOLING_K_PER_MIN, inside=act.text("equipment"))
    return world.with_vessel(replace(frozen, room=me(world, act).room))


def _see_freeze(world: World, act: Act, chance: Chance) -> Observation:
    vessel = vessel_of(world, act)
    rate = COOLING_K_PER_MIN + 0.04 * chance.normal(act.text("equipment"), f"cooling|{vessel.code}")
    return {"cooling_k_per_min": round(rate, 2), "end_temperature_c": -90, "frozen_units": vessel.units}


CELLS: tuple[Verb, ...] = (
    Verb(
        do="activate",
        title="Activate the cells",
        objects=("material", "vessel", "unit"),
        amounts=("amount",),
        optional=("lot", "via"),
        seconds=lambda _world, _act: 90,
        open_steps=1,
        check=first_refusal(protected, can("activate"), _check_activator, check_target),
        observe=see_add,
        perform=add,
    ),
    Verb(
        do="thaw-pack",
        title="Thaw the pack",
        objects=("material", "equipment"),
        optional=("lot",),
        seconds=lambda _world, _act: THAW_MIN * 60,
        check=first_refusal(device_here("equipment", DeviceKind.WATER_BATH), _check_frozen_pack),
        observe=lambda _world, _act, _chance: {"thawed": "yes"},
        perform=_thaw_pack,
    ),
    Verb(
        do="transduce",
        title="Add the vector",
        objects=("material", "vessel", "unit"),
        amounts=("amount",),
        optional=("lot", "via"),
        seconds=lambda _world, _act: 120,
        open_steps=1,
        check=first_refusal(protected, can("transduce"), _check_vector, liquid_here()),
        observe=_see_transduce,
        perform=_transduce,
    ),
    Verb(
        do="detach",
        title="Detach the cells",
        objects=("vessel", "to"),
        amounts=("minutes", "enzyme_ml"),
        seconds=lambda _world, act: int(act.number("minutes") * 60) + 480,
        open_steps=3,
        check=first_refusal(protected, can("detach"), liquid_here()),
        observe=_see_detach,
        perform=_detach,
    ),
    Verb(
        do="passage",
        title="Seed the next passage",
        objects=("from", "to"),
        amounts=("volume_ml",),
        seconds=lambda _world, _act: 240,
        open_steps=2,
        check=first_refusal(protected, liquid_here("from"), holds("from", "volume_ml"), _check_surface),
        observe=_see_passage,
        perform=_passage,
    ),
    Verb(
        do="formulate",
        title="Add the freezing solution",
        objects=("material", "vessel", "unit"),
        amounts=("amount",),
        optional=("lot", "via"),
        seconds=lambda _world, _act: 180,
        open_steps=1,
        check=first_refusal(protected, can("hold"), check_material, liquid_here()),
        observe=see_add,
        perform=_formulate,
    ),
    Verb(
        do="dispense",
        title="Fill the containers",
        objects=("from", "to"),
        amounts=("count", "volume_ml"),
        optional=("via",),
        seconds=lambda _world, act: 120 + 45 * int(act.number("count")),
        open_steps=1,
        check=first_refusal(protected, liquid_here("from"), _check_enough),
        observe=lambda _world, act, _chance: {
            "filled_units": int(act.number("count")),
            "moved_ml": round(int(act.number("count")) * act.number("volume_ml"), 1),
        },
        perform=_dispense,
    ),
    Verb(
        do="cryopreserve",
        title="Freeze",
        objects=("vessel", "equipment"),
        seconds=lambda _world, _act: FREEZING_MIN * 60,
        check=first_refusal(liquid_here(), can("freeze-thaw"), device_here("equipment", DeviceKind.FREEZER)),
        observe=_see_freeze,
        perform=_freeze,
    ),
    Verb(
        do="thaw",
        title="Thaw",
        objects=("vessel", "equipment"),
        seconds=lambda _world, _act: THAW_MIN * 60,
        check=first_refusal(vessel_here(), _check_thaw, device_here("equipment", DeviceKind.WATER_BATH)),
        observe=lambda _world, _act, _chance: {"thawed": "yes", "thaw_min": THAW_MIN},
        perform=_thaw,
    ),
)
"""Verbs of cells."""
