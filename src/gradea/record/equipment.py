"""The log of each device: used, cleaned, calibrated, repaired, out of order; and what it says about its status (REC-12)."""

from collections.abc import Mapping
from dataclasses import dataclass

from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event
from gradea.record.floor_commands import LogEquipment
from gradea.record.floor_events import EquipmentLogged
from gradea.record.guards import check_open, find_step
from gradea.record.reasons import check_text
from gradea.record.roles import check_role
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal, SimTime

ENTRIES = ("used", "cleaned", "calibrated", "repaired", "malfunction", "step-changed")
"""What may be written into the log of a device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentStatus:
    """What the record knows of a device.

    Attributes:
        status: As its label said when it was last scanned; `due_date`: until when it is calibrated.
        cleaned_at: When it was last cleaned, as logged; None if never in this batch.
        out_of_order: Whether a malfunction was logged and no repair after it.
    """

    code: str
    room: str
    status: str = ""
    due_date: str = ""
    cleaned_at: SimTime | None = None
    used_in: tuple[str, ...] = ()
    out_of_order: bool = False


def decide_log(record: BatchRecord, command: LogEquipment, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about an entry in the log of a device; a malfunction opens a deviation."""
    refusal = check_open(record) or check_role("log-equipment", actor.role) or check_text(command.text)
    if refusal is None and command.equipment not in record.recipe.equipment:
        refusal = refuse(
            "equipment-unknown",
            "REC-12; Chapter 4 4.31",
            f"The recipe has no device {command.equipment[:20]}.",
            f"Choose {', '.join(record.recipe.equipment)}.",
        )
    if refusal is None and command.entry not in ENTRIES:
        refusal = refuse(
            "log-entry-unknown",
            "Chapter 4 4.31",
            f"'{command.entry[:20]}' is nothing a log says.",
            f"Choose {', '.join(ENTRIES)}.",
        )
    if refusal is None and command.step is not None:
        step = find_step(record, command.step)
        refusal = step if isinstance(step, Refusal) else None
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(EquipmentLogged, equipment=command.equipment, entry=command.entry, text=command.text, step=command.step)
    if command.entry == "malfunction":
        critical = command.step is not None and record.recipe.step_of[command.step].critical
        why = {"kind": "malfunction", "equipment": command.equipment}
        draft.deviate(step=command.step, code="", deviation_class="major" if critical else "minor", why=why)
    return draft.events


def equipment_statuses(record: BatchRecord) -> tuple[EquipmentStatus, ...]:
    """Return every device of the recipe with its calibration and cleaning status, in the order of the recipe."""
    return tuple(_status(record, code) for code in record.recipe.equipment)


def _status(record: BatchRecord, code: str) -> EquipmentStatus:
    label = _label(record, code)
    cleaned = [item.at for item in record.equipment_log if item.equipment == code and item.entry == "cleaned"]
    cleaned.extend(_cleaned_in_steps(record, code))
    used = tuple(
        step.id
        for step in record.recipe
        if any(act.get("equipment") == code for act in step.acts) and record.step(step.id).closed
    )
    return EquipmentStatus(
        code=code,
        room=record.recipe.equipment[code].room,
        status=str(label.get("status", "")),
        due_date=str(label.get("due_date", "")),
        cleaned_at=max(cleaned) if cleaned else None,
        used_in=used,
        out_of_order=record.out_of_order(code),
    )


def _label(record: BatchRecord, code: str) -> Mapping[str, object]:
    found: Mapping[str, object] = {}
    for state in record.steps.values():
        for versions in state.entries.values():
            scan = versions[-1].scan
            if scan is not None and scan.get("equipment") == code:
                found = scan
    return found


def _cleaned_in_steps(record: BatchRecord, code: str) -> list[SimTime]:
    found = []
    for step in record.recipe:
        cleans = any(act["do"] in ("clean", "wipe-down") and act.get("equipment") == code for act in step.acts)
        at = record.step(step.id).first_performed_at
        if cleans and at is not None:
            found.append(at)
    return found
