"""`gradea exercise`: list and check the items, draw one, make the pages of a record, export and import."""

import json as json_text
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from gradea.cli.exercise_pages import pages_data, record_pages
from gradea.content import exercise_files, exercises
from gradea.content.exercises import checked_file, problems_across
from gradea.exercise import DRAWN
from gradea.vocabulary import Refusal, Refused

exercise = typer.Typer(help="Exercise items: list, check, export, import.", no_args_is_help=True)

FINDING = 1


@exercise.command(name="list")
def list_items(json: Annotated[bool, typer.Option("--json", help="print as JSON")] = False) -> None:
    """List the topics on the shelf with the number of items, and of those that are drawn for each person."""
    shelf = exercises()
    rows = []
    for topic, title in shelf.titles.items():
        items = [item for item in shelf.items.values() if item.topic == topic]
        drawn = sum(item.kind in DRAWN for item in items)
        rows.append({"topic": topic, "title": title["en"], "items": str(len(items)), "drawn": str(drawn)})
    if json:
        typer.echo(json_text.dumps(rows, indent=2))
        return
    table = Table("topic", "title", "items", "drawn")
    for row in rows:
        table.add_row(*row.values())
    table.add_row("", "in all", str(len(shelf.items)), str(sum(int(row["drawn"]) for row in rows)))
    Console().print(table)


@exercise.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="files of items; all on the shelf if left out")] = None,
    json: Annotated[bool, typer.Option("--json", help="print the problems as JSON")] = False,
) -> None:
    """Check files of items; every problem is named with file, line and remedy. Exit code 0 good, 1 problems, 2 usage."""
    paths = tuple(files or exercise_files())
    for path in paths:
        if not path.is_file():
            raise Refused(_no_file(path))
    read = tuple(checked_file(path) for path in paths)
    found = [(path, problem) for path, file in zip(paths, read, strict=True) for problem in file.problems]
    found += [(Path("content/exercises"), problem) for problem in problems_across(read)]
    if not files and not found:
        exercises()
    if json:
        data = [{"file": str(path), **problem.as_data()} for path, problem in found]
        typer.echo(json_text.dumps(data, indent=2, ensure_ascii=False))
    else:
        for path, problem in found:
            typer.echo(f"{path}:{problem.line}: {problem.path}: {problem.message} {problem.remedy}")
        count = sum(len(file.items) for file in read)
        typer.echo(f"{len(found)} problems" if found else f"{len(paths)} files, {count} items: good")
    raise typer.Exit(FINDING if found else 0)


@exercise.command()
def pages(
    recipe: Annotated[str, typer.Argument(help="code of the recipe")],
    out: Annotated[Path, typer.Option(help="file for the pages, JSON")],
    seed: Annotated[list[int] | None, typer.Option(help="seed of a batch; may be given several times")] = None,
) -> None:
    """Let the careful crew make batches and keep pages of their records, for the exercise *find the errors*."""
    made = [page for each in seed or [1] for page in record_pages(recipe, each)]
    out.write_text(json_text.dumps(pages_data(tuple(made)), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    typer.echo(f"{len(made)} pages in {out}")


def _no_file(path: Path) -> Refusal:
    return Refusal(
        code="exercise-file-missing",
        rule="usage",
        message=f"There is no file {path}.",
        remedy="Name a file of items, YAML.",
    )
