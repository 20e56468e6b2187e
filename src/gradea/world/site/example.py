"""A unit of two rooms, small enough to check by hand: for worked examples and tests, not for exercises."""

from functools import cache
from typing import Any

from gradea.world.site.facility import Facility
from gradea.world.site.facility_file import facility_from

TEACHING_UNIT: dict[str, Any] = {
    "code": "teaching_unit",
    "title": "One airlock, one laboratory",
    "rooms": {
        "PAL": {
            "title": "Personnel airlock",
            "grade": "C",
            "area_m2": 6,
            "height_m": 2.5,
            "air_changes_per_h": 40,
            "pressure_pa": 15,
        },
        "LAB": {
            "title": "Laboratory",
            "grade": "B",
            "area_m2": 20,
            "height_m": 2.5,
            "air_changes_per_h": 36,
            "pressure_pa": 30,
            "cabinets": 1,
        },
    },
    "links": [
        {"a": "OUT", "b": "PAL", "kind": "door", "seal": "sealed"},
        {"a": "PAL", "b": "LAB", "kind": "door", "seal": "sealed"},
    ],
    "airlocks": [["PAL"]],
}
"""Data as a facility file gives them; illustrative."""


@cache
def teaching_unit() -> Facility:
    """Return the unit.

    Examples:
        >>> [room.code for room in teaching_unit().rooms]
        ['PAL', 'LAB']
    """
    return facility_from(TEACHING_UNIT)
