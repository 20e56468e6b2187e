"""Photos and print-outs of a run: kept under their hash, known by what they are and not by what they call themselves."""

import hashlib
import os
from pathlib import Path

from django.conf import settings

from gradea.record.attaching import SIZE_MAX
from gradea.vocabulary import Refusal

_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
)


def media_type_of(content: bytes) -> str | Refusal:
    """Return what a file is by its first bytes; a name or a promise of the browser counts for nothing.

    >>> media_type_of(b"%PDF-1.7 ...")
    'application/pdf'
    """
    for magic, media_type in _MAGIC:
        if content.startswith(magic):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return Refusal(
        code="file-type",
        rule="REC-16",
        message="This file is no picture and no PDF.",
        remedy="Attach a photo (JPEG, PNG, WebP) or a print-out (PDF).",
    )


def folder_of(ref: str) -> Path:
    """Return the folder of the files of a run."""
    return Path(settings.DATA_DIR) / "attachments" / ref


def read(ref: str, sha256: str) -> bytes | None:
    """Return a file of a run, or None where there is none or where it is not what its name says."""
    path = folder_of(ref) / sha256
    if not path.is_file():
        return None
    content = path.read_bytes()
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def keep(ref: str, content: bytes) -> str | Refusal:
    """Keep a file and return its hash; the same file is kept once."""
    if not 0 < len(content) <= SIZE_MAX:
        return Refusal(
            code="file-size",
            rule="REC-16",
            message=f"The file has {len(content)} bytes; 1 to {SIZE_MAX} fit.",
            remedy="Take a smaller picture.",
        )
    sha256 = hashlib.sha256(content).hexdigest()
    folder = folder_of(ref)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / sha256
    if not path.exists():
        half = folder / f".{sha256}.{os.getpid()}"
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    return sha256


def forget(ref: str, sha256: str) -> None:
    """Take a file away again that the record refused."""
    (folder_of(ref) / sha256).unlink(missing_ok=True)
