"""Equations written as SBML (Level 3 Version 1) and as Antimony, for solvers of others."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from gradea.world.kernel.equations import Equations

_OPERATORS = {ast.Add: ("plus", "+"), ast.Sub: ("minus", "-"), ast.Mult: ("times", "*"), ast.Div: ("divide", "/")}
_COMPARISONS = {ast.Gt: ("gt", ">"), ast.Lt: ("lt", "<"), ast.GtE: ("geq", ">="), ast.LtE: ("leq", "<=")}
_FUNCTIONS = {"exp": "exp", "ln": "ln", "sqrt": "root"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedModel:
    """A culture as mathematics: what moves, what stays, and how.

    Attributes:
        name: Name of the model, an SBML identifier.
        note: What a reader must know; a line or two.
        start: Amounts at the start by name, in the order of the results of the equations.
        constants: Constants by name.
        equations: Intermediate values, and the slope of every amount.
        per_h: Whether the slopes are per hour; time of the model is in hours then.
    """

    name: str
    note: str
    start: Mapping[str, float]
    constants: Mapping[str, float]
    equations: Equations

    def __post_init__(self) -> None:
        """Check that every amount has one slope. Raises ValueError otherwise."""
        if len(self.start) != len(self.equations.results):
            raise ValueError(f"{len(self.start)} amounts have {len(self.equations.results)} slopes; each needs one")


def antimony_text(model: ExportedModel) -> str:
    """Return a model in Antimony; time in hours."""
    lines = [*(f"// {line}" for line in model.note.splitlines()), f"model {model.name}()", ""]
    lines += [f"  {name} = {value!r};" for name, value in (*model.start.items(), *model.constants.items())]
    lines += ["", *(f"  {name} := {_formula(value)};" for name, value in model.equations.named), ""]
    slopes = zip(model.start, model.equations.results, strict=True)
    return "\n".join([*lines, *(f"  {name}' = {_formula(value)};" for name, value in slopes), "end", ""])


def sbml_text(model: ExportedModel) -> str:
    """Return a model in SBML; time in hours."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1">',
        f'<model id={quoteattr(model.name)} timeUnits="dimensionless">',
        f'<notes><body xmlns="http://www.w3.org/1999/xhtml"><p>{escape(model.note)}</p></body></notes>',
        "<listOfParameters>",
        *(_parameter(name, value, constant=False) for name, value in model.start.items()),
        *(_parameter(name, value, constant=True) for name, value in model.constants.items()),
        *(f'<parameter id="{name}" constant="false"/>' for name, _value in model.equations.named),
        "</listOfParameters>",
        "<listOfRules>",
        *_rules("assignmentRule", [name for name, _ in model.equations.named], [v for _, v in model.equations.named]),
        *_rules("rateRule", list(model.start), model.equations.results),
        "</listOfRules>",
        "</model>",
        "</sbml>",
        "",
    ]
    return "\n".join(lines)


def _parameter(name: str, value: float, *, constant: bool) -> str:
    return f'<parameter id="{name}" value="{value!r}" constant="{"true" if constant else "false"}"/>'


def _rules(kind: str, names: Sequence[str], values: Sequence[ast.expr]) -> list[str]:
    opened = '<math xmlns="http://www.w3.org/1998/Math/MathML">'
    return [
        f'<{kind} variable="{name}">{opened}{_math(value)}</math></{kind}>'
        for name, value in zip(names, values, strict=True)
    ]


def _math(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return f"<ci>{name}</ci>"
        case ast.Constant(value=int() | float() as value):
            mantissa, _, exponent = repr(float(value)).partition("e")
            return f'<cn type="e-notation">{mantissa}<sep/>{int(exponent)}</cn>' if exponent else f"<cn>{mantissa}</cn>"
        case ast.BinOp(left=left, op=op, right=right):
            return f"<apply><{_OPERATORS[type(op)][0]}/>{_math(left)}{_math(right)}</apply>"
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return f"<apply><minus/>{_math(operand)}</apply>"
        case ast.IfExp(test=test, body=body, orelse=other):
            return (
                f"<piecewise><piece>{_math(body)}{_math(test)}</piece><otherwise>{_math(other)}</otherwise></piecewise>"
            )
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return f"<apply><{_COMPARISONS[type(op)][0]}/>{_math(left)}{_math(right)}</apply>"
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return f"<apply><{_FUNCTIONS[name]}/>{_math(argument)}</apply>"
    raise ValueError(f"{ast.unparse(node)!r} has no MathML")


def _formula(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Constant(value=int() | float() as value):
            return repr(float(value))
        case ast.BinOp(left=left, op=op, right=right):
            return f"({_formula(left)} {_OPERATORS[type(op)][1]} {_formula(right)})"
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return f"(-{_formula(operand)})"
        case ast.IfExp(test=test, body=body, orelse=other):
            return f"piecewise({_formula(body)}, {_formula(test)}, {_formula(other)})"
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return f"({_formula(left)} {_COMPARISONS[type(op)][1]} {_formula(right)})"
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return f"{name}({_formula(argument)})"
    raise ValueError(f"{ast.unparse(node)!r} has no Antimony")
