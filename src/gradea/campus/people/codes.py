"""Sign-in codes, derived from the installation's secret: they can be printed again, and the database alone holds none.

A code is three groups of four, `K7QD-2MFX-9HWT`. The first group finds the person; the other two, 39 bits, are what must be
right. The alphabet leaves out what is misread: 0 O, 1 I L, U V.
"""

import hashlib
import hmac

from django.conf import settings

ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
GROUP = 4
LINK_TAIL = 22


def _derived(purpose: str, *parts: object) -> bytes:
    text = "|".join(["gradea", purpose, *map(str, parts)])
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).digest()


def _letters(digest: bytes, count: int) -> str:
    number, letters = int.from_bytes(digest, "big"), []
    for _ in range(count):
        number, index = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[index])
    return "".join(letters)


def login_code(ref: str, version: int) -> str:
    """Return the code of a person: three groups of four letters and digits."""
    text = _letters(_derived("login-code", ref, version), 3 * GROUP)
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def link_token(ref: str, version: int) -> str:
    """Return what stands in the address of a badge: the first group, then 106 bits that only this installation can make."""
    return prefix_of(login_code(ref, version)) + _letters(_derived("link", ref, version), LINK_TAIL)


def code_digest(code: str) -> str:
    """Return what is stored of a code. Keyed over random characters, so it need not be slow: a flood of wrong ones is cheap."""
    return _derived("code-digest", normalised(code)).hex()


def normalised(typed: str) -> str:
    """Return a typed code as it is compared: capitals, without spaces and dashes."""
    return "".join(char for char in typed.upper() if char.isascii() and char.isalnum())[:64]


def prefix_of(code: str) -> str:
    """Return the group that finds the person."""
    return normalised(code)[:GROUP]


def preset_pin(ref: str) -> str:
    """Return the PIN that an invented person of an example edition starts with."""
    return f"{int.from_bytes(_derived('preset-pin', ref)[:4], 'big') % 9000 + 1000}"
