"""The building: rooms and doors, pressures, air and what it carries, cabinets and isolators, a session of all of it."""

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
from gradea.world.site.facility import OUTSIDE, Facility, Link, Rectangle, Room, held_by_interlock, watched_steps
from gradea.world.site.facility_check import facility_problems
from gradea.world.site.facility_file import facility_from
from gradea.world.site.file_problem import FileProblem, Lines, Notes, Place
from gradea.world.site.history import AirHistory, Piece, history, piece_dose
from gradea.world.site.isolator import (
    DecontaminationCycle,
    held_by_vapour,
    interrupted,
    isolator_air,
    log_reduction_at,
    phase_at,
)
from gradea.world.site.pressure import Network, coast, network
from gradea.world.site.timetable import (
    CYCLE_MS,
    DoorAct,
    Opening,
    Presence,
    Stage,
    Timetable,
    Walker,
    door_events,
    timetable,
)

__all__ = [
    "CYCLE_MS",
    "CYCLE_S",
    "OUTSIDE",
    "PARAMETERS",
    "SPECIES",
    "Air",
    "AirChange",
    "AirHistory",
    "Airborne",
    "CabinetUse",
    "Configuration",
    "DecontaminationCycle",
    "DoorAct",
    "Facility",
    "FileProblem",
    "Lines",
    "Link",
    "Network",
    "Notes",
    "Opening",
    "Piece",
    "Place",
    "Presence",
    "Rectangle",
    "Room",
    "Stage",
    "Timetable",
    "Walker",
    "air_at_rest",
    "changed",
    "coast",
    "concentration_at",
    "critical_zone",
    "door_events",
    "exposure",
    "facility_from",
    "facility_problems",
    "held_by_interlock",
    "held_by_vapour",
    "history",
    "interrupted",
    "isolator_air",
    "log_reduction_at",
    "network",
    "package_particles",
    "phase_at",
    "piece_dose",
    "pressure_difference",
    "risk_factor",
    "room_pressure",
    "timetable",
    "watched_steps",
]
