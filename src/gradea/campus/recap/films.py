"""The film of an edition: what goes into it, made in a thread of its own, kept as a file beside the database."""

import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from gradea.campus.debrief.batches import BatchLine, replays_of
from gradea.campus.people.queries import Viewer
from gradea.campus.programme import queries as programme
from gradea.campus.recap.encoding import Shape, film
from gradea.campus.recap.figures import Figures, figures_of
from gradea.campus.recap.reel import Batch, FilmRoom, Reel, Words, batch_of
from gradea.campus.shell.roles import Role
from gradea.campus.shell.speech import said
from gradea.content import facility_named, scenario_named
from gradea.vocabulary import Refusal

SHORTEST_S, LONGEST_S, BATCH_S, BATCHES_MAX = 60.0, 120.0, 28.0, 5
"""A film lasts 60 to 120 s: about 28 s for a batch, and shows the newest five at most. Design choices."""

LETTERS = {"operator": "O", "verifier": "V", "qc": "QC", "qa": "QA", "qp": "QP"}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFile:
    """A film that is there."""

    path: Path
    made_at: datetime
    batches: int
    seconds: float


def reel_of(edition: str) -> Reel | None:
    """Return what the film of an edition shows, in the language of now; None while no batch is closed.

    Only closed batches go in: of them everything hidden may be shown. People are seats, nobody is named.
    """
    told = replays_of(edition)[:BATCHES_MAX]
    batches = tuple(batch for batch in (_batch(line, dossier) for line, dossier in told) if batch is not None)
    card = programme.edition_by_code(edition)
    if not batches or card is None:
        return None
    words = Words(
        edition=card.title,
        notice=gettext("Training – not for GMP use"),
        day=gettext("day"),
        written=gettext("Written"),
        deviation=gettext("Deviation"),
        outside=gettext("outside:"),
        end=_end(figures_of(edition)),
    )
    seconds = min(LONGEST_S, max(SHORTEST_S, BATCH_S * len(batches) + 8.0))
    return Reel(batches=batches, words=words, seconds=seconds)


def _batch(line: BatchLine, dossier: dict) -> Batch | None:
    facility = facility_named(scenario_named(line.scenario).facility)
    rooms = [
        FilmRoom(
            code=room.code,
            title=said(room.title),
            grade=str(room.grade),
            x=room.plan.x,
            y=room.plan.y,
            w=room.plan.w,
            h=room.plan.h,
        )
        for room in facility.rooms
        if room.plan is not None
    ]
    if not rooms or not dossier["timeline"]["sessions"]:
        return None
    timeline = {**dossier["timeline"]}
    for name in ("entries", "deviations"):
        timeline[name] = [{**each, "words": said(each["words"])} for each in timeline[name]]
    facts = {
        "title": f"{line.product}, {line.number}",
        "team": line.team_name,
        "decided": said(line.decided),
        "seats": dossier["seats"],
        "timeline": timeline,
    }
    return batch_of(facts, rooms, LETTERS)


def _end(figures: Figures) -> tuple[str, ...]:
    counts = (
        (gettext("Batches: %(count)d"), figures.batches),
        (gettext("Certified: %(count)d"), figures.certified),
        (gettext("Rejected: %(count)d"), figures.rejected),
        (gettext("Deviations written: %(count)d"), figures.deviations),
        (gettext("Gaps between done and written: %(count)d"), figures.findings),
    )
    return tuple(words % {"count": count} for words, count in counts)


class Cinema:
    """Films by edition. Methods may be called from any thread."""

    def __init__(self, folder: Path, shape: Shape | None = None) -> None:
        self._folder, self._shape = folder, shape or Shape()
        self._lock = threading.Lock()
        self._shares: dict[str, float] = {}
        self._failed: set[str] = set()
        self._maker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="recap")

    def start(self, edition: str, reel: Reel) -> bool:
        """Start making a film in the background; False if it is being made already."""
        with self._lock:
            if edition in self._shares:
                return False
            self._shares[edition] = 0.0
            self._failed.discard(edition)
        self._maker.submit(self._make_quietly, edition, reel)
        return True

    def share(self, edition: str) -> float | None:
        """Return how much of a film is made, 0 to 1; None while none is being made."""
        with self._lock:
            return self._shares.get(edition)

    def failed(self, edition: str) -> bool:
        """Return whether the last try failed; the log has the reason."""
        with self._lock:
            return edition in self._failed

    def found(self, edition: str) -> FilmFile | None:
        """Return the film of an edition, or None."""
        path, facts = self._path(edition), self._path(edition).with_suffix(".json")
        if not path.is_file() or not facts.is_file():
            return None
        kept = json.loads(facts.read_text(encoding="utf-8"))
        return FilmFile(
            path=path,
            made_at=datetime.fromisoformat(kept["made_at"]),
            batches=kept["batches"],
            seconds=kept["seconds"],
        )

    def make(self, edition: str, reel: Reel) -> None:
        """Make a film now."""
        film(reel, self._path(edition), self._shape, lambda share: self._told(edition, share))
        facts = {"made_at": timezone.now().isoformat(), "batches": len(reel.batches), "seconds": reel.seconds}
        self._path(edition).with_suffix(".json").write_text(json.dumps(facts), encoding="utf-8")

    def _make_quietly(self, edition: str, reel: Reel) -> None:
        try:
            self.make(edition, reel)
        except Exception:  # the page says that it failed; the next film must still be made
            _log.exception("the film of edition %s could not be made", edition)
            with self._lock:
                self._failed.add(edition)
        finally:
            with self._lock:
                self._shares.pop(edition, None)

    def _told(self, edition: str, share: float) -> None:
        with self._lock:
            if edition in self._shares:
                self._shares[edition] = share

    def _path(self, edition: str) -> Path:
        return self._folder / f"{edition}.mp4"


def make_film(viewer: Viewer) -> Refusal | None:
    """Start making the film of the viewer's edition. None when it is under way."""
    if not viewer.has(Role.ORGANISER):
        return _ORGANISERS
    reel = reel_of(viewer.edition)
    if reel is None:
        return _NO_BATCH
    cinema().start(viewer.edition, reel)
    return None


_cinema: Cinema | None = None
_cinema_lock = threading.Lock()


def cinema() -> Cinema:
    """Return the cinema of this process."""
    global _cinema
    with _cinema_lock:
        if _cinema is None:
            _cinema = Cinema(Path(settings.DATA_DIR) / "films")
        return _cinema


_ORGANISERS = Refusal(
    code="recap.not-organiser",
    rule="Access follows the role a person has in this edition.",
    message="Only the organiser of an edition makes its recap.",
    remedy="Ask the organiser.",
)
_NO_BATCH = Refusal(
    code="recap.no-batch",
    rule="A film shows what is hidden, so only batches whose debrief is open go in.",
    message="No batch of this edition is closed and replayed yet.",
    remedy="Close a batch, open its debrief once, and make the film then.",
)
