"""The timeline: lanes of what happened, as plain values that the island draws and the table tells."""

from collections.abc import Iterable, Iterator
from typing import Any

from gradea.campus.debrief import wording
from gradea.campus.debrief.replay import Replay, Sample, sessions
from gradea.practical import (
    SEATS,
    Dated,
    RunState,
)
from gradea.practical.events import (
    AlarmAcknowledged,
    AlarmRaised,
    DisturbanceBegun,
    DisturbanceEnded,
    SeatTaken,
)
from gradea.record import DeviationRaised, StepSigned, ValueCorrected, ValueEntered
from gradea.vocabulary import DAY, MINUTE, Message, stored_name
from gradea.world.act import ActPerformed, verb

MARGIN_MS = 2 * MINUTE
"""Air left before the first and after the last thing of a session."""

_CLEAN_HANDS = frozenset({"disinfect-gloves", "change-gloves"})


def seats_of(items: Iterable[tuple[int, Dated]]) -> list[dict[str, str]]:
    """Return everybody who sat in the run: reference, seat, temperament of a simulated one; in the order of the seats."""
    found: dict[str, dict[str, str]] = {}
    for _seq, item in items:
        if isinstance(item.event, SeatTaken):
            event = item.event
            crew = event.crew or found.get(event.person, {}).get("crew", "")
            found[event.person] = {"ref": event.person, "role": event.role, "crew": crew}
    return sorted(found.values(), key=lambda seat: SEATS.index(seat["role"]))


def timeline_of(replay: Replay) -> dict[str, Any]:
    """Return everything the timeline shows. Instants are simulated milliseconds; people are references."""
    state, worked = replay.last, [item.at for _seq, item in replay.items if not _is_frame(item)]
    return {
        "sessions": [_session(start, stop) for start, stop in sessions(worked)],
        "stays": list(_stays(replay)),
        "acts": list(_acts(replay)),
        "hands": list(_hands(replay)),
        "entries": list(_entries(replay)),
        "deviations": list(_deviations(replay)),
        "alarms": list(_alarms(replay)),
        "disturbances": list(_disturbances(replay)),
        "samples": [_sample(sample) for sample in replay.samples],
        "rooms": {room.code: {"title": room.title, "grade": str(room.grade)} for room in state.world.facility.rooms},
    }


def _is_frame(item: Dated) -> bool:
    """Return whether an event is of the trainer or the system: nobody was at work then."""
    return (
        item.role in {"trainer", "system"}
        or item.actor.role in {"trainer", "system"}
        or stored_name(item.event) in _FRAME
    )


_FRAME = frozenset(
    {"practical.run-opened/1", "practical.seat-taken/1", "practical.clock-jumped/1", "practical.run-closed/1"}
)


def _session(start: int, stop: int) -> dict[str, Any]:
    return {"from": start - MARGIN_MS, "to": stop + MARGIN_MS, "day": start // DAY}


def _stays(replay: Replay) -> Iterator[dict[str, Any]]:
    """Yield who was in which room from when to when."""
    here: dict[str, tuple[str, int]] = {}
    for _seq, item in replay.items:
        event = item.event
        if not isinstance(event, ActPerformed) or event.do not in {"go", "leave"}:
            continue
        room, since = here.get(event.person, ("OUT", 0))
        if room != "OUT":
            yield {"who": event.person, "room": room, "from": since, "to": item.at}
        here[event.person] = (str(event.parameters["to"]) if event.do == "go" else "OUT", item.at)
    for person, (room, since) in here.items():
        if room != "OUT":
            yield {"who": person, "room": room, "from": since, "to": replay.last.at}


def _acts(replay: Replay) -> Iterator[dict[str, Any]]:
    for seq, item in replay.items:
        event = item.event
        if isinstance(event, ActPerformed):
            act = {
                "seq": seq,
                "at": item.at,
                "to": event.until,
                "who": event.person,
                "room": event.room,
                "do": event.do,
                "words": wording.act_words(replay.last, event),
            }
            if event.observed:
                act["seen"] = wording.seen_words(event.observed)
            if event.technique != "normal":
                act["how"] = event.technique
            yield act


def _hands(replay: Replay) -> Iterator[dict[str, Any]]:
    """Yield what hands did: cleaned, or worked open; and whether open work began with gloves just cleaned."""
    last: dict[str, str] = {}
    for seq, item in replay.items:
        event = item.event
        if not isinstance(event, ActPerformed):
            continue
        if event.do in _CLEAN_HANDS:
            yield {"seq": seq, "at": item.at, "who": event.person, "kind": "clean"}
        elif verb(event.do).open_steps:
            clean = last.get(event.person) in _CLEAN_HANDS
            yield {"seq": seq, "at": item.at, "who": event.person, "kind": "open" if clean else "unclean"}
        last[event.person] = event.do


def _entries(replay: Replay) -> Iterator[dict[str, Any]]:
    state = replay.last
    for seq, item in replay.items:
        event, name = item.event, stored_name(item.event)
        if name.startswith("record.") and not isinstance(event, DeviationRaised):
            yield {
                "seq": seq,
                "at": item.at,
                "who": getattr(event, "by", item.actor.ref),
                "kind": _kind(event, name),
                "step": getattr(event, "step", "") or "",
                "words": wording.entry_words(state, event),
            }


def _kind(event: Message, name: str) -> str:
    if isinstance(event, ValueEntered):
        return "late" if event.late else "entry"
    if isinstance(event, ValueCorrected):
        return "correction"
    if isinstance(event, StepSigned) or name.startswith(("record.review-signed", "record.batch-disposed")):
        return "signature"
    return "refused" if name.startswith("record.attempt-refused") else "other"


def _deviations(replay: Replay) -> Iterator[dict[str, Any]]:
    for seq, item in replay.items:
        event = item.event
        if isinstance(event, DeviationRaised):
            place = (
                wording.field_words(replay.last, event.field)
                if event.field
                else wording.step_words(replay.last, event.step)
            )
            yield {
                "seq": seq,
                "at": item.at,
                "who": event.by,
                "number": event.number,
                "class": event.deviation_class,
                "automatic": event.automatic,
                "words": f"{event.number}, {event.deviation_class}: {place}",
            }


def _alarms(replay: Replay) -> Iterator[dict[str, Any]]:
    for seq, item in replay.items:
        event = item.event
        if isinstance(event, AlarmRaised):
            words = f"{event.source} {event.value}, limit {event.limit}"
            yield {"seq": seq, "at": item.at, "alarm": event.alarm, "words": words}
        elif isinstance(event, AlarmAcknowledged):
            yield {
                "seq": seq,
                "at": item.at,
                "alarm": event.alarm,
                "words": "Alarm acknowledged",
                "who": item.actor.ref,
            }


def _disturbances(replay: Replay) -> Iterator[dict[str, Any]]:
    begun: dict[str, tuple[int, int]] = {}
    for seq, item in replay.items:
        event = item.event
        if isinstance(event, DisturbanceBegun):
            begun[event.kind] = (seq, item.at)
        elif isinstance(event, DisturbanceEnded) and event.kind in begun:
            first, since = begun.pop(event.kind)
            yield _disturbance(first, event.kind, since, item.at)
    for kind, (first, since) in begun.items():
        yield _disturbance(first, kind, since, replay.last.at)


def _disturbance(seq: int, kind: str, start: int, stop: int) -> dict[str, Any]:
    return {"seq": seq, "kind": kind, "at": start, "to": stop, "words": wording.DISTURBANCE_WORDS.get(kind, kind)}


def _sample(sample: Sample) -> list[Any]:
    """Return a sample as a row: the island knows the order by `columns`."""
    return [getattr(sample, name) for name in COLUMNS]


COLUMNS = ("at", "pressure_pa", "p05_per_m3", "p5_per_m3", "mcp_per_m3", "vessel", "viable", "cfu", "exposure")
"""Order of the numbers in one sample."""


def story_lines(timeline: dict[str, Any], state: RunState) -> list[dict[str, Any]]:
    """Return the timeline as one ordered list: the accessible version, and what is printed. Moves and dressing are left out."""
    lines: list[dict[str, Any]] = []
    for act in timeline["acts"]:
        if act["do"] not in {"go", "don", "disinfect-gloves"}:
            lines.append(_line(act, "act", f"{act['words']}{' → ' + act['seen'] if act.get('seen') else ''}"))
    for kind, name in (
        ("entry", "entries"),
        ("deviation", "deviations"),
        ("alarm", "alarms"),
        ("disturbance", "disturbances"),
    ):
        lines.extend(_line(item, kind, item["words"]) for item in timeline[name])
    for line in lines:
        line["room_words"] = wording.room_words(state, line["room"]) if line["room"] else ""
    return sorted(lines, key=lambda line: (line["at"], line["seq"]))


def _line(item: dict[str, Any], kind: str, words: str) -> dict[str, Any]:
    return {
        "seq": item["seq"],
        "at": item["at"],
        "kind": kind,
        "who": item.get("who", ""),
        "room": item.get("room", ""),
        "words": words,
    }
