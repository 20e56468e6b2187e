"""Render the printed record in memory. Data reaches the template as one JSON input, so that user text stays text."""

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from gradea.record.label.symbols import qr_svg

TEMPLATE = "batch_record.typ"
CERTIFICATE = "certificate.typ"
PDF_STANDARD = "a-1a"
"""PDF/A-1, level A: tagged for screen readers, and the one part of the standard for which a free checker could be run."""


def template_text(name: str = TEMPLATE) -> str:
    """Return a template that ships with this package."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def render_pdf(data: Mapping[str, Any], template: str | None = None) -> bytes:
    """Return the record as PDF, produced as PDF/A-1a (tagged) with only the fonts that come with the renderer.

    Args:
        data: What `document.batch_record_data` returned.
        template: Text of another template; None takes the one that ships with this package.

    Raises:
        RuntimeError: If the template does not compile: a broken template, never the user's text.
    """
    return _compiled(data, template, format="pdf", pdf_standards=PDF_STANDARD, timestamp=0)[0]


def render_certificate(data: Mapping[str, Any]) -> bytes:
    """Return a certificate of analysis as PDF/A-1a (tagged).

    Args:
        data: What `certificate.certificate_data` returned.

    Raises:
        RuntimeError: If the template does not compile: a broken template, never the user's text.
    """
    return _compiled(data, template_text(CERTIFICATE), format="pdf", pdf_standards=PDF_STANDARD, timestamp=0)[0]


def render_png(data: Mapping[str, Any], template: str | None = None, *, ppi: float = 72.0) -> list[bytes]:
    """Return the pages of the record as pictures, for a preview."""
    return _compiled(data, template, format="png", ppi=ppi)


def head_text(data: Mapping[str, Any]) -> str:
    """Return what the QR code on the record says: the batch, its copy, and the head of the ledger at the time of printing."""
    return f"gradea:record:{data['batch']['number']}:{data['batch']['copy']}:{data['ledger_head']}"


def _compiled(data: Mapping[str, Any], template: str | None, **options: Any) -> list[bytes]:
    import typst  # noqa: PLC0415 - heavy, and only needed where something is printed

    drawn = {**data, "head_qr": qr_svg(head_text(data))} if isinstance(data["batch"], Mapping) else dict(data)
    compiled: Any = typst.compile(
        (template or template_text()).encode(),
        sys_inputs={"data": json.dumps(drawn, ensure_ascii=False)},
        ignore_system_fonts=True,
        **options,
    )
    return list(compiled) if isinstance(compiled, list) else [compiled]
