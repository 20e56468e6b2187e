"""What a rotation has to keep to: people, places, stations, trainers, and the rules between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradea.rotation.clock import Minute, Span

LUNCH = "lunch"
"""Key of the visit that lunch is for a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who rotates. `kinds` says what they are: `{"institution": "ap", "track": "chemistry"}`."""

    key: str
    kinds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRules:
    """How groups are made.

    Attributes:
        size_min: Fewest people in a group. `size_max`: Most.
        mix: Kinds to mix by, and how many different ones each group has at least.
        together: People of one group. `apart`: People of different groups.
        given: Groups that are already made, by name; None where the solver makes them.
    """

    size_min: int = 3
    size_max: int = 5
    mix: Mapping[str, int] = field(default_factory=dict)
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    given: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A room. Changing is what it takes to come in from, and to go out to, another place, in minutes."""

    key: str
    title: str
    capacity: int | None = None
    change_in: int = 0
    change_out: int = 0
    closed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """Something every group does once.

    Attributes:
        minutes: How long a session takes.
        capacity: People in one session.
        parallel: Sessions that may run at once.
        trainers: Trainers that each session needs.
        reset: Minutes between two sessions at the same bench.
    """

    key: str
    title: str
    place: str
    minutes: int
    capacity: int
    parallel: int = 1
    trainers: int = 0
    reset: int = 0
    closed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainer:
    """Somebody who leads sessions, at which stations, and when."""

    key: str
    title: str
    stations: tuple[str, ...]
    available: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lunch:
    """A break of so many minutes for every group, wholly inside the window; `trainers` says whether they get one too."""

    minutes: int
    window: Span
    place: str
    trainers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A group does `first` before `then`, with at least `gap` minutes between."""

    first: str
    then: str
    gap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Somebody who is not there for a while; their group waits for them."""

    person: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything a plan has to keep to. Tuples are in the order of the file; keys are unique."""

    title: str
    day: Span
    people: tuple[Person, ...]
    stations: tuple[Station, ...]
    places: tuple[Place, ...]
    step: int = 5
    seed: int = 1
    groups: GroupRules = field(default_factory=GroupRules)
    trainers: tuple[Trainer, ...] = ()
    lunch: Lunch | None = None
    orders: tuple[Order, ...] = ()
    away: tuple[Away, ...] = ()
    travel_default: int = 0
    travel: Mapping[frozenset[str], int] = field(default_factory=dict)

    def place(self, key: str) -> Place:
        """Return the place of this key. Raises StopIteration where there is none."""
        return next(place for place in self.places if place.key == key)

    def station(self, key: str) -> Station:
        """Return the station of this key. Raises StopIteration where there is none."""
        return next(station for station in self.stations if station.key == key)

    def walk(self, one: str, other: str) -> int:
        """Return the minutes between two places, without changing."""
        return 0 if one == other else self.travel.get(frozenset((one, other)), self.travel_default)

    def gap(self, one: str, other: str) -> int:
        """Return the minutes from the end of a visit in one place to the start of one in another, changing included."""
        if one == other:
            return 0
        return self.place(one).change_out + self.walk(one, other) + self.place(other).change_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A group at a station, or at lunch, from a minute on; `bench` counts the sessions that a station runs at once, from 0."""

    group: str
    station: str
    starts: Minute
    bench: int = 0
    trainers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A trainer's lunch."""

    trainer: str
    starts: Minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Groups by name, visits, and trainers' breaks; in a fixed order, so that equal plans are equal values."""

    groups: Mapping[str, tuple[str, ...]]
    visits: tuple[Visit, ...]
    breaks: tuple[Break, ...] = ()
