"""What a site scenario measures by hand, and the decontamination cycles of its isolators."""

from dataclasses import dataclass
from typing import Literal, cast

from gradea.cli.site_plan import instant_in, link_in, room_in
from gradea.cli.site_reading import Reading
from gradea.vocabulary import MINUTE, SECOND, SimTime
from gradea.world.site import DecontaminationCycle, Facility
from gradea.world.site.constants import AERATE, CONDITION, DECONTAMINATE, DEHUMIDIFY, LOG_REDUCTION_ISOLATOR

ZONES = ("room", "cabinet", "isolator")
_OWN_KEYS = {
    "particles": ("room", "zone", "sample_s"),
    "active_air": ("room", "zone", "volume_l", "sample_min"),
    "settle": ("room", "zone", "open_min"),
    "pressure": ("link",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample.

    Attributes:
        code: Key of its luck and its name in the output.
        kind: `particles`, `active_air`, `settle` or `pressure`.
        at: When it begins. `until`: When it ends.
        room: Where, and `zone`: in the room, in a cabinet of it, or in an isolator of it.
        link: Door across which a pressure is read.
        volume_l: Air that an active sampler draws.
    """

    code: str
    kind: Literal["particles", "active_air", "settle", "pressure"]
    at: SimTime
    until: SimTime
    room: str = ""
    zone: Literal["room", "cabinet", "isolator"] = "room"
    link: str = ""
    volume_l: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolatorRun:
    """A decontamination cycle of one isolator of a room, numbered from 1."""

    room: str
    number: int
    cycle: DecontaminationCycle


def samples_in(top: Reading, facility: Facility, until: SimTime) -> tuple[Sample, ...]:
    """Return the samples of a scenario; each ends within the session."""
    every_key = tuple(dict.fromkeys(key for keys in _OWN_KEYS.values() for key in keys))
    found: list[Sample] = []
    for reading in top.items("samples", ("code", "kind", "at_min", *every_key)):
        code = reading.text("code")
        if code in {each.code for each in found}:
            reading.wrong("code", f"there are two samples {code}.", "Give each sample a code of its own.")
        kind = reading.choice("kind", tuple(_OWN_KEYS))
        for key in sorted(set(every_key) & set(reading.values) - set(_OWN_KEYS[kind])):
            reading.wrong(key, f"a {kind} sample has no {key}.", f"Use {', '.join(_OWN_KEYS[kind])}.")
        found.append(_sample(reading, (code, kind), facility, until))
    return tuple(found)


def _sample(reading: Reading, names: tuple[str, str], facility: Facility, until: SimTime) -> Sample:
    code, kind = names
    at = instant_in(reading, "at_min", until)
    if kind == "pressure":
        return Sample(code=code, kind="pressure", at=at, until=at, link=link_in(reading, facility))
    lasts_ms = {
        "particles": lambda: reading.number("sample_s", 1.0, 86400.0, 60.0) * SECOND,
        "active_air": lambda: reading.number("sample_min", 0.1, 1440.0, 10.0) * MINUTE,
        "settle": lambda: reading.number("open_min", 1.0, 10080.0, 240.0) * MINUTE,
    }[kind]()
    ending = SimTime(at + round(lasts_ms))
    if ending > until:
        message = f"the sample ends at {ending / MINUTE:g} min, the session at {until / MINUTE:g} min."
        reading.wrong("at_min", message, "Begin earlier, shorten it, or raise duration_min.")
    room = room_in(reading, facility)
    zone = reading.choice("zone", ZONES, "room")
    if zone != "room" and not (facility.cabinets if zone == "cabinet" else facility.isolators).get(room):
        reading.wrong("zone", f"{room} has no {zone}.", "Take the zone room, or another room.")
    return Sample(
        code=code,
        kind=cast('Literal["particles", "active_air", "settle"]', kind),
        at=at,
        until=ending,
        room=room,
        zone=cast('Literal["room", "cabinet", "isolator"]', zone),
        volume_l=reading.number("volume_l", 1.0, 1e5, 1000.0) if kind == "active_air" else 0.0,
    )


def isolators_in(top: Reading, facility: Facility, until: SimTime) -> tuple[IsolatorRun, ...]:
    """Return the decontamination cycles; one isolator runs one at a time."""
    lengths = {
        "dehumidify_min": DEHUMIDIFY.value,
        "condition_min": CONDITION.value,
        "decontaminate_min": DECONTAMINATE.value,
        "aerate_min": AERATE.value,
    }
    keys = ("room", "number", "at_min", "interrupted_at_min", "log_reduction", *lengths)
    found: list[IsolatorRun] = []
    for reading in top.items("isolators", keys):
        room = reading.choice("room", tuple(facility.isolators))
        number = reading.whole("number", 1, max(1, facility.isolators.get(room, 1)), 1)
        start = instant_in(reading, "at_min", until)
        broken = None
        if "interrupted_at_min" in reading.values:
            broken = instant_in(reading, "interrupted_at_min", until)
            if broken < start:
                reading.wrong("interrupted_at_min", "it is broken off before it begins.", "Give a later minute.")
                broken = None
        cycle = DecontaminationCycle(
            started_at=start,
            log_reduction=reading.number("log_reduction", 0.0, 99.0, LOG_REDUCTION_ISOLATOR.value),
            interrupted_at=broken,
            **{key: reading.number(key, 0.1, 1440.0, usual) for key, usual in lengths.items()},
        )
        if any(_meet(each, room, number, cycle) for each in found):
            reading.wrong("at_min", f"isolator {number} of {room} is still in its cycle.", "Begin after it is ready.")
        found.append(IsolatorRun(room=room, number=number, cycle=cycle))
    return tuple(found)


def _meet(run: IsolatorRun, room: str, number: int, cycle: DecontaminationCycle) -> bool:
    if (run.room, run.number) != (room, number):
        return False
    return run.cycle.started_at < cycle.begins()["ready"] and cycle.started_at < run.cycle.begins()["ready"]
