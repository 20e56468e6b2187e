"""The equations of a kernel, read from its own source: for export, so that there is no second copy that could drift.

A kernel consists of assignments, conditional expressions, calls of other kernels and one return; that is little enough to be
read as mathematics. Calls are entered, the exponential, the logarithm and the root are left as they are.
"""

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Function = Callable[..., Any]
SourceOf = Callable[[Function], str]

KNOWN = {"exponential": "exp", "natural_log": "ln", "sqrt": "sqrt"}
"""Kernels that are functions of mathematics, by their usual names."""

Value: TypeAlias = "ast.expr | Series"


@dataclass(slots=True)
class Series:
    """Several values under one name: the amounts, or the rates of a culture.

    Attributes:
        values: The values; empty until the kernel that unpacks them names them.
    """

    values: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class Equations:
    """What a kernel computes.

    Attributes:
        named: Intermediate values in order: name and expression.
        results: The expressions it returns.
    """

    named: list[tuple[str, ast.expr]] = field(default_factory=list)
    results: list[ast.expr] = field(default_factory=list)


def named_series(names: Sequence[str]) -> Series:
    """Return a series of known names.

    Examples:
        >>> len(named_series(["a", "b"]).values)
        2
    """
    return Series([ast.Name(name) for name in names])


def equations_of(kernel: Function, inputs: Sequence[Value], source_of: SourceOf) -> Equations:
    """Return the equations of a kernel.

    Args:
        kernel: The kernel.
        inputs: Its arguments; a series without values gets the names under which the kernel unpacks it.
        source_of: Returns the source of a function.

    Raises:
        ValueError: If the kernel uses something else than assignments, conditional expressions, arithmetic and kernels.

    Examples:
        >>> def kernel(y):
        ...     (a, b) = y
        ...     c = a * b if a > 0.0 else 0.0
        ...     return (c, -c)
        >>> text = "def kernel(y):\\n    (a, b) = y\\n    c = a * b if a > 0.0 else 0.0\\n    return (c, -c)"
        >>> found = equations_of(kernel, [named_series(["x", "z"])], lambda _kernel: text)
        >>> [(name, ast.unparse(value)) for name, value in found.named]
        [('c', 'x * z if x > 0.0 else 0.0')]
    """
    found = Equations()
    returned = _Reader(found, source_of).entered(kernel, inputs)
    found.results = [_scalar(value) for value in returned.values] if isinstance(returned, Series) else [returned]
    return found


class _Reader:
    """Walks through kernels and collects what they assign."""

    def __init__(self, found: Equations, source_of: SourceOf) -> None:
        self._found = found
        self._source_of = source_of
        self._taken: set[str] = set()

    def entered(self, kernel: Function, inputs: Sequence[Value]) -> Value:
        """Return what a kernel returns for these arguments."""
        definition = ast.parse(self._source_of(kernel)).body[0]
        if not isinstance(definition, ast.FunctionDef):
            raise ValueError(f"{kernel.__name__} is no plain function; a kernel is one")
        scope = dict(zip([each.arg for each in definition.args.args], inputs, strict=True))
        for statement in definition.body:
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                value = self._value(statement.value, scope, kernel)
                self._bound(statement.targets[0], value, scope)
            elif isinstance(statement, ast.Return) and statement.value is not None:
                return self._value(statement.value, scope, kernel)
            elif not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
                raise ValueError(f"line {statement.lineno} of {kernel.__name__} cannot be read as an equation")
        raise ValueError(f"{kernel.__name__} returns nothing")

    def _bound(self, target: ast.expr, value: Value, scope: dict[str, Value]) -> None:
        if isinstance(target, ast.Tuple):
            names = [each.id for each in target.elts if isinstance(each, ast.Name)]
            if not isinstance(value, Series):
                raise ValueError(f"{ast.unparse(target)} unpacks a single value")
            value.values = value.values or [ast.Name(self._free(name)) for name in names]
            for each, part in zip(target.elts, value.values, strict=True):
                self._bound(each, part, scope)
        elif isinstance(target, ast.Name):
            scope[target.id] = value if _is_plain(value) else self._noted(target.id, _scalar(value))
        else:
            raise ValueError(f"{ast.unparse(target)} is no name")

    def _noted(self, name: str, value: ast.expr) -> ast.Name:
        free = self._free(name)
        self._found.named.append((free, value))
        return ast.Name(free)

    def _free(self, name: str) -> str:
        number, free = 2, name.lstrip("_")
        while free in self._taken:
            free, number = f"{name}_{number}", number + 1
        self._taken.add(free)
        return free

    def _value(self, node: ast.expr, scope: dict[str, Value], kernel: Function) -> Value:
        match node:
            case ast.Name():
                return scope[node.id] if node.id in scope else ast.Constant(float(kernel.__globals__[node.id]))
            case ast.Constant():
                return node
            case ast.Tuple():
                return Series([self._value(each, scope, kernel) for each in node.elts])
            case ast.Subscript(value=ast.Name(), slice=ast.Constant(value=int(place))):
                series = self._value(node.value, scope, kernel)
                if isinstance(series, Series):
                    return series.values[place]
            case ast.Call(func=ast.Name(id=name), keywords=[]):
                given = [self._value(each, scope, kernel) for each in node.args]
                if name not in KNOWN:
                    return self.entered(kernel.__globals__[name], given)
                return ast.Call(ast.Name(KNOWN[name]), [_scalar(each) for each in given], [])
            case ast.BinOp() | ast.UnaryOp() | ast.IfExp() | ast.Compare():
                return self._combined(node, scope, kernel)
        raise ValueError(f"{ast.unparse(node)!r} in {kernel.__name__} cannot be read as mathematics")

    def _combined(self, node: ast.expr, scope: dict[str, Value], kernel: Function) -> ast.expr:
        def part(each: ast.expr) -> ast.expr:
            return _scalar(self._value(each, scope, kernel))

        match node:
            case ast.BinOp():
                return ast.BinOp(part(node.left), node.op, part(node.right))
            case ast.UnaryOp():
                return ast.UnaryOp(node.op, part(node.operand))
            case ast.IfExp():
                return ast.IfExp(part(node.test), part(node.body), part(node.orelse))
            case ast.Compare():
                return ast.Compare(part(node.left), node.ops, [part(each) for each in node.comparators])
        raise ValueError(f"{ast.unparse(node)!r} is no combination")


def _is_plain(value: Value) -> bool:
    return isinstance(value, Series | ast.Name | ast.Constant)


def _scalar(value: Value) -> ast.expr:
    if isinstance(value, Series):
        raise ValueError("several values stand where one is needed")
    return value
