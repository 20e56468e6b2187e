"""What several tests of the site measure on a network."""

from gradea.world.site import Facility, Network

SHARES = (0.0, 0.5, 1.0)
"""Openings of a damper."""


def all_dampers(facility: Facility, share: float) -> dict[str, float]:
    """Return every supply damper at this opening."""
    return {room.code: share for room in facility.rooms}


def imbalance(facility: Facility, solved: Network) -> float:
    """Return the largest imbalance of a room, added up from the flows that the network reports."""
    worst = 0.0
    for index, room in enumerate(facility.rooms):
        net = solved.supplies_m3_s[index] - solved.returns_m3_s[index]
        for link, flow in zip(facility.links, solved.flows_m3_s, strict=True):
            net += flow if link.b == room.code else -flow if link.a == room.code else 0.0
        worst = max(worst, abs(net))
    return worst
