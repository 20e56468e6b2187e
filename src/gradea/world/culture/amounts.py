"""What is in one vessel, for cultures whose amounts differ: a layout names them, and one arithmetic moves them.

Everything is an amount, never a concentration, so mixing is addition and splitting is proportion. What a cell carries
(drive, divisions, vector copies) is kept as state times cells, and follows its cells.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The names of the amounts of one kind of culture.

    Attributes:
        names: All names in order; the first is `volume_ml`, and `doomed` and `dead` are among them.
        living: Kinds of viable cells that are not doomed.
        carried: For each carried amount the kinds of cells that carry it.
        bound: Amounts that stick to cells and go where the living go: beads.
    """

    names: tuple[str, ...]
    living: tuple[str, ...]
    carried: Mapping[str, tuple[str, ...]]
    bound: tuple[str, ...] = ()

    def place(self, name: str) -> int:
        """Return the place of a name.

        Raises:
            ValueError: If there is no such amount.
        """
        if name not in self.names:
            raise ValueError(f"a culture has no amount '{name}'; it has {', '.join(self.names)}")
        return self.names.index(name)


@dataclass(frozen=True, slots=True)
class Culture:
    """Amounts of everything in one vessel.

    Attributes:
        layout: What the amounts are.
        amounts: One finite number from 0 up for each name.

    Raises:
        ValueError: If the number of amounts is wrong, or one is negative or not finite: a broken promise of the caller.
    """

    layout: Layout
    amounts: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.amounts) != len(self.layout.names):
            raise ValueError(f"this culture has {len(self.layout.names)} amounts, not {len(self.amounts)}")
        for name, amount in zip(self.layout.names, self.amounts, strict=True):
            if not (isfinite(amount) and amount >= 0.0):
                raise ValueError(f"the amount of {name} must be a finite number from 0 up, not {amount!r}")

    @property
    def volume_ml(self) -> float:
        """Volume in mL."""
        return self.amounts[0]

    @property
    def viable(self) -> float:
        """Cells that exclude the dye, the doomed among them."""
        return sum(self.amount(name) for name in (*self.layout.living, "doomed"))

    @property
    def cells(self) -> float:
        """All countable cells, the dead among them."""
        return self.viable + self.amount("dead")

    def amount(self, name: str) -> float:
        """Return one amount."""
        return self.amounts[self.layout.place(name)]

    def per_ml(self, name: str) -> float:
        """Return one amount per mL; 0 in a dry vessel."""
        return self.amount(name) / self.volume_ml if self.volume_ml > 0.0 else 0.0

    def changed(self, changes: Mapping[str, float]) -> "Culture":
        """Return the culture with these amounts instead."""
        amounts = list(self.amounts)
        for name, amount in changes.items():
            amounts[self.layout.place(name)] = amount
        return Culture(self.layout, tuple(amounts))


class Divided(NamedTuple):
    """Two cultures that together are what went in and the fresh liquid.

    Attributes:
        product: What was wanted.
        rest: Waste, sample, what was lost.
    """

    product: Culture
    rest: Culture


def filled(layout: Layout, amounts: Mapping[str, float]) -> Culture:
    """Return a culture with these amounts and nothing else.

    Raises:
        ValueError: If a name is unknown, or an amount negative or not finite.
    """
    values = [0.0] * len(layout.names)
    for name, amount in amounts.items():
        values[layout.place(name)] = float(amount)
    return Culture(layout, tuple(values))


def joined(a: Culture, b: Culture) -> Culture:
    """Return both in one vessel."""
    return Culture(a.layout, tuple(x + y for x, y in zip(a.amounts, b.amounts, strict=True)))


def divided(s: Culture, volume_ml: float, kept: Mapping[str, float] | None = None) -> Divided:
    """Part a culture: each kind named by its own fraction, everything else by volume, carried state with its cells.

    Args:
        s: What is in the vessel.
        volume_ml: Volume of the kept part.
        kept: Fraction kept, 0 to 1, of amounts that do not follow the volume. Bound amounts follow the living cells.

    Raises:
        ValueError: If a volume or a fraction is impossible.
    """
    if not 0.0 <= volume_ml <= s.volume_ml:
        raise ValueError(f"cannot keep {volume_ml:g} mL of {s.volume_ml:g} mL; keep from 0 up to what is there")
    share = volume_ml / s.volume_ml if s.volume_ml > 0.0 else 0.0
    fractions = dict.fromkeys(s.layout.names, share)
    for name, fraction in (kept or {}).items():
        if not 0.0 <= fraction <= 1.0:
            raise ValueError(f"the kept fraction of {name} must lie between 0 and 1, not {fraction!r}")
        fractions[name] = fraction
    for name, owners in s.layout.carried.items():
        fractions[name] = _followed(s, owners, fractions, share)
    for name in s.layout.bound:
        if name not in (kept or {}):
            fractions[name] = _followed(s, s.layout.living, fractions, share)
    part = tuple(amount * fractions[name] for name, amount in zip(s.layout.names, s.amounts, strict=True))
    part = (volume_ml, *part[1:])
    rest = tuple(whole - piece for whole, piece in zip(s.amounts, part, strict=True))
    return Divided(Culture(s.layout, part), Culture(s.layout, rest))


def stricken(s: Culture, fraction: float, *, to: str) -> Culture:
    """Return the culture with a fraction of every living kind turned `doomed` or `dead`; carried state goes with them.

    Raises:
        ValueError: If the fraction is not between 0 and 1, or `to` is neither.
    """
    if to not in {"doomed", "dead"} or not 0.0 <= fraction <= 1.0:
        raise ValueError(f"cells become doomed or dead, by a fraction from 0 to 1; not {to!r} by {fraction!r}")
    lost = {name: s.amount(name) * fraction for name in s.layout.living}
    changes = {name: s.amount(name) - gone for name, gone in lost.items()}
    changes |= {name: s.amount(name) - s.amount(name) * fraction for name in s.layout.carried}
    changes[to] = s.amount(to) + sum(lost.values())
    return s.changed(changes)


def _followed(s: Culture, owners: tuple[str, ...], fractions: Mapping[str, float], share: float) -> float:
    whole = sum(s.amount(owner) for owner in owners)
    return min(1.0, sum(s.amount(owner) * fractions[owner] for owner in owners) / whole) if whole > 0.0 else share
