"""A pytest plugin: for every test with a `requirement` mark, which requirements it holds, in what way, and how it ended."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

RESULTS = "GRADEA_VALIDATION_RESULTS"
"""Environment variable with the file that the results are written to."""

PROPERTY = "requirement"

_rows: dict[str, dict[str, object]] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Write the marks of a test where its report carries them, also from another process."""
    for item in items:
        for mark in item.iter_markers("requirement"):
            item.user_properties.append((PROPERTY, [*mark.args, *mark.kwargs.values()]))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep the worst that happened to a test over set-up, call and tear-down."""
    marks = [value for name, value in report.user_properties if name == PROPERTY]
    if marks:
        row = _rows.setdefault(report.nodeid, {"marks": marks, "result": "passed"})
        if report.outcome != "passed" and row["result"] != "failed":
            row["result"] = report.outcome


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Write the rows down; only the process that the others report to does."""
    yield
    path = os.environ.get(RESULTS)
    if path and not hasattr(session.config, "workerinput"):
        Path(path).write_text(json.dumps(_rows), encoding="utf-8")
