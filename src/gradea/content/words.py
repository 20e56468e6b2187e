"""What the content on the shelf says in another language than English, by the English."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import yaml

from gradea.content.shelf import content_root, recipe_named, recipe_names
from gradea.record import MasterRecipe
from gradea.vocabulary import Refused

ENGLISH = "en"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Words = Mapping[str, str]


@lru_cache(maxsize=4)
def content_words(language: str) -> Mapping[str, str]:
    """Return English → another language for the names in facilities, scenarios and recipes; a file nobody can read adds none.

    A name is there as its file writes it, and in small letters as it stands within a sentence. Where two files say the same
    English differently the first in the order of facilities, scenarios, recipes is taken.
    """
    found: dict[str, str] = {}
    for words in _all_words():
        english, other = words.get(ENGLISH), words.get(language)
        if english and other:
            found.setdefault(english, other)
            found.setdefault(english.lower(), other.lower())
    return found


def _all_words() -> Iterator[Words]:
    for kind in ("facilities", "scenarios"):
        for path in sorted((content_root() / kind).glob("*.yaml")):
            yield from words_in(_loaded(path.read_text(encoding="utf-8")))
    for code in recipe_names():
        try:
            yield from _recipe_words(recipe_named(code))
        except Refused:
            continue  # `gradea recipe check` says why; nothing of the file is used


def words_in(value: object) -> Iterator[Words]:
    """Yield every text per language in plain data, however deep.

    >>> list(words_in({"rooms": {"LAB": {"title": {"en": "Laboratory", "nl": "Laboratorium"}, "grade": "B"}}}))
    [{'en': 'Laboratory', 'nl': 'Laboratorium'}]
    """
    if isinstance(value, Mapping):
        if isinstance(value.get(ENGLISH), str):
            yield {str(key): " ".join(text.split()) for key, text in value.items() if isinstance(text, str)}
        else:
            for inner in value.values():
                yield from words_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from words_in(inner)


def _recipe_words(recipe: MasterRecipe) -> Iterator[Words]:
    yield from (material.title for material in recipe.materials.values())
    yield from (device.title for device in recipe.equipment.values())
    yield from (line.title for line in recipe.specification)
    yield from recipe.interventions.values()
    for step in recipe.steps:
        yield step.title
        yield from (field.label for field in step.fields)


def _loaded(text: str) -> object:
    try:
        return yaml.load(text, _LOADER)
    except yaml.YAMLError:
        return None
