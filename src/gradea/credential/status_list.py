"""Which credentials are revoked: a bitstring of 131,072 places, packed and signed (W3C Bitstring Status List v1.0)."""

import base64
import binascii
import gzip
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from gradea.credential.contexts import CREDENTIALS_V2
from gradea.credential.keys import IssuingKey
from gradea.credential.proving import proved

PLACES = 131_072
"""Length of the list; the standard asks for at least 16 kB, so that a place says nothing about a person."""


def status_list(key: IssuingKey, url: str, revoked: Iterable[int], at: str) -> dict[str, Any]:
    """Return the signed list in which these places are revoked.

    Raises:
        ValueError: If a place is outside the list.
    """
    bits = bytearray(PLACES // 8)
    for place in revoked:
        if not 0 <= place < PLACES:
            raise ValueError(f"place {place} is outside the list of {PLACES}")
        bits[place // 8] |= 0x80 >> (place % 8)
    packed = base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode("ascii").rstrip("=")
    document = {
        "@context": [CREDENTIALS_V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": key.did,
        "validFrom": at,
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": f"u{packed}",
        },
    }
    return proved(document, key, at)


def entry(url: str, place: int) -> dict[str, str]:
    """Return what a credential says about where its status is."""
    return {
        "id": f"{url}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": url,
    }


def is_revoked(listed: Mapping[str, Any], place: int) -> bool:
    """Return whether a place of a list is revoked.

    Raises:
        ValueError: If the list cannot be read, or has no such place.
    """
    try:
        text = str(listed["credentialSubject"]["encodedList"]).removeprefix("u")
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        bits = zlib.decompressobj(31).decompress(packed, PLACES)
    except (KeyError, TypeError, zlib.error, binascii.Error) as problem:
        raise ValueError(f"the status list cannot be read: {problem}") from problem
    if not 0 <= place < len(bits) * 8:
        raise ValueError(f"the status list has no place {place}")
    return bool(bits[place // 8] & (0x80 >> (place % 8)))
