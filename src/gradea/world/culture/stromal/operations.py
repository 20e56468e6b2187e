"""What hands do to stromal cells: seed, change medium, detach, passage, sample."""

from gradea.world.culture.amounts import Culture, Divided, divided, joined, stricken
from gradea.world.culture.numerics import exponential
from gradea.world.culture.stromal import parameters as p
from gradea.world.culture.stromal.state import StromalMedium, Surface, stromal_cells


def stromal_seeded(medium: Culture, *, cells: float, doublings: float) -> Culture:
    """Put detached cells into fresh medium: in suspension, and not ready to grow.

    Args:
        medium: Fresh medium.
        cells: Viable cells.
        doublings: Cumulative population doublings behind them.

    Examples:
        >>> stromal_seeded(StromalMedium().volume(30.0), cells=1e5, doublings=8.0).amount("doubling_cells")
        800000.0
    """
    return joined(medium, stromal_cells(0.0, suspended=cells, doubling_cells=doublings * cells))


def stromal_exchanged(s: Culture, *, remove_ml: float, fresh: Culture) -> Divided:
    """Change medium: attached cells stay, everything that floats goes with the liquid.

    Examples:
        >>> dish, spent = stromal_exchanged(
        ...     stromal_cells(10.0, attached=5.0, dead=4.0), remove_ml=5.0, fresh=stromal_cells(5.0)
        ... )
        >>> dish.amount("attached"), dish.amount("dead"), spent.amount("dead")
        (5.0, 2.0, 2.0)
    """
    stayed, spent = divided(s, s.volume_ml - remove_ml, {"attached": 1.0})
    return Divided(joined(stayed, fresh), spent)


def detached(s: Culture, surface: Surface, *, trypsin_min: float) -> Divided:
    """Detach the cells with an enzyme: the harvest, and what stays on the plastic.

    Args:
        s: The culture.
        surface: What it grew on.
        trypsin_min: Minutes in the enzyme; 5 to 10 are usual.

    Model:
        97 % (1 - exp(-t / 2 min)) come off; each minute beyond ten dooms 2 %, and more than 90 % of confluence dooms up
        to 15 % (clumps, stress) [A]. Detached cells are in suspension and not ready to grow.

    Examples:
        >>> dish = stromal_cells(10.0, attached=1000.0)
        >>> harvest, left = detached(dish, Surface(area_cm2=10.0), trypsin_min=8.0)
        >>> round(harvest.amount("suspended")), harvest.amount("attached")
        (952, 0.0)
    """
    v = surface.constants()
    crowded = s.amount("attached") / surface.area_cm2 / v["rho_max"]
    over = min(1.0, max(0.0, (crowded - p.CONFLUENT.value) / (1.0 - p.CONFLUENT.value)))
    doom = p.TRYPSIN_DOOM.value * max(0.0, trypsin_min - p.TRYPSIN_LIMIT.value) + p.CONFLUENT_DOOM.value * over
    off = p.DETACH.value * (1.0 - exponential(-trypsin_min / p.DETACH_MIN.value))
    harvest, left = divided(s, s.volume_ml, {"attached": off})
    loose = harvest.changed(
        {"suspended": harvest.amount("suspended") + harvest.amount("attached"), "attached": 0.0, "ready_cells": 0.0}
    )
    return Divided(stricken(loose, min(0.9, doom), to="doomed"), left)


def passaged(
    harvest: Culture, surface: Surface, medium: StromalMedium, *, cells_per_cm2: float, volume_ml: float
) -> Divided:
    """Seed part of a harvest on a surface in fresh medium; the rest of the harvest is left over.

    Args:
        harvest: Detached cells, spun down: their old medium goes.
        surface: The new surface.
        medium: Fresh medium.
        cells_per_cm2: Viable cells per cm², the doomed among them, as a counter sees them.
        volume_ml: Volume of the new culture.

    Raises:
        ValueError: If there are too few cells.

    Examples:
        >>> dish, left = passaged(
        ...     stromal_cells(10.0, suspended=1e6, doubling_cells=9e6), Surface(area_cm2=100.0), StromalMedium(),
        ...     cells_per_cm2=5e3, volume_ml=20.0,
        ... )
        >>> dish.amount("suspended"), left.amount("suspended"), dish.volume_ml
        (500000.0, 500000.0, 20.0)
    """
    wanted = cells_per_cm2 * surface.area_cm2
    if not 0.0 < wanted <= harvest.viable:
        raise ValueError(f"{wanted:g} viable cells wanted and {harvest.viable:g} there; seed thinner or less area")
    share = wanted / harvest.viable
    cells = dict.fromkeys(("suspended", "attached", "doomed", "dead"), share)
    taken, left = divided(harvest, 0.0, {**cells})
    return Divided(joined(taken, medium.volume(volume_ml)), left)
