"""A first plan by dispatching: walk through the day and send groups to stations that are free, many times with other luck.

It knows every rule, proves nothing, and is quick. What it finds is where the solver starts; where it finds nothing, the solver
decides alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradea.rotation.clock import Minute, Span
from gradea.rotation.problem import LUNCH, Problem, Station
from gradea.rotation.timetable import Stop, eats, stops_of
from gradea.vocabulary import Chance

TRIES = 80
ENOUGH = 3
"""Days that are tried, and plans after which no more are."""


@dataclass(slots=True)
class _Worker:
    """A group or a trainer on their way through the day."""

    free_at: Minute
    place: str | None = None
    left: set[str] = field(default_factory=set)
    done_at: dict[str, Minute] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPlan:
    """Starts by `(group, stop)`, who leads which `(station, start)`, and when trainers eat."""

    starts: Mapping[tuple[str, str], Minute]
    leads: Mapping[tuple[str, Minute], tuple[str, ...]]
    breaks: Mapping[str, Minute]


def first_plan(problem: Problem, groups: Mapping[str, tuple[str, ...]], tries: int = TRIES) -> FirstPlan | None:
    """Return the best of some plans found by dispatching, or None where none was found."""
    if any(group_fits_nowhere(problem, people) for people in groups.values()):
        return None
    best: tuple[int, FirstPlan] | None = None
    found = 0
    for attempt in range(tries):
        day = _Day(problem, groups, Chance(f"{problem.seed}/{attempt}"))
        if not day.run():
            continue
        cost = sum(day.starts.values()) + 20 * problem.step * len({(s, at) for (_, s), at in day.starts.items()})
        if best is None or cost < best[0]:
            best = (cost, FirstPlan(starts=day.starts, leads=day.leads, breaks=day.breaks))
        found += 1
        if found >= ENOUGH:
            break
    return best[1] if best else None


def group_fits_nowhere(problem: Problem, people: tuple[str, ...]) -> bool:
    """Return whether a group is larger than some station or its place."""
    limits = [station.capacity for station in problem.stations]
    limits += [place.capacity for place in problem.places if place.capacity is not None and _used(problem, place.key)]
    return len(people) > min(limits, default=len(people))


def _used(problem: Problem, place: str) -> bool:
    return any(stop.place == place for stop in stops_of(problem))


class _Day:
    """One walk through the day."""

    def __init__(self, problem: Problem, groups: Mapping[str, tuple[str, ...]], luck: Chance) -> None:
        self.problem, self.groups, self.luck = problem, groups, luck
        self.stops = {stop.key: stop for stop in stops_of(problem)}
        self.places = {place.key: place for place in problem.places}
        self.gaps = {(a, b): problem.gap(a, b) for a in self.places for b in self.places}
        self.stations = {station.key: station for station in problem.stations}
        dawn = problem.day.starts
        self.crowd = {name: _Worker(dawn, left=set(self.stops)) for name in groups}
        self.trainers = {each.key: _Worker(dawn, left=self._meal(each.key)) for each in problem.trainers}
        self.able = {
            station.key: [each for each in problem.trainers if station.key in each.stations]
            for station in problem.stations
        }
        self.benches = {station.key: [dawn] * station.parallel for station in problem.stations}
        self.inside: dict[str, list[tuple[Minute, int]]] = {place: [] for place in self.places}
        self.before = {key: [order for order in problem.orders if order.then == key] for key in self.stops}
        self.tail = {key: self._tail(key) for key in self.stops}
        self.absences = {
            name: [each.span for each in problem.away if each.person in people] for name, people in groups.items()
        }
        self.starts: dict[tuple[str, str], Minute] = {}
        self.leads: dict[tuple[str, Minute], tuple[str, ...]] = {}
        self.breaks: dict[str, Minute] = {}

    def _meal(self, trainer: str) -> set[str]:
        return {LUNCH} if eats(self.problem, trainer) else set()

    def _tail(self, key: str) -> int:
        """Return the minutes of the longest chain of orders from this stop on."""
        after = [self._tail(order.then) for order in self.problem.orders if order.first == key]
        return self.stops[key].minutes + max(after, default=0)

    def run(self) -> bool:
        """Walk through the day; return whether everybody has done everything, and everybody has eaten."""
        patience = 0.15 + 0.8 * self.luck.uniform("day", "patience")
        for moment in range(self.problem.day.starts, self.problem.day.ends, self.problem.step):
            tick = moment - self.problem.day.starts
            order = sorted(self.stops, key=lambda key: -self.tail[key] * (0.4 + self.luck.uniform(key, "rank", tick)))
            for key in order:
                if key == LUNCH:
                    self._eat(moment)
                else:
                    self._open(self.stations[key], moment, patience)
        fed = all(not worker.left for worker in self.trainers.values() if worker.done_at)
        return fed and all(not worker.left for worker in self.crowd.values())

    def _eat(self, moment: Minute) -> None:
        lunch = self.problem.lunch
        if lunch is None or not lunch.window.holds(Span(moment, moment + lunch.minutes)):
            return
        stop = self.stops[LUNCH]
        last = lunch.window.ends - lunch.minutes
        for name, worker in self.crowd.items():
            hungry = moment + 2 * self.problem.step > last or self.luck.happens(0.35, name, "lunch", moment)
            if (
                LUNCH in worker.left
                and hungry
                and self._can(name, stop, moment)
                and self._room(stop, moment) >= self._size(name)
            ):
                self._go(name, stop, moment)
        for key, worker in self.trainers.items():
            if LUNCH in worker.left and self._reach(worker, stop, moment):
                worker.left.discard(LUNCH)
                worker.free_at, worker.place = moment + lunch.minutes, stop.place
                self.breaks[key] = moment

    def _open(self, station: Station, moment: Minute, patience: float) -> None:
        stop = self.stops[station.key]
        for bench in range(station.parallel):
            if self.benches[station.key][bench] > moment:
                continue
            team = self._team(station, moment)
            if team is None:
                return
            coming = self._coming(station, stop, moment)
            waiting = sum(station.key in worker.left for worker in self.crowd.values())
            full = sum(self._size(name) for name in coming) + self._size(next(iter(self.crowd))) > station.capacity
            if not coming:
                return
            if not full and waiting > len(coming) and self.luck.happens(patience, station.key, f"wait{bench}", moment):
                return
            for name in coming:
                self._go(name, stop, moment)
            for key in team:
                worker = self.trainers[key]
                worker.free_at, worker.place = moment + station.minutes, station.place
                worker.done_at[station.key] = worker.free_at
            self.leads[station.key, moment] = (*self.leads.get((station.key, moment), ()), *team)
            self.benches[station.key][bench] = moment + station.minutes + station.reset

    def _coming(self, station: Station, stop: Stop, moment: Minute) -> list[str]:
        """Return the groups that go to a session now: those with most to do first."""
        ready = [name for name in self.crowd if station.key in self.crowd[name].left and self._can(name, stop, moment)]
        ready.sort(key=lambda name: -len(self.crowd[name].left) + self.luck.uniform(name, station.key, moment))
        room, seats = self._room(stop, moment), station.capacity
        coming = []
        largest = max(map(len, self.groups.values()))
        for name in ready:
            size = self._size(name) if station.parallel == 1 else largest
            if size <= seats and self._size(name) <= room:
                coming.append(name)
                seats, room = seats - size, room - self._size(name)
        return coming

    def _team(self, station: Station, moment: Minute) -> tuple[str, ...] | None:
        """Return trainers who lead a session now, those with fewest duties elsewhere first; None where too few are free."""
        span = Span(moment, moment + station.minutes)
        free = [
            each
            for each in self.able[station.key]
            if any(hours.holds(span) for hours in each.available)
            and self._reach(self.trainers[each.key], self.stops[station.key], moment)
        ]
        free.sort(key=lambda each: (len(each.stations), self.luck.uniform(each.key, "duty", moment)))
        return tuple(each.key for each in free[: station.trainers]) if len(free) >= station.trainers else None

    def _can(self, name: str, stop: Stop, moment: Minute) -> bool:
        worker = self.crowd[name]
        span = Span(moment, moment + stop.minutes)
        if any(absent.meets(span) for absent in self.absences[name]):
            return False
        for order in self.before[stop.key]:
            if order.first in worker.left or worker.done_at[order.first] + order.gap > moment:
                return False
        return self._reach(worker, stop, moment)

    def _reach(self, worker: _Worker, stop: Stop, moment: Minute) -> bool:
        """Return whether somebody gets there in time, the place is open, the day not over, and lunch still possible after."""
        place = self.places[stop.place]
        span = Span(moment, moment + stop.minutes)
        way = place.change_in if worker.place is None else self.gaps[worker.place, stop.place]
        if worker.free_at + way > moment or span.ends + place.change_out > self.problem.day.ends:
            return False
        closed = place.closed if stop.key == LUNCH else (*place.closed, *self.stations[stop.key].closed)
        if any(shut.meets(span) for shut in closed):
            return False
        lunch = self.problem.lunch
        if lunch and stop.key != LUNCH and LUNCH in worker.left:
            return span.ends + self.gaps[stop.place, lunch.place] + lunch.minutes <= lunch.window.ends
        return True

    def _room(self, stop: Stop, moment: Minute) -> int:
        limit = self.places[stop.place].capacity
        here = self.inside[stop.place] = [each for each in self.inside[stop.place] if each[0] > moment]
        return 10**6 if limit is None else limit - sum(size for _, size in here)

    def _size(self, name: str) -> int:
        return len(self.groups[name])

    def _go(self, name: str, stop: Stop, moment: Minute) -> None:
        worker = self.crowd[name]
        worker.left.discard(stop.key)
        worker.free_at, worker.place = moment + stop.minutes, stop.place
        worker.done_at[stop.key] = worker.free_at
        self.inside[stop.place].append((worker.free_at, self._size(name)))
        self.starts[name, stop.key] = moment
