"""A number of the model with its pedigree: value, range, source, and how well it is known."""

from dataclasses import dataclass

BASES = {
    "R": "read in the source",
    "K": "from knowledge; the citation is remembered, check it before use",
    "D": "derived by arithmetic from other values",
    "A": "assumption of the model",
    "S": "site value, free to change",
    "F": "fitted to a published result",
}
"""What each basis letter tells a learner."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One constant of the model. Learners see all of it in the debrief.

    Attributes:
        symbol: Its name in equations and in `docs/model.md`: `p_crit_novice`.
        value: The value the model uses.
        unit: Its unit; `-` for none.
        low: Lower end of the plausible range.
        high: Upper end of the plausible range.
        source: Keys in `content/sources.yaml`, separated by commas; `illustrative` is our own value.
        basis: One of the letters of `BASES`.
        note: What a reader should know before trusting it.

    Raises:
        ValueError: If the value lies outside its range or the basis is no known letter: a slip of the pen.

    >>> Parameter("v_mcp", 0.0046, "m/s", 0.003, 0.031, "W1986", "K").value
    0.0046
    """

    symbol: str
    value: float
    unit: str
    low: float
    high: float
    source: str
    basis: str
    note: str = ""

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.symbol} = {self.value} lies outside its range {self.low} to {self.high}")
        if self.basis not in BASES:
            raise ValueError(f"{self.symbol} has the basis '{self.basis}'; use one of {', '.join(BASES)}")
