"""The picture of a badge, and the printed certificate: drawn by typst, with the fonts that come with it."""

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any


def badge_png(achievement: str, issuer: str, year: str) -> bytes:
    """Return the badge as a PNG of 480 pixels."""
    return _drawn("badge.typ", {"achievement": achievement, "issuer": issuer, "year": year}, format="png", ppi=144.0)


def badge_svg(achievement: str, issuer: str, year: str) -> str:
    """Return the badge as SVG."""
    return _drawn("badge.typ", {"achievement": achievement, "issuer": issuer, "year": year}, format="svg").decode(
        "utf-8"
    )


def certificate_pdf(data: Mapping[str, Any]) -> bytes:
    """Return certificates as PDF, one page each, produced as PDF/A-2b.

    Args:
        data: `certificates`, each with the texts of the template; see `certificate.typ`.
    """
    return _drawn("certificate.typ", data, format="pdf", pdf_standards="a-2b", timestamp=0)


def certificate_png(data: Mapping[str, Any], ppi: float = 96.0) -> bytes:
    """Return the first certificate as a picture."""
    return _drawn("certificate.typ", data, format="png", ppi=ppi)


def _drawn(template: str, data: Mapping[str, Any], **options: Any) -> bytes:
    import typst  # noqa: PLC0415 - heavy, and only needed where something is drawn

    text = resources.files(__package__).joinpath(template).read_text(encoding="utf-8")
    drawn: Any = typst.compile(
        text.encode(), sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, ignore_system_fonts=True, **options
    )
    page: bytes = drawn[0] if isinstance(drawn, list) else drawn
    return page
