"""`gradea batch`: let the crew make a batch, look at any moment of it again, compare what was done with what was claimed."""

import json as json_text
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from gradea.assessment import say_do_findings, story_of
from gradea.cli.choice import one_of
from gradea.cli.run_folder import RunFolder
from gradea.cli.simulate import Plan, simulated
from gradea.cli.what_if import what_if
from gradea.content import recipe_named
from gradea.practical import CREWS, DISTURBANCES, FALSIFICATIONS, RunState
from gradea.record import progress, step_status
from gradea.vocabulary import Refusal, Refused, clock_text, parse_sim_time

batch = typer.Typer(help="Batches made by the simulated crew.", no_args_is_help=True)

FINDING = 1

batch.command("what-if")(what_if)


@batch.command()
def run(
    recipe: Annotated[str, typer.Argument(help="code of the recipe: see `gradea recipe list`")],
    out: Annotated[Path, typer.Option(help="folder for the files of the batch")],
    facility: Annotated[str | None, typer.Option(help="facility template; that of the scenario if left out")] = None,
    seed: Annotated[int, typer.Option(help="seed of all chance")] = 1,
    crew: Annotated[str, typer.Option(help=f"one of {', '.join(CREWS)}")] = "careful",
    supervised_practice: Annotated[float, typer.Option(help="supervised runs of the crew beyond its level")] = 0.0,
    hours_awake: Annotated[float, typer.Option(help="hours the crew is awake when the doors open at 07:00")] = 1.0,
    teaching: Annotated[bool, typer.Option("--teaching", help="raise the rates of novice and careless crews")] = False,
    falsify: Annotated[str | None, typer.Option(help=f"plant one of {', '.join(FALSIFICATIONS)}")] = None,
    disturb: Annotated[list[str] | None, typer.Option(help=f"KIND@TIME; kinds {', '.join(DISTURBANCES)}")] = None,
    started_at: Annotated[str | None, typer.Option(help="real time of the first entry, ISO 8601 with zone")] = None,
    json: Annotated[bool, typer.Option("--json", help="print the outcome as JSON")] = False,
) -> None:
    """Let the crew make a batch, from the arrival of the bag to the decision of the QP."""
    one_of("crew", crew, CREWS)
    if falsify is not None:
        one_of("falsification", falsify, FALSIFICATIONS)
    plan = Plan(
        recipe=recipe,
        facility=facility,
        seed=seed,
        crew=crew,
        supervised_practice=supervised_practice,
        hours_awake=hours_awake,
        teaching=teaching,
        falsify=falsify,
        disturb=tuple(disturb or ()),
        started_at=_instant(started_at),
    )
    total = len(recipe_named(recipe).steps)
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total} steps"),
        TimeElapsedColumn(), console=console, disable=not console.is_terminal,
    ) as bar:  # fmt: skip
        task = bar.add_task("making the batch", total=total)

        def told(state: RunState) -> None:
            bar.update(task, completed=progress(state.record).closed, description=clock_text(state.at))

        made = simulated(plan, told)
    folder = RunFolder(out)
    outcome = folder.write(made)
    if json:
        typer.echo(json_text.dumps(outcome, indent=2, ensure_ascii=False))
        return
    failed = [name for name, line in outcome["attributes"].items() if line["pass"] is False]
    Console().print(
        f"{outcome['disposition']}: {len(made.sealed)} entries in {out}/ledger.jsonl, "
        f"{len(outcome['deviations'])} deviations, failing: {', '.join(failed) or 'nothing'}"
    )
    raised = [row["rate"] for row in outcome["crew"]["rates"] if row["raised_for_teaching"]]
    if raised:
        Console().print(f"Teaching mode raised these rates of the crew: {', '.join(raised)}. See `gradea crew show`.")


@batch.command()
def replay(
    folder: Annotated[Path, typer.Argument(help="folder of a batch")],
    at: Annotated[str | None, typer.Option(help="simulated time like 3d04h; the end if left out")] = None,
    json: Annotated[bool, typer.Option("--json", help="print as JSON")] = False,
) -> None:
    """Print truth and record at a moment of a batch, folded again from its ledger."""
    state = RunFolder(folder).state(_sim_time(at))
    shown = _moment(state)
    if json:
        typer.echo(json_text.dumps(shown, indent=2, ensure_ascii=False))
        return
    console = Console()
    console.rule(f"{shown['clock']}: what is true")
    for code, vessel in shown["truth"]["vessels"].items():
        console.print(f"{code}: {vessel['volume_ml']:.1f} mL, {vessel['viable_cells']:.3g} viable cells")
    console.print("people: " + ", ".join(f"{who} in {where}" for who, where in shown["people"].items()))
    console.rule("what the record says")
    for step, status in shown["steps"].items():
        console.print(f"{step} {status}")


@batch.command()
def debrief(
    folder: Annotated[Path, typer.Argument(help="folder of a batch")],
    json: Annotated[bool, typer.Option("--json", help="print the findings as JSON")] = False,
) -> None:
    """Print every gap between what was done and what was claimed. Exit code 0 none, 1 findings."""
    kept = RunFolder(folder)
    findings = say_do_findings(story_of(kept.recipe(), kept.facts()))
    if json:
        typer.echo(json_text.dumps([each.as_data() for each in findings], indent=2, ensure_ascii=False))
    elif not findings:
        typer.echo("What was claimed is what was done. No finding.")
    else:
        table = Table("kind", "attribute", "step", "expected", "actual")
        for each in findings:
            table.add_row(each.kind, each.attribute, each.step, each.expected, each.actual)
        Console().print(table)
    raise typer.Exit(FINDING if findings else 0)


def _moment(state: RunState) -> dict[str, Any]:
    from gradea.assessment.outcome import truth_of  # noqa: PLC0415 - only the replay looks at the truth

    return {
        "at": state.at,
        "clock": clock_text(state.at),
        "truth": truth_of(state),
        "people": {worker.ref: worker.room for worker in state.world.workers.values()},
        "steps": {step.id: str(step_status(state.record, step.id)) for step in state.recipe.steps},
    }


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise _bad_time(text) from problem
    if moment.tzinfo is None:
        raise _bad_time(text)
    return moment.astimezone(UTC)


def _bad_time(text: str) -> Refused:
    return Refused(
        Refusal(
            code="time-unreadable",
            rule="usage",
            message=f"'{text}' is no time with a zone.",
            remedy="Write it like 2025-10-08T07:00:00+02:00.",
        )
    )


def _sim_time(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return parse_sim_time(text)
    except ValueError as problem:
        raise Refused(
            Refusal(code="time-unreadable", rule="usage", message=str(problem), remedy="Write it like 3d04h30.")
        ) from problem
