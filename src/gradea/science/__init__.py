"""Measured honesty: published cases beside the model, and how much each constant matters."""

from gradea.science.case import Case, Found, Role, Units, Verdict, found
from gradea.science.cell_cases import cell_cases
from gradea.science.room_cases import room_cases

CASES: tuple[Case, ...] = (*cell_cases(), *room_cases())
"""Every published case, in order; none is left out because it fails."""

__all__ = ["CASES", "Case", "Found", "Role", "Units", "Verdict", "found"]
