"""Growth in closed form: one step per interval of constant temperature, however long."""

import math
from collections.abc import Iterable
from dataclasses import replace

from gradea.world.microbes.contaminant import Contaminant
from gradea.world.microbes.organism import CELL_CULTURE, growth_rate_per_h, lag_rate
from gradea.world.microbes.parameters import ANTIBIOTIC_KILL, TURBID_PER_ML, VISIBLE_CELLS, YELLOW_PER_ML

_LARGEST_EXPONENT = 700.0


def grown(
    contaminants: tuple[Contaminant, ...],
    temperature_c: float,
    hours: float,
    volume_ml: float,
    medium: str = CELL_CULTURE,
) -> tuple[Contaminant, ...]:
    """Return the organisms after some hours at a constant temperature.

    Two intervals in a row give what one interval of both gives, so the caller may cut time wherever acts fall.

    Args:
        contaminants: Organisms in the vessel.
        temperature_c: Temperature of the liquid, °C.
        hours: Length of the interval, h.
        volume_ml: Volume they share, mL; sets the highest count.
        medium: One of `organism.MEDIA`; none holds an antibiotic (see `grown_under_gentamicin`).

    Raises:
        ValueError: If the hours or the volume are negative.

    Model:
        mu = ln 2 / td · CTMI(T) · f_medium; lag counts down in proportion to mu; logistic up to cap · volume, each
        group on its own.
    """
    if hours < 0.0 or volume_ml < 0.0:
        raise ValueError(f"growth needs hours and millilitres from 0 up, not {hours} h in {volume_ml} mL")
    if not contaminants or hours == 0.0:
        return contaminants
    return tuple(_grown(each, temperature_c, hours, volume_ml, medium) for each in contaminants)


def grown_under_gentamicin(
    contaminants: tuple[Contaminant, ...], temperature_c: float, hours: float, volume_ml: float
) -> tuple[Contaminant, ...]:
    """Return the organisms after some hours in culture medium with gentamicin (never in the dendritic-cell process).

    Susceptible strains fall at k_ab and are gone below half a cell; the others grow as without it (docs/model.md §4).
    """
    after: list[Contaminant] = []
    for each in contaminants:
        if not each.susceptible:
            after.extend(grown((each,), temperature_c, hours, volume_ml))
            continue
        left = each.count * math.exp(-ANTIBIOTIC_KILL.value * hours)
        if left >= 0.5:
            after.append(replace(each, count=left))
    return tuple(after)


def _grown(each: Contaminant, temperature_c: float, hours: float, volume_ml: float, medium: str) -> Contaminant:
    pace = lag_rate(each.kind, temperature_c, medium)
    if pace == 0.0:
        return each
    waited_h = each.lag_left_h / pace
    if waited_h >= hours:
        return replace(each, lag_left_h=each.lag_left_h - hours * pace)
    cap = each.kind.cap_per_ml * volume_ml
    growth = growth_rate_per_h(each.kind, temperature_c, medium) * (hours - waited_h)
    return replace(each, count=_logistic(each.count, cap, growth), lag_left_h=0.0)


def _logistic(count: float, cap: float, growth: float) -> float:
    if count >= cap:
        return count
    return cap / (1.0 + (cap / count - 1.0) * math.exp(-min(growth, _LARGEST_EXPONENT)))


def hours_to_reach(contaminant: Contaminant, cells: float, temperature_c: float, medium: str = CELL_CULTURE) -> float:
    """Return the hours at a constant temperature until the group reaches so many cells; infinity if never.

    The cap is left out: a detector that senses gas, or a colony, answers to growth and not to the last doubling.

    >>> from gradea.world.microbes.cause import Cause, Route
    >>> cause = Cause(route=Route.OTHER, person=None, act="", room="", at=0)
    >>> ten = Contaminant(organism="e-coli", count=10, lag_left_h=2.0, susceptible=True, cause=cause)
    >>> round(hours_to_reach(ten, 3e7 * 40, 36.0, "broth"), 1)
    10.6
    """
    pace = lag_rate(contaminant.kind, temperature_c, medium)
    if pace == 0.0 or contaminant.count <= 0.0:
        return math.inf
    rate = growth_rate_per_h(contaminant.kind, temperature_c, medium)
    return contaminant.lag_left_h / pace + max(0.0, math.log(cells / contaminant.count)) / rate


def density_per_ml(contaminants: Iterable[Contaminant], volume_ml: float) -> float:
    """Return all organisms per mL; 0 for an empty vessel."""
    return sum(each.count for each in contaminants) / volume_ml if volume_ml > 0.0 else 0.0


def is_turbid(contaminants: Iterable[Contaminant], volume_ml: float) -> bool:
    """Return whether the eye sees the liquid cloudy (moulds and mycoplasma never cloud it)."""
    return density_per_ml((each for each in contaminants if each.kind.turbid), volume_ml) >= TURBID_PER_ML.value


def is_yellow(contaminants: Iterable[Contaminant], volume_ml: float) -> bool:
    """Return whether acid formers have turned phenol red yellow (pH drop)."""
    return density_per_ml((each for each in contaminants if each.kind.acid), volume_ml) >= YELLOW_PER_ML.value


def has_mycelium(contaminants: Iterable[Contaminant]) -> bool:
    """Return whether a mould is large enough to be seen as a tuft."""
    return any(each.organism == "mould" and each.count >= VISIBLE_CELLS.value for each in contaminants)


def appearance(contaminants: Iterable[Contaminant], volume_ml: float, *, phenol_red: bool = True) -> str:
    """Return what the eye sees of a culture: `clear`, `turbid` or `yellow`.

    Args:
        contaminants: Organisms in the vessel.
        volume_ml: Volume, mL.
        phenol_red: Whether the medium holds the indicator; without it nothing turns yellow.
    """
    groups = tuple(contaminants)
    if phenol_red and is_yellow(groups, volume_ml):
        return "yellow"
    return "turbid" if is_turbid(groups, volume_ml) else "clear"
