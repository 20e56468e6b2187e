"""What surrounds a vessel, and how much faster or slower cells live and die in it."""

from dataclasses import dataclass

Table = tuple[tuple[float, float], ...]
"""Points (x, y) with x rising; straight lines between them, level outside them."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Temperature of the liquid and carbon dioxide in the gas over it.

    Attributes:
        temperature_c: Temperature of the liquid in °C, between 0 and 60.
        co2_pct: Carbon dioxide in the gas in %; room air has 0.04.

    Raises:
        ValueError: If a value is outside what the model covers (a frozen vial is not a culture).

    Model:
        The liquid follows its surroundings at once: a 200 mL bag really needs about half an hour. The error is small,
        because every effect here is a rate times a duration.

    Examples:
        >>> Environment(21.0, 0.04) == ROOM
        True
    """

    temperature_c: float = 37.0
    co2_pct: float = 5.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.temperature_c <= 60.0:
            raise ValueError(f"the culture model covers 0 to 60 °C, not {self.temperature_c!r} °C")
        if not 0.0 <= self.co2_pct <= 100.0:
            raise ValueError(f"carbon dioxide must lie between 0 and 100 %, not {self.co2_pct!r} %")


INCUBATOR = Environment(37.0, 5.0)
ROOM = Environment(21.0, 0.04)
COLD = Environment(5.0, 0.04)

METABOLISM: Table = (
    (2.0, 0.0),
    (8.0, 0.02),
    (21.0, 0.12),
    (30.0, 0.50),
    (34.0, 0.80),
    (37.0, 1.0),
    (38.5, 0.95),
    (40.0, 0.50),
    (42.0, 0.10),
    (45.0, 0.0),
)
"""°C → rate of differentiation, maturation and secretion against 37 °C [A, illustrative; about Q10 = 3 below 37 °C]."""

DEATH: Table = (
    (2.0, 0.15),
    (8.0, 0.20),
    (21.0, 1.3),
    (30.0, 1.3),
    (36.0, 1.0),
    (37.5, 1.0),
    (39.0, 1.8),
    (40.0, 4.0),
    (42.0, 20.0),
    (45.0, 80.0),
)
"""°C → rate of the ordinary losses against 37 °C.

At 2–8 °C the monocyte loss becomes 0.001 per hour, which is the loss PBSC2012 found at 4 °C [F]; the rest is [A,
illustrative]."""

DENSE_HOLD: Table = ((4.0, 0.0), (8.0, 0.0005), (21.0, 0.012), (37.0, 0.06), (60.0, 0.3))
"""°C → extra loss per hour of very dense cells, which use up what they lie in; 21 °C gives 0.02/h in all [F,
PBSC2012]."""

DECAY: Table = ((2.0, 0.02), (8.0, 0.03), (21.0, 0.2), (37.0, 1.0), (45.0, 2.0))
"""°C → rate of loss of cytokines and drugs from the medium against 37 °C [A, illustrative]."""

PH_LOSS: Table = (
    (0.04, 0.02),
    (1.0, 0.012),
    (3.0, 0.0012),
    (4.0, 0.0),
    (6.0, 0.0),
    (10.0, 0.003),
    (20.0, 0.02),
    (100.0, 0.2),
)
"""CO₂ % → extra loss per hour at 37 °C through pH [A, illustrative].

With 26 mM bicarbonate 5 % gives pH 7.5, 3 % 7.7, 1 % 8.2, 10 % 7.2, 20 % 6.9 (Henderson-Hasselbalch, pK 6.1)."""

PH_WORK: Table = ((0.04, 0.3), (1.0, 0.5), (3.0, 0.95), (4.0, 1.0), (6.0, 1.0), (10.0, 0.8), (20.0, 0.3), (100.0, 0.0))
"""CO₂ % → rate of differentiation and secretion against 5 % [A, illustrative]."""


def interpolated(table: Table, x: float) -> float:
    """Return the value of a table at x: straight lines between its points, level outside.

    Only + - * / are used, so the answer has the same bits on every machine.

    Examples:
        >>> interpolated(METABOLISM, 37.0)
        1.0
        >>> interpolated(DECAY, 29.0)
        0.6000000000000001
    """
    below_x, below_y = table[0]
    if x <= below_x:
        return below_y
    for above_x, above_y in table[1:]:
        if x < above_x:
            return below_y + (above_y - below_y) * ((x - below_x) / (above_x - below_x))
        below_x, below_y = above_x, above_y
    return below_y
