"""The balance: how much liquid a bag holds."""

from typing import TypedDict

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture import Contents

SD_ML = Parameter("scale_sd", 0.1, "mL", 0.02, 0.5, "illustrative", "A")
TARE = Parameter("scale_tare", 0.002, "-", 0.0, 0.01, "illustrative", "A", "SD of the assumed weight per mL")


class ScaleReading(TypedDict):
    """What the balance shows, converted to volume."""

    volume_ml: float


def scale_reading(contents: Contents, chance: Chance, key: str, index: int) -> ScaleReading:
    """Weigh a vessel and return the volume of its contents.

    Args:
        contents: What is in the vessel; the vessel itself is tared.
        chance: Keyed chance of the run.
        key: Name of the balance.
        index: Running number of its readings.

    Returns:
        Volume to 0.1 mL, never below zero.

    Model:
        Volume × (1 + 0.2 %) + 0.1 mL: the density of the liquid is taken as known [A].

    Examples:
        >>> from gradea.world.culture import liquid
        >>> 199.0 < scale_reading(liquid(200.0), Chance("s"), "scale-1", 0)["volume_ml"] < 201.0
        True
    """
    proportional = 1.0 + TARE.value * chance.normal(key, "scale-density", index)
    shown = contents.volume_ml * proportional + SD_ML.value * chance.normal(key, "scale-noise", index)
    return ScaleReading(volume_ml=round(max(0.0, shown), 1))
