"""The list of who was at a session, printed: checked in by code, with room for a signature by hand."""

import json
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from gradea.campus.programme.attendance import SessionFile

_TEMPLATE = Path(__file__).with_suffix(".typ")


def attendance_list(edition: str, session: SessionFile, by: str) -> bytes:
    """Return the list as a PDF.

    Args:
        edition: Title of the edition.
        session: The session with who was there.
        by: Who prints it, and signs for it.
    """
    import typst  # noqa: PLC0415 - heavy, and only needed where something is printed

    data = json.dumps(_data(edition, session, by), ensure_ascii=False)
    compiled: Any = typst.compile(
        _TEMPLATE.read_bytes(), sys_inputs={"data": data}, ignore_system_fonts=True, format="pdf", timestamp=0
    )
    return bytes(compiled)


def _data(edition: str, session: SessionFile, by: str) -> dict[str, Any]:
    return {
        "edition": edition,
        "language": (get_language() or "en")[:2],
        "session": session.title,
        "when": f"{date_format(session.date, 'l j F Y')}, {session.starts:%H:%M}–{session.ends:%H:%M}",
        "rows": [
            {"name": card.name, "school": card.institution, "at": f"{localtime(at):%H:%M}"}
            for card, at, _way in session.present
        ],
        "absent": [card.name for card in session.absent],
        "by": by,
        "words": {
            "title": gettext("Attendance"),
            "name": gettext("Name"),
            "school": gettext("School"),
            "checked": gettext("Checked in"),
            "signature": gettext("Signature"),
            "absent": gettext("Not checked in"),
            "signed": gettext("For the school"),
            "date": gettext("Date"),
            "notice": gettext("Training – not for GMP use"),
        },
    }
