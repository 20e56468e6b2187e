"""Words for people, per language: `{"en": "Open the door.", "nl": "Open de deur."}`."""

from collections.abc import Mapping

LANGUAGES = ("en", "nl")
"""Languages that every item must speak."""

Words = Mapping[str, str]


def said(words: Words, language: str) -> str:
    """Return the words in a language; in English where they do not exist in it.

    >>> said({"en": "door", "nl": "deur"}, "nl")
    'deur'
    """
    return words.get(language) or words.get("en", "")


def filled(words: Words, values: Mapping[str, Words | str]) -> dict[str, str]:
    """Return the words with every `{name}` replaced by its value in the same language.

    Raises:
        KeyError: If a name in braces has no value.

    >>> filled({"en": "{n} cells", "nl": "{n} cellen"}, {"n": "12"})
    {'en': '12 cells', 'nl': '12 cellen'}
    """
    return {
        language: text.format_map(
            {name: value if isinstance(value, str) else said(value, language) for name, value in values.items()}
        )
        for language, text in words.items()
    }


def both(text: str) -> dict[str, str]:
    """Return words that are the same in every language: numbers, codes, names of methods."""
    return dict.fromkeys(LANGUAGES, text)
