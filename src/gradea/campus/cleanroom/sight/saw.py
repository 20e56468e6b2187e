"""What was seen of an act: the quantities that an instrument, a label or the eye showed, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from gradea.campus.cleanroom.sight.offers import span_words
from gradea.campus.cleanroom.sight.scene import Scene
from gradea.practical import dated_of
from gradea.vocabulary import clock_text
from gradea.world.act import ActPerformed, verb
from gradea.world.people import gown_item

LOOK_BACK = 60
"""How many entries of the ledger are searched for the last act of a person."""

EARLIER = 4
"""How many acts before the last one keep a line, so that a step with two readings can be written down."""

LONG = 7
"""Characters above which a value is set smaller on the display."""

QUANTITIES: Mapping[str, tuple[str, str]] = {
    "pressure_pa": ("Pressure", "Pa"),
    "temperature_c": ("Temperature", "°C"),
    "co2_pct": ("CO₂", "%"),
    "p05_per_m3": ("Particles ≥ 0.5 µm", "per m³"),
    "p5_per_m3": ("Particles ≥ 5 µm", "per m³"),
    "volume_ml": ("Volume", "mL"),
    "transport_temperature_c": ("On arrival", "°C"),
    "collected_h": ("Since collection", "h"),
    "donation_number": ("Donation number", ""),
    "patient_number": ("Patient number", ""),
    "batch_number": ("Batch number", ""),
    "line_clear": ("Line clear", ""),
    "left_behind": ("Still here", ""),
    "status": ("Status", ""),
    "due_date": ("Valid until", ""),
    "material": ("Material", ""),
    "lot": ("Lot", ""),
    "expiry": ("Expiry", ""),
    "garment": ("Gown fit for grade", ""),
    "wiped": ("Wiped", ""),
    "running": ("Running", ""),
    "exposed": ("Exposed", ""),
    "minutes": ("Time", "min"),
    "printed": ("Printed", ""),
    "applied": ("Applied", ""),
    "destroyed": ("Destroyed", ""),
    "sent": ("Sent", ""),
    "sampled_ml": ("Sampled", "mL"),
    "density_e6_per_ml": ("Cells", "× 10⁶/mL"),
    "viability_pct": ("Viability", "%"),
    "cd14_pct": ("CD14⁺", "%"),
    "lymphocytes_pct": ("Lymphocytes", "%"),
    "cd11c_pct": ("CD11c⁺", "%"),
    "hla_dr_pct": ("HLA-DR⁺", "%"),
    "cd83_mfi": ("CD83", "MFI"),
    "cd86_mfi": ("CD86", "MFI"),
    "tlr2_mfi": ("TLR2", "MFI"),
    "il10_pg_per_ml": ("IL-10", "pg/mL"),
    "il12_pg_per_ml": ("IL-12", "pg/mL"),
    "inoculated_ml": ("Inoculated", "mL"),
    "added": ("Added", ""),
    "moved_ml": ("Moved", "mL"),
    "waited_min": ("Waited", "min"),
    "collected_ml": ("Collected", "mL"),
    "speed_g": ("Speed", "× g"),
    "door_closed": ("Door closed", ""),
    "appearance": ("Appearance", ""),
    "stored": ("Stored", ""),
    "growth": ("Growth", ""),
    "hours": ("After", "h"),
    "loaded": ("Loaded", ""),
    "cfu": ("Colonies", "CFU"),
    "cleaned": ("Cleaned", ""),
    "left": ("Left the unit", ""),
}
"""Every quantity that may be shown, with its name and unit. What is not listed here is not shown."""

_ABOUT = ("equipment", "vessel", "sample", "bottle", "plate", "material", "to", "room")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One quantity as displayed."""

    code: str
    label: str
    value: str
    unit: str

    @property
    def long(self) -> bool:
        """Whether it is text that needs room, and not a number."""
        return len(self.value) > LONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Saw:
    """The last act of the viewer and what it showed."""

    number: int
    title: str
    about: str
    shown: tuple[Shown, ...]
    took: str
    until: str
    hurried: bool

    @property
    def line(self) -> str:
        """What was seen, in one line; empty where nothing was."""
        return " · ".join(f"{item.label} {item.value} {item.unit}".strip() for item in self.shown)


def last_seen(scene: Scene) -> tuple[Saw, ...]:
    """Return the last acts of the viewer, newest first: the display, and what it showed shortly before."""
    since = max(0, scene.run.head.seq - LOOK_BACK)
    found: list[Saw] = []
    for entry in reversed(scene.run.entries(since)):
        if entry.entry.actor != scene.me or not entry.entry.name.startswith("world."):
            continue
        event = dated_of(entry.entry).event
        if isinstance(event, ActPerformed):
            found.append(_saw(scene, event, entry.entry.sim_ms, entry.entry.seq))
        if len(found) > EARLIER:
            break
    return tuple(found[:1] + [each for each in found[1:] if each.shown])


def _saw(scene: Scene, event: ActPerformed, at: int, number: int) -> Saw:
    parameters = event.parameters
    about = next((str(parameters[name]) for name in _ABOUT if name in parameters), "")
    title = gown_item(str(parameters["item"])).title if event.do == "don" else verb(event.do).title
    if event.do == "go":
        about = scene.room_title(str(parameters["to"]))
    if event.do == "add":
        about = f"{material_title(scene, str(parameters['material']))} → {about}"
    seen = shown_of(scene, {name: value for name, value in event.observed.items() if name != "material"})
    unit = str(parameters.get("unit", ""))
    return Saw(
        number=number,
        title=title,
        about=material_title(scene, about),
        shown=tuple(replace(item, unit=unit) if item.code == "added" else item for item in seen),
        took=span_words(event.until - at),
        until=clock_text(event.until, seconds=True),
        hurried=event.technique == "hurried",
    )


def material_title(scene: Scene, code: str) -> str:
    """Return the name on the shelf where a code is a material, else the code."""
    found = scene.world.substances.get(code)
    return found.title if found is not None else code


def shown_of(scene: Scene, observed: Mapping[str, Any]) -> tuple[Shown, ...]:
    """Return the quantities of an observation that have a name to be shown under, in their order."""
    return tuple(
        Shown(code=name, label=label, value=_value(scene, name, observed[name]), unit=unit)
        for name, (label, unit) in QUANTITIES.items()
        if name in observed
    )


def _value(scene: Scene, name: str, value: Any) -> str:
    return material_title(scene, str(value)) if name == "material" else str(value)
