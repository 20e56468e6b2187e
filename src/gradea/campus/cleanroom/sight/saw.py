"""What was seen of an act: the quantities that an instrument, a label or the eye showed, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy

from gradea.campus.cleanroom.sight.faces import faces_of
from gradea.campus.cleanroom.sight.offers import span_words
from gradea.campus.cleanroom.sight.scene import Scene
from gradea.campus.shell.speech import clock_text, said
from gradea.practical import dated_of, under_way
from gradea.vocabulary import SimTime
from gradea.world.act import ActPerformed, verb
from gradea.world.people import gown_item

EARLIER = 4
"""How many acts before the last one keep a line, so that a step with two readings can be written down."""

BESIDE = 3
"""How many acts of others in the room keep a line, for who stands beside them and verifies."""

LONG = 7
"""Characters above which a value is set smaller on the display."""

QUANTITIES: Mapping[str, tuple[str, str]] = {
    "pressure_pa": (gettext_lazy("Pressure"), "Pa"),
    "temperature_c": (gettext_lazy("Temperature"), "°C"),
    "co2_pct": ("CO₂", "%"),
    "p05_per_m3": (gettext_lazy("Particles ≥ 0.5 µm"), gettext_lazy("per m³")),
    "p5_per_m3": (gettext_lazy("Particles ≥ 5 µm"), gettext_lazy("per m³")),
    "volume_ml": (gettext_lazy("Volume"), "mL"),
    "transport_temperature_c": (gettext_lazy("On arrival"), "°C"),
    "collected_h": (gettext_lazy("Since collection"), "h"),
    "donation_number": (gettext_lazy("Donation number"), ""),
    "patient_number": (gettext_lazy("Patient number"), ""),
    "batch_number": (gettext_lazy("Batch number"), ""),
    "line_clear": (gettext_lazy("Line clear"), ""),
    "left_behind": (gettext_lazy("Still here"), ""),
    "status": (gettext_lazy("Status"), ""),
    "due_date": (gettext_lazy("Valid until"), ""),
    "material": (gettext_lazy("Material"), ""),
    "lot": (gettext_lazy("Lot"), ""),
    "expiry": (gettext_lazy("Expiry"), ""),
    "garment": (gettext_lazy("Gown fit for grade"), ""),
    "wiped": (gettext_lazy("Wiped"), ""),
    "running": (gettext_lazy("Running"), ""),
    "exposed": (gettext_lazy("Exposed"), ""),
    "minutes": (gettext_lazy("Time"), "min"),
    "printed": (gettext_lazy("Printed"), ""),
    "applied": (gettext_lazy("Applied"), ""),
    "destroyed": (gettext_lazy("Destroyed"), ""),
    "sent": (gettext_lazy("Sent"), ""),
    "sampled_ml": (gettext_lazy("Sampled"), "mL"),
    "density_e6_per_ml": (gettext_lazy("Cells"), "× 10⁶/mL"),
    "viability_pct": (gettext_lazy("Viability"), "%"),
    "cd14_pct": ("CD14⁺", "%"),
    "lymphocytes_pct": (gettext_lazy("Lymphocytes"), "%"),
    "cd11c_pct": ("CD11c⁺", "%"),
    "hla_dr_pct": ("HLA-DR⁺", "%"),
    "cd83_mfi": ("CD83", "MFI"),
    "cd86_mfi": ("CD86", "MFI"),
    "tlr2_mfi": ("TLR2", "MFI"),
    "il10_pg_per_ml": ("IL-10", "pg/mL"),
    "il12_pg_per_ml": ("IL-12", "pg/mL"),
    "inoculated_ml": (gettext_lazy("Inoculated"), "mL"),
    "added": (gettext_lazy("Added"), ""),
    "moved_ml": (gettext_lazy("Moved"), "mL"),
    "waited_min": (gettext_lazy("Waited"), "min"),
    "collected_ml": (gettext_lazy("Collected"), "mL"),
    "speed_g": (gettext_lazy("Speed"), "× g"),
    "door_closed": (gettext_lazy("Door closed"), ""),
    "appearance": (gettext_lazy("Appearance"), ""),
    "stored": (gettext_lazy("Stored"), ""),
    "growth": (gettext_lazy("Growth"), ""),
    "hours": (gettext_lazy("After"), "h"),
    "loaded": (gettext_lazy("Loaded"), ""),
    "cfu": (gettext_lazy("Colonies"), "CFU"),
    "cd3_pct": ("CD3⁺", "%"),
    "car_pct": ("CAR⁺", "%"),
    "cd4_pct": ("CD4⁺", "%"),
    "cd8_pct": ("CD8⁺", "%"),
    "cd73_pct": ("CD73⁺", "%"),
    "cd90_pct": ("CD90⁺", "%"),
    "cd105_pct": ("CD105⁺", "%"),
    "cd34_cd45_pct": ("CD34⁺/CD45⁺", "%"),
    "vcn_per_car_cell": (gettext_lazy("Vector copies"), gettext_lazy("per cell")),
    "rcl": (gettext_lazy("Replicating virus"), ""),
    "mycoplasma": (gettext_lazy("Mycoplasma"), ""),
    "endotoxin_eu_per_ml": (gettext_lazy("Endotoxin"), "EU/mL"),
    "beads_per_3e6": (gettext_lazy("Beads"), gettext_lazy("per 3 million")),
    "ifn_gamma_pg_per_ml": ("IFN-γ", "pg/mL"),
    "glucose_mmol_per_l": (gettext_lazy("Glucose"), "mmol/L"),
    "lactate_mmol_per_l": (gettext_lazy("Lactate"), "mmol/L"),
    "confluence_pct": (gettext_lazy("Confluence"), "%"),
    "area_cm2": (gettext_lazy("Surface"), "cm²"),
    "thawed": (gettext_lazy("Thawed"), ""),
    "thaw_min": (gettext_lazy("Thawing"), "min"),
    "thawed_min": (gettext_lazy("Since thawing"), "min"),
    "cooling_k_per_min": (gettext_lazy("Cooling"), "K/min"),
    "end_temperature_c": (gettext_lazy("End"), "°C"),
    "frozen_units": (gettext_lazy("Frozen"), ""),
    "filled_units": (gettext_lazy("Filled"), ""),
    "discarded_units": (gettext_lazy("Taken out"), ""),
    "units": (gettext_lazy("Units"), ""),
    "growing_units": (gettext_lazy("With growth"), ""),
    "clear_units": (gettext_lazy("Clear"), ""),
    "damaged_units": (gettext_lazy("Damaged"), ""),
    "strains": (gettext_lazy("Strains"), ""),
    "started": (gettext_lazy("Start"), ""),
    "ended": (gettext_lazy("End"), ""),
    "cleaned": (gettext_lazy("Cleaned"), ""),
    "left": (gettext_lazy("Left the unit"), ""),
}
"""Every quantity that may be shown, with its name and unit. What is not listed here is not shown."""

_ABOUT = ("equipment", "vessel", "sample", "bottle", "plate", "tray", "material", "to", "room")


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
    """An act and what it showed; `by` has the initials of who did it where that was not the viewer."""

    number: int
    title: str
    about: str
    shown: tuple[Shown, ...]
    took: str
    until: str
    hurried: bool
    by: str = ""
    running: bool = False

    @property
    def line(self) -> str:
        """What was seen, in one line; empty where nothing was."""
        return " · ".join(f"{item.label} {item.value} {item.unit}".strip() for item in self.shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the viewer sees of acts: their own, the display and shortly before; and those of others in the same room."""

    own: tuple[Saw, ...] = ()
    beside: tuple[Saw, ...] = ()


def seen(scene: Scene) -> Seen:
    """Return the last acts that the viewer sees, newest first."""
    world = [each.entry for each in scene.run.lately() if each.entry.name.startswith("world.")]
    told = [(dated_of(entry).event, entry.sim_ms, entry.seq) for entry in reversed(world)]
    acts = [act for act in told if isinstance(act[0], ActPerformed)]
    return Seen(own=_own(scene, acts), beside=_beside(scene, acts))


def _own(scene: Scene, acts: list[tuple[Any, int, int]]) -> tuple[Saw, ...]:
    mine = [act for act in acts if act[0].person == scene.me][: EARLIER + 1]
    told = [_saw(scene, *act) for act in mine]
    return tuple(told[:1] + [each for each in told[1:] if each.shown])


def _beside(scene: Scene, acts: list[tuple[Any, int, int]]) -> tuple[Saw, ...]:
    """Return what others did in the room of the viewer, where it showed something: who verifies sees the display too."""
    if scene.me not in scene.world.workers:
        return ()
    initials = {face.ref: face.initials for face in faces_of(scene)}
    others = [act for act in acts if act[0].room == scene.room and act[0].person in initials.keys() - {scene.me}]
    told = (replace(_saw(scene, *act), by=initials[act[0].person]) for act in others)
    return tuple(islice((each for each in told if each.shown), BESIDE))


def _saw(scene: Scene, event: ActPerformed, at: int, number: int) -> Saw:
    parameters = event.parameters
    about = next((str(parameters[name]) for name in _ABOUT if name in parameters), "")
    title = said(gown_item(str(parameters["item"])).title if event.do == "don" else verb(event.do).title)
    if event.do in {"go", "inspect"}:
        about = scene.room_title(str(parameters["to" if event.do == "go" else "room"]))
    if event.do == "add":
        about = f"{material_title(scene, str(parameters['material']))} → {about}"
    running = under_way(event.do, SimTime(at), SimTime(event.until), scene.state.at)
    observed = {} if running else {name: value for name, value in event.observed.items() if name != "material"}
    seen = shown_of(scene, observed)
    unit = str(parameters.get("unit", ""))
    return Saw(
        number=number,
        title=title,
        about=material_title(scene, about),
        shown=tuple(replace(item, unit=unit) if item.code == "added" else item for item in seen),
        took=span_words(event.until - at),
        until=clock_text(event.until, seconds=True),
        hurried=event.technique == "hurried",
        running=running,
    )


def material_title(scene: Scene, code: str) -> str:
    """Return the name on the shelf where a code is a material, else the code."""
    found = scene.world.substances.get(code)
    return said(found.title) if found is not None else code


def shown_of(scene: Scene, observed: Mapping[str, Any]) -> tuple[Shown, ...]:
    """Return the quantities of an observation that have a name to be shown under, in their order."""
    return tuple(
        Shown(code=name, label=label, value=_value(scene, name, observed[name]), unit=unit)
        for name, (label, unit) in QUANTITIES.items()
        if name in observed
    )


def _value(scene: Scene, name: str, value: Any) -> str:
    return material_title(scene, str(value)) if name == "material" else said(str(value))
