"""One kind of liquid for the whole run: leukapheresis, medium, culture, wash buffer, sample, product.

A suspension holds amounts, never concentrations, so mixing is addition and splitting is proportion. What a cell carries
(tolerance, surface markers) is kept as state times cells, which makes it an amount like any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

LINEAGE = ("monocytes", "i1", "i2", "idc", "mdc")
"""Monocytes and what becomes of them, in order of differentiation: two intermediates, immature and mature dendritic
cells."""

CONTAMINANTS = ("lymphocytes", "granulocytes_other")
"""Other viable cells of the leukapheresis."""

CARRIERS = ("tolerance_cells", "cd83_mfi_cells", "cd86_mfi_cells", "tlr2_mfi_cells")
"""State of the lineage cells times their number: tolerance 0 to 1, and mean fluorescence of three markers."""

REAGENTS = ("gm_csf_iu", "il_4_iu", "dexamethasone_nmol", "vitamin_d3_pmol", "mpla_ug", "cd14_reagent_ml")
SECRETED = ("il10_pg", "il12_pg")

NAMES = ("volume_ml", *LINEAGE, *CONTAMINANTS, "doomed", "dead", *CARRIERS, *SECRETED, *REAGENTS)
"""The order of the amounts; cells are in cells, everything else in the unit of its name."""

_PLACE = {name: place for place, name in enumerate(NAMES)}
_FIRST_CELL, _DOOMED, _DEAD = _PLACE["monocytes"], _PLACE["doomed"], _PLACE["dead"]
_LINEAGE_END = _PLACE["lymphocytes"]
_NOTHING = (0.0,) * len(NAMES)


@dataclass(frozen=True, slots=True)
class Suspension:
    """Amounts of everything in one vessel, in the order of `NAMES`.

    Attributes:
        amounts: One finite number from 0 up for each name.

    Raises:
        ValueError: If the number of amounts is wrong, or one is negative or not finite: a broken promise of the caller.

    Examples:
        >>> bag = liquid(100.0, monocytes=50e6)
        >>> bag.per_ml("monocytes")
        500000.0
    """

    amounts: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.amounts) != len(NAMES):
            raise ValueError(f"a suspension has {len(NAMES)} amounts, not {len(self.amounts)}; build one with liquid()")
        for place, amount in enumerate(self.amounts):
            if not (isfinite(amount) and amount >= 0.0):
                raise ValueError(f"the amount of {NAMES[place]} must be a finite number from 0 up, not {amount!r}")

    @property
    def volume_ml(self) -> float:
        """Volume in mL."""
        return self.amounts[0]

    @property
    def lineage(self) -> float:
        """Viable monocytes, intermediates and dendritic cells, without the doomed."""
        return sum(self.amounts[_FIRST_CELL:_LINEAGE_END])

    @property
    def dendritic(self) -> float:
        """Viable dendritic cells, immature and mature."""
        return self.amount("idc") + self.amount("mdc")

    @property
    def viable(self) -> float:
        """Cells that exclude the dye: the living, and the doomed, which will die within days but do not show it yet."""
        return sum(self.amounts[_FIRST_CELL : _DOOMED + 1])

    @property
    def cells(self) -> float:
        """All countable cells, the dead among them."""
        return self.viable + self.amounts[_DEAD]

    def amount(self, name: str) -> float:
        """Return one amount.

        Raises:
            ValueError: If no amount has this name.

        Examples:
            >>> liquid(10.0, mpla_ug=2.0).amount("mpla_ug")
            2.0
        """
        return self.amounts[_place(name)]

    def per_ml(self, name: str) -> float:
        """Return one amount per mL; 0 in a dry vessel, which has no concentration.

        Raises:
            ValueError: If no amount has this name.

        Examples:
            >>> liquid(10.0, mpla_ug=2.0).per_ml("mpla_ug")
            0.2
        """
        return self.amount(name) / self.volume_ml if self.volume_ml > 0.0 else 0.0

    def with_added(self, **amounts: float) -> "Suspension":
        """Return the suspension with these amounts more.

        Raises:
            ValueError: If a name is unknown or an amount is negative or not finite.

        Examples:
            >>> liquid(10.0).with_added(volume_ml=0.5, mpla_ug=1.0).volume_ml
            10.5
        """
        return mixed(self, Suspension(_filled(amounts)))


def liquid(volume_ml: float, **amounts: float) -> Suspension:
    """Return a suspension of this volume with these amounts in it, and nothing else.

    Args:
        volume_ml: Volume in mL; 0 with amounts is a dry reagent.
        **amounts: Amounts by the names of `NAMES`; cells in cells, reagents in the unit of their name.

    Raises:
        ValueError: If a name is unknown or an amount is negative or not finite.

    Examples:
        >>> medium = liquid(200.0, gm_csf_iu=160_000.0, il_4_iu=100_000.0)
        >>> medium.per_ml("gm_csf_iu"), medium.viable
        (800.0, 0.0)
    """
    return Suspension(_filled({"volume_ml": volume_ml, **amounts}))


def mixed(a: Suspension, b: Suspension) -> Suspension:
    """Return both suspensions in one vessel.

    Examples:
        >>> mixed(liquid(1.0, idc=10.0), liquid(3.0)).per_ml("idc")
        2.5
    """
    return Suspension(tuple(x + y for x, y in zip(a.amounts, b.amounts, strict=True)))


def split(s: Suspension, volume_ml: float) -> tuple[Suspension, Suspension]:
    """Take a volume out of a well-mixed suspension.

    Args:
        s: What is in the vessel.
        volume_ml: Volume to take, from 0 to all of it.

    Returns:
        What was taken and what is left; together exactly what was there, to the last rounding.

    Raises:
        ValueError: If the volume is negative or more than there is.

    Examples:
        >>> taken, left = split(liquid(10.0, idc=100.0), 2.5)
        >>> taken.amount("idc"), left.amount("idc"), left.volume_ml
        (25.0, 75.0, 7.5)
    """
    if not 0.0 <= volume_ml <= s.volume_ml:
        raise ValueError(f"cannot take {volume_ml:g} mL out of {s.volume_ml:g} mL; take from 0 up to what is there")
    if volume_ml == s.volume_ml and volume_ml > 0.0:
        return s, EMPTY
    share = volume_ml / s.volume_ml if volume_ml > 0.0 else 0.0
    return _divided(s, (volume_ml, *(amount * share for amount in s.amounts[1:])))


def portioned(s: Suspension, volume_ml: float, kept: Mapping[str, float]) -> tuple[Suspension, Suspension]:
    """Part a suspension unevenly: each kind of cell by its own fraction, liquids by volume, carried state with its
    cells.

    This is the one place where centrifuges, columns and plastic divide cells; none is lost on the way.

    Args:
        s: What is in the vessel.
        volume_ml: Volume of the kept part.
        kept: Fraction kept, 0 to 1, of each kind of cell; a kind not named follows the volume.

    Returns:
        The kept part and the rest; together exactly what was there.

    Raises:
        ValueError: If a volume or a fraction is impossible.

    Examples:
        >>> pellet, waste = portioned(liquid(10.0, idc=100.0, mpla_ug=1.0), 1.0, {"idc": 0.9})
        >>> pellet.amount("idc"), waste.amount("idc"), pellet.amount("mpla_ug")
        (90.0, 10.0, 0.1)
    """
    if not 0.0 <= volume_ml <= s.volume_ml:
        raise ValueError(f"cannot keep {volume_ml:g} mL of {s.volume_ml:g} mL; keep from 0 up to what is there")
    share = volume_ml / s.volume_ml if s.volume_ml > 0.0 else 0.0
    fractions = [share] * len(NAMES)
    for name, fraction in kept.items():
        if not 0.0 <= fraction <= 1.0:
            raise ValueError(f"the kept fraction of {name} must lie between 0 and 1, not {fraction!r}")
        fractions[_place(name)] = fraction
    lineage = s.lineage
    staying = sum(s.amounts[p] * fractions[p] for p in range(_FIRST_CELL, _LINEAGE_END))
    for name in CARRIERS:
        fractions[_PLACE[name]] = min(1.0, staying / lineage) if lineage > 0.0 else share
    part = tuple(amount * fraction for amount, fraction in zip(s.amounts, fractions, strict=True))
    return _divided(s, (volume_ml, *part[1:]))


def moved(s: Suspension, fraction: float, *, to: str) -> Suspension:
    """Return the suspension with a fraction of every viable kind of cell turned `doomed` or `dead`.

    Raises:
        ValueError: If the fraction is not between 0 and 1, or `to` is neither.

    Examples:
        >>> moved(liquid(1.0, idc=100.0), 0.1, to="dead").amount("dead")
        10.0
    """
    if to not in {"doomed", "dead"} or not 0.0 <= fraction <= 1.0:
        raise ValueError(f"cells become doomed or dead, by a fraction from 0 to 1; not {to!r} by {fraction!r}")
    amounts = list(s.amounts)
    for name in (*LINEAGE, *CONTAMINANTS):
        gone = amounts[_PLACE[name]] * fraction
        amounts[_PLACE[name]] -= gone
        amounts[_PLACE[to]] += gone
    for name in CARRIERS:
        amounts[_PLACE[name]] -= amounts[_PLACE[name]] * fraction
    return Suspension(tuple(amounts))


def _divided(s: Suspension, part: tuple[float, ...]) -> tuple[Suspension, Suspension]:
    return Suspension(part), Suspension(tuple(whole - piece for whole, piece in zip(s.amounts, part, strict=True)))


def _filled(amounts: Mapping[str, float]) -> tuple[float, ...]:
    values = list(_NOTHING)
    for name, amount in amounts.items():
        values[_place(name)] = float(amount)
    return tuple(values)


def _place(name: str) -> int:
    place = _PLACE.get(name)
    if place is None:
        raise ValueError(f"a suspension has no amount '{name}'; it has {', '.join(NAMES)}")
    return place


EMPTY = Suspension(_NOTHING)
"""Nothing at all: what is left when everything was taken."""
