"""Sums that no plan gets around: where one does not come out, the request is impossible, and the sum says why at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gradea.rotation.clock import Minute, Span
from gradea.rotation.problem import Problem, Station
from gradea.rotation.rules import DAY, LUNCH_TIME, Rule
from gradea.rotation.timetable import order_rule, stops_of
from gradea.rotation.words import title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A sum that does not come out.

    Attributes:
        rules: The rules in it; to take one of them back is what can help.
        message: The sum in words, with its numbers.
        remedy: What makes it come out, with the number needed.
    """

    rules: tuple[Rule, ...]
    message: str
    remedy: str


Groups = Mapping[str, tuple[str, ...]]


def broken_bounds(problem: Problem, groups: Groups) -> list[Bound]:
    """Return the sums that do not come out for these groups, the plainest first."""
    checks = (_fits, _lunch, _day, _chains, _benches, _trainers, _all_trainers, _places)
    return [bound for check in checks for bound in check(problem, groups)]


def _open_spans(day: Span, closed: tuple[Span, ...]) -> list[Span]:
    """Return what is left of the day beside the closed spans."""
    spans, at = [], day.starts
    for shut in sorted(closed):
        if shut.starts > at:
            spans.append(Span(at, min(shut.starts, day.ends)))
        at = max(at, shut.ends)
    if at < day.ends:
        spans.append(Span(at, day.ends))
    return [span for span in spans if span.minutes > 0]


def _hours(problem: Problem, station: Station) -> list[Span]:
    """Return when a station can be used: the day without changing in and out, without closed hours, without what comes before."""
    place = problem.place(station.place)
    before = _longest_before(problem, station.key)
    day = Span(problem.day.starts + max(place.change_in, before), problem.day.ends - place.change_out)
    return _open_spans(day, (*station.closed, *place.closed))


def _longest_before(problem: Problem, key: str) -> Minute:
    """Return the minutes of the longest chain of orders that has to be done before a stop."""
    minutes = {stop.key: stop.minutes for stop in stops_of(problem)}
    ways = [
        _longest_before(problem, order.first) + minutes[order.first] + order.gap
        for order in problem.orders
        if order.then == key
    ]
    return max(ways, default=0)


def _fits(problem: Problem, groups: Groups) -> Iterator[Bound]:
    name = max(groups, key=lambda each: len(groups[each]))
    most = len(groups[name])
    for station in problem.stations:
        if station.capacity < most:
            yield Bound(
                rules=(("station", station.key),),
                message=f"{station.title} holds {station.capacity} people a session; group {name} has {most}.",
                remedy=f"Make room for {most} at {station.title}, or groups of at most {station.capacity}.",
            )
    for place in problem.places:
        used = any(stop.place == place.key for stop in stops_of(problem))
        if used and place.capacity is not None and place.capacity < most:
            yield Bound(
                rules=(("place", place.key),),
                message=f"{place.title} holds {place.capacity} people; group {name} has {most}.",
                remedy=f"Use a place for {most} people, or make groups of at most {place.capacity}.",
            )


def _lunch(problem: Problem, groups: Groups) -> Iterator[Bound]:
    lunch = problem.lunch
    if lunch is None:
        return
    if lunch.window.minutes < lunch.minutes:
        yield Bound(
            rules=(LUNCH_TIME,),
            message=f"Lunch takes {lunch.minutes} min; its window {lunch.window} has {lunch.window.minutes}.",
            remedy=f"Make the window at least {lunch.minutes} min long.",
        )
        return
    place = problem.place(lunch.place)
    people = sum(map(len, groups.values()))
    waves = lunch.window.minutes // lunch.minutes
    if place.capacity is not None and place.capacity * waves < people:
        yield Bound(
            rules=(LUNCH_TIME, ("place", place.key)),
            message=f"{people} people have lunch in {waves} wave(s) of {lunch.minutes} min within {lunch.window};"
            f" {place.title} holds {place.capacity}, so {place.capacity * waves} can.",
            remedy=f"Make room for {-(-people // waves)} in {place.title}, or widen the window.",
        )


def _day(problem: Problem, _groups: Groups) -> Iterator[Bound]:
    stops = stops_of(problem)
    work = sum(stop.minutes for stop in stops)
    moves = len({stop.place for stop in stops}) - 1
    gaps = [problem.gap(one.place, other.place) for one in stops for other in stops if one.place != other.place]
    least = work + moves * min(gaps, default=0)
    if least > problem.day.minutes:
        yield Bound(
            rules=(DAY,),
            message=f"A group needs at least {least} min for {len(stops)} stops and the ways between; the day has"
            f" {problem.day.minutes}.",
            remedy=f"Make the day {least - problem.day.minutes} min longer, or take as much out of the stations.",
        )


def _chains(problem: Problem, _groups: Groups) -> Iterator[Bound]:
    for station in problem.stations:
        room = problem.day.minutes - _longest_before(problem, station.key) - station.minutes
        if room < 0 and any(order.then == station.key for order in problem.orders):
            rules = [order_rule(order.first, order.then) for order in problem.orders]
            yield Bound(
                rules=(DAY, *rules),
                message=f"{station.title}, and what has to come before it, take {-room} min more than the day has.",
                remedy="Take one of these orders out, or make the day longer.",
            )
            return


def _sessions_needed(station: Station, groups: Groups) -> int:
    sizes = [len(people) for people in groups.values()]
    each = max(1, station.capacity // min(sizes))
    return max(-(-sum(sizes) // station.capacity), -(-len(groups) // each))


def _possible(spans: list[Span], station: Station) -> int:
    return sum((span.minutes + station.reset) // (station.minutes + station.reset) for span in spans)


def _benches(problem: Problem, groups: Groups) -> Iterator[Bound]:
    for station in problem.stations:
        hours = _hours(problem, station)
        needed, possible = _sessions_needed(station, groups), _possible(hours, station) * station.parallel
        if needed <= possible:
            continue
        closed = [("closed-station", station.key)] if station.closed else []
        closed += [("closed-place", station.place)] if problem.place(station.place).closed else []
        orders = [order_rule(order.first, order.then) for order in problem.orders if order.then == station.key]
        shown = ", ".join(map(str, hours)) or "never"
        yield Bound(
            rules=(("station", station.key), ("bench", station.key), DAY, *closed, *orders),
            message=f"{sum(map(len, groups.values()))} people need {needed} sessions of {station.title}, {station.capacity} at a"
            f" time; {possible} of {station.minutes} min fit into {shown} at {station.parallel} bench(es).",
            remedy=f"Set up {-(-needed // max(1, possible // station.parallel)) if possible else needed} benches of"
            f" {station.title}, take more people a session, or shorten it.",
        )


def _trainers(problem: Problem, groups: Groups) -> Iterator[Bound]:
    for station in problem.stations:
        if not station.trainers:
            continue
        able = [each for each in problem.trainers if station.key in each.stations]
        needed = _sessions_needed(station, groups) * station.trainers
        hours = _hours(problem, station)
        possible = sum(
            Span(max(free.starts, hour.starts), min(free.ends, hour.ends)).minutes // station.minutes
            for each in able
            for free in each.available
            for hour in hours
            if free.meets(hour)
        )
        if possible >= needed and len(able) >= station.trainers:
            continue
        names = ", ".join(each.title for each in able) or "nobody"
        yield Bound(
            rules=(("trainers", station.key), *(("available", each.key) for each in able)),
            message=f"The sessions of {station.title} need a trainer {needed} times; {names} can lead {possible}.",
            remedy=f"Let somebody else lead {station.title} too (trainers.stations), or longer hours (trainers.available).",
        )


def _all_trainers(problem: Problem, groups: Groups) -> Iterator[Bound]:
    led = [station for station in problem.stations if station.trainers]
    needed = sum(_sessions_needed(each, groups) * each.trainers * each.minutes for each in led)
    there = 0
    for trainer in problem.trainers:
        if any(station.key in trainer.stations for station in led):
            there += sum(
                Span(max(free.starts, problem.day.starts), min(free.ends, problem.day.ends)).minutes
                for free in trainer.available
                if free.meets(problem.day)
            )
    if led and needed > there:
        yield Bound(
            rules=tuple(("trainers", station.key) for station in led),
            message=f"The sessions need {needed} min of trainers; all trainers together are there for {there}.",
            remedy=f"Find trainers for {needed - there} min more, or take more people a session.",
        )


def _places(problem: Problem, groups: Groups) -> Iterator[Bound]:
    people = sum(map(len, groups.values()))
    for place in problem.places:
        if place.capacity is None:
            continue
        stations = [station for station in problem.stations if station.place == place.key]
        day = Span(problem.day.starts + place.change_in, problem.day.ends - place.change_out)
        there = sum(span.minutes for span in _open_spans(day, place.closed)) * place.capacity
        needed = sum(station.minutes for station in stations) * people
        if needed > there and stations:
            rules = [("place", place.key), DAY, *([("closed-place", place.key)] if place.closed else [])]
            yield Bound(
                rules=tuple(rules),
                message=f"{people} people spend {needed} person-minutes in {place.title}"
                f" ({', '.join(title_of(problem, each.key) for each in stations)}); it offers {there}.",
                remedy=f"Make room for {-(-needed * place.capacity // max(1, there))} people in {place.title}, or move"
                f" a station.",
            )
