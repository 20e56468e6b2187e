"""Cleanliness grades of a cleanroom. A learner never gets one of these: they get a score."""

from enum import StrEnum


class CleanlinessGrade(StrEnum):
    """Annex 1 grade of a room or zone; `U` is unclassified."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    U = "U"

    @property
    def rank(self) -> int:
        """0 for unclassified up to 4 for grade A: higher is cleaner.

        >>> CleanlinessGrade.B.rank > CleanlinessGrade.C.rank
        True
        """
        return "UDCBA".index(self.value)
