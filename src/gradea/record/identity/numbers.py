"""Invented GS1 numbers: an item number for a product, a service relation number for a recipient.

Both begin with 29: GS1 prefixes from 20 to 29 are for numbers that never leave a house (K), so that no scanner takes one of
these for a product on the market.
"""

import hashlib

from gradea.record.identity.check_character import gs1_check_digit

_RESTRICTED = "29"


def _digits(text: str, count: int) -> str:
    return str(int(hashlib.sha256(text.encode()).hexdigest(), 16))[-count:]


def item_number(product: str) -> str:
    """Return the GTIN-14 of a product of this school, always the same for the same recipe code.

    >>> item_number("toldc")[:3], len(item_number("toldc"))
    ('029', 14)
    """
    body = f"0{_RESTRICTED}{_digits('item:' + product, 10)}"
    return body + gs1_check_digit(body)


def recipient_number(patient_number: str) -> str:
    """Return the GSRN of a recipient: eighteen digits that follow from the pseudonymous number and do not tell it.

    >>> len(recipient_number("EX-P00042"))
    18
    """
    body = f"{_RESTRICTED}{_digits('recipient:' + patient_number, 15)}"
    return body + gs1_check_digit(body)
