"""The same culture in the solvers of others: scipy (LSODA) and libroadrunner (CVODE).

Both get the model from its own source: scipy calls the right-hand side, libroadrunner compiles the exported SBML. Tolerances are
the loosest of a ladder with which they are as accurate as asked; absolute ones follow the size of each amount.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from gradea.cli.bench_culture import CONDITIONS, FLOOR, HOURS, MINUTES, START, error_of
from gradea.vocabulary import Refusal, Refused
from gradea.world.culture.t_cell import T_CELL
from gradea.world.culture.t_cell.ensemble import Array, Members
from gradea.world.culture.t_cell.exported import t_exported
from gradea.world.culture.t_cell.kinetics import rates_of, slopes
from gradea.world.kernel import quick
from gradea.world.kernel.sbml import sbml_text

RIVALS = {"scipy": "scipy", "roadrunner": "libroadrunner"}
LADDER = (1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6, 3e-7, 1e-7, 3e-8, 1e-8, 3e-9, 1e-9, 1e-10, 1e-11)
EXPORTED = {"mu_max": "mu_max", "Gd": "destiny", "eps": "eps"}
"""Constants that differ between donors: our symbol and the name in the export. `phi` says what is seen, not what happens."""

_TINY = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuned:
    """A tolerance and the error it gave."""

    tolerance: float
    error: float


def demand_rivals() -> None:
    """Refuse where a rival is not installed.

    Raises:
        Refused: With the package that is missing.
    """
    missing = [package for module, package in RIVALS.items() if find_spec(module) is None]
    if missing:
        raise Refused(
            Refusal(
                code="bench.no-rivals",
                rule="speed",
                message=f"There is nothing to compare with: {', '.join(missing)} is not installed.",
                remedy=f"Install it beside Grade A (pip install {' '.join(missing)}); it is needed for this command only.",
            )
        )


class Roadrunner:
    """libroadrunner with the exported model."""

    def __init__(self, peak: Array) -> None:
        """Load the exported model."""
        library: Any = import_module("roadrunner")
        library.Logger.setLevel(library.Logger.LOG_ERROR)
        self.version = str(library.__version__)
        self._peak = peak
        self._model = library.RoadRunner(sbml_text(t_exported(START, CONDITIONS, inspect.getsource)))
        self._model.timeCourseSelections = ["time", *T_CELL.names]

    def tuned(self, tolerance: float) -> None:
        """Set the tolerances."""
        self._model.integrator.setValue("relative_tolerance", tolerance)
        absolute = [float(value) for value in np.maximum(tolerance * FLOOR * self._peak, _TINY)]
        self._model.integrator.setValue("absolute_tolerance", absolute)
        self._model.integrator.setValue("maximum_num_steps", 1_000_000)

    def minutes(self) -> Array:
        """Return every minute of twelve days."""
        self._model.reset()
        return np.asarray(self._model.simulate(0.0, float(HOURS), MINUTES + 1))[1:, 1:]

    def members(self, members: Members, count: int) -> Array:
        """Return the end of the first members, one after the other."""
        ends = []
        for number in range(count):
            for symbol, name in EXPORTED.items():
                self._model[name] = members.constants[symbol][number]
            self._model.reset()
            ends.append(np.asarray(self._model.simulate(0.0, float(HOURS), 2))[-1, 1:])
        return np.array(ends)


class Scipy:
    """scipy's solve_ivp with LSODA."""

    def __init__(self, peak: Array, *, compiled: bool) -> None:
        """Take the right-hand side as plain Python, or compiled."""
        self.version = str(import_module("scipy").__version__)
        self._solve: Any = import_module("scipy.integrate").solve_ivp
        self._peak = peak
        self._tolerance = LADDER[0]
        self._right = _compiled_right_hand_side() if compiled else _right_hand_side()

    def tuned(self, tolerance: float) -> None:
        """Set the tolerances."""
        self._tolerance = tolerance

    def minutes(self) -> Array:
        """Return every minute of twelve days."""
        times = np.arange(1, MINUTES + 1) / 60.0
        absolute = np.maximum(self._tolerance * FLOOR * self._peak, _TINY)
        start = np.array(START.amounts)
        given = {"method": "LSODA", "t_eval": times, "rtol": self._tolerance, "atol": absolute}
        return np.asarray(self._solve(self._right, (0.0, float(HOURS)), start, **given).y.T)


def loosest(
    set_to: Callable[[float], None], solve: Callable[[], Array], reference: Array, peak: Array, asked: float
) -> Tuned:
    """Return the loosest tolerance with which a solver is as accurate as asked; the tightest if none is."""
    tried = Tuned(tolerance=LADDER[-1], error=float("inf"))
    for tolerance in LADDER:
        set_to(tolerance)
        try:
            tried = Tuned(tolerance=tolerance, error=error_of(solve(), reference, peak))
        except RuntimeError:  # a step that CVODE cannot control at this tolerance; a tighter one may do
            continue
        if tried.error <= asked:
            break
    return tried


def _right_hand_side() -> Callable[[float, Array], Array]:
    rates = rates_of(CONDITIONS)

    def right(_time: float, y: Array) -> Array:
        return np.array(slopes(tuple(y.tolist()), rates))

    return right


def _compiled_right_hand_side() -> Callable[[float, Array], Array]:
    numba: Any = import_module("numba")
    to_tuple: Any = import_module("numba.np.unsafe.ndarray").to_fixed_tuple
    limiting, turning = (np.array(part) for part in rates_of(CONDITIONS))
    compiled: Any = quick(slopes)
    sizes = len(START.amounts), len(limiting), len(turning)
    amounts, first, second = sizes

    @numba.njit  # type: ignore[untyped-decorator]  # numba has no types
    def sloped(y: Array, one: Array, two: Array) -> Array:
        return np.array(compiled(to_tuple(y, amounts), (to_tuple(one, first), to_tuple(two, second))))

    def right(_time: float, y: Array) -> Array:
        return np.asarray(sloped(y, limiting, turning))

    return right
