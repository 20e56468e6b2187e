"""Run every test that holds a numbered requirement, and write the matrix; exit code 1 while anything is missing."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from validation.collecting import RESULTS
from validation.matrix import matrix_of, problems_of
from validation.page import page

ROOT = Path(__file__).parents[1]
OUT = ROOT / "build" / "validation"


def main() -> int:
    """Run, write `build/validation/matrix.json` and `matrix.html`, and say what is missing."""
    requirements = yaml.safe_load((ROOT / "content" / "requirements.yaml").read_text(encoding="utf-8"))["requirements"]
    matrix = matrix_of(requirements, _results())
    OUT.mkdir(parents=True, exist_ok=True)
    data = {"notice": "Training - not for GMP use", "rows": matrix.rows, "problems": matrix.problems}
    (OUT / "matrix.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (OUT / "matrix.html").write_text(page(matrix), encoding="utf-8")
    for words in matrix.problems:
        print(words)
    held = sum(not problems_of(row) for row in matrix.rows)
    tests = len({test["id"] for row in matrix.rows for test in row["tests"]})
    print(
        f"{held} of {len(matrix.rows)} requirements hold, by {tests} tests. Written: {OUT / 'matrix.html'}, matrix.json"
    )
    return 1 if matrix.problems else 0


def _results() -> dict[str, dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "results.json"
        command = [sys.executable, "-m", "pytest", "-q", "-m", "requirement", "-p", "validation.collecting", "-n", "2"]
        subprocess.run(
            [*command, "--dist", "loadfile", *sys.argv[1:]],
            cwd=ROOT,
            env={**os.environ, RESULTS: str(path)},
            check=False,
        )
        if not path.is_file():
            sys.exit("The tests could not be run; the lines above say why.")
        results: dict[str, dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
        return results


if __name__ == "__main__":
    sys.exit(main())
