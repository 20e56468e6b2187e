"""From an item to the question that one person gets."""

from collections.abc import Mapping
from typing import Any

from gradea.exercise.bank import Bank
from gradea.exercise.draw import Draw
from gradea.exercise.item import Item
from gradea.exercise.kinds.registry import KINDS
from gradea.exercise.question import Asked, Question
from gradea.exercise.words import filled
from gradea.vocabulary.chance import Chance


def settings_of(item: Item) -> Mapping[str, Any]:
    """Return what the maker of an item needs: its body, or its settings over the defaults of its kind."""
    kind = KINDS[item.kind]
    return {**kind.settings, **item.body.get("with", {})} if kind.drawn else item.body


def question_for(item: Item, *, seed: str, who: str, bank: Bank) -> Question:
    """Return the question of one person: drawn numbers, drawn order, words filled in.

    Args:
        item: The item.
        seed: Seed of the edition.
        who: Person and sitting; the same text always gets the same question.
        bank: Material for drawn kinds.

    Raises:
        KeyError: If the words of the item name a value that its kind does not give (the check of the file finds it first).
    """
    draw = Draw(Chance(seed), f"{who}|{item.code}")
    made = KINDS[item.kind].make(settings_of(item), draw, bank)
    plain = not made.values
    asked = Asked(
        code=item.code,
        kind=item.kind,
        topic=item.topic,
        level=item.level,
        prompt=item.ask if plain else filled(item.ask, made.values),
        exhibits=made.exhibits,
        form=made.form,
        hints=len(item.hints),
    )
    return Question(
        asked=asked,
        key=made.key,
        why=item.why if plain else filled(item.why, made.values),
        clause=item.clause,
        basis=item.basis,
        hints=item.hints if plain else tuple(filled(hint, made.values) for hint in item.hints),
        origin=made.origin,
        notes=made.notes,
    )
