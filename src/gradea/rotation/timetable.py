"""The timetable of groups over stations as a constraint model on a grid of start times.

Model: a Boolean per group, station and start, a count of sessions per station and start, a Boolean per trainer, station and
start. All is linear over these, so that every rule can be switched by a literal and an impossible request explained.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from gradea.rotation.clock import Minute, Span
from gradea.rotation.cp_sat import cp_model
from gradea.rotation.problem import LUNCH, Problem
from gradea.rotation.rules import CHANGING, DAY, LUNCH_TIME, TRAVEL, Rule, RuleBook

LONGER_DAY_MIN = 240
"""Minutes past the end of the day that are offered when it is asked whether a longer day would help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Something every group visits: a station, or lunch."""

    key: str
    place: str
    minutes: int


def stops_of(problem: Problem) -> list[Stop]:
    """Return what every group visits, stations in order of the file, lunch last."""
    stops = [Stop(key=each.key, place=each.place, minutes=each.minutes) for each in problem.stations]
    if problem.lunch:
        stops.append(Stop(key=LUNCH, place=problem.lunch.place, minutes=problem.lunch.minutes))
    return stops


Choice: TypeAlias = "dict[Minute, cp_model.IntVar]"


@dataclass(slots=True)
class Timetable:
    """The model for given groups; `at[group, stop]`, `sessions[station]`, `leads[trainer, station]` hold variables by start."""

    problem: Problem
    groups: Mapping[str, tuple[str, ...]]
    book: RuleBook
    at: dict[tuple[str, str], Choice] = field(default_factory=dict)
    sessions: dict[str, Choice] = field(default_factory=dict)
    leads: dict[tuple[str, str], Choice] = field(default_factory=dict)
    breaks: dict[str, Choice] = field(default_factory=dict)

    def build(self) -> None:
        """Post everything."""
        for group in self.groups:
            for stop in stops_of(self.problem):
                self.at[group, stop.key] = self._choices(group, stop)
                self.book.model.add_exactly_one(self.at[group, stop.key].values())
            self._one_place_at_a_time(group)
            self._orders(group)
        self._sessions()
        self._places()
        self._trainers()

    @property
    def _ends(self) -> Minute:
        return self.problem.day.ends + (LONGER_DAY_MIN if self.book.relaxable else 0)

    def _starts(self, stop: Stop) -> range:
        place = self.problem.place(stop.place)
        first = self.problem.day.starts + place.change_in
        first += -(first - self.problem.day.starts) % self.problem.step
        return range(first, self._ends - stop.minutes - place.change_out + 1, self.problem.step)

    def _choices(self, group: str, stop: Stop) -> Choice:
        choices: Choice = {}
        absences = [each for each in self.problem.away if each.person in self.groups[group]]
        for start in self._starts(stop):
            span = Span(start, start + stop.minutes)
            against = self._against(stop, span)
            against += [("away", each.person) for each in absences if each.span.meets(span)]
            if against and not self.book.relaxable:
                continue
            choices[start] = self.book.model.new_bool_var("")
            self.book.forbid(choices[start], against)
        return choices

    def _against(self, stop: Stop, span: Span) -> list[Rule]:
        """Return the rules that forbid this stop at this time for anybody."""
        place = self.problem.place(stop.place)
        against: list[Rule] = []
        if span.ends + place.change_out > self.problem.day.ends:
            against.append(DAY)
        if any(closed.meets(span) for closed in place.closed):
            against.append(("closed-place", place.key))
        if stop.key == LUNCH:
            if self.problem.lunch and not self.problem.lunch.window.holds(span):
                against.append(LUNCH_TIME)
        elif any(closed.meets(span) for closed in self.problem.station(stop.key).closed):
            against.append(("closed-station", stop.key))
        return against

    def _one_place_at_a_time(self, group: str) -> None:
        stops = stops_of(self.problem)
        for one in stops:
            for other in stops:
                if one.key == other.key:
                    continue
                walk = self.problem.walk(one.place, other.place)
                changing = self.problem.gap(one.place, other.place) - walk
                for start, chosen in self.at[group, one.key].items():
                    self._keep_apart(start, chosen, one.minutes, self.at[group, other.key], (walk, changing))

    def _keep_apart(
        self, start: Minute, chosen: cp_model.IntVar, minutes: int, later: Choice, gap: tuple[int, int]
    ) -> None:
        """After this choice nothing of `later` starts before it has ended, and before walking and changing are done."""
        walk, changing = gap
        ends: list[tuple[int, tuple[Rule, ...]]] = [(walk + changing, (TRAVEL, CHANGING))]
        if self.book.relaxable:
            ends += [(0, ()), (walk, (TRAVEL,)), (changing, (CHANGING,))]
        for extra, rules in ends:
            blocked = [var for at, var in later.items() if start <= at < start + minutes + extra]
            if blocked:
                self.book.post(sum(blocked) + chosen <= 1, *rules)

    def _orders(self, group: str) -> None:
        minutes = {stop.key: stop.minutes for stop in stops_of(self.problem)}
        for order in self.problem.orders:
            first, then = self.at[group, order.first], self.at[group, order.then]
            for start, chosen in then.items():
                before = [var for at, var in first.items() if at + minutes[order.first] + order.gap <= start]
                self.book.post(chosen <= sum(before) if before else chosen == 0, order_rule(order.first, order.then))

    def _sessions(self) -> None:
        largest = max(len(people) for people in self.groups.values())
        for station in self.problem.stations:
            starts = sorted({start for group in self.groups for start in self.at[group, station.key]})
            rule, bench = ("station", station.key), ("bench", station.key)
            counts: Choice = {}
            for start in starts:
                here = [(group, self.at[group, station.key].get(start)) for group in self.groups]
                visits = [(len(self.groups[group]), var) for group, var in here if var is not None]
                counts[start] = self.book.model.new_int_var(0, station.parallel, "")
                if station.parallel == 1:
                    self.book.post(sum(size * var for size, var in visits) <= station.capacity * counts[start], rule)
                else:
                    each = station.capacity // largest
                    self.book.post(sum(var for _, var in visits) <= each * counts[start], rule)
                for _, var in visits:
                    self.book.model.add(counts[start] >= var)
            for start in starts:
                running = [counts[at] for at in starts if start <= at < start + station.minutes + station.reset]
                if len(running) > 1:
                    self.book.post(sum(running) <= station.parallel, bench)
            self.sessions[station.key] = counts

    def _places(self) -> None:
        for place in self.problem.places:
            if place.capacity is None:
                continue
            stops = [stop for stop in stops_of(self.problem) if stop.place == place.key]
            for moment in range(self.problem.day.starts, self._ends, self.problem.step):
                inside = [
                    len(people) * var
                    for group, people in self.groups.items()
                    for stop in stops
                    for start, var in self.at[group, stop.key].items()
                    if start <= moment < start + stop.minutes
                ]
                if inside:
                    self.book.post(sum(inside) <= place.capacity, ("place", place.key))

    def _trainers(self) -> None:
        for station in self.problem.stations:
            if not station.trainers:
                continue
            able = [trainer for trainer in self.problem.trainers if station.key in trainer.stations]
            for trainer in able:
                self.leads[trainer.key, station.key] = {
                    start: self.book.model.new_bool_var("") for start in self.sessions[station.key]
                }
            for start, count in self.sessions[station.key].items():
                leading = [self.leads[trainer.key, station.key][start] for trainer in able]
                self.book.post(sum(leading) >= station.trainers * count, ("trainers", station.key))
                for trainer, leads in zip(able, leading, strict=True):
                    self.book.model.add(leads <= count)
                    span = Span(start, start + station.minutes)
                    if not any(free.holds(span) for free in trainer.available):
                        self.book.forbid(leads, [("available", trainer.key)])
        for trainer in self.problem.trainers:
            self._one_trainer(trainer.key, [each for each in trainer.stations if (trainer.key, each) in self.leads])

    def _one_trainer(self, key: str, stations: Sequence[str]) -> None:
        """A trainer leads one session at a time, walks and changes in between, and eats."""
        stops = {stop.key: stop for stop in stops_of(self.problem)}
        duties = {each: self.leads[key, each] for each in dict.fromkeys(stations)}
        if eats(self.problem, key) and duties:
            length = stops[LUNCH].minutes
            self.breaks[key] = {start: self.book.model.new_bool_var("") for start in self._starts(stops[LUNCH])}
            chosen = [
                var
                for start, var in self.breaks[key].items()
                if self.problem.lunch and self.problem.lunch.window.holds(Span(start, start + length))
            ]
            self.book.model.add_at_most_one(self.breaks[key].values())
            self.book.post(sum(chosen) >= 1 if chosen else False, ("trainer-lunch", key))
            duties[LUNCH] = self.breaks[key]
        for one, choices in duties.items():
            for other, later in duties.items():
                gap = self.problem.gap(stops[one].place, stops[other].place)
                for start, chosen_var in choices.items():
                    window = Span(start, start + stops[one].minutes + gap)
                    self._not_meanwhile(chosen_var, window, later, stops[other].minutes)

    def _not_meanwhile(self, chosen: cp_model.IntVar, window: Span, later: Choice, minutes: int) -> None:
        """Nothing of `later` starts in the window; asked in pieces in which no two of `later` go together anyway."""
        for begins in range(window.starts, window.ends, minutes):
            ends = min(begins + minutes, window.ends)
            blocked = [var for at, var in later.items() if begins <= at < ends and var is not chosen]
            if blocked:
                self.book.model.add(sum(blocked) + chosen <= 1)


def eats(problem: Problem, trainer: str) -> bool:
    """Return whether a trainer is owed a lunch: where trainers get one, all who are there during the whole window."""
    if not problem.lunch or not problem.lunch.trainers:
        return False
    free = next(each.available for each in problem.trainers if each.key == trainer)
    return any(span.holds(problem.lunch.window) for span in free)


def order_rule(first: str, then: str) -> Rule:
    """Return the name of an order's rule."""
    return ("order", f"{first}>{then}")


def by_start(
    choices: Mapping[tuple[str, str], Choice], solver: cp_model.CpSolver
) -> dict[tuple[str, Minute], list[str]]:
    """Return who chose what when: `(stop, start)` → names, from variables by `(name, stop)`."""
    found: defaultdict[tuple[str, Minute], list[str]] = defaultdict(list)
    for (name, stop), starts in choices.items():
        for start, var in starts.items():
            if solver.boolean_value(var):
                found[stop, start].append(name)
    return found
