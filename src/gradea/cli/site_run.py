"""`gradea site run`: air and pressures of a facility under a scenario an engineer writes, true and measured."""

import json as json_text
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table

from gradea.cli.site_file import FileProblems, facility_in, read_file, yaml_in
from gradea.cli.site_scenario import SiteScenario, scenario_in
from gradea.cli.site_series import series_of
from gradea.cli.site_session import session_of
from gradea.content import facility_named
from gradea.vocabulary import Refused
from gradea.world.site import Facility, Notes

site = typer.Typer(help="Air and pressures of a facility, for engineers.", no_args_is_help=True)

USAGE = 2


@site.callback()
def group() -> None:
    """Air and pressures of a facility, for engineers."""


@site.command()
def run(
    scenario: Annotated[Path, typer.Argument(help="scenario file, YAML: see docs/site-run.md")],
    json: Annotated[bool, typer.Option("--json", help="print all series as JSON")] = False,
    out: Annotated[Path | None, typer.Option(help="write the JSON to this file")] = None,
) -> None:
    """Run a scenario: true and measured series per room. Exit code 0 good, 2 a file that cannot be used."""
    try:
        checked = read_scenario(scenario)
    except OSError as problem:
        typer.echo(f"The file {scenario} cannot be read: {problem}. Give a scenario file in UTF-8.", err=True)
        raise typer.Exit(USAGE) from problem
    except FileProblems as refused:
        for each in refused.problems:
            typer.echo(f"{scenario}:{each.line}: {each.path}: {each.message} {each.remedy}", err=True)
        if json:
            typer.echo(_json({"problems": [each.as_data() for each in refused.problems]}))
        raise typer.Exit(USAGE) from refused
    series = series_of(session_of(checked))
    if out is not None:
        _write(out, _json(series) + "\n")
    if json:
        typer.echo(_json(series))
    else:
        _show(series)


def read_scenario(file: Path) -> SiteScenario:
    """Return the scenario of a file; a facility named by path is looked for beside it.

    Raises:
        OSError: If the file cannot be read.
        FileProblems: If it or the facility it names has problems.
    """
    data, lines = yaml_in(read_file(file), "scenario")
    notes = Notes(lines)

    def facility_of(named: str) -> Facility | None:
        return _facility(named, file.parent, notes)

    found = scenario_in(data, notes, facility_of)
    if notes.found or found is None:
        raise FileProblems(f"The scenario {file}", notes.sorted())
    return found


def _facility(named: str, folder: Path, notes: Notes) -> Facility | None:
    if not named.endswith((".yaml", ".yml")):
        try:
            return facility_named(named)
        except Refused as refused:
            notes.note(("facility",), refused.refusal.message, refused.refusal.remedy)
            return None
    try:
        found, problems = facility_in(read_file(folder / named))
    except OSError as problem:
        remedy = "Give a code from `gradea facility list`, or a path from the folder of the scenario."
        notes.note(("facility",), f"the facility file {named} cannot be read: {problem}.", remedy)
        return None
    except FileProblems as refused:
        found, problems = None, refused.problems
    if found is None:
        broken = [problem for problem in problems if problem.kind == "problem"]
        message = f"the facility file {named} has {len(broken)} problems; line {broken[0].line}: {broken[0].message}"
        notes.note(("facility",), message, f"Run `gradea facility check` on it. {broken[0].remedy}")
    return found


def _show(series: dict[str, Any]) -> None:
    """Print the summary: what an engineer looks at first."""
    console = Console()
    console.print(f"{series['title']} ({series['facility']}, {series['duration_min']:g} min)", markup=False)
    rooms = Table(
        Column("room", no_wrap=True),
        *(Column(name, justify="right") for name in ("mean ≥0.5 µm/m3", "highest", "mean ≥5 µm/m3", "mean CFU/m3", "highest")),
    )  # fmt: skip
    for room, line in series["summary"]["rooms"].items():
        keys = ("mean_p05_per_m3", "highest_p05_per_m3", "mean_p5_per_m3", "mean_mcp_per_m3", "highest_mcp_per_m3")
        rooms.add_row(room, *(f"{line[key]:,.0f}" if "mcp" not in key else f"{line[key]:.3g}" for key in keys))
    console.print(rooms)
    links = Table(
        Column("link", no_wrap=True),
        *(Column(name, justify="right") for name in ("lowest Pa", "highest Pa", "below 10 Pa, s", "reversed, s")),
    )
    for link, line in series["summary"]["links"].items():
        links.add_row(link, *(f"{line[key]:.1f}" for key in ("lowest_pa", "highest_pa", "below_10_pa_s", "reversed_s")))
    console.print(links)
    for sample in series["samples"]:
        shown = ", ".join(f"{key} {value}" for key, value in sample.items() if key not in ("code", "kind"))
        console.print(f"{sample['code']} ({sample['kind']}): {shown}", markup=False)
    waited = sum(door["opened_min"] > door["asked_min"] for door in series["doors"])
    console.print(f"{len(series['doors'])} door openings, {waited} waited for an interlock. --json prints all series.")


def _write(out: Path, text: str) -> None:
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(out)
    except OSError as problem:
        typer.echo(f"The file {out} cannot be written: {problem}. Give a file in a folder that exists.", err=True)
        raise typer.Exit(USAGE) from problem


def _json(values: dict[str, Any]) -> str:
    return json_text.dumps(values, indent=1, ensure_ascii=False)
