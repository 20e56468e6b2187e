"""What a scanned label says, and whether the material or device may be used (REC-11, REC-12)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gradea.record.drafting import refuse
from gradea.record.recipe import Field
from gradea.vocabulary import DAY, Refusal, SimTime, clock_text

MATERIAL_PARTS = ("material", "lot", "expiry", "status")
EQUIPMENT_PARTS = ("equipment", "status", "due_date")
USABLE_MATERIAL = frozenset({"released", "approved"})
USABLE_EQUIPMENT = frozenset({"qualified"})

_PART = re.compile(r"^[\w .:/+-]{0,64}$")


@dataclass(frozen=True, slots=True)
class Scan:
    """A label that may be used: the text that stands in the record, and its parts."""

    text: str
    parts: Mapping[str, Any]


def read_scan(item: Field, value: str, scan: Mapping[str, Any] | None) -> Scan | Refusal:
    """Return the parts of a label, from the scanner's mapping or from `material|lot|expiry|status` as text."""
    names = MATERIAL_PARTS if item.kind == "scan_material" else EQUIPMENT_PARTS
    if scan is None:
        pieces = [piece.strip() for piece in value.split("|")]
        scan = dict(zip(names, pieces, strict=False)) if len(pieces) == len(names) else {}
    parts = {name: scan.get(name, "") for name in names}
    texts = [str(part) for part in parts.values()]
    complete = all(str(parts[name]) for name in names if name != "due_date")
    plain = all(isinstance(part, str | int) for part in parts.values())
    if complete and plain and all(_PART.match(text) for text in texts):
        return Scan("|".join(texts), parts)
    return refuse(
        "scan-incomplete",
        "REC-11; Chapter 4 4.20 d" if item.kind == "scan_material" else "REC-12; Chapter 4 4.20 e",
        f"The label does not give {', '.join(names)}.",
        "Scan the label again, or type the parts in this order with a bar between them.",
    )


def instant_of(day: Any, day_zero_date: str) -> SimTime | None:
    """Return the last instant of an expiry or due date; None where it cannot be placed on the run's clock.

    Takes simulated milliseconds, or a calendar date or month when the date of day 0 is known.

    >>> instant_of("2026-11-24", "2026-11-23") == 2 * DAY
    True
    """
    text = str(day).strip()
    if re.fullmatch(r"-?\d+", text):
        return SimTime(int(text))
    found = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text)
    if found is None or not day_zero_date:
        return None
    year, month = int(found[1]), int(found[2])
    try:
        if found[3]:
            last = date(year, month, int(found[3])).toordinal()
        else:
            last = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
        return SimTime((last - date.fromisoformat(day_zero_date).toordinal() + 1) * DAY)
    except ValueError:
        return None


def check_material(item: Field, parts: Mapping[str, Any], at: SimTime, day_zero_date: str) -> Refusal | None:
    """Return a refusal when the lot is another material, is not released, or has expired."""
    if parts["material"] != item.material:
        return refuse(
            "material-wrong",
            "REC-11; Chapter 4 4.20 d",
            f"The label says {parts['material']}; this step needs {item.material}.",
            f"Put it back and scan a released lot of {item.material}.",
        )
    lot, status = parts["lot"], str(parts["status"]).lower()
    expires = instant_of(parts["expiry"], day_zero_date)
    if status == "expired" or (expires is not None and at >= expires):
        when = clock_text(expires) if expires is not None else str(parts["expiry"])
        return refuse(
            "material-expired",
            "REC-11; PIC/S Annex 2A 5.21",
            f"Lot {lot} of {item.material} expired at {when}; it is now {clock_text(at)}.",
            "Do not use it. Set the lot apart, take another released lot and scan that one.",
        )
    if status not in USABLE_MATERIAL:
        return refuse(
            "material-not-released",
            "REC-11; PIC/S Annex 2A 5.21",
            f"Lot {lot} of {item.material} has the status {status}; only a released lot may be used.",
            "Do not use it. Take a released lot, or ask quality assurance about this one.",
        )
    return None


def check_equipment(item: Field, parts: Mapping[str, Any], at: SimTime, day_zero_date: str) -> Refusal | None:
    """Return a refusal when it is another device, is not qualified, or its calibration is overdue."""
    if parts["equipment"] != item.equipment:
        return refuse(
            "equipment-wrong",
            "REC-12; Chapter 4 4.20 e",
            f"The label says {parts['equipment']}; this step needs {item.equipment}.",
            f"Go to {item.equipment} and scan its label.",
        )
    due = instant_of(parts["due_date"], day_zero_date)
    overdue = due is not None and at >= due
    if overdue or str(parts["status"]).lower() not in USABLE_EQUIPMENT:
        why = "its calibration is overdue" if overdue else f"its status is {parts['status']}"
        return refuse(
            "equipment-not-ready",
            "REC-12; Chapter 4 4.31",
            f"{item.equipment} may not be used: {why}.",
            "Use another qualified device, or tell quality assurance before you go on.",
        )
    return None
