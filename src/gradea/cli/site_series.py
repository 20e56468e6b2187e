"""The series of a session: what is true, and what instruments would show of it. Keys are described in docs/site-run.md."""

from collections.abc import Callable, Iterable
from typing import Any

from gradea.cli.site_samples import Sample
from gradea.cli.site_session import Session
from gradea.vocabulary import MINUTE, SECOND, Chance, SimTime
from gradea.world.microbes import Occasion
from gradea.world.monitoring import (
    PlateTruth,
    air_sample,
    collected,
    counter_sample,
    exposed,
    pressure_reading,
)
from gradea.world.site import (
    SPECIES,
    Airborne,
    critical_zone,
    isolator_air,
    log_reduction_at,
    phase_at,
    piece_dose,
    pressure_difference,
    room_pressure,
)

COUNTER_MS = MINUTE
"""The fixed counters report the minute that ends at the output instant."""

LOW_PA = 10.0
"""Steps below this between grades are what the pressure alarm looks for [ANNEX1, K]."""


def series_of(session: Session) -> dict[str, Any]:
    """Return a session as JSON values: true and measured series, doors, people, samples, summary."""
    scenario = session.scenario
    return {
        "title": scenario.title,
        "facility": scenario.facility.code,
        "duration_min": _minutes(scenario.until),
        "every_min": _minutes(scenario.every_ms),
        "seed": scenario.seed.removeprefix("site-"),
        "interlock_defeated": not scenario.interlocked,
        "times_min": [_minutes(at) for at in scenario.instants],
        "true": {"rooms": _true_rooms(session), "links": _true_links(session), "isolators": _isolators(session)},
        "measured": _measured(session),
        "samples": [_sampled(session, sample) for sample in scenario.samples],
        "summary": {"rooms": _room_summary(session), "links": _link_summary(session)},
        "doors": _doors(session),
        "moves": _moves(session),
        "not_opened": [{"link": act.link, "asked_min": _minutes(act.at)} for act in session.table.unserved],
    }


def _true_rooms(session: Session) -> dict[str, Any]:
    facility, air = session.scenario.facility, session.air
    found: dict[str, Any] = {
        room.code: {**{f"{name}_per_m3": [] for name in SPECIES}, "pressure_pa": []} for room in facility.rooms
    }
    for at in session.scenario.instants:
        for room, amounts in air.concentration(at).items():
            for name, amount in zip(SPECIES, amounts, strict=True):
                found[room][f"{name}_per_m3"].append(_rounded(amount))
            found[room]["pressure_pa"].append(_pascals(room_pressure(facility, air.air(at), room)))
    return found


def _true_links(session: Session) -> dict[str, Any]:
    facility, air = session.scenario.facility, session.air
    return {
        link.code: {
            "pressure_difference_pa": [
                _pascals(pressure_difference(facility, air.air(at), link.code)) for at in session.scenario.instants
            ],
            "open": [link.code in air.air(at).configuration.open_links for at in session.scenario.instants],
        }
        for link in facility.links
    }


def _isolators(session: Session) -> dict[str, Any]:
    instants = session.scenario.instants
    found: dict[str, Any] = {}
    for room in session.scenario.facility.isolators:
        inside = [isolator_air(session.air.concentration(at)[room]) for at in instants]
        cycles = [
            {
                "number": run.number,
                "started_min": _minutes(run.cycle.started_at),
                "ready_min": _minutes(run.cycle.begins()["ready"]),
                "phase": [phase_at(run.cycle, at) for at in instants],
                "log_reduction": [round(log_reduction_at(run.cycle, at), 3) for at in instants],
            }
            for run in session.scenario.isolators
            if run.room == room
        ]
        columns = zip(*inside, strict=True)
        found[room] = {
            **{f"{name}_per_m3": [_rounded(value) for value in column] for name, column in zip(SPECIES, columns, strict=True)},
            "cycles": cycles,
        }  # fmt: skip
    return found


def _measured(session: Session) -> dict[str, Any]:
    """Return what fixed counters and pressure sensors show at each output instant."""
    facility, chance = session.scenario.facility, Chance(session.scenario.seed)
    window = min(COUNTER_MS, session.scenario.every_ms)
    rooms: dict[str, Any] = {room.code: {"p05_per_m3": [], "p5_per_m3": []} for room in facility.rooms}
    links: dict[str, Any] = {link.code: {"pressure_difference_pa": []} for link in facility.links}
    for at in session.scenario.instants:
        seen = session.air.mean(SimTime(max(0, at - window)), at) if at > 0 else session.air.concentration(at)
        for room, amounts in seen.items():
            shown = counter_sample(amounts.p05, amounts.p5, window / SECOND, chance, f"counter/{room}/{at}")
            for name, value in shown.items():
                rooms[room][name].append(value)
        for link in links:
            true = pressure_difference(facility, session.air.air(at), link)
            links[link]["pressure_difference_pa"].append(pressure_reading(true, chance, f"dp/{link}/{at}") + 0.0)
    return {"rooms": rooms, "links": links}


def _sampled(session: Session, sample: Sample) -> dict[str, Any]:
    """Return one sample: the truth it met, and what it shows; colonies are those after full incubation."""
    chance, key = Chance(session.scenario.seed), f"sample/{sample.code}"
    head = {"code": sample.code, "kind": sample.kind, "at_min": _minutes(sample.at)}
    if sample.kind == "pressure":
        true = pressure_difference(session.scenario.facility, session.air.air(sample.at), sample.link)
        shown = pressure_reading(true, chance, key)
        return head | {"link": sample.link, "true_pa": _pascals(true), "pressure_difference_pa": shown}
    met = _met(session, sample)
    head |= {"room": sample.room, "zone": sample.zone, "until_min": _minutes(sample.until)}
    if sample.kind == "particles":
        shown_counts = counter_sample(met.p05, met.p5, (sample.until - sample.at) / SECOND, chance, key)
        return head | {"true_p05_per_m3": _rounded(met.p05), "true_p5_per_m3": _rounded(met.p5), **shown_counts}
    grade = session.scenario.facility.room(sample.room).grade if sample.zone == "room" else "A"
    occasion = Occasion(chance=chance, key=key, room=sample.room, at=sample.until)
    if sample.kind == "settle":
        plate = exposed(PlateTruth(kind="settle"), sample.at)
        plate = collected(plate, met.mcp * (sample.until - sample.at) / SECOND, occasion, grade)
    else:
        plate = air_sample(PlateTruth(kind="air"), met.mcp, sample.volume_l / 1000.0, occasion, grade)
        head["volume_l"] = sample.volume_l
    colonies = round(sum(group.count for group in plate.captured))
    return head | {
        "true_mcp_per_m3": _rounded(met.mcp),
        "expected_cfu": _rounded(plate.expected_cfu),
        "colonies_cfu": colonies,
    }


def _met(session: Session, sample: Sample) -> Airborne:
    """Return the mean concentrations at the place of a sample, per m3."""
    room = session.air.mean(sample.at, sample.until)[sample.room]
    if sample.zone == "isolator":
        return isolator_air(room)
    if sample.zone == "room":
        return room
    totals = [0.0] * len(SPECIES)
    for piece in session.air.pieces(sample.at, sample.until):
        seconds = (piece.until - piece.from_at) / SECOND
        around = piece_dose(session.scenario.facility, piece)[sample.room]
        mean = Airborne(*(dose / seconds for dose in around))
        zone = critical_zone(mean, session.cabinet_use(sample.room, piece.from_at))
        totals = [total + amount * seconds for total, amount in zip(totals, zone, strict=True)]
    return Airborne(*(total * SECOND / (sample.until - sample.at) for total in totals))


def _room_summary(session: Session) -> dict[str, Any]:
    """Return means over the session from exact integrals, and the highest value at outputs and events."""
    means = session.air.mean(SimTime(0), session.scenario.until)
    highest = {room: [0.0] * len(SPECIES) for room in means}
    looked = {*session.scenario.instants, *(anchor.at for anchor in session.air.anchors)}
    for at in sorted(looked):
        for room, amounts in session.air.concentration(at).items():
            highest[room] = [max(pair) for pair in zip(highest[room], amounts, strict=True)]
    return {
        room: {
            **{f"mean_{name}_per_m3": _rounded(value) for name, value in zip(SPECIES, amounts, strict=True)},
            **{f"highest_{name}_per_m3": _rounded(value) for name, value in zip(SPECIES, highest[room], strict=True)},
        }
        for room, amounts in means.items()
    }


def _link_summary(session: Session) -> dict[str, Any]:
    """Return lowest and highest true pressure difference, and for how long it was below 10 Pa and turned round."""
    facility, until = session.scenario.facility, session.scenario.until
    pieces = list(session.air.pieces(SimTime(0), until))
    found = {}
    for link in facility.links:
        steps = [(pressure_difference(facility, piece.air, link.code), piece.until - piece.from_at) for piece in pieces]
        found[link.code] = {
            "lowest_pa": _pascals(min(step for step, _ms in steps)),
            "highest_pa": _pascals(max(step for step, _ms in steps)),
            "below_10_pa_s": _lasting(steps, lambda step: step < LOW_PA),
            "reversed_s": _lasting(steps, lambda step: step < -0.05),
        }
    return found


def _lasting(steps: Iterable[tuple[float, int]], holds: Callable[[float], bool]) -> float:
    return sum(ms for step, ms in steps if holds(step)) / SECOND


def _doors(session: Session) -> list[dict[str, Any]]:
    return [
        {
            "link": each.link,
            "by": each.by,
            "asked_min": _minutes(each.asked_at),
            "opened_min": _minutes(each.opened_at),
            "shut_min": _minutes(each.shut_at),
            "passages": each.passages,
        }
        for each in session.table.openings
    ]


def _moves(session: Session) -> list[dict[str, Any]]:
    return [
        {
            "name": session.scenario.people[each.walker].walker.name,
            "at_min": _minutes(each.at),
            "room": each.room,
            "arrived": each.arrived,
        }
        for each in session.table.presences
    ]


def _minutes(at: int) -> float:
    return round(at / MINUTE, 5)


def _rounded(value: float) -> float:
    """Return a value to six digits: more would suggest a precision that no input has."""
    return float(f"{value:.6g}")


def _pascals(value: float) -> float:
    """Return a pressure to 0.001 Pa, without a minus before zero."""
    return round(value, 3) + 0.0
