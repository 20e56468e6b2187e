"""What comes from the store: materials, and the lots they come in."""

from gradea.world.material.lot import Lot, LotStatus
from gradea.world.material.substance import Substance

__all__ = ["Lot", "LotStatus", "Substance"]
