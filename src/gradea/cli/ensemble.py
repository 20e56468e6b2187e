"""`gradea ensemble`: the same recipe many times, each with its own donor and its own luck."""

import json as json_text
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from gradea import ENGINE_VERSION
from gradea.assessment.ensemble import summary_of
from gradea.cli.choice import one_of
from gradea.cli.ensemble_file import EnsembleFile
from gradea.cli.ensemble_page import ensemble_page
from gradea.cli.ensemble_pool import cores, played_here, played_on_dask
from gradea.cli.simulate import Plan
from gradea.content import facility_named, recipe_named
from gradea.practical import CREWS, crew_data

INTERRUPTED = 1


def ensemble(
    recipe: Annotated[str, typer.Argument(help="code of the recipe: see `gradea recipe list`")],
    n: Annotated[int, typer.Option("--n", min=1, max=1_000_000, help="how many batches: seeds 1 to N")] = 100,
    facility: Annotated[str, typer.Option(help="facility template")] = "hospital_2B",
    crew: Annotated[str, typer.Option(help=f"one of {', '.join(CREWS)}")] = "careful",
    supervised_practice: Annotated[float, typer.Option(help="supervised runs of the crew beyond its level")] = 0.0,
    hours_awake: Annotated[float, typer.Option(help="hours the crew is awake when the doors open at 07:00")] = 1.0,
    teaching: Annotated[bool, typer.Option("--teaching", help="raise the rates of novice and careless crews")] = False,
    workers: Annotated[int, typer.Option(min=0, help="processes; 0 for one per core")] = 0,
    dask: Annotated[str, typer.Option(help="address of a Dask scheduler, instead of processes here")] = "",
    out: Annotated[
        Path | None, typer.Option(help="folder to keep it in; run again to go on after an interruption")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="print the summary as JSON")] = False,
) -> None:
    """Let the crew make many batches, and show how the outcomes spread. Finished batches are kept and not made again."""
    one_of("crew", crew, CREWS)
    plan = Plan(
        recipe=recipe,
        facility=facility,
        seed=0,
        crew=crew,
        supervised_practice=supervised_practice,
        hours_awake=hours_awake,
        teaching=teaching,
    )
    header = header_of(plan)
    if out is not None:
        summary = _played(plan, n, EnsembleFile(out, header), (workers or cores(), dask))
        for name, text in (("ensemble.json", _json(summary)), ("ensemble.html", ensemble_page(summary))):
            part = out / f".{name}.part"
            part.write_text(text, encoding="utf-8")
            part.replace(out / name)
    else:
        with tempfile.TemporaryDirectory() as folder:
            summary = _played(plan, n, EnsembleFile(Path(folder), header), (workers or cores(), dask))
    typer.echo(_json(summary), nl=False) if json else _shown(summary, out)


def header_of(plan: Plan) -> dict[str, Any]:
    """Return what an ensemble is of: two with the same header may share a file.

    Raises:
        Refused: If there is no such recipe or facility.
    """
    found = recipe_named(plan.recipe)
    return {
        "gradea_ensemble": 1,
        "engine": ENGINE_VERSION,
        "recipe": found.code,
        "recipe_version": found.version,
        "recipe_hash": found.content_hash,
        "facility": facility_named(plan.facility).code,
        "crew": plan.crew,
        "supervised_practice": plan.supervised_practice,
        "hours_awake": plan.hours_awake,
        "teaching": plan.teaching,
    }


def _played(plan: Plan, n: int, kept: EnsembleFile, how: tuple[int, str]) -> dict[str, Any]:
    workers, dask = how
    missing = [seed for seed in range(1, n + 1) if seed not in kept.members]
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
        console=console, disable=not console.is_terminal,
    ) as bar:  # fmt: skip
        task = bar.add_task("making batches", total=n, completed=n - len(missing))
        results = played_on_dask(plan, missing, dask) if dask else played_here(plan, missing, workers)
        try:
            for member in results:
                kept.add(member)
                bar.advance(task)
        except KeyboardInterrupt:
            console.print(f"Interrupted: {len(kept.members)} of {n} batches are kept. Run the same command to go on.")
            raise typer.Exit(INTERRUPTED) from None
    chosen = [kept.members[seed] for seed in range(1, n + 1)]
    return {**header_of(plan), "crew_rates": crew_data(plan.setting), **summary_of(chosen), "values": _values(chosen)}


def _values(members: list[Any]) -> dict[str, list[str]]:
    codes = list(dict.fromkeys(code for member in members for code in member.attributes))
    return {code: [member.attributes.get(code, "") for member in members] for code in codes}


def _shown(summary: dict[str, Any], out: Path | None) -> None:
    console = Console()
    table = Table("attribute", "5 %", "25 %", "median", "75 %", "95 %", "outside the specification")
    for code, line in summary["attributes"].items():
        if line["n"]:
            table.add_row(
                code, *(f"{line[name]:g}" for name in ("p5", "p25", "p50", "p75", "p95")), str(line["failed"])
            )
    console.print(table)
    console.print(f"Not certified: {in_words(summary['failed'])}. Why: {summary['reasons'] or 'nothing failed'}.")
    found = summary["contamination"]
    console.print(
        f"Contaminated by the team: {in_words(found['by_operators'])}; by the donor: {in_words(found['donor_borne'])}."
    )
    expected = found["by_operators_expected"]
    low, high = expected["interval"]
    console.print(
        f"Expected by the team, without luck: {100 * expected['mean']:.3g} % of batches ({100 * low:.3g} to {100 * high:.3g})."
    )
    raised = [row["rate"] for row in summary["crew_rates"]["rates"] if row["raised_for_teaching"]]
    if raised:
        console.print(f"Teaching mode raised these rates of the crew: {', '.join(raised)}.")
    if out is not None:
        console.print(f"Kept in {out}: seeds.jsonl, ensemble.json, ensemble.html.")


def in_words(share: dict[str, Any]) -> str:
    """Write a share with its exact interval."""
    low, high = share["clopper_pearson"]
    return f"{share['count']} of {share['of']} ({100 * low:.2g} to {100 * high:.2g} %)"


def _json(value: dict[str, Any]) -> str:
    return json_text.dumps(value, indent=2, ensure_ascii=False) + "\n"
