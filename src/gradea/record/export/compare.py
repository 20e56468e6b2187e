"""Compare two exports, value by value: after an import, a restore or a migration (STO-01, STO-04)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

OF_THE_PRINT = frozenset({"printed_at_utc", "printed_by", "started_at_utc"})
"""What belongs to the print and not to the record; two prints of one record differ in it."""

_NOTHING = "(nothing)"
SEALED = "(sealed text)"
"""Stands where a person's words cannot be read without their key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataDifference:
    """One place at which two exports differ: `steps[3].fields[0].versions[1].value`, and both texts."""

    path: str
    left: str
    right: str


def data_differences(left: Any, right: Any) -> tuple[DataDifference, ...]:
    """Return every place at which two exports differ, in the order of the document; empty if they say the same.

    >>> data_differences({"a": [1, 2]}, {"a": [1, 3]})[0].path
    'a[1]'
    """
    return tuple(_walk("", left, right))


def told_differences(left: Any, right: Any) -> tuple[DataDifference, ...]:
    """Return the differences that count: without what belongs to the print, and words that are sealed on one side."""
    return tuple(
        found
        for found in data_differences(left, right)
        if found.path not in OF_THE_PRINT and not _same_but_sealed(found.left, found.right)
    )


def _same_but_sealed(left: str, right: str) -> bool:
    """Return whether two texts differ only where one of them is sealed."""
    return any(
        SEALED in sealed and re.fullmatch(".*".join(map(re.escape, sealed.split(SEALED))), other, re.DOTALL) is not None
        for sealed, other in ((left, right), (right, left))
    )


def _walk(path: str, left: Any, right: Any) -> Iterator[DataDifference]:
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        for key in dict.fromkeys((*left, *right)):
            below = f"{path}.{key}" if path else str(key)
            yield from _walk(below, left.get(key, _NOTHING), right.get(key, _NOTHING))
    elif isinstance(left, list | tuple) and isinstance(right, list | tuple):
        for index in range(max(len(left), len(right))):
            one = left[index] if index < len(left) else _NOTHING
            other = right[index] if index < len(right) else _NOTHING
            yield from _walk(f"{path}[{index}]", one, other)
    elif type(left) is not type(right) or left != right:
        yield DataDifference(path=path or "(all)", left=str(left), right=str(right))
