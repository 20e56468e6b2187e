"""How often somebody may be wrong, and what they are told."""

from datetime import datetime, timedelta
from typing import Protocol

from django.utils import timezone

from gradea.vocabulary import Refusal

CODE_TRIES = 5
ADDRESS_TRIES = 60
PIN_TRIES = 5
LOCK = timedelta(minutes=10)
WINDOW = timedelta(minutes=10)


class Counter(Protocol):
    """A row that counts failures under a key."""

    failures: int
    since: datetime
    locked_until: datetime | None


def note_failure(counter: Counter, tries: int, now: datetime) -> None:
    """Count one failure; the last of `tries` within the window locks."""
    if now - counter.since > WINDOW:
        counter.failures, counter.since = 0, now
    counter.failures += 1
    if counter.failures >= tries:
        counter.locked_until, counter.failures, counter.since = now + LOCK, 0, now


def is_locked(until: datetime | None, now: datetime) -> bool:
    """Return whether a lock still holds."""
    return until is not None and until > now


def locked(code: str, what: str, until: datetime, remedy: str) -> Refusal:
    """Return the refusal of something locked, with the time at which it opens."""
    clock = timezone.localtime(until + timedelta(seconds=59)).strftime("%H:%M")
    return Refusal(
        code=code,
        rule="Guessing has to be slow, so that a code or PIN stays yours.",
        message=f"Too many wrong {what} in a row. Locked until {clock}.",
        remedy=remedy,
    )
