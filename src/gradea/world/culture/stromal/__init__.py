"""Stromal cells on plastic, over passages."""

from gradea.world.culture.stromal.growth import stromal_advanced, stromal_now
from gradea.world.culture.stromal.observables import StromalPhenotype, stromal_phenotype
from gradea.world.culture.stromal.operations import detached, passaged, stromal_exchanged, stromal_seeded
from gradea.world.culture.stromal.parameters import STROMAL as STROMAL_PARAMETERS
from gradea.world.culture.stromal.state import (
    STROMAL_CELL,
    STROMAL_SYMBOLS,
    StromalMedium,
    Surface,
    stromal_cells,
    stromal_growth_of,
)

__all__ = [
    "STROMAL_CELL",
    "STROMAL_PARAMETERS",
    "STROMAL_SYMBOLS",
    "StromalMedium",
    "StromalPhenotype",
    "Surface",
    "detached",
    "passaged",
    "stromal_advanced",
    "stromal_cells",
    "stromal_exchanged",
    "stromal_growth_of",
    "stromal_now",
    "stromal_phenotype",
    "stromal_seeded",
]
