"""The clock of a school day: whole minutes since midnight."""

import re
from dataclasses import dataclass

Minute = int
"""Minutes since midnight."""

_CLOCK = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)$")
_SPAN = re.compile(r"^(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)$")


def minute_of(text: str) -> Minute:
    """Return the minute that a clock text says.

    Raises:
        ValueError: If it is not a time between 00:00 and 23:59.

    >>> minute_of("09:20")
    560
    """
    found = _CLOCK.match(text)
    if found is None:
        raise ValueError(f"'{text}' is not a time as 09:20")
    return int(found[1]) * 60 + int(found[2])


def clock_of(minute: Minute) -> str:
    """Return a minute as people write it; past midnight the hours go on.

    >>> clock_of(560)
    '09:20'
    """
    return f"{minute // 60:02d}:{minute % 60:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From a minute up to, and not including, another."""

    starts: Minute
    ends: Minute

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.ends - self.starts

    def meets(self, other: "Span") -> bool:
        """Return whether the two have a minute in common."""
        return self.starts < other.ends and other.starts < self.ends

    def holds(self, other: "Span") -> bool:
        """Return whether the other lies wholly inside."""
        return self.starts <= other.starts and other.ends <= self.ends

    def __str__(self) -> str:
        return f"{clock_of(self.starts)}-{clock_of(self.ends)}"


def span_of(text: str) -> Span:
    """Return the span that a text says.

    Raises:
        ValueError: If it is not two times, the first before the second.

    >>> str(span_of("10:30-12:20"))
    '10:30-12:20'
    """
    found = _SPAN.match(text)
    if found is None:
        raise ValueError(f"'{text}' is not a span as 10:30-12:20")
    span = Span(minute_of(found[1]), minute_of(found[2]))
    if span.minutes <= 0:
        raise ValueError(f"'{text}' ends before it starts")
    return span
