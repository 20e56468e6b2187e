"""One device of the unit or of the quality control laboratory."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gradea.vocabulary import DAY, SimTime
from gradea.world.monitoring import IncubatorAnchor


class DeviceKind(StrEnum):
    """What a device is for; acts ask for a kind, never for a code."""

    CABINET = "cabinet"
    INCUBATOR = "incubator"
    SELECTION = "selection"
    CENTRIFUGE = "centrifuge"
    CELL_COUNTER = "cell-counter"
    SCALE = "scale"
    PARTICLE_COUNTER = "particle-counter"
    FRIDGE = "fridge"
    MONITORING = "monitoring"
    CYTOMETER = "cytometer"
    IMMUNOASSAY = "immunoassay"
    BLOOD_CULTURE = "blood-culture"
    PLATE_INCUBATOR = "plate-incubator"
    UNIT_INCUBATOR = "unit-incubator"
    MICROSCOPE = "microscope"
    STATION = "station"
    WELDER = "welder"
    MAGNET = "magnet"
    FREEZER = "rate-freezer"
    CRYO_STORE = "cryo-store"
    WATER_BATH = "water-bath"
    ANALYSER = "metabolite-analyser"
    THERMOCYCLER = "thermocycler"
    ENDOTOXIN = "endotoxin-reader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device with its status label.

    Attributes:
        code: Code on the device, as in the recipe: `BSC-1`.
        room: Room it stands in.
        due_day: Last day of validity of qualification and calibration, counted from day 0.
        running: Whether it is switched on.
        running_since: When it was switched on.
        wiped_log10: Log reduction of the last wipe-down of its work surface.
        air: Air of an incubator at its last event, or None for other devices.
    """

    code: str
    title: str
    kind: DeviceKind
    room: str
    due_day: int
    running: bool = False
    running_since: SimTime | None = None
    wiped_log10: float = 0.0
    air: IncubatorAnchor | None = None

    def in_date(self, at: SimTime) -> bool:
        """Return whether qualification and calibration are valid today."""
        return at // DAY <= self.due_day

    def due_date(self, start: date) -> str:
        """Return the due date as the status label prints it, ISO 8601."""
        return (start + timedelta(days=self.due_day)).isoformat()
