"""`gradea label`: labels of a batch, on a sheet or one by one."""

from pathlib import Path
from typing import Annotated

import typer

from gradea.cli.run_folder import RunFolder
from gradea.record.label import LABEL_KINDS, LabelOrder, label_pngs, label_sheet_pdf, label_svgs, labels_of
from gradea.vocabulary import Refusal, Refused

MAX_COPIES = 50


def label(
    folder: Annotated[Path, typer.Argument(help="folder of a batch")],
    out: Annotated[Path, typer.Option(help="file to write: .pdf a sheet, .svg or .png one file a label")],
    kind: Annotated[str, typer.Option(help=f"one of {', '.join(LABEL_KINDS)}")] = "immediate",
    container: Annotated[str, typer.Option(help="code of the vessel or sample")] = "FINAL-A",
    copies: Annotated[int, typer.Option(help="how many", min=1, max=MAX_COPIES)] = 1,
    language: Annotated[str, typer.Option(help="language of the lines")] = "en",
) -> None:
    """Print labels of a batch with their codes. A specimen: only what the record itself orders is accounted for."""
    record = RunFolder(folder).state().record
    order = LabelOrder(kind=kind, container=container, copies=copies, language=language)
    made = labels_of(record, order)
    if isinstance(made, Refusal):
        raise Refused(made)
    match out.suffix:
        case ".pdf":
            files = {out: label_sheet_pdf(made, order="specimen", language=language)}
        case ".svg" | ".png" as suffix:
            pictures = label_svgs(made, language=language) if suffix == ".svg" else label_pngs(made, language=language)
            files = {_numbered(out, place, len(pictures)): each for place, each in enumerate(pictures, 1)}
        case _:
            raise Refused(
                Refusal(
                    code="label-format",
                    rule="usage",
                    message=f"Labels are not written as '{out.suffix}'.",
                    remedy="End the name of the file with .pdf, .svg or .png.",
                )
            )
    for path, content in files.items():
        path.write_bytes(content)
        typer.echo(str(path))


def _numbered(out: Path, place: int, count: int) -> Path:
    return out if count == 1 else out.with_name(f"{out.stem}-{place:02d}{out.suffix}")
