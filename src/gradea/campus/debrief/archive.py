"""Dossiers of closed runs: made in a thread of their own, kept in memory and in a file beside the ledger.

The file outlives an upgrade of the engine: the hidden truth of a run is told by the engine that played it.
"""

import gzip
import json
import logging
import os
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.conf import settings

from gradea.campus.cleanroom.hall import hall
from gradea.campus.debrief.dossier import DOSSIER, dossier_of
from gradea.content import facility_named, recipe_named, scenario_named
from gradea.ledger import SealedEntry
from gradea.practical import RunClosed, RunState, dated_of, new_run, seed_commitment

KEPT = 12
"""Dossiers held in memory; each is about a megabyte."""

_log = logging.getLogger(__name__)


class Archive:
    """Dossiers by reference of the run. Methods may be called from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._shares: dict[str, float] = {}
        self._failed: dict[str, str] = {}
        self._maker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="debrief")

    def dossier(self, ref: str, scenario: str) -> dict[str, Any] | None:
        """Return the dossier of a closed run, or None while it is being made; the first call starts that."""
        with self._lock:
            found = self._kept.get(ref)
            if found is not None:
                self._kept.move_to_end(ref)
                return found
        stored = self._read(ref)
        if stored is not None:
            self._keep(ref, stored)
            return stored
        self.prepare(ref, scenario)
        return None

    def prepare(self, ref: str, scenario: str) -> None:
        """Start making a dossier in the background, unless it is being made or there."""
        with self._lock:
            if ref in self._shares or ref in self._kept:
                return
            self._shares[ref] = 0.0
            self._failed.pop(ref, None)
        self._maker.submit(self._make_quietly, ref, scenario)

    def share(self, ref: str) -> float:
        """Return how much of a dossier is made, 0 to 1."""
        with self._lock:
            return self._shares.get(ref, 0.0)

    def failed(self, ref: str) -> bool:
        """Return whether the last try to make a dossier failed; the log has the reason."""
        with self._lock:
            return ref in self._failed

    def make(self, ref: str, scenario: str) -> dict[str, Any] | None:
        """Make a dossier now, store it and return it; None while the run is not closed."""
        entries = hall().store.entries(ref)
        first = opening_state(entries, scenario)
        made = dossier_of(first, entries, lambda share: self._told(ref, share)) if first else None
        if made is not None:
            made = json.loads(json.dumps(made))
            self._write(ref, made)
            self._keep(ref, made)
        return made

    def _make_quietly(self, ref: str, scenario: str) -> None:
        try:
            self.make(ref, scenario)
        except Exception:  # the page says that it failed; the next run's dossier must still be made
            _log.exception("the dossier of run %s could not be made", ref)
            with self._lock:
                self._failed[ref] = "failed"
        finally:
            with self._lock:
                self._shares.pop(ref, None)

    def _told(self, ref: str, share: float) -> None:
        with self._lock:
            if ref in self._shares:
                self._shares[ref] = share

    def _keep(self, ref: str, dossier: dict[str, Any]) -> None:
        with self._lock:
            self._kept[ref] = dossier
            self._kept.move_to_end(ref)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def _path(self, ref: str) -> Path:
        return self._folder / f"{ref}.json.gz"

    def _read(self, ref: str) -> dict[str, Any] | None:
        path = self._path(ref)
        if not path.is_file():
            return None
        try:
            found = json.loads(gzip.decompress(path.read_bytes()))
        except (OSError, ValueError, EOFError):
            _log.warning("the stored dossier of run %s is not readable and is made again", ref)
            return None
        return found if found.get("dossier") == DOSSIER and found["head"] == hall().store.head(ref).hash else None

    def _write(self, ref: str, dossier: dict[str, Any]) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = self._path(ref).with_suffix(".part")
        partial.write_bytes(gzip.compress(json.dumps(dossier, ensure_ascii=False).encode(), 5))
        os.replace(partial, self._path(ref))


def opening_state(entries: list[SealedEntry], scenario: str) -> RunState | None:
    """Return the state before the first event, from the seed that the closing revealed; None while it is hidden.

    Raises:
        ValueError: If the revealed seed is not the one the header committed to: somebody changed the ledger.
    """
    seed = next((event.seed for entry in reversed(entries) if isinstance(event := _event(entry), RunClosed)), None)
    if seed is None:
        return None
    header = _event(entries[0])
    if header.seed_commitment != seed_commitment(seed):
        raise ValueError("the revealed seed does not answer to the commitment in the header of the run")
    plan = scenario_named(scenario)
    return new_run(scenario=plan, recipe=recipe_named(plan.recipe), facility=facility_named(plan.facility), seed=seed)


def _event(entry: SealedEntry) -> Any:
    return dated_of(entry.entry).event


_archive: Archive | None = None
_archive_lock = threading.Lock()


def archive() -> Archive:
    """Return the archive of this process."""
    global _archive
    with _archive_lock:
        if _archive is None:
            _archive = Archive(Path(settings.DATA_DIR) / "debriefs")
        return _archive
