"""The air of a unit: frozen state, moved by events, exact in between.

Between events nothing but time passes, so concentrations follow from the last event in one closed step. Asking changes
nothing: the anchor moves only when something is changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Unpack

from gradea.vocabulary import SimTime
from gradea.world.site.change import AirChange, reconfigured
from gradea.world.site.configuration import Configuration
from gradea.world.site.constants import OUTSIDE as OUTSIDE_AIR
from gradea.world.site.constants import SPECIES
from gradea.world.site.exchange import carried_m3, swung_m3
from gradea.world.site.facility import OUTSIDE, Facility
from gradea.world.site.rates import pressure_across
from gradea.world.site.transport import transport

MIDNIGHT = SimTime(0)
"""Day 0, 00:00."""

Rows = tuple[tuple[float, ...], ...]
"""Three species by rooms, both in the fixed order of `SPECIES` and of the facility."""


class Airborne(NamedTuple):
    """Amounts of the three species: a concentration (per m3), an emission (per second) or a release (number)."""

    p05: float = 0.0
    p5: float = 0.0
    mcp: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Air:
    """Air of a unit at its last event.

    Attributes:
        at: Instant of the last event.
        configuration: Doors, dampers, fan, filters and cabinets since then.
        concentrations: Per m3, species by rooms, at that instant.
        sources: Emissions of people and acts since then, per second, species by rooms; equipment background is added.
    """

    at: SimTime
    configuration: Configuration = field(default_factory=Configuration)
    concentrations: Rows
    sources: Rows


def air_at_rest(facility: Facility, *, at: SimTime = MIDNIGHT, cabinets: Mapping[str, int] | None = None) -> Air:
    """Return the air of an empty unit that has run for days: doors shut, fan at full speed, nobody inside.

    Args:
        facility: The unit.
        at: Instant.
        cabinets: Running cabinets per room; none unless given, as devices start switched off.

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> air = air_at_rest(teaching_unit(), cabinets={"LAB": 1})
        >>> round(concentration_at(teaching_unit(), air, air.at)["LAB"].p05)
        169
    """
    configuration = Configuration().with_cabinets(facility, cabinets or {})
    nobody = tuple((0.0,) * len(facility.rooms) for _ in SPECIES)
    settled = transport(facility, configuration)
    rows = tuple(tuple(settled.steady(species, nobody[species])) for species in range(len(SPECIES)))
    return Air(at=at, configuration=configuration, concentrations=rows, sources=nobody)


def changed(facility: Facility, air: Air, at: SimTime, **change: Unpack[AirChange]) -> Air:
    """Return the air at an event, with what the event changes.

    Args:
        facility: The unit.
        air: Air since the last event.
        at: Instant of this event, not before the last one.
        **change: See `AirChange`.

    Raises:
        ValueError: If time runs backwards, a share is outside 0 to 1, more cabinets run than stand there, or somebody
            walks through a shut door: the caller's checks have a hole.
        KeyError: If a room or link is unknown.

    Model:
        A leaf that moves exchanges half its swing volume at once, a person their wake; see `exchange`.

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> unit = teaching_unit()
        >>> air = changed(unit, air_at_rest(unit), SimTime(1000), opened=["PAL-LAB"])
        >>> round(pressure_difference(unit, air, "PAL-LAB"), 3)
        0.003
    """
    before = air.configuration
    after = reconfigured(facility, before, change)
    rows = [list(row) for row in _rows_at(facility, air, at)]
    for code in _in_order(facility, before.open_links - after.open_links):
        _mix(facility, rows, code, swung_m3(facility.link(code), _flow(facility, before, code)))
    for code in change.get("passed", ()):
        if code not in before.open_links | after.open_links:
            raise ValueError(f"nobody can walk through {code} while it is shut")
        while_open = after if code in after.open_links else before
        _mix(facility, rows, code, carried_m3(facility.link(code), _flow(facility, while_open, code)))
    for code in _in_order(facility, after.open_links - before.open_links):
        _mix(facility, rows, code, swung_m3(facility.link(code), _flow(facility, after, code)))
    for room, amounts in change.get("released", {}).items():
        for species, amount in enumerate(_amounts(room, amounts)):
            rows[species][facility.index(room)] += amount / facility.room(room).volume_m3
    return Air(
        at=at,
        configuration=after,
        concentrations=tuple(tuple(row) for row in rows),
        sources=_sources(facility, air.sources, change.get("sources", {})),
    )


def concentration_at(facility: Facility, air: Air, at: SimTime) -> dict[str, Airborne]:
    """Return the concentrations per m3 in every room at an instant since the last event.

    Raises:
        ValueError: If the instant lies before the last event.

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> unit = teaching_unit()
        >>> busy = changed(unit, air_at_rest(unit), SimTime(0), sources={"LAB": (1740.0, 63.0, 0.3)})
        >>> round(concentration_at(unit, busy, SimTime(3_600_000))["LAB"].mcp, 2)
        0.51
    """
    p05, p5, mcp = _rows_at(facility, air, at)
    return {room.code: Airborne(p05[i], p5[i], mcp[i]) for i, room in enumerate(facility.rooms)}


def exposure(facility: Facility, air: Air, until: SimTime, *, species: str = "mcp") -> dict[str, float]:
    """Return the time integral of a concentration per room, from the last event until an instant.

    Args:
        facility: The unit.
        air: Air since the last event.
        until: End of the exposure.
        species: `mcp` (CFU·s/m3), or `p05`, `p5` (s/m3).

    Raises:
        ValueError: If the instant lies before the last event.

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> unit = teaching_unit()
        >>> busy = changed(unit, air_at_rest(unit), SimTime(0), sources={"LAB": (1740.0, 63.0, 0.3)})
        >>> round(exposure(unit, busy, SimTime(3_600_000))["LAB"])
        1782
    """
    kind = SPECIES.index(species)
    setting = transport(facility, air.configuration)
    steady = setting.steady(kind, air.sources[kind])
    total = setting.integral(kind, air.concentrations[kind], steady, _elapsed(air, until))
    return {room.code: total[i] for i, room in enumerate(facility.rooms)}


def pressure_difference(facility: Facility, air: Air, link: str) -> float:
    """Return the true pressure difference across a link, Pa: inner room minus outer, positive while the cascade holds.

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> round(pressure_difference(teaching_unit(), air_at_rest(teaching_unit()), "PAL-LAB"), 1)
        15.0
    """
    return pressure_across(facility, transport(facility, air.configuration).balance, facility.link(link))


def room_pressure(facility: Facility, air: Air, room: str) -> float:
    """Return the true pressure of a room above outside, Pa. Raises KeyError for an unknown room."""
    return transport(facility, air.configuration).balance.pressures_pa[facility.index(room)]


def _rows_at(facility: Facility, air: Air, at: SimTime) -> Rows:
    duration = _elapsed(air, at)
    if duration == 0:
        return air.concentrations
    setting = transport(facility, air.configuration)
    return tuple(
        tuple(setting.after(species, start, setting.steady(species, sources), duration))
        for species, (start, sources) in enumerate(zip(air.concentrations, air.sources, strict=True))
    )


def _elapsed(air: Air, at: SimTime) -> int:
    if at < air.at:
        raise ValueError(f"air at {at} ms was asked for, but the last event was at {air.at} ms; time does not run back")
    return at - air.at


def _sources(facility: Facility, before: Rows, given: Mapping[str, tuple[float, float, float]]) -> Rows:
    if not given:
        return before
    rows = [list(row) for row in before]
    for room, amounts in given.items():
        for species, amount in enumerate(_amounts(room, amounts)):
            rows[species][facility.index(room)] = amount
    return tuple(tuple(row) for row in rows)


def _amounts(room: str, amounts: tuple[float, float, float]) -> tuple[float, float, float]:
    for amount in amounts:
        if not 0.0 <= amount < 1e18:
            raise ValueError(f"a source in {room} is {amount!r}; use a number from 0 up")
    return amounts


def _in_order(facility: Facility, codes: frozenset[str]) -> tuple[str, ...]:
    return tuple(link.code for link in facility.links if link.code in codes)


def _flow(facility: Facility, configuration: Configuration, code: str) -> float:
    return transport(facility, configuration).balance.flows_m3_s[facility.link_index(code)]


def _mix(facility: Facility, rows: list[list[float]], code: str, volume_m3: float) -> None:
    """Exchange a volume of air between the two sides of a link; outside air is not used up."""
    link = facility.link(code)
    for row, outside in zip(rows, OUTSIDE_AIR, strict=True):
        at_a = row[facility.index(link.a)] if link.a != OUTSIDE else outside.value
        at_b = row[facility.index(link.b)] if link.b != OUTSIDE else outside.value
        for side, gain in ((link.a, at_b - at_a), (link.b, at_a - at_b)):
            if side != OUTSIDE:
                row[facility.index(side)] += gain * volume_m3 / facility.room(side).volume_m3
