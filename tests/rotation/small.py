"""A small day: twelve people, three groups, four stations; everything a test changes."""

from dataclasses import replace
from typing import Any

from gradea.rotation import GroupRules, Lunch, Order, Person, Place, Problem, Station, Trainer, span_of

SCHOOLS = ("north", "south", "west")


def small(**changed: Any) -> Problem:
    """Return the small problem with these fields changed."""
    problem = Problem(
        title="Small day",
        day=span_of("09:00-14:00"),
        step=10,
        people=tuple(Person(key=f"p{n:02d}", kinds={"institution": SCHOOLS[n % 3]}) for n in range(1, 13)),
        groups=GroupRules(size_min=3, size_max=4, mix={"institution": 3}),
        places=(
            Place(key="airlock", title="Airlock", capacity=12),
            Place(key="cleanroom", title="Cleanroom", capacity=8, change_in=10, change_out=10),
            Place(key="hall", title="Hall"),
        ),
        stations=(
            Station(key="gowning", title="Gowning", place="airlock", minutes=20, capacity=12, trainers=1),
            Station(key="production", title="Production", place="cleanroom", minutes=40, capacity=4, trainers=1),
            Station(key="record", title="Record", place="hall", minutes=30, capacity=8, trainers=1),
        ),
        trainers=(
            Trainer(key="t1", title="T One", stations=("gowning", "production"), available=(span_of("09:00-14:00"),)),
            Trainer(key="t2", title="T Two", stations=("record", "gowning"), available=(span_of("09:00-14:00"),)),
        ),
        lunch=Lunch(minutes=30, window=span_of("11:30-13:00"), place="hall"),
        orders=(Order(first="gowning", then="production"), Order(first="production", then="record")),
        travel_default=5,
    )
    return replace(problem, **changed)


def with_station(problem: Problem, key: str, **changed: Any) -> Problem:
    """Return the problem with a station changed."""
    return replace(problem, stations=tuple(replace(s, **changed) if s.key == key else s for s in problem.stations))


def with_place(problem: Problem, key: str, **changed: Any) -> Problem:
    """Return the problem with a place changed."""
    return replace(problem, places=tuple(replace(p, **changed) if p.key == key else p for p in problem.places))


def with_trainer(problem: Problem, key: str, **changed: Any) -> Problem:
    """Return the problem with a trainer changed."""
    return replace(problem, trainers=tuple(replace(t, **changed) if t.key == key else t for t in problem.trainers))
