"""Simulated time: whole milliseconds since day 0, 00:00 of a run."""

import re
from typing import NewType

SimTime = NewType("SimTime", int)
"""Milliseconds since day 0, 00:00 of the run; an integer, so that no clock ever drifts by rounding."""

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_TEXT = re.compile(r"^(?:(?P<d>\d{1,4})d)?(?:(?P<h>\d{1,4})h)?(?:(?P<m>\d{1,4})m?)?$")


def sim_time(*, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> SimTime:
    """Return the instant so many days, hours, minutes and seconds after day 0, 00:00.

    >>> sim_time(days=1, hours=2)
    93600000
    """
    return SimTime(days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND)


def clock_text(at: int, *, seconds: bool = False) -> str:
    """Return the instant as people read it: day and clock.

    >>> clock_text(sim_time(days=3, hours=4, minutes=5))
    'day 3 04:05'
    """
    day, rest = divmod(at, DAY)
    hour, rest = divmod(rest, HOUR)
    minute, rest = divmod(rest, MINUTE)
    text = f"day {day} {hour:02d}:{minute:02d}"
    return f"{text}:{rest // SECOND:02d}" if seconds else text


def parse_sim_time(text: str) -> SimTime:
    """Read `3d04h`, `3d04h30`, `90m` or `5h` as an instant.

    Raises:
        ValueError: If the text is none of these; the message says what is.

    >>> parse_sim_time("3d04h30") == sim_time(days=3, hours=4, minutes=30)
    True
    """
    found = _TEXT.match(text.strip())
    if not text.strip() or found is None or not any(found.groupdict().values()):
        raise ValueError(f"'{text}' is no simulated time; write days, hours and minutes like 3d04h30, 3d04h or 90m")
    parts = {key: int(value or 0) for key, value in found.groupdict().items()}
    return sim_time(days=parts["d"], hours=parts["h"], minutes=parts["m"])
