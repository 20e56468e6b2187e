"""Formulas: names and arithmetic, exact decimals, halves away from zero, and nothing that could do harm."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradea.record.calculation import CalculationError, calculate, evaluate, names_in
from gradea.record.units import number_text


@pytest.mark.requirement("REC-10", kind="negative")
@pytest.mark.parametrize(
    "formula",
    [
        "",
        "a +",
        "a ** 9",
        "a // 2",
        "a % 2",
        "a if b else c",
        "a < b",
        "a and b",
        "lambda: 1",
        "[a]",
        "a[0]",
        "a.real",
        "'text' * 9",
        "open('x')",
        "__import__('os')",
        "round(a, ndigits=1)",
        "max(*a)",
        "(lambda: a)()",
        "True",
        "a := 3",
        "a; b",
        "1" * 400,
        "{a}",
        "f'{a}'",
        "~a",
        "not a",
        "yield a",
        "await a",
    ],
)
def test_anything_but_arithmetic_is_refused(formula: str) -> None:
    """A recipe file is content from outside; its formulas can add and multiply, and nothing else."""
    with pytest.raises(CalculationError):
        names_in(formula)


@pytest.mark.parametrize(
    ("formula", "inputs", "decimals", "value"),
    [
        ("a * b / 100", {"a": "190.5", "b": "25.4"}, 0, "48"),
        ("min(100, 0.9 * a)", {"a": "2150"}, 1, "100.0"),
        ("min(100, 0.9 * a)", {"a": "80"}, 1, "72.0"),
        ("round(a / 3, 2) * 3", {"a": "10"}, 2, "9.99"),
        ("abs(a - b)", {"a": "1.0", "b": "2.5"}, 1, "1.5"),
        ("max(a, b) - -1", {"a": "1", "b": "2"}, 0, "3"),
        ("a / 4", {"a": "0.5"}, 2, "0.13"),
        ("a / 4", {"a": "-0.5"}, 2, "-0.13"),
        ("0.1 + 0.2 - a", {"a": "0.3"}, 6, "0.000000"),
    ],
)
def test_a_result_is_exact_and_rounded_once(formula: str, inputs: dict[str, str], decimals: int, value: str) -> None:
    """Decimals, not binary fractions; one rounding at the end, halves away from zero, as a person with a pencil does."""
    assert calculate(formula, inputs, decimals) == value


@pytest.mark.parametrize(
    ("formula", "inputs"), [("a / b", {"a": "1", "b": "0"}), ("a", {}), ("a", {"a": "clear"}), ("a", {"a": "<50"})]
)
def test_a_result_that_does_not_exist_is_an_error(formula: str, inputs: dict[str, str]) -> None:
    """Division by zero, a missing value, a word: no result, and no crash either."""
    with pytest.raises(CalculationError):
        evaluate(formula, inputs)


def test_the_callers_arithmetic_does_not_matter() -> None:
    """The same formula gives the same result, whatever precision the caller happens to use."""
    expected = evaluate("a / 3", {"a": "1"})
    with localcontext() as context:
        context.prec = 3
        assert evaluate("a / 3", {"a": "1"}) == expected
        assert number_text(Decimal("12345.678"), 1) == "12345.7"


@given(st.decimals(min_value=-1_000_000, max_value=1_000_000, allow_nan=False, places=6), st.integers(0, 4))
def test_a_written_number_is_within_half_a_step(value: Decimal, decimals: int) -> None:
    """What is written differs from the value by at most half a unit of the last place, and has exactly that many."""
    text = number_text(value, decimals)
    assert abs(Decimal(text) - value) <= Decimal(5).scaleb(-decimals - 1)
    assert len(text.partition(".")[2]) == decimals
