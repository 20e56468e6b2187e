"""What the pages of the cleanroom show. Everything is a plain value made by `sight`; the scene itself never leaves here."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from gradea.campus.cleanroom import files
from gradea.campus.cleanroom.products import product_choices as products
from gradea.campus.cleanroom.runs import RunCard, runs_for
from gradea.campus.cleanroom.sight.bar import bar_of
from gradea.campus.cleanroom.sight.bench import bench_of
from gradea.campus.cleanroom.sight.coach import coach_of
from gradea.campus.cleanroom.sight.plan import plan_of
from gradea.campus.cleanroom.sight.record import record_of
from gradea.campus.cleanroom.sight.scene import Scene, scene_for
from gradea.campus.cleanroom.sight.trends import trends_of
from gradea.campus.people.queries import Viewer
from gradea.campus.programme import queries as programme
from gradea.campus.programme.queries import SeatCard, TeamCard
from gradea.record import Printing, certificate_data, render_certificate

__all__ = [
    "PARTS",
    "Scene",
    "TeamRow",
    "certificate",
    "certificate_pdf",
    "everything",
    "file",
    "part_of",
    "products",
    "scene_for",
    "team_rows",
]

PARTS = ("bar", "plan", "bench", "record", "trends")
HANDS_ON_PARTS = ("bar", "record")
"""What a hands-on run shows: no bench, no plan and no trends, for no world is simulated."""
_MAKERS = {"bar": bar_of, "plan": plan_of, "bench": bench_of, "record": record_of, "trends": trends_of}


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """A team on the home page, with its runs, newest first."""

    team: TeamCard
    seat: SeatCard | None
    current: RunCard | None
    earlier: tuple[RunCard, ...]


def team_rows(viewer: Viewer) -> list[TeamRow]:
    """Return the teams this viewer may see, their own first."""
    runs = runs_for(viewer)
    rows = []
    for team in programme.visible_teams(viewer):
        mine = [card for card in runs if card.team == team.key]
        current = next((card for card in mine if not card.closed), None)
        rows.append(
            TeamRow(
                team=team,
                seat=team.seat_of(viewer.ref),
                current=current,
                earlier=tuple(card for card in mine if card is not current),
            )
        )
    return sorted(rows, key=lambda row: row.seat is None)


def part_of(scene: Scene, name: str) -> dict[str, Any]:
    """Return the context of one part of the page; only plain values.

    Raises:
        KeyError: If there is no such part of this run.
    """
    if scene.card.hands_on and name not in HANDS_ON_PARTS:
        raise KeyError(name)
    return {**_frame(scene), name: _MAKERS[name](scene)}


def certificate(scene: Scene) -> dict[str, Any]:
    """Return the certificate of analysis as plain data: what was written, never what is so."""
    names = {
        ref: scene.name(ref) for ref in (*scene.names, *scene.state.record.performers, *scene.state.record.verifiers)
    }
    printing = Printing(printed_by=scene.me, language=get_language() or "en")
    return certificate_data(scene.state.record, names=names, ledger_head=scene.run.head.hash, printing=printing)


def file(scene: Scene, sha256: str) -> tuple[bytes, str, str] | None:
    """Return an attached file, its type and a name to save it under; None for one that the record does not know."""
    kept = next((item for item in scene.state.record.files if item.sha256 == sha256), None)
    content = files.read(scene.card.ref, sha256) if kept is not None else None
    if kept is None or content is None:
        return None
    ending = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}
    return content, kept.media_type, f"{sha256[:12]}.{ending.get(kept.media_type, 'bin')}"


def certificate_pdf(paper: dict[str, Any]) -> bytes:
    """Return a certificate of analysis as PDF/A."""
    return render_certificate(paper)


def everything(scene: Scene) -> dict[str, Any]:
    """Return the context of the whole page; only plain values."""
    if scene.card.hands_on:
        return {**_frame(scene), **{name: _MAKERS[name](scene) for name in HANDS_ON_PARTS}}
    return {**_frame(scene), **{name: make(scene) for name, make in _MAKERS.items()}, "coach": coach_of(scene)}


def _frame(scene: Scene) -> dict[str, Any]:
    picked = {"thing": scene.thing, "step": scene.step, "tab": scene.tab}
    return {
        "ref": scene.card.ref,
        "picked": picked,
        "position": scene.run.head.seq + 1,
        "mode": scene.card.mode,
        "hands_on": scene.card.hands_on,
    }
