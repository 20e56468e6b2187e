"""Check characters: ISO 7064 mod 37-2 for donation numbers, mod 10 with weights 3 and 1 for GS1 keys."""

_TABLE = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
_FLAG_OFFSET = 60


def _remainder(text: str) -> int:
    total = 0
    for character in text:
        position = _TABLE.find(character)
        if position < 0 or position == len(_TABLE) - 1:
            raise ValueError(f"{character!r} has no place in a number of capitals and digits")
        total = (total + position) * 2 % 37
    return (38 - total) % 37


def check_character(text: str) -> str:
    """Return the check character of a text of capitals and digits: ISO 7064 mod 37-2.

    Source: UK transfusion guidelines (Red Book), Annex 2, whose example this is.

    Raises:
        ValueError: If the text is empty or holds anything but capitals and digits.

    >>> check_character("G123498654321")
    'H'
    """
    if not text:
        raise ValueError("an empty text has no check character")
    return _TABLE[_remainder(text)]


def check_flag(text: str) -> str:
    """Return the same check as the two digits of flag type 3: its value and 60.

    >>> check_flag("G123498654321")
    '77'
    """
    if not text:
        raise ValueError("an empty text has no check flag")
    return str(_remainder(text) + _FLAG_OFFSET)


def gs1_check_digit(digits: str) -> str:
    """Return the check digit behind these digits: mod 10, weights 3 and 1 from the right (GTIN, GSRN, SSCC).

    Raises:
        ValueError: If it is not digits only.

    >>> gs1_check_digit("950110153000")
    '3'
    """
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"{digits!r} is not digits only")
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)
