"""The building: rooms and doors, pressures, air and what it carries, the critical zone of a cabinet."""

from gradea.world.site.air import (
    Air,
    Airborne,
    air_at_rest,
    changed,
    concentration_at,
    exposure,
    pressure_difference,
    room_pressure,
)
from gradea.world.site.cabinet import CabinetUse, critical_zone, package_particles, risk_factor
from gradea.world.site.change import AirChange
from gradea.world.site.configuration import Configuration
from gradea.world.site.constants import PARAMETERS, SPECIES
from gradea.world.site.exchange import CYCLE_S
from gradea.world.site.facility import OUTSIDE, Facility, Link, Rectangle, Room, held_by_interlock
from gradea.world.site.facility_file import facility_from
from gradea.world.site.pressure import Network, coast, network

__all__ = [
    "CYCLE_S",
    "OUTSIDE",
    "PARAMETERS",
    "SPECIES",
    "Air",
    "AirChange",
    "Airborne",
    "CabinetUse",
    "Configuration",
    "Facility",
    "Link",
    "Network",
    "Rectangle",
    "Room",
    "air_at_rest",
    "changed",
    "coast",
    "concentration_at",
    "critical_zone",
    "exposure",
    "facility_from",
    "held_by_interlock",
    "network",
    "package_particles",
    "pressure_difference",
    "risk_factor",
    "room_pressure",
]
