"""Signed checkpoints: whoever rewrites ledger and checkpoint file together lacks the key (Ed25519, RFC 8032)."""

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gradea.ledger.checkpoint import Checkpoint, checkpoint_line
from gradea.ledger.verify_ledger import SIGNED_AS

KEY_BYTES = 32
SIGNED_MARK = "# ed25519 "
"""How the line begins that signs a checkpoint."""


def public_key_of(private: bytes) -> str:
    """Return the public key of a private one, as 64 hex digits.

    Raises:
        ValueError: If the private key has not 32 bytes.

    >>> public_key_of(bytes(32))[:8]
    '3b6a27bc'
    """
    public = Ed25519PrivateKey.from_private_bytes(private).public_key()
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def signature_line(checkpoint: Checkpoint, private: bytes) -> str:
    """Return the line that stands before a checkpoint and signs it. Readers that know no signatures take it for a comment.

    Raises:
        ValueError: If the private key has not 32 bytes.
    """
    signed = SIGNED_AS + checkpoint_line(checkpoint).rstrip("\n").encode()
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(signed)
    return f"{SIGNED_MARK}{public_key_of(private)} {base64.b64encode(signature).decode()}\n"
