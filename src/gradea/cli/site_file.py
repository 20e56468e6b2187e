"""Reading a facility or site scenario file from disk: strict YAML, and every problem with its line."""

from pathlib import Path
from typing import Any

from gradea.record import RecipeRefused
from gradea.record.yaml_text import MAX_BYTES, read_yaml
from gradea.vocabulary import Refusal, Refused
from gradea.world.site import Facility, FileProblem, Lines, facility_from, facility_problems


class FileProblems(Refused):
    """A file has problems; nothing of it is used."""

    def __init__(self, what: str, problems: tuple[FileProblem, ...]) -> None:
        first = problems[0]
        super().__init__(
            Refusal(
                code="file-refused",
                rule="content",
                message=f"{what} has {len(problems)} problems. Line {first.line}: {first.path}: {first.message}",
                remedy=first.remedy,
            )
        )
        self.problems = problems


def read_file(file: Path) -> str:
    """Return the text of a file; no more of it is read than may stand in one.

    Raises:
        OSError: If it cannot be read, or is not text in UTF-8.
    """
    with file.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        return content.decode("utf-8", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OSError(f"byte {error.start} is not UTF-8") from error


def yaml_in(text: str, what: str) -> tuple[dict[str, Any], Lines]:
    """Return the plain values of a text and their lines.

    Args:
        text: YAML without tags, anchors or aliases.
        what: `facility` or `scenario`, for the words of a problem.

    Raises:
        FileProblems: If the text is no such YAML, or too large.
    """
    try:
        return read_yaml(text)
    except RecipeRefused as refused:
        problems = tuple(
            FileProblem(
                line=each.line,
                place=(each.path,) if each.path else (),
                message=each.message.replace("recipe", what),
                remedy=each.remedy.replace("recipe", what),
            )
            for each in refused.problems
        )
        raise FileProblems(f"The {what} file", problems) from refused


def facility_in(text: str) -> tuple[Facility | None, tuple[FileProblem, ...]]:
    """Return the facility that a text describes, or None, and all its problems and findings.

    Raises:
        FileProblems: If the text is no YAML.
    """
    data, lines = yaml_in(text, "facility")
    problems = facility_problems(data, lines)
    broken = any(problem.kind == "problem" for problem in problems)
    return (None if broken else facility_from(data)), problems
