"""`gradea recipe`: list the recipes on the shelf, check a recipe file, exchange one as BatchML."""

import json as json_text
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.console import Console
from rich.table import Table

from gradea.content import content_root, facility_named, recipe_named, recipe_names, scenario_named
from gradea.content.shelf import recipe_text
from gradea.practical.playable import unplayable
from gradea.record import LANGUAGE_NAMES, Problem, RecipeRefused, missing_words, problems_in, read_yaml, recipe_from
from gradea.record.batchml import batchml_from_recipe_data, recipe_data_from_batchml
from gradea.vocabulary import Refusal, Refused

recipe = typer.Typer(help="Master recipes.", no_args_is_help=True)

FINDING = 1
USAGE = 2


@recipe.command(name="list")
def list_recipes(json: Annotated[bool, typer.Option("--json", help="print as JSON")] = False) -> None:
    """List the recipes on the shelf."""
    rows = [
        {
            "code": found.code,
            "version": found.version,
            "status": found.status,
            "title": found.title["en"],
            "steps": len(found.steps),
        }
        for found in map(recipe_named, recipe_names())
    ]
    if json:
        typer.echo(json_text.dumps(rows, indent=2))
        return
    table = Table("code", "version", "status", "title", "steps")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console().print(table)


@recipe.command()
def check(
    file: Annotated[Path, typer.Argument(help="recipe file, YAML")],
    json: Annotated[bool, typer.Option("--json", help="print the problems as JSON")] = False,
    languages: Annotated[str, typer.Option(help="languages that every text must be in, such as en,nl")] = "",
) -> None:
    """Check a recipe file; every problem is named with line and remedy. Exit code 0 good, 1 problems, 2 usage.

    Texts without Dutch are counted; with --languages they are problems.
    """
    wanted = _languages(languages)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        typer.echo(f"The file {file} cannot be read: {problem}. Give the path of a recipe file in UTF-8.", err=True)
        raise typer.Exit(USAGE) from problem
    read = problems_in(text)
    problems = (*read, *_unspoken(text, wanted)) if read else (*_unspoken(text, wanted), *_out_of_place(text))
    if json:
        typer.echo(json_text.dumps([each.as_data() for each in problems], indent=2, ensure_ascii=False))
    else:
        for each in problems:
            typer.echo(f"{file}:{each.line}: {each.path}: {each.message} {each.remedy}")
        typer.echo(f"{len(problems)} problems" if problems else f"{file}: good")
        gaps = 0 if wanted else len(_unspoken(text, ("nl",)))
        if gaps:
            typer.echo(f"{gaps} texts are not in Dutch and will be read in English; --languages en,nl names them.")
    raise typer.Exit(FINDING if problems else 0)


def _languages(given: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(each.strip() for each in given.split(",") if each.strip()))
    unknown = [each for each in wanted if each not in LANGUAGE_NAMES]
    if unknown:
        raise _refused("language", f"There is no language '{unknown[0]}'.", f"Choose {', '.join(LANGUAGE_NAMES)}.")
    return wanted


def _unspoken(text: str, languages: tuple[str, ...]) -> tuple[Problem, ...]:
    try:
        return missing_words(text, languages) if languages else ()
    except RecipeRefused:
        return ()  # unreadable YAML is a problem of its own, and already named


def _out_of_place(text: str) -> tuple[Problem, ...]:
    """Return what keeps a recipe from being played in its scenario; nothing where no scenario is on the shelf."""
    data, lines = read_yaml(text)
    code = f"{data['code']}_practice"
    if not (content_root() / "scenarios" / f"{code}.yaml").is_file():
        return ()
    scenario = scenario_named(code)
    return unplayable(data, lines, scenario, facility_named(scenario.facility))


@recipe.command()
def export(
    code: Annotated[str, typer.Argument(help="code of a recipe, or a recipe file")],
    out: Annotated[Path, typer.Option(help="file to write")],
    kind: Annotated[str, typer.Option("--format", help="batchml")] = "batchml",
) -> None:
    """Write a recipe as BatchML (ISA-88, B2MML 7)."""
    if kind != "batchml":
        raise _refused("format", f"There is no format '{kind}'.", "Choose batchml.")
    text = _read(Path(code)).decode("utf-8", "replace") if Path(code).is_file() else recipe_text(code)
    out.write_bytes(batchml_from_recipe_data(_checked(read_yaml(text)[0])))
    typer.echo(f"{out}: BatchML of {code}. The Batch Markup Language (BatchML) is used courtesy of MESA International.")


@recipe.command(name="import")
def import_recipe(
    file: Annotated[Path, typer.Argument(help="BatchML with one master recipe")],
    out: Annotated[Path, typer.Option(help="recipe file to write, YAML; must not be there yet")],
    keep_status: Annotated[bool, typer.Option(help="keep status and approvals: for a copy of your own recipe")] = False,
) -> None:
    """Read a recipe from BatchML. It comes in as a draft: who approved it elsewhere did not approve it here."""
    if out.exists():
        raise _refused("out", f"{out} is there already.", "Name a file that is not there yet.")
    data = recipe_data_from_batchml(_read(file))
    if not keep_status:
        data = {key: value for key, value in data.items() if key not in ("approvals", "effective_date")}
        data["status"] = "draft"
    _checked(data)
    out.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")
    typer.echo(f"{out}: {data['code']} version {data['version']}, {data['status']}")


def _checked(data: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        recipe_from(data, {})
    except RecipeRefused as refused:
        first = refused.problems[0]
        message = f"The recipe has {len(refused.problems)} problems; the first: {first}"
        raise _refused("refused", message, "Mend them, then try again.") from refused
    return data


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise _refused("file", f"{path} cannot be read: {problem.strerror}.", "Name a file that is there.") from problem


def _refused(code: str, message: str, remedy: str) -> Refused:
    return Refused(Refusal(code=f"recipe-{code}", rule="usage", message=message, remedy=remedy))
