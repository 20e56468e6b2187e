"""The checkpoint file of a run: append-only text beside the database, made durable line by line."""

import os
from pathlib import Path

from gradea.ledger import Checkpoint, checkpoint_line, read_checkpoints
from gradea.ledger.checkpoint import HEADER

_TAIL_BYTES = 4_096
"""More than the longest line: enough to find a last line that a crash left without its line feed."""


class CheckpointFile:
    """Checkpoints of one run, oldest first. Only the store's writer appends."""

    def __init__(self, folder: Path, run: str) -> None:
        self.path = folder / f"{run}.checkpoints.txt"

    def text(self) -> str:
        """Return the whole lines of the file; empty if it is not there yet. A line that is being written is no line yet."""
        text = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        return text[: text.rfind("\n") + 1]

    def last(self) -> Checkpoint | None:
        """Return the newest checkpoint.

        Raises:
            ValueError: If a whole line is no checkpoint. A last line without line feed was cut off by a crash: it does
                not count, and the next `append` takes its place.
        """
        points = read_checkpoints(self.text())
        return points[-1] if points else None

    def append(self, checkpoint: Checkpoint, signature: str = "") -> None:
        """Write one checkpoint and wait until it is on the disk.

        Args:
            checkpoint: What to write.
            signature: Its `signature_line`, written before it: a crash between both leaves a comment, no bare checkpoint.

        Raises:
            OSError: If the file cannot be written.
        """
        new = not self.path.exists()
        with self.path.open("w+b" if new else "r+b") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            torn = len(file.read().rpartition(b"\n")[2])
            file.seek(size - torn)
            file.truncate()
            line = signature + checkpoint_line(checkpoint)
            file.write((line if size > torn else HEADER + line).encode())
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(self.path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows has no such call and does it by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
