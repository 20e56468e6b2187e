"""`gradea facility`: list the facilities on the shelf, check a facility file."""

import json as json_text
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from gradea.cli.site_file import FileProblems, facility_in, read_file
from gradea.content import content_root, facility_named

facility = typer.Typer(help="Facilities: rooms, doors, air.", no_args_is_help=True)

FINDING = 1
USAGE = 2


@facility.command(name="list")
def list_facilities(json: Annotated[bool, typer.Option("--json", help="print as JSON")] = False) -> None:
    """List the facilities on the shelf."""
    rows = [
        {
            "code": found.code,
            "title": found.title,
            "rooms": len(found.rooms),
            "grades": "".join(sorted({room.grade.value for room in found.rooms})),
            "area_m2": round(sum(room.area_m2 for room in found.rooms), 1),
            "supply_m3_per_h": round(sum(room.supply_m3_s for room in found.rooms) * 3600.0),
            "cabinets": sum(found.cabinets.values()),
            "isolators": sum(found.isolators.values()),
        }
        for found in map(facility_named, sorted(path.stem for path in (content_root() / "facilities").glob("*.yaml")))
    ]
    if json:
        typer.echo(json_text.dumps(rows, indent=2, ensure_ascii=False))
        return
    table = Table(Column("code", no_wrap=True), "title", "rooms", "grades", "m2", "m3/h", "cabinets", "isolators")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console().print(table)


@facility.command()
def check(
    file: Annotated[Path, typer.Argument(help="facility file, YAML")],
    json: Annotated[bool, typer.Option("--json", help="print the problems as JSON")] = False,
) -> None:
    """Check a facility file; every problem is named with line and remedy. Exit code 0 good, 1 problems, 2 usage."""
    try:
        text = read_file(file)
    except OSError as problem:
        typer.echo(f"The file {file} cannot be read: {problem}. Give the path of a facility file in UTF-8.", err=True)
        raise typer.Exit(USAGE) from problem
    try:
        problems = facility_in(text)[1]
    except FileProblems as refused:
        problems = refused.problems
    if json:
        rows = [{"file": str(file), **each.as_data()} for each in problems]
        typer.echo(json_text.dumps(rows, indent=2, ensure_ascii=False))
    else:
        for each in problems:
            typer.echo(f"{file}:{each.line}: {each.path}: {each.kind}: {each.message} {each.remedy}")
        typer.echo(f"{len(problems)} to look at" if problems else f"{file}: good")
    raise typer.Exit(FINDING if problems else 0)
