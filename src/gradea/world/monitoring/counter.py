"""The airborne particle counter: what it reports from the true concentration."""

from gradea.vocabulary import Chance
from gradea.world.monitoring import parameters as p

_LITRES_PER_M3 = 1000.0


def sampled_m3(seconds: float) -> float:
    """Return the air a counter draws in so many seconds, m³.

    >>> round(sampled_m3(60.0), 4)
    0.0283
    """
    return p.COUNTER_L_PER_MIN.value / _LITRES_PER_M3 * seconds / 60.0


def counter_sample(c_p05: float, c_p5: float, seconds: float, chance: Chance, key: str) -> dict[str, int]:
    """Return one reading of the counter, extrapolated to one cubic metre as the display does.

    Args:
        c_p05: True concentration of particles of 0.5 µm and larger, 1/m³.
        c_p5: True concentration of particles of 5 µm and larger, 1/m³ (part of the former).
        seconds: Sampling time, s; 60 s draw 28.3 L.
        chance: Keyed draws of the run.
        key: Key of the reading.

    Returns:
        `p05_per_m3` and `p5_per_m3`. One particle of 5 µm in a minute already reads 35 per m³.

    Raises:
        ValueError: If a concentration is negative or the time is not above 0.

    Model:
        Poisson(C · eta · V) in each size class plus Poisson false counts [ISO21501].

    Examples:
        >>> counter_sample(0.0, 0.0, 60.0, Chance("quiet"), "pc/1")["p5_per_m3"]
        0
    """
    if c_p05 < 0.0 or c_p5 < 0.0 or seconds <= 0.0:
        raise ValueError(
            f"a sample needs concentrations from 0 up and a time above 0 s, not {c_p05}, {c_p5}, {seconds}"
        )
    volume = sampled_m3(seconds)
    eta = p.COUNTER_EFFICIENCY.value
    large = chance.poisson(c_p5 * eta * volume, key, "counter-large")
    false = p.FALSE_PER_5_MIN.value * seconds / 300.0
    small = chance.poisson(max(0.0, c_p05 - c_p5) * eta * volume + false, key, "counter-small")
    return {"p05_per_m3": round((large + small) / volume), "p5_per_m3": round(large / volume)}


def pack_burst_per_m3(seconds: float) -> float:
    """Return what opening one sterile pack adds to the concentration seen by the counter over a sample, 1/m³."""
    return p.PACK_BURST.value * p.PACK_SHARE.value / sampled_m3(seconds)
