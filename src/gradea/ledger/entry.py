"""One line of the ledger: what happened, who did it, when, and the hash of the line before."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from gradea.ledger.canonical import canonical_bytes, read_canonical

GENESIS = "0" * 64
"""What the first entry gives as the hash before it."""

ENTRY_BYTES_MAX = 1_000_000
"""Largest entry in canonical bytes; assumption [A]: files are kept beside the ledger, by hash."""

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)

_NAMES = ("seq", "prev", "name", "body", "actor", "role", "sim_ms", "at", "command")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry before it has its place in the chain.

    Attributes:
        name: Stored name of the event, independent of Python: `world.vessel-opened/1`.
        body: Fields of the event as JSON values. No personal data; free text only sealed (`gradea.ledger.sealed_text`).
        actor: Opaque reference of a person in this edition, or "system".
        role: Role the actor acted in.
        sim_ms: Simulated time in milliseconds since day 0, 00:00; never falls along the chain.
        at: Real time of the server, UTC: `2026-03-01T09:30:00.125Z` (see `utc_text`).
        command: Idempotency key of the command the event came from.
    """

    name: str
    body: Mapping[str, Any]
    actor: str
    role: str
    sim_ms: int
    at: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Draft):
    """A draft with its place: `seq` counts from 0 in each run, `prev` is the hash of the entry before in hex."""

    seq: int
    prev: str


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """An entry, its canonical bytes (made once, stored, and hashed as they are) and their SHA-256 in lower hex."""

    entry: Entry
    data: bytes
    hash: str


class Head(NamedTuple):
    """The end of a chain: number, hash and simulated time of its last entry."""

    seq: int
    hash: str
    sim_ms: int


EMPTY = Head(-1, GENESIS, 0)
"""Head of a run that has no entry yet."""


def utc_text(moment: datetime) -> str:
    """Return a moment as the ledger writes real time: UTC with milliseconds (cut, not rounded).

    Raises:
        ValueError: If the moment has no time zone: local time without a zone is ambiguous.

    Examples:
        >>> utc_text(datetime(2026, 3, 1, 9, 30, 0, 125_900, tzinfo=UTC))
        '2026-03-01T09:30:00.125Z'
    """
    if moment.tzinfo is None:
        raise ValueError(f"the moment {moment} has no time zone; pass it in UTC")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def seal(previous_hash: str, seq: int, draft: Draft) -> SealedEntry:
    """Give a draft its place in the chain.

    Args:
        previous_hash: Hash of the entry before, or `GENESIS`.
        seq: Number of this entry, from 0.
        draft: What the entry says.

    Raises:
        ValueError: If a field has not its form, the body is no canonical JSON, or the entry is too large.

    Examples:
        >>> draft = Draft(name="run.opened/1", body={}, actor="system", role="system", sim_ms=0,
        ...               at="2026-03-01T09:30:00.000Z", command="c-1")
        >>> seal(GENESIS, 0, draft).hash[:12]
        '35631a7e1717'
    """
    body = dict(draft.body)
    entry = Entry(
        seq=seq,
        prev=previous_hash,
        name=draft.name,
        body=body,
        actor=draft.actor,
        role=draft.role,
        sim_ms=draft.sim_ms,
        at=draft.at,
        command=draft.command,
    )
    _require_form(entry)
    data = canonical_bytes(_fields(entry))
    if len(data) > ENTRY_BYTES_MAX:
        raise ValueError(
            f"entry {seq} ({draft.name}) has {len(data)} bytes; the limit is {ENTRY_BYTES_MAX}: "
            "keep the large part outside the ledger, and its hash inside"
        )
    return SealedEntry(entry, data, hashlib.sha256(data).hexdigest())


def seal_all(head: Head, drafts: Iterable[Draft]) -> list[SealedEntry]:
    """Chain several drafts, in order, behind a head: the events of one command.

    Raises:
        ValueError: As `seal`; or if simulated time falls.
    """
    sealed: list[SealedEntry] = []
    for draft in drafts:
        if draft.sim_ms < head.sim_ms:
            seq = head.seq + 1
            raise ValueError(
                f"entry {seq} ({draft.name}) is at {draft.sim_ms} ms, before its predecessor: {head.sim_ms} ms"
            )
        one = seal(head.hash, head.seq + 1, draft)
        sealed.append(one)
        head = head_of(one)
    return sealed


def head_of(sealed: SealedEntry) -> Head:
    """Return the head of a chain that ends with this entry."""
    return Head(sealed.entry.seq, sealed.hash, sealed.entry.sim_ms)


def read_sealed(data: bytes, hash_hex: str) -> SealedEntry:
    """Return the entry that was stored as these bytes under this hash.

    Raises:
        ValueError: If the bytes do not give the hash, or are no entry: they were changed since they were sealed.
    """
    if hashlib.sha256(data).hexdigest() != hash_hex:
        raise ValueError(
            "the stored bytes of an entry do not give their hash: the store was changed; run the verifier on this run"
        )
    value = read_canonical(data)
    try:
        entry = Entry(**value)
        _require_form(entry)
    except TypeError:
        raise ValueError(
            "the stored bytes are no ledger entry: a field is missing, unknown, or of another type"
        ) from None
    return SealedEntry(entry, data, hash_hex)


def _fields(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _NAMES}


def _require_form(entry: Entry) -> None:
    """Raise ValueError for the first field that has not its form."""
    for name in ("seq", "sim_ms"):
        number = getattr(entry, name)
        if type(number) is not int or number < 0:
            raise ValueError(f"{name} is {number!r}, not a whole number from 0 up")
    for name in ("name", "actor", "role", "command", "prev", "at"):
        text = getattr(entry, name)
        if not isinstance(text, str) or not text:
            raise ValueError(f"{name} is {text!r}, not text")
    if not _HASH.fullmatch(entry.prev):
        raise ValueError(f"prev is {entry.prev!r}, not 64 lower hex digits")
    if not _AT.fullmatch(entry.at):
        raise ValueError(f"at is {entry.at!r}, not UTC text like 2026-03-01T09:30:00.125Z (see utc_text)")
    if not isinstance(entry.body, dict):
        raise ValueError(f"body is {type(entry.body).__name__}, not a mapping")
