"""A process that writes until it is killed: `python killed_writer.py FOLDER JOURNAL`.

Each line it prints is an acknowledgement: run, number and hash of the last entry of a command, and the command. A line
is printed after `append` returned and in one system call, so what the reader has got was promised.
"""

import os
import sys
import threading
from pathlib import Path

from gradea.campus.records.sqlite_store import SqliteStore
from gradea.ledger import Draft, head_of, seal_all

LANES = 4


def write(store: SqliteStore, run: str) -> None:
    """Append commands of one to three entries to one run, for ever."""
    head = store.head(run)
    while True:
        command = f"c-{head.seq + 1}"
        drafts = [
            Draft(
                name="test.written/1", body={"words": "x" * (40 * number)}, actor="system", role="system", sim_ms=0,
                at="2026-03-01T09:30:00.000Z", command=command,
            )
            for number in range(1 + head.seq % 3)
        ]  # fmt: skip
        entries = seal_all(head, drafts)
        store.append(run, head.seq, entries, command)
        head = head_of(entries[-1])
        os.write(1, f"{run} {head.seq} {head.hash} {command}\n".encode())


def main(folder: Path, journal: str) -> None:
    """Write in several threads; the process ends only by being killed."""
    store = SqliteStore(folder / "ledger.sqlite3", folder / "checkpoints", journal=journal)
    for lane in range(LANES):
        threading.Thread(target=write, args=(store, f"run-{lane}"), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
