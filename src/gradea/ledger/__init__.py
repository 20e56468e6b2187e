"""The ledger: append-only, hash-chained entries: audit trail, save file and replay in one. Pure: no clock, no files.

Sealed free text lives in `gradea.ledger.sealed_text`: it needs the `cryptography` package, which reading does not.
"""

from gradea.ledger.canonical import canonical_bytes, read_canonical
from gradea.ledger.checkpoint import Checkpoint, checkpoint_line, checkpoint_lines, checkpoint_of, read_checkpoints
from gradea.ledger.entry import (
    EMPTY,
    GENESIS,
    Draft,
    Entry,
    Head,
    SealedEntry,
    head_of,
    read_sealed,
    seal,
    seal_all,
    utc_text,
)
from gradea.ledger.jsonl import line_of, read_lines, to_line
from gradea.ledger.store import AppendFailed, DuplicateCommand, HeadMoved, LedgerStore, MemoryStore, StoreUnavailable
from gradea.ledger.verification import Verdict, verify

__all__ = [
    "EMPTY",
    "GENESIS",
    "AppendFailed",
    "Checkpoint",
    "Draft",
    "DuplicateCommand",
    "Entry",
    "Head",
    "HeadMoved",
    "LedgerStore",
    "MemoryStore",
    "SealedEntry",
    "StoreUnavailable",
    "Verdict",
    "canonical_bytes",
    "checkpoint_line",
    "checkpoint_lines",
    "checkpoint_of",
    "head_of",
    "line_of",
    "read_canonical",
    "read_checkpoints",
    "read_lines",
    "read_sealed",
    "seal",
    "seal_all",
    "to_line",
    "utc_text",
    "verify",
]
