"""Render labels in memory: a sheet to print, or each label as a picture of its own size."""

import json
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from gradea.record.label.symbols import datamatrix_svg, qr_svg
from gradea.record.printing import NOTICE

TEMPLATE = "label_sheet.typ"


def label_sheet_pdf(labels: Sequence[Mapping[str, Any]], *, order: str = "", language: str = "en") -> bytes:
    """Return an A4 sheet with these labels as PDF, produced as PDF/A-1a.

    Args:
        labels: What `labels_of` returned; at least one, all of one kind.
        order: Number of the order, printed in the head.
        language: Language code of the lines.
    """
    data = _data(labels, order=order, language=language, single=False)
    return _compiled(data, format="pdf", pdf_standards="a-1a", timestamp=0)[0]


def label_svgs(labels: Sequence[Mapping[str, Any]], *, language: str = "en") -> list[bytes]:
    """Return each label as an SVG of its own size."""
    return _compiled(_data(labels, order="", language=language, single=True), format="svg")


def label_pngs(labels: Sequence[Mapping[str, Any]], *, language: str = "en", ppi: float = 300.0) -> list[bytes]:
    """Return each label as a picture, by default in the resolution of a label printer."""
    return _compiled(_data(labels, order="", language=language, single=True), format="png", ppi=ppi)


def _data(labels: Sequence[Mapping[str, Any]], *, order: str, language: str, single: bool) -> dict[str, Any]:
    drawn = [
        {**label, "datamatrix_svg": datamatrix_svg(label["elements"]), "qr_svg": qr_svg(label["qr"])}
        for label in labels
    ]
    first = labels[0]
    head = {"kind": first["kind"], "batch": first["batch"], "order": order, "language": language}
    return {**head, "single": single, "notice": NOTICE, "labels": drawn}


def _compiled(data: Mapping[str, Any], **options: Any) -> list[bytes]:
    import typst  # noqa: PLC0415 - heavy, and only needed where something is printed

    template = resources.files(__package__).joinpath(TEMPLATE).read_bytes()
    compiled: Any = typst.compile(
        template,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        ignore_system_fonts=True,
        **options,
    )
    return list(compiled) if isinstance(compiled, list) else [compiled]
