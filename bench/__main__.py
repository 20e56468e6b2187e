"""`python -m bench`: print the figures that the documentation speaks of, as JSON."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.acts import measure

GRADEA = Path(sys.executable).parent / "gradea"
ROUNDS = 3


def batch_seconds() -> dict[str, Any]:
    """Return how long a whole batch takes from the shell, files included."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            begun = time.perf_counter()
            words = [
                str(GRADEA),
                "batch",
                "run",
                "toldc",
                "--seed",
                "1",
                "--crew",
                "careful",
                "--out",
                f"{folder}/{number}",
            ]
            subprocess.run(words, check=True, capture_output=True)
            taken.append(time.perf_counter() - begun)
    return {"batch_run_s": round(statistics.median(taken), 2), "batch_run_s_max": round(max(taken), 2)}


def main() -> None:
    """Measure and print."""
    figures = {**batch_seconds(), **measure()}
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
