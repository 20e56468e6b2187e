"""Every constant of the world, found by looking: no list to forget one in."""

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import gradea.world
from gradea.vocabulary.parameter import Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A constant and the module it lives in."""

    module: str
    parameter: Parameter


@cache
def constants() -> tuple[Constant, ...]:
    """Return every `Parameter` of every module of the world once, in the order of the modules.

    A module may import a constant from another. Tables of constants come first, packages that pass them on come last.

    Examples:
        >>> [each.module for each in constants() if each.parameter.symbol == "p_crit_novice"]
        ['gradea.world.microbes.parameters']
    """
    found: dict[int, Constant] = {}
    for module in sorted(_modules(), key=_preference):
        for parameter in _held(module):
            found.setdefault(id(parameter), Constant(module=module, parameter=parameter))
    return tuple(sorted(found.values(), key=lambda each: each.module))


def _modules() -> Iterator[str]:
    for each in pkgutil.walk_packages(gradea.world.__path__, "gradea.world."):
        yield each.name


def _preference(module: str) -> tuple[bool, bool, str]:
    is_table = module.endswith((".parameters", ".constants"))
    return not is_table, hasattr(import_module(module), "__path__"), module


def _held(module: str) -> Iterator[Parameter]:
    for value in vars(import_module(module)).values():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Parameter):
                yield each
