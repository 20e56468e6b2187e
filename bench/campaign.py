"""The long checks, exit code 1 on a finding.

`python -m bench.campaign [clean|gaps|rates|seeds|crews|tamper|kills|sequences] [--recipe R] [--n N] [--keep]`
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
from bench.sequences import sequences
from gradea.practical import CREWS, FALSIFICATIONS

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


def clean(n: int, recipe: str) -> dict[str, Any]:
    """Careful crews: no say-do finding at all."""
    batches = list(play_many((seed, "careful", None, recipe) for seed in range(1, n + 1)))
    bad = {batch.seed: batch.findings for batch in batches if batch.findings}
    seconds = round(statistics.median(batch.seconds for batch in batches), 3)
    return {"recipe": recipe, "batches": n, "with_findings": len(bad), "findings": bad,
            "seconds_median": seconds, "good": not bad}  # fmt: skip


def rates(n: int, recipe: str) -> dict[str, Any]:
    """Every crew: how many batches fail and why, how many are contaminated, and of a media fill how many units."""
    result: dict[str, Any] = {"recipe": recipe, "batches": n}
    for crew in CREWS:
        batches = list(play_many((seed, crew, None, recipe) for seed in range(1, n + 1)))
        failed = [batch for batch in batches if batch.disposition != "certified"]
        reasons = Counter(code for batch in failed for code, line in batch.attributes.items() if line["pass"] is False)
        units = sum(batch.units for batch in batches)
        result[crew] = {
            "failed": len(failed),
            "failed_share": round(len(failed) / n, 4),
            "reasons": dict(reasons.most_common()),
            "contaminated_batches": sum(batch.contaminated for batch in batches),
            "with_findings": sum(bool(batch.findings) for batch in batches),
            "seconds_median": round(statistics.median(batch.seconds for batch in batches), 3),
        }
        if units:
            dirty = sum(batch.contaminated_units for batch in batches)
            result[crew] |= {"units": units, "contaminated_units": dirty, "unit_share": round(dirty / units, 5)}
    return {**result, "good": not result["careful"]["with_findings"]}


def gaps(n: int, recipe: str) -> dict[str, Any]:
    """Each kind of falsification: found every time, named correctly, nothing else reported."""
    result: dict[str, Any] = {}
    for kind in FALSIFICATIONS:
        batches = list(play_many((seed, "careful", kind, recipe) for seed in range(1, n + 1)))
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


PRODUCT_CHECKS = {"clean": (clean, 50), "gaps": (gaps, 20), "rates": (rates, 100)}
"""Checks that play any product: `--recipe` says which."""

CHECKS = {
    "seeds": (seeds, 300),
    "crews": (crews, 300),
    "tamper": (tamper, 1000),
    "kills": (kills, 1000),
    "sequences": (sequences, 10_000),
}


def main() -> int:
    """Run the checks asked for, print them, keep them as evidence."""
    parser = argparse.ArgumentParser(prog="python -m bench.campaign", description=__doc__)
    parser.add_argument("checks", nargs="*", help=f"of {', '.join((*PRODUCT_CHECKS, *CHECKS))}; all if none")
    parser.add_argument("--n", type=int, default=0, help="batches per check; each check has its own default")
    parser.add_argument("--keep", action="store_true", help="write the figures to docs/evidence/")
    parser.add_argument("--recipe", default="toldc", help=f"for {', '.join(PRODUCT_CHECKS)}: which product")
    asked = parser.parse_args()
    good = True
    for name in asked.checks or [*PRODUCT_CHECKS, *CHECKS]:
        if name in PRODUCT_CHECKS:
            check_of, default = PRODUCT_CHECKS[name]
            result = check_of(asked.n or default, asked.recipe)
        elif name in CHECKS:
            check, default = CHECKS[name]
            result = check(asked.n or default)
        else:
            parser.error(f"there is no check '{name}'")
        good = good and result["good"]
        text = json.dumps({name: result}, indent=2)
        print(text, flush=True)
        if asked.keep:
            EVIDENCE.mkdir(parents=True, exist_ok=True)
            suffix = f"-{asked.recipe}" if name in PRODUCT_CHECKS and asked.recipe != "toldc" else ""
            (EVIDENCE / f"{name}{suffix}.json").write_text(text + "\n", encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
