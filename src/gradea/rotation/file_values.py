"""Taking values out of a file's mapping; every mistake is kept with its line and what to write instead."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from gradea.rotation.clock import Span, minute_of, span_of
from gradea.vocabulary import Refusal, Refused

Path = tuple[str | int, ...]
Lines = Mapping[Path, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProblem:
    """One mistake: line from 1 (0 unknown), place, what is wrong, what to write."""

    line: int
    path: str
    message: str
    remedy: str

    def as_data(self) -> dict[str, object]:
        """Return the problem as JSON values."""
        return {"line": self.line, "path": self.path, "message": self.message, "remedy": self.remedy}


class RotationRefused(Refused):
    """The problem file has mistakes; nothing of it is used."""

    def __init__(self, problems: Sequence[FileProblem]) -> None:
        first = problems[0]
        super().__init__(
            Refusal(
                code="rotation-refused",
                rule="docs/rotation.md",
                message=f"Line {first.line}: {first.path}: {first.message}"
                + (f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""),
                remedy=first.remedy,
            )
        )
        self.problems = tuple(problems)


@dataclass(slots=True)
class Values:
    """A file that is being read."""

    lines: Lines
    problems: list[FileProblem] = field(default_factory=list)

    def wrong(self, path: Path, message: str, remedy: str) -> None:
        """Keep a mistake."""
        line, at = 0, path
        while at and not line:
            line, at = self.lines.get(at, 0), at[:-1]
        place = ".".join(str(part) for part in path) or "the file"
        self.problems.append(FileProblem(line=line or 1, path=place, message=message, remedy=remedy))

    def mapping(self, value: Any, path: Path, keys: Mapping[str, bool]) -> Mapping[str, Any]:
        """Return a mapping that has only these keys; True marks those that must be there."""
        if not isinstance(value, Mapping):
            self.wrong(path, "A mapping of keys is expected here.", f"Write the keys {', '.join(keys)}.")
            return {}
        for key in value:
            if key not in keys:
                self.wrong((*path, key), f"The key '{key}' is not known here.", f"Use one of: {', '.join(keys)}.")
        for key, needed in keys.items():
            if needed and key not in value:
                self.wrong(path, f"The key '{key}' is missing.", f"Add '{key}:'.")
        return value

    def rows(self, value: Any, path: Path) -> list[tuple[Path, Any]]:
        """Return the items of a list with their places; None is an empty list."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(path, "A list is expected here.", "Write one item per line, each after a dash.")
            return []
        return [((*path, number), item) for number, item in enumerate(value)]

    def word(self, value: Any, path: Path, default: str = "") -> str:
        """Return a short text."""
        if value is None and default:
            return default
        text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
        if not text.strip() or len(text) > 120:
            self.wrong(path, "A word of 1 to 120 characters is expected here.", "Write a short key or name.")
            return f"?{path[-1] if path else ''}"
        return text.strip()

    def words(self, value: Any, path: Path) -> tuple[str, ...]:
        """Return a list of short texts."""
        return tuple(self.word(item, at) for at, item in self.rows(value, path))

    def whole(self, value: Any, path: Path, least: int, most: int, default: int | None = None) -> int:
        """Return a whole number within limits."""
        if value is None and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            shown = "nothing" if value is None else f"'{value}'"
            self.wrong(
                path, f"{shown} is not a whole number from {least} to {most}.", f"Write a number from {least} up."
            )
            return least
        return value

    def flag(self, value: Any, path: Path) -> bool:
        """Return true or false; left out is false."""
        if value is not None and not isinstance(value, bool):
            self.wrong(path, f"'{value}' is neither true nor false.", "Write true or false.")
        return value is True

    def span(self, value: Any, path: Path) -> Span:
        """Return a span of the day."""
        return self._read(span_of, value, path, Span(0, 1), "Write a span as 10:30-12:20.")

    def spans(self, value: Any, path: Path) -> tuple[Span, ...]:
        """Return a list of spans."""
        return tuple(self.span(item, at) for at, item in self.rows(value, path))

    def minute(self, value: Any, path: Path) -> int:
        """Return a time of the day."""
        return self._read(minute_of, value, path, 0, "Write a time as 09:20, in quotes.")

    def known(self, key: str, path: Path, keys: Sequence[str], what: str) -> None:
        """Keep a mistake where a key is not one of these."""
        if key not in keys and not key.startswith("?"):
            listed = ", ".join(keys[:12]) + (" …" if len(keys) > 12 else "") or "none"
            self.wrong(path, f"There is no {what} '{key}'.", f"Use one of: {listed}.")

    def _read(self, reader: Callable[[str], T], value: Any, path: Path, default: T, remedy: str) -> T:
        try:
            return reader(value if isinstance(value, str) else f"{value}")
        except ValueError as problem:
            self.wrong(path, f"{problem}.", remedy)
            return default
