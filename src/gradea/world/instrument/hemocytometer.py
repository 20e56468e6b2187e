"""The counting chamber: a person, a microscope, and few cells in half a microlitre."""

import math

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter

CHAMBER_UL = Parameter("v_chamber", 0.5, "uL", 0.1, 1.0, "Multivol2021", "R", "volume that is counted")
DISPERSION = Parameter("phi_hemo", 0.20, "-", 0.1, 1.0, "Multivol2021", "F", "mean over variance; 1 would be Poisson")


def chamber_rsd_pct(density_e6_per_ml: float) -> float:
    """Return the relative standard deviation of one count, in %.

    Args:
        density_e6_per_ml: True density, in millions per mL; above 0.

    Model:
        Over-dispersed Poisson: variance = mean / 0.20. Loading, edges and the eye make it worse than the statistics of the
        cells alone.

    Examples:
        >>> round(chamber_rsd_pct(1.0), 1), round(chamber_rsd_pct(0.1), 1)
        (10.0, 31.6)
    """
    mean = density_e6_per_ml * 1000.0 * CHAMBER_UL.value
    return 100.0 / math.sqrt(mean * DISPERSION.value)


def chamber_reading(density_e6_per_ml: float, chance: Chance, key: str, index: int) -> float:
    """Count once: millions of cells per mL, to two decimals; 0 for an empty sample.

    Examples:
        >>> 0.6 < chamber_reading(1.0, Chance("s"), "chamber-1", 0) < 1.4
        True
    """
    if density_e6_per_ml <= 0.0:
        return 0.0
    spread = chamber_rsd_pct(density_e6_per_ml) / 100.0
    return round(max(0.0, density_e6_per_ml * (1.0 + spread * chance.normal(key, "chamber", index))), 2)
