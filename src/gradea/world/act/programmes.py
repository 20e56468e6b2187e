"""Programmes of machines: select, spin, wash in the closed station, take beads off. Whatever is not wanted is kept as waste."""

from dataclasses import replace

from gradea.vocabulary import HOUR, SECOND, Chance, Refusal
from gradea.world.act.liquids import handling, new_vessel
from gradea.world.act.places import device_here, first_refusal, liquid_here, me, vessel_of
from gradea.world.act.verb import Act, Verb
from gradea.world.culture import Halves
from gradea.world.equipment import DeviceKind
from gradea.world.instrument import scale_reading
from gradea.world.microbes import merged
from gradea.world.microbes import split as split_organisms
from gradea.world.state import Observation, Vessel, World
from gradea.world.weather import settled

SELECTIONS = {"CD14": "CD14", "CD4CD8": "CD48"}
"""Programme of a selection → how the bags with the selected and the other cells are called: `CD14-POS`, `CD14-NEG`."""

SELECTION_HOURS = 2.0
"""Duration of a closed selection (assumption; about two hours at this scale)."""

CENTRIFUGE = {"wash": (300.0, 10)}
"""g and minutes by programme [KNOW_CELLS, K: 300 g, 8 to 10 min]."""

WASHED_OUT = 0.02
"""Share of what is dissolved that stays with a pellet (the volume of the pellet; assumption)."""

STATION_WASH_MIN = 60
"""Duration of three wash cycles in the closed station (assumption)."""

DEBEAD_MIN = 20
"""Duration of one pass over the magnet (assumption)."""

SPUN = (DeviceKind.CENTRIFUGE, DeviceKind.STATION)
RUNNING = (DeviceKind.SELECTION, DeviceKind.CENTRIFUGE, DeviceKind.STATION, DeviceKind.MAGNET)
"""Devices that run a programme on a vessel."""


def selection_of(world: World, act: Act) -> str:
    """Return the selection that is meant: the programme named, else the one these cells know."""
    wanted = str(act.parameters.get("programme", ""))
    return wanted if wanted in SELECTIONS else next((each for each in SELECTIONS if each in world.model.crafts), "")


def _selects(world: World, act: Act) -> bool:
    kind = world.devices[act.text("equipment")].kind
    in_station = kind is DeviceKind.STATION and str(act.parameters.get("programme", "")) in SELECTIONS
    return kind is DeviceKind.SELECTION or in_station


def _craft(world: World, act: Act) -> str:
    if _selects(world, act):
        return selection_of(world, act)
    kind = world.devices[act.text("equipment")].kind
    return {DeviceKind.CENTRIFUGE: "spin", DeviceKind.STATION: "station-wash"}.get(kind, "debead")


def _check_run(world: World, act: Act) -> Refusal | None:
    device, craft = world.devices[act.text("equipment")], _craft(world, act)
    contents = vessel_of(world, act).contents
    if craft not in world.model.crafts:
        return Refusal(
            code="not-with-these-cells",
            rule="practical",
            message=f"{device.code} has no programme '{act.parameters.get('programme', '')}' for these cells.",
            remedy="Follow the recipe of this product.",
        )
    if craft in {"spin", "station-wash"} and "resuspend_ml" not in act.parameters:
        machine = "centrifuge" if craft == "spin" else "station"
        return Refusal(
            code="act-malformed",
            rule="practical",
            message=f"The {machine} was started without a volume to resuspend in.",
            remedy="Give resuspend_ml, the volume in which the pellet is taken up.",
        )
    least = 0.5 + 0.02 * contents.volume_ml
    if craft == "spin" and float(act.parameters["resuspend_ml"]) < least:
        return Refusal(
            code="not-enough",
            rule="practical",
            message=f"A pellet cannot be taken up in {act.number('resuspend_ml'):.2f} mL.",
            remedy=f"Resuspend in at least {least:.1f} mL.",
        )
    if contents.volume_ml <= 0.0:
        return Refusal(
            code="vessel-empty",
            rule="practical",
            message=f"{act.text('vessel')} is empty.",
            remedy="Load the vessel that holds the cells.",
        )
    return None


def _run_seconds(world: World, act: Act) -> int:
    craft = _craft(world, act)
    if craft in SELECTIONS:
        return round(SELECTION_HOURS * HOUR / SECOND)
    return {"station-wash": STATION_WASH_MIN, "debead": DEBEAD_MIN}.get(craft, CENTRIFUGE["wash"][1] + 8) * 60


def _see_run(world: World, act: Act, chance: Chance) -> Observation:
    device, craft = world.devices[act.text("equipment")], _craft(world, act)
    if craft in SELECTIONS:
        positive = _run(world, act, chance).vessels[f"{SELECTIONS[craft]}-POS"]
        return {"collected_ml": scale_reading(positive.contents, chance, f"{device.code}|collected", 0)["volume_ml"]}
    if craft == "spin":
        g, minutes = CENTRIFUGE["wash"]
        return {"speed_g": g, "minutes": minutes}
    left = _run(world, act, chance).vessels[act.text("vessel")]
    shown = scale_reading(left.contents, chance, f"{device.code}|{left.code}", 0)["volume_ml"]
    return {"collected_ml": shown, "minutes": STATION_WASH_MIN if craft == "station-wash" else DEBEAD_MIN}


def _run(world: World, act: Act, chance: Chance) -> World:
    craft = _craft(world, act)
    if craft in SELECTIONS:
        return _selected(world, act, craft, chance)
    return _washed(world, act, craft, chance)


def _selected(world: World, act: Act, craft: str, chance: Chance) -> World:
    source = settled(world, vessel_of(world, act), act.at)
    key = f"select|{source.code}"
    how = replace(handling(world, source, chance, key), minutes=source.label_minutes)
    parts = world.model.worked(craft, source.contents, how)
    share = parts.product.volume_ml / max(1e-9, parts.product.volume_ml + parts.rest.volume_ml)
    taken, left = split_organisms(source.contaminants, share, chance, key)
    room, prefix = me(world, act).room, SELECTIONS[craft]
    made = Vessel(code=f"{prefix}-POS", room=room, contents=parts.product, contaminants=taken, as_of=source.as_of)
    rest = Vessel(code=f"{prefix}-NEG", room=room, contents=parts.rest, contaminants=left, as_of=source.as_of)
    return world.with_vessel(made, rest, replace(source, contents=world.model.empty, contaminants=()))


def _washed(world: World, act: Act, craft: str, chance: Chance) -> World:
    """Spin, wash or debead a vessel: what is wanted stays in it, the rest goes into its waste bag.

    The liquid takes its organisms along when the station or the magnet draws it off; a pellet keeps them all, because
    organisms pellet with the cells (the worst case, an assumption).
    """
    vessel = settled(world, vessel_of(world, act), act.at)
    index = world.counts.get(f"spin|{vessel.code}", 0)
    g, minutes = CENTRIFUGE["wash"]
    how = replace(
        handling(world, vessel, chance, f"spin|{vessel.code}|{index}"),
        g=g,
        minutes=minutes,
        volume_ml=float(act.parameters.get("resuspend_ml", 0.0)),
    )
    parts: Halves = world.model.worked(craft, vessel.contents, how)
    code = f"WASTE-{vessel.code}"
    before = world.vessels.get(code, replace(new_vessel(world, act, code), room=vessel.room, as_of=vessel.as_of))
    discarded = replace(before, contents=world.model.mixed(before.contents, parts.rest), as_of=vessel.as_of)
    discarded = replace(discarded, contaminants=merged(before.contaminants))
    dmso = vessel.dmso_ml * (1.0 if craft == "debead" else WASHED_OUT)
    return world.with_vessel(replace(vessel, contents=parts.product, dmso_ml=dmso), discarded).counted(
        f"spin|{vessel.code}"
    )


PROGRAMMES: tuple[Verb, ...] = (
    Verb(
        do="run",
        title="Run the programme",
        objects=("equipment", "vessel"),
        optional=("programme", "resuspend_ml"),
        seconds=_run_seconds,
        check=first_refusal(device_here("equipment", *RUNNING), liquid_here(), _check_run),
        observe=_see_run,
        perform=_run,
    ),
)
"""Verbs of programmes."""
