"""The 24 amounts of a T-cell culture, and what they mean per cell and per mL."""

from gradea.world.culture.amounts import Culture, Layout, filled

LIVING = ("resting", "activated", "cycling", "other")
"""T cells that rest, are activated and not yet divided, and cycle; and viable cells that are no T cells."""

T_CELL = Layout(
    names=(
        *("volume_ml", "resting", "activated", "cycling", "doomed", "dead", "other"),
        *("activator_doses", "drive_cells", "glucose_umol", "lactate_umol", "glutamine_umol", "ammonia_umol"),
        *("cytokine_iu", "vector_tu", "vector_copies", "cd8_cells", "naive_cells", "central_cells"),
        *("division_cells", "beads", "bioburden_cfu", "endotoxin_eu", "heat_ml_c"),
    ),
    living=LIVING,
    carried={
        "drive_cells": ("cycling",),
        "division_cells": ("cycling",),
        "vector_copies": ("activated", "cycling"),
        "cd8_cells": ("resting", "activated", "cycling"),
        "naive_cells": ("resting", "activated", "cycling"),
        "central_cells": ("resting", "activated", "cycling"),
    },
    bound=("beads",),
)
"""State every one as an amount: V R L A W D X, S, P·A, Glc Lac Gln Amm (µmol), Cyt, Vec, m·(L+A), and
the shares q8 fN fC times T, G·A, Beads, B, E, Tm·V. The activator is in
nominal doses for the whole culture: feeding does not thin it, drawing off takes its share."""


def t_cells(volume_ml: float, *, temperature_c: float = 37.0, **amounts: float) -> Culture:
    """Return T cells, or a liquid for them, at a temperature.

    Args:
        volume_ml: Volume in mL.
        temperature_c: Temperature of the liquid in °C.
        **amounts: Amounts by the names of `T_CELL`.

    Raises:
        ValueError: If a name is unknown, an amount is negative or not finite.

    Examples:
        >>> t_cells(10.0, resting=2e6).per_ml("resting")
        200000.0
    """
    return filled(T_CELL, {"volume_ml": volume_ml, "heat_ml_c": volume_ml * temperature_c, **amounts})


def t_count(s: Culture) -> float:
    """Return the viable T cells without the doomed.

    Examples:
        >>> t_count(t_cells(1.0, resting=2.0, cycling=3.0, other=7.0))
        5.0
    """
    return s.amount("resting") + s.amount("activated") + s.amount("cycling")


def temperature_of(s: Culture) -> float:
    """Return the temperature of the liquid in °C; 37 in a dry vessel.

    Examples:
        >>> temperature_of(t_cells(4.0, temperature_c=21.0))
        21.0
    """
    return s.amount("heat_ml_c") / s.volume_ml if s.volume_ml > 0.0 else 37.0
