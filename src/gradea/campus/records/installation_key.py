"""The key of this installation that signs checkpoints: made once, kept beside the databases, never in them."""

import os
import secrets
from pathlib import Path

from gradea.campus.records.checkpoint_file import sync_folder
from gradea.ledger import Checkpoint, StoreUnavailable
from gradea.ledger.signed_checkpoint import KEY_BYTES, public_key_of, signature_line

PUBLIC_NAME = "installation.pub"


class InstallationKey:
    """Signs checkpoints.

    Args:
        path: File of the private key; made readable for its owner only if it is not there. Another disk is better than the
            one with the ledger: whoever can read it can sign.
        public_dir: Where the public key is written, for those who verify.

    Raises:
        StoreUnavailable: If the file holds no key.
    """

    def __init__(self, path: Path, public_dir: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        public_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        self._private = path.read_bytes()
        if len(self._private) != KEY_BYTES:
            raise StoreUnavailable(f"{path} holds no key of {KEY_BYTES} bytes; put the right file there")
        self.public = public_key_of(self._private)
        published = public_dir / PUBLIC_NAME
        if not published.exists() or published.read_text(encoding="ascii").strip() != self.public:
            published.write_text(self.public + "\n", encoding="ascii")

    def sign(self, checkpoint: Checkpoint) -> str:
        """Return the line that signs a checkpoint."""
        return signature_line(checkpoint, self._private)


def _make(path: Path) -> None:
    """Write a fresh key, whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)
