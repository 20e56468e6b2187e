"""The automated cell counter: density and viability by dye exclusion."""

from typing import TypedDict

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture import Contents

CV = Parameter("cv_nc200", 0.04, "-", 0.025, 0.08, "KNOW_CELLS", "K", "repeatability of the total count")
BIAS = Parameter("bias_nc200", 0.03, "-", 0.01, 0.08, "illustrative", "A", "SD between instruments")
VIABILITY_SD = Parameter("sd_viab", 2.0, "%", 1.0, 4.0, "KNOW_CELLS", "K", "beside the binomial scatter")
COUNTED_ML = Parameter("counted_ml", 0.0014, "mL", 0.0005, 0.003, "illustrative", "A", "volume the camera sees")
LINEAR_E6 = Parameter("linear_e6", 5.0, "1e6/mL", 4.0, 6.0, "KNOW_CELLS", "K", "linear from 5e4 to 5e6 per mL")
COINCIDENCE_E6 = Parameter(
    "coincidence_e6", 20.0, "1e6/mL", 10.0, 40.0, "illustrative", "A", "excess density at which a third is missed"
)


class CounterReading(TypedDict):
    """What the counter prints."""

    density_e6_per_ml: float
    viability_pct: float


def counter_reading(sample: Contents, chance: Chance, key: str, index: int) -> CounterReading:
    """Count a sample.

    Args:
        sample: What was put into the cassette; it must represent the vessel, so mix first.
        chance: Keyed chance of the run.
        key: Name of the instrument: its bias stays with it.
        index: Running number of its readings; the same number gives the same noise.

    Returns:
        Viable cells in millions per mL to two decimals, and viability in % to one decimal. A blank sample shows zeros.

    Model:
        density = truth × (1 + instrument bias, SD 3 %) × (1 + noise), where the noise holds 4 % and the Poisson scatter
        of the cells in 1.4 µL; above 5e6 per mL cells hide behind each other and the count falls short: dilute.
        Viability is binomial on the cells seen, and 2 points. Dye exclusion reads doomed cells as viable.

    Examples:
        >>> from gradea.world.culture import liquid
        >>> reading = counter_reading(liquid(0.2, idc=2e5), Chance("s"), "counter-1", 0)
        >>> 0.8 < reading["density_e6_per_ml"] < 1.2 and reading["viability_pct"] > 90.0
        True
    """
    if sample.volume_ml <= 0.0 or sample.cells <= 0.0:
        return CounterReading(density_e6_per_ml=0.0, viability_pct=0.0)
    total = sample.cells / sample.volume_ml / 1e6
    excess = max(0.0, total - LINEAR_E6.value)
    seen = total - excess * excess / (excess + 2.0 * COINCIDENCE_E6.value)
    counted = chance.poisson(seen * 1e6 * COUNTED_ML.value, key, "counter-cells", index)
    scatter = 1.0 + CV.value * chance.normal(key, "counter-noise", index)
    bias = 1.0 + BIAS.value * chance.normal(key, "counter-bias")
    measured = max(0.0, counted / COUNTED_ML.value / 1e6 * scatter * bias)
    alive = sample.viable / sample.cells
    stained = chance.binomial(counted, alive, key, "counter-alive", index) / counted if counted else 0.0
    noise = VIABILITY_SD.value * chance.normal(key, "counter-viability", index) if counted else 0.0
    viability = min(100.0, max(0.0, 100.0 * stained + noise))
    return CounterReading(
        density_e6_per_ml=round(measured * viability / 100.0, 2),
        viability_pct=round(viability, 1),
    )
