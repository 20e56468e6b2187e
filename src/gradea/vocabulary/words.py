"""Words per language, as content files hold them: `{en: Laboratory B1, nl: Laboratorium B1}`."""

from collections.abc import Mapping


def in_english(value: object) -> object:
    """Return the English of words per language; anything else as it is, for the reader of the file to judge.

    Rooms that know no language keep the English, so that what they hash and write down is the same in every language.

    >>> in_english({"en": "Laboratory", "nl": "Laboratorium"}), in_english("Laboratory"), in_english({"nl": "Laboratorium"})
    ('Laboratory', 'Laboratory', {'nl': 'Laboratorium'})
    """
    return value.get("en", value) if isinstance(value, Mapping) else value
