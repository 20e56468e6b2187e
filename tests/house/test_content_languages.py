"""The content that ships speaks both languages: no recipe, facility, scenario or edition has a text in English only."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from gradea.record import missing_words

CONTENT = Path(__file__).parents[2] / "content"
LANGUAGES = ("en", "nl")
SPOKEN = {
    "facilities": {"title", "use"},
    "scenarios": {"title"},
    "editions": {"title", "about", "audience", "contribution"},
}
"""Keys whose texts a page shows, by kind of file; recipes are asked by the check of recipes."""

NOT_YET: dict[str, str] = {}
"""Files whose Dutch is under way. May only shrink: new content speaks both languages from its first day."""

NAMES = {
    "GMP for ATMP Summer School": "the name of the school",
    **dict.fromkeys(("Expertise", "Cleanroom", "Lunch", "Briefing"), "the same word in Dutch"),
}
"""Texts that are the same in both languages, with the reason."""

RECIPES = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.glob("recipes/*.yaml"))
OTHERS = sorted(path.relative_to(CONTENT).as_posix() for kind in SPOKEN for path in CONTENT.glob(f"{kind}/*.yaml"))


def english_only(value: object, keys: set[str], place: str = "") -> Iterator[str]:
    """Yield the place of every text under these keys that is in one language only."""
    if isinstance(value, dict):
        for key, inner in value.items():
            at = f"{place}.{key}".strip(".")
            bare = key in keys and isinstance(inner, str) and inner not in NAMES
            if bare or (isinstance(inner, dict) and "en" in inner and not all(inner.get(each) for each in LANGUAGES)):
                yield at
            else:
                yield from english_only(inner, keys, at)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from english_only(inner, keys, f"{place}.{number}")


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_in_both_languages(name: str) -> None:
    """Every title, instruction, reason, label and name; `gradea recipe check FILE --languages en,nl` says the same."""
    missing = missing_words((CONTENT / name).read_text(encoding="utf-8"), LANGUAGES)
    if name in NOT_YET:
        assert missing, f"{name} is complete: take it out of NOT_YET"
    else:
        assert [str(each) for each in missing] == []


@pytest.mark.parametrize("name", OTHERS)
def test_what_a_page_shows_of_a_file_is_in_both_languages(name: str) -> None:
    """Names of rooms, devices and materials; days, sessions and places of an edition."""
    data = yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))
    assert list(english_only(data, SPOKEN[name.split("/")[0]])) == []


def test_a_text_in_english_only_is_found() -> None:
    """The sweep is seen to fail: a bare text, and one without its Dutch."""
    planted = {
        "rooms": {"LAB": {"title": "Laboratory", "use": {"en": "culture"}}, "D": {"title": {"en": "a", "nl": "b"}}}
    }
    assert list(english_only(planted, SPOKEN["facilities"])) == ["rooms.LAB.title", "rooms.LAB.use"]
    text = (CONTENT / "recipes/mf.yaml").read_text(encoding="utf-8")
    spoiled = text.replace("title: {en: Growth promotion, nl: Groeibevordering}", "title: Growth promotion", 1)
    found = missing_words(spoiled, LANGUAGES)
    assert [(each.path.split(".")[-1], each.message) for each in found] == [("title", "This text is not in Dutch.")]
    assert found[0].line == spoiled[: spoiled.index("title: Growth promotion")].count("\n") + 1
