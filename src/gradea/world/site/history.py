"""What the air of a unit did over a session: one frozen state per event, and every answer in between exact.

The answers depend on the events alone. How often somebody asks, and where they cut a mean, changes nothing.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gradea.vocabulary import SECOND, SimTime
from gradea.world.site.air import Air, Airborne, changed, concentration_at, exposure
from gradea.world.site.change import AirChange
from gradea.world.site.constants import SPECIES
from gradea.world.site.facility import Facility


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch without events: the air at its last event, from and until."""

    air: Air
    from_at: SimTime
    until: SimTime


@dataclass(frozen=True, slots=True, kw_only=True)
class AirHistory:
    """The air of one unit from a first instant on.

    Attributes:
        facility: The unit.
        anchors: Air after each instant at which something happened, earliest first; never empty.
    """

    facility: Facility
    anchors: tuple[Air, ...]
    _instants: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the anchors by time."""
        object.__setattr__(self, "_instants", tuple(air.at for air in self.anchors))

    def air(self, at: SimTime) -> Air:
        """Return the air since the last event up to and including an instant.

        Raises:
            ValueError: If the instant lies before the first anchor.
        """
        index = bisect_right(self._instants, at)
        if index == 0:
            raise ValueError(f"the history begins at {self._instants[0]} ms; {at} ms lies before")
        return self.anchors[index - 1]

    def concentration(self, at: SimTime) -> dict[str, Airborne]:
        """Return the concentrations per m3 in every room; at the instant of an event, those after it."""
        return concentration_at(self.facility, self.air(at), at)

    def pieces(self, from_at: SimTime, until: SimTime) -> Iterator[Piece]:
        """Yield the stretches between events that an interval consists of, earliest first."""
        index = bisect_right(self._instants, from_at) - 1
        start = from_at
        while start < until:
            end = SimTime(min(until, self._instants[index + 1])) if index + 1 < len(self.anchors) else until
            yield Piece(air=self.anchors[index], from_at=start, until=end)
            start, index = end, index + 1

    def mean(self, from_at: SimTime, until: SimTime) -> dict[str, Airborne]:
        """Return the mean concentrations per m3 in every room over an interval, from exact integrals.

        Raises:
            ValueError: If the interval is empty or begins before the history.
        """
        if until <= from_at or from_at < self._instants[0]:
            raise ValueError(f"a mean needs an interval within the history, not {from_at} to {until} ms")
        totals = {room.code: [0.0] * len(SPECIES) for room in self.facility.rooms}
        for piece in self.pieces(from_at, until):
            for room, dose in piece_dose(self.facility, piece).items():
                totals[room] = [total + more for total, more in zip(totals[room], dose, strict=True)]
        seconds = (until - from_at) / SECOND
        return {room: Airborne(*(total / seconds for total in sums)) for room, sums in totals.items()}


def history(facility: Facility, air: Air, events: Iterable[tuple[SimTime, AirChange]]) -> AirHistory:
    """Return what becomes of the air under events, which come in order of time.

    Raises:
        ValueError: As `changed` does.
        KeyError: As `changed` does.

    Examples:
        >>> from gradea.world.site.air import air_at_rest
        >>> from gradea.world.site.example import teaching_unit
        >>> unit = teaching_unit()
        >>> busy: AirChange = {"sources": {"LAB": (1740.0, 63.0, 0.3)}}
        >>> past = history(unit, air_at_rest(unit), [(SimTime(60_000), busy)])
        >>> round(past.concentration(SimTime(3_660_000))["LAB"].mcp, 2)
        0.51
    """
    anchors = [air]
    for at, change in events:
        air = changed(facility, air, at, **change)
        if anchors[-1].at == at:
            anchors.pop()
        anchors.append(air)
    return AirHistory(facility=facility, anchors=tuple(anchors))


def piece_dose(facility: Facility, piece: Piece) -> dict[str, Airborne]:
    """Return the time integrals of the concentrations over a stretch, per m3 times seconds, in every room."""
    doses = []
    for species in SPECIES:
        end = exposure(facility, piece.air, piece.until, species=species)
        start = exposure(facility, piece.air, piece.from_at, species=species) if piece.from_at > piece.air.at else {}
        doses.append({room: max(0.0, value - start.get(room, 0.0)) for room, value in end.items()})
    return {room.code: Airborne(*(dose[room.code] for dose in doses)) for room in facility.rooms}
