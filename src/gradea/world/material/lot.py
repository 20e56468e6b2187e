"""A lot of a material: one label, one expiry, one status."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gradea.vocabulary import DAY, SimTime


class LotStatus(StrEnum):
    """What the status label on a lot says."""

    RELEASED = "released"
    QUARANTINE = "quarantine"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Packs of one received lot in one place; the shelf of the store never runs out (assumption).

    Attributes:
        material: Code of the material, as in the recipe.
        lot: Lot number on the label.
        expires_day: Last day of use, counted from day 0 of the run.
        status: Status label.
        room: Where the packs are now; `D_PREP` is the store of the unit.
        wiped_log10: Log reduction that the transfer wipe gave the outside of the packs.
        thawed_at: When a frozen material was thawed, or None.
    """

    material: str
    lot: str
    expires_day: int
    status: LotStatus = LotStatus.RELEASED
    room: str = "D_PREP"
    wiped_log10: float = 0.0
    thawed_at: SimTime | None = None

    def expired(self, at: SimTime) -> bool:
        """Return whether the last day of use is over.

        >>> Lot(material="dc_medium", lot="M1", expires_day=2).expired(SimTime(3 * DAY))
        True
        """
        return at // DAY > self.expires_day

    def expiry_date(self, start: date) -> str:
        """Return the expiry as the label prints it, ISO 8601.

        >>> Lot(material="dc_medium", lot="M1", expires_day=2).expiry_date(date(2025, 10, 8))
        '2025-10-10'
        """
        return (start + timedelta(days=self.expires_day)).isoformat()

    def usable(self, at: SimTime) -> bool:
        """Return whether the lot may be used: released and in date."""
        return self.status is LotStatus.RELEASED and not self.expired(at)
