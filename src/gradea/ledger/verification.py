"""Verification inside the house, by the same single file that outsiders run."""

from collections.abc import Iterable
from dataclasses import dataclass

from gradea.ledger import verify_ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome of a verification.

    Attributes:
        ok: Whether nothing is wrong.
        entries: Good entries, up to the first bad one.
        head: Hash of the last good entry; 64 zeros if there is none.
        first_bad: Number of the first bad entry, from 0 (its line is one more). None if all is good, or if the
            checkpoint file is to blame.
        problem: What is wrong with it; empty if nothing is.
        remedy: What to do; empty if nothing is wrong.
        compared: How many checkpoints were compared and agree.
        guarded_to: Number of the last entry a checkpoint agrees with; -1 for none. A cut after it would not be seen.
        signed: How many checkpoints were signed by the key that was given.
    """

    ok: bool
    entries: int
    head: str
    first_bad: int | None
    problem: str
    remedy: str
    compared: int
    guarded_to: int
    signed: int = 0


def verify(lines: Iterable[bytes], checkpoints: str | None = None, *, key: str = "") -> Verdict:
    """Verify the lines of a run.

    Args:
        lines: Ledger lines as bytes, each with its line feed: `store.lines(run)`, or an open file in binary mode.
        checkpoints: Text of the checkpoint file, kept outside the store.
        key: Public key that must have signed every checkpoint, 64 hex digits; empty asks for no signature.

    Returns:
        The verdict. Never raises for what the lines hold.

    Examples:
        >>> verify([b"no ledger line\\n"]).first_bad
        0
    """
    points = () if checkpoints is None else checkpoints.encode("utf-8", "surrogateescape").splitlines(keepends=True)
    report = verify_ledger.verify(lines, points, key)
    return Verdict(
        ok=report.ok,
        entries=report.entries,
        head=report.head,
        first_bad=report.first_bad,
        problem=report.problem,
        remedy=report.remedy,
        compared=report.compared,
        guarded_to=report.last_compared,
        signed=report.signed,
    )
