"""Devices: status labels, displays, switching, wiping, programmes, the incubator."""

from collections.abc import Callable
from dataclasses import replace

from gradea.vocabulary import HOUR, SECOND, Chance, Refusal, SimTime
from gradea.world.act.places import (
    device_here,
    elsewhere,
    first_refusal,
    me,
    vessel_here,
    vessel_of,
)
from gradea.world.act.verb import Act, Verb
from gradea.world.culture import EMPTY, cd14_selected, mixed, washed
from gradea.world.equipment import DeviceKind
from gradea.world.instrument import scale_reading
from gradea.world.microbes import split as split_organisms
from gradea.world.monitoring import counter_sample, door_cycle, incubator_reading, pressure_reading
from gradea.world.state import Observation, Vessel, World
from gradea.world.weather import (
    cabinet_air,
    cabinets_changed,
    incubator_changed,
    incubator_truth,
    pressure_step_pa,
    settled,
    with_presence,
)

SELECTION_HOURS = 2.0
"""Duration of the closed CD14 selection (assumption; about two hours at this scale)."""

CENTRIFUGE = {"wash": (300.0, 10)}
"""g and minutes by programme [KNOW_CELLS, K: 300 g, 8 to 10 min]."""

DOOR_SECONDS = 30.0
"""How long the incubator door stands open (docs/model.md §6) [A]."""

COUNTER_SECONDS = 60.0
"""Duration of one particle sample at the cabinet (design choice)."""


def _see_status(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    device = world.devices[act.text("equipment")]
    status = "qualified" if device.in_date(act.at) else "expired"
    return {"status": status, "due_date": device.due_date(world.start)}


def _see_display(world: World, act: Act, chance: Chance) -> Observation:
    device = world.devices[act.text("equipment")]
    index = world.counts.get(f"read|{device.code}", 0)
    if device.kind is DeviceKind.MONITORING:
        true = pressure_step_pa(world, "B_LAB1", "C_CORR")
        return {"pressure_pa": pressure_reading(true, chance, f"{device.code}|{index}")}
    if device.kind is DeviceKind.INCUBATOR:
        return dict(incubator_reading(incubator_truth(device, act.at), chance, f"{device.code}|{index}"))
    if device.kind is DeviceKind.PARTICLE_COUNTER:
        fine, coarse, _mcp = cabinet_air(world, device.room, act.at)
        return dict(counter_sample(fine, coarse, COUNTER_SECONDS, chance, f"{device.code}|{index}"))
    vessel = settled(world, vessel_of(world, act), act.at)
    return dict(scale_reading(vessel.contents, chance, f"{device.code}|{vessel.code}", index))


def _check_display(world: World, act: Act) -> Refusal | None:
    readable = (DeviceKind.MONITORING, DeviceKind.INCUBATOR, DeviceKind.PARTICLE_COUNTER, DeviceKind.SCALE)
    refusal = device_here("equipment", *readable)(world, act)
    if refusal is None and world.devices[act.text("equipment")].kind is DeviceKind.SCALE:
        return vessel_here()(world, act) if "vessel" in act.parameters else _NOTHING_ON_SCALE
    return refusal


def _read_seconds(world: World, act: Act) -> int:
    counts = world.devices[act.text("equipment")].kind is DeviceKind.PARTICLE_COUNTER
    return 75 if counts else 20


def _read(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    return world.counted(f"read|{act.text('equipment')}")


def _switch(running: bool) -> Callable[[World, Act, Chance], World]:
    def turn(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
        device = world.devices[act.text("equipment")]
        turned = replace(device, running=running, running_since=act.at if running else None)
        world = world.with_device(turned)
        return cabinets_changed(world, act.at) if device.kind is DeviceKind.CABINET else world

    return turn


def _wipe(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    device = world.devices[act.text("equipment")]
    world = world.with_device(replace(device, wiped_log10=1.5 if act.technique != "hurried" else 0.5))
    return with_presence(world, replace(me(world, act), activity="standing"), act.at)


def _check_clean(world: World, act: Act) -> Refusal | None:
    if "equipment" in act.parameters:
        return device_here()(world, act)
    return _check_room(world, act) if "room" in act.parameters else None


def _check_room(world: World, act: Act) -> Refusal | None:
    return elsewhere(me(world, act), act.text("room"), f"the line in {act.text('room')}")


def _clean(world: World, act: Act, chance: Chance) -> World:
    """Clear away, so that nothing of this batch meets the next: opened packs and vessels that stand about are thrown out.

    A vessel in a device stays, and so does one that bears a label of the batch: nobody throws out a labelled culture.
    """
    room = me(world, act).room
    if "equipment" in act.parameters:
        world = _wipe(world, act, chance)
    packs = {code: tuple(lot for lot in lots if lot.room != room) for code, lots in world.lots.items()}
    waste = {code for code in _standing_about(world, room) if not world.vessels[code].labels[1]}
    kept = {code: vessel for code, vessel in world.vessels.items() if code not in waste}
    return replace(world, lots=packs, vessels=kept, cleared={**world.cleared, room: act.at})


def _standing_about(world: World, room: str) -> tuple[str, ...]:
    return tuple(code for code, vessel in world.vessels.items() if vessel.room == room and not vessel.inside)


def _see_line(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    left = _standing_about(world, act.text("room"))
    return {"line_clear": "no", "left_behind": ", ".join(left)} if left else {"line_clear": "yes"}


def _check_run(world: World, act: Act) -> Refusal | None:
    device = world.devices[act.text("equipment")]
    if device.kind is DeviceKind.CENTRIFUGE and "resuspend_ml" not in act.parameters:
        return Refusal(
            code="act-malformed",
            rule="practical",
            message="The centrifuge was started without a volume to resuspend in.",
            remedy="Give resuspend_ml, the volume in which the pellet is taken up.",
        )
    least = 0.5 + 0.01 * vessel_of(world, act).contents.volume_ml
    if device.kind is DeviceKind.CENTRIFUGE and act.number("resuspend_ml") < least:
        return Refusal(
            code="not-enough",
            rule="practical",
            message=f"A pellet cannot be taken up in {act.number('resuspend_ml'):.2f} mL.",
            remedy=f"Resuspend in at least {least:.1f} mL.",
        )
    if vessel_of(world, act).contents.volume_ml <= 0.0:
        return Refusal(
            code="vessel-empty",
            rule="practical",
            message=f"{act.text('vessel')} is empty.",
            remedy="Load the vessel that holds the cells.",
        )
    return None


def _run_seconds(world: World, act: Act) -> int:
    if world.devices[act.text("equipment")].kind is DeviceKind.SELECTION:
        return round(SELECTION_HOURS * HOUR / SECOND)
    return (CENTRIFUGE["wash"][1] + 8) * 60


def _see_run(world: World, act: Act, chance: Chance) -> Observation:
    device = world.devices[act.text("equipment")]
    if device.kind is DeviceKind.SELECTION:
        positive = _select(world, act, chance).vessels["CD14-POS"]
        return {"collected_ml": scale_reading(positive.contents, chance, "SEL-1|collected", 0)["volume_ml"]}
    g, minutes = CENTRIFUGE["wash"]
    return {"speed_g": g, "minutes": minutes}


def _run(world: World, act: Act, chance: Chance) -> World:
    device = world.devices[act.text("equipment")]
    return _select(world, act, chance) if device.kind is DeviceKind.SELECTION else _spin(world, act, chance)


def _select(world: World, act: Act, chance: Chance) -> World:
    source = settled(world, vessel_of(world, act), act.at)
    positive, negative = cd14_selected(
        source.contents,
        donor=world.donor,
        chance=chance,
        key=f"select|{source.code}",
        incubation_min=source.cd14_label_minutes,
    )
    share = positive.volume_ml / max(1e-9, positive.volume_ml + negative.volume_ml)
    taken, left = split_organisms(source.contaminants, share, chance, f"select|{source.code}")
    room = me(world, act).room
    made = Vessel(code="CD14-POS", room=room, contents=positive, contaminants=taken, as_of=source.as_of)
    rest = Vessel(code="CD14-NEG", room=room, contents=negative, contaminants=left, as_of=source.as_of)
    return world.with_vessel(made, rest, replace(source, contents=EMPTY, contaminants=()))


def _spin(world: World, act: Act, chance: Chance) -> World:
    vessel = settled(world, vessel_of(world, act), act.at)
    index = world.counts.get(f"spin|{vessel.code}", 0)
    g, minutes = CENTRIFUGE["wash"]
    pellet, waste = washed(
        vessel.contents,
        g=g,
        minutes=minutes,
        resuspend_ml=act.number("resuspend_ml"),
        chance=chance,
        key=f"spin|{vessel.code}|{index}",
    )
    code = f"WASTE-{vessel.code}"
    bin_before = world.vessels.get(code, Vessel(code=code, room=vessel.room, contents=EMPTY, as_of=vessel.as_of))
    discarded = replace(bin_before, contents=mixed(bin_before.contents, waste), as_of=vessel.as_of)
    return world.with_vessel(replace(vessel, contents=pellet), discarded).counted(f"spin|{vessel.code}")


def _incubate(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    device = world.devices[act.text("equipment")]
    vessel = settled(world, vessel_of(world, act), act.at)
    opened = _door(world, device.code, act.at)
    return opened.with_vessel(replace(vessel, inside=device.code, chilled_until=SimTime(0)))


def _door(world: World, code: str, at: SimTime) -> World:
    return incubator_changed(world, code, at, lambda anchor: door_cycle(anchor, max(at, anchor.at), DOOR_SECONDS))


def _check_inside(world: World, act: Act) -> Refusal | None:
    vessel, device = world.vessels.get(act.text("vessel")), act.text("equipment")
    if vessel is not None and vessel.inside == device:
        return None
    return Refusal(
        code="not-inside",
        rule="practical",
        message=f"{act.text('vessel')} is not in {device}.",
        remedy="Look on the bench, or in the other device.",
    )


def _take_out(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    device = world.devices[act.text("equipment")]
    vessel = settled(world, vessel_of(world, act), act.at)
    opened = _door(world, device.code, act.at) if device.kind is DeviceKind.INCUBATOR else world
    return opened.with_vessel(replace(vessel, inside="", room=me(world, act).room))


DEVICES: tuple[Verb, ...] = (
    Verb(
        do="inspect",
        title="Inspect the line",
        objects=("room",),
        seconds=lambda _world, _act: 180,
        check=_check_room,
        observe=_see_line,
        perform=lambda world, act, _chance: replace(world, cleared={**world.cleared, act.text("room"): act.at}),
    ),
    Verb(
        do="check-equipment",
        title="Read the status label",
        objects=("equipment",),
        seconds=lambda _world, _act: 20,
        check=device_here(),
        observe=_see_status,
        perform=lambda world, _act, _chance: world,
    ),
    Verb(
        do="read",
        title="Read the display",
        objects=("equipment",),
        optional=("vessel",),
        seconds=_read_seconds,
        check=_check_display,
        observe=_see_display,
        perform=_read,
    ),
    Verb(
        do="switch-on",
        title="Switch on",
        objects=("equipment",),
        seconds=lambda _world, _act: 20,
        check=device_here(),
        observe=lambda _world, _act, _chance: {"running": "yes"},
        perform=_switch(True),
    ),
    Verb(
        do="switch-off",
        title="Switch off",
        objects=("equipment",),
        seconds=lambda _world, _act: 20,
        check=device_here(),
        observe=lambda _world, _act, _chance: {"running": "no"},
        perform=_switch(False),
    ),
    Verb(
        do="wipe-down",
        title="Wipe down the work surface",
        objects=("equipment",),
        seconds=lambda _world, _act: 150,
        check=device_here(),
        observe=lambda _world, _act, _chance: {"wiped": "yes"},
        perform=_wipe,
    ),
    Verb(
        do="clean",
        title="Clean and clear away",
        optional=("equipment", "room"),
        seconds=lambda _world, _act: 420,
        check=_check_clean,
        observe=lambda _world, _act, _chance: {"cleaned": "yes"},
        perform=_clean,
    ),
    Verb(
        do="run",
        title="Run the programme",
        objects=("equipment", "vessel"),
        optional=("programme", "resuspend_ml"),
        seconds=_run_seconds,
        check=first_refusal(
            device_here("equipment", DeviceKind.SELECTION, DeviceKind.CENTRIFUGE), vessel_here(), _check_run
        ),
        observe=_see_run,
        perform=_run,
    ),
    Verb(
        do="incubate",
        title="Put into the incubator",
        objects=("vessel", "equipment"),
        seconds=lambda _world, _act: 60,
        check=first_refusal(vessel_here(), device_here("equipment", DeviceKind.INCUBATOR)),
        observe=lambda _world, _act, _chance: {"door_closed": "yes"},
        perform=_incubate,
    ),
    Verb(
        do="take-out",
        title="Take out",
        objects=("vessel", "equipment"),
        seconds=lambda _world, _act: 60,
        check=first_refusal(device_here(), _check_inside),
        observe=lambda _world, _act, _chance: {"door_closed": "yes"},
        perform=_take_out,
    ),
)
"""Verbs of devices."""

_NOTHING_ON_SCALE = Refusal(
    code="act-malformed",
    rule="practical",
    message="The scale was read with nothing on it.",
    remedy="Say which vessel stands on the scale.",
)
