"""Keyed draws for one person and one item: the same pair always gets the same numbers, another person gets others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from gradea.vocabulary.chance import Chance

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Draw:
    """Draws under one key.

    Attributes:
        chance: The seed of the edition.
        entity: Person, item and sitting, in one text.

    >>> mine, yours = (Draw(Chance("edition"), f"{who}|count-01") for who in ("a", "b"))
    >>> mine.integer("cells", 100, 999) == mine.integer("cells", 100, 999)
    True
    >>> mine.integer("cells", 100, 999) == yours.integer("cells", 100, 999)
    False
    """

    chance: Chance
    entity: str

    def integer(self, kind: str, low: int, high: int, index: int = 0) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self.chance.uniform(self.entity, kind, index) * (high - low + 1))

    def between(self, kind: str, low: float, high: float, index: int = 0) -> float:
        """Return a number from `low` up to `high`."""
        return low + self.chance.uniform(self.entity, kind, index) * (high - low)

    def happens(self, kind: str, probability: float = 0.5, index: int = 0) -> bool:
        """Return whether something of this probability happens."""
        return self.chance.uniform(self.entity, kind, index) < probability

    def normal(self, kind: str, index: int = 0) -> float:
        """Return a standard normal draw."""
        return self.chance.normal(self.entity, kind, index)

    def pick(self, kind: str, of: Sequence[_T], index: int = 0) -> _T:
        """Return one of them."""
        return of[self.integer(kind, 0, len(of) - 1, index)]

    def shuffled(self, kind: str, of: Sequence[_T]) -> tuple[_T, ...]:
        """Return all of them in another order."""
        marks = sorted(range(len(of)), key=lambda index: self.chance.uniform(self.entity, f"{kind}/shuffle", index))
        return tuple(of[index] for index in marks)

    def some(self, kind: str, of: Sequence[_T], count: int) -> tuple[_T, ...]:
        """Return `count` of them, none twice, in a drawn order."""
        return self.shuffled(kind, of)[:count]
