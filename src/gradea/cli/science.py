"""`gradea science`: published numbers beside the model, and how much each constant matters."""

import json as json_text
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.console import Console
from rich.progress import track
from rich.table import Table

from gradea.cli.science_page import page
from gradea.cli.science_variation import effects_of_all
from gradea.content import content_root, facility_named
from gradea.science import CASES, Found, Units, found
from gradea.science.constants import constants
from gradea.science.report import report_data
from gradea.science.sensitivity import Effect, kept, measured, ranked

science = typer.Typer(help="Published numbers beside the model.", no_args_is_help=True)

FACILITY = "hospital_2B"
KEPT = "sensitivity.json"
"""In the content: what `sensitivity --keep` measured last; used while the world is still that one."""
Json = Annotated[bool, typer.Option("--json", help="print as JSON")]


@science.command()
def report(
    out: Annotated[Path, typer.Option(help="folder for report.html and report.json")] = Path("build/science"),
    json: Json = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="never measure how much each constant matters (minutes)")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, help="processes")] = os.cpu_count() or 1,
) -> None:
    """Run every published case and write the report. Exit code 0; failing cases are in the report and do not fail it."""
    console = Console(stderr=True)
    results = [found(case, _units()) for case in track(CASES, "cases", console=console, transient=True)]
    effects = _kept()
    if effects is None and not quick:
        effects = _effects(workers, console)
    data = report_data(results, effects, _sources())
    out.mkdir(parents=True, exist_ok=True)
    text = json_text.dumps(data, ensure_ascii=False, indent=1)
    (out / "report.json").write_text(text + "\n", encoding="utf-8")
    (out / "report.html").write_text(page(data), encoding="utf-8")
    if json:
        typer.echo(text)
        return
    Console().print(_table(results))
    counts = data["summary"]
    typer.echo(
        f"{counts['pass']} pass, {counts['fail']} fail, {counts['not run']} not run. Written: {out}/report.html, report.json"
    )
    typer.echo("Training - not for GMP use.")


@science.command()
def sensitivity(
    json: Json = False,
    keep: Annotated[bool, typer.Option("--keep", help="keep it in the content, for the report")] = False,
    workers: Annotated[int, typer.Option(min=1, help="processes")] = os.cpu_count() or 1,
) -> None:
    """Move every constant through its range, one at a time, and rank them by how far they move the headlines."""
    effects = ranked(_effects(workers, Console(stderr=True)))
    text = json_text.dumps(measured(effects, _units()), ensure_ascii=False, indent=1)
    if keep:
        (content_root() / KEPT).write_text(text + "\n", encoding="utf-8")
    if json:
        typer.echo(text)
        return
    table = Table("rank", "constant", "moves by", "headline")
    for rank, each in enumerate(effects, 1):
        if each.headline:
            table.add_row(str(rank), each.symbol, f"x {each.factor:.3g}", each.headline)
    Console().print(table)


def _kept() -> list[Effect] | None:
    path = content_root() / KEPT
    return kept(json_text.loads(path.read_text(encoding="utf-8")), _units()) if path.is_file() else None


def _effects(workers: int, console: Console) -> list[Effect]:
    facility = yaml.safe_load((content_root() / "facilities" / f"{FACILITY}.yaml").read_text(encoding="utf-8"))
    return list(
        track(effects_of_all(facility, workers), "constants", total=len(constants()), console=console, transient=True)
    )


def _units() -> Units:
    return Units(hospital=facility_named(FACILITY))


def _sources() -> Mapping[str, Any]:
    loaded = yaml.safe_load((content_root() / "sources.yaml").read_text(encoding="utf-8"))
    sources: Mapping[str, Any] = loaded["sources"]
    return sources


def _table(results: list[Found]) -> Table:
    table = Table("case", "quantity", "published", "model", "tolerance", "role", "verdict", title="Published numbers")
    for each in results:
        case = each.case
        observed = "-" if case.observed is None else f"{case.observed:.4g}"
        simulated = "-" if each.simulated is None else f"{each.simulated:.4g}"
        span = "-" if each.simulated is None else f"{case.low:.4g} to {case.high:.4g}"
        table.add_row(case.key, case.quantity, observed, simulated, span, case.role.value, each.verdict.value)
    return table
