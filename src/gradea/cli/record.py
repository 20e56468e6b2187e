"""`gradea record`: export the record of a batch, verify a package, compare two records."""

import json as json_text
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from gradea.cli.run_folder import RECORD, RunFolder
from gradea.content.shelf import recipe_with_hash
from gradea.ledger import SealedEntry, read_lines, utc_text
from gradea.practical.package import FORMATS, LEDGER, RECORD_JSON, Chain, PackageVerdict, check_package, package_files
from gradea.record.export import csv_rows, tables, told_differences
from gradea.record.export.tables import same_table
from gradea.vocabulary import Refusal, Refused

record = typer.Typer(help="Batch records as files.", no_args_is_help=True)

FINDING = 1


@record.callback()
def group() -> None:
    """Batch records as files."""


@record.command()
def export(
    folder: Annotated[Path, typer.Argument(help="folder of a batch")],
    out: Annotated[Path, typer.Option(help="folder of the package; must not be there yet")],
    formats: Annotated[list[str] | None, typer.Option("--format", help=f"one of {', '.join(FORMATS)}; all")] = None,
    exported_at: Annotated[str | None, typer.Option(help="real time of the export, ISO 8601 with zone")] = None,
) -> None:
    """Write the record of a batch as a package with its ledger and a manifest."""
    chosen = tuple(formats or FORMATS)
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown:
        raise _refused("format", f"There is no format '{unknown[0]}'.", f"Choose {', '.join(FORMATS)}.")
    if out.exists():
        raise _refused("out", f"{out} is there already.", "Name a folder that is not there yet.")
    kept = RunFolder(folder)
    chain = Chain(sealed=kept.sealed(), checkpoints=kept.checkpoints())
    at = utc_text(datetime.fromisoformat(exported_at) if exported_at else datetime.now(UTC))
    files = package_files(kept.document(), chain, exported_at_utc=at, formats=chosen)
    _write(out, files)
    typer.echo(f"{len(files)} files in {out}, ledger head {chain.sealed[-1].hash}")


@record.command()
def verify(
    package: Annotated[Path, typer.Argument(help="folder of a package")],
    json: Annotated[bool, typer.Option("--json", help="print the verdict as JSON")] = False,
) -> None:
    """Find every changed byte of a package. Exit code 0 good, 1 findings, 2 usage."""
    files = _files(package)
    verdict = check_package(files, data=_data(files), sealed=_sealed(files), recipe_of=recipe_with_hash)
    if json:
        typer.echo(json_text.dumps(_as_data(verdict), indent=2, ensure_ascii=False))
    else:
        for line in _sentences(verdict):
            typer.echo(line)
    raise typer.Exit(0 if verdict.ok else FINDING)


@record.command()
def compare(
    left: Annotated[Path, typer.Argument(help="package, folder of a batch, or record.json")],
    right: Annotated[Path, typer.Argument(help="what to compare it with")],
    json: Annotated[bool, typer.Option("--json", help="print the differences as JSON")] = False,
) -> None:
    """Compare two records value by value. Exit code 0 equal, 1 differences, 2 usage."""
    one, other = _imported(left), _imported(right)
    rows = [
        {"path": each.path, "left": each.left, "right": each.right}
        for each in told_differences(one.get(RECORD_JSON, {}), other.get(RECORD_JSON, {}))
    ]
    for name in sorted({*one, *other} - {RECORD_JSON}):
        if name in one and name in other and not same_table(one[name], other[name]):
            rows.append({"path": name, "left": "(table)", "right": "(another table)"})
    if json:
        typer.echo(json_text.dumps(rows, indent=2, ensure_ascii=False))
    elif rows:
        for row in rows:
            typer.echo(f"{row['path']}: {row['left']} | {row['right']}")
    else:
        typer.echo("The records are equal.")
    raise typer.Exit(FINDING if rows else 0)


def _imported(path: Path) -> dict[str, Any]:
    """Return what a package, a batch or a file says: the record as data, and its tables, from CSV where there is one."""
    if path.is_file():
        return _with_tables(_json_of(path))
    if (path / RECORD_JSON).is_file():
        read = _with_tables(_json_of(path / RECORD_JSON))
    elif (path / RECORD).is_file():
        read = _with_tables(_json_of(path / RECORD))
    else:
        raise _refused("record", f"There is no record in {path}.", "Name a package, a batch or a record.json.")
    for found in sorted((path / "csv").glob("*.csv")):
        if f"csv/{found.name}" in read:
            try:
                read[f"csv/{found.name}"] = csv_rows(found.read_bytes())
            except ValueError as problem:
                raise _refused("csv", f"{found} cannot be read: {problem}.", "Take an untouched copy.") from problem
    return read


def _with_tables(data: Mapping[str, Any]) -> dict[str, Any]:
    try:
        made = tables(data)
    except (KeyError, TypeError, AttributeError) as problem:
        raise _refused("record", "This JSON is no batch record.", "Name the record.json of an export.") from problem
    return {RECORD_JSON: data, **{f"csv/{name}.csv": rows for name, rows in made.items()}}


def _json_of(path: Path) -> Any:
    try:
        return json_text.loads(path.read_bytes())
    except (OSError, ValueError) as problem:
        raise _refused("record", f"{path} cannot be read: {problem}.", "Take an untouched copy.") from problem


def _files(package: Path) -> dict[str, bytes]:
    if not package.is_dir():
        raise _refused("package", f"{package} is no folder.", "Name the folder of a package.")
    return {
        path.relative_to(package).as_posix(): path.read_bytes() for path in sorted(package.rglob("*")) if path.is_file()
    }


def _write(out: Path, files: Mapping[str, bytes]) -> None:
    part = out.with_name(f".{out.name}.part")
    for name, content in files.items():
        path = part / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    part.replace(out)


def _data(files: Mapping[str, bytes]) -> Any:
    try:
        return json_text.loads(files[RECORD_JSON])
    except (KeyError, ValueError):
        return None


def _sealed(files: Mapping[str, bytes]) -> list[SealedEntry]:
    try:
        return list(read_lines(files.get(LEDGER, b"").splitlines(keepends=True)))
    except ValueError:
        return []


def _as_data(verdict: PackageVerdict) -> dict[str, Any]:
    head = verdict.head
    return {
        "ok": verdict.ok,
        "batch": head.batch if head else "",
        "ledger_head": head.ledger_head if head else "",
        "folded": verdict.folded,
        "guarded_to": verdict.guarded_to,
        "findings": [{"file": f.file, "problem": f.problem, "remedy": f.remedy} for f in verdict.findings],
    }


def _sentences(verdict: PackageVerdict) -> list[str]:
    head = verdict.head
    if not verdict.ok or head is None:
        return [f"FINDING in {f.file}: {f.problem}. {f.remedy}" for f in verdict.findings]
    said = [f"GOOD: batch {head.batch}, copy {head.copy}, {head.entries} entries, head {head.ledger_head}"]
    if verdict.folded:
        said.append("The record was folded from the ledger again: every value, signature and deviation agrees.")
    else:
        said.append("The record was not folded again: its recipe version or record.json is not at hand.")
    if verdict.guarded_to < 0:
        said.append("No checkpoint was compared: a ledger and package written anew as a whole would not be seen.")
    return said


def _refused(code: str, message: str, remedy: str) -> Refused:
    return Refused(Refusal(code=f"record-{code}", rule="usage", message=message, remedy=remedy))
