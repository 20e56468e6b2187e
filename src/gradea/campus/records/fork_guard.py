"""A SQLite connection that lives on in a forked child can destroy the file (sqlite.org/howtocorrupt.html).

So a fork waits until no transaction and no read is open, and the child's copy of a store refuses every use.
"""

import os
import threading
from typing import Protocol
from weakref import WeakSet


class Guarded(Protocol):
    """What has open connections."""

    def pause(self) -> None:
        """Wait until no connection is in the middle of something, and keep it so."""

    def resume(self) -> None:
        """Go on."""

    def abandon(self) -> None:
        """Become unusable, in the child."""


_open: WeakSet[Guarded] = WeakSet()
_forking = threading.Lock()
_paused: list[Guarded] = []


def guard(store: Guarded) -> None:
    """Guard a store from now on; one that was collected is forgotten by itself."""
    _open.add(store)


def unguard(store: Guarded) -> None:
    """Forget a store whose connections are closed."""
    _open.discard(store)


def _before() -> None:
    _forking.acquire()
    _paused.extend(_open)
    for store in _paused:
        store.pause()


def _after_in_parent() -> None:
    while _paused:
        _paused.pop().resume()
    _forking.release()


def _after_in_child() -> None:
    while _paused:
        _paused.pop().abandon()
    _open.clear()
    _forking.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before, after_in_parent=_after_in_parent, after_in_child=_after_in_child)
