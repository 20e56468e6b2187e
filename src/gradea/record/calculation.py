"""Formulas of a recipe: names and arithmetic only, in exact decimals, evaluated by the `simpleeval` library."""

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal, DecimalException, localcontext
from typing import Any

from simpleeval import InvalidExpression, SimpleEval  # type: ignore[import-untyped]

from gradea.record.units import ARITHMETIC, number_text

MAX_FORMULA = 300
"""Longest formula in characters (D: a formula a person cannot check on one line belongs in two fields)."""

FUNCTION_NAMES = frozenset({"round", "min", "max", "abs", "log2"})

_OPERATORS: dict[type, Callable[..., Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


class CalculationError(Exception):
    """The formula cannot be read, or has no value for these inputs; the text says why."""


def _round(value: Decimal, decimals: Decimal = Decimal(0)) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-int(decimals)), rounding=ROUND_HALF_UP)


def _log2(value: Decimal) -> Decimal:
    return Decimal(value).ln() / Decimal(2).ln()


_FUNCTIONS: dict[str, Callable[..., Decimal]] = {"round": _round, "min": min, "max": max, "abs": abs, "log2": _log2}


class _DecimalEval(SimpleEval):  # type: ignore[misc]
    """`simpleeval` with exact decimal constants and nothing beyond names, arithmetic and five functions."""

    nodes: dict[type, Callable[..., Any]]

    def __init__(self, names: Mapping[str, Decimal]) -> None:
        super().__init__(operators=_OPERATORS, functions=_FUNCTIONS, names=dict(names))
        keep = {ast.Expr, ast.Name, ast.UnaryOp, ast.BinOp, ast.Call, ast.Constant}
        self.nodes = {kind: handler for kind, handler in self.nodes.items() if kind in keep}
        self.nodes[ast.Constant] = _exact_constant


def _exact_constant(node: ast.Constant) -> Decimal:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        raise InvalidExpression(f"{node.value!r} is not a number")
    return Decimal(repr(node.value))


def names_in(formula: str) -> tuple[str, ...]:
    """Return the field codes a formula reads, each once, in order of appearance.

    Raises:
        CalculationError: If it is not one expression of names, numbers, + - * / and round, min, max, abs.

    >>> names_in("round(10 / (density * viability / 100), 2)")
    ('density', 'viability')
    """
    if len(formula) > MAX_FORMULA:
        raise CalculationError(f"the formula is longer than {MAX_FORMULA} characters")
    try:
        tree = ast.parse(formula.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise CalculationError("the formula is not an arithmetic expression") from error
    places: dict[str, int] = {}
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Expression | ast.expr_context | ast.operator | ast.unaryop):
            _check_node(node)
        if isinstance(node, ast.Name) and id(node) not in called:
            places[node.id] = min(node.col_offset, places.get(node.id, node.col_offset))
    return tuple(sorted(places, key=lambda name: places[name]))


def _check_node(node: ast.AST) -> None:
    if isinstance(node, ast.BinOp | ast.UnaryOp):
        if type(node.op) not in _OPERATORS:
            raise CalculationError(f"the operator {type(node.op).__name__} is not allowed")
    elif isinstance(node, ast.Call):
        if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTION_NAMES or node.keywords:
            raise CalculationError("only round, min, max and abs can be called")
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise CalculationError(f"{node.value!r} is not a number")
    elif not isinstance(node, ast.Name):
        raise CalculationError(f"{type(node).__name__} is not allowed in a formula")


def evaluate(formula: str, inputs: Mapping[str, str]) -> Decimal:
    """Return the exact value of the formula for these inputs, not yet rounded to the field.

    Args:
        formula: Text that `names_in` accepted.
        inputs: Field code → the value as written in the record.

    Raises:
        CalculationError: On a missing or non-numeric input, a division by zero or a value without bound.

    >>> evaluate("volume * density * viability / 100", {"volume": "190.5", "density": "42.1", "viability": "97.0"})
    Decimal('7779.4485')
    """
    try:
        with localcontext(ARITHMETIC):
            names = {code: Decimal(text) for code, text in inputs.items()}
            value = Decimal(_DecimalEval(names).eval(formula))
    except InvalidExpression as error:
        raise CalculationError(str(error)) from error
    except (DecimalException, ArithmeticError, ValueError, TypeError) as error:
        raise CalculationError(f"the formula {formula} has no value for {_listed(inputs)}") from error
    if not value.is_finite():
        raise CalculationError(f"the formula {formula} has no finite value for {_listed(inputs)}")
    return value


def calculate(formula: str, inputs: Mapping[str, str], decimals: int) -> str:
    """Return the value as the record shows it: the exact result rounded once, halves away from zero.

    >>> calculate("100 / (density * 0.97)", {"density": "40.0"}, 2)
    '2.58'
    """
    return number_text(evaluate(formula, inputs), decimals)


def _listed(inputs: Mapping[str, Any]) -> str:
    return ", ".join(f"{code} = {value}" for code, value in inputs.items())
