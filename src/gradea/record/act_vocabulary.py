"""The closed vocabulary of acts a recipe may ask for. The record does not act: it only checks that the words exist."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OBJECT_PARAMETERS = (
    "equipment",
    "vessel",
    "material",
    "sample",
    "bottle",
    "plate",
    "into",
    "from",
    "to",
    "room",
    "tray",
    "intervention",
)
"""Parameters that name a thing; `thing.quantity` in `observes` uses one of their values."""

AMOUNT_UNITS = ("mL", "IU", "nmol", "pmol", "ug", "µL")
WIPES = ("sporicide", "wet-wipe", "spray")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActWord:
    """One verb: parameters that it must have and may have, and what can be seen of it."""

    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


ACTS: Mapping[str, ActWord] = {
    "gown": ActWord(needs=("grade",), shows=("garment",)),
    "inspect": ActWord(needs=("room",), shows=("line_clear",)),
    "check-equipment": ActWord(needs=("equipment",), shows=("status", "due_date")),
    "read": ActWord(
        needs=("equipment",),
        takes=("vessel",),
        shows=("pressure_pa", "temperature_c", "co2_pct", "p05_per_m3", "p5_per_m3", "volume_ml", "confluence_pct"),
    ),
    "receive": ActWord(
        needs=("vessel",),
        shows=("donation_number", "patient_number", "transport_temperature_c", "volume_ml", "collected_h"),
    ),
    "read-label": ActWord(needs=("vessel",), shows=("donation_number", "patient_number", "batch_number")),
    "scan": ActWord(needs=("material",), shows=("material", "lot", "expiry", "status")),
    "transfer-in": ActWord(needs=("wipe",), takes=("materials", "vessels"), shows=("wiped",)),
    "switch-on": ActWord(needs=("equipment",), shows=("running",)),
    "wipe-down": ActWord(needs=("equipment",), shows=("wiped",)),
    "switch-off": ActWord(needs=("equipment",), shows=("running",)),
    "expose-plate": ActWord(needs=("plate",), shows=("exposed",)),
    "collect-plate": ActWord(needs=("plate",), shows=("minutes",)),
    "glove-print": ActWord(needs=("plate",), shows=("printed",)),
    "send-out": ActWord(needs=("items",), takes=("to",), shows=("sent",)),
    "sample": ActWord(needs=("vessel", "volume_ml", "into"), takes=("via",), shows=("sampled_ml",)),
    "measure": ActWord(
        needs=("equipment", "sample"),
        takes=("programme",),
        shows=(
            "density_e6_per_ml",
            "viability_pct",
            "cd14_pct",
            "lymphocytes_pct",
            "cd11c_pct",
            "hla_dr_pct",
            "cd83_mfi",
            "cd86_mfi",
            "tlr2_mfi",
            "il10_pg_per_ml",
            "il12_pg_per_ml",
            *("cd3_pct", "car_pct", "cd4_pct", "cd8_pct", "cd73_pct", "cd90_pct", "cd105_pct", "cd34_cd45_pct"),
            *("vcn_per_car_cell", "rcl", "mycoplasma", "endotoxin_eu_per_ml", "beads_per_3e6", "ifn_gamma_pg_per_ml"),
            *("glucose_mmol_per_l", "lactate_mmol_per_l"),
        ),
    ),
    "inoculate": ActWord(needs=("sample", "bottle", "volume_ml"), takes=("via",), shows=("inoculated_ml",)),
    "add": ActWord(needs=("material", "vessel", "amount", "unit"), takes=("via",), shows=("added", "lot")),
    "transfer": ActWord(needs=("from", "to"), takes=("volume_ml", "via"), shows=("moved_ml",)),
    "mix-wait": ActWord(needs=("vessel", "minutes"), shows=("waited_min",)),
    "run": ActWord(
        needs=("equipment", "programme", "vessel"),
        takes=("resuspend_ml",),
        shows=("collected_ml", "speed_g", "minutes"),
    ),
    "incubate": ActWord(needs=("vessel", "equipment"), shows=("door_closed",)),
    "take-out": ActWord(needs=("vessel", "equipment"), shows=("door_closed",)),
    "look": ActWord(needs=("vessel",), shows=("appearance",)),
    "label": ActWord(needs=("vessel", "count"), shows=("printed", "applied", "destroyed")),
    "remove": ActWord(needs=("vessel", "volume_ml", "to"), takes=("via",), shows=("moved_ml",)),
    "harvest": ActWord(needs=("vessel", "to", "cold_buffer_ml"), shows=("moved_ml",)),
    "store": ActWord(needs=("vessel", "equipment"), shows=("stored",)),
    "load-bottle": ActWord(needs=("bottle", "equipment"), shows=("loaded",)),
    "read-bottle": ActWord(needs=("bottle", "equipment"), shows=("growth", "hours")),
    "load-plate": ActWord(needs=("plate", "equipment"), shows=("loaded",)),
    "read-plate": ActWord(needs=("plate", "equipment"), shows=("cfu",)),
    "clean": ActWord(takes=("equipment", "room"), shows=("cleaned",)),
    "leave": ActWord(shows=("left",)),
    "activate": ActWord(needs=("material", "vessel", "amount", "unit"), takes=("via",), shows=("added", "lot")),
    "thaw-pack": ActWord(needs=("material", "equipment"), shows=("thawed",)),
    "transduce": ActWord(
        needs=("material", "vessel", "amount", "unit"), takes=("via",), shows=("added", "lot", "thawed_min")
    ),
    "detach": ActWord(needs=("vessel", "to", "minutes", "enzyme_ml"), shows=("moved_ml", "minutes")),
    "passage": ActWord(needs=("from", "to", "volume_ml"), shows=("moved_ml", "area_cm2")),
    "formulate": ActWord(needs=("material", "vessel", "amount", "unit"), takes=("via",), shows=("added", "lot")),
    "dispense": ActWord(needs=("from", "to", "count", "volume_ml"), takes=("via",), shows=("filled_units", "moved_ml")),
    "cryopreserve": ActWord(
        needs=("vessel", "equipment"), shows=("cooling_k_per_min", "end_temperature_c", "frozen_units")
    ),
    "thaw": ActWord(needs=("vessel", "equipment"), shows=("thawed", "thaw_min")),
    "fill": ActWord(needs=("from", "tray", "count", "volume_ml"), shows=("filled_units",)),
    "intervene": ActWord(needs=("intervention", "tray"), shows=("started", "ended", "minutes")),
    "discard-units": ActWord(needs=("tray", "count"), shows=("discarded_units",)),
    "load-units": ActWord(needs=("tray", "equipment", "programme"), shows=("loaded",)),
    "inspect-units": ActWord(needs=("tray",), shows=("units", "growing_units", "clear_units", "damaged_units")),
    "promote-growth": ActWord(needs=("material", "tray", "volume_ml"), shows=("strains",)),
}

NUMBERS = frozenset({"volume_ml", "amount", "minutes", "cold_buffer_ml", "count", "resuspend_ml", "enzyme_ml"})
"""Parameters that are a number, or `"=field_code"` for the value of an earlier field."""

QUANTITY_UNITS: Mapping[str, str] = {
    "pressure_pa": "Pa",
    "temperature_c": "°C",
    "co2_pct": "%",
    "p05_per_m3": "1/m³",
    "p5_per_m3": "1/m³",
    "volume_ml": "mL",
    "transport_temperature_c": "°C",
    "collected_h": "h",
    "minutes": "min",
    "sampled_ml": "mL",
    "density_e6_per_ml": "e6/mL",
    "viability_pct": "%",
    "cd14_pct": "%",
    "lymphocytes_pct": "%",
    "cd11c_pct": "%",
    "hla_dr_pct": "%",
    "cd83_mfi": "MFI",
    "cd86_mfi": "MFI",
    "tlr2_mfi": "MFI",
    "il10_pg_per_ml": "pg/mL",
    "il12_pg_per_ml": "pg/mL",
    "inoculated_ml": "mL",
    "moved_ml": "mL",
    "waited_min": "min",
    "collected_ml": "mL",
    "speed_g": "×g",
    "printed": "pcs",
    "applied": "pcs",
    "destroyed": "pcs",
    "hours": "h",
    "cfu": "CFU",
    **dict.fromkeys(("cd3_pct", "car_pct", "cd4_pct", "cd8_pct", "cd73_pct", "cd90_pct", "cd105_pct"), "%"),
    **dict.fromkeys(("cd34_cd45_pct", "confluence_pct"), "%"),
    "vcn_per_car_cell": "copies",
    "endotoxin_eu_per_ml": "EU/mL",
    "beads_per_3e6": "pcs",
    "ifn_gamma_pg_per_ml": "pg/mL",
    "glucose_mmol_per_l": "mmol/L",
    "lactate_mmol_per_l": "mmol/L",
    "area_cm2": "cm²",
    "thawed_min": "min",
    "thaw_min": "min",
    "cooling_k_per_min": "K/min",
    "end_temperature_c": "°C",
    **dict.fromkeys(("frozen_units", "filled_units", "discarded_units", "units", "strains"), "pcs"),
    **dict.fromkeys(("growing_units", "clear_units", "damaged_units"), "pcs"),
}
"""Observation → the unit its field must have. `added` has the unit of the amount; the rest are words."""


def references(act: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters of an act that take the value of a field, and which.

    >>> references({"do": "add", "amount": "=il_4_iu", "unit": "IU"})
    {'amount': 'il_4_iu'}
    """
    return {name: value[1:] for name, value in act.items() if isinstance(value, str) and value.startswith("=")}


def uses_up(act: Mapping[str, Any]) -> bool:
    """Return whether an act puts a material into the product's way: it names one and is no look at its label.

    >>> uses_up({"do": "add", "material": "il_4"}), uses_up({"do": "scan", "material": "il_4"})
    (True, False)
    """
    return "material" in act and act["do"] != "scan"


def things(act: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the things an act names, for `thing.quantity`."""
    return tuple(str(act[name]) for name in OBJECT_PARAMETERS if name in act)


def check_act(act: Mapping[str, Any]) -> str:
    """Return what is wrong with the words of an act; empty if nothing is.

    >>> check_act({"do": "pour", "vessel": "CULT-A"})
    "'pour' is not a known act."
    """
    word = ACTS.get(str(act.get("do", "")))
    if word is None:
        return f"'{act.get('do', '')}' is not a known act."
    missing = [name for name in word.needs if name not in act]
    if missing:
        return f"'{act['do']}' needs {', '.join(missing)}."
    unknown = sorted(set(act) - {"do", *word.needs, *word.takes})
    if unknown:
        return f"'{act['do']}' does not take {', '.join(unknown)}."
    return _wrong_value(act)


def _wrong_value(act: Mapping[str, Any]) -> str:
    for name, value in act.items():
        if name in NUMBERS and not (name == "volume_ml" and value == "all"):
            number = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
            if not number and not (isinstance(value, str) and value.startswith("=")):
                return f"{name} of '{act['do']}' must be a number from 0 up or =field, not {value!r}."
        elif name in ("materials", "vessels", "items"):
            if not isinstance(value, list | tuple) or not value or not all(isinstance(item, str) for item in value):
                return f"{name} of '{act['do']}' must be a list of codes."
        elif name not in NUMBERS and not isinstance(value, str):
            return f"{name} of '{act['do']}' must be a word, not {value!r}."
    if act["do"] == "add" and act["unit"] not in AMOUNT_UNITS:
        return f"'{act['unit']}' is not a unit of an amount; there are {', '.join(AMOUNT_UNITS)}."
    if "wipe" in act and act["wipe"] not in WIPES:
        return f"'{act['wipe']}' is not a way of wiping; there are {', '.join(WIPES)}."
    return ""
