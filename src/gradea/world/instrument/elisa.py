"""The ELISA: cytokines that the cells gave off into the supernatant."""

from collections.abc import Mapping
from typing import TypedDict

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture import Suspension

CV = Parameter("cv_elisa", 0.10, "-", 0.05, 0.20, "KNOW_CELLS", "K", "within and between plates together")
IL12_LIMIT = Parameter("lloq_il12", 50.0, "pg/mL", 20.0, 100.0, "AutoDECRA2017", "R", "reported as <50")


QUANTIFIED: Mapping[str, float] = {
    "il10_pg_per_ml": 0.0,
    "il12_pg_per_ml": IL12_LIMIT.value,
    "ifn_gamma_pg_per_ml": 0.0,
}
"""Cytokine → limit of quantification in pg/mL; a smaller result is reported as `<50`."""


def cytokine_reading(truth: Mapping[str, float], luck: tuple[Chance, str, int]) -> dict[str, float | str]:
    """Measure the cytokines of a sample.

    Args:
        truth: What is true of the sample, by the names of `QUANTIFIED`; a cytokine that is not in it is not measured.
        luck: Keyed chance of the run, name of the plate reader, running number of its readings.

    Returns:
        Whole pg/mL; IL-12 below 50 pg/mL as `<50`.

    Model:
        Truth × (1 + 10 %) for each cytokine. No hook effect, no matrix effect.

    Examples:
        >>> cytokine_reading({"il10_pg_per_ml": 0.0, "il12_pg_per_ml": 10.0}, (Chance("s"), "elisa-1", 0))
        {'il10_pg_per_ml': 0.0, 'il12_pg_per_ml': '<50'}
    """
    chance, key, index = luck
    found: dict[str, float | str] = {}
    for name, limit in QUANTIFIED.items():
        if name in truth:
            shown = _read(truth[name], chance, f"{key}/{name.split('_')[0]}", index)
            found[name] = shown if shown >= limit else f"<{limit:.0f}"
    return found


class ElisaReading(TypedDict):
    """What the ELISA report says; IL-12 is a number, or the text `<50` below the limit of quantification."""

    il10_pg_per_ml: float
    il12_pg_per_ml: float | str


def elisa_reading(sample: Suspension, chance: Chance, key: str, index: int) -> ElisaReading:
    """Measure IL-10 and IL-12 in the supernatant of dendritic cells; see `cytokine_reading`.

    Args:
        sample: Supernatant of the culture. In washed cells there is next to nothing to find.
        chance: Keyed chance of the run. `key`: name of the plate reader. `index`: running number of its readings.

    Examples:
        >>> from gradea.world.culture import liquid
        >>> elisa_reading(liquid(1.0, il12_pg=10.0), Chance("s"), "elisa-1", 0)
        {'il10_pg_per_ml': 0.0, 'il12_pg_per_ml': '<50'}
    """
    truth = {f"{name}_per_ml": sample.per_ml(name) for name in ("il10_pg", "il12_pg")}
    found = cytokine_reading(truth, (chance, key, index))
    return ElisaReading(il10_pg_per_ml=float(found["il10_pg_per_ml"]), il12_pg_per_ml=found["il12_pg_per_ml"])


def _read(truth: float, chance: Chance, key: str, index: int) -> float:
    return float(round(max(0.0, truth * (1.0 + CV.value * chance.normal(key, "elisa", index)))))
