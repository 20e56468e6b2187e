"""The Single European Code: where tissue or cells came from and what they are, in forty characters.

Source: Directive 2006/86/EC, Annex VII. Its letters name the register of products: E the EU's, A ISBT 128, B Eurocode.
"""

import re
from dataclasses import dataclass

from gradea.vocabulary import Refusal

_FORM = re.compile(r"([A-Z]{2})([A-Z0-9]{6})([A-Z0-9]{13})([EAB])([A-Z0-9]{7})([A-Z0-9]{3})(\d{8})", re.ASCII)
NO_EXPIRY = "00000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleEuropeanCode:
    """One code, as its seven parts.

    Attributes:
        country: ISO code, two letters. establishment: six characters. donation: thirteen.
        system: Letter of the product register. product: seven characters. split: three.
        expiry: `YYYYMMDD`, or eight zeros where there is none.
    """

    country: str
    establishment: str
    donation: str
    system: str
    product: str
    split: str
    expiry: str = NO_EXPIRY

    def __post_init__(self) -> None:
        """Refuse parts that do not have their form."""
        if not _FORM.fullmatch(self.text):
            raise ValueError(f"{self.text!r} is no Single European Code: parts of 2, 6, 13, 1, 7, 3 and 8 characters")

    @property
    def donation_sequence(self) -> str:
        """The first 21 characters: enough when cells go to a maker of medicines."""
        return f"{self.country}{self.establishment}{self.donation}"

    @property
    def product_sequence(self) -> str:
        """The last 19 characters."""
        return f"{self.system}{self.product}{self.split}{self.expiry}"

    @property
    def text(self) -> str:
        """All forty characters."""
        return self.donation_sequence + self.product_sequence

    @property
    def eye(self) -> str:
        """How it is printed: the letters SEC and both sequences, apart.

        >>> SingleEuropeanCode(country="ES", establishment="000123", donation="A999926000001", system="E",
        ...                    product="0000034", split="001", expiry="20261231").eye
        'SEC ES000123A999926000001 E000003400120261231'
        """
        return f"SEC {self.donation_sequence} {self.product_sequence}"


def read_single_european_code(text: str) -> SingleEuropeanCode | Refusal:
    """Return the code in a printed or scanned text.

    >>> read_single_european_code("SEC ES000123A999926000001 E000003400120261231").split
    '001'
    """
    plain = "".join(text.split()).removeprefix("SEC")
    found = _FORM.fullmatch(plain)
    if found is None:
        return Refusal(
            code="sec-format",
            rule="TRA-01; Directive 2006/86/EC Annex VII",
            message=f"'{text.strip()[:60]}' is no Single European Code of 40 characters.",
            remedy="Scan it, or type both groups as they are printed.",
        )
    names = ("country", "establishment", "donation", "system", "product", "split", "expiry")
    return SingleEuropeanCode(**dict(zip(names, found.groups(), strict=True)))
