"""What the crew writes into a field: what was seen, what was scanned, what was expected."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from gradea.practical.showing import observed_when_free, scanned
from gradea.practical.state import RunState
from gradea.record import EnterValue, Field, Step, number_text


def entry_for(state: RunState, step: Step, item: Field) -> EnterValue:
    """Return the honest entry for a field of a step whose acts were done."""
    seen = observed_when_free(state, step, item)
    if item.kind in {"scan_material", "scan_equipment"}:
        return EnterValue(step=step.id, field=item.code, scan=scanned(state, step, item), source="instrument")
    if item.kind == "identity":
        value = {
            "donation": state.world.donation_number,
            "patient": state.world.patient_number,
            "batch": state.record.batch_number,
        }[item.identifies]
        text = str(seen if seen is not None else value)
        return EnterValue(step=step.id, field=item.code, value=text, source=item.source)
    if seen is None:
        return EnterValue(step=step.id, field=item.code, value=_expected(item))
    if item.kind == "number":
        return EnterValue(step=step.id, field=item.code, value=written(seen, item.decimals), source=item.source)
    return EnterValue(step=step.id, field=item.code, value=str(seen), source=item.source)


def written(value: Any, decimals: int) -> str:
    """Return a number as it is written into a field with so many decimals; `<50` is written as it is shown.

    >>> written(4.25, 1), written(3, 0), written("<50", 0)
    ('4.3', '3', '<50')
    """
    return value if isinstance(value, str) else number_text(value, decimals)


def pen_slipped(state: RunState, entry: EnterValue, key: str) -> EnterValue:
    """Return the entry with two neighbouring digits exchanged, or one digit changed; always a number that could be.

    A slip beyond what is plausible would be refused and written again, so it is not the one that stays in a record.
    """
    item = state.recipe.field_of[entry.field]
    if item.kind != "number" or entry.source != "manual" or not entry.value:
        return entry
    for value in _slips(entry.value, state.chance.uniform(key, "digit")):
        if value != entry.value and _plausible(item, value):
            return replace(entry, value=value)
    return entry


def _slips(value: str, luck: float) -> Iterator[str]:
    places = [place for place, digit in enumerate(value) if digit.isdigit()]
    for left, right in itertools.pairwise(places):
        if value[left] != value[right] and not (left == places[0] and value[right] == "0"):
            digits = list(value)
            digits[left], digits[right] = digits[right], digits[left]
            yield "".join(digits)
    for place in reversed(places):
        for step in range(1, 10):
            digit = str((int(value[place]) + step + int(8 * luck)) % 10)
            if not (place == places[0] and digit == "0"):
                yield value[:place] + digit + value[place + 1 :]


def _plausible(item: Field, value: str) -> bool:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return False
    low, high = item.hard_low, item.hard_high
    return (low is None or number >= low) and (high is None or number <= high)


def _expected(item: Field) -> str:
    """Return what a clean step says where nothing is copied: the first accepted option, the middle of the limits."""
    if item.kind == "choice":
        return (item.accepted or item.options)[0]
    if item.kind == "number":
        low = item.low.value({}) if item.low is not None else None
        high = item.high.value({}) if item.high is not None else None
        middle = ((low or Decimal(0)) + (high if high is not None else (low or Decimal(0)))) / 2
        return written(middle, item.decimals)
    return "none"
