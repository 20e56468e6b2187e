"""`gradea batch what-if`: one batch again with one act changed, and how the distribution of its outcomes moves."""

import json as json_text
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from gradea.assessment.change import KINDS, Change, change_from
from gradea.assessment.pairs import Pair, moved
from gradea.assessment.what_if import Numbered, resimulated
from gradea.cli.ensemble_pool import cores
from gradea.cli.run_folder import RunFolder
from gradea.practical import RunState
from gradea.vocabulary import Refusal, Refused

Task = tuple[str, Change, int]


def what_if(
    folder: Annotated[Path, typer.Argument(help="folder of a batch")],
    change: Annotated[str, typer.Option(help=f"KIND ACT [VALUE], as 'delay 6.1/2 90'; kinds {', '.join(KINDS)}")],
    n: Annotated[int, typer.Option("--n", min=1, max=100_000, help="pairs: that day's luck, and N - 1 others")] = 40,
    workers: Annotated[int, typer.Option(min=0, help="processes; 0 for one per core")] = 0,
    json: Annotated[bool, typer.Option("--json", help="print as JSON")] = False,
) -> None:
    """Do a batch again with one act changed: the same patient, every other act as it was, the same luck in each pair."""
    kept = RunFolder(folder)
    asked = change_from(change, kept.recipe(), kept.facts())
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console,
        disable=not console.is_terminal,
    ) as bar:  # fmt: skip
        task = bar.add_task("pairs", total=n)
        pairs: list[Pair] = []
        for pair in _pairs([(str(folder), asked, luck) for luck in range(n)], workers or cores()):
            pairs.append(pair)
            bar.advance(task)
    result = {
        "change": {"kind": asked.kind, "entry": asked.seq, "value": asked.value, "words": asked.words},
        **moved(pairs),
    }
    typer.echo(json_text.dumps(result, indent=2, ensure_ascii=False)) if json else _shown(result)


def _pairs(tasks: list[Task], workers: int) -> Iterator[Pair]:
    if workers == 1 or len(tasks) == 1:
        yield from map(play_pair, tasks)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(play_pair, tasks)


def play_pair(task: Task) -> Pair:
    """Return the batch without and with the change, with one luck. Runs in another process."""
    folder, change, luck = task
    first, events = _read(folder)
    return resimulated(first, events, None, luck), resimulated(first, events, change, luck)


@lru_cache(maxsize=1)
def _read(folder: str) -> tuple[RunState, tuple[Numbered, ...]]:
    kept = RunFolder(Path(folder))
    events = tuple(Numbered(seq=seq, item=item) for seq, item in kept.dated())
    return _of_this_engine(kept), events


def _of_this_engine(kept: RunFolder) -> RunState:
    found = kept.engine()
    from gradea import ENGINE_VERSION  # noqa: PLC0415 - read when it is compared

    if found != ENGINE_VERSION:
        raise Refused(
            Refusal(
                code="engine-differs",
                rule="usage",
                message=f"This batch was made with engine version {found}; here is version {ENGINE_VERSION}.",
                remedy="Make the batch again with this version, or use the version it was made with.",
            )
        )
    return kept.first()


def _shown(result: dict[str, Any]) -> None:
    console = Console()
    console.rule(result["change"]["words"])
    one = result["this_batch"]
    console.print(f"This batch: {_batch_words(one)}")
    for name in one["no_longer_possible"][:5]:
        console.print(f"  no longer possible: {name}")
    table = Table("over all pairs", "without", "with", "difference", "95 %")
    table.title = f"{result['pairs']} pairs, the same luck in each"
    rows = [("meets the specification", result["meets_specification"], 100.0), ("contaminated", result["contaminated"], 100.0),
            ("expected contamination by the team", result["expected_by_the_team"], 100.0)]  # fmt: skip
    for name, line, scale in rows:
        table.add_row(f"{name}, %", *_cells(line, scale))
    table.add_row("viable cells of the product, million", *_cells(result["viable_e6"], 1.0))
    for code, line in result["attributes"].items():
        if line["n"] and line["difference"]:
            table.add_row(code, *_cells(line, 1.0))
    console.print(table)


def _cells(line: dict[str, Any], scale: float) -> tuple[str, str, str, str]:
    low, high = line["interval"]
    return (
        f"{scale * line['without']:.4g}", f"{scale * line['with']:.4g}", f"{scale * line['difference']:+.3g}",
        f"{scale * low:+.3g} to {scale * high:+.3g}",
    )  # fmt: skip


def _batch_words(one: dict[str, Any]) -> str:
    was, now = one["failed"]
    parts = [f"{code} {before or '–'} → {after or '–'}" for code, (before, after) in one["attributes_changed"].items()]
    if was != now:
        parts.append(f"outside the specification: {', '.join(was) or 'nothing'} → {', '.join(now) or 'nothing'}")
    if one["contaminated"][0] != one["contaminated"][1]:
        parts.append("now contaminated" if one["contaminated"][1] else "no longer contaminated")
    return "; ".join(parts) or "nothing that the record or the patient would notice changed"
