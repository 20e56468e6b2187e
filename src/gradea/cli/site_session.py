"""A site scenario becomes events of the air: people and doors, cabinets, faults, sources, in order of time."""

from dataclasses import dataclass, replace

from gradea.cli.site_plan import Fault, Person, by_room
from gradea.cli.site_scenario import SiteScenario
from gradea.vocabulary import Chance, SimTime
from gradea.world.people import CHANGES, Garment, emission, personal_multiplier, sequence
from gradea.world.site import (
    OUTSIDE,
    Air,
    Airborne,
    AirChange,
    AirHistory,
    CabinetUse,
    Presence,
    Timetable,
    air_at_rest,
    coast,
    door_events,
    history,
    timetable,
)

_DEVICES, _DOORS, _RELEASES, _SOURCES = range(4)
_AT_THE_BENCH = ("seated", "hurried")
_START = SimTime(0)

Event = tuple[int, int, AirChange]
"""Instant, rank at that instant, and what changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What happened in a scenario: doors and people, and the air."""

    scenario: SiteScenario
    table: Timetable
    shedding: tuple[float, ...]
    air: AirHistory

    def present(self, at: SimTime) -> dict[int, Presence]:
        """Return where each person is at an instant, by their place in the scenario."""
        return _present(self.scenario, self.table, at)

    def cabinet_use(self, room: str, at: SimTime) -> CabinetUse:
        """Return how the cabinet of a room is used at an instant: the first person who sits or hurries works in it."""
        running = dict(self.air.air(at).configuration.cabinets).get(room, 0) > 0
        body, wrist, hurried = Airborne(), 1.0, False
        for number, presence in self.present(at).items():
            person = self.scenario.people[number]
            activity = person.doings[presence.stage].activity if presence.arrived else "walking"
            if presence.room != room or activity not in _AT_THE_BENCH:
                continue
            hurried |= activity == "hurried"
            if body == Airborne():
                body = _shed(person, presence, self.shedding[number])
                wrist = 5.0 if "wrist" in person.defects else 1.0
        return CabinetUse(running=running, arms_swept=hurried, body=body, wrist_factor=wrist)


def session_of(scenario: SiteScenario) -> Session:
    """Return what happens in a scenario, to its end."""
    chance = Chance(scenario.seed)
    table = timetable(
        scenario.facility,
        scenario.doors,
        [person.walker for person in scenario.people],
        interlocked=scenario.interlocked,
        until=scenario.until,
    )
    shedding = tuple(
        person.shedding if person.shedding is not None else personal_multiplier(chance, person.walker.name)
        for person in scenario.people
    )
    events = [
        *_device_events(scenario),
        *((at, _DOORS, change) for at, change in door_events(scenario.facility, table.openings)),
        *((each.at, _RELEASES, AirChange(released={each.room: each.amount})) for each in scenario.releases),
        *_source_events(scenario, table, shedding),
    ]
    dated = [(SimTime(at), change) for at, _rank, change in sorted(events, key=lambda event: event[:2])]
    air = history(scenario.facility, _start(scenario), [each for each in dated if each[0] <= scenario.until])
    return Session(scenario=scenario, table=table, shedding=shedding, air=air)


def _start(scenario: SiteScenario) -> Air:
    """Return the air at rest with the cabinets that run from the first minute, and with the rooms that start otherwise."""
    running = {each.room: each.running for each in scenario.cabinets if each.at == _START}
    rest = air_at_rest(scenario.facility, cabinets=running)
    rows = [list(row) for row in rest.concentrations]
    for room, amounts in scenario.start.items():
        for species, amount in enumerate(amounts):
            if amount >= 0.0:
                rows[species][scenario.facility.index(room)] = amount
    return replace(rest, concentrations=tuple(tuple(row) for row in rows))


def _device_events(scenario: SiteScenario) -> list[Event]:
    events: list[Event] = [
        (each.at, _DEVICES, AirChange(cabinets={each.room: each.running})) for each in scenario.cabinets
    ]
    for each in scenario.faults:
        if each.kind == "damper":
            events.append((each.at, _DEVICES, AirChange(dampers={each.room: each.value})))
            events += [(each.until, _DEVICES, AirChange(dampers={each.room: 1.0}))] if each.until is not None else []
        elif each.kind == "leak":
            events.append((each.at, _DEVICES, AirChange(leaks={each.room: each.value})))
            events += [(each.until, _DEVICES, AirChange(leaks={each.room: 0.0}))] if each.until is not None else []
    return [*events, *_fan_events([each for each in scenario.faults if each.kind == "fan"])]


def _fan_events(faults: list[Fault]) -> list[Event]:
    """Return the steps in which the fan coasts; a switch before it has come down starts from the speed it has."""
    switches: list[tuple[int, float]] = []
    for each in faults:
        switches = [switch for switch in switches if switch[0] != each.at]  # one fault ends as the next begins
        switches.append((each.at, each.value))
        switches += [(each.until, 1.0)] if each.until is not None else []
    events: list[Event] = []
    speed = 1.0
    for number, (at, target) in enumerate(switches):
        end = switches[number + 1][0] if number + 1 < len(switches) else None
        for after, step in coast(speed, target) if target != speed else ():
            if end is None or at + after < end:
                events.append((at + after, _DEVICES, AirChange(fan=step)))
                speed = step
    return events


def _source_events(scenario: SiteScenario, table: Timetable, shedding: tuple[float, ...]) -> list[Event]:
    """Return the emissions of all rooms that change, at each instant at which a person or source changes."""
    instants = {presence.at for presence in table.presences} | {_START}
    for each in scenario.sources:
        instants |= {each.at} | ({each.until} if each.until is not None else set())
    events: list[Event] = []
    before: dict[str, Airborne] = {}
    for at in sorted(instants):
        now = _emissions(scenario, table, shedding, at)
        rooms = [room.code for room in scenario.facility.rooms if now.get(room.code) != before.get(room.code)]
        if rooms:
            events.append((at, _SOURCES, AirChange(sources={room: now.get(room, Airborne()) for room in rooms})))
        before = now
    return events


def _emissions(
    scenario: SiteScenario, table: Timetable, shedding: tuple[float, ...], at: SimTime
) -> dict[str, Airborne]:
    totals: dict[str, Airborne] = by_room(scenario.sources, at)
    for number, presence in _present(scenario, table, at).items():
        person = scenario.people[number]
        if presence.room == OUTSIDE:
            continue
        shed = _shed(person, presence, shedding[number])
        before = totals.get(presence.room, Airborne())
        totals[presence.room] = Airborne(*(a + person.walker.count * b for a, b in zip(before, shed, strict=True)))
    return totals


def _present(scenario: SiteScenario, table: Timetable, at: SimTime) -> dict[int, Presence]:
    found = {
        number: Presence(at=_START, walker=number, stage=0, room=person.walker.starts_in, arrived=True)
        for number, person in enumerate(scenario.people)
    }
    for presence in table.presences:
        if presence.at > at:
            break
        found[presence.walker] = presence
    return found


def _shed(person: Person, presence: Presence, shedding: float) -> Airborne:
    """Return what one person gives off per second; on the way they walk in the garment of where they go."""
    doing = person.doings[presence.stage]
    under_way = tuple(sequence(change)[0].code for change in CHANGES if change == doing.changing_to)
    garment = Garment(items=under_way, defects=person.defects, level=doing.garment)
    shed = emission(garment, doing.activity if presence.arrived else "walking", shedding)
    return Airborne(shed.p05, shed.p5, shed.mcp)
