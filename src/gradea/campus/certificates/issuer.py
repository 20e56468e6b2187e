"""The issuing key of this installation: a file beside the database, readable by its owner only."""

import os
import secrets
from pathlib import Path

from django.conf import settings

from gradea.credential import SEED_BYTES, IssuingKey

KEY_FILE = "issuer.key"


def issuing_key() -> IssuingKey:
    """Return the key, made at the first use.

    Raises:
        ValueError: If the file holds no key; a silent new one would make every certificate foreign.
    """
    path = Path(settings.DATA_DIR) / KEY_FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return IssuingKey(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(SEED_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return issuing_key()
