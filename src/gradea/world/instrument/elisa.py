"""The ELISA: cytokines that the cells gave off into the supernatant."""

from typing import TypedDict

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture import Suspension

CV = Parameter("cv_elisa", 0.10, "-", 0.05, 0.20, "KNOW_CELLS", "K", "within and between plates together")
IL12_LIMIT = Parameter("lloq_il12", 50.0, "pg/mL", 20.0, 100.0, "AutoDECRA2017", "R", "reported as <50")


class ElisaReading(TypedDict):
    """What the ELISA report says; IL-12 is a number, or the text `<50` below the limit of quantification."""

    il10_pg_per_ml: float
    il12_pg_per_ml: float | str


def elisa_reading(sample: Suspension, chance: Chance, key: str, index: int) -> ElisaReading:
    """Measure IL-10 and IL-12 in a sample.

    Args:
        sample: Supernatant of the culture. In washed cells there is next to nothing to find.
        chance: Keyed chance of the run.
        key: Name of the plate reader.
        index: Running number of its readings.

    Returns:
        Whole pg/mL; IL-12 below 50 pg/mL as `<50`.

    Model:
        Truth × (1 + 10 %) for each cytokine. No hook effect, no matrix effect.

    Examples:
        >>> from gradea.world.culture import liquid
        >>> elisa_reading(liquid(1.0, il12_pg=10.0), Chance("s"), "elisa-1", 0)
        {'il10_pg_per_ml': 0.0, 'il12_pg_per_ml': '<50'}
    """
    il10 = _read(sample.per_ml("il10_pg"), chance, f"{key}/il10", index)
    il12 = _read(sample.per_ml("il12_pg"), chance, f"{key}/il12", index)
    limit = IL12_LIMIT.value
    return ElisaReading(il10_pg_per_ml=il10, il12_pg_per_ml=il12 if il12 >= limit else f"<{limit:.0f}")


def _read(truth: float, chance: Chance, key: str, index: int) -> float:
    return float(round(max(0.0, truth * (1.0 + CV.value * chance.normal(key, "elisa", index)))))
