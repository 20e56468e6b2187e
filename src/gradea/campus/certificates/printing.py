"""Certificates on paper: one page each, with a code that leads to the page that verifies it."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import segno
from django.utils import formats
from django.utils.translation import gettext

from gradea.campus.certificates.queries import Shown
from gradea.campus.programme.queries import EditionCard
from gradea.campus.shell.speech import language
from gradea.credential.picture import certificate_pdf


def printed(edition: EditionCard, shown: Sequence[Shown], address_of: Callable[[str], str]) -> bytes:
    """Return certificates as PDF, produced as PDF/A-2b; `address_of` gives the page that verifies a certificate, by key."""
    first = shown[0].credential
    ends = formats.date_format(edition.ends_on, "j F Y")
    data: dict[str, Any] = {
        "title": gettext("Certificates"),
        "issuer": first["issuer"]["name"],
        "lang": language(),
        "when": f"{edition.starts_on.day}–{ends} · {edition.town}",
        "notice": gettext("Training – not for GMP use"),
        "heading": gettext("Certificate"),
        "has": gettext("has completed the"),
        "achievement": edition.title,
        "description": edition.about,
        "check": gettext("Scan to verify, or open this address:"),
        "signs-left": gettext("For the organiser"),
        "signs-right": gettext("For the trainers"),
        "certificates": [_one(each, address_of(each.key)) for each in shown],
    }
    return certificate_pdf(data)


def _one(shown: Shown, address: str) -> dict[str, Any]:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=1, scale=4)
    evidence = [{"name": each["name"], "outcome": each["narrative"]} for each in shown.credential.get("evidence", ())]
    return {"person": shown.name, "evidence": evidence, "address": address, "qr": drawn.getvalue().decode("utf-8")}
