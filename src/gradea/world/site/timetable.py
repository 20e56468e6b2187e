"""Who goes through which door when: plans of people and doors become movements that the interlocks allow.

A door that an interlock holds is not refused here, it is waited for: what was asked and what was given stand side by side.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gradea.vocabulary import SECOND, SimTime
from gradea.world.site.change import AirChange
from gradea.world.site.exchange import CYCLE_S
from gradea.world.site.facility import Facility

CYCLE_MS = round(CYCLE_S * SECOND)
"""An ordinary opening: 18 s from the first movement of the leaf until it is shut."""

_CLOSES, _OPENS, _PASSES = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorAct:
    """A door or hatch that is to be opened.

    Attributes:
        at: Instant at which it is wanted.
        link: Its code.
        open_ms: From the first movement until it is shut.
        passages: People who walk through without having a place in the plan.
    """

    at: SimTime
    link: str
    open_ms: int = CYCLE_MS
    passages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a person is to go, or what they are to do where they are.

    Attributes:
        at: Instant from which; later if they are still on their way.
        room: Where.
        open_ms: How long each door on the way is open.
        pause_ms: From walking through one door until asking for the next.
        through_doors: False for a person who is simply there: a source without a way, for a test of the air.
    """

    at: SimTime
    room: str
    open_ms: int = CYCLE_MS
    pause_ms: int = CYCLE_MS // 2
    through_doors: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """One person, or several who do everything together.

    Attributes:
        name: For the reader.
        starts_in: Room at the start, or `OUT`.
        stages: In order of time.
        count: How many.
    """

    name: str
    starts_in: str
    stages: tuple[Stage, ...]
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A door that was opened for somebody. `by` is their name, or empty; `asked_at` is when they wanted it."""

    link: str
    asked_at: SimTime
    opened_at: SimTime
    shut_at: SimTime
    by: str = ""
    passages: int = 0

    @property
    def passed_at(self) -> SimTime:
        """When people walk through: half-way of an ordinary opening, sooner if it is shut sooner."""
        return SimTime(self.opened_at + min(CYCLE_MS, self.shut_at - self.opened_at) // 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """From this instant on a walker is in this room, at this stage of theirs; `arrived` is False on the way."""

    at: SimTime
    walker: int
    stage: int
    room: str
    arrived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """What really happens. Openings and presences are in order of time; `unserved` was asked for and never given."""

    openings: tuple[Opening, ...]
    presences: tuple[Presence, ...]
    unserved: tuple[DoorAct, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """A wish in the queue: a door act, or the next stage or door of a walker."""

    act: DoorAct | None = None
    walker: int = -1
    stage: int = 0
    asked_at: SimTime


@dataclass(slots=True)
class _Desk:
    """The queue of wishes and what has been granted so far."""

    facility: Facility
    walkers: Sequence[Walker]
    interlocked: bool
    until: SimTime
    queue: list[tuple[int, int, _Wish]] = field(default_factory=list)
    shut: dict[str, int] = field(default_factory=dict)
    rooms: list[str] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    presences: list[Presence] = field(default_factory=list)
    unserved: list[DoorAct] = field(default_factory=list)

    def put(self, at: int, order: int, wish: _Wish) -> None:
        heapq.heappush(self.queue, (at, order, wish))

    def free_at(self, link: str, at: int) -> int:
        """Return the earliest instant at which the interlocks let a door go, from an instant on."""
        wanted = self.facility.link(link)
        busy = [at]
        for group in self.facility.airlocks if self.interlocked else ():
            if wanted.a in group or wanted.b in group:
                busy += [
                    self.shut.get(other.code, 0)
                    for other in self.facility.links
                    if other.code != link and (other.a in group or other.b in group)
                ]
        return max(busy)

    def grant(self, act: DoorAct, at: int, by: str) -> Opening:
        opening = Opening(
            link=act.link,
            asked_at=act.at,
            opened_at=SimTime(at),
            shut_at=SimTime(at + act.open_ms),
            by=by,
            passages=act.passages,
        )
        self.shut[act.link] = max(self.shut.get(act.link, 0), opening.shut_at)
        self.openings.append(opening)
        return opening

    def serve_act(self, at: int, order: int, act: DoorAct, wish: _Wish) -> None:
        free = self.free_at(act.link, at)
        if free > at:
            self.put(free, order, wish)
        else:
            self.grant(act, at, "")

    def serve_walker(self, at: int, order: int, wish: _Wish) -> None:
        walker = self.walkers[wish.walker]
        stage, here = walker.stages[wish.stage], self.rooms[wish.walker]
        way = self.facility.path(here, stage.room) if stage.through_doors else ()
        if way is None:
            raise ValueError(f"{walker.name} cannot walk from {here} to {stage.room}")
        if not way:
            self.be(wish, at, stage.room, arrived=True)
            self.next_stage(at, order, wish)
            return
        free = self.free_at(way[0].code, at)
        if free > at:
            self.put(free, order, wish)
            return
        act = DoorAct(at=wish.asked_at, link=way[0].code, open_ms=stage.open_ms, passages=walker.count)
        opening = self.grant(act, at, walker.name)
        beyond = way[0].beyond(here)
        self.be(wish, opening.passed_at, beyond, arrived=len(way) == 1)
        if len(way) == 1:
            self.next_stage(opening.passed_at, order, wish)
        else:
            again = SimTime(opening.passed_at + stage.pause_ms)
            self.put(again, order, replace(wish, asked_at=again))

    def be(self, wish: _Wish, at: int, room: str, *, arrived: bool) -> None:
        self.rooms[wish.walker] = room
        found = Presence(at=SimTime(at), walker=wish.walker, stage=wish.stage, room=room, arrived=arrived)
        self.presences.append(found)

    def next_stage(self, at: int, order: int, wish: _Wish) -> None:
        stages = self.walkers[wish.walker].stages
        if wish.stage + 1 < len(stages):
            begin = SimTime(max(at, stages[wish.stage + 1].at))
            self.put(begin, order, replace(wish, stage=wish.stage + 1, asked_at=begin))

    def drop(self, wish: _Wish) -> None:
        """Note a wish that no time is left for; a stage that was planned for later is none."""
        if wish.act is not None:
            self.unserved.append(wish.act)
        elif wish.asked_at < self.until:
            walker = self.walkers[wish.walker]
            way = self.facility.path(self.rooms[wish.walker], walker.stages[wish.stage].room)
            if way:
                self.unserved.append(DoorAct(at=wish.asked_at, link=way[0].code, passages=walker.count))


def timetable(
    facility: Facility, acts: Sequence[DoorAct], walkers: Sequence[Walker], *, interlocked: bool, until: SimTime
) -> Timetable:
    """Return what happens when these doors are wanted and these people walk.

    Args:
        facility: The unit.
        acts: Doors to be opened, in any order.
        walkers: People with their stages.
        interlocked: Whether airlocks allow one open door; False for a defeated interlock.
        until: Wishes from this instant on are not served.

    Raises:
        ValueError: If there is no way between two rooms of a walker.
        KeyError: If a link is unknown.

    Model:
        Wishes are served in order of time, of equal ones the one declared first. A door that is open already is held
        for the next person. A held door is asked for again at the instant it comes free.

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> walker = Walker(name="P1", starts_in="OUT", stages=(Stage(at=SimTime(0), room="LAB"),))
        >>> found = timetable(teaching_unit(), (), (walker,), interlocked=True, until=SimTime(600_000))
        >>> [(opening.link, opening.opened_at) for opening in found.openings]
        [('OUT-PAL', 0), ('PAL-LAB', 18000)]
    """
    desk = _Desk(facility=facility, walkers=walkers, interlocked=interlocked, until=until)
    desk.rooms = [walker.starts_in for walker in walkers]
    for order, act in enumerate(acts):
        desk.put(act.at, order, _Wish(act=act, asked_at=act.at))
    for number, walker in enumerate(walkers):
        if walker.stages:
            begin = walker.stages[0].at
            desk.put(begin, len(acts) + number, _Wish(walker=number, asked_at=begin))
    while desk.queue:
        at, order, wish = heapq.heappop(desk.queue)
        if at >= until:
            desk.drop(wish)
        elif wish.act is not None:
            desk.serve_act(at, order, wish.act, wish)
        else:
            desk.serve_walker(at, order, wish)
    return Timetable(
        openings=tuple(desk.openings),
        presences=tuple(sorted(desk.presences, key=lambda presence: presence.at)),
        unserved=tuple(desk.unserved),
    )


def door_events(facility: Facility, openings: Sequence[Opening]) -> list[tuple[SimTime, AirChange]]:
    """Return the movements of doors and people as changes of the air, in order of time.

    Openings of one door that overlap or touch are one opening. At one instant doors shut first, then open, then people
    pass: a passage is never at the instant of shutting.
    """
    moves: list[tuple[int, int, int, AirChange]] = []
    order = {link.code: place for place, link in enumerate(facility.links)}
    for link, begin, end in _merged(openings):
        moves.append((begin, _OPENS, order[link], {"opened": [link]}))
        moves.append((end, _CLOSES, order[link], {"closed": [link]}))
    for each in openings:
        if each.passages:
            moves.append((each.passed_at, _PASSES, order[each.link], {"passed": [each.link] * each.passages}))
    return [(SimTime(at), change) for at, _rank, _place, change in sorted(moves, key=lambda move: move[:3])]


def _merged(openings: Sequence[Opening]) -> Iterator[tuple[str, int, int]]:
    spans: dict[str, list[list[int]]] = {}
    for each in sorted(openings, key=lambda opening: opening.opened_at):
        known = spans.setdefault(each.link, [])
        if known and each.opened_at <= known[-1][1]:
            known[-1][1] = max(known[-1][1], each.shut_at)
        else:
            known.append([each.opened_at, each.shut_at])
    for link, found in spans.items():
        for begin, end in found:
            yield link, begin, end
