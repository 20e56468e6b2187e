"""One field of a step: blank or written, with its limits, its versions and what may be taken over from a label."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from gradea.campus.cleanroom.sight.saw import Shown, material_title, shown_of
from gradea.campus.cleanroom.sight.scene import Scene, say
from gradea.campus.shell.speech import clock_text, said
from gradea.practical import observed, scanned
from gradea.record import Field, Step
from gradea.record.state import Entry
from gradea.record.values import limits_of

SCANS = frozenset({"scan_material", "scan_equipment"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a value; the last one counts."""

    value: str
    current: bool
    kind: str
    by: str
    at: str
    claimed: str
    reason: str
    late: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelPart:
    """One thing that a label says, as it is typed: its name in the form, its words, what kind it is, what can be chosen."""

    name: str
    words: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One field of the step, blank or written.

    Attributes:
        label_seen: The label that the last scan of this step showed, ready to be taken over.
        inputs: What a calculated value is made of: label and value.
        label_parts: What is typed from a label where no simulated scanner reads it.
        options: What can be chosen: the value that is recorded, and how it is said.
        breach: Whether the value that counts lies outside its limit.
    """

    code: str
    key: str
    label: str
    kind: str
    unit: str
    limits: str
    example: str
    options: tuple[tuple[str, str], ...]
    versions: tuple[Version, ...]
    label_seen: tuple[Shown, ...]
    label_parts: tuple[LabelPart, ...]
    scan: bool
    formula: str
    breach: bool


def blank_of(scene: Scene, step: Step, item: Field) -> Blank:
    record = scene.state.record
    entries = record.step(step.id).entries.get(item.code, ())
    last = len(entries) - 1
    return Blank(
        code=item.code,
        key=f"{step.id.replace('.', '-')}-{item.code}",
        label=say(item.label),
        kind=item.kind,
        unit=item.unit,
        limits=limit_words(item, record.values),
        example=f"{0:.{item.decimals}f}" if item.kind == "number" else "",
        options=tuple((option, said(option)) for option in item.options),
        versions=tuple(_version(scene, item, entry, number == last) for number, entry in enumerate(entries)),
        label_seen=_label_seen(scene, step, item),
        label_parts=_label_parts(item) if scene.hands_on and item.kind in SCANS else (),
        scan=not scene.hands_on and _is_scanned(item),
        formula=_formula(scene, item),
        breach=_breach(item, record.values),
    )


def _is_scanned(item: Field) -> bool:
    return item.kind in SCANS or (item.kind == "identity" and item.source == "instrument")


MATERIAL_STATES = ("released", "approved", "quarantine", "rejected")
EQUIPMENT_STATES = ("qualified", "not qualified")


def _label_parts(item: Field) -> tuple[LabelPart, ...]:
    """Return what is typed from a label, in the order in which the record keeps it; a scanned code may stand in the first."""
    if item.kind == "scan_material":
        states = tuple((state, said(state.capitalize())) for state in MATERIAL_STATES)
        return (
            LabelPart(name="material", words=gettext("Code of the material, or scan"), kind="text"),
            LabelPart(name="lot", words=gettext("Lot"), kind="text"),
            LabelPart(name="expiry", words=gettext("Expiry date"), kind="date"),
            LabelPart(name="status", words=gettext("Status on the label"), kind="choice", options=states),
        )
    states = tuple((state, said(state.capitalize())) for state in EQUIPMENT_STATES)
    return (
        LabelPart(name="equipment", words=gettext("Number of the device, or scan"), kind="text"),
        LabelPart(name="status", words=gettext("Status on the label"), kind="choice", options=states),
        LabelPart(name="due_date", words=gettext("Calibrated until"), kind="date"),
    )


def limit_words(item: Field, values: Mapping[str, str]) -> str:
    """Return the in-process limits as printed beside the field; empty where there are none yet."""
    low, high = limits_of(item, values)
    unit = f" {item.unit}" if item.unit else ""
    if low is not None and high is not None:
        return f"{_tidy(low)} – {_tidy(high)}{unit}"
    if low is not None:
        return gettext("at least %(low)s%(unit)s") % {"low": _tidy(low), "unit": unit}
    return gettext("at most %(high)s%(unit)s") % {"high": _tidy(high), "unit": unit} if high is not None else ""


def _tidy(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _breach(item: Field, values: Mapping[str, str]) -> bool:
    value = values.get(item.code)
    if value is None:
        return False
    if item.kind == "choice":
        return bool(item.accepted) and value not in item.accepted
    if item.kind not in ("number", "calculated"):
        return False
    low, high = limits_of(item, values)
    try:
        number = Decimal(value.removeprefix("<"))
    except ArithmeticError:
        return False
    return (low is not None and number < low) or (high is not None and number > high)


def _formula(scene: Scene, item: Field) -> str:
    if item.kind != "calculated":
        return ""
    words = item.formula
    for code in sorted(item.inputs, key=len, reverse=True):
        source = scene.state.recipe.field_of[code]
        written = scene.state.record.values.get(code)
        shown = f"[{say(source.label)}: {written} {source.unit}]" if written is not None else f"[{say(source.label)}]"
        words = words.replace(code, shown)
    return words.replace("*", "×")


def label_for(scene: Scene, step: Step, item: Field) -> Mapping[str, Any]:
    """Return what the scanner read for a field in the acts of its step; empty when nothing was scanned."""
    if item.kind in SCANS:
        return scanned(scene.state, step, item)
    seen = observed(scene.state, step, item) if item.kind == "identity" else None
    return {} if seen is None else {f"{item.identifies}_number": seen}


def _label_seen(scene: Scene, step: Step, item: Field) -> tuple[Shown, ...]:
    label = label_for(scene, step, item)
    return shown_of(scene, {name: value for name, value in label.items() if name != "equipment"})


def _version(scene: Scene, item: Field, entry: Entry, current: bool) -> Version:
    value = said(entry.value) if item.kind == "choice" else entry.value
    if entry.scan is not None and item.kind == "scan_material":
        title = material_title(scene, str(entry.scan.get("material")))
        value = gettext("%(title)s · %(lot)s · exp. %(expiry)s") % {
            "title": title,
            "lot": entry.scan.get("lot"),
            "expiry": entry.scan.get("expiry"),
        }
    elif entry.scan is not None and item.kind == "scan_equipment":
        value = gettext("%(equipment)s · %(status)s until %(due_date)s") % {
            "equipment": entry.scan.get("equipment"),
            "status": said(str(entry.scan.get("status"))),
            "due_date": entry.scan.get("due_date"),
        }
    return Version(
        value=value,
        current=current,
        kind=entry.kind,
        by=scene.name(entry.by) if entry.kind != "calculated" else gettext("calculated"),
        at=clock_text(entry.at),
        claimed=clock_text(entry.performed_at) if entry.performed_at != entry.at else "",
        reason=scene.words(entry.reason) if entry.reason else "",
        late=entry.late,
        source=entry.source,
    )
