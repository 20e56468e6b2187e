"""`gradea data`: back-ups of an installation, tested by restoring; how long records are kept; erasing a person."""

import datetime as dt
import json as json_text
from pathlib import Path
from typing import Annotated

import typer

from gradea.campus.config import custody
from gradea.cli.site import DEFAULT_DATA
from gradea.record.retention import RULES

data = typer.Typer(help="Back up, restore, keep and erase.", no_args_is_help=True)

FINDING = 1
USAGE = 2

Data = Annotated[Path, typer.Option(help="folder of the installation")]


@data.command()
def backup(
    to: Annotated[Path, typer.Option(help="folder that holds the back-ups, outside the installation")],
    data: Data = DEFAULT_DATA,
) -> None:
    """Take a back-up, also while the site serves, and test it. Exit code 0 good, 1 it cannot be relied on."""
    folder = custody.back_up(data, to, _now())
    _tell(folder, custody.checked(folder))


@data.command()
def check(folder: Annotated[Path, typer.Argument(help="one back-up")]) -> None:
    """Test a back-up: every byte, the databases, every chain. Exit code 0 good, 1 a finding."""
    _tell(folder, custody.checked(folder))


@data.command()
def restore(
    folder: Annotated[Path, typer.Argument(help="one back-up")],
    to: Annotated[Path, typer.Option(help="empty folder for the installation")],
) -> None:
    """Test a back-up and put it into an empty folder. Put the youngest erasures.txt there before you serve."""
    _tell(to, custody.restore(folder, to))


@data.command()
def expire(
    folder: Annotated[Path, typer.Argument(help="folder that holds the back-ups")],
    days: Annotated[int, typer.Option(min=1, help="key period")] = custody.KEY_PERIOD_DAYS,
) -> None:
    """Destroy the personal part of back-ups older than the key period; the chains stay."""
    gone = custody.expire(folder, _now(), days)
    typer.echo(f"The personal part of {len(gone)} back-ups was destroyed.")


@data.command()
def retention(json: Annotated[bool, typer.Option("--json", help="print as JSON")] = False) -> None:
    """Print how long each kind of record is kept, and the clause."""
    rows = [
        {
            "kind": rule.kind,
            "title": rule.title,
            "periods": [{"years": period.years, "after": period.after} for period in rule.periods],
            "clause": rule.clause,
        }
        for rule in RULES
    ]
    if json:
        typer.echo(json_text.dumps(rows, indent=1))
        return
    for rule in RULES:
        spans = ", ".join(f"{period.years} years after {period.after}" for period in rule.periods)
        typer.echo(f"{rule.title}: {spans}{' (the longer one)' if len(rule.periods) > 1 else ''}. {rule.clause}")
    typer.echo("Modelled on these clauses. Training - not for GMP use.")


@data.command()
def erase(
    code: Annotated[str, typer.Argument(help="sign-in code of the person, as on the badge")],
    data: Data = DEFAULT_DATA,
) -> None:
    """Erase a person: name, key, codes. What they did stays under a number, and every chain still verifies."""
    from gradea.campus.config.installation import prepare  # noqa: PLC0415 - Django only where it is needed

    prepare(data)
    from gradea.campus.people import actions  # noqa: PLC0415 - as above
    from gradea.campus.people.queries import ref_by_code  # noqa: PLC0415 - as above

    ref = ref_by_code(code)
    if ref is None:
        typer.echo("That code belongs to nobody. Read it off the badge, or off the page People.", err=True)
        raise typer.Exit(USAGE)
    actions.erase(ref)
    typer.echo("Erased. Back-ups older than the key period hold neither name nor key: see `gradea data expire`.")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _tell(folder: Path, found: custody.Checked) -> None:
    for words in found.problems:
        typer.echo(words, err=True)
    if found.problems:
        raise typer.Exit(FINDING)
    typer.echo(f"{folder}: good; {found.runs} runs, {found.entries} entries, every chain verified.")
