"""`gradea lesson`: list and check the lessons, demonstrations, tours and the glossary."""

import json as json_text
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from gradea.content.lessons import lessons, problems_of, teaching_files
from gradea.vocabulary import Refusal, Refused

lesson = typer.Typer(help="Lessons, demonstrations, tours, glossary: list, check.", no_args_is_help=True)

FINDING = 1


@lesson.command(name="list")
def list_lessons(json: Annotated[bool, typer.Option("--json", help="print as JSON")] = False) -> None:
    """List the lessons on the shelf."""
    rows = [
        {"lesson": key, "title": each.title["en"], "slides": str(len(each.slides)), "questions": str(each.questions)}
        for key, each in lessons().items()
    ]
    if json:
        typer.echo(json_text.dumps(rows, indent=2))
        return
    table = Table("lesson", "title", "slides", "questions")
    for row in rows:
        table.add_row(*row.values())
    Console().print(table)


@lesson.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="files to check; all on the shelf if left out")] = None,
    json: Annotated[bool, typer.Option("--json", help="print the problems as JSON")] = False,
) -> None:
    """Check lessons; every problem is named with file, line and remedy. Exit code 0 good, 1 problems, 2 usage."""
    paths = tuple(files or teaching_files())
    for path in paths:
        if not path.is_file():
            raise Refused(_no_file(path))
    found = [(path, problem) for path in paths for problem in problems_of(path)]
    if json:
        data = [{"file": str(path), **problem.as_data()} for path, problem in found]
        typer.echo(json_text.dumps(data, indent=2, ensure_ascii=False))
    else:
        for path, problem in found:
            typer.echo(f"{path}:{problem.line}: {problem.path}: {problem.message} {problem.remedy}")
        typer.echo(f"{len(found)} problems" if found else f"{len(paths)} files: good")
    raise typer.Exit(FINDING if found else 0)


def _no_file(path: Path) -> Refusal:
    return Refusal(
        code="lesson-file-missing",
        rule="usage",
        message=f"There is no file {path}.",
        remedy="Name a file of a lesson, YAML.",
    )
