"""What changed between two versions of a master recipe (MAS-05)."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gradea.record.recipe import MasterRecipe

_WHOLE = (
    *("product", "title", "batch_size", "precautions", "late_after_min"),
    *("materials", "equipment", "label", "interventions"),
)
"""Parts of the header that are compared as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One changed place: `step 4.1 field cd14_reagent_added_ml: high`, before and after; empty where there was none."""

    place: str
    before: str
    after: str


def differences(before: MasterRecipe, after: MasterRecipe) -> tuple[Difference, ...]:
    """Return what a reviewer of the new version has to look at, in the order of the document.

    Compares steps by their number, fields by their code, and lines of the specification by theirs.
    """
    return tuple(
        Difference(place=place, before=old, after=new)
        for place, old, new in _compared(_flat(before), _flat(after))
        if old != new
    )


def _compared(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for place in dict.fromkeys((*old, *new)):
        yield place, old.get(place, ""), new.get(place, "")


def _flat(recipe: MasterRecipe) -> dict[str, str]:
    found = {name: _text(getattr(recipe, name)) for name in _WHOLE}
    for attribute in recipe.specification:
        found.update(_parts(f"specification {attribute.code}", attribute, ()))
    for step in recipe.steps:
        found.update(_parts(f"step {step.id}", step, ("id", "fields")))
        for item in step.fields:
            found.update(_parts(f"step {step.id} field {item.code}", item, ("code",)))
    return found


def _parts(place: str, thing: Any, without: tuple[str, ...]) -> dict[str, str]:
    names = [item.name for item in dataclasses.fields(thing) if item.name not in without]
    return {f"{place}: {name}": _text(getattr(thing, name)) for name in names}


def _text(value: Any) -> str:
    if value in (None, "", (), {}):
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_text(item)}" for key, item in value.items())
    if isinstance(value, tuple):
        return ", ".join(_text(item) for item in value)
    return str(value.text) if hasattr(value, "text") else str(value)
