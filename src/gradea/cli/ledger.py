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
    key: Annotated[str, typer.Option(help="public key of the installation, or a file with it")] = "",
    json: Annotated[bool, typer.Option("--json", help="print the verdict as JSON")] = False,
) -> None:
    """Verify the chain of a ledger; names the first bad entry. Exit code 0 good, 1 finding, 2 usage."""
    words = [str(file)]
    if checkpoints is not None:
        words += ["--checkpoints", str(checkpoints)]
    if key:
        words += ["--key", key]
    if json:
        words.append("--json")
    raise typer.Exit(verify_ledger.main(words))


@ledger.command()
def key(data: Annotated[Path, typer.Option(help="folder with the data of the site")] = Path("data")) -> None:
    """Print the public key that signs the checkpoints of an installation: give it to whoever verifies them."""
    path = data / "checkpoints" / "installation.pub"
    if not path.is_file():
        typer.echo(
            f"There is no key in {data}: it is made when the site opens its ledger for the first time.", err=True
        )
        raise typer.Exit(2)
    typer.echo(path.read_text(encoding="ascii").strip())
