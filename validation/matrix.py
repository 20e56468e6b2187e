"""Requirements and tests put together, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

KINDS = ("positive", "negative", "boundary", "fault", "property", "e2e")
BINDING = ("M", "S")
"""Levels whose rows must have a positive test and one that refuses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The matrix and what is wrong with it.

    Attributes:
        rows: One a requirement: id, level, area, requirement, source, verified, tests (id, kind, result).
        problems: In words: rows without a test, failed tests, marks that name nothing.
    """

    rows: list[dict[str, Any]]
    problems: list[str]


def matrix_of(requirements: Sequence[Mapping[str, str]], results: Mapping[str, Mapping[str, Any]]) -> Matrix:
    """Return the matrix.

    Args:
        requirements: Rows of `content/requirements.yaml`.
        results: Test to its marks, each `[id, kind]`, and its result.

    A positive test shows that it works, a negative one that it refuses what it should.
    """
    tests: dict[str, list[dict[str, str]]] = {row["id"]: [] for row in requirements}
    problems: list[str] = []
    for test, found in sorted(results.items()):
        for mark in found["marks"]:
            identifier, kind = (*mark, "")[:2]
            if identifier not in tests or kind not in KINDS:
                problems.append(f"orphan: {test} names {identifier} {kind or 'without a kind'}")
                continue
            tests[identifier].append({"id": test, "kind": kind, "result": str(found["result"])})
    rows = [{**row, "tests": tests[row["id"]]} for row in requirements]
    return Matrix(rows=rows, problems=[*problems, *(words for row in rows for words in problems_of(row))])


def problems_of(row: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with one row."""
    tests = row["tests"]
    passed = {test["kind"] for test in tests if test["result"] == "passed"}
    problems = [f"{row['id']}: {test['id']} {test['result']}" for test in tests if test["result"] == "failed"]
    if row["level"] in BINDING and "positive" not in passed and "e2e" not in passed:
        problems.append(f"{row['id']} ({row['level']}) has no positive test")
    if row["level"] in BINDING and "negative" not in passed:
        problems.append(f"{row['id']} ({row['level']}) has no negative test")
    if not tests and row["level"] not in BINDING:
        problems.append(f"{row['id']} ({row['level']}) has no test")
    return problems
