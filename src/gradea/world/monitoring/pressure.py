"""The differential-pressure sensor."""

from gradea.vocabulary import Chance
from gradea.world.monitoring import parameters as p
from gradea.world.monitoring.alarm import AlarmRule

PRESSURE_RULE = AlarmRule(limit=p.PRESSURE_ALARM.value, low=True, deadband=0.5, on_delay_s=p.PRESSURE_DELAY_S.value)
"""Alarm between grades: below 10 Pa for 60 s (limit Annex 1 4.14, guidance; delay K; deadband 0.5 Pa, A)."""


def pressure_reading(true_pa: float, chance: Chance, key: str, *, drift_pa: float = 0.0) -> float:
    """Return the displayed pressure difference, Pa, to 0.1 Pa.

    Args:
        true_pa: True difference, Pa.
        chance: Keyed draws of the run.
        key: Key of the reading; one reading is looked at twice with the same key.
        drift_pa: Zero error since the last calibration, Pa (about 1.5 Pa a year, a vendor's figure).

    Examples:
        >>> abs(pressure_reading(15.0, Chance("s"), "ems/1") - 15.0) < 1.5
        True
    """
    return round(true_pa + drift_pa + p.PRESSURE_NOISE.value * chance.normal(key, "pressure"), 1)
