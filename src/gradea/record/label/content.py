"""What a label says: numbers of the record, lines of the approved specimen, and two codes for two scans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gradea.record.checker import LANGUAGES
from gradea.record.drafting import refuse
from gradea.record.identity import (
    DonationNumber,
    SingleEuropeanCode,
    item_number,
    read_donation_number,
    recipient_number,
)
from gradea.record.printing import NOTICE
from gradea.record.state import BatchRecord
from gradea.vocabulary import HOUR, SECOND, Refusal, SimTime

LABEL_KINDS: Mapping[str, str] = {
    "immediate": "Final container",
    "outer": "Outer pack of the product",
    "freezing": "Cryogenic vial or bag, adhesive and print for -60 °C and below",
    "in-process": "Vessel in the suite",
    "sample": "Sample for quality control",
}
"""Kinds of labels, and what they are for. Those of the product are only printed when the specimen is approved."""

PRODUCT_KINDS = frozenset({"immediate", "outer", "freezing"})
AUTOLOGOUS = {"en": "For autologous use only", "nl": "Uitsluitend voor autoloog gebruik"}
COUNTRY, ESTABLISHMENT, REGISTER = "BE", "EX0001", "E"
"""Parts of the Single European Code that are the same for every batch of this school; the establishment is invented."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelOrder:
    """What is to be printed.

    Attributes:
        kind: One of `LABEL_KINDS`. container: code of the vessel or sample, `FINAL-A`.
        first: Serial number of the first label; each has its own, so that every one can be accounted for.
        copies: How many.
        language: Language of the lines; English where a line has no other.
    """

    kind: str
    container: str
    first: int = 1
    copies: int = 1
    language: str = "en"


def labels_of(record: BatchRecord, order: LabelOrder) -> list[dict[str, Any]] | Refusal:
    """Return the labels of an order as plain data, one per serial number.

    Refuses a label of the product before its container is filled: it would have no expiry.
    """
    issue = record.issue
    if issue is None:
        return refuse(
            "record-not-issued", "MAS-02", "No copy was issued, so there are no numbers to print.", "Issue it first."
        )
    if order.kind not in LABEL_KINDS:
        return refuse(
            "label-kind", "TRA-04", f"There is no label '{order.kind[:20]}'.", f"Choose {', '.join(LABEL_KINDS)}."
        )
    if order.language not in LANGUAGES:
        return refuse(
            "label-language",
            "TRA-04",
            f"There are no labels in '{order.language[:12]}'.",
            f"Choose {', '.join(sorted(LANGUAGES))}.",
        )
    expiry = _expiry(record) if order.kind in PRODUCT_KINDS else None
    if isinstance(expiry, Refusal):
        return expiry
    serials = range(order.first, order.first + order.copies)
    return [_label(record, order, f"{order.container}.{serial:02d}", expiry) for serial in serials]


def _expiry(record: BatchRecord) -> datetime | Refusal:
    specimen, issue = record.recipe.label, record.issue
    assert issue is not None, "asked before"
    if specimen is None or not issue.day_zero_date:
        return refuse(
            "label-no-specimen",
            "MAS-06; Chapter 4 4.19",
            f"Recipe {record.recipe.code} version {record.recipe.version} has no approved specimen of the product's label.",
            "Print a label of another kind, or add the part 'label' to the recipe and let it be approved.",
        )
    filled = record.step(specimen.filled_in).first_performed_at
    if filled is None:
        return refuse(
            "label-too-early",
            "TRA-04; Chapter 5 5.12",
            f"Step {specimen.filled_in} is not signed: the container is not filled and has no expiry yet.",
            "Fill the container and sign the step; then print.",
        )
    return calendar_time(SimTime(filled + specimen.shelf_life_h * HOUR), issue.day_zero_date)


def calendar_time(at: SimTime, day_zero_date: str) -> datetime:
    """Return the local calendar time of a simulated instant.

    >>> calendar_time(SimTime(26 * HOUR), "2025-10-08").isoformat()
    '2025-10-09T02:00:00'
    """
    return datetime.fromisoformat(day_zero_date) + timedelta(seconds=at // SECOND)


def _label(record: BatchRecord, order: LabelOrder, serial: str, expiry: datetime | None) -> dict[str, Any]:
    issue, recipe = record.issue, record.recipe
    assert issue is not None, "asked before"
    donation = read_donation_number(issue.donation_number)
    real = isinstance(donation, DonationNumber)
    elements = _elements(record, serial, expiry)
    return {
        "kind": order.kind,
        "notice": NOTICE,
        "serial": serial,
        "container": order.container,
        "batch": issue.batch_number,
        "product": _words(recipe.product, order.language),
        "donation": donation.eye if isinstance(donation, DonationNumber) else issue.donation_number,
        "patient": issue.patient_number,
        "autologous": _words(AUTOLOGOUS, order.language) if issue.patient_number else "",
        "status": record.status,
        "expiry": f"{expiry:%Y-%m-%d %H:%M}" if expiry else "",
        "code": _european(record, expiry) if expiry and real else "",
        "lines": {} if recipe.label is None else {n: _words(w, order.language) for n, w in recipe.label.texts.items()},
        "elements": elements,
        "datamatrix": "".join(f"({code}){value}" for code, value in elements.items()),
        "qr": donation.scanned if isinstance(donation, DonationNumber) else issue.donation_number,
    }


def _elements(record: BatchRecord, serial: str, expiry: datetime | None) -> dict[str, str]:
    assert record.issue is not None, "asked before"
    when = {"7003": f"{expiry:%y%m%d%H%M}"} if expiry else {}
    patient = record.issue.patient_number
    recipient = {"8018": recipient_number(patient)} if patient else {}
    return {
        "01": item_number(record.recipe.code),
        **when,
        "10": record.issue.batch_number[:20],
        "21": serial[:20],
        **recipient,
    }


def _european(record: BatchRecord, expiry: datetime) -> str:
    assert record.issue is not None, "asked before"
    return SingleEuropeanCode(
        country=COUNTRY,
        establishment=ESTABLISHMENT,
        donation=record.issue.donation_number,
        system=REGISTER,
        product=product_number(record.recipe.code),
        split="001",
        expiry=f"{expiry:%Y%m%d}",
    ).eye


def product_number(recipe: str) -> str:
    """Return the invented product number of a recipe, seven characters.

    >>> product_number("toldc"), product_number("mf")
    ('EXTOLDC', 'EXMF000')
    """
    plain = "".join(letter for letter in recipe.upper() if letter.isascii() and letter.isalnum())
    return f"EX{plain}"[:7].ljust(7, "0")


def _words(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words.get("en", "")
