"""Measure the durable store: `.venv/bin/python -m tests.ledger.measuring FOLDER [SECONDS]`. FOLDER decides which disk.

Each thread decides, seals and appends one entry of about 430 bytes at a time to its own run, and waits for it.
"""

import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from gradea.campus.records.connection import Journal
from gradea.campus.records.sqlite_store import SqliteStore
from gradea.ledger import EMPTY, head_of, seal_all, verify

from .chains import draft


@dataclass(slots=True)
class Measured:
    """Appends of all threads, and what each waited."""

    journal: Journal
    threads: int
    seconds: float
    waits_ms: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        """Return one line of a table."""
        waits = sorted(self.waits_ms)
        p50, p99 = waits[len(waits) // 2], waits[len(waits) * 99 // 100]
        rate = len(waits) / self.seconds
        return f"{self.journal:6} {self.threads:3} threads {rate:7.0f} appends/s  p50 {p50:6.2f} ms  p99 {p99:6.2f} ms"


def measure(folder: Path, journal: Journal, *, threads: int, seconds: float) -> Measured:
    """Append for so long from so many threads; check afterwards that the runs verify."""
    measured = Measured(journal, threads, seconds)
    with SqliteStore(folder / "ledger.sqlite3", folder / "checkpoints", journal=journal) as store:
        stop = time.perf_counter() + seconds

        def work(lane: int) -> None:
            head, waits = EMPTY, []
            while time.perf_counter() < stop:
                command = f"c-{head.seq + 1}"
                entries = seal_all(head, [draft(head.seq + 1, command, words="x" * 150)])
                start = time.perf_counter()
                store.append(f"run-{lane}", head.seq, entries, command)
                waits.append((time.perf_counter() - start) * 1e3)
                head = head_of(entries[-1])
            measured.waits_ms.extend(waits)

        workers = [threading.Thread(target=work, args=(lane,)) for lane in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        for lane in range(threads):
            assert verify(store.lines(f"run-{lane}")).ok
    return measured


if __name__ == "__main__":
    for chosen in ("wal", "delete"):
        for count in (1, 32):
            with tempfile.TemporaryDirectory(dir=sys.argv[1]) as place:
                print(
                    measure(Path(place), chosen, threads=count, seconds=float((sys.argv[2:] or ["5"])[0])), flush=True
                )
