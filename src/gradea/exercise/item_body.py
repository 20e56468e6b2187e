"""The part of an item that depends on its kind."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gradea.exercise.content_text import Path
from gradea.exercise.kinds.registry import KINDS
from gradea.exercise.words import Words, said

if TYPE_CHECKING:
    from gradea.exercise.item_file import Reading

LONGEST_ORDER = 12


def check_body(reading: "Reading", kind: str, entry: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return the body of an item with its words read; mistakes are noted."""
    if KINDS[kind].drawn:
        return _settings(reading, kind, entry, path)
    return {
        "choice": _choice,
        "multiple": _multiple,
        "order": _order,
        "number": _number,
        "match": _match,
        "text": _text,
    }[kind](reading, entry, path)


def _settings(reading: "Reading", kind: str, entry: Mapping[str, Any], path: Path) -> dict[str, Any]:
    given = entry.get("with") or {}
    known = KINDS[kind].settings
    if not isinstance(given, Mapping):
        reading.wrong((*path, "with"), "The settings are no mapping.", "Write `with: {name: value}`.")
        return {}
    for name, value in given.items():
        if name not in known:
            reading.wrong(
                (*path, "with", name), f"{kind} has no setting '{name}'.", f"Known: {', '.join(known) or 'none'}."
            )
        elif isinstance(known[name], list) != isinstance(value, list):
            reading.wrong((*path, "with", name), f"'{name}' has the wrong shape.", f"Write it like {known[name]}.")
    return {"with": dict(given)}


def _choice(reading: "Reading", entry: Mapping[str, Any], path: Path) -> dict[str, Any]:
    right = reading.words(entry.get("right"), (*path, "right"))
    wrong = _list(reading, entry, "wrong", path, least=2)
    _all_different(reading, [right, *wrong], path)
    return {"right": right, "wrong": wrong}


def _multiple(reading: "Reading", entry: Mapping[str, Any], path: Path) -> dict[str, Any]:
    right, wrong = _list(reading, entry, "right", path, least=1), _list(reading, entry, "wrong", path, least=1)
    _all_different(reading, [*right, *wrong], path)
    return {"right": right, "wrong": wrong}


def _order(reading: "Reading", entry: Mapping[str, Any], path: Path) -> dict[str, Any]:
    steps = entry.get("steps")
    if not isinstance(steps, list) or not 3 <= len(steps) <= LONGEST_ORDER:
        reading.wrong((*path, "steps"), f"An order has 3 to {LONGEST_ORDER} steps.", "Write a list of steps.")
        return {}
    read: list[Any] = []
    for place, step in enumerate(steps):
        where = (*path, "steps", place)
        read.append(
            [reading.words(each, where) for each in step] if isinstance(step, list) else reading.words(step, where)
        )
    return {"steps": read}


def _number(reading: "Reading", entry: Mapping[str, Any], path: Path) -> dict[str, Any]:
    for name in ("answer", "percent", "plus_minus"):
        value = entry.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            reading.wrong((*path, name), f"'{value}' is no number.", "Write digits with a point: 3520 or 0.36.")
    if entry.get("units") and not entry.get("unit"):
        reading.wrong((*path, "units"), "Other units need one of their own.", "Write `unit:` as well.")
    if isinstance(entry.get("unit"), Mapping):
        reading.words(entry["unit"], (*path, "unit"))
    return {name: entry[name] for name in ("answer", "unit", "units", "percent", "plus_minus") if name in entry}


def _match(reading: "Reading", entry: Mapping[str, Any], path: Path) -> dict[str, Any]:
    pairs = entry.get("pairs")
    if not isinstance(pairs, list) or len(pairs) < 2 or not all(isinstance(each, Mapping) for each in pairs):
        reading.wrong((*path, "pairs"), "A match has at least two pairs.", "Write a list of {left: …, right: …}.")
        return {}
    read = [
        {side: reading.words(pair.get(side), (*path, "pairs", place, side)) for side in ("left", "right")}
        for place, pair in enumerate(pairs)
    ]
    _all_different(reading, [pair["left"] for pair in read], path)
    extra = [reading.words(each, (*path, "extra")) for each in entry.get("extra") or []]
    return {"pairs": read, "extra": extra}


def _text(reading: "Reading", entry: Mapping[str, Any], path: Path) -> dict[str, Any]:
    return {
        "points": _list(reading, entry, "points", path, least=2),
        "example": reading.words(entry.get("example"), (*path, "example")),
    }


def _list(reading: "Reading", entry: Mapping[str, Any], name: str, path: Path, *, least: int) -> list[Words]:
    values = entry.get(name)
    if not isinstance(values, list) or len(values) < least:
        reading.wrong((*path, name), f"'{name}' holds fewer than {least}.", "Write a list with at least so many.")
        return []
    return [reading.words(each, (*path, name, place)) for place, each in enumerate(values)]


def _all_different(reading: "Reading", options: list[Words], path: Path) -> None:
    for language in ("en", "nl"):
        spoken = [said(words, language).casefold() for words in options]
        twice = {words for words in spoken if spoken.count(words) > 1}
        if twice:
            reading.wrong(
                path, f"Two options say the same in '{language}': {sorted(twice)[0][:50]}.", "Make them different."
            )
