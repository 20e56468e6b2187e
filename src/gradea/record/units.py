"""The closed list of units a recipe may use, and how a number is written in the record."""

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

UNITS = frozenset(
    {
        "",
        "%",
        "1/m³",
        "CFU",
        "EU/mL",
        "IU",
        "K/min",
        "MFI",
        "PD",
        "Pa",
        "cm²",
        "copies",
        "e6",
        "e6/mL",
        "h",
        "mL",
        "min",
        "mmol/L",
        "nmol",
        "pcs",
        "pg/mL",
        "pmol",
        "×g",
        "°C",
        "µL",
        "µg",
    }
)
"""Units as printed (D). `e6` is a million cells, `×g` relative centrifugal force, `pcs` pieces,
`PD` population doublings."""

ACT_UNITS = {"mL": "mL", "IU": "IU", "nmol": "nmol", "pmol": "pmol", "ug": "µg", "µL": "µL"}
"""Unit of an amount in an act → the unit printed in the record for the same amount."""

ARITHMETIC = Context(prec=28, rounding=ROUND_HALF_UP)
"""The one arithmetic of the record: 28 significant digits, halves away from zero, whatever the caller's context is."""


def numeric(value: str) -> Decimal | None:
    """Return the number a value stands for; a result below quantification counts as its limit; None if it is no number.

    >>> numeric("<50"), numeric("12.0"), numeric("clear")
    (Decimal('50'), Decimal('12.0'), None)
    """
    try:
        number = Decimal(value.removeprefix("<"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def number_text(value: Decimal | float | int, decimals: int) -> str:
    """Return the number with exactly so many decimals, halves rounded away from zero.

    A float is taken at its shortest text, so that 0.15 means 0.15 and not its binary neighbour.

    >>> number_text(2.675, 2), number_text(12, 1), number_text(-0.04, 1)
    ('2.68', '12.0', '0.0')
    """
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=ARITHMETIC)
    return f"{abs(rounded) if rounded == 0 else rounded:f}"
