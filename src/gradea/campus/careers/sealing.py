"""Free words of people: sealed with the writer's key, so that they go when the writer is erased."""

import secrets
from collections.abc import Mapping

from gradea.campus.people.queries import Viewer, key_of
from gradea.ledger.sealed_text import NONCE_BYTES, open_text, seal_text


def sealed(viewer: Viewer, text: str) -> dict[str, str]:
    """Return words as they are stored; nothing of nothing."""
    key = key_of(viewer.ref)
    if key is None or not text:
        return {}
    return seal_text(text, key_ref=viewer.ref, key=key, nonce=secrets.token_bytes(NONCE_BYTES))


def opened(words: Mapping[str, str], keys: Mapping[str, bytes]) -> str:
    """Return words again; empty where the writer was erased."""
    key = keys.get(words.get("sealed", ""))
    return open_text(words, key) if key is not None else ""
