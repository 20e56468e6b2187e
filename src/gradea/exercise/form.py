"""Forms of an answer, and what is right. A form may be shown; a key stays behind until the answer is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradea.exercise.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose. `id` says nothing: it is the place in the drawn order."""

    id: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceForm:
    """Choose one option, or with `many` all that apply."""

    options: tuple[Option, ...]
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderForm:
    """Put the options into order: each gets a place from 1."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberForm:
    """Give a number, and choose its unit where there is more than one; the id of a unit is its English name."""

    units: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchForm:
    """Give every line one of the options; `per_line` says what a line is."""

    lines: tuple[Option, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextForm:
    """Write freely; then compare with points and judge yourself."""

    rows: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in a drawn scene: a neutral name for it, and its box in the units of the drawing."""

    id: str
    words: Words
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotsForm:
    """Mark all places in a drawing that are wrong."""

    spots: tuple[Spot, ...]


Form = ChoiceForm | OrderForm | NumberForm | MatchForm | TextForm | SpotsForm


@dataclass(frozen=True, slots=True, kw_only=True)
class SetKey:
    """The ids that are right, of a choice or of places in a drawing."""

    right: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderKey:
    """The rank of each option; options of one rank may come in any order."""

    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberKey:
    """The value in `unit`, how far off still counts, and what other units are worth in it."""

    value: float
    unit: str
    tolerance: float
    factors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchKey:
    """The option that belongs to each line. `plain` is the answer of a line with nothing special: it earns nothing."""

    pairs: Mapping[str, str]
    plain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextKey:
    """The points a good answer makes, and an example of one."""

    points: tuple[Words, ...]
    example: Words


Key = SetKey | OrderKey | NumberKey | MatchKey | TextKey
