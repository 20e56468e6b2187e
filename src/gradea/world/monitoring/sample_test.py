"""Tests of a sample for what does not belong in it: mycoplasma by nucleic acid, endotoxin by cartridge."""

from collections.abc import Iterable

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.microbes import Contaminant

MYCO_LOD = Parameter("lod_myco", 10.0, "CFU/mL", 1.0, 10.0, "KNOW_MICRO", "K", "found in 95 of 100 samples")
LAL_LOQ = Parameter("loq_lal", 0.05, "EU/mL", 0.005, 0.5, "KNOW_MICRO", "K", "cartridge; less is reported as <0.05")
LAL_CV = Parameter("cv_lal", 0.25, "-", 0.1, 0.5, "illustrative", "A", "inside a spike recovery of 50 to 200 %")
EU_PER_CFU = Parameter("eu_per_cfu", 1.0e-5, "EU/CFU", 1e-6, 1e-4, "illustrative", "A", "gram-negative organisms")
EU_CLEAN = Parameter("eu_clean", 0.02, "EU/mL", 0.0, 0.1, "illustrative", "A", "what reagents bring along")

SAMPLE_TESTS: tuple[Parameter, ...] = (MYCO_LOD, LAL_LOQ, LAL_CV, EU_PER_CFU, EU_CLEAN)
"""Every constant of these tests, for the debrief."""

GRAM_NEGATIVE = frozenset({"water-rod", "e-coli"})
"""Organisms that give endotoxin."""

Luck = tuple[Chance, str, int]
"""Keyed chance of the run, name of the instrument, running number of its readings."""


def mycoplasma_reading(organisms: Iterable[Contaminant], volume_ml: float, luck: Luck) -> dict[str, str]:
    """Look for the nucleic acid of mycoplasma in a sample.

    Model:
        Found with 1 - exp(-3 c / c_LOD): 95 % at 10 CFU/mL.

    Examples:
        >>> mycoplasma_reading((), 1.0, (Chance("s"), "nat-1", 0))
        {'mycoplasma': 'absent'}
    """
    chance, key, index = luck
    density = sum(group.count for group in organisms if group.organism == "mycoplasma") / max(volume_ml, 1e-6)
    seen = density > 0.0 and chance.poisson(min(50.0, 3.0 * density / MYCO_LOD.value), key, "myco", index) > 0
    return {"mycoplasma": "found" if seen else "absent"}


def endotoxin_reading(organisms: Iterable[Contaminant], volume_ml: float, luck: Luck) -> dict[str, float | str]:
    """Measure endotoxin with a cartridge.

    Examples:
        >>> endotoxin_reading((), 1.0, (Chance("s"), "lal-1", 0))
        {'endotoxin_eu_per_ml': '<0.05'}
    """
    chance, key, index = luck
    negative = sum(group.count for group in organisms if group.organism in GRAM_NEGATIVE)
    true = EU_CLEAN.value + EU_PER_CFU.value * negative / max(volume_ml, 1e-6)
    shown = true * chance.log_normal(1.0, LAL_CV.value, key, "lal", index)
    limit = LAL_LOQ.value
    return {"endotoxin_eu_per_ml": round(shown, 2) if shown >= limit else f"<{limit:g}"}
