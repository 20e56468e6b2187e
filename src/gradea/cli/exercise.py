"""`gradea exercise`: list and check the items, draw one, make the pages of a record, export and import."""

import json as json_text
from pathlib import Path
from typing import Annotated

import typer
import yaml
from rich.console import Console
from rich.table import Table

from gradea.cli.exercise_pages import pages_data, record_pages
from gradea.content import exercise_files, exercises
from gradea.content.exercises import checked_file, problems_across
from gradea.exercise import DRAWN, LANGUAGES, question_for
from gradea.exercise.exchange import FORMATS, Portable, item_data, portable_of, read_from, written_as
from gradea.vocabulary import Refusal, Refused

exercise = typer.Typer(help="Exercise items: list, check, export, import.", no_args_is_help=True)

FINDING = 1


@exercise.command(name="list")
def list_items(json: Annotated[bool, typer.Option("--json", help="print as JSON")] = False) -> None:
    """List the topics on the shelf with the number of items, and of those that are drawn for each person."""
    shelf = exercises()
    rows = []
    for topic, title in shelf.titles.items():
        items = [item for item in shelf.items.values() if item.topic == topic]
        drawn = sum(item.kind in DRAWN for item in items)
        rows.append({"topic": topic, "title": title["en"], "items": str(len(items)), "drawn": str(drawn)})
    if json:
        typer.echo(json_text.dumps(rows, indent=2))
        return
    table = Table("topic", "title", "items", "drawn")
    for row in rows:
        table.add_row(*row.values())
    table.add_row("", "in all", str(len(shelf.items)), str(sum(int(row["drawn"]) for row in rows)))
    Console().print(table)


@exercise.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="files of items; all on the shelf if left out")] = None,
    json: Annotated[bool, typer.Option("--json", help="print the problems as JSON")] = False,
) -> None:
    """Check files of items; every problem is named with file, line and remedy. Exit code 0 good, 1 problems, 2 usage."""
    paths = tuple(files or exercise_files())
    for path in paths:
        if not path.is_file():
            raise Refused(_no_file(path))
    read = tuple(checked_file(path) for path in paths)
    found = [(path, problem) for path, file in zip(paths, read, strict=True) for problem in file.problems]
    found += [(Path("content/exercises"), problem) for problem in problems_across(read)]
    if not files and not found:
        exercises()
    if json:
        data = [{"file": str(path), **problem.as_data()} for path, problem in found]
        typer.echo(json_text.dumps(data, indent=2, ensure_ascii=False))
    else:
        for path, problem in found:
            typer.echo(f"{path}:{problem.line}: {problem.path}: {problem.message} {problem.remedy}")
        count = sum(len(file.items) for file in read)
        typer.echo(f"{len(found)} problems" if found else f"{len(paths)} files, {count} items: good")
    raise typer.Exit(FINDING if found else 0)


@exercise.command()
def pages(
    recipe: Annotated[str, typer.Argument(help="code of the recipe")],
    out: Annotated[Path, typer.Option(help="file for the pages, JSON")],
    seed: Annotated[list[int] | None, typer.Option(help="seed of a batch; may be given several times")] = None,
) -> None:
    """Let the careful crew make batches and keep pages of their records, for the exercise *find the errors*."""
    made = [page for each in seed or [1] for page in record_pages(recipe, each)]
    out.write_text(json_text.dumps(pages_data(tuple(made)), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    typer.echo(f"{len(made)} pages in {out}")


@exercise.command()
def export(
    kind: Annotated[str, typer.Option("--format", help=f"one of {', '.join(FORMATS)}")],
    out: Annotated[Path | None, typer.Option(help="file to write; text goes to the screen if left out")] = None,
    only: Annotated[str, typer.Option("--set", help="key of a set; all items if left out")] = "",
    language: Annotated[str, typer.Option(help=f"one of {', '.join(LANGUAGES)}")] = "en",
    seed: Annotated[str, typer.Option(help="seed of the drawn numbers")] = "export",
) -> None:
    """Write items for another program: drawn ones with the numbers of a seed. What a format cannot carry is named."""
    _one_of("format", kind, FORMATS)
    _one_of("language", language, LANGUAGES)
    shelf = exercises()
    if only:
        _one_of("set", only, tuple(shelf.sets))
    items = shelf.items_of(only) if only else tuple(shelf.items.values())
    made = [portable_of(question_for(item, seed=seed, who="export", bank=shelf.bank), language) for item in items]
    title = shelf.sets[only].title[language] if only else "Grade A"
    data, left = written_as(kind, [each for each in made if isinstance(each, Portable)], title=title)
    said = [each.message for each in made if isinstance(each, Refusal)] + [f"{code}: {why}." for code, why in left]
    for line in said:
        typer.echo(line, err=True)
    if out is None and kind.startswith("qti"):
        out = Path(f"exercises-{kind}.zip")
    if out is None:
        typer.echo(data.decode(), nl=False)
    else:
        out.write_bytes(data)
    typer.echo(
        f"{len(items) - len(said)} of {len(items)} items in {out or 'the text above'}; {len(said)} are not carried",
        err=True,
    )


@exercise.command(name="import")
def import_items(
    file: Annotated[Path, typer.Argument(help="file of another program")],
    kind: Annotated[str, typer.Option("--format", help=f"one of {', '.join(FORMATS)}")],
    out: Annotated[Path, typer.Option(help="file of items to write, YAML")],
) -> None:
    """Read items of another program into a file of the shelf; words are the same in both languages until you translate them."""
    _one_of("format", kind, FORMATS)
    if not file.is_file():
        raise Refused(_no_file(file))
    found = read_from(kind, file.read_bytes())
    text = {"title": file.stem, "items": [item_data(each) for each in found]}
    out.write_text(yaml.safe_dump(text, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")
    typer.echo(
        f"{len(found)} items in {out}. Write their Dutch, and where each rule stands; then `gradea exercise check {out}`."
    )


def _one_of(what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise Refused(
            Refusal(
                code=f"{what}-unknown",
                rule="usage",
                message=f"There is no {what} '{value}'.",
                remedy=f"Choose one of {', '.join(known)}.",
            )
        )


def _no_file(path: Path) -> Refusal:
    return Refusal(
        code="exercise-file-missing",
        rule="usage",
        message=f"There is no file {path}.",
        remedy="Name a file of items, YAML.",
    )
