"""The long checks: `python -m bench.campaign [clean|gaps|seeds|crews|tamper|kills] [--n N] [--keep]`.

Exit code 1 on a finding.
"""

import argparse
import json
import statistics
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from bench.batches import Played, play_many
from bench.crews import crews
from bench.hardship import kills, tamper
from gradea.practical import FALSIFICATIONS

EVIDENCE = Path(__file__).parents[1] / "docs" / "evidence"

OBSERVED = {
    "VIA": (71.0, 96.0),
    "CD11C": (99.8, 100.0),
    "HLADR": (99.9, 100.0),
    "CD83": (41.0, 173.0),
    "CD86": (264.0, 1878.0),
    "IL10": (1331.0, 10510.0),
}
"""Observed range of the ten real batches (Ann Rheum Dis 2017, AutoDECRA phase I, Table 1)."""


def clean(n: int) -> dict[str, Any]:
    """Careful crews: no say-do finding at all."""
    batches = list(play_many((seed, "careful", None) for seed in range(1, n + 1)))
    bad = {batch.seed: batch.findings for batch in batches if batch.findings}
    return {"batches": n, "with_findings": len(bad), "findings": bad, "good": not bad}


def gaps(n: int) -> dict[str, Any]:
    """Each kind of falsification: found every time, named correctly, nothing else reported."""
    result: dict[str, Any] = {}
    for kind in FALSIFICATIONS:
        batches = list(play_many((seed, "careful", kind) for seed in range(1, n + 1)))
        right = [batch for batch in batches if {finding.split()[0] for finding in batch.findings} == {kind}]
        wrong = {batch.seed: batch.findings for batch in batches if batch not in right}
        result[kind] = {"batches": n, "right": len(right), "wrong": wrong}
    return {**result, "good": all(each["right"] == n for each in result.values())}


def seeds(n: int) -> dict[str, Any]:
    """Careful crews: results against the published release table, and how many batches fail and why."""
    batches = list(play_many((seed, "careful", None) for seed in range(1, n + 1)))
    spread = {code: _spread(batches, code, bounds) for code, bounds in OBSERVED.items()}
    failed = [batch for batch in batches if batch.disposition != "certified"]
    reasons = Counter(code for batch in failed for code, line in batch.attributes.items() if line["pass"] is False)
    share = len(failed) / n
    return {
        "batches": n,
        "attributes": spread,
        "failed": len(failed),
        "failed_share": round(share, 4),
        "reasons": dict(reasons.most_common()),
        "failed_without_result": [
            batch.seed for batch in failed if not any(line["pass"] is False for line in batch.attributes.values())
        ],
        "contaminated": sum(batch.contaminated for batch in batches),
        "seconds_median": round(statistics.median(batch.seconds for batch in batches), 3),
        "good": 0.03 <= share <= 0.20
        and all(each["median_inside"] and each["quartiles_inside"] for each in spread.values()),
    }


def _spread(batches: list[Played], code: str, bounds: tuple[float, float]) -> dict[str, Any]:
    values = sorted(float(batch.attributes[code]["value"]) for batch in batches if batch.attributes[code]["value"])
    low, middle, high = statistics.quantiles(values, n=4)
    return {
        "n": len(values),
        "p5": values[int(0.05 * len(values))],
        "q1": low,
        "median": middle,
        "q3": high,
        "p95": values[int(0.95 * (len(values) - 1))],
        "observed": bounds,
        "median_inside": bounds[0] <= middle <= bounds[1],
        "quartiles_inside": bounds[0] <= low and high <= bounds[1],
    }


CHECKS = {
    "clean": (clean, 50),
    "gaps": (gaps, 20),
    "seeds": (seeds, 300),
    "crews": (crews, 300),
    "tamper": (tamper, 1000),
    "kills": (kills, 1000),
}


def main() -> int:
    """Run the checks asked for, print them, keep them as evidence."""
    parser = argparse.ArgumentParser(prog="python -m bench.campaign", description=__doc__)
    parser.add_argument("checks", nargs="*", help=f"of {', '.join(CHECKS)}; all if none")
    parser.add_argument("--n", type=int, default=0, help="batches per check; each check has its own default")
    parser.add_argument("--keep", action="store_true", help="write the figures to docs/evidence/")
    asked = parser.parse_args()
    good = True
    for name in asked.checks or list(CHECKS):
        if name not in CHECKS:
            parser.error(f"there is no check '{name}'")
        check, default = CHECKS[name]
        result = check(asked.n or default)
        good = good and result["good"]
        text = json.dumps({name: result}, indent=2)
        print(text, flush=True)
        if asked.keep:
            EVIDENCE.mkdir(parents=True, exist_ok=True)
            (EVIDENCE / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
