"""A question as one person gets it: what is asked, what may be shown, and what stays behind until it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradea.exercise.exhibit import Exhibit
from gradea.exercise.form import Form, Key
from gradea.exercise.words import Words

HINT_COST = 0.2
"""Part of the score that each hint costs (design choice; said before the hint is shown)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The part of a question that may be shown before it is answered. Nothing in it depends on what is right."""

    code: str
    kind: str
    topic: str
    level: int
    prompt: Words
    exhibits: tuple[Exhibit, ...]
    form: Form
    hints: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and its answer.

    Attributes:
        asked: What may be shown.
        key: What is right.
        why: Why it is right, for people.
        clause: Where the rule stands.
        basis: One of `item.BASES`: rule, practice, teaching, recalled, arithmetic, published.
        hints: Words of the hints; each costs `HINT_COST`.
        origin: Id of an option → its name in the item file, so that answers of different people can be compared.
        notes: Id of an option → why just this one is wrong or right.
    """

    asked: Asked
    key: Key
    why: Words
    clause: str
    basis: str
    hints: tuple[Words, ...] = ()
    origin: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, Words] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """How it is answered."""
        return self.asked.form
