"""Checkpoints: heads of a chain, written outside the database.

A chain inside a database cannot show that its own tail was cut, or that all of it was rewritten
(the truncation attack of Ma and Tsudik, 2008). A head that was published elsewhere shows both. So heads go to a text
file beside the store, to receipts and on printed records.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from gradea.ledger.entry import SealedEntry

CHECKPOINT_EVERY = 50
"""Entries between two checkpoints; assumption [A]: a lost tail is at most a few minutes of one run."""

HEADER = (
    "# Grade A ledger checkpoints: number, hash and real time of an entry. "
    "Keep a copy outside the machine that holds the ledger.\n"
)

_LINE = re.compile(r"(\d{1,15}) ([0-9a-f]{64}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)", re.ASCII)


class Checkpoint(NamedTuple):
    """Number, hash and real time (UTC text) of one entry."""

    seq: int
    hash: str
    at: str


def checkpoint_of(sealed: SealedEntry) -> Checkpoint:
    """Return the checkpoint that names this entry."""
    return Checkpoint(sealed.entry.seq, sealed.hash, sealed.entry.at)


def checkpoint_line(checkpoint: Checkpoint) -> str:
    """Return one line of a checkpoint file, with its line feed."""
    return f"{checkpoint.seq} {checkpoint.hash} {checkpoint.at}\n"


def checkpoint_lines(sealed: Iterable[SealedEntry], *, every: int = CHECKPOINT_EVERY) -> list[str]:
    """Return the lines of a checkpoint file for a whole run: a header, each so-many-th entry, and the last.

    Raises:
        ValueError: If `every` is below 1.
    """
    if every < 1:
        raise ValueError(f"checkpoints are at least 1 entry apart, not {every}")
    lines, last = [HEADER], None
    for one in sealed:
        last = one
        if (one.entry.seq + 1) % every == 0:
            lines.append(checkpoint_line(checkpoint_of(one)))
            last = None
    return lines if last is None else [*lines, checkpoint_line(checkpoint_of(last))]


def read_checkpoints(text: str) -> list[Checkpoint]:
    """Read a checkpoint file; lines that begin with # and empty lines say nothing.

    Raises:
        ValueError: If a line is no checkpoint; the message names the line, counted from 1.

    Examples:
        >>> read_checkpoints("# heads\\n7 " + "ab" * 32 + " 2026-03-01T09:30:00.125Z\\n")[0].seq
        7
    """
    points = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            found = _LINE.fullmatch(line)
            if found is None:
                raise ValueError(f"line {number} of the checkpoints is not 'number hash time': take an untouched copy")
            points.append(Checkpoint(int(found[1]), found[2], found[3]))
    return points
