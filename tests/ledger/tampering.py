"""A seeded forger: changes an honest ledger in one of many ways, and knows which entry a verifier must name.

A campaign takes more of the same: `tamperings(lines, guarded, seed=…, count=…)`.
"""

import hashlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gradea.ledger import canonical_bytes, line_of

PREFIX = len(b'{"entry":')
TAIL = len(b',"hash":"') + 64 + len(b'"}\n')


@dataclass(frozen=True, slots=True, kw_only=True)
class Tampering:
    """What was done to a ledger, and the first entry that is bad now (counted from 0)."""

    kind: str
    data: bytes
    first_bad: int

    def lines(self) -> list[bytes]:
        """Return the forged file as a reader of lines sees it."""
        return split(self.data)


@dataclass(frozen=True, slots=True)
class Forger:
    """An honest ledger, the entries that have a checkpoint outside, and luck."""

    lines: Sequence[bytes]
    guarded: frozenset[int]
    luck: random.Random

    def any_byte_changed(self) -> bytes:
        data = bytearray(b"".join(self.lines))
        data[self.luck.randrange(len(data))] ^= self.luck.randrange(1, 256)
        return bytes(data)

    def frame_changed(self) -> bytes:
        """Change a byte outside the entry and its hash, which no hash covers."""
        at, lines = self._entry(), list(self.lines)
        changed, size = bytearray(lines[at]), len(lines[at])
        frame = [*range(PREFIX), *range(size - TAIL, size - 67), *range(size - 3, size)]
        changed[self.luck.choice(frame)] ^= self.luck.randrange(1, 256)
        return b"".join([*lines[:at], bytes(changed), *lines[at + 1 :]])

    def byte_removed(self) -> bytes:
        data = b"".join(self.lines)
        at = self.luck.randrange(len(data))
        return data[:at] + data[at + 1 :]

    def byte_added(self) -> bytes:
        data = b"".join(self.lines)
        at = self.luck.randrange(len(data) + 1)
        return data[:at] + bytes([self.luck.randrange(256)]) + data[at:]

    def line_removed(self) -> bytes:
        at = self._entry()
        return b"".join([*self.lines[:at], *self.lines[at + 1 :]])

    def line_repeated(self) -> bytes:
        at, to = self._entry(), self.luck.randrange(len(self.lines) + 1)
        return b"".join([*self.lines[:to], self.lines[at], *self.lines[to:]])

    def lines_swapped(self) -> bytes:
        one, two = self.luck.sample(range(len(self.lines)), 2)
        lines = list(self.lines)
        lines[one], lines[two] = lines[two], lines[one]
        return b"".join(lines)

    def tail_cut(self) -> bytes:
        return b"".join(self.lines[: self._entry()])

    def bytes_cut(self) -> bytes:
        data = b"".join(self.lines)
        return data[: self.luck.randrange(len(data))]

    def block_zeroed(self) -> bytes:
        data = b"".join(self.lines)
        at = self.luck.randrange(len(data))
        return data[:at] + bytes(len(data[at : at + 512])) + data[at + 512 :]

    def one_rewritten(self) -> tuple[bytes, int]:
        """Change an entry together with its hash: the next line shows it, or a checkpoint that names the entry."""
        at = self._entry()
        data = edited(self.lines[at], lambda entry: entry["body"].update(words="forged"))
        lines = [*self.lines[:at], line(data), *self.lines[at + 1 :]]
        return b"".join(lines), at if at in self.guarded else at + 1

    def all_rewritten(self) -> tuple[bytes, int]:
        """Change an entry and chain all that follows anew: only a checkpoint sees it."""
        at = self._entry()
        forged = self._chained_from(at, lambda entry: entry["body"].update(words="forged"))
        return forged, min(seq for seq in self.guarded if seq >= at)

    def respelled(self) -> tuple[bytes, int]:
        at = self._entry()
        return self._chained_from(at, unchanged, lambda data: data.replace(b'":', b'": ', 1)), at

    def field_added(self) -> tuple[bytes, int]:
        at = self._entry()
        return self._chained_from(at, lambda entry: entry.update(approved_by="nobody")), at

    def renumbered(self) -> tuple[bytes, int]:
        at = self._entry()
        return self._chained_from(at, lambda entry: entry.update(seq=at + self.luck.choice((-1, 1, 7)))), at

    def time_turned_back(self) -> tuple[bytes, int]:
        at = self.luck.randrange(len(self.lines) // 2, len(self.lines))
        return self._chained_from(at, lambda entry: entry.update(sim_ms=1)), at

    def _entry(self) -> int:
        return self.luck.randrange(len(self.lines))

    def _chained_from(
        self, at: int, change: Callable[[dict[str, Any]], Any], spell: Callable[[bytes], bytes] = lambda data: data
    ) -> bytes:
        lines = list(self.lines)
        for number in range(at, len(lines)):
            prev = lines[number - 1][-TAIL + 9 : -3].decode() if number else "0" * 64
            data = edited(lines[number], change if number == at else unchanged, prev=prev)
            lines[number] = line(spell(data) if number == at else data)
        return b"".join(lines)


WAYS = tuple(name for name in vars(Forger) if not name.startswith("_") and name not in ("lines", "guarded", "luck"))


def tamperings(lines: Sequence[bytes], guarded: frozenset[int], *, seed: int, count: int) -> Iterator[Tampering]:
    """Yield so many forgeries of an honest ledger, each way in turn; the last entry must have a checkpoint."""
    assert len(lines) - 1 in guarded
    forger, honest, made = Forger(lines, guarded, random.Random(seed)), b"".join(lines), 0
    while made < count:
        kind = WAYS[made % len(WAYS)]
        forged = getattr(forger, kind)()
        data, first_bad = forged if isinstance(forged, tuple) else (forged, first_difference(lines, split(forged)))
        if data != honest:
            made += 1
            yield Tampering(kind=kind, data=data, first_bad=first_bad)


def first_difference(honest: Sequence[bytes], forged: Sequence[bytes]) -> int:
    """Return the number of the first line that is not the honest one, or is missing."""
    same = 0
    while same < min(len(honest), len(forged)) and honest[same] == forged[same]:
        same += 1
    return same


def split(data: bytes) -> list[bytes]:
    """Return lines with their line feeds, as reading a binary file gives them."""
    pieces = data.split(b"\n")
    return [piece + b"\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def edited(line_bytes: bytes, change: Callable[[dict[str, Any]], Any], *, prev: str | None = None) -> bytes:
    """Return the bytes of a line's entry after a change."""
    entry = json.loads(line_bytes[PREFIX:-TAIL])
    if prev is not None:
        entry["prev"] = prev
    change(entry)
    return canonical_bytes(entry)


def unchanged(_entry: dict[str, Any]) -> None:
    """Leave an entry as it is."""


def line(data: bytes) -> bytes:
    """Return bytes with the hash that fits them."""
    return line_of(data, hashlib.sha256(data).hexdigest())
