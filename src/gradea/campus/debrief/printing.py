"""The batch record of a closed run, to print and to keep."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from gradea.campus.cleanroom.hall import hall
from gradea.campus.cleanroom.runs import RunCard
from gradea.campus.debrief.archive import opening_state
from gradea.campus.people.queries import Viewer, keys_of, names_of
from gradea.campus.shell.speech import language
from gradea.ledger import utc_text
from gradea.ledger.sealed_text import open_text
from gradea.practical import dated_of, replayed
from gradea.practical.package import record_events
from gradea.record import Printing, batch_record_data, render_pdf


def record_data(viewer: Viewer, card: RunCard, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the complete record of a closed run as plain data.

    Args:
        viewer: Who prints; stands on every page.
        card: The run; closed.
        names: What this viewer may call each person.

    Raises:
        PermissionError: If the run is not closed.
    """
    entries = hall().store.entries(card.ref)
    first = opening_state(entries, card.scenario)
    if first is None:
        raise PermissionError("the run is not closed; its record is read on the team page")
    state = replayed(first, [dated_of(entry.entry) for entry in entries])
    keys = keys_of({entry.entry.actor for entry in entries})

    def read(text: Any) -> str:
        if not isinstance(text, Mapping):
            return str(text)
        if "sealed" not in text:
            return str(text.get("kind", "(no words kept)"))
        key = keys.get(text["sealed"])
        return open_text(text, key) if key else "(erased with the person who wrote it)"

    return batch_record_data(
        state.record,
        names={**names, viewer.ref: _printer(viewer, names)},
        ledger_head=entries[-1].hash,
        times=[entry.entry.at for entry in entries if entry.entry.name.startswith("record.")],
        printing=Printing(
            language=language(), printed_at_utc=utc_text(timezone.now()), printed_by=viewer.ref, read_text=read
        ),
        events=record_events(entries),
    )


def _printer(viewer: Viewer, names: Mapping[str, str]) -> str:
    return names.get(viewer.ref) or names_of([viewer.ref]).get(viewer.ref, viewer.role_words)


def record_pdf(data: Mapping[str, Any]) -> bytes:
    """Return the record as a PDF/A."""
    return render_pdf(data)
