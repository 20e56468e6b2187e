"""Whether the parts of a problem speak of each other rightly: keys that exist, orders without a ring, groups that add up."""

from collections import Counter
from collections.abc import Iterable, Sequence

from gradea.rotation.file_values import Path, Values
from gradea.rotation.problem import LUNCH, Order, Problem


def check_sense(values: Values, problem: Problem) -> None:
    """Keep a mistake for each key that is not there or stands twice, for a ring of orders, and for groups that do not add up."""
    people = [person.key for person in problem.people]
    places = [place.key for place in problem.places]
    stations = [station.key for station in problem.stations]
    for part, keys in (
        ("people", people),
        ("places", places),
        ("stations", stations),
        ("trainers", [trainer.key for trainer in problem.trainers]),
    ):
        _once(values, part, keys)
        if not keys and part != "trainers":
            values.wrong((part,), f"There are no {part}.", f"List at least one under '{part}:'.")
    if LUNCH in stations:
        values.wrong(
            ("stations",), "A station may not be called 'lunch'.", "Give lunch as 'lunch:', outside the stations."
        )
    for number, station in enumerate(problem.stations):
        values.known(station.place, ("stations", number, "place"), places, "place")
    for number, trainer in enumerate(problem.trainers):
        for index, key in enumerate(trainer.stations):
            values.known(key, ("trainers", number, "stations", index), stations, "station")
    for number, absence in enumerate(problem.away):
        values.known(absence.person, ("away", number, "person"), people, "person")
    if problem.lunch:
        values.known(problem.lunch.place, (LUNCH, "place"), places, "place")
    for number, pair in enumerate(problem.travel):
        for key in sorted(pair):
            values.known(key, ("travel_min", "between", number, "places"), places, "place")
    _orders(values, problem.orders, [*stations, LUNCH] if problem.lunch else stations)
    _groups(values, problem, people)


def _once(values: Values, part: str, keys: Sequence[str]) -> None:
    seen: set[str] = set()
    for number, key in enumerate(keys):
        if key in seen:
            values.wrong((part, number), f"The key '{key}' stands here twice.", "Give each its own key.")
        seen.add(key)


def _orders(values: Values, orders: Sequence[Order], stations: Sequence[str]) -> None:
    for number, order in enumerate(orders):
        values.known(order.first, ("order", number, "first"), stations, "station")
        values.known(order.then, ("order", number, "then"), stations, "station")
    after: dict[str, set[str]] = {}
    for number, order in enumerate(orders):
        ring = _way(after, order.then, order.first)
        if ring is not None:
            shown = " → ".join([order.first, *ring])
            values.wrong(("order", number), f"The order bites its own tail: {shown}.", "Take one of these orders out.")
            return
        after.setdefault(order.first, set()).add(order.then)


def _way(after: dict[str, set[str]], start: str, goal: str) -> list[str] | None:
    """Return the stations from start to goal along the orders, or None where there is no way."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop()
        if way[-1] == goal:
            return way
        for following in sorted(after.get(way[-1], ())):
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return None


def _groups(values: Values, problem: Problem, people: Sequence[str]) -> None:
    rules = problem.groups
    if rules.size_min > rules.size_max:
        values.wrong(
            ("groups", "size_min"),
            f"Groups of at least {rules.size_min} and at most {rules.size_max} cannot be.",
            "Write size_min not above size_max.",
        )
    for part, sets in (("together", rules.together), ("apart", rules.apart)):
        for number, keys in enumerate(sets):
            _all_known(values, ("groups", part, number), keys, people)
    kinds = {kind for person in problem.people for kind in person.kinds}
    for kind in rules.mix:
        if kind not in kinds:
            values.wrong(("groups", "mix"), f"No person has a '{kind}'.", f"Mix by one of: {', '.join(sorted(kinds))}.")
    if rules.given is None:
        return
    counted = Counter(key for keys in rules.given.values() for key in keys)
    for name, keys in rules.given.items():
        _all_known(values, ("groups", "given", name), keys, people)
    for key, times in counted.items():
        if times > 1:
            values.wrong(("groups", "given"), f"'{key}' is in {times} groups.", "Leave each person in one group.")
    missing = [key for key in people if key not in counted]
    if missing:
        values.wrong(("groups", "given"), f"In no group: {', '.join(missing[:8])}.", "Put everybody into one group.")


def _all_known(values: Values, path: Path, keys: Iterable[str], people: Sequence[str]) -> None:
    known = set(people)
    for index, key in enumerate(keys):
        if key not in known:
            values.wrong((*path, index), f"There is no person '{key}'.", "Use a key of the list of people.")
