"""T cells in culture: 24 amounts, the equations of docs/culture-run.md, the events, and what they look like."""

from gradea.world.culture.t_cell.conditions import REGIMES, SYMBOLS, Conditions, Medium
from gradea.world.culture.t_cell.donor import T_DONOR, TDonor, t_patient_of
from gradea.world.culture.t_cell.growth import t_advanced, t_begun, t_minutes, t_now
from gradea.world.culture.t_cell.hands import HANDS, VESSELS
from gradea.world.culture.t_cell.observables import TPhenotype, t_phenotype, transduced
from gradea.world.culture.t_cell.operations import (
    Electroporated,
    debeaded,
    dmso_held,
    frozen_and_thawed,
    opened,
    t_electroporated,
    t_exchanged,
    t_fed,
    t_sampled,
    t_selected,
    t_washed,
    vector_added,
    vector_boost,
)
from gradea.world.culture.t_cell.parameters import GROWTH as T_GROWTH
from gradea.world.culture.t_cell.state import T_CELL, t_cells, t_count, temperature_of

T_PARAMETERS = T_GROWTH + T_DONOR + HANDS
"""Every constant of T cells, for the debrief."""

__all__ = [
    "REGIMES",
    "SYMBOLS",
    "T_CELL",
    "T_PARAMETERS",
    "VESSELS",
    "Conditions",
    "Electroporated",
    "Medium",
    "TDonor",
    "TPhenotype",
    "debeaded",
    "dmso_held",
    "frozen_and_thawed",
    "opened",
    "t_advanced",
    "t_begun",
    "t_cells",
    "t_count",
    "t_electroporated",
    "t_exchanged",
    "t_fed",
    "t_minutes",
    "t_now",
    "t_patient_of",
    "t_phenotype",
    "t_sampled",
    "t_selected",
    "t_washed",
    "temperature_of",
    "transduced",
    "vector_added",
    "vector_boost",
]
