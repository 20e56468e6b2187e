"""`gradea rotation`: make groups and a rotation, check a plan, repair one on the day."""

import json as json_text
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from gradea.record.problem import RecipeRefused
from gradea.record.yaml_text import read_yaml
from gradea.rotation import (
    LUNCH,
    FileProblem,
    Plan,
    Problem,
    RotationRefused,
    Span,
    breaches,
    clock_of,
    explain,
    minute_of,
    plan_data,
    plan_from,
    problem_from,
    search,
    span_of,
    without_person,
    without_place,
    without_trainer,
)
from gradea.rotation import repair as repaired
from gradea.vocabulary import Refusal, Refused

rotation = typer.Typer(help="Groups and rotations over stations.", no_args_is_help=True)

FINDING = 1
USAGE = 2

File = Annotated[Path, typer.Argument(help="problem file, YAML; docs/rotation.md")]
Out = Annotated[Path | None, typer.Option(help="write the plan to this file, JSON")]
AsJson = Annotated[bool, typer.Option("--json", help="print as JSON")]


@rotation.command()
def solve(file: File, json: AsJson = False, out: Out = None) -> None:
    """Find groups and a plan. Exit code 0 a plan, 1 there is none (it says why and what to relax), 2 a wrong file."""
    problem = _problem(file)
    found = search(problem)
    if found.plan is None:
        _say_why(problem, json)
    else:
        _give(problem, found.plan, (json, out), {"changes": []})


@rotation.command()
def check(
    file: File, plan: Annotated[Path, typer.Argument(help="plan, JSON, as solve --out wrote it")], json: AsJson = False
) -> None:
    """Check a plan against every rule, without the solver. Exit code 0 good, 1 broken rules, 2 a wrong file."""
    problem = _problem(file)
    found = breaches(problem, _plan(plan))
    if json:
        typer.echo(json_text.dumps({"good": not found, "breaches": [each.as_data() for each in found]}, indent=2))
    else:
        for each in found:
            typer.echo(f"{each.rule}: {each.message}")
        typer.echo(f"{len(found)} broken rules" if found else f"{plan}: every rule is kept")
    raise typer.Exit(FINDING if found else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What happened, as told on the command line."""

    ill: list[str]
    lost: list[str]
    gone: list[str]


@rotation.command()
def repair(  # one option per thing that happens on the day
    file: File,
    plan: Annotated[Path, typer.Argument(help="the plan as it was, JSON")],
    ill: Annotated[list[str] | None, typer.Option(help="somebody who is ill: student-03")] = None,
    lost: Annotated[list[str] | None, typer.Option(help="a place or station that is lost: lab@13:00-14:00")] = None,
    gone: Annotated[list[str] | None, typer.Option(help="a trainer who is gone: trainer-01@13:00-17:00")] = None,
    now: Annotated[str | None, typer.Option(help="what began before this time stays: 11:00")] = None,
    json: AsJson = False,
    out: Out = None,
) -> None:
    """Change a plan as little as possible after something happened, and say what changed. Exit codes as solve."""
    before = _plan(plan)
    problem = _changed(_problem(file), _Told(ill=ill or [], lost=lost or [], gone=gone or []))
    done = repaired(problem, before, _read(minute_of, now) if now else None)
    if done.plan is None:
        _say_why(problem, json)
    else:
        _give(problem, done.plan, (json, out), {"changes": [each.as_data() for each in done.changes]})


def _read(reader: Any, text: str) -> Any:
    try:
        return reader(text)
    except ValueError as problem:
        raise _refused(f"{problem}.", "Write a time as 11:00, a span as 13:00-14:00.") from problem


def _changed(problem: Problem, told: _Told) -> Problem:
    for key in told.ill:
        problem = without_person(problem, key)
    for text in told.lost:
        key, _, span = text.partition("@")
        problem = without_place(problem, key, _read(span_of, span) if span else problem.day)
    for text in told.gone:
        key, _, span = text.partition("@")
        problem = without_trainer(problem, key, _read(span_of, span) if span else Span(0, 24 * 60))
    return problem


def _problem(file: Path) -> Problem:
    try:
        data, lines = read_yaml(file.read_text(encoding="utf-8"))
        return problem_from(data, lines)
    except (OSError, UnicodeDecodeError) as problem:
        raise _refused(
            f"The file {file} cannot be read: {problem}.", "Give the path of a problem file in UTF-8."
        ) from problem
    except RecipeRefused as refused:
        first = refused.problems[0]
        problems = [FileProblem(line=first.line, path=first.path, message=first.message, remedy=first.remedy)]
        _say_problems(file, problems)
    except RotationRefused as refused:
        _say_problems(file, list(refused.problems))
    raise typer.Exit(USAGE)


def _say_problems(file: Path, problems: list[FileProblem]) -> None:
    for each in problems:
        typer.echo(f"{file}:{each.line}: {each.path}: {each.message} {each.remedy}", err=True)


def _plan(path: Path) -> Plan:
    try:
        return plan_from(json_text.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as problem:
        raise _refused(
            f"The plan {path} cannot be read: {problem}.", "Give the file that solve --out wrote."
        ) from problem


def _give(problem: Problem, plan: Plan, where: tuple[bool, Path | None], more: dict[str, Any]) -> None:
    json, out = where
    found = breaches(problem, plan)
    if found:  # the checker has the last word: a plan it does not pass is not given
        raise RuntimeError(f"the solver broke a rule: {found[0].message}")
    data = plan_data(problem, plan)
    if out is not None:
        try:
            out.write_text(json_text.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        except OSError as wrong:
            raise _refused(
                f"The file {out} cannot be written: {wrong}.", "Give a path in a folder that is there."
            ) from wrong
    if json:
        typer.echo(
            json_text.dumps({"possible": True, "plan": data, "breaches": [], **more}, indent=1, ensure_ascii=False)
        )
        return
    console = Console()
    groups = Table("group", "people", title="Groups")
    for name, people in plan.groups.items():
        groups.add_row(name, ", ".join(people))
    console.print(groups)
    console.print(_timetable(problem, plan))
    for change in more["changes"]:
        typer.echo(f"changed: {change['message']}")
    typer.echo("Every rule is kept; checked without the solver.")


def _timetable(problem: Problem, plan: Plan) -> Table:
    keys = [station.key for station in problem.stations] + ([LUNCH] if problem.lunch else [])
    table = Table("from", *keys, title=problem.title)
    for starts in sorted({visit.starts for visit in plan.visits}):
        cells = [
            " ".join(visit.group for visit in plan.visits if visit.starts == starts and visit.station == key)
            for key in keys
        ]
        table.add_row(clock_of(starts), *cells)
    return table


def _say_why(problem: Problem, json: bool) -> None:
    reasons = explain(problem)
    if json:
        typer.echo(
            json_text.dumps(
                {"possible": False, "why": [each.as_data() for each in reasons]}, indent=1, ensure_ascii=False
            )
        )
    else:
        typer.echo("There is no plan." if all(each.proven for each in reasons) else "No plan was found.")
        for each in reasons:
            typer.echo(f"- {each.message}")
            for reason in each.reasons:
                enough = " Relaxing this alone is enough." if reason.enough else ""
                typer.echo(f"    {reason.rule} → {reason.remedy}{enough}")
        for way in reasons[0].ways_out:
            typer.echo(f"  enough: {way}")
    raise typer.Exit(FINDING)


def _refused(message: str, remedy: str) -> Refused:
    return Refused(Refusal(code="rotation-usage", rule="docs/rotation.md", message=message, remedy=remedy))
