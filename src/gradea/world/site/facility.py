"""Rooms, doors, hatches and airlocks of one unit: what stands where, and who may open what."""

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Literal

from gradea.vocabulary import CleanlinessGrade, Refusal

OUTSIDE = "OUT"
"""The unclassified surrounding: corridor of the hospital, at 0 Pa."""

LinkKind = Literal["door", "hatch"]
Seal = Literal["sealed", "hinged", "sliding", "hatch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """Where a room lies on the floor plan, in metres, y downwards."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One classified room as designed.

    Attributes:
        code: Short name in recipes and acts: `B_LAB1`.
        title: Name on the door.
        grade: Cleanliness grade it is designed for.
        area_m2: Floor area.
        height_m: Clear height.
        air_changes_per_h: Filtered supply air per hour over the volume.
        pressure_pa: Design pressure above outside.
        use: What happens there.
        cabinets: Class II cabinets that stand in it.
        isolators: Isolators that stand in it; see `isolator`.
        plan: Place on the floor plan, if one is drawn.
    """

    code: str
    title: str
    grade: CleanlinessGrade
    area_m2: float
    height_m: float
    air_changes_per_h: float
    pressure_pa: float
    use: str = ""
    cabinets: int = 0
    isolators: int = 0
    plan: Rectangle | None = None

    @property
    def volume_m3(self) -> float:
        """Air volume."""
        return self.area_m2 * self.height_m

    @property
    def supply_m3_s(self) -> float:
        """Filtered supply air at the design point."""
        return self.volume_m3 * self.air_changes_per_h / 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A door or pass-through hatch between two rooms, or between a room and `OUT`.

    Attributes:
        code: The two rooms, outer one first: `D_PAL-D_PREP`.
        a: Room on the outer, lower-pressure side.
        b: Room on the inner side.
        kind: `door` for people, `hatch` for material only.
        seal: How tight it is when shut: `sealed`, `hinged`, `sliding` or `hatch`.
        at: Point on the shared wall of the floor plan, if one is drawn.
    """

    code: str
    a: str
    b: str
    kind: LinkKind
    seal: Seal
    at: tuple[float, float] | None = None

    def beyond(self, room: str) -> str:
        """Return the code of the other side."""
        return self.b if room == self.a else self.a


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """One unit. Equal content is equal and hashes alike in every process, so it can be a cache key.

    Attributes:
        code: Name of its file: `hospital_2B`.
        title: What kind of unit it is.
        rooms: Rooms in the order of the file; every list of numbers per room follows it.
        links: Doors and hatches.
        airlocks: Interlock groups, each a tuple of room codes: of all links of a group one at a time may be open.
    """

    code: str
    title: str
    rooms: tuple[Room, ...]
    links: tuple[Link, ...]
    airlocks: tuple[tuple[str, ...], ...] = ()
    _room_index: dict[str, int] = field(init=False, repr=False, compare=False)
    _link_index: dict[str, int] = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index rooms and links, and take a hash that does not depend on Python's per-process text hashing."""
        content = repr((self.code, self.title, self.rooms, self.links, self.airlocks)).encode()
        object.__setattr__(self, "_room_index", {room.code: index for index, room in enumerate(self.rooms)})
        object.__setattr__(self, "_link_index", {link.code: index for index, link in enumerate(self.links)})
        object.__setattr__(self, "_hash", int.from_bytes(blake2b(content, digest_size=7).digest(), "big"))

    def __hash__(self) -> int:
        """Return the hash taken at the start: hashing nine rooms again for every question would cost more than it."""
        return self._hash

    @property
    def cabinets(self) -> dict[str, int]:
        """Rooms that have class II cabinets, and how many."""
        return {room.code: room.cabinets for room in self.rooms if room.cabinets}

    @property
    def isolators(self) -> dict[str, int]:
        """Rooms that have isolators, and how many."""
        return {room.code: room.isolators for room in self.rooms if room.isolators}

    def index(self, room: str) -> int:
        """Return the place of a room in every list of numbers per room. Raises KeyError for an unknown room."""
        return self._room_index[room]

    def room(self, code: str) -> Room:
        """Return a room. Raises KeyError for an unknown code; `OUT` is no room."""
        return self.rooms[self._room_index[code]]

    def link(self, code: str) -> Link:
        """Return a door or hatch. Raises KeyError for an unknown code."""
        return self.links[self._link_index[code]]

    def link_index(self, link: str) -> int:
        """Return the place of a link in every list of numbers per link. Raises KeyError for an unknown link."""
        return self._link_index[link]

    def link_between(self, a: str, b: str) -> Link | None:
        """Return the door between two rooms, else the hatch, else None; the order of the rooms does not matter."""
        found = [link for link in self.links if {link.a, link.b} == {a, b}]
        return next((link for link in found if link.kind == "door"), found[0] if found else None)

    def links_of(self, room: str) -> tuple[Link, ...]:
        """Return doors and hatches of a room or of `OUT`, in the order of the file."""
        return tuple(link for link in self.links if room in (link.a, link.b))

    def doors_of(self, room: str) -> tuple[Link, ...]:
        """Return the doors of a room or of `OUT`, in the order of the file."""
        return tuple(link for link in self.links_of(room) if link.kind == "door")

    def path(self, start: str, end: str) -> tuple[Link, ...] | None:
        """Return the doors on the shortest way from one room to another, or None if there is no way.

        The way never leads through `OUT`: nobody leaves the unit in order to cross it. Of equally short ways it takes
        the one whose doors come first in the file.

        Examples:
            >>> from gradea.world.site.example import teaching_unit
            >>> [door.code for door in teaching_unit().path("OUT", "LAB")]
            ['OUT-PAL', 'PAL-LAB']
        """
        ways: dict[str, tuple[Link, ...]] = {start: ()}
        edge = [start]
        while edge and end not in ways:
            edge = [room for here in edge for room in self._step(here, ways, start)]
        return ways.get(end)

    def _step(self, here: str, ways: dict[str, tuple[Link, ...]], start: str) -> list[str]:
        found = []
        for door in self.doors_of(here) if here in (start, *self._room_index) else ():
            beyond = door.beyond(here)
            if beyond not in ways:
                ways[beyond] = (*ways[here], door)
                found.append(beyond)
        return found


def held_by_interlock(facility: Facility, open_links: frozenset[str], code: str) -> Refusal | None:
    """Return why a door or hatch stays locked while others are open, or None if it may be opened.

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> str(held_by_interlock(teaching_unit(), frozenset({"OUT-PAL"}), "PAL-LAB"))
        'PAL-LAB stays locked: OUT-PAL is open, and airlock PAL allows one open door. Wait until OUT-PAL is shut.'
    """
    wanted = facility.link(code)
    for group in facility.airlocks:
        if wanted.a not in group and wanted.b not in group:
            continue
        for other in facility.links:
            in_group = other.a in group or other.b in group
            if in_group and other.code in open_links and other.code != code:
                return Refusal(
                    code="door-interlocked",
                    rule="Annex 1 4.13",
                    message=f"{code} stays locked: {other.code} is open, "
                    f"and airlock {', '.join(group)} allows one open door.",
                    remedy=f"Wait until {other.code} is shut.",
                )
    return None


@lru_cache(maxsize=32)
def watched_steps(facility: Facility) -> tuple[tuple[str, str], ...]:
    """Return room over room of another grade whose pressure step is watched (Annex 1 4.14, 4.16), cleaner room first.

    Watched are working rooms of different grades that meet at a hatch, a door, or through one airlock. Airlocks themselves
    and what lies outside are not watched.

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> watched_steps(teaching_unit())
        ()
    """
    locks = {code for group in facility.airlocks for code in group}
    meeting = [(link.a, link.b) for link in facility.links]
    for lock in sorted(locks):
        around = [link.beyond(lock) for link in facility.links_of(lock)]
        meeting += [(a, b) for a in around for b in around if a != b]
    working = {room.code: room.grade.rank for room in facility.rooms if room.code not in locks}
    steps = {
        (a, b) if working[a] > working[b] else (b, a)
        for a, b in meeting
        if a in working and b in working and working[a] != working[b]
    }
    return tuple(sorted(steps, key=lambda pair: (-working[pair[0]], facility.index(pair[0]), facility.index(pair[1]))))
