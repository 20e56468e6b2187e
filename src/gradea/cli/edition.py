"""`gradea edition`: an edition as a file, out of an installation and into one."""

from pathlib import Path
from typing import Annotated

import typer

from gradea.cli.site import DEFAULT_DATA

edition = typer.Typer(help="Editions: take one out as a file, load one.", no_args_is_help=True)

USAGE = 2

Data = Annotated[Path, typer.Option(help="folder of the installation")]


@edition.command()
def export(
    code: Annotated[str, typer.Argument(help="code of the edition, as 2025-10")],
    out: Annotated[Path | None, typer.Option(help="file to write; without it the text is printed")] = None,
    with_people: Annotated[bool, typer.Option("--with-people", help="names and teams go along")] = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Write an edition as a file that `gradea edition import` loads."""
    from gradea.campus.config.installation import prepare  # noqa: PLC0415 - Django only where it is needed

    prepare(data)
    from gradea.campus.programme.edition_export import edition_codes, edition_text  # noqa: PLC0415 - as above

    text = edition_text(code, with_people=with_people)
    if text is None:
        known = ", ".join(edition_codes()) or "none"
        typer.echo(f"There is no edition {code} in {data}. There is: {known}.", err=True)
        raise typer.Exit(USAGE)
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")


@edition.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="edition file, YAML")],
    data: Data = DEFAULT_DATA,
) -> None:
    """Load an edition file, or bring an edition up to date with it; people who are there keep their codes."""
    from gradea.campus.config.installation import prepare  # noqa: PLC0415 - as above

    if not file.is_file():
        typer.echo(f"There is no file {file}. Give the path of an edition file.", err=True)
        raise typer.Exit(USAGE)
    prepare(data)
    from gradea.campus.programme.actions import load_edition  # noqa: PLC0415 - as above

    try:
        code = load_edition(file)
    except ValueError as problem:
        typer.echo(f"{problem}\nNothing was stored.", err=True)
        raise typer.Exit(USAGE) from problem
    typer.echo(f"Edition {code} is loaded.")
