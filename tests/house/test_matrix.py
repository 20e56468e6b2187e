"""The requirements matrix finds what is missing."""

from typing import Any

import pytest
from validation.matrix import matrix_of

ROW = {"id": "AUD-01", "level": "M", "area": "audit trail", "requirement": "r", "source": "s", "verified": "P"}
GOOD = {
    "t.py::yes": {"marks": [["AUD-01", "positive"]], "result": "passed"},
    "t.py::no": {"marks": [["AUD-01", "negative"]], "result": "passed"},
}


def problems(results: dict[str, Any], **changes: str) -> list[str]:
    return matrix_of([{**ROW, **changes}], results).problems


@pytest.mark.requirement("VAL-01", "positive")
def test_a_row_with_both_tests_holds() -> None:
    assert problems(GOOD) == []
    assert [test["kind"] for test in matrix_of([ROW], GOOD).rows[0]["tests"]] == ["negative", "positive"]


@pytest.mark.requirement("VAL-01", "negative")
def test_a_test_that_is_taken_away_is_missed() -> None:
    assert problems({"t.py::yes": GOOD["t.py::yes"]}) == ["AUD-01 (M) has no negative test"]
    assert problems({"t.py::no": GOOD["t.py::no"]}) == ["AUD-01 (M) has no positive test"]


def test_a_test_that_fails_or_is_skipped_holds_nothing() -> None:
    failed = {**GOOD, "t.py::no": {**GOOD["t.py::no"], "result": "failed"}}
    assert problems(failed) == ["AUD-01: t.py::no failed", "AUD-01 (M) has no negative test"]
    skipped = {**GOOD, "t.py::yes": {**GOOD["t.py::yes"], "result": "skipped"}}
    assert problems(skipped) == ["AUD-01 (M) has no positive test"]


def test_a_mark_that_names_nothing_is_an_orphan() -> None:
    assert problems({**GOOD, "t.py::lost": {"marks": [["AUD-99", "positive"]], "result": "passed"}})[0].startswith(
        "orphan"
    )
    assert problems({**GOOD, "t.py::odd": {"marks": [["AUD-01", "maybe"]], "result": "passed"}})[0].startswith("orphan")


def test_rows_of_other_levels_need_one_test() -> None:
    assert problems({}, level="U") == ["AUD-01 (U) has no test"]
    assert problems({"t.py::yes": GOOD["t.py::yes"]}, level="D") == []
