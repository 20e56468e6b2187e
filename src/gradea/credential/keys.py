"""Ed25519 keys as credentials name them: multibase, multikey, did:key."""

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_ED25519 = b"\xed\x01"
"""Multicodec prefix of an Ed25519 public key (W3C Controlled Identifiers, Multikey)."""

SEED_BYTES = 32


def multibase(raw: bytes) -> str:
    """Return bytes in base58btc with the prefix `z`."""
    return "z" + base58.b58encode(raw).decode("ascii")


def from_multibase(text: str) -> bytes:
    """Return the bytes of a base58btc multibase text.

    Raises:
        ValueError: If it is something else.
    """
    if not isinstance(text, str) or not text.startswith("z"):
        raise ValueError("a base58btc multibase text starts with z")
    return base58.b58decode(text[1:])


class IssuingKey:
    """The key that an issuer signs with, from 32 secret bytes; it shows its public half only."""

    def __init__(self, seed: bytes) -> None:
        """Take the secret bytes.

        Raises:
            ValueError: If there are not 32 of them.
        """
        if len(seed) != SEED_BYTES:
            raise ValueError(f"an Ed25519 key has {SEED_BYTES} secret bytes, not {len(seed)}")
        self._private = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def multikey(self) -> str:
        """The public key as multikey: `z6Mk…`."""
        return multibase(_ED25519 + self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @property
    def did(self) -> str:
        """The issuer as did:key."""
        return f"did:key:{self.multikey}"

    def sign(self, data: bytes) -> bytes:
        """Return the 64 bytes of a signature."""
        return self._private.sign(data)

    def __repr__(self) -> str:
        return f"IssuingKey({self.did})"


def is_signed_by(multikey: str, signature: bytes, data: bytes) -> bool:
    """Return whether a signature is that of this public key.

    Raises:
        ValueError: If the key is no Ed25519 multikey.
    """
    raw = from_multibase(multikey)
    if not raw.startswith(_ED25519) or len(raw) != len(_ED25519) + 32:
        raise ValueError("the key is not an Ed25519 multikey")
    try:
        Ed25519PublicKey.from_public_bytes(raw[2:]).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def multikey_of(method: str) -> str:
    """Return the multikey that a did:key verification method names: `did:key:z6Mk…#z6Mk…`.

    Raises:
        ValueError: If it is no did:key, or its two halves differ.
    """
    did, _, fragment = method.partition("#")
    key = did.removeprefix("did:key:")
    if not did.startswith("did:key:") or (fragment and fragment != key):
        raise ValueError(f"'{method}' is not a did:key verification method")
    return key
