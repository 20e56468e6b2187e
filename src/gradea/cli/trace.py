"""`gradea trace`: from donor to recipient and back, through every batch in a folder."""

import json as json_text
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from gradea.cli.run_folder import LEDGER, RunFolder
from gradea.practical.package import record_of
from gradea.record.trace import TraceChain, chain_of
from gradea.record.trace import trace as traced
from gradea.vocabulary import Refusal, Refused


def trace(
    folder: Annotated[Path, typer.Argument(help="folder of a batch, or of many")],
    number: Annotated[str, typer.Argument(help="donation, patient, batch, lot, device or label; typed or scanned")],
    json: Annotated[bool, typer.Option("--json", help="print the chains as JSON")] = False,
) -> None:
    """Trace a number through every batch below a folder, both ways. Exit code 0 found, 1 not found, 2 usage."""
    found = traced(_chains(folder), number)
    if isinstance(found, Refusal):
        raise Refused(found)
    if json:
        typer.echo(json_text.dumps([chain.as_data() for chain in found], indent=2, ensure_ascii=False))
    else:
        for chain in found:
            _print(chain)
        typer.echo(f"{len(found)} batches hold {number}.")
    raise typer.Exit(0 if found else 1)


def _chains(folder: Path) -> list[TraceChain]:
    ledgers = sorted(folder.rglob(LEDGER))
    if not ledgers:
        raise Refused(
            Refusal(
                code="trace-folder",
                rule="usage",
                message=f"There is no {LEDGER} in or below {folder}.",
                remedy="Name the folder of a batch, or one that holds such folders.",
            )
        )
    chains = []
    for path in ledgers:
        kept = RunFolder(path.parent)
        chain = chain_of(record_of(kept.recipe(), kept.sealed()))
        if chain is not None:
            chains.append(chain)
    return chains


def _print(chain: TraceChain) -> None:
    console = Console()
    console.rule(f"donation {chain.donation} → batch {chain.batch} → patient {chain.patient}")
    console.print(
        f"{chain.recipe} version {chain.recipe_version}, {chain.outcome}; hand-overs {', '.join(chain.hand_overs)}"
    )
    table = Table("what", "code", "lot", "steps")
    for kind, items in (("material", chain.materials), ("equipment", chain.equipment)):
        for item in items:
            table.add_row(kind, item.code, item.lot, " ".join(item.steps))
    console.print(table)
