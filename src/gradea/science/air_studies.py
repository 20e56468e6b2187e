"""Rooms against published numbers: recovery, clean-up, doors, a stopped fan, people at work [WVE, ANNEX1, KALLIO2021, ...]."""

import itertools
import math
from dataclasses import replace
from functools import cache

from gradea.vocabulary import HOUR, MINUTE, SECOND, CleanlinessGrade, SimTime
from gradea.world.monitoring.parameters import ACTIVE_RECOVERY
from gradea.world.people import Emission, Garment, emission
from gradea.world.people.gown_items import Change
from gradea.world.people.gowning import seconds_for, sequence
from gradea.world.site import (
    CYCLE_S,
    SPECIES,
    Air,
    CabinetUse,
    Configuration,
    Facility,
    air_at_rest,
    changed,
    coast,
    concentration_at,
    critical_zone,
    exposure,
    network,
)

AT_REST_P05 = {"B": 3520.0, "C": 352_000.0, "D": 3_520_000.0}
"""Particles from 0.5 µm per m³ at rest, Annex 1 4.27 [ANNEX1]."""

IN_OPERATION_P05 = {"B": 352_000.0, "C": 3_520_000.0}
"""The same in operation; none is set for grade D."""

WORN = {"D_PAL": "U", "C_PAL": "D", "B_PAL1": "C"}
"""What people wear who come into an airlock to change."""

CHANGE_INTO: dict[str, Change] = {"D_PAL": "D", "C_PAL": "C", "B_PAL1": "B"}
"""And what they change into."""


def _at(milliseconds: int) -> SimTime:
    return SimTime(milliseconds)


def _filled(facility: Facility, air: Air, room: str, amount: float) -> Air:
    row = tuple(amount if here.code == room else 0.0 for here in facility.rooms)
    return replace(air, concentrations=(row, row, row))


def minutes_to_fall(facility: Facility, room: str, start: float, end: float, cabinets: int = 0) -> float:
    """Return the minutes until particles in one room have fallen from one concentration to another, to the second."""
    running = {room: cabinets} if cabinets else {}
    air = _filled(facility, air_at_rest(facility, cabinets=running), room, start)
    low, high = 0, 4 * HOUR // SECOND
    while high - low > 1:
        middle = (low + high) // 2
        above = concentration_at(facility, air, _at(middle * SECOND))[room].p05 > end
        low, high = (middle, high) if above else (low, middle)
    return high / 60.0


def recovery_min(facility: Facility, room: str) -> float:
    """Return the minutes of a hundredfold recovery without cabinets, from a concentration far above the supply air."""
    return minutes_to_fall(facility, room, 1e12, 1e10)


def theory_min(facility: Facility, room: str) -> float:
    """Return ln(100) over the air changes of a room, in minutes [WVE]."""
    return 60.0 * math.log(100.0) / facility.room(room).air_changes_per_h


@cache
def slowest_clean_up_min(facility: Facility) -> float:
    """Return the longest clean-up from the limit in operation to the limit at rest over all grade B and C rooms."""
    return max(
        minutes_to_fall(facility, room.code, IN_OPERATION_P05[room.grade.value], AT_REST_P05[room.grade.value])
        for room in facility.rooms
        if room.grade.value in IN_OPERATION_P05
    )


def share_of_rest_limit(facility: Facility, room: str) -> float:
    """Return particles of an empty room over the limit at rest."""
    found = concentration_at(facility, air_at_rest(facility, cabinets=facility.cabinets), _at(0))[room].p05
    return found / AT_REST_P05[facility.room(room).grade.value]


def _plus(*emissions: Emission) -> tuple[float, float, float]:
    return (sum(e.p05 for e in emissions), sum(e.p5 for e in emissions), sum(e.mcp for e in emissions))


def _mean(facility: Facility, room: str, sources: tuple[float, float, float], seconds: int) -> dict[str, float]:
    rest = air_at_rest(facility, cabinets=facility.cabinets)
    busy = changed(facility, rest, _at(0), sources={room: sources})
    end = _at(seconds * SECOND)
    return {kind: exposure(facility, busy, end, species=kind)[room] / seconds for kind in SPECIES}


@cache
def pair_at_work(facility: Facility) -> dict[str, float]:
    """Return the mean of two hours in the laboratory with two trained people, one seated and one standing."""
    suit = Garment(level=CleanlinessGrade.B)
    return _mean(facility, "B_LAB1", _plus(emission(suit, "seated"), emission(suit, "standing")), 7200)


@cache
def bad_team(facility: Facility) -> float:
    """Return CFU per m³ over two hours with two hurried people whose hoods gape; the team is ours, not the paper's."""
    hurried = emission(Garment(level=CleanlinessGrade.B, defects=frozenset({"hood"})), "hurried")
    return _mean(facility, "B_LAB1", _plus(hurried, hurried), 7200)["mcp"]


@cache
def pair_gowning(facility: Facility, room: str) -> dict[str, float]:
    """Return the mean while two people change together in an airlock, over the time the change takes."""
    worn, new = WORN[room], CleanlinessGrade(CHANGE_INTO[room])
    old = emission(Garment(level=CleanlinessGrade(worn)), "gowning")
    fresh = emission(Garment(level=new), "gowning")
    seconds = sum([seconds_for(Garment(), item) for item in sequence(CHANGE_INTO[room])])
    return _mean(facility, room, _plus(old, fresh), seconds)


def zone(facility: Facility) -> tuple[float, float]:
    """Return particles and CFU per m³ at the open vessel while the pair works well."""
    around = pair_at_work(facility)
    seated = emission(Garment(level=CleanlinessGrade.B), "seated")
    air = critical_zone((around["p05"], around["p5"], around["mcp"]), CabinetUse(body=_plus(seated)))
    return air.p05, air.mcp


def carried_m3(facility: Facility, link: str = "D_PREP-C_PAL", room: str = "C_PAL") -> float:
    """Return the air that one person brings through a door in one opening of 18 s, in m³."""
    half = round(CYCLE_S * SECOND / 2)
    start = _filled(facility, air_at_rest(facility), link.split("-", maxsplit=1)[0], 1e9)
    air = changed(facility, start, _at(0), opened=[link])
    air = changed(facility, air, _at(half), passed=[link])
    air = changed(facility, air, _at(2 * half), closed=[link])
    arrived = concentration_at(facility, air, _at(2 * half))[room].p05
    stayed = concentration_at(facility, start, _at(2 * half))[room].p05
    return (arrived - stayed) * facility.room(room).volume_m3 / 1e9


@cache
def stopped_fan(facility: Facility) -> tuple[float, float]:
    """Return particles per m³ in the corridor after an hour without fan, and minutes to a tenth of it after restart."""
    air = air_at_rest(facility)
    for moment, fan in coast(1.0, 0.0):
        air = changed(facility, air, _at(moment), fan=fan)
    peak = concentration_at(facility, air, _at(HOUR))["C_CORR"].p05
    for moment, fan in coast(0.0, 1.0):
        air = changed(facility, air, _at(HOUR + moment), fan=fan)
    rest = concentration_at(facility, air_at_rest(facility), _at(0))["C_CORR"].p05
    target = rest + 0.1 * (peak - rest)
    again = air.at - HOUR
    fell = next(
        s for s in range(7200) if concentration_at(facility, air, _at(air.at + s * SECOND))["C_CORR"].p05 <= target
    )
    return peak, again / MINUTE + fell / 60.0


def largest_imbalance(facility: Facility) -> float:
    """Return the largest imbalance of a room over every single and double open door and seven fan speeds, in m³/s."""
    codes = [link.code for link in facility.links]
    doors = [(), *((code,) for code in codes), *itertools.combinations(codes, 2)]
    return max(
        network(facility, Configuration(open_links=frozenset(opened), fan=fan)).residual_m3_s
        for opened in doors
        for fan in (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
    )


def zone_plate_grows(facility: Facility) -> float:
    """Return the chance that an active sample of 1 m³ in the cabinet grows a colony."""
    return -math.expm1(-zone(facility)[1] * ACTIVE_RECOVERY.value)
