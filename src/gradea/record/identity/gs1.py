"""GS1 element strings: what a DataMatrix on a container says, built and read.

Application identifiers as in `AIS`; source GS1 General Specifications (K).
"""

import re
from collections.abc import Mapping

from gradea.record.identity.check_character import gs1_check_digit
from gradea.vocabulary import Refusal

GROUP_SEPARATOR = "\x1d"
"""Ends an element of variable length: what a scanner sends for FNC1."""

AIS: Mapping[str, re.Pattern[str]] = {
    "00": re.compile(r"\d{18}", re.ASCII),
    "01": re.compile(r"\d{14}", re.ASCII),
    "10": re.compile(r"[!-z]{1,20}", re.ASCII),
    "17": re.compile(r"\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])", re.ASCII),
    "21": re.compile(r"[!-z]{1,20}", re.ASCII),
    "7003": re.compile(r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d", re.ASCII),
    "8018": re.compile(r"\d{18}", re.ASCII),
}
"""Identifier → the form of its value: SSCC, GTIN, lot, expiry date, serial, expiry date and time, recipient (GSRN)."""

_FIXED = {"00": 18, "01": 14, "17": 6}
"""Identifiers whose length is fixed in the standard, so that no separator follows."""
_CHECKED = ("00", "01", "8018")


def _wrong(code: str, value: str) -> str:
    """Return what is wrong with one element; empty if nothing is."""
    form = AIS.get(code)
    if form is None:
        return f"({code}) is no application identifier that this school uses"
    if not form.fullmatch(value):
        return f"({code}) has not its form: {value[:24]!r}"
    if code in _CHECKED and gs1_check_digit(value[:-1]) != value[-1]:
        return f"the check digit of ({code}) {value} does not fit"
    return ""


def element_text(elements: Mapping[str, str]) -> str:
    """Return the elements as they are printed: `(01)…(10)…`.

    Raises:
        ValueError: If an identifier is unknown, or a value has not its form or its check digit.

    >>> element_text({"01": "09501101530003", "10": "ABC"})
    '(01)09501101530003(10)ABC'
    """
    if not elements:
        raise ValueError("an element string holds at least one element")
    for code, value in elements.items():
        wrong = _wrong(code, value)
        if wrong:
            raise ValueError(wrong)
    return "".join(f"({code}){value}" for code, value in elements.items())


def element_string(elements: Mapping[str, str]) -> str:
    r"""Return the elements as a scanner sends them: no brackets, a separator after each of variable length but the last.

    Raises:
        ValueError: As `element_text`.

    >>> element_string({"01": "09501101530003", "10": "ABC", "21": "5"})
    '010950110153000310ABC\x1d215'
    """
    element_text(elements)
    parts = [f"{code}{value}{'' if code in _FIXED else GROUP_SEPARATOR}" for code, value in elements.items()]
    return "".join(parts).removesuffix(GROUP_SEPARATOR)


def read_element_string(text: str) -> dict[str, str] | Refusal:
    r"""Return the elements of a scan, with or without its symbology identifier (`]d2`, `]Q3`, `]C1`).

    >>> read_element_string("]d2010950110153000310ABC\x1d215")
    {'01': '09501101530003', '10': 'ABC', '21': '5'}
    """
    rest = re.sub(r"^\][dQCe][0-9]", "", text.strip(" \r\n")).lstrip(GROUP_SEPARATOR)
    found: dict[str, str] = {}
    while rest:
        code = next((code for code in AIS if rest.startswith(code)), "")
        if not code:
            return _refusal(f"'{rest[:8]}' begins with no application identifier")
        rest = rest[len(code) :]
        length = _FIXED.get(code)
        if length is None:
            value, _, rest = rest.partition(GROUP_SEPARATOR)
        else:
            value, rest = rest[:length], rest[length:].removeprefix(GROUP_SEPARATOR)
        wrong = _wrong(code, value) or (f"({code}) stands here twice" if code in found else "")
        if wrong:
            return _refusal(wrong)
        found[code] = value
    return found or _refusal("the code is empty")


def _refusal(why: str) -> Refusal:
    return Refusal(
        code="gs1-format",
        rule="TRA-02",
        message=f"This is no code of a container: {why}.",
        remedy="Scan the square code on the label again; if it stays unreadable, set the container apart.",
    )
