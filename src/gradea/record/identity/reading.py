"""One number from whatever was scanned or typed: a plain number, a donation code, or the square code of a container."""

import re

from gradea.record.identity.donation_number import DonationNumber, read_donation_number
from gradea.record.identity.gs1 import GROUP_SEPARATOR, read_element_string
from gradea.record.identity.numbers import recipient_number
from gradea.vocabulary import Refusal

_DONATION = re.compile(r"=?[A-NP-Z1-9][A-NP-Z0-9]\d{11}[A-Z0-9*]{0,2}", re.ASCII)
_CONTAINER = re.compile(r"(?:\][dQCe]\d)?(?:01\d{14}|8018\d{18}).*", re.ASCII | re.DOTALL)


def number_read(identifies: str, text: str, expected: str) -> str | Refusal:
    """Return the number that a reading gives, in the form that the record keeps.

    Args:
        identifies: `donation`, `patient` or `batch`.
        text: What the scanner sent or the hand wrote.
        expected: The number of this batch; a code that only holds a number derived from it gives it back when it fits.

    Returns:
        The number, or the refusal of a misread character. Whether it is the right one is for the caller to say.

    >>> number_read("donation", "A9999 26 000001 8", "A999926000001")
    'A999926000001'
    >>> number_read("batch", "TD-25-001", "TD-25-001")
    'TD-25-001'
    """
    if identifies == "donation" and _DONATION.fullmatch("".join(text.split())):
        number = read_donation_number(text)
        return number.text if isinstance(number, DonationNumber) else number
    if GROUP_SEPARATOR in text or _CONTAINER.fullmatch(text):
        elements = read_element_string(text)
        if isinstance(elements, Refusal):
            return elements
        if identifies == "batch" and "10" in elements:
            return elements["10"]
        if identifies == "patient" and "8018" in elements:
            return expected if elements["8018"] == recipient_number(expected) else elements["8018"]
        return _other_code(identifies)
    return text


def _other_code(identifies: str) -> Refusal:
    return Refusal(
        code="other-code",
        rule="TRA-02",
        message=f"The code that was scanned holds no {identifies} number.",
        remedy=f"Scan the code beside the {identifies} number, or read that number and type it.",
    )
