"""The organisms of the simulator, and how warmth and medium set their pace."""

import math
from dataclasses import dataclass

BROTH = "broth"
CELL_CULTURE = "cell-culture"
AGAR = "agar"
MEDIA = (CELL_CULTURE, BROTH, AGAR)
"""Where an organism can grow: culture medium of the product, broth (both bottles of a blood culture), agar in air."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organism:
    """One kind of organism; basis K unless the source is one that was read (docs/model.md §4).

    Attributes:
        code: Stable name: `staphylococcus`.
        title: What a laboratory report calls it.
        doubling_min: Doubling time at the optimum in rich broth, minutes.
        medium_factor: Growth-rate ratio cell-culture medium to rich broth (K/A: no clean study was found).
        lag37_h: Lag of a stressed environmental cell in rich broth at 37 °C, hours.
        min_c: Temperature below which it does not grow, °C.
        optimum_c: Temperature of fastest growth, °C.
        max_c: Temperature above which it does not grow, °C.
        cap_per_ml: Highest density, CFU/mL.
        gentamicin_susceptible: Share of strains that gentamicin stops.
        acid: Whether it turns phenol red yellow.
        turbid: Whether it clouds a culture (moulds show mycelium, mycoplasma nothing).
        spores: Whether only a sporicide kills it (moulds count: their conidia survive alcohol).
        grows_in: The media it grows in.
        source: Keys in `content/sources.yaml`, separated by commas; a remark may follow a semicolon.
    """

    code: str
    title: str
    doubling_min: float
    medium_factor: float
    lag37_h: float
    min_c: float
    optimum_c: float
    max_c: float
    cap_per_ml: float
    gentamicin_susceptible: float
    acid: bool
    turbid: bool
    spores: bool
    grows_in: tuple[str, ...] = MEDIA
    source: str


def _table(*organisms: Organism) -> dict[str, Organism]:
    return {organism.code: organism for organism in organisms}


# fmt: off
ORGANISMS: dict[str, Organism] = _table(
    Organism(code="staphylococcus", title="coagulase-negative Staphylococcus", doubling_min=38, medium_factor=0.6,
             lag37_h=4, min_c=7, optimum_c=37, max_c=46, cap_per_ml=5e8, gentamicin_susceptible=0.76, acid=True,
             turbid=True, spores=False, source="KNOW_MICRO, CONSGEN, SANDLE2011"),
    Organism(code="micrococcus", title="Micrococcus / Kocuria", doubling_min=100, medium_factor=0.5, lag37_h=10,
             min_c=8, optimum_c=33, max_c=43, cap_per_ml=2e8, gentamicin_susceptible=0.95, acid=False, turbid=True,
             spores=False, source="KNOW_MICRO, SANDLE2011"),
    Organism(code="bacillus", title="Bacillus (spores)", doubling_min=35, medium_factor=0.7, lag37_h=4,
             min_c=8, optimum_c=37, max_c=50, cap_per_ml=5e8, gentamicin_susceptible=0.95, acid=True, turbid=True,
             spores=True, source="GENTIME, KNOW_MICRO, SANDLE2011"),
    Organism(code="corynebacterium", title="Corynebacterium", doubling_min=80, medium_factor=0.4, lag37_h=8,
             min_c=12, optimum_c=37, max_c=43, cap_per_ml=2e8, gentamicin_susceptible=0.7, acid=False, turbid=True,
             spores=False, source="KNOW_MICRO, SANDLE2011"),
    Organism(code="water-rod", title="Gram-negative rod from water", doubling_min=31, medium_factor=0.7, lag37_h=3,
             min_c=4, optimum_c=35, max_c=42, cap_per_ml=2e9, gentamicin_susceptible=0.85, acid=True, turbid=True,
             spores=False, source="GENTIME, PDATAB5515"),
    Organism(code="e-coli", title="Escherichia coli", doubling_min=18, medium_factor=0.7, lag37_h=2,
             min_c=7, optimum_c=39, max_c=46, cap_per_ml=2e9, gentamicin_susceptible=0.9, acid=True, turbid=True,
             spores=False, source="GENTIME, KNOW_MICRO"),
    Organism(code="mould", title="mould (Aspergillus, Penicillium)", doubling_min=150, medium_factor=0.7, lag37_h=14,
             min_c=6, optimum_c=30, max_c=40, cap_per_ml=1e6, gentamicin_susceptible=0.0, acid=False, turbid=False,
             spores=True, source="KNOW_MICRO, GALVEZ2012"),
    Organism(code="candida", title="Candida", doubling_min=85, medium_factor=0.8, lag37_h=4,
             min_c=8, optimum_c=37, max_c=43, cap_per_ml=1e8, gentamicin_susceptible=0.0, acid=True, turbid=True,
             spores=False, source="KNOW_MICRO"),
    Organism(code="cutibacterium", title="Cutibacterium acnes", doubling_min=240, medium_factor=0.3, lag37_h=16,
             min_c=15, optimum_c=37, max_c=45, cap_per_ml=1e8, gentamicin_susceptible=0.3, acid=False, turbid=False,
             spores=False, grows_in=(CELL_CULTURE, BROTH), source="KNOW_MICRO; doubling time lowered to fit TMH2020"),
    Organism(code="mycoplasma", title="Mycoplasma", doubling_min=240, medium_factor=1.0, lag37_h=24,
             min_c=20, optimum_c=37, max_c=42, cap_per_ml=5e7, gentamicin_susceptible=0.4, acid=False, turbid=False,
             spores=False, grows_in=(CELL_CULTURE,), source="KNOW_MICRO, MYCO"),
)
# fmt: on
"""Organism by code."""


def warmth_factor(organism: Organism, temperature_c: float) -> float:
    """Return growth rate at this temperature over growth rate at the optimum, from 0 to 1.

    Model:
        Cardinal temperature model with inflection (three cardinal temperatures, no fitted shape).

    Examples:
        >>> warmth_factor(ORGANISMS["staphylococcus"], 37.0)
        1.0
        >>> warmth_factor(ORGANISMS["staphylococcus"], 4.0)
        0.0
    """
    low, best, high = organism.min_c, organism.optimum_c, organism.max_c
    if not low < temperature_c < high:
        return 0.0
    numerator = (temperature_c - high) * (temperature_c - low) ** 2
    span = best - low
    return numerator / (span * (span * (temperature_c - best) - (best - high) * (best + low - 2.0 * temperature_c)))


def growth_rate_per_h(organism: Organism, temperature_c: float, medium: str = CELL_CULTURE) -> float:
    """Return the specific growth rate, 1/h; 0 where the organism does not grow.

    Args:
        organism: Which organism.
        temperature_c: Temperature of the medium, °C.
        medium: One of `MEDIA`.

    Examples:
        >>> round(growth_rate_per_h(ORGANISMS["e-coli"], 37.0), 2)
        1.57
    """
    if medium not in organism.grows_in:
        return 0.0
    factor = organism.medium_factor if medium == CELL_CULTURE else 1.0
    return math.log(2.0) * 60.0 / organism.doubling_min * warmth_factor(organism, temperature_c) * factor


def lag_rate(organism: Organism, temperature_c: float, medium: str = CELL_CULTURE) -> float:
    """Return how many hours of lag, counted at 37 °C in broth, pass in one hour here.

    Lag is scaled by growth rate (docs/model.md §4), so a poor medium lengthens it as much as it slows growth.

    >>> lag_rate(ORGANISMS["staphylococcus"], 37.0, BROTH)
    1.0
    """
    return growth_rate_per_h(organism, temperature_c, medium) / growth_rate_per_h(
        organism, 37.0, _RICHEST[organism.code]
    )


_RICHEST = {code: BROTH if BROTH in organism.grows_in else CELL_CULTURE for code, organism in ORGANISMS.items()}
