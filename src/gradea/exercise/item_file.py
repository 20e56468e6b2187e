"""Reading a file of items: every mistake with its line and what to write instead; nothing of a bad file is used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gradea.exercise.content_text import Lines, Path, Problem, line_at, path_text, read_content
from gradea.exercise.item import BASES, CLAUSE, Item
from gradea.exercise.item_body import check_body
from gradea.exercise.kinds.registry import KINDS
from gradea.exercise.words import LANGUAGES, Words, both

_KNOWN = {"code", "kind", "ask", "why", "clause", "basis", "level", "hints", "with"}
_BODY: Mapping[str, tuple[set[str], set[str]]] = {
    "choice": ({"right", "wrong"}, set()),
    "multiple": ({"right", "wrong"}, set()),
    "order": ({"steps"}, set()),
    "number": ({"answer"}, {"unit", "units", "percent", "plus_minus"}),
    "match": ({"pairs"}, {"extra"}),
    "text": ({"points", "example"}, set()),
}
"""What each written kind needs, and what it may have besides."""


@dataclass(slots=True, kw_only=True)
class Reading:
    """A file while it is read."""

    topic: str
    lines: Lines
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, path: Path, message: str, remedy: str) -> None:
        """Note a mistake."""
        self.problems.append(
            Problem(line=line_at(self.lines, path), path=path_text(path), message=message, remedy=remedy)
        )

    def words(self, value: Any, path: Path) -> Words:
        """Return words in every language; plain text stands for itself in all of them."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return both(str(value))
        if isinstance(value, str) and value.strip():
            return both(value)
        if (
            isinstance(value, Mapping)
            and set(value) == set(LANGUAGES)
            and all(isinstance(v, str) and v for v in value.values())
        ):
            return {language: str(value[language]).strip() for language in LANGUAGES}
        missing = [language for language in LANGUAGES if not (isinstance(value, Mapping) and value.get(language))]
        self.wrong(path, f"The words are missing in {', '.join(missing) or 'nothing, but there is a language too many'}.",
                   "Write {en: …, nl: …}, or plain text where both are the same.")  # fmt: skip
        return both("?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFile:
    """A file that was read: its items, or its problems."""

    topic: str
    title: Words
    items: tuple[Item, ...]
    problems: tuple[Problem, ...]


def read_items(topic: str, text: str) -> ItemFile:
    """Return the items in this text, with every problem there is.

    Args:
        topic: Name of the file without its ending.
        text: YAML: `title` and `items`.
    """
    loaded, lines, broken = read_content(text)
    reading = Reading(topic=topic, lines=lines, problems=list(broken))
    title = reading.words(loaded.get("title"), ("title",)) if not broken else both(topic)
    listed = loaded.get("items")
    if not broken and (not isinstance(listed, list) or not listed):
        reading.wrong(("items",), "There are no items.", "Write a list under `items:`.")
    items = [
        _item(reading, entry, ("items", place))
        for place, entry in enumerate(listed if isinstance(listed, list) else [])
    ]
    seen: set[str] = set()
    for item in items:
        if item is not None and item.code in seen:
            reading.wrong(("items",), f"The code {item.code} stands here twice.", "Give each item its own code.")
        seen.add(item.code if item else "")
    found = tuple(item for item in items if item is not None)
    return ItemFile(topic=topic, title=title, items=found, problems=tuple(reading.problems))


def _item(reading: Reading, entry: Any, path: Path) -> Item | None:
    if not isinstance(entry, Mapping):
        reading.wrong(path, "This is no item.", "Begin with `- code:`.")
        return None
    before = len(reading.problems)
    kind = entry.get("kind")
    if kind not in KINDS:
        reading.wrong((*path, "kind"), f"There is no kind '{kind}'.", f"Choose one of {', '.join(KINDS)}.")
        return None
    _check_keys(reading, entry, str(kind), path)
    code, clause, basis, level = entry.get("code"), entry.get("clause"), entry.get("basis"), entry.get("level", 1)
    if not isinstance(code, str) or not code.replace("-", "").isalnum() or code != code.lower():
        reading.wrong(
            (*path, "code"), f"'{code}' is no code.", "Write small letters, digits and hyphens, such as grade-07."
        )
    if not isinstance(clause, str) or not CLAUSE.match(clause):
        reading.wrong((*path, "clause"), f"'{clause}' does not say where the rule stands.",
                      "Write for example `Annex 1 4.27`, `Chapter 4 4.8`, `PIC/S 2A 5.4`, or `site practice`.")  # fmt: skip
    elif clause.startswith("site practice") and basis == "rule":
        reading.wrong((*path, "basis"), "A site practice is no rule.", "Write `basis: practice`.")
    if basis not in BASES:
        reading.wrong((*path, "basis"), f"There is no basis '{basis}'.", f"Choose one of {', '.join(BASES)}.")
    if level not in (1, 2, 3):
        reading.wrong((*path, "level"), f"There is no level {level}.", "Write 1 (recall), 2 (apply) or 3 (judge).")
    ask = reading.words(entry.get("ask"), (*path, "ask"))
    why = reading.words(entry.get("why"), (*path, "why"))
    hints = tuple(reading.words(hint, (*path, "hints", n)) for n, hint in enumerate(entry.get("hints") or []))
    body = check_body(reading, str(kind), entry, path)
    if len(reading.problems) > before:
        return None
    return Item(code=str(code), topic=reading.topic, kind=str(kind), level=int(level), ask=ask, why=why, clause=str(clause),
                basis=str(basis), body=body, hints=hints, line=line_at(reading.lines, path))  # fmt: skip


def _check_keys(reading: Reading, entry: Mapping[str, Any], kind: str, path: Path) -> None:
    needs, may = _BODY.get(kind, (set(), set()))
    for key in entry:
        if key not in _KNOWN | needs | may:
            reading.wrong(
                (*path, key), f"A {kind} item has no '{key}'.", f"Known: {', '.join(sorted(_KNOWN | needs | may))}."
            )
    for key in sorted(needs - set(entry)):
        reading.wrong(path, f"A {kind} item needs '{key}'.", "Write it.")
    if "with" in entry and kind in _BODY:
        reading.wrong((*path, "with"), f"A {kind} item has no settings.", "Only drawn kinds take `with:`.")
