"""What a kind of question gives back, and the small things all kinds use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gradea.exercise.bank import Bank
from gradea.exercise.draw import Draw
from gradea.exercise.exhibit import Exhibit
from gradea.exercise.form import Form, Key, Option
from gradea.exercise.words import Words, both


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A question before its words are filled in.

    Attributes:
        values: What stands for `{name}` in the words of the item.
        origin: Id of an option → its name in the item.
        notes: Id of an option → why just this one.
    """

    form: Form
    key: Key
    values: Mapping[str, Words | str] = field(default_factory=dict)
    exhibits: tuple[Exhibit, ...] = ()
    origin: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, Words] = field(default_factory=dict)


Setting = int | float | str | list[Any]
"""A value under `with:` in an item."""

Maker = Callable[[Mapping[str, Any], Draw, Bank], Made]
"""Makes a question from the settings of an item, the draws of a person, and the bank."""


def number_words(value: float, decimals: int = 0) -> dict[str, str]:
    """Return a number as each language writes it.

    >>> number_words(1234.5, 1)
    {'en': '1,234.5', 'nl': '1.234,5'}
    """
    english = f"{value:,.{decimals}f}"
    return {"en": english, "nl": english.translate(str.maketrans(",.", ".,"))}


def power_words(value: float, decimals: int = 2) -> dict[str, str]:
    """Return a large number as a power of ten.

    >>> power_words(1250000)["nl"]
    '1,25 × 10⁶'
    """
    mantissa, exponent = f"{value:.{decimals}e}".split("e")
    raised = str(int(exponent)).translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))
    return {"en": f"{mantissa} × 10{raised}", "nl": f"{mantissa.replace('.', ',')} × 10{raised}"}


def options_of(
    named: Sequence[tuple[str, Words]], draw: Draw, kind: str = "options"
) -> tuple[tuple[Option, ...], dict[str, str]]:
    """Return the options in a drawn order with ids that say nothing, and which name each id stands for."""
    shuffled = draw.shuffled(kind, named)
    options = tuple(Option(id=str(place), words=words) for place, (_name, words) in enumerate(shuffled, 1))
    return options, {str(place): name for place, (name, _words) in enumerate(shuffled, 1)}


def listed(named: Sequence[tuple[str, Words]]) -> tuple[tuple[Option, ...], dict[str, str]]:
    """Return the options in the order given: for lines that have an order of their own."""
    options = tuple(Option(id=str(place), words=words) for place, (_name, words) in enumerate(named, 1))
    return options, {str(place): name for place, (name, _words) in enumerate(named, 1)}


def ids_of(origin: Mapping[str, str], names: Sequence[str] | frozenset[str]) -> frozenset[str]:
    """Return the ids that stand for these names."""
    return frozenset(name for name, meant in origin.items() if meant in names)


def units_of(unit: Words | str, others: Sequence[str] = ()) -> tuple[Option, ...]:
    """Return the units to choose from, in alphabetical order; none for a number without unit.

    >>> [unit.id for unit in units_of("mL", ["µL"])]
    ['mL', 'µL']
    """
    own = both(unit) if isinstance(unit, str) else unit
    if not own["en"]:
        return ()
    spoken = [own, *(both(other) for other in others)]
    return tuple(Option(id=words["en"], words=words) for words in sorted(spoken, key=lambda words: words["en"]))
