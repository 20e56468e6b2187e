"""`gradea crew`: how often the simulated crews slip, and where each number comes from."""

import json as json_text
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from gradea.cli.choice import one_of
from gradea.practical import CREWS, CrewSetting, crew_data

crew = typer.Typer(help="The simulated crews and their error rates.", no_args_is_help=True)


@crew.command("list")
def list_crews(json: Annotated[bool, typer.Option("--json", help="print as JSON")] = False) -> None:
    """List the crews with their rates, side by side."""
    tables = {name: crew_data(CrewSetting(crew=name)) for name in CREWS}
    if json:
        typer.echo(json_text.dumps(list(tables.values()), indent=2, ensure_ascii=False))
        return
    table = Table("one of these occasions", *CREWS)
    for number, row in enumerate(tables[CREWS[0]]["rates"]):
        cells = [tables[name]["rates"][number] for name in CREWS]
        table.add_row(row["of"], *(f"{cell['value']:.3g} {cell['basis']}" for cell in cells))
    Console().print(table)
    Console().print("The letter says how well it is known: `gradea crew show CREW` gives the source of each number.")


@crew.command()
def show(
    name: Annotated[str, typer.Argument(help=f"one of {', '.join(CREWS)}")],
    supervised_practice: Annotated[float, typer.Option(help="supervised runs beyond its level")] = 0.0,
    hours_awake: Annotated[float, typer.Option(help="hours awake at the moment that is asked for")] = 1.0,
    teaching: Annotated[bool, typer.Option("--teaching", help="with the rates that teaching mode raises")] = False,
    json: Annotated[bool, typer.Option("--json", help="print as JSON")] = False,
) -> None:
    """Print every rate of a crew: value, range, source, basis letter, and what holds after practice and hours awake."""
    one_of("crew", name, CREWS)
    setting = CrewSetting(
        crew=name, supervised_practice=supervised_practice, hours_awake=hours_awake, teaching=teaching
    )
    data = crew_data(setting)
    if json:
        typer.echo(json_text.dumps(data, indent=2, ensure_ascii=False))
        return
    table = Table("one of these occasions", "value", "now", "range", "source", "", "note")
    for row in (*data["rates"], *data["hands"]):
        low, high = row["range"]
        span = f"{low:.3g} to {high:.3g}"
        table.add_row(
            row["of"], f"{row['value']:.3g}", f"{row['now']:.3g}", span, row["source"], row["basis"],
            row["note"],
        )  # fmt: skip
    Console().print(table)
