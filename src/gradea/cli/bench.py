"""`gradea bench`: how fast the world moves on this machine, beside the solvers of others."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from gradea.cli.bench_rivals import demand_rivals
from gradea.cli.bench_world import Figures, as_json, world_figures

bench = typer.Typer(help="Figures of speed, measured on this machine.", no_args_is_help=True)

TARGETS: tuple[tuple[str, str, float, str], ...] = (
    ("ratio_libroadrunner", ">=", 10.0, "12 days by the minute, times faster than libroadrunner"),
    ("ratio_scipy", ">=", 40.0, "12 days by the minute, times faster than scipy LSODA"),
    ("ensemble_10000_s", "<=", 2.0, "10,000 cultures of 12 days, s"),
    ("ensemble_error", "<=", 1e-3, "largest relative error of the ensemble"),
    ("ensemble_ratio_libroadrunner", ">=", 80.0, "ensemble, times faster than libroadrunner"),
    ("site_10min_ms", "<=", 1.0, "ten minutes of a whole site, ms"),
    ("site_4h_s", "<=", 0.5, "four hours of a whole site, s"),
    ("startup_cached_s", "<=", 1.5, "start of a process, kernels from the cache, s"),
)
"""What was asked of speed: figure, sense, limit, words."""


@bench.callback()
def group() -> None:
    """Figures of speed, measured on this machine."""


@bench.command()
def world(
    json: Annotated[bool, typer.Option("--json", help="print all figures as JSON")] = False,
    members: Annotated[int, typer.Option(min=8, max=1_000_000, help="cultures in the ensemble")] = 10_000,
    rival_members: Annotated[int, typer.Option(min=1, help="how many of them libroadrunner computes")] = 100,
    rounds: Annotated[int, typer.Option(min=1, max=100, help="how often each thing is timed")] = 5,
) -> None:
    """Measure the models of the world beside scipy and libroadrunner. Exit code 0, or 2 where one of them is missing.

    Whether a target is met is told and changes no exit code: it depends on the machine.
    """
    demand_rivals()
    figures = world_figures(members=members, rival_members=rival_members, rounds=rounds)
    if json:
        typer.echo(as_json(figures))
    else:
        _show(figures)


def _show(figures: Figures) -> None:
    console = Console()
    asked = Table(
        "figure", Column("measured", justify="right"), Column("asked", justify="right"), "", title="Asked and measured"
    )
    for name, sense, limit, words in TARGETS:
        value = figures.get(name)
        if value is not None:
            met = value >= limit if sense == ">=" else value <= limit
            asked.add_row(words, f"{value:.3g}", f"{sense} {limit:g}", "met" if met else "not met")
    console.print(asked)
    table = Table("figure", "value", title="All figures")
    for name, value in figures.items():
        table.add_row(name, f"{value:.3g}" if isinstance(value, float) else str(value))
    console.print(table)
    console.print(
        f"The time of libroadrunner for the ensemble is extrapolated from {figures['ensemble_libroadrunner_extrapolated_from']}"
        " members."
    )
