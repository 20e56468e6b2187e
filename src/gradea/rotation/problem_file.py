"""Reading a problem from the values of its file, format `gradea-rotation/1`."""

from collections.abc import Mapping
from typing import Any

from gradea.rotation.clock import Span
from gradea.rotation.file_values import Lines, RotationRefused, Values
from gradea.rotation.problem import (
    LUNCH,
    Away,
    GroupRules,
    Lunch,
    Order,
    Person,
    Place,
    Problem,
    Station,
    Trainer,
)
from gradea.rotation.problem_sense import check_sense

FORMAT = "gradea-rotation/1"
MINUTES_MAX = 600
PEOPLE_MAX = 2000

_TOP = {
    "format": True,
    "title": True,
    "seed": False,
    "day": True,
    "step_min": False,
    "groups": False,
    "people": True,
    "places": True,
    "travel_min": False,
    "stations": True,
    "trainers": False,
    "lunch": False,
    "order": False,
    "away": False,
}


def problem_from(data: Any, lines: Lines) -> Problem:
    """Return the problem that a file says.

    Args:
        data: The mapping in the file.
        lines: Line of each place in it.

    Raises:
        RotationRefused: With every mistake: an unknown station, a negative capacity, an order that bites its tail.
    """
    values = Values(lines)
    top = values.mapping(data, (), _TOP)
    if top.get("format") not in {None, FORMAT}:
        values.wrong(("format",), f"The format '{top['format']}' is not known.", f"Write format: {FORMAT}.")
    travel_default, travel = _travel(values, top.get("travel_min"))
    problem = Problem(
        title=values.word(top.get("title"), ("title",), "?"),
        seed=values.whole(top.get("seed"), ("seed",), 0, 2**31 - 1, 1),
        day=values.span(top["day"], ("day",)) if "day" in top else Span(0, 1),
        step=values.whole(top.get("step_min"), ("step_min",), 1, 60, 5),
        groups=_groups(values, top.get("groups")),
        people=_people(values, top.get("people")),
        places=tuple(_place(values, row, at) for at, row in values.rows(top.get("places"), ("places",))),
        stations=tuple(_station(values, row, at) for at, row in values.rows(top.get("stations"), ("stations",))),
        trainers=tuple(_trainer(values, row, at) for at, row in values.rows(top.get("trainers"), ("trainers",))),
        lunch=_lunch(values, top["lunch"]) if top.get("lunch") else None,
        orders=tuple(_order(values, row, at) for at, row in values.rows(top.get("order"), ("order",))),
        away=tuple(_away(values, row, at) for at, row in values.rows(top.get("away"), ("away",))),
        travel_default=travel_default,
        travel=travel,
    )
    if not values.problems:
        check_sense(values, problem)
    if values.problems:
        raise RotationRefused(sorted(values.problems, key=lambda each: each.line))
    return problem


def _people(values: Values, rows: Any) -> tuple[Person, ...]:
    people = []
    for at, row in values.rows(rows, ("people",)):
        if not isinstance(row, Mapping):
            values.wrong(at, "A person is a mapping.", "Write {key: student-01, institution: ap}.")
            continue
        kinds = {
            str(name): values.word(value, (*at, str(name)))
            for name, value in row.items()
            if name not in {"key", "name"}
        }
        people.append(Person(key=values.word(row.get("key"), (*at, "key")), kinds=kinds))
    if len(people) > PEOPLE_MAX:
        values.wrong(("people",), f"{len(people)} people; the limit is {PEOPLE_MAX}.", "Make one file per stream.")
    return tuple(people)


def _groups(values: Values, row: Any) -> GroupRules:
    if row is None:
        return GroupRules()
    at = ("groups",)
    keys = ("size_min", "size_max", "mix", "together", "apart", "given")
    row = values.mapping(row, at, dict.fromkeys(keys, False))
    mix = row.get("mix") or {}
    given = row.get("given")
    if not isinstance(mix, Mapping):
        values.wrong((*at, "mix"), "'mix' is a mapping.", "Write mix: {institution: 2}, different ones per group.")
        mix = {}
    if given is not None and not isinstance(given, Mapping):
        values.wrong((*at, "given"), "'given' is a mapping of groups.", "Write given: {A: [student-01, student-02]}.")
        given = None
    return GroupRules(
        size_min=values.whole(row.get("size_min"), (*at, "size_min"), 1, 100, 3),
        size_max=values.whole(row.get("size_max"), (*at, "size_max"), 1, 100, 5),
        mix={str(name): values.whole(least, (*at, "mix", name), 1, 20) for name, least in mix.items()},
        together=tuple(
            values.words(each, where) for where, each in values.rows(row.get("together"), (*at, "together"))
        ),
        apart=tuple(values.words(each, where) for where, each in values.rows(row.get("apart"), (*at, "apart"))),
        given=None
        if given is None
        else {str(name): values.words(keys_, (*at, "given", name)) for name, keys_ in given.items()},
    )


def _place(values: Values, row: Any, at: tuple[str | int, ...]) -> Place:
    keys = ("title", "capacity", "change_in_min", "change_out_min", "closed")
    row = values.mapping(row, at, {"key": True, **dict.fromkeys(keys, False)})
    key = values.word(row.get("key"), (*at, "key"), "?")
    capacity = row.get("capacity")
    return Place(
        key=key,
        title=values.word(row.get("title"), (*at, "title"), key),
        capacity=None if capacity is None else values.whole(capacity, (*at, "capacity"), 1, 100_000),
        change_in=values.whole(row.get("change_in_min"), (*at, "change_in_min"), 0, MINUTES_MAX, 0),
        change_out=values.whole(row.get("change_out_min"), (*at, "change_out_min"), 0, MINUTES_MAX, 0),
        closed=values.spans(row.get("closed"), (*at, "closed")),
    )


def _station(values: Values, row: Any, at: tuple[str | int, ...]) -> Station:
    must = dict.fromkeys(("key", "place", "minutes", "capacity"), True)
    may = dict.fromkeys(("title", "parallel", "trainers", "reset_min", "closed"), False)
    row = values.mapping(row, at, {**must, **may})
    key = values.word(row.get("key"), (*at, "key"), "?")
    return Station(
        key=key,
        title=values.word(row.get("title"), (*at, "title"), key),
        place=values.word(row.get("place"), (*at, "place"), "?"),
        minutes=values.whole(row.get("minutes", 1), (*at, "minutes"), 1, MINUTES_MAX),
        capacity=values.whole(row.get("capacity", 1), (*at, "capacity"), 1, 10_000),
        parallel=values.whole(row.get("parallel"), (*at, "parallel"), 1, 100, 1),
        trainers=values.whole(row.get("trainers"), (*at, "trainers"), 0, 20, 0),
        reset=values.whole(row.get("reset_min"), (*at, "reset_min"), 0, MINUTES_MAX, 0),
        closed=values.spans(row.get("closed"), (*at, "closed")),
    )


def _trainer(values: Values, row: Any, at: tuple[str | int, ...]) -> Trainer:
    row = values.mapping(row, at, {"key": True, "title": False, "stations": True, "available": False})
    key = values.word(row.get("key"), (*at, "key"), "?")
    return Trainer(
        key=key,
        title=values.word(row.get("title"), (*at, "title"), key),
        stations=values.words(row.get("stations"), (*at, "stations")),
        available=values.spans(row.get("available"), (*at, "available")) if "available" in row else (Span(0, 24 * 60),),
    )


def _lunch(values: Values, row: Any) -> Lunch:
    at = (LUNCH,)
    row = values.mapping(row, at, {"minutes": True, "between": True, "place": True, "trainers": False})
    return Lunch(
        minutes=values.whole(row.get("minutes", 1), (*at, "minutes"), 1, MINUTES_MAX),
        window=values.span(row.get("between"), (*at, "between")),
        place=values.word(row.get("place"), (*at, "place"), "?"),
        trainers=values.flag(row.get("trainers"), (*at, "trainers")),
    )


def _order(values: Values, row: Any, at: tuple[str | int, ...]) -> Order:
    row = values.mapping(row, at, {"first": True, "then": True, "gap_min": False})
    return Order(
        first=values.word(row.get("first"), (*at, "first"), "?"),
        then=values.word(row.get("then"), (*at, "then"), "?"),
        gap=values.whole(row.get("gap_min"), (*at, "gap_min"), 0, MINUTES_MAX, 0),
    )


def _away(values: Values, row: Any, at: tuple[str | int, ...]) -> Away:
    row = values.mapping(row, at, {"person": True, "at": True})
    return Away(
        person=values.word(row.get("person"), (*at, "person"), "?"), span=values.span(row.get("at"), (*at, "at"))
    )


def _travel(values: Values, row: Any) -> tuple[int, dict[frozenset[str], int]]:
    if row is None:
        return 0, {}
    at = ("travel_min",)
    row = values.mapping(row, at, {"default": False, "between": False})
    pairs = {}
    for where, pair in values.rows(row.get("between"), (*at, "between")):
        pair = values.mapping(pair, where, {"places": True, "minutes": True})
        places = values.words(pair.get("places"), (*where, "places"))
        if len(set(places)) != 2:
            values.wrong((*where, "places"), "Two different places are expected here.", "Write places: [hall, lab].")
            continue
        pairs[frozenset(places)] = values.whole(pair.get("minutes"), (*where, "minutes"), 0, MINUTES_MAX)
    return values.whole(row.get("default"), (*at, "default"), 0, MINUTES_MAX, 0), pairs
