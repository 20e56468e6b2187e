"""Equipment, materials, interventions, files and outages: what stands beside the steps, and what may be added to it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gradea.campus.cleanroom.sight.own_text import own_text, who_when
from gradea.campus.cleanroom.sight.scene import Scene, say
from gradea.campus.shell.speech import clock_text
from gradea.record import ALLOWED, EquipmentStatus, current_steps, equipment_statuses
from gradea.record.equipment import ENTRIES
from gradea.record.intervening import OTHER
from gradea.record.materials import MaterialUse, bill_of_materials
from gradea.vocabulary import MINUTE

LOG_WORDS = {
    "used": gettext_lazy("used"),
    "cleaned": gettext_lazy("cleaned"),
    "calibrated": gettext_lazy("calibrated"),
    "repaired": gettext_lazy("repaired and checked"),
    "malfunction": gettext_lazy("malfunction"),
    "step-changed": gettext_lazy("step of the programme changed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One device with its calibration and cleaning status."""

    code: str
    title: str
    status: str
    state: str
    due: str
    cleaned: str
    used: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuff:
    """One line of the bill of materials."""

    title: str
    planned: str
    lots: str
    status: str
    state: str
    used: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One intervention, log entry, file or outage."""

    words: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """One attached file; `sha256` is its name."""

    sha256: str
    short: str
    words: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """Everything on the page, and what the viewer may add."""

    devices: tuple[Device, ...]
    materials: tuple[Stuff, ...]
    interventions: tuple[Happened, ...]
    log: tuple[Happened, ...]
    outages: tuple[Happened, ...]
    outage: str
    files: tuple[Attached, ...]
    may_intervene: bool
    may_log: bool
    may_write: bool
    steps: tuple[str, ...]
    known: tuple[tuple[str, str], ...]
    entries: tuple[tuple[str, str], ...]


def floor_of(scene: Scene) -> Floor:
    """Return the page of equipment and materials."""
    record = scene.state.record
    going = record.disposition is None and not scene.state.closed
    return Floor(
        devices=tuple(_device(scene, each) for each in equipment_statuses(record)),
        materials=tuple(_stuff(each) for each in bill_of_materials(record)),
        interventions=_interventions(scene),
        log=tuple(
            Happened(
                words=f"{each.equipment}: {LOG_WORDS[each.entry]}. {own_text(scene, each.text)}",
                who=who_when(scene, each),
            )
            for each in record.equipment_log
        ),
        outages=tuple(
            Happened(
                words=_("%(begin)s to %(end)s") % {"begin": clock_text(each.began_at), "end": clock_text(each.at)},
                who=f"{who_when(scene, each)}. {own_text(scene, each.text)}",
            )
            for each in record.outages
        ),
        outage=clock_text(record.outage.at) if record.outage else "",
        files=tuple(
            Attached(
                sha256=each.sha256,
                short=each.sha256[:12],
                words=f"{each.origin}, {each.media_type}, {max(1, each.size // 1024)} kB. {own_text(scene, each.text)}",
                who=who_when(scene, each),
            )
            for each in record.files
        ),
        may_intervene=going and scene.role in ALLOWED["record-intervention"],
        may_log=going and scene.role in ALLOWED["log-equipment"],
        may_write=going and bool(scene.role),
        steps=tuple(step.id for step in current_steps(record) if step.lane == "production"),
        known=(
            *((code, say(words)) for code, words in record.recipe.interventions.items()),
            (OTHER, _("Another one, not on the list")),
        ),
        entries=tuple((name, str(LOG_WORDS[name])) for name in ENTRIES),
    )


def _device(scene: Scene, each: EquipmentStatus) -> Device:
    if each.out_of_order:
        status, state = _("out of order"), "alarm"
    elif each.status:
        status, state = each.status, "ok" if each.status == "qualified" else "alarm"
    else:
        status, state = _("not scanned yet"), "off"
    return Device(
        code=each.code,
        title=say(scene.state.recipe.equipment[each.code].title),
        status=status,
        state=state,
        due=each.due_date,
        cleaned=clock_text(each.cleaned_at) if each.cleaned_at is not None else "",
        used=", ".join(each.used_in),
    )


def _stuff(each: MaterialUse) -> Stuff:
    words = {
        "to-scan": (_("to be scanned"), "wait"),
        "usable": (_("released"), "ok"),
        "not-usable": (_("refused"), "alarm"),
        "not-scanned": (_("not scanned in this recipe"), "off"),
    }
    status, state = words[each.status]
    return Stuff(
        title=say(each.title),
        planned=each.planned,
        lots=" · ".join(f"{lot.lot}, {lot.expiry}" for lot in each.lots),
        status=status,
        state=state,
        used=" + ".join(f"{amount.value} {amount.unit}" for amount in each.amounts),
    )


def _interventions(scene: Scene) -> tuple[Happened, ...]:
    found = []
    known = scene.state.recipe.interventions
    for each in scene.state.record.interventions:
        title = say(known[each.intervention]) if each.intervention in known else _("Not on the list")
        minutes = max(1, round((each.ended_at - each.begun_at) / MINUTE))
        words = f"{each.step}: {title}, {clock_text(each.begun_at)} – {clock_text(each.ended_at)} ({minutes} min)"
        words += f", {scene.name(each.person)}. {own_text(scene, each.text)}"
        found.append(Happened(words=words, who=who_when(scene, each)))
    return tuple(found)
