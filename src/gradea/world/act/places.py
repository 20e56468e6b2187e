"""Where people and things are, and the refusals that follow from being elsewhere."""

from collections.abc import Callable

from gradea.vocabulary import Chance, Refusal
from gradea.world.act.verb import Act
from gradea.world.equipment import Device, DeviceKind
from gradea.world.material import Lot
from gradea.world.state import Observation, Vessel, Worker, World

WELD = "weld"
"""How a closed connection is made; the other way is open, in grade A."""

Check = Callable[[World, Act], Refusal | None]


def me(world: World, act: Act) -> Worker:
    """Return who acts."""
    return world.worker(act.person)


def first_refusal(*checks: Check) -> Check:
    """Return a check that asks several checks in turn and gives the first refusal."""

    def ask(world: World, act: Act) -> Refusal | None:
        for check in checks:
            refusal = check(world, act)
            if refusal is not None:
                return refusal
        return None

    return ask


def anything_goes(world: World, act: Act) -> Refusal | None:  # noqa: ARG001 - the signature of a check
    """Refuse nothing."""
    return None


def nothing_seen(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    """Show nothing."""
    return {}


def device_here(parameter: str = "equipment", *kinds: DeviceKind) -> Check:
    """Return a check that the named device exists, is of a kind that fits, and stands where the person is."""

    def look(world: World, act: Act) -> Refusal | None:
        code = act.text(parameter)
        device = world.devices.get(code)
        if device is None:
            return _unknown("device", code, sorted(world.devices))
        if kinds and device.kind not in kinds:
            return Refusal(
                code="wrong-device",
                rule="practical",
                message=f"{code} is a {device.title.lower()} and cannot do that.",
                remedy=f"Use a device of the kind {' or '.join(kinds)}.",
            )
        return elsewhere(me(world, act), device.room, code)

    return look


def vessel_here(parameter: str = "vessel") -> Check:
    """Return a check that the named vessel exists, is not inside a device, and is where the person is."""

    def look(world: World, act: Act) -> Refusal | None:
        code = act.text(parameter)
        vessel = world.vessels.get(code)
        if vessel is None:
            return _unknown("vessel", code, sorted(world.vessels))
        away = elsewhere(me(world, act), vessel.room, code)
        if away is None and vessel.inside and not _reached(world, vessel, act):
            return Refusal(
                code="inside-device",
                rule="practical",
                message=f"{code} is inside {vessel.inside}.",
                remedy=f"Take {code} out of {vessel.inside} first.",
            )
        return away

    return look


def _reached(world: World, vessel: Vessel, act: Act) -> bool:
    """Return whether a vessel is worked on inside a closed station: by a weld to its tubing, or by its own programme."""
    device = world.devices[vessel.inside]
    by_device = act.parameters.get("equipment") == device.code
    return device.kind is DeviceKind.STATION and (act.parameters.get("via") == WELD or by_device)


def liquid_here(parameter: str = "vessel") -> Check:
    """Return a check that the named vessel is where the person is, and that nothing in it is frozen."""
    here = vessel_here(parameter)

    def look(world: World, act: Act) -> Refusal | None:
        refusal = here(world, act)
        if refusal is None and world.vessels[act.text(parameter)].frozen_at is not None:
            return Refusal(
                code="frozen",
                rule="practical",
                message=f"{act.text(parameter)} is frozen.",
                remedy="Thaw it first.",
            )
        return refusal

    return look


def material_here(world: World, act: Act) -> Refusal | None:
    """Refuse a material or lot that is not in the room of the person."""
    code, room = act.text("material"), me(world, act).room
    if code not in world.lots:
        return _unknown("material", code, sorted(world.lots))
    if chosen_lot(world, act) is None:
        wanted = f"{code} {act.parameters['lot']}" if "lot" in act.parameters else code
        return Refusal(
            code="material-elsewhere",
            rule="practical",
            message=f"No pack of {wanted} is in {room}.",
            remedy="Bring it in through the hatch, wiped, or name a lot that lies here.",
        )
    return None


def chosen_lot(world: World, act: Act) -> Lot | None:
    """Return the lot the person takes: the one named, or the one that lies in front in the room."""
    room, wanted = me(world, act).room, act.parameters.get("lot")
    for lot in world.lots.get(act.text("material"), ()):
        if lot.room == room and (wanted is None or lot.lot == wanted):
            return lot
    return None


def cabinet_in(world: World, room: str) -> Device | None:
    """Return the running biosafety cabinet of a room, or None."""
    return next(
        (
            device
            for device in world.devices.values()
            if device.kind is DeviceKind.CABINET and device.room == room and device.running
        ),
        None,
    )


def cabinet_runs(world: World, act: Act) -> Refusal | None:
    """Refuse open work where no cabinet runs."""
    room = me(world, act).room
    if cabinet_in(world, room) is None:
        return Refusal(
            code="no-grade-a",
            rule="Annex 1 4.4, 8.12",
            message=f"Open work needs grade A, and no cabinet is running in {room}.",
            remedy="Switch the cabinet on in the grade B laboratory and let it run in before you open anything.",
        )
    return None


def protected(world: World, act: Act) -> Refusal | None:
    """Refuse open work without grade A, and closed work without a tube welder."""
    if act.parameters.get("via") != WELD:
        return cabinet_runs(world, act)
    room = me(world, act).room
    if any(device.kind is DeviceKind.WELDER and device.room == room for device in world.devices.values()):
        return None
    return Refusal(
        code="no-welder",
        rule="PIC/S Annex 2A 3.13",
        message=f"A closed connection is welded, and no tube welder stands in {room}.",
        remedy="Go where the welder is, or work open in grade A.",
    )


def can(craft: str) -> Check:
    """Return a check that the cells of this product can be worked like this at all."""

    def look(world: World, act: Act) -> Refusal | None:  # noqa: ARG001 - the signature of a check
        if craft in world.model.crafts:
            return None
        return Refusal(
            code="not-with-these-cells",
            rule="practical",
            message=f"'{craft}' is no work for the cells of this product.",
            remedy="Follow the recipe of this product.",
        )

    return look


def holds(parameter: str, amount: str) -> Check:
    """Return a check that a vessel holds at least the named volume in mL."""

    def look(world: World, act: Act) -> Refusal | None:
        vessel = world.vessels[act.text(parameter)]
        if amount not in act.parameters:
            return None
        wanted, there = act.number(amount), vessel.contents.volume_ml
        if wanted > there + 1e-9:
            return Refusal(
                code="not-enough",
                rule="practical",
                message=f"{vessel.code} does not hold {wanted:.1f} mL.",
                remedy="Weigh it and ask for no more than is there.",
            )
        return None

    return look


def elsewhere(worker: Worker, room: str, thing: str) -> Refusal | None:
    """Refuse when the thing is in another room than the person."""
    if worker.room == room:
        return None
    return Refusal(
        code="elsewhere",
        rule="practical",
        message=f"{thing} is in {room}; you are in {worker.room}.",
        remedy=f"Go to {room}, or have {thing} brought to you.",
    )


def vessel_of(world: World, act: Act, parameter: str = "vessel") -> Vessel:
    """Return the vessel a parameter names."""
    return world.vessels[act.text(parameter)]


def _unknown(what: str, code: str, known: list[str]) -> Refusal:
    return Refusal(
        code=f"{what}-unknown",
        rule="practical",
        message=f"There is no {what} '{code}' here.",
        remedy=f"There are {', '.join(known) or 'none'}.",
    )
