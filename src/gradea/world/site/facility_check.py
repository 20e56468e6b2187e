"""Every problem of a facility file at once, with line, place and remedy.

Each value is tried alone among sound ones by the reader itself, so the check and the reader cannot disagree.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, get_args

from gradea.vocabulary import CleanlinessGrade, Refused, in_english
from gradea.world.site.facility import OUTSIDE, Facility, Link, LinkKind, Room
from gradea.world.site.facility_file import (
    airlock_from,
    facility_from,
    link_from,
    name_faults,
    pressure_faults,
    reach_faults,
    room_from,
)
from gradea.world.site.file_problem import FileProblem, Lines, Notes, Place
from gradea.world.site.plan_check import plan_faults

ROOMS_MAX, LINKS_MAX = 60, 200
"""The balance of a unit is a dense system: beyond this it would be slow, and no unit of this kind is as large [A]."""

PRESSURE_STEP_PA_MIN = 10.0
"""Least step between grades, a guidance value [ANNEX1 4.14, K]."""

USUAL: dict[str, tuple[float, float, str]] = {
    "area_m2": (1.0, 1000.0, "square metres"),
    "height_m": (2.0, 6.0, "metres"),
    "air_changes_per_h": (2.0, 150.0, "air changes per hour"),
}
"""Outside these a number was probably written in another unit [A]."""

_FACILITY = ("code", "title", "rooms", "links", "airlocks")
_ROOM = (
    "title", "grade", "area_m2", "height_m", "air_changes_per_h", "pressure_pa", "use", "cabinets", "isolators", "plan"
)  # fmt: skip
_LINK = ("a", "b", "kind", "seal", "at")
_PLAN = ("x", "y", "w", "h")
_SOUND_ROOM = {
    "title": "-", "grade": "D", "area_m2": 10.0, "height_m": 2.5, "air_changes_per_h": 20.0, "pressure_pa": 15.0
}  # fmt: skip
_SOUND_LINK = {"a": OUTSIDE, "b": "R", "kind": "door", "seal": "sealed"}
_CODE = re.compile(r"^[A-Za-z][A-Za-z0-9_]{0,31}$")


@dataclass(slots=True)
class _Parts:
    """What could be read, with the place of each in its list."""

    rooms: list[Room] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    airlocks: list[tuple[str, ...]] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=lambda: {"links": [], "airlocks": []})
    whole: bool = True


def facility_problems(data: Mapping[str, Any], lines: Lines) -> tuple[FileProblem, ...]:
    """Return every problem and finding of a facility file, by line.

    Args:
        data: The file as plain values, see `facility_from`.
        lines: Line of every place in it; may be empty.

    Returns:
        Problems (the file cannot be used) and findings (it can, but breaks a rule of practice). Without a problem
        `facility_from` accepts the data.

    Examples:
        >>> from gradea.world.site.example import TEACHING_UNIT
        >>> facility_problems(TEACHING_UNIT, {})
        ()
        >>> facility_problems({**TEACHING_UNIT, "airlocks": [["ATTIC"]]}, {("airlocks", 0): 7})[0].line
        7
    """
    notes = Notes(lines)
    notes.unknown_keys((), data, _FACILITY)
    for key in ("code", "title"):
        given = in_english(data.get(key)) if key == "title" else data.get(key)
        if not isinstance(given, str) or not given.strip():
            notes.note((key,), f"the facility has {key} {data.get(key)!r}.", f"Give {key} as text.")
    if isinstance(data.get("code"), str) and data["code"].strip() and not _CODE.match(data["code"]):
        notes.note(("code",), f"the code '{data['code']}' is no code.", _CODE_REMEDY)
    parts = _Parts()
    _read_rooms(data, notes, parts)
    _read_links(data, notes, parts)
    _read_airlocks(data, notes, parts)
    _check_together(data, notes, parts)
    if not any(problem.kind == "problem" for problem in notes.found):
        _attempt(notes, (), partial(facility_from, data))
    return notes.sorted()


_CODE_REMEDY = "Use letters, digits and underscores, at most 32, a letter first."


def _read_rooms(data: Mapping[str, Any], notes: Notes, parts: _Parts) -> None:
    rooms = data.get("rooms")
    if not isinstance(rooms, Mapping) or not rooms or len(rooms) > ROOMS_MAX:
        much = f"{len(rooms)} rooms" if isinstance(rooms, Mapping) and rooms else f"rooms {rooms!r:.60}"
        message = f"the facility has {much}."
        notes.note(("rooms",), message, f"Give 1 to {ROOMS_MAX} rooms as a mapping of code to values.")
        parts.whole = False
        return
    for code, values in rooms.items():
        room = _read_room(str(code), values, notes)
        if room is not None:
            parts.rooms.append(room)
        else:
            parts.whole = False


def _read_room(code: str, values: object, notes: Notes) -> Room | None:
    place: Place = ("rooms", code)
    if not isinstance(values, Mapping):
        notes.note(place, f"room {code} is {values!r:.60}.", "Give its values as a mapping.")
        return None
    if code == OUTSIDE or not _CODE.match(code):
        _attempt(notes, place, partial(room_from, code, _SOUND_ROOM))
        if code != OUTSIDE:
            notes.note(place, f"the room code '{code}' is no code.", _CODE_REMEDY)
    notes.unknown_keys(place, values, _ROOM)
    if isinstance(values.get("plan"), Mapping):
        notes.unknown_keys((*place, "plan"), values["plan"], _PLAN)
    sound = True
    for key in (*_SOUND_ROOM, *(key for key in _ROOM if key in values and key not in _SOUND_ROOM)):
        trial = _replaced(_SOUND_ROOM, values, key)
        sound &= _attempt(notes, (*place, key), partial(room_from, code, trial), values.get(key))
    if not sound:
        return None
    room = room_from(code, values)
    for key, (low, high, unit) in USUAL.items():
        value = getattr(room, key)
        if not low <= value <= high:
            message = f"room {code} has {key} {value:g}; {low:g} to {high:g} {unit} are usual."
            notes.note((*place, key), message, f"Write {unit}; check the unit of your source.", kind="finding")
    return room


def _read_links(data: Mapping[str, Any], notes: Notes, parts: _Parts) -> None:
    links = data.get("links")
    if not isinstance(links, list | tuple) or not links or len(links) > LINKS_MAX:
        much = f"{len(links)} links" if isinstance(links, list | tuple) and links else f"links {links!r:.60}"
        notes.note(("links",), f"the facility has {much}.", f"Give 1 to {LINKS_MAX} doors and hatches as a list.")
        parts.whole = False
        return
    for number, values in enumerate(links):
        if _link_reads(("links", number), values, notes):
            parts.links.append(link_from(values))
            parts.places["links"].append(number)
        else:
            parts.whole = False


def _link_reads(place: Place, values: object, notes: Notes) -> bool:
    if not isinstance(values, Mapping):
        notes.note(place, f"a link is {values!r:.60}.", "Write {a: …, b: …, kind: door, seal: sealed}.")
        return False
    notes.unknown_keys(place, values, _LINK)
    named = {key: values[key] for key in ("a", "b") if isinstance(values.get(key), str)}
    kind_reads = values.get("kind") in get_args(LinkKind)
    sound = True
    for key in (*_SOUND_LINK, *(("at",) if "at" in values else ())):
        trial = _replaced(_SOUND_LINK | named, values, key)
        if key == "kind" and kind_reads:
            trial["seal"] = "hatch" if values["kind"] == "hatch" else "sealed"
        if key == "seal" and (kind_reads or values.get("seal") == "hatch"):
            trial["kind"] = values["kind"] if kind_reads else "hatch"
        sound &= _attempt(notes, (*place, key), partial(link_from, trial), values.get(key))
    return sound


def _read_airlocks(data: Mapping[str, Any], notes: Notes, parts: _Parts) -> None:
    airlocks = data.get("airlocks")
    if airlocks is None:
        return
    if not isinstance(airlocks, list | tuple) or len(airlocks) > LINKS_MAX:
        notes.note(("airlocks",), f"airlocks are {airlocks!r:.60}.", "Give a list of lists of room codes, or [].")
        parts.whole = False
        return
    for number, group in enumerate(airlocks):
        if _attempt(notes, ("airlocks", number), partial(airlock_from, group)):
            parts.airlocks.append(tuple(group))
            parts.places["airlocks"].append(number)
        else:
            parts.whole = False


def _check_together(data: Mapping[str, Any], notes: Notes, parts: _Parts) -> None:
    """Check what no value shows alone; what hangs together is checked only if all of it could be read."""
    facility = Facility(
        code=str(data.get("code")),
        title="",
        rooms=tuple(parts.rooms),
        links=tuple(parts.links),
        airlocks=tuple(parts.airlocks),
    )
    named = frozenset(map(str, data["rooms"])) if isinstance(data.get("rooms"), Mapping) else frozenset()
    sound = parts.whole
    for (where, index), refusal in name_faults(facility, named):
        sound = False
        notes.note((where, parts.places[where][index]), refusal.message, refusal.remedy)
    if not sound:
        return
    for code, refusal in (*reach_faults(facility), *pressure_faults(facility)):
        notes.note(("rooms", code) if code else ("links",), refusal.message, refusal.remedy)
    for fault in plan_faults(facility):
        notes.note((fault.where, fault.which, fault.key), fault.message, fault.remedy)
    _findings(facility, notes)


def _findings(facility: Facility, notes: Notes) -> None:
    for number, link in enumerate(facility.links):
        (outer, outer_pa), (inner, inner_pa) = sorted(
            ((_grade(facility, side), _pressure(facility, side)) for side in (link.a, link.b)),
            key=lambda side: side[0].rank,
        )
        step = inner_pa - outer_pa
        if outer is not inner and step < PRESSURE_STEP_PA_MIN:
            message = f"{link.kind} {link.code}: the step from {_words(outer)} to {_words(inner)} is {step:g} Pa."
            remedy = f"Let at least {PRESSURE_STEP_PA_MIN:g} Pa lie between grades (Annex 1 4.14)."
            notes.note(("links", number), message, remedy, kind="finding")
    for number, group in enumerate(facility.airlocks):
        doors = {link.code for code in group for link in facility.links_of(code)}
        if len(doors) < 2:
            message = f"airlock {', '.join(group) or '[]'} has {len(doors)} doors: its interlock holds nothing."
            notes.note(("airlocks", number), message, "Name rooms with two doors, or take it out.", kind="finding")


def _grade(facility: Facility, side: str) -> CleanlinessGrade:
    return CleanlinessGrade.U if side == OUTSIDE else facility.room(side).grade


def _pressure(facility: Facility, side: str) -> float:
    return 0.0 if side == OUTSIDE else facility.room(side).pressure_pa


def _words(grade: CleanlinessGrade) -> str:
    return "outside" if grade is CleanlinessGrade.U else f"grade {grade.value}"


def _replaced(sound: Mapping[str, Any], values: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the sound values with one key as the file has it, or left out where it leaves it out."""
    kept = {name: value for name, value in sound.items() if name != key}
    return kept | ({key: values[key]} if key in values else {})


def _attempt(notes: Notes, place: Place, read: Callable[[], object], value: object = None) -> bool:
    """Return whether a value can be read; if not, note why, and that a number takes no unit."""
    try:
        read()
    except Refused as refused:
        remedy = refused.refusal.remedy
        if isinstance(value, str) and re.match(r"^\s*[-+.\d]", value):
            remedy = f"{remedy} Leave the unit out: it is in the name of the key."
        notes.note(place, re.sub(r"has (\w+) None", r"has no \1", refused.refusal.message), remedy)
        return False
    return True
