"""The command tree, and the one place where a refusal becomes an exit code."""

import sys

import typer
from rich.console import Console

from gradea.cli.batch import batch
from gradea.cli.bench import bench
from gradea.cli.credential import credential
from gradea.cli.crew import crew
from gradea.cli.culture import culture
from gradea.cli.culture_export import export
from gradea.cli.data import data
from gradea.cli.edition import edition
from gradea.cli.ensemble import ensemble
from gradea.cli.exercise import exercise
from gradea.cli.facility import facility
from gradea.cli.label import label
from gradea.cli.ledger import ledger
from gradea.cli.lesson import lesson
from gradea.cli.recipe import recipe
from gradea.cli.record import record
from gradea.cli.rotation import rotation
from gradea.cli.science import science
from gradea.cli.site import demo, serve
from gradea.cli.site_run import site
from gradea.cli.trace import trace
from gradea.vocabulary import Refused

USAGE = 2
FINDING = 1

app = typer.Typer(
    name="gradea",
    help="Grade A: from classroom to cleanroom. Training - not for GMP use.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(batch, name="batch")
app.add_typer(crew, name="crew")
app.add_typer(recipe, name="recipe")
app.add_typer(record, name="record")
culture.command()(export)
app.add_typer(culture, name="culture")
app.add_typer(facility, name="facility")
app.add_typer(site, name="site")
app.add_typer(ledger, name="ledger")
app.add_typer(data, name="data")
app.add_typer(edition, name="edition")
app.command()(label)
app.command()(trace)
app.add_typer(science, name="science")
app.add_typer(exercise, name="exercise")
app.add_typer(lesson, name="lesson")
app.command()(ensemble)
app.add_typer(bench, name="bench")
app.add_typer(rotation, name="rotation")
app.add_typer(credential, name="credential")
app.command()(serve)
app.command()(demo)


def main() -> None:
    """Run the command; a refusal is printed with its remedy and ends with exit code 2."""
    try:
        app()
    except Refused as refused:
        Console(stderr=True).print(f"[bold]{refused.refusal.message}[/bold] {refused.refusal.remedy}")
        sys.exit(USAGE)
