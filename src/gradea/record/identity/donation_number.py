"""The donation identification number: facility, year, serial, and a check character that a slip of the pen breaks."""

import re
from dataclasses import dataclass

from gradea.record.identity.check_character import check_character, check_flag
from gradea.vocabulary import Refusal

_PLAIN = re.compile(r"([A-NP-Z1-9][A-NP-Z0-9]\d{3})(\d{2})(\d{6})", re.ASCII)
_SCANNED = re.compile(r"=([A-NP-Z1-9][A-NP-Z0-9]\d{3}\d{2}\d{6})(\d{2})", re.ASCII)
_NO_FLAG = "00"


@dataclass(frozen=True, slots=True, kw_only=True)
class DonationNumber:
    """One donation.

    Attributes:
        facility: Five characters; in this school always an invented one.
        year: Two digits, the year in which the number was given.
        serial: Six digits.

    >>> DonationNumber(facility="A9999", year="26", serial="000001").eye
    'A9999 26 000001 8'
    """

    facility: str
    year: str
    serial: str

    def __post_init__(self) -> None:
        """Refuse parts that do not have their form."""
        if not _PLAIN.fullmatch(self.text):
            raise ValueError(f"{self.text!r} is no donation number: 5 of facility, 2 of year, 6 of serial")

    @property
    def text(self) -> str:
        """The thirteen characters without check character: the form that the record keeps."""
        return f"{self.facility}{self.year}{self.serial}"

    @property
    def check(self) -> str:
        """The check character, shown for the eye only."""
        return check_character(self.text)

    @property
    def eye(self) -> str:
        """How it is printed beside a bar code: in groups, with the check character."""
        return f"{self.facility} {self.year} {self.serial} {self.check}"

    @property
    def scanned(self) -> str:
        """What a scanner reads, data structure 001: `=`, the thirteen characters, two flags.

        >>> DonationNumber(facility="A9999", year="26", serial="000001").scanned
        '=A99992600000100'
        """
        return f"={self.text}{_NO_FLAG}"


def read_donation_number(text: str) -> DonationNumber | Refusal:
    """Return the donation number that was scanned (`=…`), typed with its check character, or typed without.

    Blanks are ignored. A check character or check flag that does not fit is refused: two neighbouring characters were
    swapped, or one was misread.

    >>> read_donation_number("A9999 26 000001 8").text
    'A999926000001'
    >>> read_donation_number("A9999 26 000010 8").code
    'check-character'
    """
    plain = "".join(text.split())
    scanned = _SCANNED.fullmatch(plain)
    if scanned is not None:
        number, flags = scanned[1], scanned[2]
        if int(flags) >= 60 and flags != check_flag(number):
            return _misread(number)
        return _number(number)
    if len(plain) == 14 and _PLAIN.fullmatch(plain[:13]):
        return _number(plain[:13]) if check_character(plain[:13]) == plain[13] else _misread(plain)
    if _PLAIN.fullmatch(plain):
        return _number(plain)
    return Refusal(
        code="donation-number-format",
        rule="TRA-01; TRA-03",
        message=f"'{plain[:20]}' is no donation number.",
        remedy="It has 5 characters of the facility, 2 of the year and 6 of the serial; scan it, or type it as printed.",
    )


def _number(plain: str) -> DonationNumber:
    return DonationNumber(facility=plain[:5], year=plain[5:7], serial=plain[7:])


def _misread(plain: str) -> Refusal:
    return Refusal(
        code="check-character",
        rule="TRA-02; ISO 7064",
        message=f"The check character of {plain[:20]} does not fit: a character was misread or two were swapped.",
        remedy="Scan the code, or read it again and type it with the boxed character at its end.",
    )
