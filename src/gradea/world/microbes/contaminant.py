"""Groups of organisms: where they come from, how they are split and put together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from gradea.vocabulary import Chance, CleanlinessGrade
from gradea.world.microbes.cause import Cause, Occasion
from gradea.world.microbes.organism import ORGANISMS, Organism

# fmt: off
FLORA: dict[str, dict[str, float]] = {
    # Sandle 2011, grade A and B [SANDLE2011, K]
    "AB": {"staphylococcus": 0.46, "micrococcus": 0.35, "bacillus": 0.13, "corynebacterium": 0.03, "water-rod": 0.02,
           "mould": 0.01},
    # mixed areas, air and surface [PDATAB5515, R]
    "CD": {"staphylococcus": 0.27, "micrococcus": 0.18, "bacillus": 0.16, "corynebacterium": 0.10, "water-rod": 0.24,
           "e-coli": 0.01, "mould": 0.04},
    # unit for stromal cells, 231 of 6264 samples [GALVEZ2012, R]; Kocuria counted with Micrococcus
    "unit": {"staphylococcus": 0.687, "micrococcus": 0.059, "bacillus": 0.020, "mould": 0.234},
    # skin of hands and of a donor's arm: illustrative, A
    "skin": {"staphylococcus": 0.64, "micrococcus": 0.10, "corynebacterium": 0.10, "cutibacterium": 0.14,
             "bacillus": 0.02},
}
# fmt: on
"""Share of isolates by organism, for each profile."""

SPORE_SHARE: dict[str, float] = {
    name: sum(share for code, share in shares.items() if ORGANISMS[code].spores) for name, shares in FLORA.items()
}
"""Share of a profile that alcohol leaves alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contaminant:
    """A group of alike organisms with one cause.

    Attributes:
        organism: Code in `ORGANISMS`.
        count: CFU or cells: whole as drawn, not whole after growth; never negative.
        lag_left_h: Lag still to pass, in hours at 37 °C in broth.
        susceptible: Whether gentamicin stops this strain.
        cause: Why it is here.
    """

    organism: str
    count: float
    lag_left_h: float
    susceptible: bool
    cause: Cause

    @property
    def kind(self) -> Organism:
        """The organism behind the code."""
        return ORGANISMS[self.organism]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What sits on a hand: the organisms drawn by chance, and beside them the smooth expectation used for fair scoring.

    Attributes:
        groups: The organisms really there, CFU.
        expected_vegetative: Expected CFU that alcohol kills.
        expected_spores: Expected CFU that alcohol leaves.
    """

    groups: tuple[Contaminant, ...] = ()
    expected_vegetative: float = 0.0
    expected_spores: float = 0.0

    @property
    def count(self) -> float:
        """CFU really there."""
        return sum(group.count for group in self.groups)

    @property
    def expected(self) -> float:
        """Expected CFU, vegetative and spores."""
        return self.expected_vegetative + self.expected_spores


def profile_of(grade: CleanlinessGrade | str) -> str:
    """Return the flora profile of a cleanliness grade; a profile name is returned as it is.

    Raises:
        ValueError: If it is neither.

    >>> profile_of(CleanlinessGrade.B)
    'AB'
    """
    if grade in FLORA:
        return str(grade)
    if grade not in set(CleanlinessGrade):
        raise ValueError(f"'{grade}' is no flora profile and no grade; use one of {', '.join(FLORA)} or A, B, C, D, U")
    return "AB" if grade in ("A", "B") else "CD"


def flora_draw(grade: CleanlinessGrade | str, chance: Chance, key: str, index: int = 0) -> str:
    """Return the organism of one CFU found in this grade (or profile of `FLORA`).

    >>> flora_draw(CleanlinessGrade.B, Chance("s"), "p1/touch/1") in ORGANISMS
    True
    """
    return chance.choice(FLORA[profile_of(grade)], key, "flora", index)


def drawn(count: int, grade: CleanlinessGrade | str, occasion: Occasion, cause: Cause) -> tuple[Contaminant, ...]:
    """Return so many CFU of the flora of a grade, grouped by organism and strain, each with the cause.

    Args:
        count: How many CFU arrived.
        grade: Grade or profile they come from.
        occasion: The act; its key decides which organisms they are.
        cause: Why they arrived.
    """
    if count <= 0:
        return ()
    chance, key, profile = occasion.chance, occasion.key, profile_of(grade)
    singles = []
    for index in range(count):
        code = flora_draw(profile, chance, key, index)
        kind = ORGANISMS[code]
        susceptible = chance.happens(kind.gentamicin_susceptible, key, "strain", index)
        singles.append(
            Contaminant(organism=code, count=1, lag_left_h=kind.lag37_h, susceptible=susceptible, cause=cause)
        )
    return merged(singles)


def merged(groups: Iterable[Contaminant]) -> tuple[Contaminant, ...]:
    """Return the groups with alike ones (organism, lag, strain, cause) put together, in order of first appearance."""
    totals: dict[tuple[str, float, bool, Cause], Contaminant] = {}
    for group in groups:
        key = (group.organism, group.lag_left_h, group.susceptible, group.cause)
        found = totals.get(key)
        totals[key] = group if found is None else replace(found, count=found.count + group.count)
    return tuple(totals.values())


def parted(
    groups: tuple[Contaminant, ...], share: Callable[[Contaminant], float], occasion: Occasion, kind: str
) -> tuple[tuple[Contaminant, ...], tuple[Contaminant, ...]]:
    """Return what goes and what stays when each organism goes with a chance of its own; nothing is lost.

    Args:
        groups: The organisms.
        share: Chance to go, 0 to 1, for an organism of a group.
        occasion: The act.
        kind: Name of the draw.
    """
    gone: list[Contaminant] = []
    left: list[Contaminant] = []
    for index, group in enumerate(groups):
        going = _going(group.count, share(group), occasion, f"{kind}/{index}")
        if going > 0.0:
            gone.append(replace(group, count=going))
        if group.count > going:
            left.append(replace(group, count=group.count - going))
    return tuple(gone), tuple(left)


def split(
    groups: tuple[Contaminant, ...], fraction: float, chance: Chance, key: str
) -> tuple[tuple[Contaminant, ...], tuple[Contaminant, ...]]:
    """Return (taken, left) when this fraction of a well mixed liquid is taken; counts are conserved.

    Args:
        groups: Organisms in the liquid.
        fraction: Volume taken over volume present, 0 to 1.
        chance: Keyed draws of the run.
        key: Key of the act.

    Raises:
        ValueError: If the fraction is not between 0 and 1.

    Model:
        Each organism is taken with this probability (binomial). For a small part of a large volume that is Poisson
        capture, so a sample of 1 mL from 50 mL with 10 CFU is empty in four cases of five.
    """
    if not 0.0 <= fraction <= 1.0:
        raise ValueError(f"a fraction taken lies between 0 and 1, not {fraction}")
    return parted(groups, lambda _group: fraction, Occasion(chance=chance, key=key), "split")


def _going(count: float, share: float, occasion: Occasion, kind: str) -> float:
    if share >= 1.0 or share <= 0.0:
        return count if share >= 1.0 else 0.0
    whole = int(count)
    # a count that has grown is not whole; its rest goes or stays as one, so that no shred of a cell can seed a culture
    rest = count - whole
    going: float = occasion.chance.binomial(whole, share, occasion.key, kind)
    if rest > 0.0 and occasion.chance.happens(share, occasion.key, kind + "/rest"):
        going += rest
    return going
