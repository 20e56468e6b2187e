"""A T-cell culture as mathematics, read from the kernels themselves."""

from gradea.world.culture.amounts import Culture
from gradea.world.culture.t_cell.conditions import Conditions
from gradea.world.culture.t_cell.kinetics import rates_of, slopes
from gradea.world.culture.t_cell.state import T_CELL
from gradea.world.kernel.equations import Series, SourceOf, equations_of, named_series
from gradea.world.kernel.sbml import ExportedModel

_NOTE = (
    "T cells in culture, 24 amounts; time in hours, volume in mL, cells in cells, dissolved matter in micromoles.\n"
    "Between events only: feeding, sampling and every other act begins a new model. Training - not for GMP use."
)


def t_exported(s: Culture, conditions: Conditions, source_of: SourceOf) -> ExportedModel:
    """Return a culture under its conditions as a model for other solvers.

    Args:
        s: The culture at the start; more than no liquid.
        conditions: What surrounds it.
        source_of: Returns the source of a function.

    Raises:
        ValueError: If the vessel is dry.
    """
    if not s.volume_ml > 0.0:
        raise ValueError("a dry vessel has no equations; export it when there is liquid in it")
    limiting, turning = Series(), Series()
    equations = equations_of(slopes, [named_series(T_CELL.names), Series([limiting, turning])], source_of)
    names = [each.id for series in (limiting, turning) for each in series.values]  # type: ignore[union-attr]  # just named
    values = [value for part in rates_of(conditions) for value in part]
    return ExportedModel(
        name="t_cell_culture",
        note=_NOTE,
        start=dict(zip(T_CELL.names, map(float, s.amounts), strict=True)),
        constants=dict(zip(names, map(float, values), strict=True)),
        equations=equations,
    )
