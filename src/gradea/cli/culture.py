"""`gradea culture`: try a culture protocol, from a paper or your own, in the models of the world."""

import json as json_text
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table

from gradea.record.problem import RecipeRefused
from gradea.record.yaml_text import read_yaml
from gradea.vocabulary import Chance
from gradea.world.culture.protocol import (
    CultureProtocol,
    Instruments,
    ProtocolProblem,
    ProtocolRefused,
    ProtocolRun,
    protocol_from,
    run_protocol,
)
from gradea.world.culture.suspension import Suspension
from gradea.world.instrument import counter_reading, cytometer_reading

culture = typer.Typer(help="Culture protocols: check one, run one.", no_args_is_help=True)

FINDING = 1
USAGE = 2

_SHOWN = {
    "t_cell": {
        "cells": "viable_cells", "viable %": "viability_pct", "CAR %": "car_pct", "CD4:CD8": "cd4_cd8_ratio",
        "glucose mM": "glucose_mmol_per_l", "lactate mM": "lactate_mmol_per_l", "pH": "ph",
    },
    "dendritic": {
        "cells": "viable_cells", "DC": "dendritic_cells", "viable %": "viability_pct", "CD14 %": "cd14_pct",
        "CD83": "cd83_mfi", "CD86": "cd86_mfi", "IL-10 pg/mL": "il10_pg_per_ml",
    },
    "stromal": {
        "cells": "viable_cells", "full %": "confluence_pct", "viable %": "viability_pct", "doublings": "doublings",
        "glucose mM": "glucose_mmol_per_l", "lactate mM": "lactate_mmol_per_l",
    },
}  # fmt: skip
"""Columns of the printed table, and where they stand in the truth."""


@culture.command()
def check(
    file: Annotated[Path, typer.Argument(help="protocol file, YAML")],
    json: Annotated[bool, typer.Option("--json", help="print problems and findings as JSON")] = False,
) -> None:
    """Check a protocol, and try whether its events are possible.

    Exit code 0 good, 1 problems or findings in the file, 2 usage. What happens to the cells (glucose used up) is told, and
    is no fault of the file.
    """
    problems: Sequence[ProtocolProblem] = ()
    findings: Sequence[ProtocolProblem] = ()
    try:
        protocol = protocol_in(file)
        findings = run_protocol(protocol, _INSTRUMENTS).findings
    except ProtocolRefused as refused:
        problems = refused.problems
    if json:
        body = {"problems": [each.as_data() for each in problems], "findings": [each.as_data() for each in findings]}
        typer.echo(json_text.dumps(body, indent=2, ensure_ascii=False))
    else:
        _told(file, problems, "problem")
        _told(file, findings, "finding")
        if not problems and not findings:
            typer.echo(f"{file}: good")
    raise typer.Exit(FINDING if problems or any(each.line for each in findings) else 0)


@culture.command()
def run(
    file: Annotated[Path, typer.Argument(help="protocol file, YAML")],
    json: Annotated[bool, typer.Option("--json", help="print all series as JSON")] = False,
    out: Annotated[Path | None, typer.Option(help="write all series as JSON to this file")] = None,
    seed: Annotated[str | None, typer.Option(help="seed of all draws, instead of that of the protocol")] = None,
) -> None:
    """Run a protocol: the true series, what instruments show of it, and findings. Exit code 0, or 2 if it cannot run."""
    try:
        protocol = protocol_in(file)
        done = run_protocol(protocol, _INSTRUMENTS, seed)
    except ProtocolRefused as refused:
        for each in refused.problems:
            typer.echo(f"{file}:{each.line}: {each.path}: {each.message} {each.remedy}", err=True)
        raise typer.Exit(USAGE) from refused
    text = json_text.dumps(_body(protocol, done, seed), ensure_ascii=False, indent=None if len(done.true) > 1000 else 1)
    if out is not None:
        try:
            out.write_text(text + "\n", encoding="utf-8")
        except OSError as problem:
            typer.echo(f"The file {out} cannot be written: {problem}. Give a path in a folder that is there.", err=True)
            raise typer.Exit(USAGE) from problem
    if json:
        typer.echo(text)
        return
    Console().print(_table(protocol, done))
    _told(file, done.findings, "finding")
    typer.echo("Training - not for GMP use.")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        typer.echo(f"The file {file} cannot be read: {problem}. Give the path of a protocol file in UTF-8.", err=True)
        raise typer.Exit(USAGE) from problem


def protocol_in(file: Path) -> CultureProtocol:
    """Return the protocol of a file. Raises ProtocolRefused, and Exit where it cannot be read."""
    return _protocol(_text(file))


def _protocol(text: str) -> CultureProtocol:
    try:
        data, lines = read_yaml(text)
    except RecipeRefused as refused:
        raise ProtocolRefused(
            [
                ProtocolProblem(line=each.line, path=each.path, message=each.message, remedy=each.remedy)
                for each in refused.problems
            ]
        ) from refused
    return protocol_from(data, lines)


def _body(protocol: CultureProtocol, done: ProtocolRun, seed: str | None) -> dict[str, Any]:
    return {
        "code": protocol.code,
        "title": protocol.title,
        "model": protocol.model,
        "seed": seed if seed is not None else protocol.seed,
        "notice": "Training - not for GMP use",
        "findings": [each.as_data() for each in done.findings],
        "events": list(done.events),
        "true": list(done.true),
        "measured": list(done.measured),
    }


def _table(protocol: CultureProtocol, done: ProtocolRun) -> Table:
    shown = _SHOWN[protocol.model]
    columns = [Column(head, justify="right") for head in shown]
    table = Table("day", *columns, title=f"{protocol.title}: the truth, once a day and at the end")
    for row in done.true:
        if row["minute"] % 1440 == 0 or row is done.true[-1]:
            table.add_row(f"{row['day']:g}", *(f"{row[name]:.3g}" for name in shown.values()))
    return table


def _told(file: Path, problems: Sequence[ProtocolProblem], kind: str) -> None:
    for each in problems:
        place = f"{file}:{each.line}: {kind}: {each.path}" if each.line else f"{file}: note"
        typer.echo(f"{place}: {each.message} {each.remedy}")


def _count(sample: Suspension, chance: Chance, key: str, index: int) -> Mapping[str, float]:
    return dict(counter_reading(sample, chance, key, index))  # type: ignore[arg-type]  # every value is a number


def _stain(sample: Suspension, chance: Chance, key: str, index: int) -> Mapping[str, float]:
    return dict(cytometer_reading(sample, chance, key, index))


_INSTRUMENTS = Instruments(count=_count, stain=_stain)
