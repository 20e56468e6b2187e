"""The live runs behind the cockpit. A long ledger is folded in a thread, so that the screen answers at once."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections

from gradea.campus.cleanroom.hall import hall
from gradea.campus.cleanroom.live_run import LiveRun
from gradea.campus.cleanroom.runs import RunCard, live_run

AT_ONCE = 150
"""A ledger up to this long is folded while the page waits: about a tenth of a second."""

_log = logging.getLogger(__name__)


class Watch:
    """Live runs by reference."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: dict[str, LiveRun] = {}
        self._loading: set[str] = set()
        self._loader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="cockpit")

    def run(self, card: RunCard) -> LiveRun | None:
        """Return the live run of a card, or None while it is being loaded."""
        with self._lock:
            found = self._runs.get(card.ref)
            if found is not None or card.ref in self._loading:
                return found
        if hall().store.head(card.ref).seq < AT_ONCE:
            return self.adopt(card)
        with self._lock:
            self._loading.add(card.ref)
        self._loader.submit(self._load, card)
        return None

    def adopt(self, card: RunCard) -> LiveRun:
        """Load a run now, and keep it."""
        found = live_run(card)
        with self._lock:
            self._runs[card.ref] = found
        return found

    def _load(self, card: RunCard) -> None:
        try:
            self.adopt(card)
        except Exception:  # the row stays "loading" and the next look tries again; the log has the reason
            _log.exception("run %s could not be loaded", card.ref)
        finally:
            close_old_connections()
            with self._lock:
                self._loading.discard(card.ref)


_watch = Watch()


def watch() -> Watch:
    """Return the watch of this process."""
    return _watch
