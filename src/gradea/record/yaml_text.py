"""Read YAML text into plain values with line numbers: no tags, no aliases, no surprises, and a limit on everything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from gradea.record.problem import Path, Problem, RecipeRefused, path_text

MAX_BYTES = 256 * 1024
MAX_NODES = 10_000
MAX_DEPTH = 20

_INTEGER = re.compile(r"^[-+]?(?:0|[1-9]\d{0,17})$")
_DECIMAL = re.compile(r"^[-+]?\d{1,18}\.\d{1,18}(?:[eE][-+]?\d{1,3})?$|^[-+]?\d{1,18}[eE][-+]?\d{1,3}$")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Reader:
    events: Iterator[Any]
    lines: dict[Path, int] = field(default_factory=dict)
    nodes: int = 0

    def value(self, event: Any, path: Path, depth: int) -> Any:
        line = event.start_mark.line + 1
        self.lines[path] = line
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _refused(line, path, f"The file has more than {MAX_NODES} values.", "Split it.")
        if depth > MAX_DEPTH:
            raise _refused(line, path, f"The file is nested deeper than {MAX_DEPTH} levels.", "Flatten it.")
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _refused(line, path, "Anchors and aliases (& and *) are not allowed.", "Write the value out.")
        if event.tag is not None:
            raise _refused(line, path, f"The tag {event.tag} is not allowed.", "Write a plain value.")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth)
        return _scalar(event)

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarEvent) or key.tag is not None or key.anchor:
                raise _refused(line, path, "A key must be plain text.", "Write the key as a word.")
            if key.value in found:
                raise _refused(line, (*path, key.value), "This key stands here twice.", "Keep one of them.")
            found[key.value] = self.value(next(self.events), (*path, key.value), depth + 1)
            self.lines[(*path, key.value)] = line
        return found

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        found: list[Any] = []
        while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
            found.append(self.value(item, (*path, len(found)), depth + 1))
        return found


def read_yaml(text: str) -> tuple[dict[str, Any], dict[Path, int]]:
    """Return the mapping in this text, and the line of every place in it.

    Plain words stay text: only `true`, `false`, `null` and numbers are something else, so that `no`, `08:00` and
    `2026-11-23` mean what they say.

    Raises:
        RecipeRefused: On text that is too large, too deep or not YAML, on tags, anchors, aliases and double keys.

    >>> read_yaml("a: {b: [1, 0.5, no]}")[0]
    {'a': {'b': [1, 0.5, 'no']}}
    """
    if len(text.encode()) > MAX_BYTES:
        raise _refused(0, (), f"The file is larger than {MAX_BYTES // 1024} KB.", "Split it.")
    try:
        events = yaml.parse(text, Loader=_LOADER)
        reader = _Reader(event for event in events if not isinstance(event, yaml.StreamStartEvent))
        start = next(reader.events)
        if not isinstance(start, yaml.DocumentStartEvent):
            raise _refused(1, (), "The file is empty.", "Begin with the code of the recipe.")
        value = reader.value(next(reader.events), (), 0)
        next(reader.events)
        if not isinstance(next(reader.events), yaml.StreamEndEvent):
            raise _refused(1, (), "The file holds more than one document.", "Keep one recipe per file.")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 0
        raise _refused(line, (), "This is not YAML.", str(getattr(error, "problem", "") or "Check it.")) from error
    except RecursionError as error:
        raise _refused(0, (), f"The file is nested deeper than {MAX_DEPTH} levels.", "Flatten it.") from error
    if not isinstance(value, dict):
        raise _refused(1, (), "The file is not a mapping of keys.", "Begin with the code of the recipe.")
    return value, reader.lines


def _scalar(event: Any) -> Any:
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _DECIMAL.match(text) else text


def _refused(line: int, path: Path, message: str, remedy: str) -> RecipeRefused:
    return RecipeRefused([Problem(line=line, path=path_text(path), message=message, remedy=remedy)])
