"""Free text under a key per person: erase the key and the text is gone, while the chain still verifies.

The chain covers the ciphertext. Keys live outside the ledger, with short-lived back-ups.
"""

import base64
import binascii
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gradea.ledger.canonical import canonical_bytes

KEY_BYTES = 32
NONCE_BYTES = 12
"""96 bits, the length AES-GCM is made for [NIST SP 800-38D 5.2.1.1, K]."""


def seal_text(text: str, *, key_ref: str, key: bytes, nonce: bytes) -> dict[str, str]:
    """Encrypt free text with AES-256-GCM; the key's reference is authenticated with it.

    Args:
        text: What the person wrote.
        key_ref: Opaque name of the key. Not the person's name.
        key: 32 secret bytes, one key per person and edition.
        nonce: 12 bytes, never used twice with one key: random ones in service, `derive_nonce` in a seeded run.

    Returns:
        JSON values for an entry's body: `{"sealed": key_ref, "nonce": base64, "text": base64}`.

    Raises:
        ValueError: If key or nonce have another length, the reference is empty, or the text is no Unicode text.

    Examples:
        >>> sealed = seal_text("glove torn", key_ref="k-7f3a", key=bytes(32), nonce=bytes(12))
        >>> sealed["sealed"], open_text(sealed, bytes(32))
        ('k-7f3a', 'glove torn')
    """
    _require_length("key", key, KEY_BYTES)
    _require_length("nonce", nonce, NONCE_BYTES)
    if not key_ref:
        raise ValueError("sealed text needs the reference of its key; pass key_ref")
    sealed = AESGCM(key).encrypt(nonce, text.encode(), key_ref.encode())
    return {"sealed": key_ref, "nonce": base64.b64encode(nonce).decode(), "text": base64.b64encode(sealed).decode()}


def open_text(sealed: Mapping[str, str], key: bytes) -> str:
    """Return the text that was sealed.

    Raises:
        ValueError: If the key is another one, or the reference, nonce or text were changed: nothing is shown then.
    """
    _require_length("key", key, KEY_BYTES)
    try:
        nonce = base64.b64decode(sealed["nonce"], validate=True)
        data = base64.b64decode(sealed["text"], validate=True)
        key_ref = sealed["sealed"].encode()
    except (KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise ValueError(f"this is no sealed text ({error}); it has the fields sealed, nonce and text") from None
    _require_length("nonce", nonce, NONCE_BYTES)
    try:
        return AESGCM(key).decrypt(nonce, data, key_ref).decode()
    except InvalidTag:
        raise ValueError(
            f"the text sealed under {sealed['sealed']!r} does not open: another key, or changed since"
        ) from None


def derive_key(seed: str, person: str) -> bytes:
    """Return the key of a person in a run that is replayed from its seed (command line, tests).

    Erasing such a key erases nothing, as the seed gives it again: never for real people.
    """
    return _hkdf(seed.encode(), KEY_BYTES, "gradea.sealed-text.key/1", person)


def derive_nonce(key: bytes, place: str, text: str) -> bytes:
    """Return a nonce for this text at this place (command and field, say) under this key.

    The text goes into the derivation, so that a command played again with other words never meets the same nonce twice.
    """
    _require_length("key", key, KEY_BYTES)
    return _hkdf(key, NONCE_BYTES, "gradea.sealed-text.nonce/1", place, text)


def _hkdf(secret: bytes, length: int, *info: str) -> bytes:
    """Derive bytes by HKDF-SHA256 (RFC 5869); a JSON list as info keeps ("ab", "c") apart from ("a", "bc")."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=canonical_bytes(list(info))).derive(secret)


def _require_length(what: str, value: bytes, wanted: int) -> None:
    if len(value) != wanted:
        raise ValueError(f"the {what} has {len(value)} bytes; AES-256-GCM here takes {wanted}")
