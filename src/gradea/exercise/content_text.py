"""Content files as plain values with line numbers: no tags, no aliases, no surprises."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from gradea.vocabulary import Refusal, Refused

Path = tuple[str | int, ...]
"""Place in a file: keys and list indexes from the top."""

Lines = Mapping[Path, int]
"""Place → line number, from 1."""

MAX_BYTES = 512 * 1024
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake: line (0 where it is not known), place, what is wrong, what to write."""

    line: int
    path: str
    message: str
    remedy: str

    def as_data(self) -> dict[str, object]:
        """Return the problem as JSON values."""
        return {"line": self.line, "path": self.path, "message": self.message, "remedy": self.remedy}


class ItemsRefused(Refused):
    """A file of items has problems; nothing of it is used."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(
            Refusal(
                code="exercise-file-refused",
                rule="content",
                message=f"The file {name} has {len(problems)} problems; line {first.line}: {first.message}",
                remedy=f"{first.remedy} `gradea exercise check` lists them all.",
            )
        )
        self.problems = tuple(problems)


@dataclass(slots=True)
class _Reader:
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*path, place)) for place, each in enumerate(node.value)]
        return _scalar(node)

    def _pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key, value in node.value:
            name = str(getattr(key, "value", "?"))
            if name in seen:
                line = key.start_mark.line + 1
                self.problems.append(
                    Problem(
                        line=line,
                        path=path_text((*path, name)),
                        message="This key stands here twice.",
                        remedy="Keep one.",
                    )
                )
            seen.add(name)
            self.lines[(*path, name)] = key.start_mark.line + 1
            yield name, self.value(value, (*path, name))


def _scalar(node: yaml.Node) -> Any:
    kind = node.tag.rpartition(":")[2]
    text = str(node.value)
    try:
        if kind == "int":
            return int(text)
        if kind == "float":
            return float(text)
    except ValueError:
        return text
    if kind == "null":
        return None
    return {"true": True, "false": False}.get(text, text) if kind == "bool" else text


def read_content(text: str) -> tuple[dict[str, Any], Lines, tuple[Problem, ...]]:
    """Return the mapping in this text, the line of every place in it, and what is wrong with it as YAML.

    >>> read_content("a: [1, no]")[0]
    {'a': [1, 'no']}
    """
    if len(text.encode()) > MAX_BYTES:
        return {}, {}, (_problem(0, f"The file is larger than {MAX_BYTES // 1024} KB.", "Split it."),)
    try:
        for token in yaml.scan(text, Loader=_LOADER):
            if isinstance(token, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken):
                line = token.start_mark.line + 1
                return {}, {}, (_problem(line, "Anchors, aliases and tags are not allowed.", "Write the value out."),)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return (
            {},
            {},
            (
                _problem(
                    mark.line + 1 if mark else 0, "This is not YAML.", str(getattr(error, "problem", "") or "Check it.")
                ),
            ),
        )
    if not isinstance(node, yaml.MappingNode):
        return {}, {}, (_problem(1, "The file is no mapping.", "Begin with `title:`."),)
    reader = _Reader()
    return reader.value(node, ()), reader.lines, tuple(reader.problems)


def _problem(line: int, message: str, remedy: str) -> Problem:
    return Problem(line=line, path="", message=message, remedy=remedy)


def path_text(path: Path) -> str:
    """Return a place as people read it.

    >>> path_text(("items", 3, "ask"))
    'items.3.ask'
    """
    return ".".join(str(part) for part in path)


def line_at(lines: Lines, path: Path) -> int:
    """Return the line of a place, or of the nearest place above it; 0 where nothing is known."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 0)
