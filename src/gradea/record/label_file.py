"""Read the specimen of the label from a recipe file."""

from collections.abc import Collection
from typing import Any

from gradea.record.checker import Checker
from gradea.record.problem import Path
from gradea.record.recipe import LabelSpecimen
from gradea.record.step_file import BASES

LABEL_LINES = (
    *("name", "cells", "form", "excipients", "route", "storage", "warnings", "disposal", "holder", "authorisation"),
)
"""Lines of the outer label of an autologous product, after Regulation (EC) 1394/2007, Annexes III and IV."""

_NEEDED = ("name", "cells", "form", "storage")
PLACE: Path = ("label",)


def specimen_from(checker: Checker, data: Any, steps: Collection[str]) -> LabelSpecimen:
    """Return the specimen; problems go to the checker.

    Args:
        checker: Collects the problems.
        data: What stands under `label`.
        steps: Ids of the steps of this recipe.
    """
    data = checker.keys(data, PLACE, ("filled_in", "shelf_life_h", "basis", *_NEEDED), LABEL_LINES)
    filled_in = checker.text(data, "filled_in", PLACE)
    if filled_in and filled_in not in steps:
        checker.wrong(
            (*PLACE, "filled_in"), f"There is no step {filled_in}.", "Name the step that fills the container."
        )
    hours = checker.whole(data, "shelf_life_h", PLACE, 0) or 0
    if not hours:
        checker.wrong((*PLACE, "shelf_life_h"), "A shelf life is at least 1 hour.", "Write the hours from filling.")
    return LabelSpecimen(
        filled_in=filled_in,
        shelf_life_h=hours,
        texts={line: checker.words(data, line, PLACE) for line in LABEL_LINES if line in data},
        basis=checker.one_of(data, "basis", PLACE, BASES, ""),
    )
