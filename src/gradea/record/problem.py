"""A mistake in a content file: where, what, and what to write instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gradea.vocabulary import Refusal, Refused

Path = tuple[str | int, ...]
"""Place in a file: keys and list indexes from the top."""

Lines = Mapping[Path, int]
"""Place → line number, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake.

    Attributes:
        line: Line in the file, from 1; 0 where it is not known.
        path: Place, as `steps.3.fields.0.unit`; a step or field with an id is named by it.
        message: What is wrong. `remedy`: What to write.
    """

    line: int
    path: str
    message: str
    remedy: str

    def as_data(self) -> dict[str, object]:
        """Return the problem as JSON values."""
        return {"line": self.line, "path": self.path, "message": self.message, "remedy": self.remedy}

    def __str__(self) -> str:
        return f"line {self.line}: {self.path}: {self.message} {self.remedy}".strip()


class RecipeRefused(Refused):
    """The recipe has problems; nothing of it is used."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first, more = problems[0], len(problems) - 1
        super().__init__(
            Refusal(
                code="recipe-refused",
                rule="MAS-06; Chapter 4 4.17, 4.18",
                message=f"The recipe has {more + 1} problems. Line {first.line}: {first.path}: {first.message}",
                remedy=first.remedy,
            )
        )
        self.problems = tuple(problems)


def path_text(path: Path) -> str:
    """Return a place as people read it.

    >>> path_text(("steps", 3, "fields"))
    'steps.3.fields'
    """
    return ".".join(str(part) for part in path)


def line_at(lines: Lines, path: Path) -> int:
    """Return the line of a place, or of the nearest place above it; 0 where nothing is known."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 0)
