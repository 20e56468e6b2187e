"""Moving one constant at a time, each in a world that was imported afresh: constants are read at import, too."""

import multiprocessing
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib import import_module
from typing import Any

from gradea.science.constants import Constant, constants
from gradea.science.sensitivity import Effect, effect_of
from gradea.vocabulary.parameter import Parameter

_AFRESH = ("gradea.world", "gradea.science")
_facility: Mapping[str, Any] = {}


def effects_of_all(facility: Mapping[str, Any], workers: int) -> Iterator[Effect]:
    """Yield the effect of every constant, in the order they are done.

    Args:
        facility: Data of the facility file that cases of rooms use.
        workers: Processes.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(facility,)) as pool:
        waiting = [pool.submit(_effect, each.module, each.parameter.symbol) for each in constants()]
        for done in as_completed(waiting):
            yield done.result()


def _begin(facility: Mapping[str, Any]) -> None:
    global _facility  # one facility for the life of a worker; a task then carries two words
    _facility = facility


def _effect(module: str, symbol: str) -> Effect:
    constant = _constant(module, symbol)
    low = _headlines(module, symbol, constant.parameter.low)
    high = _headlines(module, symbol, constant.parameter.high)
    return effect_of(symbol, module, low, high)


def _constant(module: str, symbol: str) -> Constant:
    return next(each for each in constants() if each.module == module and each.parameter.symbol == symbol)


def _headlines(module: str, symbol: str, value: float) -> dict[str, float]:
    """Return the headlines of a world in which one constant has another value; this process's own world stays as it is."""
    ours = {name: sys.modules.pop(name) for name in list(sys.modules) if name.startswith(_AFRESH)}
    written = Parameter.__post_init__

    def altered(self: Parameter) -> None:
        if self.symbol == symbol:
            object.__setattr__(self, "value", value)
        written(self)

    setattr(Parameter, "__post_init__", altered)  # noqa: B010 -- a method is replaced for the length of one import
    try:
        found: dict[str, float] = _headlines_of_fresh_world(module)
    finally:
        setattr(Parameter, "__post_init__", written)  # noqa: B010 -- put back
        for name in [name for name in sys.modules if name.startswith(_AFRESH)]:
            del sys.modules[name]
        sys.modules.update(ours)
    return found


def _headlines_of_fresh_world(module: str) -> dict[str, float]:
    units = import_module("gradea.science.case").Units(
        hospital=import_module("gradea.world.site").facility_from(_facility)
    )
    found: dict[str, float] = import_module("gradea.science.headlines").headlines_for(module, units)
    return found
