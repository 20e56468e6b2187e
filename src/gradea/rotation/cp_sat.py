"""The solver, loaded when it is first used: it brings numpy and pandas along, which a server of pages should not carry."""

import importlib.util
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python import cp_model
else:

    def _lazily(name: str) -> ModuleType:
        spec = importlib.util.find_spec(name)
        spec.loader = importlib.util.LazyLoader(spec.loader)
        module = importlib.util.module_from_spec(spec)
        sys.modules.setdefault(name, module)
        spec.loader.exec_module(module)
        return module

    cp_model = sys.modules.get("ortools.sat.python.cp_model") or _lazily("ortools.sat.python.cp_model")

__all__ = ["cp_model"]
