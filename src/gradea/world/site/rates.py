"""The balance of airborne matter in every room at one setting, as the rates of a linear system.

Model:
    V dC/dt = S C_supply + sum Q_in C_j - (R + sum Q_out) C + sum q_ex (C_j - C) + e + e_bg - v A C - Q_bsc eta C,
    C_supply = (1 - eta_H14 + leak) ((1 - x) C_return + x C_out (1 - eta_pre)), per species, rooms well mixed
    [WEtal2017, R]; C_return is the mixture of the return air of all rooms.
"""

from dataclasses import dataclass

from gradea.world.site.configuration import Configuration
from gradea.world.site.constants import (
    BACKGROUND,
    CABINET_CLEAN_AIR,
    DEPOSITION,
    FRESH_SHARE,
    HEPA_EFFICIENCY,
    OUTSIDE,
    PREFILTER_EFFICIENCY,
)
from gradea.world.site.exchange import two_way_flow
from gradea.world.site.facility import OUTSIDE as OUTDOORS
from gradea.world.site.facility import Facility, Link
from gradea.world.site.linear import Matrix, Vector
from gradea.world.site.pressure import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class AirFlows:
    """Flows that carry all species alike.

    Attributes:
        between: Rooms by rooms, m3/s: what a row takes from a column; on the diagonal minus what a room gives off.
        outside: Per room, m3/s of outside air, counted as unfiltered.
    """

    between: Matrix
    outside: Vector


def air_flows(facility: Facility, configuration: Configuration, balance: Network) -> AirFlows:
    """Return the flows of a setting whose pressures are balanced."""
    size = len(facility.rooms)
    flows = AirFlows(between=[[0.0] * size for _ in range(size)], outside=[0.0] * size)
    for link, flow in zip(facility.links, balance.flows_m3_s, strict=True):
        both = two_way_flow(
            link,
            is_open=link.code in configuration.open_links,
            flow_m3_s=flow,
            difference_pa=pressure_across(facility, balance, link),
        )
        _join(facility, link, (flow, both), flows)
    _ventilate(facility, configuration, balance, flows)
    return flows


def rates_per_s(facility: Facility, flows: AirFlows, species: int) -> Matrix:
    """Return M: the rate per second at which a concentration in a column's room changes that of the row's room."""
    matrix = [[flow / room.volume_m3 for flow in row] for room, row in zip(facility.rooms, flows.between, strict=True)]
    for i, room in enumerate(facility.rooms):
        matrix[i][i] -= DEPOSITION[species].value / room.height_m
    return matrix


def feed_per_s(facility: Facility, flows: AirFlows, species: int) -> Vector:
    """Return what outside air and equipment add to each room's concentration, per m3 and second."""
    return [
        (outside * OUTSIDE[species].value + BACKGROUND[species].value) / room.volume_m3
        for room, outside in zip(facility.rooms, flows.outside, strict=True)
    ]


def pressure_across(facility: Facility, balance: Network, link: Link) -> float:
    """Return the pressure of the inner room `b` minus that of the outer `a`, Pa; `OUT` is at 0."""
    inner = balance.pressures_pa[facility.index(link.b)] if link.b != OUTDOORS else 0.0
    outer = balance.pressures_pa[facility.index(link.a)] if link.a != OUTDOORS else 0.0
    return inner - outer


def _join(facility: Facility, link: Link, moving: tuple[float, float], flows: AirFlows) -> None:
    """Enter one link: what goes over with the directional flow, and what is exchanged both ways."""
    flow, both = moving
    inside = {room.code for room in facility.rooms}
    for giver, taker, moved in ((link.a, link.b, max(flow, 0.0) + both), (link.b, link.a, max(-flow, 0.0) + both)):
        if giver in inside:
            flows.between[facility.index(giver)][facility.index(giver)] -= moved
        if taker in inside and giver in inside:
            flows.between[facility.index(taker)][facility.index(giver)] += moved
        elif taker in inside:
            flows.outside[facility.index(taker)] += moved


def _ventilate(facility: Facility, configuration: Configuration, balance: Network, flows: AirFlows) -> None:
    """Enter return air, the filtered mixture that comes back as supply, and cabinets."""
    leaks, running = dict(configuration.leaks), dict(configuration.cabinets)
    total = 0.0
    for drawn in balance.returns_m3_s:
        total += drawn
    fresh = FRESH_SHARE.value
    for i, room in enumerate(facility.rooms):
        passed = min(1.0, 1.0 - HEPA_EFFICIENCY.value + leaks.get(room.code, 0.0)) * balance.supplies_m3_s[i]
        flows.outside[i] += passed * fresh * (1.0 - PREFILTER_EFFICIENCY.value)
        for j, drawn in enumerate(balance.returns_m3_s):
            flows.between[i][j] += passed * (1.0 - fresh) * (drawn / total) if total > 0.0 else 0.0
        flows.between[i][i] -= balance.returns_m3_s[i]
        flows.between[i][i] -= CABINET_CLEAN_AIR.value * running.get(room.code, 0) * HEPA_EFFICIENCY.value
