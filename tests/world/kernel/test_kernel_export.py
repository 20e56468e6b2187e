"""The export is the model: read from its source, it gives the same slopes, and others solve it to the same course."""

import ast
import inspect
from dataclasses import replace

import numpy as np
import pytest

from gradea.world.culture.t_cell import T_CELL, Conditions, Medium, t_begun, t_cells, t_minutes
from gradea.world.culture.t_cell.exported import t_exported
from gradea.world.culture.t_cell.kinetics import rates_of, slopes
from gradea.world.kernel import exponential, natural_log
from gradea.world.kernel.equations import equations_of, named_series
from gradea.world.kernel.sbml import ExportedModel, antimony_text, sbml_text

CONDITIONS = Conditions(perfusion_ml_per_h=2.0, perfused=Medium(), microbe_doubling_h=6.0, temperature_c=38.0)
CULTURE = t_cells(
    100.0, resting=5e7, activated=2e6, cycling=1e6, drive_cells=9e5, other=1e6, cd8_cells=2e7, naive_cells=2e7,
    activator_doses=1.0, glucose_umol=1700.0, glutamine_umol=400.0, cytokine_iu=2e4, vector_tu=1e8, bioburden_cfu=2.0,
)  # fmt: skip


def exported() -> ExportedModel:
    return t_exported(CULTURE, CONDITIONS, inspect.getsource)


def worked_out(value: ast.expr, known: dict[str, object]) -> float:
    return float(eval(ast.unparse(value), {}, known))  # noqa: S307  # the text is the kernel's own


def test_the_exported_equations_give_the_very_slopes() -> None:
    """Worked out term by term, they agree with the kernel to the last bit."""
    model = exported()
    known = {"exp": exponential, "ln": natural_log, "sqrt": np.sqrt, **model.start, **model.constants}
    for name, value in model.equations.named:
        known[name] = worked_out(value, known)
    found = tuple(worked_out(value, known) for value in model.equations.results)
    assert found == slopes(CULTURE.amounts, rates_of(CONDITIONS))
    assert list(model.start) == list(T_CELL.names)
    assert len(model.constants) == 66


def test_another_solver_gets_the_same_course_from_the_export() -> None:
    """libroadrunner (CVODE) at 1e-10 and our steps of a quarter of an hour agree to 1e-6 over three days."""
    roadrunner = pytest.importorskip("roadrunner")
    warm = replace(CONDITIONS, temperature_c=37.0)
    other = roadrunner.RoadRunner(sbml_text(t_exported(CULTURE, warm, inspect.getsource)))
    other.timeCourseSelections = list(T_CELL.names)
    other.integrator.setValue("relative_tolerance", 1e-10)
    other.integrator.setValue("absolute_tolerance", 1e-10)
    theirs = np.asarray(other.simulate(0.0, 72.0, 72 * 60 + 1))[1:]
    ours = np.asarray(t_minutes(t_begun(CULTURE, 0), warm, 72 * 60)).reshape(-1, 24)
    scale = np.maximum(np.abs(ours), 1e-3 * ours.max(axis=0))
    assert np.max(np.abs(ours - theirs) / np.where(scale > 0.0, scale, 1.0)) < 1e-6
    assert ours[-1][3] > 5 * ours[0][3], "the culture grew, so there was something to get wrong"


def test_antimony_says_the_same_as_sbml() -> None:
    """Every amount has a start and a slope, every intermediate value a rule, every constant its value."""
    model, text = exported(), antimony_text(exported())
    for name, value in model.start.items():
        assert f"  {name} = {value!r};" in text
        assert f"  {name}' = " in text
    for name, _value in model.equations.named:
        assert f"  {name} := " in text
    assert "  mu_max = 0.06513;" in text
    assert sbml_text(model).count("<rateRule") == len(T_CELL.names)


def test_what_is_no_equation_is_refused() -> None:
    """A loop, a dry vessel, a slope too few: nothing is exported half."""

    def looped(y):
        for _ in range(3):
            y = y + 1.0
        return y

    text = "def looped(y):\n    for _ in range(3):\n        y = y + 1.0\n    return y"
    with pytest.raises(ValueError, match="line 2 of looped"):
        equations_of(looped, [named_series(["a"])], lambda _kernel: text)
    with pytest.raises(ValueError, match="dry"):
        t_exported(t_cells(0.0, resting=1.0), CONDITIONS, inspect.getsource)
    model = exported()
    with pytest.raises(ValueError, match="24 slopes"):
        ExportedModel(name="m", note="", start={"a": 1.0}, constants={}, equations=model.equations)
