"""A process that forks again and again while its threads write: `python forking_writer.py FOLDER JOURNAL FORKS`.

Each child closes the connections it inherited, as a collected object would. In the middle of a transaction that rolls
back the parent's work from under it, or hangs on a lock that nobody lets go.
"""

import os
import sys
import threading
from pathlib import Path

from gradea.campus.records.sqlite_store import SqliteStore
from gradea.ledger import Draft, seal_all


def write(store: SqliteStore, run: str, stop: threading.Event) -> None:
    """Append to one run until told to stop."""
    while not stop.is_set():
        head = store.head(run)
        command = f"{run}-{head.seq}"
        entry = Draft(
            name="test.written/1", body={"words": "x" * 300}, actor="system", role="system", sim_ms=0,
            at="2026-03-01T09:30:00.000Z", command=command,
        )  # fmt: skip
        store.append(run, head.seq, seal_all(head, [entry]), command)


def main(folder: Path, journal: str, forks: int) -> int:
    """Write in four threads, fork so many times; return 0 in each child and in the parent."""
    store = SqliteStore(folder / "ledger.sqlite3", folder / "checkpoints", journal=journal)
    stop = threading.Event()
    threads = [threading.Thread(target=write, args=(store, f"run-{lane}", stop), daemon=True) for lane in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(forks):
        child = os.fork()
        if child == 0:
            store._writing.close()
            store._reading.close()
            return 0
        os.waitpid(child, 0)
    stop.set()
    for thread in threads:
        thread.join()
    store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
