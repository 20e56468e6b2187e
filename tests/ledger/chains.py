"""Honest ledgers to test with."""

from gradea.ledger import EMPTY, Draft, SealedEntry, head_of, seal_all


def draft(number: int, command: str, *, words: str = "a") -> Draft:
    """Return an entry's contents that differ by number and words."""
    return Draft(
        name="world.vessel-opened/1",
        body={"vessel": f"bag-{number}", "reading": number * 0.1, "unit": "°C", "words": words, "seen": [True, None]},
        actor="p-7f3a9c",
        role="operator",
        sim_ms=number // 3 * 1_000,
        at=f"2026-03-01T09:{number // 60 % 60:02d}:{number % 60:02d}.125Z",
        command=command,
    )


def chain(length: int, *, words: str = "a") -> list[SealedEntry]:
    """Return a whole run of this length, one entry per command `c-0`, `c-1`, …"""
    return seal_all(EMPTY, (draft(number, f"c-{number}", words=words) for number in range(length)))


def following(entries: list[SealedEntry], command: str, count: int = 1) -> list[SealedEntry]:
    """Return the entries of one more command behind a chain."""
    head = head_of(entries[-1]) if entries else EMPTY
    return seal_all(head, (draft(head.seq + 1 + number, command) for number in range(count)))
