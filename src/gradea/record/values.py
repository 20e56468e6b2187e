"""Whether a written value is well formed and plausible, and whether it misses a limit (REC-07, TRA-02)."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gradea.record.drafting import refuse
from gradea.record.identity import number_read
from gradea.record.recipe import Bound, Field
from gradea.record.scans import Scan, check_equipment, check_material, read_scan
from gradea.record.specification import limit_text, passes
from gradea.record.state import BatchRecord
from gradea.record.units import number_text, numeric
from gradea.vocabulary import Refusal, SimTime

_LEADING_NUMBER = re.compile(r"^-?\d{1,12}(?:\.(\d{1,6}))?(?![\d.,])")
_NUMBER = re.compile(r"^-?\d{1,12}(?:\.(\d{1,6}))?$")
_TEXT = re.compile(r"^[\w .:/+#-]{1,64}$")


@dataclass(frozen=True, slots=True)
class Written:
    """A value as it will stand in the record, with the parts of a scanned label."""

    value: str
    scan: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A limit that was missed: class and code of the deviation, and the figures for its description."""

    deviation_class: str
    code: str
    why: Mapping[str, Any]


def read_value(
    record: BatchRecord, item: Field, value: str, scan: Mapping[str, Any] | None, *, at: SimTime
) -> Written | Refusal:
    """Return the value as it will stand in the record, or why it cannot."""
    if item.kind in ("scan_material", "scan_equipment"):
        return _read_label(record, item, value, scan, at)
    text = value.strip()
    if item.kind == "identity":
        return _read_identity(record, item, text)
    return _CHECKS[item.kind](record, item, text) or Written(text)


def check_reading(reading: str) -> Refusal | None:
    """Return a refusal when the reference of a reading is no plain code: it is stored in clear."""
    if not reading or _TEXT.match(reading):
        return None
    return refuse(
        "text-format",
        "REC-16; TRA-03",
        "The reference of a reading is a code of 1 to 64 letters, digits and plain signs.",
        "Leave it out, or take it from the instrument.",
    )


def _read_label(
    record: BatchRecord, item: Field, value: str, scan: Mapping[str, Any] | None, at: SimTime
) -> Written | Refusal:
    label = read_scan(item, value, scan)
    if not isinstance(label, Scan):
        return label
    check = check_material if item.kind == "scan_material" else check_equipment
    refusal = check(item, label.parts, at, record.issue.day_zero_date if record.issue else "")
    if refusal is None and item.equipment and record.out_of_order(item.equipment):
        refusal = refuse(
            "equipment-not-ready",
            "REC-12; Chapter 4 4.31",
            f"{item.equipment} may not be used: a malfunction was logged, and no repair.",
            "Use another qualified device, or log the repair when it was made and checked.",
        )
    return refusal or Written(label.text, label.parts)


def _check_number(_record: BatchRecord, item: Field, text: str) -> Refusal | None:
    if item.quantified_from is not None and text == f"<{item.quantified_from}":
        return None
    found = _NUMBER.match(text)
    if found is None or len(found[1] or "") != item.decimals:
        return refuse(
            "number-format",
            "REC-07; Annex 11 4.7",
            f"{item.name}: '{text[:40]}' is not {_wanted(item)}.",
            f"Write it like {_example(item, text)}, without the unit.",
        )
    number = Decimal(text)
    too_low = item.hard_low is not None and number < item.hard_low
    too_high = item.hard_high is not None and number > item.hard_high
    if not (too_low or too_high):
        return None
    return refuse(
        "value-implausible",
        "REC-07; Annex 11 4.7",
        f"{item.name}: {text} {item.unit} cannot be: plausible is {_range(item.hard_low, item.hard_high)} {item.unit}.",
        "Look at the reading again. If it really says so, stop and raise a deviation.",
    )


def _wanted(item: Field) -> str:
    """Return in words what form of number the field takes."""
    unit = f" in {item.unit}" if item.unit else ""
    if not item.decimals:
        return f"a whole number{unit}"
    return f"a number with {item.decimals} decimal{'' if item.decimals == 1 else 's'}{unit}"


def _example(item: Field, text: str) -> str:
    """Return a number in the wanted form: the one that was written when it only lacks decimals, else any."""
    found = _LEADING_NUMBER.match(text)
    fits = found is not None and len(found[1] or "") <= item.decimals
    return number_text(Decimal(found[0]) if found is not None and fits else 12, item.decimals)


def _check_choice(_record: BatchRecord, item: Field, text: str) -> Refusal | None:
    if text in item.options:
        return None
    return refuse(
        "option-unknown",
        "REC-07",
        f"{item.name}: '{text[:40]}' is not one of {', '.join(item.options)}.",
        "Choose one of the options.",
    )


def _check_text(_record: BatchRecord, item: Field, text: str) -> Refusal | None:
    if _TEXT.match(text):
        return None
    return refuse(
        "text-format",
        "REC-06; TRA-03",
        f"{item.name} takes a code of 1 to 64 letters, digits and plain signs.",
        "Write the code only; put sentences into a note.",
    )


def _check_calculated(record: BatchRecord, item: Field, _text: str) -> Refusal:
    return refuse(
        "field-calculated",
        "REC-10; Chapter 6 6.16",
        f"{item.name} is calculated by the record from {', '.join(names_of(record, item.inputs))}.",
        "If the result is wrong, correct the value that went into it.",
    )


_INSTANT = re.compile(r"^(\d{1,3}) ([01]\d|2[0-3]):[0-5]\d$")
_HASH = re.compile(r"^[0-9a-f]{64}$")


def _check_instant(_record: BatchRecord, item: Field, text: str) -> Refusal | None:
    if _INSTANT.match(text):
        return None
    return refuse(
        "instant-format",
        "TIM-03; PI 041 8.6",
        f"{item.name}: '{text[:24]}' is no day and time.",
        "Write the day and the time in 24 hours, like 3 14:05.",
    )


def _check_photo(record: BatchRecord, item: Field, text: str) -> Refusal | None:
    if _HASH.match(text) and any(file.sha256 == text for file in record.files):
        return None
    return refuse(
        "photo-not-attached",
        "REC-16",
        f"{item.name}: no file with this hash is attached to the record.",
        "Attach the photo first; the record then knows its hash, origin and author.",
    )


def names_of(record: BatchRecord, codes: Iterable[str]) -> list[str]:
    """Return the labels of these fields, as a reader knows them."""
    return [record.recipe.field_of[code].name for code in codes]


def _read_identity(record: BatchRecord, item: Field, text: str) -> Written | Refusal:
    """Return the number as the record keeps it, whichever code of the label it was scanned from, or why it is not it."""
    issue = record.issue
    expected = ""
    if issue is not None:
        expected = {
            "donation": issue.donation_number,
            "patient": issue.patient_number,
            "batch": issue.batch_number,
        }[item.identifies]
    read = number_read(item.identifies, text, expected)
    if isinstance(read, Refusal):
        return read
    if read == expected or issue is None:
        return Written(read)
    return refuse(
        "identity-mismatch",
        "TRA-02; PIC/S Annex 2A 6.2",
        f"The {item.identifies} number read here is not the one of this batch.",
        "Stop. Touch nothing else, set the container apart and call quality assurance; "
        "if it was a slip of the pen, read the label again and write what it says.",
    )


_CHECKS: Mapping[str, Callable[[BatchRecord, Field, str], Refusal | None]] = {
    "number": _check_number,
    "choice": _check_choice,
    "text": _check_text,
    "instant": _check_instant,
    "photo": _check_photo,
    "calculated": _check_calculated,
}


def _range(low: Decimal | None, high: Decimal | None) -> str:
    if low is None:
        return f"at most {high}"
    return f"at least {low}" if high is None else f"{low} to {high}"


def limits_of(item: Field, values: Mapping[str, str]) -> tuple[Decimal | None, Decimal | None]:
    """Return the in-process limits as they are for these values; None where there is none yet.

    A calculated limit is rounded to the decimals of its field, so that the limit shown is the limit judged.
    """
    return (_limit(item, item.low, values), _limit(item, item.high, values))


def _limit(item: Field, bound: Bound | None, values: Mapping[str, str]) -> Decimal | None:
    exact = bound.value(values) if bound else None
    if exact is None or bound is None or not bound.inputs:
        return exact
    return Decimal(number_text(exact, item.decimals))


def breach_of(record: BatchRecord, item: Field, value: str) -> Breach | None:
    """Return which limit this value misses: the release specification first, then the in-process limits."""
    for attribute in record.recipe.judged_by.get(item.code, ()):
        if not attribute.informative and not passes(attribute, value):
            why = {"kind": "specification", "attribute": attribute.code, "value": value, "limit": limit_text(attribute)}
            return Breach(deviation_class=attribute.outcome_class, code=attribute.outcome_code, why=why)
    if item.kind in ("number", "calculated"):
        low, high = limits_of(item, record.values)
        number = numeric(value)
        if number is None:
            return None
        if (low is not None and number < low) or (high is not None and number > high):
            why = {"kind": "limit", "value": value, "unit": item.unit, "limit": _range(low, high)}
            return Breach(deviation_class=item.limit_class, code=item.limit_code, why=why)
    if item.kind == "choice" and item.accepted and value not in item.accepted:
        why = {"kind": "unexpected", "value": value, "limit": " or ".join(item.accepted)}
        return Breach(deviation_class=item.limit_class, code=item.limit_code, why=why)
    return None
