"""A mistake in a file about a site: where, what, and what to write instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

Place = tuple[str | int, ...]
"""Place in a file: keys and list places from the top."""

Lines = Mapping[Place, int]
"""Place to line number, from 1."""

Kind = Literal["problem", "finding"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProblem:
    """One mistake.

    Attributes:
        line: Line in the file, from 1; 0 where it is not known.
        place: Keys and list places from the top.
        message: What is wrong.
        remedy: What to write.
        kind: A `problem` keeps the file from being used; a `finding` is a rule or habit of practice it breaks.
    """

    line: int
    place: Place
    message: str
    remedy: str
    kind: Kind = "problem"

    @property
    def path(self) -> str:
        """The place as people read it: `rooms.LAB.area_m2`."""
        return ".".join(str(part) for part in self.place)

    def as_data(self) -> dict[str, object]:
        """Return the problem as JSON values."""
        return {
            "line": self.line,
            "path": self.path,
            "kind": self.kind,
            "message": self.message,
            "remedy": self.remedy,
        }


class Notes:
    """The problems of one file, collected with their lines."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._found: dict[FileProblem, None] = {}

    @property
    def found(self) -> tuple[FileProblem, ...]:
        """All problems, in the order of finding, each once."""
        return tuple(self._found)

    def note(self, place: Place, message: str, remedy: str, *, kind: Kind = "problem") -> None:
        """Add a problem; its line is that of the place, or of the nearest place above it."""
        problem = FileProblem(line=self.line_at(place), place=place, message=message, remedy=remedy, kind=kind)
        self._found[problem] = None

    def line_at(self, place: Place) -> int:
        """Return the line of a place, or of the nearest place above it; 0 where nothing is known."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 0)

    def unknown_keys(self, place: Place, values: Mapping[Any, Any], known: tuple[str, ...]) -> None:
        """Add a problem for each key that nothing reads: a slip of the pen would go unnoticed otherwise."""
        for key in values:
            if key not in known:
                near = get_close_matches(str(key), known, n=1, cutoff=0.4)
                remedy = f"Write {near[0]}, or take it out." if near else f"Use one of {', '.join(known)}."
                self.note((*place, str(key)), f"Nothing reads '{key}' here.", remedy)

    def sorted(self) -> tuple[FileProblem, ...]:
        """Return all, by line."""
        return tuple(sorted(self.found, key=lambda problem: problem.line))
