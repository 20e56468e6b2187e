#!/usr/bin/env python3
"""Verify a Grade A ledger. One file, Python's standard library, nothing to install: copy it, read it, run it.

    python verify_ledger.py ledger.jsonl [--checkpoints checkpoints.txt] [--key KEY] [--json]

Exit code: 0 the ledger is good, 1 there is a finding, 2 the call was wrong or a file cannot be read.

What a ledger is: a file of lines `{"entry":<bytes>,"hash":"<64 lower hex digits>"}`, each ended by one line feed.
The hash is the SHA-256 of <bytes>, exactly as they stand. The bytes are JSON in one canonical spelling (sorted keys,
no spaces, UTF-8). Each entry has a number (`seq`, from 0, without gaps) and repeats the hash of the entry before
(`prev`, 64 zeros in the first). Simulated time (`sim_ms`) never falls.

What checkpoints are: lines `number hash time` published outside the ledger. The chain alone cannot show that its tail
was cut or that all of it was written anew; a checkpoint can. A file `checkpoints.txt` beside the ledger is used
without asking. The line before a checkpoint may sign it: `# ed25519 <64 hex digits of the public key> <base64>`. With
`--key` (those digits, or a file that holds them) every checkpoint must be signed by that key (RFC 8032), so that nobody
without it can write ledger and checkpoints anew. Take the key from the people who run the installation, not from the file.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable
from typing import Any, NamedTuple

LINE_BYTES_MAX = 1_000_100
GENESIS = "0" * 64
PREFIX, MIDDLE, SUFFIX = b'{"entry":', b',"hash":"', b'"}\n'
TAIL = len(MIDDLE) + 64 + len(SUFFIX)
HASH = re.compile(rb"[0-9a-f]{64}")
AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
POINT = re.compile(
    rb"([0-9]{1,15}) ([0-9a-f]{64}) ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z)\n?"
)
SIGNED = re.compile(rb"# ed25519 ([0-9a-f]{64}) ([A-Za-z0-9+/]{86}==)\n?")
SIGNED_AS = b"gradea-checkpoint/1 "
KEY = re.compile(r"[0-9a-f]{64}")
TYPES = {
    **dict.fromkeys(("actor", "at", "command", "name", "prev", "role"), str),
    **dict.fromkeys(("seq", "sim_ms"), int),
    "body": dict,
}
CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

CHANGED = "The line was changed after it was written. Take an untouched copy, and find out who could write to the file."
FORM = "The line was changed or damaged, or the file was saved by an editor. Take an untouched copy of the export."
MOVED = "Lines were removed, added, repeated or put in another order. Compare with an untouched copy from this line on."
CUT = "The end of the ledger is missing, or an old back-up was put back. Restore a copy that reaches the checkpoint."
REWRITTEN = (
    "The ledger was written anew after the checkpoint was published. Trust the copy that agrees with the checkpoint."
)
POINTS = "Take the checkpoint file from the place where it is kept outside the machine, and verify again."


class Checkpoint(NamedTuple):
    """An entry's number, hash and real time, published outside the ledger."""

    seq: int
    hash: str
    at: str


class Report(NamedTuple):
    """What was found."""

    ok: bool
    entries: int  # good entries before the first bad one
    head: str  # hash of the last good entry
    first_bad: int | None  # counted from 0, its line is one more; None if no entry of the ledger is to blame
    problem: str
    remedy: str
    compared: int  # checkpoints compared and found equal
    last_compared: int  # number of the last entry a checkpoint agrees with, -1 for none
    signed: int = 0  # checkpoints whose signature was checked and holds


class Finding(Exception):
    """The first thing that is wrong."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


class Chain:
    """Reads lines one after another and remembers what the next one must fit."""

    def __init__(self, points: Iterable[Checkpoint]) -> None:
        self.seq, self.head, self.sim_ms = 0, GENESIS, 0
        self.points: dict[int, Checkpoint] = {point.seq: point for point in points}
        self.compared, self.last_compared = 0, -1

    def read(self, line: bytes) -> None:
        """Check one line against all before it; raise the first finding."""
        data, written = self.split(line)
        real = hashlib.sha256(data).hexdigest()
        if real != written:
            raise Finding("its bytes do not give the hash written beside them", CHANGED)
        entry = parse(data)
        if entry["seq"] != self.seq:
            raise Finding(f"the line holds entry {entry['seq']} where entry {self.seq} belongs", MOVED)
        if entry["prev"] != self.head:
            raise Finding(
                "it does not follow from the entry before: one of the two was replaced together with its hash", MOVED
            )
        if entry["sim_ms"] < self.sim_ms:
            raise Finding(
                f"its simulated time {entry['sim_ms']} ms is before its predecessor's {self.sim_ms} ms", CHANGED
            )
        self.compare(real, entry["at"])
        self.seq, self.head, self.sim_ms = self.seq + 1, real, entry["sim_ms"]

    def split(self, line: bytes) -> tuple[bytes, str]:
        """Return the entry's bytes and the hash written beside them."""
        if len(line) > LINE_BYTES_MAX:
            raise Finding(f"the line is longer than {LINE_BYTES_MAX} bytes, the longest there can be", FORM)
        if not line.endswith(b"\n"):
            raise Finding("the line is not complete: it has no line feed at its end", FORM)
        middle, written = line[-TAIL : -64 - len(SUFFIX)], line[-64 - len(SUFFIX) : -len(SUFFIX)]
        formed = line.startswith(PREFIX) and middle == MIDDLE and HASH.fullmatch(written) and line.endswith(SUFFIX)
        if not formed or len(line) < len(PREFIX) + TAIL:
            raise Finding('the line has not the form {"entry":...,"hash":"..."}', FORM)
        return line[len(PREFIX) : -TAIL], written.decode("ascii")

    def compare(self, real: str, at: str) -> None:
        """Compare the entry with the checkpoint that names it, if there is one."""
        point = self.points.get(self.seq)
        if point is None:
            return
        if (point.hash, point.at) != (real, at):
            span = f"entries {self.last_compared + 1} to {self.seq}" if self.seq else "entry 0"
            raise Finding(f"it is not the entry its checkpoint names; what differs lies in {span}", REWRITTEN)
        self.compared, self.last_compared = self.compared + 1, self.seq

    def finish(self) -> None:
        """Check that the ledger reaches as far as its checkpoints, and is not empty."""
        beyond = [seq for seq in self.points if seq >= self.seq]
        if beyond:
            raise Finding(f"it is missing: the ledger ends before it, and a checkpoint names entry {max(beyond)}", CUT)
        if self.seq == 0:
            raise Finding(
                "it is missing: the ledger is empty",
                "Export the run again; a run has at least the entry that opened it.",
            )


def parse(data: bytes) -> dict[str, Any]:
    """Return the entry these bytes spell, if they spell it canonically and it has the fields an entry has."""
    try:
        entry = json.loads(data.decode("utf-8"))
        again = CANONICAL.encode(entry).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Finding(f"its bytes are not canonical JSON ({type(error).__name__})", CHANGED) from None
    if again != data:
        raise Finding("its bytes are JSON in another spelling than the canonical one", CHANGED)
    if not isinstance(entry, dict) or {key: type(value) for key, value in entry.items()} != TYPES:
        raise Finding(f"it has not the fields of an entry ({', '.join(sorted(TYPES))})", CHANGED)
    if entry["sim_ms"] < 0 or not AT.fullmatch(entry["at"]):
        raise Finding("its simulated or real time has not the form a time has", CHANGED)
    return entry


def check(lines: Iterable[bytes], points: Iterable[Checkpoint] = ()) -> Report:
    """Verify lines, each with its line feed, against one another and against checkpoints; stop at the first bad one."""
    chain = Chain(points)
    try:
        for line in lines:
            chain.read(line)
        chain.finish()
    except Finding as found:
        return Report(
            False, chain.seq, chain.head, chain.seq, found.problem, found.remedy, chain.compared, chain.last_compared
        )
    return Report(True, chain.seq, chain.head, None, "", "", chain.compared, chain.last_compared)


def read_points(lines: Iterable[bytes], key: str = "") -> tuple[list[Checkpoint], str]:
    """Return the checkpoints of a file, and what is wrong with the file (empty if nothing is)."""
    points: list[Checkpoint] = []
    problem, signature = "", None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(b"#"):
            signature = SIGNED.fullmatch(line) or signature
            continue
        found = POINT.fullmatch(line)
        if found is None:
            problem = problem or f"line {number} of the checkpoints is not 'number hash time'"
            continue
        if key and not (signature and signature_holds(key, line.rstrip(b"\n"), signature)):
            problem = problem or f"line {number} of the checkpoints is not signed by the key {key[:16]}"
        signature = None
        point = Checkpoint(int(found[1]), found[2].decode("ascii"), found[3].decode("ascii"))
        last = points[-1] if points else point
        if point.seq < last.seq or (point.seq == last.seq and point != last):
            problem = problem or f"line {number} of the checkpoints contradicts the line before: checkpoints only grow"
        points.append(point)
    return points, problem


def verify(lines: Iterable[bytes], point_lines: Iterable[bytes], key: str = "") -> Report:
    """Verify ledger lines against the lines of a checkpoint file; the ledger's own finding comes first."""
    points, problem = read_points(point_lines, key)
    report = check(lines, points)
    if key and not points:
        problem = problem or "there is no checkpoint, so there is nothing that the key signed"
    if key and not problem:
        report = report._replace(signed=len(points))
    if report.ok and problem:
        return report._replace(ok=False, problem=problem, remedy=POINTS)
    return report


def read_key(text: str) -> str:
    """Return the public key that the call names, as hex digits; empty if it names none."""
    if text and not KEY.fullmatch(text):
        with open(text, encoding="ascii", errors="replace") as file:
            text = file.read(200).split("\n", 1)[0].strip()
        if not KEY.fullmatch(text):
            raise ValueError("--key names neither 64 hex digits nor a file that begins with them")
    return text


# Ed25519 (RFC 8032, section 5.1), only what a check needs: points (x, y, z, t) of the twisted Edwards curve.
PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE_D = -121665 * pow(121666, -1, PRIME) % PRIME
Point = tuple[int, int, int, int]


def add(one: Point, other: Point) -> Point:
    """Return the sum of two points."""
    a, b = (one[1] - one[0]) * (other[1] - other[0]), (one[1] + one[0]) * (other[1] + other[0])
    c, d = 2 * one[3] * other[3] * CURVE_D, 2 * one[2] * other[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(factor: int, point: Point) -> Point:
    """Return a multiple of a point."""
    total = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = add(total, point)
        point, factor = add(point, point), factor >> 1
    return total


def point_from(data: bytes) -> Point | None:
    """Return the point that 32 bytes name; None if they name none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(CURVE_D * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if y >= PRIME or (x * x - square) % PRIME or (x == 0 and sign):
        return None
    x = PRIME - x if x & 1 != sign else x
    return x, y, 1, x * y % PRIME


BASE = point_from((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))


def signature_holds(key: str, line: bytes, found: re.Match[bytes]) -> bool:
    """Return whether a checkpoint line was signed by this key."""
    signature, named = base64.b64decode(found[2]), found[1].decode("ascii")
    public, first = point_from(bytes.fromhex(key)), point_from(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if named != key or public is None or first is None or BASE is None or scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + bytes.fromhex(key) + SIGNED_AS + line).digest()
    left, right = times(scalar, BASE), add(first, times(int.from_bytes(digest, "little") % ORDER, public))
    same_x = (left[0] * right[2] - right[0] * left[2]) % PRIME == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % PRIME == 0


def read_file(path: str) -> Iterable[bytes]:
    """Yield the lines of a file as bytes; a line that is too long comes in pieces, the first of which is a finding."""
    with open(path, "rb") as file:
        while True:
            line = file.readline(LINE_BYTES_MAX + 1)
            if not line:
                return
            yield line


def sentences(report: Report, ledger: str, points: str, found_beside: bool) -> list[str]:
    """Return the report as people read it."""
    if report.ok:
        text = [f"GOOD: {report.entries} entries, head {report.head}"]
    elif report.first_bad is None:
        text = [f"FINDING in the checkpoints: {report.problem}.", report.remedy]
    else:
        text = [
            f"FINDING at entry {report.first_bad} (line {report.first_bad + 1}): {report.problem}.",
            report.remedy,
            f"{report.entries} entries before it are good, head {report.head}",
        ]
    text.append(f"Ledger: {ledger}")
    if points:
        text.append(f"Checkpoints: {points}{' (found beside the ledger, used automatically)' if found_beside else ''}")
        text.append(f"Checkpoints compared and equal: {report.compared}; signatures checked: {report.signed}")
    if report.ok and report.last_compared < 0:
        text.append(
            "No checkpoint was compared: a tail cut off, or a ledger written anew as a whole, would not be seen."
        )
    elif report.ok and report.last_compared + 1 < report.entries:
        text.append(
            f"Entries after {report.last_compared} have no checkpoint yet: a cut among those would not be seen."
        )
    return text


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(prog="verify_ledger.py", description="Verify a Grade A ledger, offline.")
    parser.add_argument("ledger", help="exported ledger, one entry per line")
    parser.add_argument(
        "--checkpoints", help="checkpoint file; without it, checkpoints.txt beside the ledger if there is one"
    )
    parser.add_argument("--key", default="", help="public key of the installation: 64 hex digits, or a file with them")
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")
    chosen = parser.parse_args(arguments)
    beside = os.path.join(os.path.dirname(chosen.ledger), "checkpoints.txt")
    found_beside = chosen.checkpoints is None and os.path.exists(beside)
    points = beside if found_beside else chosen.checkpoints or ""
    try:
        key = read_key(chosen.key)
        report = verify(read_file(chosen.ledger), read_file(points) if points else (), key)
    except OSError as error:
        print(f"cannot read {error.filename!a}: {error.strerror}; name a file that can be read", file=sys.stderr)
        return 2
    except ValueError as error:
        print(f"{chosen.ledger!a}: {error}", file=sys.stderr)
        return 2
    if chosen.json:
        line = None if report.first_bad is None else report.first_bad + 1
        print(
            json.dumps(
                {
                    **report._asdict(),
                    "line": line,
                    "ledger": chosen.ledger,
                    "checkpoints": points,
                    "found_beside": found_beside,
                }
            )
        )
    else:
        text = "\n".join(sentences(report, chosen.ledger, points, found_beside))
        print(text.encode("ascii", "backslashreplace").decode("ascii"))
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main())
