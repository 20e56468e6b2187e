"""The plan of a site scenario: who is where and wears what, which doors, cabinets and dampers move when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from gradea.cli.site_reading import Reading
from gradea.vocabulary import MINUTE, SECOND, CleanlinessGrade, SimTime
from gradea.world.people import ACTIVITY
from gradea.world.site import CYCLE_MS, OUTSIDE, Airborne, DoorAct, Facility, Stage, Walker

GARMENTS = ("U", "D", "C", "B")
DEFECTS = ("hood", "zip", "wrist")
FAULTS = ("fan", "damper", "leak")
AMOUNT_MAX = 1e15
OPEN_S = (2.0, 86400.0)
_AMOUNTS = ("p05", "p5", "mcp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What a person does at a stage, in what garment. `changing_to` is the garment they are putting on."""

    activity: str
    garment: CleanlinessGrade
    changing_to: CleanlinessGrade | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of the scenario, or several who do everything together.

    Attributes:
        walker: Name, number and stages.
        doings: What they do at each stage.
        shedding: Personal multiplier; None to draw it from the seed.
        defects: Gaps of the garment.
    """

    walker: Walker
    doings: tuple[Doing, ...]
    shedding: float | None = 1.0
    defects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CabinetSwitch:
    """From an instant on so many cabinets of a room run."""

    at: SimTime
    room: str
    running: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Fan speed, damper opening or leaking share that holds from an instant until another, or to the end."""

    kind: Literal["fan", "damper", "leak"]
    at: SimTime
    until: SimTime | None
    room: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An emission per second in a room, besides people."""

    at: SimTime
    until: SimTime | None
    room: str
    per_s: Airborne


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """An amount set free at once."""

    at: SimTime
    room: str
    amount: Airborne


def start_in(top: Reading, facility: Facility) -> dict[str, Airborne]:
    """Return the concentrations per m3 with which rooms start; -1 where the air at rest is meant."""
    values = top.values.get("start", {})
    if not isinstance(values, dict):
        top.wrong("start", f"start is {values!r:.40}.", "Give a mapping of room to concentrations.")
        return {}
    found = {}
    for room, amounts in values.items():
        reading = Reading(top.notes, ("start", room), amounts if isinstance(amounts, dict) else {})
        if room not in {each.code for each in facility.rooms} or not isinstance(amounts, dict):
            known = ", ".join(each.code for each in facility.rooms)
            top.notes.note(
                ("start", room), f"start has '{room}': {amounts!r:.40}.", f"Give amounts for one of {known}."
            )
            continue
        reading.only(*(f"{name}_per_m3" for name in _AMOUNTS))
        found[room] = Airborne(*(reading.number(f"{name}_per_m3", 0.0, AMOUNT_MAX, -1.0) for name in _AMOUNTS))
    return found


def people_in(top: Reading, facility: Facility, until: SimTime) -> tuple[Person, ...]:
    """Return the people of a scenario."""
    found: list[Person] = []
    for reading in top.items("people", ("name", "count", "shedding", "defects", "schedule")):
        name = reading.text("name")
        if name in {person.walker.name for person in found}:
            reading.wrong("name", f"there are two people called {name}.", "Give each person a name of their own.")
        count = reading.whole("count", 1, 200, 1)
        drawn = reading.values.get("shedding") == "drawn"
        shedding = None if drawn else reading.number("shedding", 0.0, 1000.0, 1.0)
        defects = reading.values.get("defects", [])
        if not isinstance(defects, list) or not all(each in DEFECTS for each in defects):
            reading.wrong("defects", f"defects are {defects!r:.40}.", f"Give a list of {', '.join(DEFECTS)}.")
            defects = []
        stages, doings = _schedule(reading, facility, until)
        if not stages:
            reading.wrong("schedule", f"{name} has no schedule.", "Give a list of {at_min, room, activity, garment}.")
            continue
        starts_in = stages[0].room if stages[0].at == 0 else OUTSIDE
        walker = Walker(name=name, starts_in=starts_in, stages=stages, count=count)
        found.append(Person(walker=walker, doings=doings, shedding=shedding, defects=frozenset(defects)))
    return tuple(found)


_STAGE = ("at_min", "room", "activity", "garment", "changing_to", "open_s", "pause_s", "through_doors")


def _schedule(person: Reading, facility: Facility, until: SimTime) -> tuple[tuple[Stage, ...], tuple[Doing, ...]]:
    stages: list[Stage] = []
    doings: list[Doing] = []
    activity, garment = "standing", ""
    for reading in person.items("schedule", _STAGE):
        at = instant_in(reading, "at_min", until)
        if stages and at < stages[-1].at:
            reading.wrong("at_min", "this line is earlier than the one before.", "Put the lines in order of time.")
        room = room_in(reading, facility, outside=True)
        activity = reading.choice("activity", tuple(ACTIVITY), activity)
        garment = reading.choice("garment", GARMENTS, garment) if garment else reading.choice("garment", GARMENTS)
        changing = reading.choice("changing_to", GARMENTS, "")
        if changing and GARMENTS.index(changing) != GARMENTS.index(garment or "U") + 1:
            remedy = "Put on D over U, C over D, B over C; write garment alone for what is taken off."
            reading.wrong("changing_to", f"changing_to is {changing} over {garment}.", remedy)
        stages.append(
            Stage(
                at=at,
                room=room,
                open_ms=milliseconds(reading.number("open_s", *OPEN_S, CYCLE_MS / SECOND)),
                pause_ms=milliseconds(reading.number("pause_s", 0.0, 86400.0, CYCLE_MS / SECOND / 2)),
                through_doors=reading.flag("through_doors", default=True),
            )
        )
        worn = CleanlinessGrade(garment or "U")
        doings.append(
            Doing(activity=activity, garment=worn, changing_to=CleanlinessGrade(changing) if changing else None)
        )
        garment = changing or garment
    return tuple(stages), tuple(doings)


def door_acts_in(top: Reading, facility: Facility, until: SimTime) -> tuple[DoorAct, ...]:
    """Return the doors that are opened besides people's ways."""
    return tuple(
        DoorAct(
            at=instant_in(reading, "at_min", until),
            link=link_in(reading, facility),
            open_ms=milliseconds(reading.number("open_s", *OPEN_S, CYCLE_MS / SECOND)),
            passages=reading.whole("passages", 0, 200, 0),
        )
        for reading in top.items("doors", ("at_min", "link", "open_s", "passages"))
    )


def cabinets_in(top: Reading, facility: Facility, until: SimTime) -> tuple[CabinetSwitch, ...]:
    """Return when cabinets are switched, in order of time."""
    found = []
    for reading in top.items("cabinets", ("at_min", "room", "running")):
        room = reading.choice("room", tuple(facility.cabinets))
        running = reading.whole("running", 0, facility.cabinets.get(room, 0), 0)
        found.append(CabinetSwitch(at=instant_in(reading, "at_min", until), room=room, running=running))
    return tuple(sorted(found, key=lambda each: each.at))


def faults_in(top: Reading, facility: Facility, until: SimTime) -> tuple[Fault, ...]:
    """Return the faults, in order of time; two of one kind and room may not overlap."""
    found: list[tuple[Reading, Fault]] = []
    values = {"fan": "speed", "damper": "open_share", "leak": "leaking_share"}
    for reading in top.items("faults", ("kind", "at_min", "until_min", "room", *values.values())):
        kind = reading.choice("kind", FAULTS)
        for key in {*values.values(), "room"} & set(reading.values):
            if key != values[kind] and not (key == "room" and kind != "fan"):
                reading.wrong(key, f"a {kind} fault has no {key}.", f"Use {values[kind]}.")
        at = instant_in(reading, "at_min", until)
        fault = Fault(
            kind=cast('Literal["fan", "damper", "leak"]', kind),
            at=at,
            until=_ending(reading, at, until),
            room=room_in(reading, facility) if kind != "fan" else "",
            value=reading.number(values[kind], 0.0, 1.0),
        )
        found.append((reading, fault))
    latest: dict[tuple[str, str], SimTime | None] = {}
    for reading, fault in sorted(found, key=lambda pair: pair[1].at):
        which = (fault.kind, fault.room)
        holds_until = latest.get(which, fault.at)
        if holds_until is None or fault.at < holds_until:
            reading.wrong(
                "at_min", f"another {fault.kind} fault still holds.", "Give that one an until_min before this."
            )
        latest[which] = fault.until
    return tuple(sorted((fault for _reading, fault in found), key=lambda each: each.at))


def sources_in(top: Reading, facility: Facility, until: SimTime) -> tuple[Source, ...]:
    """Return the emissions besides people."""
    names = tuple(f"{name}_per_s" for name in _AMOUNTS)
    found = []
    for reading in top.items("sources", ("at_min", "until_min", "room", *names)):
        at = instant_in(reading, "at_min", until)
        amounts = Airborne(*(reading.number(name, 0.0, AMOUNT_MAX, 0.0) for name in names))
        room = room_in(reading, facility)
        found.append(Source(at=at, until=_ending(reading, at, until), room=room, per_s=amounts))
    return tuple(found)


def releases_in(top: Reading, facility: Facility, until: SimTime) -> tuple[Release, ...]:
    """Return the sudden releases, in order of time."""
    found = [
        Release(
            at=instant_in(reading, "at_min", until),
            room=room_in(reading, facility),
            amount=Airborne(*(reading.number(name, 0.0, AMOUNT_MAX, 0.0) for name in _AMOUNTS)),
        )
        for reading in top.items("releases", ("at_min", "room", *_AMOUNTS))
    ]
    return tuple(sorted(found, key=lambda each: each.at))


def instant_in(reading: Reading, key: str, until: SimTime) -> SimTime:
    """Return the instant of a key in minutes, from 0 to the end of the session."""
    return SimTime(round(reading.number(key, 0.0, until / MINUTE) * MINUTE))


def room_in(reading: Reading, facility: Facility, *, outside: bool = False) -> str:
    """Return the room that `room` names."""
    return reading.choice("room", (*(room.code for room in facility.rooms), *((OUTSIDE,) if outside else ())))


def link_in(reading: Reading, facility: Facility) -> str:
    """Return the door or hatch that `link` names."""
    return reading.choice("link", tuple(link.code for link in facility.links))


def milliseconds(seconds: float) -> int:
    """Return seconds as whole milliseconds."""
    return round(seconds * SECOND)


def _ending(reading: Reading, at: SimTime, until: SimTime) -> SimTime | None:
    if "until_min" not in reading.values:
        return None
    ending = instant_in(reading, "until_min", until)
    if ending <= at:
        reading.wrong("until_min", "it ends before it begins.", "Give an until_min above at_min, or leave it out.")
    return ending


def by_room(sources: Iterable[Source], at: SimTime) -> dict[str, Airborne]:
    """Return what the sources give off at an instant, per second and room."""
    totals: dict[str, Airborne] = defaultdict(Airborne)
    for each in sources:
        if each.at <= at and (each.until is None or at < each.until):
            totals[each.room] = Airborne(*(a + b for a, b in zip(totals[each.room], each.per_s, strict=True)))
    return totals
