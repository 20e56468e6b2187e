"""Sentences of the rooms that know no language, said in the reader's.

A refusal arrives in English with its details in place: "Batch TLD-25-0042 is on hold since day 2 09:30." The catalogue holds its
pattern, "Batch {record_batch_number} is on hold since {record_held_at}." (`config.words.spoken` reads it out of the source);
here the pattern is found again, the details are lifted out, said in their turn, and put into the translation. A sentence that
no pattern fits stays English: the words of a person, for instance, are never touched. Names of rooms, devices and materials are
in no catalogue; the content files that give them say them in both languages.
"""

import functools
import re
from collections.abc import Mapping

from django.utils.functional import lazy
from django.utils.translation import get_language, pgettext
from django.utils.translation.trans_real import catalog

from gradea import vocabulary
from gradea.content import content_words

CONTEXT = "said"
_PLACE = re.compile(r"\{(\w+)\}")
_MARK = f"{CONTEXT}\x04"
_DEPTH_MAX = 4


def language() -> str:
    """Return the two letters of the language that is spoken now: `en` or `nl`, as content files name it."""
    return (get_language() or "en")[:2]


def said(text: str) -> str:
    """Return an English text of a pure room in the language of the reader."""
    spoken = language()
    return str(text) if spoken == "en" or not text else _said(spoken, str(text), 0)


said_lazy = lazy(said, str)


def said_noop(*texts: str) -> tuple[str, ...]:
    """Return the texts as they are; the mark puts them into the catalogue, because `said` meets them in what rooms say."""
    return texts


def clock_text(at: int, *, seconds: bool = False) -> str:
    """Return a simulated instant as the reader says it: `day 3 04:05`, `dag 3 04:05`."""
    return said(vocabulary.clock_text(at, seconds=seconds))


def spoken_of(words: Mapping[str, str]) -> str:
    """Return a text of a content file in the language of the reader, else in English, else in whatever it has."""
    return str(words.get(language()) or words.get("en") or next(iter(words.values()), ""))


@functools.lru_cache(maxsize=8192)
def _said(spoken: str, text: str, depth: int) -> str:
    """Try the text as it stands, then as a pattern, then sentence by sentence, then word by word of a list."""
    exact = pgettext(CONTEXT, text)
    exact = content_words(spoken).get(text, text) if exact == text else exact
    if exact != text or depth > _DEPTH_MAX:
        return exact
    for regex, names, translation in _patterns(spoken):
        found = regex.fullmatch(text)
        if found:
            details = {name: _said(spoken, found[name], _depth_of(name, translation, depth)) for name in names}
            return _filled(translation, details)
    for split, joint in ((r"(?<=[.;:]) +(?=[A-Z“'0-9])", " "), (r", ", ", ")):
        parts = re.split(split, text)
        if len(parts) > 1:
            return joint.join(_said(spoken, part, depth + 1) for part in parts)
    return text


def _filled(translation: str, details: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: details[place[1]], translation)


def _depth_of(name: str, translation: str, depth: int) -> int:
    """Return how far a detail is looked into: in quotation marks it may be what a person wrote, and only a known word is said."""
    return _DEPTH_MAX + 1 if f"'{{{name}}}'" in translation else depth + 1


@functools.lru_cache(maxsize=4)
def _patterns(spoken: str) -> list[tuple[re.Pattern[str], tuple[str, ...], str]]:  # noqa: ARG001 - the key of the cache
    """Return the patterns of the language that is active, those with the most fixed text first."""
    found = []
    for key, translation in catalog()._catalog.items():
        if not isinstance(key, str) or not key.startswith(_MARK) or not translation:
            continue
        pattern = key.removeprefix(_MARK)
        if _PLACE.search(pattern):
            found.append((pattern, translation))
    found.sort(key=lambda each: (-len(_PLACE.sub("", each[0])), each[0]))
    return [(_regex(pattern), tuple(dict.fromkeys(_PLACE.findall(pattern))), text) for pattern, text in found]


def _regex(pattern: str) -> re.Pattern[str]:
    """Return what fits a pattern: fixed text as it stands, each detail as short as it can be; the same name, the same detail."""
    parts, seen, end = [], set(), 0
    for place in _PLACE.finditer(pattern):
        parts.append(re.escape(pattern[end : place.start()]))
        name = place[1]
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
        seen.add(name)
        end = place.end()
    parts.append(re.escape(pattern[end:]))
    return re.compile("".join(parts), re.DOTALL)
