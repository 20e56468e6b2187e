"""An independent check of a plan: minute by minute, person by person, with no solver and none of the solver's code.

It shares with the solver only what a problem and a plan are. Each broken rule is one line, with the limit.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gradea.rotation.problem import LUNCH, Plan, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One rule that a plan breaks.

    Attributes:
        rule: Family of the rule: `station`, `place`, `order`.
        thing: What it is about.
        message: What happens in the plan, when, and what the limit is.
        amount: How much there is. `limit`: How much there may be; both 0 where nothing is counted.
    """

    rule: str
    thing: str
    message: str
    amount: int = 0
    limit: int = 0

    def as_data(self) -> dict[str, object]:
        """Return the breach as JSON values."""
        return {
            "rule": self.rule,
            "thing": self.thing,
            "message": self.message,
            "amount": self.amount,
            "limit": self.limit,
        }


def breaches(problem: Problem, plan: Plan) -> list[Breach]:
    """Return every rule of the problem that the plan breaks; none for a good plan."""
    found = list(_known(problem, plan))
    if found:
        return found
    checks = (_groups, _mixing, _whole, _hours, _movements, _orders, _stations, _places, _trainers)
    return [breach for check in checks for breach in check(problem, plan)]


def _t(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _known(problem: Problem, plan: Plan) -> Iterator[Breach]:
    stations = {station.key for station in problem.stations} | ({LUNCH} if problem.lunch else set())
    trainers = {trainer.key for trainer in problem.trainers}
    people = {person.key for person in problem.people}
    for visit in plan.visits:
        if visit.station not in stations:
            yield Breach(
                rule="known", thing=visit.station, message=f"The station '{visit.station}' is not in the problem."
            )
        if visit.group not in plan.groups:
            yield Breach(rule="known", thing=visit.group, message=f"The group '{visit.group}' is not in the plan.")
        for key in visit.trainers:
            if key not in trainers:
                yield Breach(rule="known", thing=key, message=f"The trainer '{key}' is not in the problem.")
    for name, keys in plan.groups.items():
        for key in keys:
            if key not in people:
                yield Breach(rule="known", thing=key, message=f"'{key}' of group {name} is not in the problem.")


def _groups(problem: Problem, plan: Plan) -> Iterator[Breach]:
    rules = problem.groups
    home: dict[str, str] = {}
    for name, keys in plan.groups.items():
        for key in keys:
            if key in home:
                yield Breach(rule="groups", thing=key, message=f"{key} is in group {home[key]} and in group {name}.")
            home[key] = name
    for person in problem.people:
        if person.key not in home:
            yield Breach(rule="groups", thing=person.key, message=f"{person.key} is in no group.")
    if rules.given is not None:
        for name, keys in rules.given.items():
            if set(plan.groups.get(name, ())) != set(keys):
                yield Breach(rule="groups", thing=name, message=f"Group {name} is not the group that is given.")
        return
    yield from _made_groups(problem, plan, home)


def _made_groups(problem: Problem, plan: Plan, home: dict[str, str]) -> Iterator[Breach]:
    rules = problem.groups
    for name, keys in plan.groups.items():
        if not rules.size_min <= len(keys) <= rules.size_max:
            message = f"Group {name} has {len(keys)} people; {rules.size_min} to {rules.size_max} are allowed."
            yield Breach(rule="sizes", thing=name, message=message, amount=len(keys), limit=rules.size_max)
    for keys in rules.together:
        if len({home.get(key) for key in keys}) > 1:
            yield Breach(rule="together", thing="+".join(keys), message=f"{', '.join(keys)} are not in one group.")
    for keys in rules.apart:
        for name, mine in plan.groups.items():
            both = [key for key in keys if key in mine]
            if len(both) > 1:
                yield Breach(rule="apart", thing="+".join(keys), message=f"{', '.join(both)} are both in group {name}.")


def _mixing(problem: Problem, plan: Plan) -> Iterator[Breach]:
    if problem.groups.given is not None:
        return
    kinds = {person.key: person.kinds for person in problem.people}
    for kind, least in problem.groups.mix.items():
        for name, keys in plan.groups.items():
            there = {kinds[key][kind] for key in keys if kind in kinds[key]}
            if len(there) < least:
                message = f"Group {name} has people of {len(there)} {kind}; at least {least} are asked."
                yield Breach(rule="mix", thing=kind, message=message, amount=len(there), limit=least)


def _minutes(problem: Problem) -> dict[str, int]:
    lengths = {station.key: station.minutes for station in problem.stations}
    return {**lengths, LUNCH: problem.lunch.minutes} if problem.lunch else lengths


def _room(problem: Problem) -> dict[str, str]:
    rooms = {station.key: station.place for station in problem.stations}
    return {**rooms, LUNCH: problem.lunch.place} if problem.lunch else rooms


def _whole(problem: Problem, plan: Plan) -> Iterator[Breach]:
    done: defaultdict[tuple[str, str], int] = defaultdict(int)
    for visit in plan.visits:
        done[visit.group, visit.station] += 1
    for group in plan.groups:
        for station in _minutes(problem):
            times = done[group, station]
            if times != 1:
                message = f"Group {group} is at '{station}' {times} times; once is right."
                yield Breach(rule="once", thing=f"{group} {station}", message=message, amount=times, limit=1)


def _hours(problem: Problem, plan: Plan) -> Iterator[Breach]:
    lengths, rooms = _minutes(problem), _room(problem)
    places = {place.key: place for place in problem.places}
    closed = {station.key: station.closed for station in problem.stations}
    for visit in plan.visits:
        begins, ends = visit.starts, visit.starts + lengths[visit.station]
        place = places[rooms[visit.station]]
        who = f"Group {visit.group} is at '{visit.station}' {_t(begins)}-{_t(ends)}"
        if begins - place.change_in < problem.day.starts:
            yield Breach(rule="day", thing=visit.group, message=f"{who}: the day starts at {_t(problem.day.starts)}.")
        if ends + place.change_out > problem.day.ends:
            yield Breach(
                rule="day",
                thing=visit.group,
                message=f"{who}: the day ends at {_t(problem.day.ends)}, and going out takes {place.change_out} min.",
                amount=ends + place.change_out,
                limit=problem.day.ends,
            )
        for span in place.closed:
            if begins < span.ends and span.starts < ends:
                yield Breach(rule="closed-place", thing=place.key, message=f"{who}: the place is closed {span}.")
        for span in closed.get(visit.station, ()):
            if begins < span.ends and span.starts < ends:
                yield Breach(rule="closed-station", thing=visit.station, message=f"{who}: it is closed {span}.")
        if visit.station == LUNCH and problem.lunch:
            window = problem.lunch.window
            if begins < window.starts or ends > window.ends:
                yield Breach(rule="lunch", thing=visit.group, message=f"{who}: lunch is within {window}.")
        for absence in problem.away:
            inside = absence.person in plan.groups[visit.group]
            if inside and begins < absence.span.ends and absence.span.starts < ends:
                yield Breach(
                    rule="away", thing=absence.person, message=f"{who}: {absence.person} is away {absence.span}."
                )


def _needed(problem: Problem, one: str, other: str) -> int:
    """Return the minutes needed from a stop to the next: out, over, in."""
    rooms = _room(problem)
    if rooms[one] == rooms[other]:
        return 0
    places = {place.key: place for place in problem.places}
    over = problem.travel.get(frozenset({rooms[one], rooms[other]}), problem.travel_default)
    return places[rooms[one]].change_out + over + places[rooms[other]].change_in


def _movements(problem: Problem, plan: Plan) -> Iterator[Breach]:
    lengths = _minutes(problem)
    for group in plan.groups:
        mine = sorted((v for v in plan.visits if v.group == group), key=lambda v: v.starts)
        for before, after in pairwise(mine):
            left = after.starts - before.starts - lengths[before.station]
            needed = _needed(problem, before.station, after.station)
            if left < needed:
                message = (
                    f"Group {group} has {left} min from '{before.station}' to '{after.station}' at {_t(after.starts)};"
                    f" walking and changing take {needed} min."
                )
                yield Breach(
                    rule="overlap" if left < 0 else "travel", thing=group, message=message, amount=left, limit=needed
                )


def _orders(problem: Problem, plan: Plan) -> Iterator[Breach]:
    lengths = _minutes(problem)
    start = {(visit.group, visit.station): visit.starts for visit in plan.visits}
    for order in problem.orders:
        for group in plan.groups:
            first, then = start.get((group, order.first)), start.get((group, order.then))
            if first is None or then is None:
                continue
            if then < first + lengths[order.first] + order.gap:
                message = f"Group {group} is at '{order.then}' at {_t(then)}, before '{order.first}' was done."
                yield Breach(rule="order", thing=f"{order.first}>{order.then}", message=message)


def _stations(problem: Problem, plan: Plan) -> Iterator[Breach]:
    for station in problem.stations:
        sessions: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        for visit in plan.visits:
            if visit.station == station.key:
                sessions[visit.bench, visit.starts].append(visit.group)
        for (bench, starts), groups in sorted(sessions.items()):
            heads = sum(len(plan.groups[group]) for group in groups)
            if not 0 <= bench < station.parallel:
                message = f"'{station.key}' has {station.parallel} bench(es); the plan uses number {bench + 1}."
                yield Breach(rule="bench", thing=station.key, message=message, amount=bench + 1, limit=station.parallel)
            if heads > station.capacity:
                message = f"{heads} people are at '{station.key}' at {_t(starts)}; it holds {station.capacity}."
                yield Breach(rule="station", thing=station.key, message=message, amount=heads, limit=station.capacity)
            for other_bench, other in sessions:
                if other_bench == bench and starts < other < starts + station.minutes + station.reset:
                    message = (
                        f"A session of '{station.key}' starts at {_t(other)} while that of {_t(starts)} has its bench."
                    )
                    yield Breach(rule="bench", thing=station.key, message=message)


def _places(problem: Problem, plan: Plan) -> Iterator[Breach]:
    lengths, rooms = _minutes(problem), _room(problem)
    for place in problem.places:
        if place.capacity is None:
            continue
        change = [0] * (36 * 60 + 1)
        for visit in plan.visits:
            if rooms[visit.station] == place.key:
                heads = len(plan.groups[visit.group])
                change[visit.starts] += heads
                change[visit.starts + lengths[visit.station]] -= heads
        inside, most, when = 0, 0, 0
        for minute, step in enumerate(change):
            inside += step
            if inside > most:
                most, when = inside, minute
        if most > place.capacity:
            message = f"{most} people are in '{place.key}' at {_t(when)}; it holds {place.capacity}."
            yield Breach(rule="place", thing=place.key, message=message, amount=most, limit=place.capacity)


def _trainers(problem: Problem, plan: Plan) -> Iterator[Breach]:
    lengths = _minutes(problem)
    led: defaultdict[tuple[str, int, int], set[tuple[str, ...]]] = defaultdict(set)
    for visit in plan.visits:
        led[visit.station, visit.bench, visit.starts].add(tuple(visit.trainers))
    duties: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    needs = {station.key: station.trainers for station in problem.stations}
    for (station, _, starts), teams in sorted(led.items()):
        if station == LUNCH:
            continue
        team = sorted({key for keys in teams for key in keys})
        if len(teams) > 1 or len(team) < needs[station]:
            message = (
                f"The session of '{station}' at {_t(starts)} has {len(team)} trainer(s); {needs[station]} are needed."
            )
            yield Breach(rule="trainers", thing=station, message=message, amount=len(team), limit=needs[station])
        for key in team:
            duties[key].append((starts, station))
    for each in plan.breaks:
        duties[each.trainer].append((each.starts, LUNCH))
    for trainer in problem.trainers:
        yield from _one_trainer(problem, trainer.key, sorted(duties[trainer.key]), lengths)


def _one_trainer(
    problem: Problem, key: str, duties: list[tuple[int, str]], lengths: dict[str, int]
) -> Iterator[Breach]:
    trainer = next(each for each in problem.trainers if each.key == key)
    for starts, station in duties:
        ends = starts + lengths[station]
        if station == LUNCH:
            continue
        if station not in trainer.stations:
            yield Breach(
                rule="trainers", thing=key, message=f"{key} does not lead '{station}', and does at {_t(starts)}."
            )
        if not any(free.starts <= starts and ends <= free.ends for free in trainer.available):
            hours = ", ".join(map(str, trainer.available)) or "never"
            message = f"{key} leads '{station}' {_t(starts)}-{_t(ends)} and is there {hours}."
            yield Breach(rule="available", thing=key, message=message)
    for (one_starts, one), (other_starts, other) in pairwise(duties):
        if other_starts < one_starts + lengths[one] + _needed(problem, one, other):
            message = f"{key} cannot be at '{other}' at {_t(other_starts)} after '{one}' at {_t(one_starts)}."
            yield Breach(rule="available", thing=key, message=message)
    lunch = problem.lunch
    if lunch and lunch.trainers and any(station != LUNCH for _, station in duties):
        whole = any(free.starts <= lunch.window.starts and lunch.window.ends <= free.ends for free in trainer.available)
        meals = [starts for starts, station in duties if station == LUNCH]
        inside = [at for at in meals if lunch.window.starts <= at and at + lunch.minutes <= lunch.window.ends]
        if whole and not inside:
            yield Breach(rule="trainer-lunch", thing=key, message=f"{key} has no lunch of {lunch.minutes} min.")
