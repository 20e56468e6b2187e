"""The pressure network: which pressures and link flows balance all rooms at one setting of doors, dampers and fan."""

import math
from dataclasses import dataclass
from functools import lru_cache

from gradea.vocabulary import SECOND
from gradea.world.site.configuration import Configuration
from gradea.world.site.constants import FAN_TIME, OPEN_DOOR
from gradea.world.site.facility import OUTSIDE, Facility, Link
from gradea.world.site.facility_file import returns_m3_s
from gradea.world.site.flow import GAP_M2, leak_flow, return_flow, supply_flow
from gradea.world.site.linear import Matrix, Vector, inner, solved

RESIDUAL_M3_S_MAX = 1.0e-4
"""Largest imbalance of a room that still counts as solved; the solver ends near 1e-11."""

_GOOD_ENOUGH = 1.0e-22  # (m3/s)2, summed over rooms
_ROUNDS_MAX = 100
_SEARCHES_MAX = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Balanced pressures and flows.

    Attributes:
        pressures_pa: Above outside, per room.
        flows_m3_s: Per link, positive from `a` to `b`.
        supplies_m3_s: Filtered supply per room.
        returns_m3_s: Return air per room.
        residual_m3_s: Largest imbalance of a room.
    """

    pressures_pa: tuple[float, ...]
    flows_m3_s: tuple[float, ...]
    supplies_m3_s: tuple[float, ...]
    returns_m3_s: tuple[float, ...]
    residual_m3_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plant:
    """What the balance needs, looked up once: design supply (damped), design return, and openings as (a, b, m2)."""

    design_pa: tuple[float, ...]
    supplies: tuple[float, ...]
    returns: tuple[float, ...]
    openings: tuple[tuple[int, int, float], ...]
    fan: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Balance:
    """Net inflow per room, its derivative to the pressures, and the sum of squared imbalances."""

    net: Vector
    jacobian: Matrix
    size: float


def network(facility: Facility, configuration: Configuration) -> Network:
    """Return the balanced pressures and flows of one setting.

    The answer depends on the setting alone: the solver starts from the design pressures, never from an earlier answer,
    so that a cache, a reload or another order of events cannot change a bit.

    Raises:
        ArithmeticError: If a room stays out of balance by more than 1e-4 m3/s: a promise of the solver is broken.

    Model:
        Per room S - R + net link inflow = 0. Every flow grows with its pressure difference, so the imbalances are the
        slope of one convex potential, and there is exactly one answer. Newton directions, each followed to the least
        potential along it: without that search, undershoot and overshoot of the square root alternate for ever
        (low fan, doors open), and pseudo-transient continuation was stuck in four states of ten.

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> [round(p, 2) for p in network(teaching_unit(), Configuration()).pressures_pa]
        [15.0, 30.0]
    """
    return _network(facility, configuration.balance)


def opened_m2(link: Link, configuration: Configuration) -> float:
    """Return the free area of a link.

    A pass box keeps one of its two doors shut by a mechanical interlock: a hatch in use leaks like a shut one.
    """
    wide = link.kind == "door" and link.code in configuration.open_links
    return GAP_M2[link.seal] + (OPEN_DOOR.value if wide else 0.0)


def coast(start: float, target: float, *, steps: int = 10) -> tuple[tuple[int, float], ...]:
    """Return how a fan that is switched comes down (or up): milliseconds after the switch, and speed from then on.

    The exponential is cut into equal steps of speed, so that air is exact between them and few settings are solved.
    Rounding to whole milliseconds absorbs what the logarithms of two C libraries differ by.

    Model:
        dphi/dt = (target - phi)/tau, tau = 15 s [A]; a step is taken when the curve passes its middle.

    Examples:
        >>> coast(1.0, 0.0)[0], coast(1.0, 0.0)[-1]
        ((769, 0.9), (44936, 0.0))
    """
    change = target - start
    moments = []
    for step in range(1, steps + 1):
        left = 1.0 - (step - 0.5) / steps
        moments.append((round(-FAN_TIME.value * math.log(left) * SECOND), round(start + change * step / steps, 6)))
    return tuple(moments)


@lru_cache(maxsize=1024)
def _network(facility: Facility, configuration: Configuration) -> Network:
    plant = _plant(facility, configuration)
    pressures = list(plant.design_pa)
    balance = _balance(plant, pressures)
    for _ in range(_ROUNDS_MAX):
        if balance.size < _GOOD_ENOUGH:
            break
        pressures, balance = _stepped(plant, pressures, balance)
    residual = max(abs(value) for value in balance.net)
    if not residual < RESIDUAL_M3_S_MAX:
        raise ArithmeticError(f"pressures of {facility.code} do not balance: {residual:.2e} m3/s at {configuration}")
    return _read(plant, pressures, residual)


def _stepped(plant: _Plant, pressures: Vector, balance: _Balance) -> tuple[Vector, _Balance]:
    """Return pressures and balance at the least potential along the Newton direction, or close to it."""
    system = [[-value for value in row] for row in balance.jacobian]
    direction = [row[0] for row in solved(system, [[value] for value in balance.net])]
    downhill = inner(direction, balance.net)
    low, high, share = 0.0, 1.0, 1.0
    trial, ahead = pressures, balance
    for _ in range(_SEARCHES_MAX):
        trial = [p + share * change for p, change in zip(pressures, direction, strict=True)]
        ahead = _balance(plant, trial)
        slope = inner(direction, ahead.net)
        if abs(slope) <= 0.1 * downhill or (slope > 0.0 and share == 1.0):
            break
        low, high = (share, high) if slope > 0.0 else (low, share)
        share = 0.5 * (low + high)
    return trial, ahead


def _plant(facility: Facility, configuration: Configuration) -> _Plant:
    dampers = dict(configuration.dampers)
    place = {room.code: index for index, room in enumerate(facility.rooms)} | {OUTSIDE: -1}
    return _Plant(
        design_pa=tuple(room.pressure_pa for room in facility.rooms),
        supplies=tuple(room.supply_m3_s * dampers.get(room.code, 1.0) for room in facility.rooms),
        returns=returns_m3_s(facility),
        openings=tuple((place[link.a], place[link.b], opened_m2(link, configuration)) for link in facility.links),
        fan=configuration.fan,
    )


def _balance(plant: _Plant, pressures: Vector) -> _Balance:
    net: Vector = []
    jacobian: Matrix = [[0.0] * len(pressures) for _ in pressures]
    for i, pressure in enumerate(pressures):
        inflow, inflow_slope = supply_flow(plant.supplies[i], plant.design_pa[i], pressure, plant.fan)
        outflow, outflow_slope = return_flow(plant.returns[i], plant.design_pa[i], pressure, plant.fan)
        net.append(inflow - outflow)
        jacobian[i][i] = inflow_slope - outflow_slope
    for a, b, area in plant.openings:
        at_a = pressures[a] if a >= 0 else 0.0
        at_b = pressures[b] if b >= 0 else 0.0
        flow, slope = leak_flow(area, at_a - at_b)
        for here, there, sign in ((a, b, -1.0), (b, a, 1.0)):
            if here >= 0:
                net[here] += sign * flow
                jacobian[here][here] -= slope
                if there >= 0:
                    jacobian[here][there] += slope
    return _Balance(net=net, jacobian=jacobian, size=inner(net, net))


def _read(plant: _Plant, pressures: Vector, residual: float) -> Network:
    def at(index: int) -> float:
        return pressures[index] if index >= 0 else 0.0

    rooms = range(len(pressures))
    return Network(
        pressures_pa=tuple(pressures),
        flows_m3_s=tuple(leak_flow(area, at(a) - at(b))[0] for a, b, area in plant.openings),
        supplies_m3_s=tuple(
            supply_flow(plant.supplies[i], plant.design_pa[i], pressures[i], plant.fan)[0] for i in rooms
        ),
        returns_m3_s=tuple(
            return_flow(plant.returns[i], plant.design_pa[i], pressures[i], plant.fan)[0] for i in rooms
        ),
        residual_m3_s=residual,
    )
