"""Hard treatment of the ledger: a thousand forgeries of a real batch, a thousand kills of a writer."""

import dataclasses
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from tests.ledger.killing import kill_campaign
from tests.ledger.tampering import tamperings

from gradea.cli.simulate import Plan, simulated
from gradea.ledger import checkpoint_lines, read_checkpoints, to_line, verify

CHECKPOINT_EVERY = 100


def tamper(n: int) -> dict[str, Any]:
    """Forge the ledger of a real batch n times; each forgery must be found and its first bad entry named."""
    made = simulated(Plan(recipe="toldc", facility="hospital_2B", seed=1, crew="careful"))
    lines = [to_line(entry) for entry in made.sealed]
    checkpoints = "".join(checkpoint_lines(made.sealed, every=CHECKPOINT_EVERY))
    guarded = frozenset(point.seq for point in read_checkpoints(checkpoints))
    missed, misnamed, kinds = [], [], Counter[str]()
    for number, forged in enumerate(tamperings(lines, guarded, seed=1, count=n)):
        verdict = verify(forged.lines(), checkpoints)
        kinds[forged.kind] += 1
        if verdict.ok:
            missed.append(f"{number} {forged.kind}")
        elif verdict.first_bad != forged.first_bad:
            misnamed.append(f"{number} {forged.kind}: {verdict.first_bad} for {forged.first_bad}")
    good = not missed and not misnamed and verify(lines, checkpoints).ok
    return {
        "forgeries": n,
        "kinds": dict(kinds),
        "missed": missed,
        "misnamed": misnamed,
        "entries": len(lines),
        "good": good,
    }


def kills(n: int) -> dict[str, Any]:
    """Kill a writing process n times; nothing that was acknowledged may be lost and every chain verifies."""
    with tempfile.TemporaryDirectory() as folder:
        toll = dataclasses.asdict(kill_campaign(Path(folder), kills=n, seed=1))
    lost = {
        name: value for name, value in toll.items() if name not in {"kills", "acknowledged", "unacknowledged"} and value
    }
    return {**toll, "good": not lost}
