"""Where a CFU came from: every group of organisms carries its cause, so that a debrief can draw the tree."""

from dataclasses import dataclass
from enum import StrEnum

from gradea.vocabulary import Chance, SimTime

_START = SimTime(0)


class Route(StrEnum):
    """How an organism travelled."""

    TOUCH = "touch"
    AIR = "air"
    DONOR = "donor"
    MATERIAL = "material"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why a group of organisms is where it is.

    Attributes:
        route: How it came.
        person: Opaque reference of the person whose act it was; None where nobody acted.
        act: Key of the act.
        room: Where.
        at: Simulated instant.
        source: Where from, in words a debrief prints: `bench`, `own skin`, `outer pack`.
        earlier: The cause before this one: a glove that touched a pack before it touched a neck. None at the root.
    """

    route: Route
    person: str | None
    act: str
    room: str
    at: SimTime
    source: str = ""
    earlier: "Cause | None" = None

    def chain(self) -> tuple["Cause", ...]:
        """Return this cause and those before it, latest first."""
        links: list[Cause] = []
        link: Cause | None = self
        while link is not None:
            links.append(link)
            link = link.earlier
        return tuple(links)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One act at one instant, with its luck. Draws depend on seed and key alone, never on what was drawn before.

    Attributes:
        chance: Keyed draws of the run.
        key: Key of the act, unique in the run: `p1/add/3`.
        person: Opaque reference of who acts, or None.
        room: Where.
        at: Simulated instant.
    """

    chance: Chance
    key: str
    person: str | None = None
    room: str = ""
    at: SimTime = _START

    def because(self, route: Route, source: str = "", earlier: Cause | None = None) -> Cause:
        """Return the cause that this occasion is."""
        return Cause(
            route=route,
            person=self.person,
            act=self.key,
            room=self.room,
            at=self.at,
            source=source,
            earlier=earlier,
        )

    def part(self, name: str) -> "Occasion":
        """Return the same occasion with its own luck, for an act that touches more than once.

        >>> Occasion(chance=Chance("s"), key="p1/add/3").part("2").key
        'p1/add/3/2'
        """
        return Occasion(chance=self.chance, key=f"{self.key}/{name}", person=self.person, room=self.room, at=self.at)
