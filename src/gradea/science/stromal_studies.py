"""Stromal cells against published numbers [Colter2000, HPL2012]; what the studies do not say was set by us."""

from functools import cache
from math import log2

from gradea.world.culture.numerics import begun
from gradea.world.culture.stromal import (
    StromalMedium,
    Surface,
    detached,
    passaged,
    stromal_advanced,
    stromal_exchanged,
    stromal_now,
    stromal_phenotype,
    stromal_seeded,
)
from gradea.world.culture.stromal.parameters import SEED_PD, SERUM

DAY = 1440


# ---- V18: 530 cells on 176 cm², three passages of 14 days. Ours: 35 mL, medium every four days, eight doublings behind them,
# growth in bovine serum 0.80 of that in lysate (fitted).


@cache
def low_density_passages() -> tuple[float, float, float]:
    """Return attached cells per plate at the end of three passages."""
    surface, medium = Surface(area_cm2=176.0, growth=SERUM.value), StromalMedium()
    dish = stromal_seeded(medium.volume(35.0), cells=530.0, doublings=SEED_PD.value)
    found = []
    for passage in range(3):
        course = begun(dish.amounts, passage * 14 * DAY)
        for day in (4, 8, 12):
            at = (passage * 14 + day) * DAY
            fed = stromal_exchanged(
                stromal_now(stromal_advanced(course, surface, at)), remove_ml=35.0, fresh=medium.volume(35.0)
            ).product
            course = begun(fed.amounts, at)
        course = stromal_advanced(course, surface, (passage + 1) * 14 * DAY)
        dish = stromal_now(course)
        found.append(dish.amount("attached"))
        harvest = detached(dish, surface, trypsin_min=8.0).product
        dish = passaged(harvest, surface, medium, cells_per_cm2=530.0 / 176.0, volume_ml=35.0).product
    return found[0], found[1], found[2]


# ---- V20: a passage of 7.6 days in lysate. Ours: 1000 cells per cm², 0.3 mL per cm², medium on day 3 and 6.5.


@cache
def lysate_passage() -> tuple[float, float]:
    """Return doublings of the attached cells over the seeded ones, and the mean doubling time in hours."""
    surface, medium = Surface(area_cm2=150.0), StromalMedium()
    course = begun(stromal_seeded(medium.volume(45.0), cells=1.5e5, doublings=SEED_PD.value).amounts, 0)
    end = round(7.6 * DAY)
    for at in (3 * DAY, 6 * DAY + 720):
        course = stromal_advanced(course, surface, at)
        fed = stromal_exchanged(stromal_now(course), remove_ml=45.0, fresh=medium.volume(45.0)).product
        course = begun(fed.amounts, at)
    grown = stromal_phenotype(stromal_now(stromal_advanced(course, surface, end)), surface)
    doublings = log2(grown.attached_cells / 1.5e5)
    return doublings, end / 60.0 / doublings
