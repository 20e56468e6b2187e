"""`gradea ledger`: verify a ledger file."""

from pathlib import Path
from typing import Annotated

import typer

from gradea.ledger import verify_ledger

ledger = typer.Typer(help="Check ledgers.", no_args_is_help=True)


@ledger.callback()
def group() -> None:
    """Check ledgers."""


@ledger.command()
def verify(
    file: Annotated[Path, typer.Argument(help="ledger.jsonl of a batch")],
    checkpoints: Annotated[
        Path | None, typer.Option(help="checkpoints.txt; found beside the ledger if left out")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="print the verdict as JSON")] = False,
) -> None:
    """Verify the chain of a ledger; names the first bad entry. Exit code 0 good, 1 finding, 2 usage."""
    words = [str(file)]
    if checkpoints is not None:
        words += ["--checkpoints", str(checkpoints)]
    if json:
        words.append("--json")
    raise typer.Exit(verify_ledger.main(words))
