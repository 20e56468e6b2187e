"""Read the data of a facility file, and refuse with a remedy what could not be built or balanced."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast, get_args

from gradea.vocabulary import CleanlinessGrade, Refusal, Refused, in_english
from gradea.world.site.facility import OUTSIDE, Facility, Link, LinkKind, Rectangle, Room, Seal
from gradea.world.site.flow import GAP_M2, design_return

GRADES = ("A", "B", "C", "D")
PRESSURE_PA_MAX = 80.0
"""Above this a door could not be opened by hand: 80 Pa on 1.9 m2 is 150 N [A]."""


def facility_from(data: Mapping[str, Any]) -> Facility:
    """Return the facility that these data describe.

    Args:
        data: `code`, `title`, `rooms` (code to room), `links` (list) and `airlocks` (list of lists of room codes).

    Raises:
        Refused: If a link names an unknown room, a grade is unknown, a number is missing or out of range, a room
            cannot be reached, no door leads outside, or a room cannot hold its pressure.

    Examples:
        >>> from gradea.world.site.example import TEACHING_UNIT
        >>> facility_from(TEACHING_UNIT).room("LAB").volume_m3
        50.0
    """
    data = _values(data, "the facility")
    rooms = tuple(room_from(str(code), values) for code, values in _mapping(data, "rooms", "the facility").items())
    links = tuple(link_from(values) for values in _items(data, "links", "the facility"))
    airlocks = tuple(airlock_from(group) for group in _airlock_list(data))
    facility = Facility(
        code=_text(data, "code", "the facility"),
        title=_title(data, "the facility"),
        rooms=rooms,
        links=links,
        airlocks=airlocks,
    )
    for faults in (name_faults, reach_faults, pressure_faults):
        for _place, refusal in faults(facility):
            raise Refused(refusal)
    return facility


def returns_m3_s(facility: Facility) -> tuple[float, ...]:
    """Return the return air of each room that holds the design pressures (m3/s), as a balancing engineer sets it."""
    pressure = {room.code: room.pressure_pa for room in facility.rooms} | {OUTSIDE: 0.0}
    return tuple(
        design_return(
            (room.supply_m3_s, room.pressure_pa),
            tuple((GAP_M2[link.seal], pressure[link.beyond(room.code)]) for link in facility.links_of(room.code)),
        )
        for room in facility.rooms
    )


def room_from(code: str, values: object) -> Room:
    """Return one room. Raises Refused at the first value that does not fit."""
    what = f"room {code}"
    values = _values(values, what)
    if code == OUTSIDE:
        raise _refused("room-name-taken", f"{what} cannot be a room: it means the unclassified surrounding.", "Rename.")
    grade = _text(values, "grade", what)
    if grade not in GRADES:
        raise _refused("room-grade-unknown", f"{what} has the grade '{grade}'.", "Use A, B, C or D.")
    return Room(
        code=code,
        title=_title(values, what),
        grade=CleanlinessGrade(grade),
        area_m2=_positive(values, "area_m2", what),
        height_m=_positive(values, "height_m", what),
        air_changes_per_h=_positive(values, "air_changes_per_h", what),
        pressure_pa=_pressure(values, what),
        use=str(in_english(values.get("use", ""))),
        cabinets=_count(values, "cabinets", what),
        isolators=_count(values, "isolators", what),
        plan=_rectangle(values["plan"], what) if "plan" in values else None,
    )


def link_from(values: object) -> Link:
    """Return one door or hatch. Raises Refused at the first value that does not fit."""
    values = _values(values, "a link")
    a, b = _text(values, "a", "a link"), _text(values, "b", "a link")
    what = f"link {a}-{b}"
    kind, seal = _text(values, "kind", what), _text(values, "seal", what)
    if kind not in get_args(LinkKind):
        raise _refused("link-kind-unknown", f"{what} is a '{kind}'.", "Use door or hatch.")
    if seal not in get_args(Seal) or (seal == "hatch") != (kind == "hatch"):
        remedy = "A hatch has the seal hatch; a door sealed, hinged or sliding."
        raise _refused("link-seal-unknown", f"{what} is a {kind} with the seal '{seal}'.", remedy)
    at = _point(values["at"], what) if "at" in values else None
    return Link(code=f"{a}-{b}", a=a, b=b, kind=cast("LinkKind", kind), seal=cast("Seal", seal), at=at)


def _airlock_list(data: Mapping[str, Any]) -> Sequence[object]:
    return _items(data, "airlocks", "the facility") if data.get("airlocks") else ()


def airlock_from(group: object) -> tuple[str, ...]:
    """Return one interlock group. Raises Refused if it is no list of texts."""
    if not isinstance(group, list | tuple) or not all(isinstance(code, str) for code in group):
        raise _refused("airlock-malformed", f"an airlock is {group!r}.", "Give each airlock as a list of room codes.")
    return tuple(group)


def name_faults(facility: Facility, also: frozenset[str] = frozenset()) -> Iterator[tuple[tuple[str, int], Refusal]]:
    """Yield every link and airlock that names what is not there, or stands twice: its list and its place in it.

    Args:
        facility: The unit.
        also: Codes of rooms that are named in the file but could not be read.
    """
    known = {room.code for room in facility.rooms} | {OUTSIDE} | also
    codes: set[str] = set()
    for place, link in enumerate(facility.links):
        for side in (link.a, link.b):
            if side not in known:
                message = f"link {link.code} leads to {side}, which is no room."
                yield ("links", place), _refusal("link-room-unknown", message, _one(known))
        if link.a == link.b or link.code in codes:
            message = f"link {link.code} leads from a room to itself or is listed twice."
            yield ("links", place), _refusal("link-doubled", message, "Keep one link for each pair of rooms and kind.")
        codes.add(link.code)
    for place, group in enumerate(facility.airlocks):
        for code in group:
            if code not in known - {OUTSIDE}:
                message = f"an airlock lists {code}, which is no room."
                yield ("airlocks", place), _refusal("airlock-room-unknown", message, _one(known - {OUTSIDE}))


def reach_faults(facility: Facility) -> Iterator[tuple[str, Refusal]]:
    """Yield every room that nobody can walk to; an empty code when there is no way in at all. Names must be known."""
    if not facility.doors_of(OUTSIDE):
        message = f"{facility.code} has no door to {OUTSIDE}."
        yield "", _refusal("no-way-in", message, f"Add a door from {OUTSIDE}.")
        return
    for room in facility.rooms:
        if facility.path(OUTSIDE, room.code) is None:
            message = f"room {room.code} cannot be reached from {OUTSIDE} through doors."
            yield room.code, _refusal("room-unreachable", message, "Add a door; a hatch lets no person through.")


def pressure_faults(facility: Facility) -> Iterator[tuple[str, Refusal]]:
    """Yield every room that leaks more at its design pressure than it is supplied with. Names must be known."""
    for room, design in zip(facility.rooms, returns_m3_s(facility), strict=True):
        if design <= 0.0:
            message = (
                f"room {room.code} cannot hold {room.pressure_pa:g} Pa: it leaks {room.supply_m3_s - design:.3f} m3/s, "
                f"and its supply is {room.supply_m3_s:.3f} m3/s."
            )
            remedy = "Raise its air changes, lower its pressure or seal its doors."
            yield room.code, _refusal("pressure-not-held", message, remedy)


def _count(values: Mapping[str, Any], key: str, what: str) -> int:
    count = values.get(key, 0)
    if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count < 100:
        raise _refused("number-out-of-range", f"{what} has {key}: {count!r}.", "Use a whole number from 0 up.")
    return count


def _pressure(values: Mapping[str, Any], what: str) -> float:
    pressure = _number(values, "pressure_pa", what)
    if not 0.0 <= pressure <= PRESSURE_PA_MAX:
        limit = f"Use 0 to {PRESSURE_PA_MAX:g} Pa above outside."
        raise _refused("pressure-out-of-range", f"{what} has pressure_pa {pressure:g}.", limit)
    return pressure


def _positive(values: Mapping[str, Any], key: str, what: str) -> float:
    number = _number(values, key, what)
    if number <= 0.0:
        raise _refused("number-out-of-range", f"{what} has {key} {number:g}.", "Use a number above 0.")
    return number


def _number(values: Mapping[str, Any], key: str, what: str) -> float:
    value = values.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        raise _refused("number-missing", f"{what} has {key} {value!r}.", f"Give {key} as a number.")
    return float(value)


def _title(values: Mapping[str, Any], what: str) -> str:
    return _text({"title": in_english(values.get("title"))}, "title", what)


def _text(values: Mapping[str, Any], key: str, what: str) -> str:
    value = values.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _refused("text-missing", f"{what} has {key} {value!r}.", f"Give {key} as text.")
    return value


def _point(at: object, what: str) -> tuple[float, float]:
    if not isinstance(at, list | tuple) or len(at) != 2:
        raise _refused("point-malformed", f"{what} lies at {at!r}.", "Give two numbers, x and y in metres.")
    return _number({"x": at[0]}, "x", what), _number({"y": at[1]}, "y", what)


def _rectangle(values: object, what: str) -> Rectangle:
    values = _values(values, f"the plan of {what}")
    return Rectangle(
        x=_number(values, "x", what),
        y=_number(values, "y", what),
        w=_positive(values, "w", what),
        h=_positive(values, "h", what),
    )


def _values(values: object, what: str) -> Mapping[str, Any]:
    if not isinstance(values, Mapping):
        raise _refused("facility-incomplete", f"{what} is {values!r}.", "Give its values as a mapping.")
    return values


def _mapping(data: Mapping[str, Any], key: str, what: str) -> Mapping[str, Any]:
    value = data.get(key)
    if not isinstance(value, Mapping) or not value:
        raise _refused("facility-incomplete", f"{what} has no {key}.", f"Give {key} as a mapping of code to values.")
    return value


def _items(data: Mapping[str, Any], key: str, what: str) -> Sequence[object]:
    value = data.get(key)
    if not isinstance(value, list | tuple) or not value:
        raise _refused("facility-incomplete", f"{what} has no {key}.", f"Give {key} as a list.")
    return value


def _one(known: set[str]) -> str:
    return f"Use one of {', '.join(sorted(known))}."


def _refusal(code: str, message: str, remedy: str) -> Refusal:
    return Refusal(code=code, rule="practice", message=message, remedy=remedy)


def _refused(code: str, message: str, remedy: str) -> Refused:
    return Refused(_refusal(code, message, remedy))
