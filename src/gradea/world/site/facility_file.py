"""Read the data of a facility file, and refuse with a remedy what could not be built or balanced."""

from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from gradea.vocabulary import CleanlinessGrade, Refusal, Refused
from gradea.world.site.facility import OUTSIDE, Facility, Link, LinkKind, Rectangle, Room, Seal
from gradea.world.site.flow import GAP_M2, design_return

GRADES = ("A", "B", "C", "D")
PRESSURE_PA_MAX = 80.0
"""Above this a door could not be opened by hand: 80 Pa on 1.9 m2 is 150 N [OWN, A]."""


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
    rooms = tuple(_room(str(code), values) for code, values in _mapping(data, "rooms", "the facility").items())
    links = tuple(_link(values) for values in _items(data, "links", "the facility"))
    airlocks = tuple(_airlock(group) for group in _airlock_list(data))
    facility = Facility(
        code=_text(data, "code", "the facility"),
        title=_text(data, "title", "the facility"),
        rooms=rooms,
        links=links,
        airlocks=airlocks,
    )
    _names_known(facility)
    _all_reachable(facility)
    _pressures_held(facility)
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


def _room(code: str, values: object) -> Room:
    what = f"room {code}"
    values = _values(values, what)
    if code == OUTSIDE:
        raise _refused("room-name-taken", f"{what} cannot be a room: it means the unclassified surrounding.", "Rename.")
    grade = _text(values, "grade", what)
    if grade not in GRADES:
        raise _refused("room-grade-unknown", f"{what} has the grade '{grade}'.", "Use A, B, C or D.")
    cabinets = values.get("cabinets", 0)
    if not isinstance(cabinets, int) or isinstance(cabinets, bool) or cabinets < 0:
        raise _refused("number-out-of-range", f"{what} has cabinets: {cabinets!r}.", "Use a whole number from 0 up.")
    return Room(
        code=code,
        title=_text(values, "title", what),
        grade=CleanlinessGrade(grade),
        area_m2=_positive(values, "area_m2", what),
        height_m=_positive(values, "height_m", what),
        air_changes_per_h=_positive(values, "air_changes_per_h", what),
        pressure_pa=_pressure(values, what),
        use=str(values.get("use", "")),
        cabinets=cabinets,
        plan=_rectangle(values["plan"], what) if "plan" in values else None,
    )


def _link(values: object) -> Link:
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


def _airlock(group: object) -> tuple[str, ...]:
    if not isinstance(group, list | tuple) or not all(isinstance(code, str) for code in group):
        raise _refused("airlock-malformed", f"an airlock is {group!r}.", "Give each airlock as a list of room codes.")
    return tuple(group)


def _names_known(facility: Facility) -> None:
    known = {room.code for room in facility.rooms} | {OUTSIDE}
    codes: set[str] = set()
    for link in facility.links:
        for side in (link.a, link.b):
            if side not in known:
                raise _refused("link-room-unknown", f"link {link.code} leads to {side}, which is no room.", _one(known))
        if link.a == link.b or link.code in codes:
            message = f"link {link.code} leads from a room to itself or is listed twice."
            raise _refused("link-doubled", message, "Keep one link for each pair of rooms and kind.")
        codes.add(link.code)
    for group in facility.airlocks:
        for code in group:
            if code not in known - {OUTSIDE}:
                raise _refused("airlock-room-unknown", f"an airlock lists {code}, which is no room.", _one(known))


def _all_reachable(facility: Facility) -> None:
    if not facility.doors_of(OUTSIDE):
        raise _refused("no-way-in", f"{facility.code} has no door to {OUTSIDE}.", f"Add a door from {OUTSIDE}.")
    for room in facility.rooms:
        if facility.path(OUTSIDE, room.code) is None:
            message = f"room {room.code} cannot be reached from {OUTSIDE} through doors."
            raise _refused("room-unreachable", message, "Add a door; a hatch lets no person through.")


def _pressures_held(facility: Facility) -> None:
    for room, design in zip(facility.rooms, returns_m3_s(facility), strict=True):
        if design <= 0.0:
            message = (
                f"room {room.code} cannot hold {room.pressure_pa:g} Pa: it leaks {room.supply_m3_s - design:.3f} m3/s, "
                f"and its supply is {room.supply_m3_s:.3f} m3/s."
            )
            raise _refused("pressure-not-held", message, "Raise its air changes, lower its pressure or seal its doors.")


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


def _refused(code: str, message: str, remedy: str) -> Refused:
    return Refused(Refusal(code=code, rule="practice", message=message, remedy=remedy))
