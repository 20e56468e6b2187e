"""One process writes a ledger file: a lock of the operating system, which ends with the process, however it ends."""

import os
import sys
from pathlib import Path

from gradea.ledger import StoreUnavailable

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """Held from opening to closing of a store; the file `<ledger>.lock` stays, only the lock on it counts."""

    def __init__(self, ledger: Path) -> None:
        self._descriptor = os.open(ledger.with_name(ledger.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _take(self._descriptor)
        except OSError:
            os.close(self._descriptor)
            raise StoreUnavailable(
                f"{ledger} is open in another store; exactly one process may write it: stop the other server first"
            ) from None

    def release(self) -> None:
        """Let go. In a forked child this only drops the copy; the parent keeps the lock."""
        os.close(self._descriptor)
