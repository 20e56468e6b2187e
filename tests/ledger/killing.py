"""Kill a writing process again and again, and judge what it leaves. A campaign asks for more kills.

A killed process proves that nothing is half written and no acknowledgement is early; it does not prove durability at a
power cut, where what the operating system still holds is lost as well. The settings answer for that.
"""

import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from gradea.campus.records.connection import Journal
from gradea.campus.records.sqlite_store import SqliteStore
from gradea.ledger import verify

from .killed_writer import LANES

LIVES_PER_FOLDER = 25
"""Then a new folder: each life is judged from the first entry on, and the judging should not grow without end."""


@dataclass(slots=True)
class Toll:
    """What a campaign saw; commands that were written but not acknowledged are allowed, hence command keys."""

    kills: int = 0
    acknowledged: int = 0
    unacknowledged: int = 0
    faults: list[str] = field(default_factory=list)


def kill_campaign(folder: Path, *, kills: int, seed: int, journal: Journal = "wal") -> Toll:
    """Let a process write, kill it at a random moment, judge; so many times."""
    luck, toll = random.Random(seed), Toll()
    promised: dict[str, tuple[int, str, str]] = {}
    for number in range(kills):
        home = folder / f"{number // LIVES_PER_FOLDER}"
        home.mkdir(exist_ok=True)
        if number % LIVES_PER_FOLDER == 0:
            promised = {}
        toll.acknowledged += _one_life(home, journal, luck, promised)
        toll.kills += 1
        _judge(home, journal, promised, toll)
    return toll


def _one_life(home: Path, journal: Journal, luck: random.Random, promised: dict[str, tuple[int, str, str]]) -> int:
    """Start a writer, kill it after some acknowledgements and a little more; return how many it gave."""
    script = str(Path(__file__).with_name("killed_writer.py"))
    with subprocess.Popen([sys.executable, script, str(home), journal], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(luck.randrange(1, 150))]
        time.sleep(luck.random() * 0.004)
        writer.kill()
        lines += writer.stdout.readlines()
    whole = [line.decode().split() for line in lines if line.endswith(b"\n")]
    promised.update((run, (int(seq), hash_hex, command)) for run, seq, hash_hex, command in whole)
    return len(whole)


def _judge(home: Path, journal: Journal, promised: dict[str, tuple[int, str, str]], toll: Toll) -> None:
    with SqliteStore(home / "ledger.sqlite3", home / "checkpoints", journal=journal) as store:
        for run in (f"run-{lane}" for lane in range(LANES)):
            verdict = verify(store.lines(run), store.checkpoint_text(run))
            seq, hash_hex, command = promised.get(run, (-1, "0" * 64, ""))
            if verdict.entries and not verdict.ok:
                toll.faults.append(f"kill {toll.kills}: {run} does not verify: {verdict.problem}")
            if verdict.entries <= seq or (seq >= 0 and store.entries(run, since=seq)[0].hash != hash_hex):
                toll.faults.append(f"kill {toll.kills}: {run} lost entry {seq}, which was acknowledged")
            elif seq >= 0 and (store.written(run, command) or range(0))[-1:] != range(seq, seq + 1):
                toll.faults.append(f"kill {toll.kills}: {run} does not know command {command}")
            tail = store.entries(run, since=seq + 1)
            if tail:
                toll.unacknowledged += 1
                given = store.written(run, tail[0].entry.command)
                if given is None or (given.start, given.stop) != (seq + 1, seq + 1 + len(tail)):
                    toll.faults.append(f"kill {toll.kills}: {run} holds half a command")
                promised[run] = (tail[-1].entry.seq, tail[-1].hash, tail[-1].entry.command)


if __name__ == "__main__":
    print(kill_campaign(Path(sys.argv[1]), kills=int(sys.argv[2]), seed=int(sys.argv[3])))
