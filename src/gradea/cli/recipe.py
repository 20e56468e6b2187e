"""`gradea recipe`: list the recipes on the shelf, check a recipe file."""

import json as json_text
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from gradea.content import recipe_named, recipe_names
from gradea.record import problems_in

recipe = typer.Typer(help="Master recipes.", no_args_is_help=True)

FINDING = 1
USAGE = 2


@recipe.command(name="list")
def list_recipes(json: Annotated[bool, typer.Option("--json", help="print as JSON")] = False) -> None:
    """List the recipes on the shelf."""
    rows = [
        {
            "code": found.code,
            "version": found.version,
            "status": found.status,
            "title": found.title["en"],
            "steps": len(found.steps),
        }
        for found in map(recipe_named, recipe_names())
    ]
    if json:
        typer.echo(json_text.dumps(rows, indent=2))
        return
    table = Table("code", "version", "status", "title", "steps")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console().print(table)


@recipe.command()
def check(
    file: Annotated[Path, typer.Argument(help="recipe file, YAML")],
    json: Annotated[bool, typer.Option("--json", help="print the problems as JSON")] = False,
) -> None:
    """Check a recipe file; every problem is named with line and remedy. Exit code 0 good, 1 problems, 2 usage."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        typer.echo(f"The file {file} cannot be read: {problem}. Give the path of a recipe file in UTF-8.", err=True)
        raise typer.Exit(USAGE) from problem
    problems = problems_in(text)
    if json:
        typer.echo(json_text.dumps([each.as_data() for each in problems], indent=2, ensure_ascii=False))
    else:
        for each in problems:
            typer.echo(f"{file}:{each.line}: {each.path}: {each.message} {each.remedy}")
        typer.echo(f"{len(problems)} problems" if problems else f"{file}: good")
    raise typer.Exit(FINDING if problems else 0)
