"""Goods: receiving the starting material, reading labels, bringing things in and out, labelling, storing."""

from dataclasses import replace

from gradea.vocabulary import HOUR, Chance, Refusal
from gradea.world.act.places import chosen_lot, device_here, first_refusal, me, vessel_here, vessel_of
from gradea.world.act.verb import Act, Verb
from gradea.world.equipment import DeviceKind
from gradea.world.instrument import scale_reading
from gradea.world.material import Lot
from gradea.world.microbes import wipe_log10
from gradea.world.monitoring import units_settled
from gradea.world.state import OUTSIDE, Observation, World
from gradea.world.weather import settled, with_presence

COLD_STORES = (DeviceKind.FRIDGE, DeviceKind.CRYO_STORE)
WIPES = ("sporicide", "wet-wipe", "spray")


def _check_receive(world: World, act: Act) -> Refusal | None:
    return _vessel_known(world, act.text("vessel"))


def _see_receive(world: World, act: Act, chance: Chance) -> Observation:
    vessel = vessel_of(world, act)
    warm = 19.5 + 1.5 * chance.normal(vessel.code, "transport")
    return {
        "donation_number": world.donation_number,
        "patient_number": world.patient_number,
        "transport_temperature_c": round(min(23.9, max(17.1, warm)), 1),
        "volume_ml": scale_reading(vessel.contents, chance, f"receive|{vessel.code}", 0)["volume_ml"],
        "collected_h": round((act.at - world.collected_at) / HOUR, 1),
    }


def _see_numbers(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    return {
        "donation_number": world.donation_number,
        "patient_number": world.patient_number,
        "batch_number": world.batch_number,
    }


def _receive(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    vessel = vessel_of(world, act)
    return world.with_vessel(replace(vessel, room=me(world, act).room))


def _check_scan(world: World, act: Act) -> Refusal | None:
    code = act.text("material")
    if code not in world.lots:
        return Refusal(
            code="material-unknown",
            rule="practical",
            message=f"There is no material '{code}' in this unit.",
            remedy="Scan one of the packs that lie here.",
        )
    if seen_lot(world, act) is None:
        return Refusal(
            code="material-elsewhere",
            rule="practical",
            message=f"No pack of {code} with that lot number is in this room.",
            remedy="Scan a pack that lies here, or bring one in.",
        )
    return None


def seen_lot(world: World, act: Act) -> Lot | None:
    """Return the pack whose label is scanned: in the room, else on the store shelf in front of the hatch."""
    found = chosen_lot(world, act)
    if found is not None:
        return found
    wanted = act.parameters.get("lot")
    shelf = (lot for lot in world.lots.get(act.text("material"), ()) if lot.room == world.store)
    return next((lot for lot in shelf if wanted is None or lot.lot == wanted), None)


def _see_scan(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    lot = seen_lot(world, act)
    assert lot is not None, "a scan is checked before it is read"
    return {
        "material": lot.material,
        "lot": lot.lot,
        "expiry": lot.expiry_date(world.start),
        "status": "expired" if lot.expired(act.at) else str(lot.status),
    }


def _listed(act: Act, name: str) -> tuple[str, ...]:
    value = act.parameters.get(name, ())
    return (value,) if isinstance(value, str) else tuple(value)


def _check_bring(world: World, act: Act) -> Refusal | None:
    if act.text("wipe") not in WIPES:
        return Refusal(
            code="wipe-unknown",
            rule="practical",
            message=f"There is no way of wiping called '{act.text('wipe')}'.",
            remedy=f"Choose {', '.join(WIPES)}.",
        )
    for code in _listed(act, "materials"):
        if code not in world.lots:
            return Refusal(
                code="material-unknown",
                rule="Annex 1 4.12 ii",
                message=f"'{code}' is not on the list of items that may enter.",
                remedy="Bring in only what the list names.",
            )
    for code in _listed(act, "vessels"):
        refusal = _vessel_known(world, code)
        if refusal is not None:
            return refusal
    return None


def _bring(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    room, kill = me(world, act).room, wipe_log10(act.text("wipe"))
    for material in _listed(act, "materials"):
        shelf = [lot for lot in world.lots[material] if lot.room == world.store]
        elsewhere_lots = [lot for lot in world.lots[material] if lot.room not in (world.store, room)]
        packs = [replace(lot, room=room, wiped_log10=kill) for lot in shelf]
        world = world.with_lots(material, (*shelf, *elsewhere_lots, *packs))
    for code in _listed(act, "vessels"):
        world = world.with_vessel(replace(world.vessels[code], room=room, inside=""))
    return with_presence(world, replace(me(world, act), activity="standing"), act.at)


def _check_send(world: World, act: Act) -> Refusal | None:
    for code in _listed(act, "items"):
        if not any(code in shelf for shelf in (world.vessels, world.plates, world.bottles, world.trays)):
            return Refusal(
                code="item-unknown",
                rule="practical",
                message=f"There is no '{code}' to send.",
                remedy="Send what has been sampled, exposed or filled.",
            )
    return None


def _send(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    for code in _listed(act, "items"):
        if code in world.vessels:
            world = world.with_vessel(replace(settled(world, world.vessels[code], act.at), room=OUTSIDE))
        if code in world.trays:
            world = world.with_tray(code, replace(units_settled(world.trays[code], act.at), room=OUTSIDE))
    return world


def _label_seconds(world: World, act: Act) -> int:  # noqa: ARG001 - the signature of a duration
    return 60 + 20 * int(act.number("count"))


def _label(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    vessel, count = vessel_of(world, act), int(act.number("count"))
    printed, applied, destroyed = vessel.labels
    put = min(count, vessel.units)
    return world.with_vessel(replace(vessel, labels=(printed + count, applied + put, destroyed + count - put)))


def _see_label(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    count, put = int(act.number("count")), min(int(act.number("count")), vessel_of(world, act).units)
    return {"printed": count, "applied": put, "destroyed": count - put}


def _store(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    device = world.devices[act.text("equipment")]
    vessel = settled(world, vessel_of(world, act), act.at)
    return world.with_vessel(replace(vessel, room=device.room, inside=device.code))


def _vessel_known(world: World, code: str) -> Refusal | None:
    if code in world.vessels:
        return None
    return Refusal(
        code="vessel-unknown",
        rule="practical",
        message=f"There is no vessel '{code}' here.",
        remedy=f"There are {', '.join(sorted(world.vessels))}.",
    )


GOODS: tuple[Verb, ...] = (
    Verb(
        do="receive",
        title="Receive and check the box",
        objects=("vessel",),
        seconds=lambda _world, _act: 300,
        check=_check_receive,
        observe=_see_receive,
        perform=_receive,
    ),
    Verb(
        do="read-label",
        title="Read the label",
        objects=("vessel",),
        seconds=lambda _world, _act: 20,
        check=vessel_here(),
        observe=_see_numbers,
        perform=lambda world, _act, _chance: world,
    ),
    Verb(
        do="scan",
        title="Scan the label",
        objects=("material",),
        optional=("lot",),
        seconds=lambda _world, _act: 15,
        check=_check_scan,
        observe=_see_scan,
        perform=lambda world, _act, _chance: world,
    ),
    Verb(
        do="transfer-in",
        title="Wipe and bring in through the hatch",
        objects=("wipe",),
        optional=("materials", "vessels"),
        seconds=lambda _world, act: 300 if act.text("wipe") == "sporicide" else 180,
        check=_check_bring,
        observe=lambda _world, _act, _chance: {"wiped": "yes"},
        perform=_bring,
    ),
    Verb(
        do="send-out",
        title="Send to quality control",
        objects=("items",),
        optional=("to",),
        seconds=lambda _world, _act: 120,
        check=_check_send,
        observe=lambda _world, _act, _chance: {"sent": "yes"},
        perform=_send,
    ),
    Verb(
        do="label",
        title="Print and apply labels",
        objects=("vessel",),
        amounts=("count",),
        seconds=_label_seconds,
        check=vessel_here(),
        observe=_see_label,
        perform=_label,
    ),
    Verb(
        do="store",
        title="Put into cold storage",
        objects=("vessel", "equipment"),
        seconds=lambda _world, _act: 180,
        check=first_refusal(vessel_here(), lambda world, act: _check_fridge(world, act)),
        observe=lambda _world, _act, _chance: {"stored": "yes"},
        perform=_store,
    ),
)
"""Verbs of goods and labels."""


def _check_fridge(world: World, act: Act) -> Refusal | None:
    device = world.devices.get(act.text("equipment"))
    if device is not None and device.kind in COLD_STORES:
        return None
    return device_here("equipment", *COLD_STORES)(world, act)
