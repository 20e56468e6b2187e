"""`gradea culture export`: a culture as SBML or Antimony, for the solvers and tools of others."""

import inspect
from pathlib import Path
from typing import Annotated

import typer

from gradea.cli.culture import USAGE, protocol_in
from gradea.vocabulary import Refusal, Refused
from gradea.world.culture.protocol import ProtocolRefused, line_at
from gradea.world.culture.protocol.t_cell_line import TCellLine
from gradea.world.culture.t_cell import t_now
from gradea.world.culture.t_cell.exported import t_exported
from gradea.world.kernel.sbml import antimony_text, sbml_text

FORMATS = {"sbml": sbml_text, "antimony": antimony_text}


def export(
    file: Annotated[Path, typer.Argument(help="protocol file of T cells, YAML")],
    form: Annotated[str, typer.Option("--format", help="sbml or antimony")] = "sbml",
    at_min: Annotated[int, typer.Option(help="minute of the run at which the model begins")] = 0,
    out: Annotated[Path | None, typer.Option(help="write to this file")] = None,
) -> None:
    """Write the equations of a culture, its constants, and its amounts at a minute. Exit code 0, or 2 if it cannot be done."""
    if form not in FORMATS:
        raise _refused("unknown-format", f"There is no format '{form}'.", f"Use {' or '.join(FORMATS)}.")
    try:
        line = line_at(protocol_in(file), at_min)
    except ProtocolRefused as refused:
        for each in refused.problems:
            typer.echo(f"{file}:{each.line}: {each.path}: {each.message} {each.remedy}", err=True)
        raise typer.Exit(USAGE) from refused
    if not isinstance(line, TCellLine):
        raise _refused("no-export", f"{file} is no culture of T cells.", "Only the T-cell model can be exported.")
    s = t_now(line.course)
    if not s.volume_ml > 0.0:
        raise _refused("dry", f"The vessel is dry at minute {at_min}.", "Export it when there is liquid in it.")
    text = FORMATS[form](t_exported(s, line.conditions, inspect.getsource))
    if out is None:
        typer.echo(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as problem:
        message = f"The file {out} cannot be written: {problem}."
        raise _refused("not-written", message, "Give a path in a folder that is there.") from problem


def _refused(code: str, message: str, remedy: str) -> Refused:
    return Refused(Refusal(code=f"culture.{code}", rule="practice", message=message, remedy=remedy))
