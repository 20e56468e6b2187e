"""What would be enough: one rule relaxed by a stated amount, tried by finding a plan for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gradea.rotation.bounds import broken_bounds
from gradea.rotation.clock import Span, clock_of
from gradea.rotation.dispatching import first_plan
from gradea.rotation.problem import Problem, Station
from gradea.rotation.words import title_of

TRIES = 40
LONGER_MIN = (15, 30, 60, 120)
"""How much longer the day is tried, in minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """A change of one rule that makes a plan possible; one has been found for `problem`."""

    message: str
    problem: Problem


def ways_out(problem: Problem, groups: Mapping[str, tuple[str, ...]]) -> list[WayOut]:
    """Return changes of a single rule that are enough, each tried; a change that is not listed may be enough too."""
    found = []
    for options in _candidates(problem, max(map(len, groups.values()))):
        for way in options:
            if not broken_bounds(way.problem, groups) and first_plan(way.problem, groups, TRIES) is not None:
                found.append(way)
                break
    return found


def _candidates(problem: Problem, largest: int) -> Iterator[list[WayOut]]:
    """Yield lists of changes of one rule, the smallest first."""
    yield [
        WayOut(
            message=f"End the day at {clock_of(problem.day.ends + more)} instead of {clock_of(problem.day.ends)}.",
            problem=replace(problem, day=Span(problem.day.starts, problem.day.ends + more)),
        )
        for more in LONGER_MIN
    ]
    for station in problem.stations:
        yield from _of_station(problem, station, largest)
    for place in problem.places:
        if place.capacity is not None:
            room = place.capacity + largest
            wider = tuple(replace(each, capacity=room) if each is place else each for each in problem.places)
            yield [WayOut(message=f"Allow {room} people in {place.title}.", problem=replace(problem, places=wider))]
        if place.closed:
            opened = tuple(replace(each, closed=()) if each is place else each for each in problem.places)
            yield [WayOut(message=f"Keep {place.title} open all day.", problem=replace(problem, places=opened))]
    for order in problem.orders:
        names = f"{title_of(problem, order.first)} need not come before {title_of(problem, order.then)}"
        left = tuple(each for each in problem.orders if each is not order)
        yield [WayOut(message=f"Take an order out: {names}.", problem=replace(problem, orders=left))]
    yield from _of_people(problem)


def _of_station(problem: Problem, station: Station, largest: int) -> Iterator[list[WayOut]]:
    def with_station(changed: Station) -> Problem:
        return replace(problem, stations=tuple(changed if each is station else each for each in problem.stations))

    name = station.title
    room = max(largest, station.capacity // largest * largest + largest)
    yield [
        WayOut(
            message=f"Take {room} people a session at {name}.", problem=with_station(replace(station, capacity=room))
        )
    ]
    benches = [station.parallel + 1, station.parallel + 2]
    yield [
        WayOut(
            message=f"Set up {count} benches of {name} instead of {station.parallel}.",
            problem=with_station(replace(station, parallel=count)),
        )
        for count in benches
    ]
    if station.trainers:
        fewer = replace(station, trainers=station.trainers - 1)
        yield [WayOut(message=f"Run {name} with {fewer.trainers} trainers.", problem=with_station(fewer))]
    if station.closed:
        yield [WayOut(message=f"Keep {name} open all day.", problem=with_station(replace(station, closed=())))]


def _of_people(problem: Problem) -> Iterator[list[WayOut]]:
    for trainer in problem.trainers:
        if not any(free.holds(problem.day) for free in trainer.available):
            whole = replace(trainer, available=(problem.day,))
            changed = tuple(whole if each is trainer else each for each in problem.trainers)
            yield [WayOut(message=f"Have {trainer.title} there all day.", problem=replace(problem, trainers=changed))]
    if problem.lunch:
        lunch = problem.lunch
        wider = Span(max(problem.day.starts, lunch.window.starts - 30), min(problem.day.ends, lunch.window.ends + 30))
        changed_lunch = replace(lunch, window=wider)
        yield [WayOut(message=f"Serve lunch between {wider}.", problem=replace(problem, lunch=changed_lunch))]
    for absence in problem.away:
        left = tuple(each for each in problem.away if each is not absence)
        yield [
            WayOut(
                message=f"Let the group of {absence.person} go on without them.", problem=replace(problem, away=left)
            )
        ]
