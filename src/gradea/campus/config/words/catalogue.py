"""Catalogues as files: which strings a slice has, and what is written about them."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po

from gradea.campus.config.words import CAMPUS, LANGUAGES, catalogue_of, slices, spoken, template

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_PLACE = re.compile(r"\{\w+\}")
Found = tuple[str, str | None, str | tuple[str, str]]
"""Path from the campus, context, text (or the texts for one and for many)."""


def found_in(folder: Path) -> Iterator[Found]:
    """Yield every string of a slice; the shell's also hold those of the rooms that know no language."""
    for path in sorted(folder.rglob("templates/**/*.*")):
        for context, text in template.messages(path.read_text(encoding="utf-8")):
            yield _place(path), context, text
    for path in sorted(folder.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        source = path.read_bytes()
        for _line, function, text, _comments in extract_python(io.BytesIO(source), list(KEYWORDS), [], {}):
            found = _python(function, text) if text else None
            if found is not None:
                yield _place(path), *found
        for pattern in _spoken(path, source.decode()):
            yield _place(path), spoken.CONTEXT, pattern
    if folder.name == "shell":
        for path in spoken.rooms(CAMPUS.parent):
            for pattern in _spoken(path, path.read_text(encoding="utf-8")):
                yield _place(path), spoken.CONTEXT, pattern


def _spoken(path: Path, source: str) -> Iterator[str]:
    return spoken.everything(source) if _place(path) in spoken.SPEAKING else spoken.sentences(source)


def _python(function: str, text: str | tuple) -> tuple[str | None, str | tuple[str, str]] | None:
    """Return context and text of a call; None where it is given a name: what that holds is marked where it is written."""
    given = (text,) if isinstance(text, str) else text
    context, *given = given if "pgettext" in function else (None, *given)
    wanted = given[: 2 if function.lstrip("p").startswith("ngettext") else 1]
    if len(wanted) == 0 or None in wanted:
        return None
    return context, (wanted[0], wanted[1]) if len(wanted) == 2 else wanted[0]


def _place(path: Path) -> str:
    return path.relative_to(CAMPUS.parent).as_posix()


def read(path: Path, language: str) -> Catalog:
    """Return a catalogue as it stands on disk; an empty one where there is none."""
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(folder: Path, language: str) -> Catalog:
    """Return the catalogue of a slice as its source now asks for: what is known is kept, what is gone is dropped.

    A pattern whose details were only renamed keeps its translation, with the new names.
    """
    known, fresh = read(catalogue_of(folder, language), language), Catalog(locale=language)
    by_shape = {_shape(each.id): each for each in known if each.context == spoken.CONTEXT and each.string}
    for place, context, text in found_in(folder):
        old = known.get(text if isinstance(text, str) else text[0], context)
        kept = old.string if old is not None and _same_kind(old.string, text) else ""
        if not kept and context == spoken.CONTEXT and _shape(text) in by_shape:
            kept = _renamed(by_shape[_shape(text)], text)
        fresh.add(text, kept or ("" if isinstance(text, str) else ("", "")), locations=[(place, None)], context=context)
    return fresh


def _shape(pattern: str) -> str:
    return _PLACE.sub("{}", pattern)


def _renamed(old: Message, pattern: str) -> str:
    names = dict(zip(_PLACE.findall(old.id), _PLACE.findall(pattern), strict=True))
    return _PLACE.sub(lambda place: names[place[0]], old.string)


def _same_kind(string: str | tuple, text: str | tuple) -> bool:
    return isinstance(string, str) == isinstance(text, str)


def extract() -> dict[str, int]:
    """Bring every catalogue up to date; return per slice how many strings have no translation yet."""
    missing = {}
    for folder in slices():
        for language in LANGUAGES:
            fresh, path = updated(folder, language), catalogue_of(folder, language)
            if not len(fresh):
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_text(fresh))
            missing[folder.name] = missing.get(folder.name, 0) + len(untranslated(fresh))
    return missing


def _text(catalogue: Catalog) -> bytes:
    """Return the file: sorted, without dates and line numbers, so that only what changed changes."""
    out = io.BytesIO()
    write_po(out, catalogue, width=120, sort_output=True, omit_header=True, include_lineno=False)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts of a catalogue that have no translation, or one marked as doubtful."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not message.string or not all(_texts(message.string)))
    ]


def _texts(string: str | tuple | list) -> list[str]:
    return [string] if isinstance(string, str) else list(string)
