"""Devices: status labels, displays, switching, wiping, programmes, the incubator."""

from collections.abc import Callable
from dataclasses import replace

from gradea.vocabulary import Chance, Refusal, SimTime
from gradea.world.act.places import (
    device_here,
    elsewhere,
    first_refusal,
    me,
    vessel_here,
    vessel_of,
)
from gradea.world.act.verb import Act, Verb
from gradea.world.equipment import DeviceKind
from gradea.world.instrument import scale_reading
from gradea.world.monitoring import counter_sample, door_cycle, incubator_reading, pressure_reading
from gradea.world.site import watched_steps
from gradea.world.state import OUTSIDE, Observation, Vessel, World
from gradea.world.weather import (
    WARM,
    cabinet_air,
    cabinets_changed,
    incubator_changed,
    incubator_truth,
    pressure_step_pa,
    settled,
    with_presence,
)

WEIGHED = (DeviceKind.SCALE, DeviceKind.MICROSCOPE)
"""Devices that show something of a vessel that stands on them."""

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
        inner, outer = display_of(world, device.room)
        true = pressure_step_pa(world, inner, outer)
        return {"pressure_pa": pressure_reading(true, chance, f"{device.code}|{index}")}
    if device.kind in WARM:
        return dict(incubator_reading(incubator_truth(device, act.at), chance, f"{device.code}|{index}"))
    if device.kind is DeviceKind.PARTICLE_COUNTER:
        fine, coarse, _mcp = cabinet_air(world, device.room, act.at)
        return dict(counter_sample(fine, coarse, COUNTER_SECONDS, chance, f"{device.code}|{index}"))
    vessel = settled(world, vessel_of(world, act), act.at)
    if device.kind is DeviceKind.MICROSCOPE:
        return {"confluence_pct": _confluence(world, vessel, chance, f"{device.code}|{index}")}
    return dict(scale_reading(vessel.contents, chance, f"{device.code}|{vessel.code}", index))


def _confluence(world: World, vessel: Vessel, chance: Chance, key: str) -> int:
    """Return what the eye estimates, in steps of 5 %: truth and 5 points either way [A]."""
    true = world.model.truth(vessel.contents, world.donor, world.ware(vessel.code)).get("confluence_pct", 0.0)
    return min(100, max(0, 5 * round((true + 5.0 * chance.normal(key, "confluence")) / 5.0)))


def display_of(world: World, room: str) -> tuple[str, str]:
    """Return which pressure step the monitoring display of a room shows: its own, else the first that is watched."""
    steps = watched_steps(world.facility)
    return next((step for step in steps if step[0] == room), steps[0] if steps else (room, OUTSIDE))


def _check_display(world: World, act: Act) -> Refusal | None:
    readable = (DeviceKind.MONITORING, *WARM, DeviceKind.PARTICLE_COUNTER, *WEIGHED)
    refusal = device_here("equipment", *readable)(world, act)
    if refusal is None and world.devices[act.text("equipment")].kind in WEIGHED:
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

    A vessel in a device stays, and so does one with a label of the batch and something in it: nobody throws out a labelled
    culture.
    """
    room = me(world, act).room
    if "equipment" in act.parameters:
        world = _wipe(world, act, chance)
    packs = {code: tuple(lot for lot in lots if lot.room != room) for code, lots in world.lots.items()}
    waste = {code for code in _standing_about(world, room) if _is_waste(world.vessels[code])}
    kept = {code: vessel for code, vessel in world.vessels.items() if code not in waste}
    return replace(world, lots=packs, vessels=kept, cleared={**world.cleared, room: act.at})


def _is_waste(vessel: Vessel) -> bool:
    return not vessel.labels[1] or vessel.contents.volume_ml <= 0.0


def _standing_about(world: World, room: str) -> tuple[str, ...]:
    return tuple(code for code, vessel in world.vessels.items() if vessel.room == room and not vessel.inside)


def _see_line(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    left = _standing_about(world, act.text("room"))
    return {"line_clear": "no", "left_behind": ", ".join(left)} if left else {"line_clear": "yes"}


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
    opened = _door(world, device.code, act.at) if device.kind in WARM else world
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
        do="incubate",
        title="Put into the incubator",
        objects=("vessel", "equipment"),
        seconds=lambda _world, _act: 60,
        check=first_refusal(vessel_here(), device_here("equipment", *WARM)),
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
