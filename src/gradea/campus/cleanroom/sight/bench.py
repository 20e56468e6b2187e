"""Where the viewer stands: the gown list of a change room, the cabinet from above, things within reach, what was seen."""

from dataclasses import dataclass

from django.utils.translation import gettext

from gradea.campus.cleanroom.sight.faces import GLOVE_WORDS, Face, faces_of, own_seat
from gradea.campus.cleanroom.sight.hint import Hint, hint_of
from gradea.campus.cleanroom.sight.offers import SAMPLE, Offer, offers_for, span_words
from gradea.campus.cleanroom.sight.offers_recipe import recipe_offers
from gradea.campus.cleanroom.sight.saw import Seen, seen
from gradea.campus.cleanroom.sight.scene import Scene
from gradea.campus.cleanroom.sight.spans import span_words_long
from gradea.campus.shell.speech import clock_text, said
from gradea.practical.clockwork import jump_target
from gradea.vocabulary import SECOND
from gradea.world.act import is_change_room
from gradea.world.equipment import DeviceKind
from gradea.world.people import next_item, sequence
from gradea.world.state import OUTSIDE

DEVICE_ICONS = {
    DeviceKind.CABINET: "cabinet",
    DeviceKind.INCUBATOR: "incubator",
    DeviceKind.SELECTION: "syringe",
    DeviceKind.CENTRIFUGE: "centrifuge",
    DeviceKind.CELL_COUNTER: "microscope",
    DeviceKind.SCALE: "gauge",
    DeviceKind.PARTICLE_COUNTER: "particle",
    DeviceKind.FRIDGE: "thermometer",
    DeviceKind.MONITORING: "chart",
    DeviceKind.CYTOMETER: "microscope",
    DeviceKind.IMMUNOASSAY: "plate",
    DeviceKind.BLOOD_CULTURE: "bottle",
    DeviceKind.PLATE_INCUBATOR: "incubator",
    DeviceKind.UNIT_INCUBATOR: "incubator",
    DeviceKind.MICROSCOPE: "microscope",
    DeviceKind.STATION: "centrifuge",
    DeviceKind.WELDER: "syringe",
    DeviceKind.MAGNET: "syringe",
    DeviceKind.FREEZER: "thermometer",
    DeviceKind.CRYO_STORE: "thermometer",
    DeviceKind.WATER_BATH: "thermometer",
    DeviceKind.ANALYSER: "gauge",
    DeviceKind.THERMOCYCLER: "chart",
    DeviceKind.ENDOTOXIN: "gauge",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that can be picked."""

    kind: str
    code: str
    title: str
    note: str
    icon: str
    picked: bool = False

    @property
    def key(self) -> str:
        """How a form or link names it."""
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Things that belong together."""

    title: str
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A way out of this room."""

    to: str
    title: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GownStep:
    """One gowning act of the change that happens here."""

    code: str
    number: int
    title: str
    why: str
    clause: str
    takes: str
    done: bool
    next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A thing drawn in the cabinet."""

    thing: Thing
    shape: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cabinet:
    """The cabinet from above."""

    code: str
    running: bool
    placed: tuple[Placed, ...]
    gloves: str
    glove_words: str
    wet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """Only waiting is left: how far the clock may jump."""

    to: int
    words: str
    clock: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Everything that the left side shows below the plan."""

    seated: bool
    room: str
    title: str
    grade: str
    kind: str
    doors: tuple[Door, ...]
    gown: tuple[GownStep, ...]
    gown_grade: str
    cabinet: Cabinet | None
    groups: tuple[Group, ...]
    picked: Thing | None
    offers: tuple[Offer, ...]
    seen: Seen
    hint: Hint | None
    jump: Jump | None
    growing: bool
    watched: tuple[Face, ...]
    own_seat: Face | None
    gloves: str
    guided: bool
    closed: bool
    tutorial: bool


def bench_of(scene: Scene) -> Bench:
    """Return what is within the viewer's reach."""
    seated = bool(scene.role)
    groups = _groups(scene) if seated else ()
    every = [thing for group in groups for thing in group.things]
    kind, _, code = scene.thing.partition(":")
    picked = next((thing for thing in every if thing.picked), None)
    worker = scene.world.workers.get(scene.me)
    return Bench(
        seated=seated,
        room=scene.room,
        title=scene.room_title(scene.room),
        grade=scene.room_grade(scene.room),
        kind=_kind(scene),
        doors=_doors(scene) if seated else (),
        gown=_gown(scene) if seated else (),
        gown_grade=scene.room_grade(scene.room),
        cabinet=_cabinet(scene, every),
        groups=groups,
        picked=picked,
        offers=(*offers_for(scene, kind, code), *recipe_offers(scene, kind, code)) if picked else (),
        seen=seen(scene) if seated else Seen(),
        hint=hint_of(scene),
        jump=_jump(scene),
        growing=_something_grows(scene),
        watched=tuple(faces_of(scene)) if not seated else (),
        own_seat=own_seat(scene),
        gloves=GLOVE_WORDS[worker.hands.gloves] if worker else "",
        guided=scene.guided,
        closed=scene.state.closed,
        tutorial=scene.card.mode == "tutorial",
    )


def _something_grows(scene: Scene) -> bool:
    warm = {device.code for device in scene.world.devices.values() if device.kind is DeviceKind.INCUBATOR}
    return any(vessel.inside in warm for vessel in scene.world.vessels.values())


def _kind(scene: Scene) -> str:
    if scene.room == OUTSIDE:
        return "outside"
    if is_change_room(scene.room):
        return "change"
    return (
        "cabinet"
        if any(d.kind is DeviceKind.CABINET and d.room == scene.room for d in scene.world.devices.values())
        else "room"
    )


def _doors(scene: Scene) -> tuple[Door, ...]:
    beyond = [link.beyond(scene.room) for link in scene.world.facility.doors_of(scene.room)]
    return tuple(Door(to=code, title=scene.room_title(code), grade=scene.room_grade(code)) for code in beyond)


def _gown(scene: Scene) -> tuple[GownStep, ...]:
    """Return the acts of this change; in an exam by title and without a mark, as the things lie on the shelf."""
    if scene.room == OUTSIDE or not is_change_room(scene.room):
        return ()
    change = scene.room_grade(scene.room)
    garment = scene.world.worker(scene.me).garment
    following = next_item(garment, change) if scene.guided else None
    acts = list(sequence(change))
    if not scene.guided:
        acts.sort(key=lambda each: said(each.title))
    return tuple(
        GownStep(
            code=each.code,
            number=number,
            title=said(each.title),
            why=said(each.why) if scene.guided else "",
            clause=each.clause if scene.guided else "",
            takes=span_words(each.seconds * SECOND),
            done=each.code in garment.items,
            next=following is not None and each.code == following.code,
        )
        for number, each in enumerate(acts, start=1)
    )


def _groups(scene: Scene) -> tuple[Group, ...]:
    found = (
        Group(title=gettext("Vessels"), things=_vessels(scene)),
        Group(title=gettext("Devices"), things=_devices(scene)),
        Group(title=gettext("Plates and bottles"), things=_plates(scene)),
        Group(title=gettext("Packs"), things=_packs(scene)),
        Group(title=gettext("You and the room"), things=_self(scene)),
    )
    return tuple(group for group in found if group.things)


def _thing(scene: Scene, kind: str, code: str, words: tuple[str, str, str]) -> Thing:
    title, note, icon = words
    return Thing(kind=kind, code=code, title=title, note=note, icon=icon, picked=scene.thing == f"{kind}:{code}")


def _vessels(scene: Scene) -> tuple[Thing, ...]:
    found = []
    for vessel in scene.world.vessels.values():
        delivered = (
            scene.room == scene.world.store and vessel.room == OUTSIDE and vessel.code == scene.state.scenario.delivery
        )
        if vessel.room != scene.room and not delivered:
            continue
        note = (
            gettext("delivered, not received")
            if delivered
            else gettext("in %(device)s") % {"device": vessel.inside}
            if vessel.inside
            else gettext("on the bench")
        )
        icon = "waste" if vessel.code.startswith("WASTE") else "syringe" if vessel.code.startswith(SAMPLE) else "bag"
        found.append(_thing(scene, "vessel", vessel.code, (vessel.code, note, icon)))
    return tuple(found)


def _devices(scene: Scene) -> tuple[Thing, ...]:
    inside = [vessel for vessel in scene.world.vessels.values() if vessel.inside]
    return tuple(
        _thing(
            scene, "device", device.code, (said(device.title), _device_note(device, inside), DEVICE_ICONS[device.kind])
        )
        for device in scene.world.devices.values()
        if device.room == scene.room
    )


def _device_note(device, inside) -> str:
    within = ", ".join(vessel.code for vessel in inside if vessel.inside == device.code)
    if within:
        return gettext("%(device_code)s · holds %(within)s") % {"device_code": device.code, "within": within}
    if device.kind is DeviceKind.CABINET:
        return f"{device.code} · {gettext('running') if device.running else gettext('switched off')}"
    return device.code


def _plates(scene: Scene) -> tuple[Thing, ...]:
    world = scene.world
    if scene.room == scene.world.store or is_change_room(scene.room):
        return ()
    found = []
    for code, plate in world.plates.items():
        if code in world.open_plates:
            note = (
                gettext("lid off")
                if world.open_plates[code] == scene.room
                else gettext("lid off in %(room)s") % {"room": world.open_plates[code]}
            )
        else:
            note = (
                gettext("incubated since %(at)s") % {"at": clock_text(plate.incubation[0].from_at)}
                if plate.incubation
                else gettext("closed")
            )
        found.append(_thing(scene, "plate", code, (code, note, "plate")))
    found.extend(
        _thing(scene, "bottle", code, (code, gettext("blood culture bottle"), "bottle")) for code in world.bottles
    )
    for code, tray in world.trays.items():
        if tray.room == scene.room:
            note = gettext("%(count)s units") % {"count": len(tray.units)}
            found.append(_thing(scene, "tray", code, (code, note, "plate")))
    return tuple(found)


def _packs(scene: Scene) -> tuple[Thing, ...]:
    return tuple(
        _thing(scene, "pack", f"{material}|{lot.lot}", (said(scene.world.substances[material].title), lot.lot, "scan"))
        for material, lots in scene.world.lots.items()
        for lot in lots
        if lot.room == scene.room and scene.room != OUTSIDE
    )


def _self(scene: Scene) -> tuple[Thing, ...]:
    worker = scene.world.workers.get(scene.me)
    gloves = GLOVE_WORDS[worker.hands.gloves] if worker else ""
    found = [_thing(scene, "hands", "me", (gettext("My hands"), gloves, "glove"))]
    hatch = any(link.kind == "hatch" for link in scene.world.facility.links_of(scene.room))
    if hatch and scene.room != OUTSIDE and not is_change_room(scene.room):
        found.append(_thing(scene, "hatch", "hatch", (gettext("Hatch"), gettext("bring in, send out"), "door")))
    if scene.room != OUTSIDE:
        found.append(
            _thing(scene, "room", scene.room, (gettext("This room"), gettext("inspect, clean, leave"), "plan"))
        )
    return tuple(found)


def _cabinet(scene: Scene, things: list[Thing]) -> Cabinet | None:
    device = next(
        (d for d in scene.world.devices.values() if d.kind is DeviceKind.CABINET and d.room == scene.room), None
    )
    worker = scene.world.workers.get(scene.me)
    if device is None or worker is None or not scene.role:
        return None
    standing = [t for t in things if t.kind == "vessel" and t.note == gettext("on the bench")]
    lids_off = [t for t in things if t.kind == "plate" and t.note == gettext("lid off")]
    return Cabinet(
        code=device.code,
        running=device.running,
        placed=(*_standing(standing), *_at_the_edge(lids_off)),
        gloves=worker.hands.gloves,
        glove_words=GLOVE_WORDS[worker.hands.gloves],
        wet=worker.hands.wet_until > scene.state.at,
    )


def _standing(things: list[Thing]) -> list[Placed]:
    """Place vessels on the work surface: bags behind, samples before them, waste at the right."""
    placed, columns = [], {"bag": 0, "sample": 0, "waste": 0}
    for thing in things:
        shape = "waste" if thing.icon == "waste" else "sample" if thing.icon == "syringe" else "bag"
        n = columns[shape]
        columns[shape] += 1
        if shape == "bag":
            x, y = 72 + (n % 4) * 96, 55 + (n // 4) * 38
        elif shape == "sample":
            x, y = 58 + (n % 6) * 76, 125
        else:
            x, y = 458, 55 + n * 40
        placed.append(Placed(thing=thing, shape=shape, x=x, y=y))
    return placed


def _at_the_edge(plates: list[Thing]) -> list[Placed]:
    return [Placed(thing=thing, shape="plate", x=472 - number * 46, y=125) for number, thing in enumerate(plates)]


def _jump(scene: Scene) -> Jump | None:
    target = jump_target(scene.state)
    if target is None or target <= scene.state.at or scene.state.closed or scene.state.clock.paused:
        return None
    return Jump(to=target, words=span_words_long(target - scene.state.at), clock=clock_text(target))
