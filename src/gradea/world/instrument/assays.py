"""Assays of cells beside counts and stains: vector copies, beads, sugar and lactate."""

from collections.abc import Mapping

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter

COPIES_CV = Parameter("cv_qpcr", 0.15, "-", 0.08, 0.25, "KNOW_CELLS", "K", "vector copy number by qPCR")
COPIES_BIAS = Parameter("bias_qpcr", 0.05, "-", 0.0, 0.15, "illustrative", "A", "SD between runs")
BEADS_SEEN_E6 = Parameter("beads_seen", 3.0, "1e6", 1.0, 5.0, "KNOW_CELLS", "K", "cells looked through for beads")
GLUCOSE_CV = Parameter("cv_glucose", 0.05, "-", 0.02, 0.1, "KNOW_CELLS", "K")
LACTATE_CV = Parameter("cv_lactate", 0.06, "-", 0.02, 0.1, "KNOW_CELLS", "K")

ASSAYS: tuple[Parameter, ...] = (
    COPIES_CV, COPIES_BIAS, BEADS_SEEN_E6, GLUCOSE_CV, LACTATE_CV,
)  # fmt: skip
"""Every constant of these assays, for the debrief."""

Luck = tuple[Chance, str, int]
"""Keyed chance of the run, name of the instrument, running number of its readings."""


def copies_reading(truth: Mapping[str, float], luck: Luck) -> dict[str, float | str]:
    """Count vector copies per CAR+ cell by qPCR, and look for replication-competent virus.

    Model:
        Truth × (1 + 15 %) × (1 + 5 % between runs). No replication-competent virus exists in this world: third-generation
        vector, and every lot was tested.

    Examples:
        >>> copies_reading({"vcn_per_car_cell": 0.0}, (Chance("s"), "qpcr-1", 0))
        {'vcn_per_car_cell': 0.0, 'rcl': 'absent'}
    """
    chance, key, index = luck
    run = 1.0 + COPIES_BIAS.value * chance.normal(key, "qpcr-run", index)
    shown = truth.get("vcn_per_car_cell", 0.0) * run * (1.0 + COPIES_CV.value * chance.normal(key, "qpcr", index))
    return {"vcn_per_car_cell": round(max(0.0, shown), 2), "rcl": "absent"}


def bead_reading(truth: Mapping[str, float], luck: Luck) -> dict[str, int]:
    """Count activation beads under the microscope, among 3 million cells: Poisson.

    Examples:
        >>> bead_reading({"beads_per_3e6": 0.0}, (Chance("s"), "micro-1", 0))
        {'beads_per_3e6': 0}
    """
    chance, key, index = luck
    return {"beads_per_3e6": chance.poisson(min(1e6, truth.get("beads_per_3e6", 0.0)), key, "beads", index)}


def analyser_reading(truth: Mapping[str, float], luck: Luck) -> dict[str, float]:
    """Measure glucose and lactate: truth × (1 + 5 %) and × (1 + 6 %).

    Examples:
        >>> analyser_reading({"glucose_mmol_per_l": 0.0, "lactate_mmol_per_l": 0.0}, (Chance("s"), "a", 0))
        {'glucose_mmol_per_l': 0.0, 'lactate_mmol_per_l': 0.0}
    """
    chance, key, index = luck
    spread = {"glucose_mmol_per_l": GLUCOSE_CV.value, "lactate_mmol_per_l": LACTATE_CV.value}
    return {
        name: round(max(0.0, truth.get(name, 0.0) * (1.0 + cv * chance.normal(key, name, index))), 1)
        for name, cv in spread.items()
    }
