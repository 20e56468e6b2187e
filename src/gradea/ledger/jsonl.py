"""The exported form of a run: one entry per line, its exact bytes and their hash."""

from collections.abc import Iterable, Iterator

from gradea.ledger.entry import SealedEntry, read_sealed

_PREFIX = b'{"entry":'
_MIDDLE = b',"hash":"'
_SUFFIX = b'"}\n'
_TAIL = len(_MIDDLE) + 64 + len(_SUFFIX)


def line_of(data: bytes, hash_hex: str) -> bytes:
    """Return the line for stored bytes and hash, checking nothing: a verifier must see what is there."""
    return _PREFIX + data + _MIDDLE + hash_hex.encode() + _SUFFIX


def to_line(sealed: SealedEntry) -> bytes:
    r"""Return the line of one entry: `{"entry":<canonical bytes>,"hash":"<64 lower hex>"}` and a line feed."""
    return line_of(sealed.data, sealed.hash)


def read_lines(lines: Iterable[bytes]) -> Iterator[SealedEntry]:
    """Read lines back into sealed entries; each must have its form and its hash. The chain is for `verify` to check.

    Raises:
        ValueError: If a line has not this form or its bytes do not give its hash; the message names it, from 1.
    """
    for number, line in enumerate(lines, 1):
        if not (line.startswith(_PREFIX) and line[-_TAIL:].startswith(_MIDDLE) and line.endswith(_SUFFIX)):
            raise ValueError(f"line {number} is no ledger line; verify the file and take an untouched copy")
        try:
            yield read_sealed(line[len(_PREFIX) : -_TAIL], line[-64 - len(_SUFFIX) : -len(_SUFFIX)].decode("ascii"))
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from None
