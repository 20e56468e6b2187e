"""Who may see which debrief, and what it shows. Every question takes the viewer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from gradea.campus.cleanroom.hall import hall
from gradea.campus.cleanroom.runs import RunCard, live_run, run_for, runs_for
from gradea.campus.debrief.archive import archive
from gradea.campus.debrief.models import Resolution
from gradea.campus.people.queries import Viewer, keys_of, names_of
from gradea.campus.programme import queries as programme
from gradea.campus.programme.kinds import SeatRole
from gradea.campus.shell.roles import Role
from gradea.campus.shell.speech import said, spoken_of
from gradea.ledger import Verdict, verify
from gradea.ledger.sealed_text import open_text
from gradea.ledger.signed_checkpoint import SIGNED_MARK
from gradea.record import progress

READERS = (Role.TRAINER, Role.QA, Role.QP)
"""Who reads the debriefs of all teams; everybody else reads their own team's."""


def may_read_all(viewer: Viewer) -> bool:
    """Return whether the viewer may read the debriefs of all teams."""
    return viewer.has(*READERS)


def in_team(viewer: Viewer, card: RunCard) -> bool:
    """Return whether the viewer sits in the team of a run."""
    team = programme.team_of(viewer)
    return team is not None and team.key == card.team


def debriefs_for(viewer: Viewer) -> list[RunCard]:
    """Return the runs whose debrief this viewer may read, now or later, newest first."""
    cards = runs_for(viewer)
    if may_read_all(viewer):
        return cards
    team = programme.team_of(viewer)
    return [card for card in cards if team is not None and card.team == team.key]


def run_to_debrief(viewer: Viewer, ref: str) -> RunCard | None:
    """Return a run if its debrief is for this viewer, closed or not; else None (answer 404)."""
    card = run_for(viewer, ref)
    if card is None or not (may_read_all(viewer) or in_team(viewer, card)):
        return None
    return card


def dossier_for(viewer: Viewer, card: RunCard) -> dict[str, Any] | None:
    """Return the dossier of a closed run with people as this viewer may know them; None while it is being made.

    Raises:
        PermissionError: If the run is not closed: nobody sees what is hidden before.
    """
    if not card.closed:
        raise PermissionError("the run is not closed, so nothing hidden may be shown")
    if card.hands_on:
        dossier = hands_on_dossier(card)
        return {**dossier, "names": names_for(viewer, card, dossier)}
    dossier = archive().dossier(card.ref, card.scenario)
    return None if dossier is None else {**told(dossier), "names": names_for(viewer, card, dossier)}


def hands_on_dossier(card: RunCard) -> dict[str, Any]:
    """Return what can be told of a hands-on run: what its record says. Nothing was simulated, so nothing is compared."""
    state = live_run(card).state
    record, far = state.record, progress(state.record)
    entries = [entry for step in record.steps.values() for versions in step.entries.values() for entry in versions]
    written = [entry for entry in entries if entry.kind != "calculated"]
    return {
        "hands_on": True,
        "seats": [
            {"ref": seat.person, "role": seat.role, "crew": ""} for seat in state.roster.seats.values() if seat.person
        ],
        "product": spoken_of(state.recipe.title),
        "closed": far.closed,
        "total": far.total,
        "entries": len(written),
        "late": sum(entry.late for entry in written),
        "corrections": sum(entry.kind == "corrected" for entry in written),
        "decision": record.disposition.decision if record.disposition else "",
        "deviations": [
            {"number": each.number, "class": each.deviation_class, "status": each.status, "step": each.step or ""}
            for each in record.deviations.values()
        ],
    }


TOLD = frozenset(
    [
        "actual",
        "decided",
        "expected",
        "field",
        "how",
        "limit",
        "meaning",
        "name",
        "next_time",
        "note",
        "organism",
        "product",
        "room_words",
        "seen",
        "step_words",
        "title",
        "truth",
        "unit",
        "value",
        "why",
        "words",
    ]
)
"""Keys of a dossier under which words stand; everything else in it is a number, a code or a reference."""


def told(kept: Any, key: str = "") -> Any:
    """Return a dossier, kept in English, with its words in the language of the reader."""
    if isinstance(kept, Mapping):
        return {name: told(value, name) for name, value in kept.items()}
    if isinstance(kept, list):
        return [told(value, key) for value in kept]
    return said(kept) if key in TOLD and isinstance(kept, str) else kept


def prepare(card: RunCard) -> None:
    """Start making the dossier of a run that has just been closed, so that nobody waits for it; a hands-on run needs none."""
    if card.hands_on:
        return
    archive().prepare(card.ref, card.scenario)


def progress_of(card: RunCard) -> tuple[int, bool]:
    """Return how much of a dossier is made, in per cent, and whether the last try failed."""
    return round(100 * archive().share(card.ref)), archive().failed(card.ref)


def names_for(viewer: Viewer, card: RunCard, dossier: Mapping[str, Any]) -> dict[str, str]:
    """Return what to call each reference: by name in one's own team, by seat elsewhere."""
    own = in_team(viewer, card)
    known = names_of([seat["ref"] for seat in dossier["seats"]]) if own else {}
    called = {"system": gettext("the system"), "": ""}
    for seat in dossier["seats"]:
        role = seat_words(seat["role"])
        if seat["crew"]:
            called[seat["ref"]] = gettext("%(role)s (crew)") % {"role": role}
        else:
            called[seat["ref"]] = known.get(seat["ref"], role)
    return called


def seat_words(role: str) -> str:
    """Return a seat as people say it."""
    return SeatRole(role).words


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionLine:
    """One thing a team will do differently."""

    number: int
    words: str
    by: str
    at: datetime


def resolutions_of(ref: str) -> list[ResolutionLine]:
    """Return what a team wrote, opened with the writers' keys; words of somebody erased are gone. Three queries."""
    rows = list(Resolution.objects.filter(run=ref).order_by("number"))
    writers = {row.by_ref for row in rows}
    keys, names = (keys_of(writers), names_of(writers)) if rows else ({}, {})
    return [
        ResolutionLine(
            number=row.number,
            words=open_text(row.words, keys[row.by_ref])
            if row.by_ref in keys
            else gettext("(erased with the person who wrote it)"),
            by=names.get(row.by_ref, ""),
            at=row.at,
        )
        for row in rows
    ]


def verdict_of(card: RunCard) -> Verdict:
    """Return what the verifier says of the ledger of a run and its published checkpoints."""
    store = hall().store
    text = store.checkpoint_text(card.ref)
    key = hall().public_key if SIGNED_MARK in text else ""  # runs from before the signatures have none
    return verify(store.lines(card.ref), text, key=key)


def ledger_lines(card: RunCard) -> bytes:
    """Return the ledger of a run as a file: one entry a line, exactly as stored."""
    return b"".join(hall().store.lines(card.ref))


def checkpoints(card: RunCard) -> str:
    """Return the published checkpoints of a run."""
    return hall().store.checkpoint_text(card.ref)
