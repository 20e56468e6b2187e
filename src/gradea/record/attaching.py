"""Deciding about attached files: photos and print-outs, known by their hash (REC-16)."""

import re

from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event
from gradea.record.floor_commands import AttachFile
from gradea.record.floor_events import FileAttached
from gradea.record.guards import check_open, find_step
from gradea.record.reasons import check_text
from gradea.record.roles import check_role
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal

MEDIA_TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf", "text/csv", "text/plain")
SIZE_MAX = 10 * 1024 * 1024
"""Largest file in bytes (D)."""

_HASH = re.compile(r"^[0-9a-f]{64}$")
_ORIGIN = re.compile(r"^[\w .:/+#-]{2,64}$")


def decide_attach(record: BatchRecord, command: AttachFile, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a file; the same file is attached once."""
    refusal = check_open(record) or check_role("attach-file", actor.role) or _check_file(record, command)
    if refusal is None and command.step is not None:
        step = find_step(record, command.step)
        refusal = step if isinstance(step, Refusal) else None
    refusal = refusal or check_text(command.text)
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(
        FileAttached,
        sha256=command.sha256,
        media_type=command.media_type,
        size=command.size,
        origin=command.origin,
        text=command.text,
        step=command.step,
    )
    return draft.events


def _check_file(record: BatchRecord, command: AttachFile) -> Refusal | None:
    if not _HASH.match(command.sha256):
        return refuse("file-hash", "REC-16", "The file has no SHA-256 hash.", "Attach the file again.")
    if command.media_type not in MEDIA_TYPES:
        return refuse(
            "file-type",
            "REC-16",
            f"Files of type {command.media_type[:40]} are not kept.",
            f"Attach one of {', '.join(MEDIA_TYPES)}.",
        )
    if not 0 < command.size <= SIZE_MAX:
        return refuse(
            "file-size",
            "REC-16",
            f"The file has {command.size} bytes; 1 to {SIZE_MAX} fit.",
            "Take a smaller picture.",
        )
    if not _ORIGIN.match(command.origin):
        return refuse(
            "file-origin",
            "REC-16; TRA-03",
            "Nothing says which device or form the file comes from.",
            "Name the device or the number of the form, 2 to 64 letters, digits and plain signs; no person.",
        )
    if any(item.sha256 == command.sha256 for item in record.files):
        return refuse("file-known", "REC-16", "This very file is attached already.", "Nothing more is needed.")
    return None
