"""What can be done with a thing: the few verbs that make sense, and what each still asks for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from gradea.campus.cleanroom.sight.device_verbs import BY_DEVICE
from gradea.campus.cleanroom.sight.scene import Scene
from gradea.campus.shell.speech import said
from gradea.vocabulary import SECOND
from gradea.world.act import Act, duration_ms, verb
from gradea.world.act.devices import WEIGHED
from gradea.world.act.goods import WIPES
from gradea.world.act.programmes import SPUN
from gradea.world.equipment import DeviceKind
from gradea.world.state import OUTSIDE

UNITS = ("mL", "IU", "nmol", "pmol", "ug")
WIPE_WORDS = {
    "sporicide": gettext_lazy("sporicidal wipe"),
    "wet-wipe": gettext_lazy("wet wipe"),
    "spray": gettext_lazy("spray and dry wipe"),
}
SAMPLE = "S-"
"""How the codes of small sample vessels begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """One thing a verb still asks for. Kind: `number`, `choice`, `name` (a code, with suggestions) or `many`."""

    name: str
    label: str
    kind: str
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A verb with what is already decided and what is not.

    Attributes:
        fixed: Parameters that follow from what was picked.
        takes: Expected duration at normal technique, in words; empty where it depends on what is typed.
        open_work: Whether something stands open meanwhile.
    """

    do: str
    title: str
    fixed: tuple[tuple[str, str], ...] = ()
    params: tuple[Param, ...] = ()
    takes: str = ""
    open_work: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What is within reach, by code, for the choices of a form."""

    vessels: tuple[str, ...]
    inside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[DeviceKind, str] = field(default_factory=dict)


def shelf_of(scene: Scene) -> Shelf:
    """Return what stands in the viewer's room."""
    world, room = scene.world, scene.room
    inside: dict[str, tuple[str, ...]] = {}
    for vessel in world.vessels.values():
        if vessel.inside:
            inside[vessel.inside] = (*inside.get(vessel.inside, ()), vessel.code)
    return Shelf(
        vessels=tuple(v.code for v in world.vessels.values() if v.room == room and not v.inside),
        inside=inside,
        kinds={device.kind: device.code for device in world.devices.values() if device.room == room},
    )


def offers_for(scene: Scene, kind: str, code: str) -> tuple[Offer, ...]:
    """Return what the viewer may try with a thing here; the run still decides."""
    maker = _MAKERS.get(kind)
    return tuple(maker(scene, shelf_of(scene), code)) if maker is not None else ()


def offer(scene: Scene, do: str, fixed: Mapping[str, str], *params: Param, title: str = "") -> Offer:
    """Return one offer, with the expected duration where it is known already."""
    found = verb(do)
    return Offer(
        do=do,
        title=title or said(found.title),
        fixed=tuple(fixed.items()),
        params=params,
        takes=_takes(scene, do, fixed, params),
        open_work=found.open_steps > 0,
    )


def _takes(scene: Scene, do: str, fixed: Mapping[str, str], params: tuple[Param, ...]) -> str:
    guess: dict[str, Any] = {**{each.name: each.choices[0][0] for each in params if each.choices}, **fixed}
    act = Act(person=scene.me, parameters=guess, technique="normal", at=scene.state.at)
    try:
        return span_words(duration_ms(scene.world, do, act))
    except (KeyError, ValueError, AssertionError):
        return ""


def span_words(milliseconds: int) -> str:
    """Write a short time as people read it.

    >>> span_words(75_000), span_words(7_200_000), span_words(30_000)
    ('1 min 15 s', '2 h', '30 s')
    """
    seconds = milliseconds // SECOND
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = [
        f"{hours} h" if hours else "",
        f"{minutes} min" if minutes else "",
        f"{left} s" if left and not hours else "",
    ]
    return " ".join(part for part in parts if part) or "0 s"


def _pick(codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((code, code) for code in codes)


def named_in_recipe(scene: Scene, *names: str) -> tuple[tuple[str, str], ...]:
    """Return the codes that the recipe gives to a parameter: what the pre-printed labels say."""
    codes = [str(act[name]) for step in scene.state.recipe for act in step.acts for name in names if name in act]
    return _pick(tuple(dict.fromkeys(code for code in codes if not code.startswith("="))))


def _number(name: str, label: str, unit: str, *, required: bool = True) -> Param:
    return Param(name=name, label=label, kind="number", unit=unit, required=required)


def _vessel(scene: Scene, shelf: Shelf, code: str) -> Iterator[Offer]:
    found = scene.world.vessels.get(code)
    if found is None:
        return
    if found.inside:
        yield offer(scene, "take-out", {"vessel": code, "equipment": found.inside})
        return
    if found.room != scene.room:
        yield offer(scene, "receive", {"vessel": code})
        return
    yield offer(scene, "look", {"vessel": code})
    yield offer(scene, "read-label", {"vessel": code})
    if DeviceKind.SCALE in shelf.kinds:
        yield offer(
            scene, "read", {"equipment": shelf.kinds[DeviceKind.SCALE], "vessel": code}, title=gettext("Weigh it")
        )
    if code.startswith(SAMPLE):
        yield from _sample(scene, shelf, code)
    elif DeviceKind.CABINET in shelf.kinds:
        yield from _liquids(scene, shelf, code)
    yield from _placing(scene, shelf, code)
    if not code.startswith(SAMPLE):
        yield offer(scene, "label", {"vessel": code}, _number("count", gettext("Labels to print"), ""))
    if scene.room != OUTSIDE:
        yield offer(scene, "send-out", {"items": code, "to": "QC"})


def _liquids(scene: Scene, shelf: Shelf, code: str) -> Iterator[Offer]:
    others = _pick(tuple(other for other in shelf.vessels if other != code))
    into = Param(name="into", label=gettext("Into"), kind="name", choices=named_in_recipe(scene, "into"))
    to = Param(name="to", label="To", kind="name", choices=(*others, *named_in_recipe(scene, "to")))
    packs = tuple(
        (f"{lot.material}|{lot.lot}", f"{said(scene.world.substances[lot.material].title)}, {lot.lot}")
        for lots in scene.world.lots.values()
        for lot in lots
        if lot.room == scene.room and scene.world.substances[lot.material].unit != "piece"
    )
    units = Param(name="unit", label=gettext("Unit"), kind="choice", choices=_pick(UNITS))
    pack = Param(name="pack", label=gettext("What"), kind="choice", choices=packs)
    yield offer(scene, "sample", {"vessel": code}, into, _number("volume_ml", gettext("Volume"), "mL"))
    yield offer(scene, "add", {"vessel": code}, pack, _number("amount", gettext("Amount"), ""), units)
    yield offer(
        scene,
        "transfer",
        {"from": code},
        to,
        _number("volume_ml", gettext("Volume, empty for all"), "mL", required=False),
    )
    yield offer(
        scene,
        "remove",
        {"vessel": code},
        to,
        _number("volume_ml", gettext("Volume, empty for all"), "mL", required=False),
    )
    yield offer(scene, "harvest", {"vessel": code}, to, _number("cold_buffer_ml", gettext("Cold buffer"), "mL"))


def _sample(scene: Scene, shelf: Shelf, code: str) -> Iterator[Offer]:
    for kind in (DeviceKind.CELL_COUNTER, DeviceKind.CYTOMETER, DeviceKind.IMMUNOASSAY):
        if kind in shelf.kinds:
            device = shelf.kinds[kind]
            title = gettext("Measure with the %(device)s") % {"device": said(scene.world.devices[device].title).lower()}
            yield offer(scene, "measure", {"sample": code, "equipment": device}, title=title)
    bottle = Param(name="bottle", label=gettext("Bottle"), kind="name", choices=named_in_recipe(scene, "bottle"))
    yield offer(scene, "inoculate", {"sample": code}, bottle, _number("volume_ml", gettext("Volume"), "mL"))


def _placing(scene: Scene, shelf: Shelf, code: str) -> Iterator[Offer]:
    yield offer(scene, "mix-wait", {"vessel": code}, _number("minutes", gettext("Minutes"), "min"))
    for kind in (DeviceKind.SELECTION, DeviceKind.CENTRIFUGE):
        if kind in shelf.kinds and not code.startswith(SAMPLE):
            yield _run(scene, shelf.kinds[kind], {"vessel": code})
    if DeviceKind.INCUBATOR in shelf.kinds:
        yield offer(scene, "incubate", {"vessel": code, "equipment": shelf.kinds[DeviceKind.INCUBATOR]})
    if DeviceKind.FRIDGE in shelf.kinds:
        yield offer(scene, "store", {"vessel": code, "equipment": shelf.kinds[DeviceKind.FRIDGE]})


def _run(scene: Scene, device: str, fixed: Mapping[str, str], *params: Param) -> Offer:
    known = [act for step in scene.state.recipe for act in step.acts if act.get("equipment") == device]
    programmes = tuple(dict.fromkeys(str(act["programme"]) for act in known if "programme" in act)) or ("standard",)
    extra = [Param(name="programme", label=gettext("Programme"), kind="choice", choices=_pick(programmes))]
    if scene.world.devices[device].kind in SPUN:
        extra.append(_number("resuspend_ml", gettext("Take the pellet up in"), "mL"))
    title = gettext("Run on the %(device)s") % {"device": said(scene.world.devices[device].title).lower()}
    return offer(scene, "run", {"equipment": device, **fixed}, *params, *extra, title=title)


def _device(scene: Scene, shelf: Shelf, code: str) -> Iterator[Offer]:
    device = scene.world.devices.get(code)
    if device is None or device.room != scene.room:
        return
    here = {"equipment": code}
    chosen = {
        "incubate": Param(name="vessel", label=gettext("Vessel"), kind="choice", choices=_pick(shelf.vessels)),
        "store": Param(name="vessel", label=gettext("Vessel"), kind="choice", choices=_pick(shelf.vessels)),
        "take-out": Param(
            name="vessel", label=gettext("Vessel"), kind="choice", choices=_pick(shelf.inside.get(code, ()))
        ),
        "measure": Param(name="sample", label=gettext("Sample"), kind="choice", choices=_pick(_samples(shelf))),
        "load-bottle": Param(
            name="bottle", label=gettext("Bottle"), kind="choice", choices=_pick(tuple(scene.world.bottles))
        ),
        "read-bottle": Param(
            name="bottle", label=gettext("Bottle"), kind="choice", choices=_pick(tuple(scene.world.bottles))
        ),
        "load-plate": Param(
            name="plate", label=gettext("Plate"), kind="choice", choices=_pick(tuple(scene.world.plates))
        ),
        "read-plate": Param(
            name="plate", label=gettext("Plate"), kind="choice", choices=_pick(tuple(scene.world.plates))
        ),
    }
    on_scale = Param(name="vessel", label=gettext("Vessel on it"), kind="choice", choices=_pick(shelf.vessels))
    for do in BY_DEVICE[device.kind]:
        if do == "switch":
            yield offer(scene, "switch-off" if device.running else "switch-on", here)
        elif do == "run":
            yield _run(
                scene,
                code,
                {},
                Param(name="vessel", label=gettext("Vessel"), kind="choice", choices=_pick(shelf.vessels)),
            )
        elif do == "read" and device.kind in WEIGHED:
            yield offer(scene, do, here, on_scale)
        elif do in chosen and chosen[do].choices:
            yield offer(scene, do, here, chosen[do])
        elif do not in chosen:
            yield offer(scene, do, here)


def _samples(shelf: Shelf) -> tuple[str, ...]:
    return tuple(code for code in shelf.vessels if code.startswith(SAMPLE))


def _pack(scene: Scene, shelf: Shelf, code: str) -> Iterator[Offer]:
    material, _, lot = code.partition("|")
    substance = scene.world.substances.get(material)
    if substance is None:
        return
    fixed = {"material": material, "lot": lot}
    yield offer(scene, "scan", fixed)
    here = any(each.lot == lot and each.room == scene.room for each in scene.world.lots[material])
    if not here:
        return
    if substance.unit != "piece" and DeviceKind.CABINET in shelf.kinds:
        choices = (*_pick(shelf.vessels), *named_in_recipe(scene, "vessel"))
        into = Param(name="vessel", label=gettext("Into"), kind="name", choices=tuple(dict.fromkeys(choices)))
        yield offer(
            scene, "add", {**fixed, "unit": substance.unit}, into, _number("amount", gettext("Amount"), substance.unit)
        )
    plates = Param(
        name="plate", label=gettext("Label on the plate"), kind="name", choices=named_in_recipe(scene, "plate")
    )
    if material == "settle_plate":
        yield offer(scene, "expose-plate", {}, plates)
    if material == "glove_plate":
        yield offer(scene, "glove-print", {}, plates)
    samples = _samples(shelf)
    if material == "bc_bottle" and samples:
        sample = Param(name="sample", label=gettext("Sample"), kind="choice", choices=_pick(samples))
        bottle = Param(
            name="bottle", label=gettext("Label on the bottle"), kind="name", choices=named_in_recipe(scene, "bottle")
        )
        yield offer(scene, "inoculate", {}, sample, bottle, _number("volume_ml", gettext("Volume"), "mL"))


def _plate(scene: Scene, shelf: Shelf, code: str) -> Iterator[Offer]:
    if code in scene.world.open_plates:
        yield offer(scene, "collect-plate", {"plate": code})
        return
    if DeviceKind.PLATE_INCUBATOR in shelf.kinds:
        device = shelf.kinds[DeviceKind.PLATE_INCUBATOR]
        yield offer(scene, "load-plate", {"plate": code, "equipment": device})
        yield offer(scene, "read-plate", {"plate": code, "equipment": device})
    elif scene.room != OUTSIDE:
        yield offer(scene, "send-out", {"items": code, "to": "QC"})


def _bottle(scene: Scene, shelf: Shelf, code: str) -> Iterator[Offer]:
    if DeviceKind.BLOOD_CULTURE in shelf.kinds:
        device = shelf.kinds[DeviceKind.BLOOD_CULTURE]
        yield offer(scene, "load-bottle", {"bottle": code, "equipment": device})
        yield offer(scene, "read-bottle", {"bottle": code, "equipment": device})
    elif scene.room != OUTSIDE:
        yield offer(scene, "send-out", {"items": code, "to": "QC"})


def _hatch(scene: Scene, shelf: Shelf, code: str) -> Iterator[Offer]:  # noqa: ARG001 - one of several makers
    world = scene.world
    packs = tuple(
        (material, said(world.substances[material].title))
        for material, lots in world.lots.items()
        if any(lot.room == world.store for lot in lots)
    )
    waiting = tuple(vessel.code for vessel in world.vessels.values() if vessel.room == world.store)
    wipe = Param(
        name="wipe", label=gettext("How it is wiped"), kind="choice", choices=tuple((w, WIPE_WORDS[w]) for w in WIPES)
    )
    what = (
        Param(name="materials", label=gettext("Packs on the shelf"), kind="many", choices=packs, required=False),
        Param(name="vessels", label=gettext("Vessels"), kind="many", choices=_pick(waiting), required=False),
    )
    yield offer(scene, "transfer-in", {}, wipe, *(each for each in what if each.choices))
    items = (*shelf.vessels, *world.plates, *world.bottles)
    if items:
        sent = Param(name="items", label=gettext("What goes out"), kind="many", choices=_pick(items))
        yield offer(scene, "send-out", {"to": "QC"}, sent)


def _hands(scene: Scene, shelf: Shelf, code: str) -> Iterator[Offer]:  # noqa: ARG001 - one of several makers
    yield offer(scene, "disinfect-gloves", {})
    yield offer(scene, "check-gloves", {})
    yield offer(scene, "change-gloves", {})
    grade = scene.room_grade(scene.room)
    if grade != "U":
        yield offer(scene, "gown", {"grade": grade})


def _room(scene: Scene, shelf: Shelf, code: str) -> Iterator[Offer]:  # noqa: ARG001 - one of several makers
    if scene.room != OUTSIDE:
        yield offer(scene, "inspect", {"room": scene.room})
        yield offer(scene, "clean", {"room": scene.room})
        yield offer(scene, "leave", {})


_MAKERS: Mapping[str, Callable[[Scene, Shelf, str], Iterator[Offer]]] = {
    "vessel": _vessel,
    "device": _device,
    "pack": _pack,
    "plate": _plate,
    "bottle": _bottle,
    "hatch": _hatch,
    "hands": _hands,
    "room": _room,
}
