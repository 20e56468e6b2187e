"""Findings as cards: expected, actual, why, next time; act and entry side by side."""

from collections.abc import Mapping
from typing import Any

from gradea.assessment import Finding
from gradea.campus.debrief import wording
from gradea.practical import RunState
from gradea.world.act import verb


def card_of(finding: Finding, number: int, state: RunState) -> dict[str, Any]:
    """Return a finding as a debrief shows it. `at` is the moment to jump to; people are references."""
    moments = [int(side["at"]) for side in (finding.act, finding.entry) if side]
    return {
        "number": number,
        "key": f"finding-{number}",
        "kind": finding.kind,
        "title": wording.TITLE_OF_KIND[finding.kind],
        "step": finding.step,
        "step_words": wording.step_words(state, finding.step),
        "attribute": finding.attribute,
        "letter": wording.LETTERS.index(finding.attribute),
        "clause": finding.clause,
        "expected": finding.expected,
        "actual": finding.actual,
        "why": finding.why,
        "next_time": finding.next_time,
        "at": min(moments) if moments else 0,
        "act": _act(finding.act, state) if finding.act else None,
        "entry": _entry(finding.entry, state) if finding.entry else None,
    }


def _act(act: Mapping[str, Any], state: RunState) -> dict[str, Any]:
    given = act["parameters"]
    things = [str(given[name]) for name in ("equipment", "vessel", "sample", "plate", "bottle", "to") if name in given]
    if "material" in given:
        things.insert(0, wording.material_words(state, str(given["material"])))
    return {
        "seq": act["seq"],
        "at": act["at"],
        "to": act["until"],
        "who": act["person"],
        "room": act["room"],
        "room_words": wording.room_words(state, act["room"]),
        "words": f"{verb(act['do']).title}{': ' + ', '.join(things) if things else ''}",
        "seen": wording.seen_words(act["observed"]),
    }


def _entry(entry: Mapping[str, Any], state: RunState) -> dict[str, Any]:
    written, field = str(entry.get("value", "")), state.recipe.field_of.get(str(entry.get("field", "")))
    unit = field.unit if field else ""
    shown = {
        "seq": entry.get("seq", 0),
        "at": entry["at"],
        "who": entry.get("person", ""),
        "field": wording.field_words(state, entry["field"]) if entry.get("field") else "",
        "value": f"{written} {unit}" if unit else written,
    }
    claimed = entry.get("performed_at")
    if claimed is not None and claimed != entry["at"]:
        shown["claimed_at"] = claimed
    if "old_value" in entry:
        shown["old_value"] = entry["old_value"]
    if entry.get("scan"):
        shown["value"] = str(entry["scan"].get("lot", written))
    return shown
