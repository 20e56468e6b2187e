"""Small readers for what a browser sends: a person's words, a claimed time, a number of days. Nothing is guessed."""

import re

from django.http import QueryDict

from gradea.campus.cleanroom.sight.scene import Scene
from gradea.vocabulary import DAY, HOUR, MINUTE, Refusal, SimTime

WORDS_MAX = 2_000
_CLOCK = re.compile(r"^(?:day\s*)?(?:(\d{1,3})[\s,]+)?(\d{1,2}):(\d{2})$", re.IGNORECASE)


def refusal_of(code: str, message: str, remedy: str) -> Refusal:
    """Return a refusal of a form."""
    return Refusal(code=code, rule="practical", message=message, remedy=remedy)


UNREADABLE = refusal_of(
    "form-unreadable", "That form could not be read.", "Reload the page; what was recorded is kept."
)


def words(data: QueryDict, name: str) -> str:
    """Return a person's own words; one character too long stays so, and is refused in words."""
    return data.get(name, "").strip()[: WORDS_MAX + 1]


def code(data: QueryDict, name: str, longest: int = 40) -> str:
    """Return a short code."""
    return data.get(name, "").strip()[:longest]


def step_or_none(data: QueryDict) -> str | None:
    """Return the step a form is about, or None for the whole batch."""
    return data.get("step", "")[:20] or None


def claimed_at(scene: Scene, text: str) -> SimTime | Refusal | None:
    """Return the claimed instant: `10:42` of today, or `1 10:42` of another day; None when nothing is claimed."""
    if not text.strip():
        return None
    found = _CLOCK.match(text.strip())
    if found is None or int(found[2]) > 23 or int(found[3]) > 59:
        return refusal_of(
            "time-format", f"“{text[:24]}” is not a time.", "Write it like 10:42, or with the day before it: 1 10:42."
        )
    day = int(found[1]) if found[1] else scene.state.at // DAY
    return SimTime(day * DAY + int(found[2]) * HOUR + int(found[3]) * MINUTE)


def days_ahead(scene: Scene, data: QueryDict, name: str) -> SimTime | Refusal:
    """Return the instant so many days ahead."""
    text = data.get(name, "").strip()
    if not text.isdecimal() or not 0 < int(text) <= 1000:
        return refusal_of(
            "days-unreadable", f"“{text[:12]}” is no number of days.", "Write a whole number, such as 14."
        )
    return SimTime(scene.state.at + int(text) * DAY)


def whole(data: QueryDict, name: str) -> int:
    """Return a small whole number; 0 where there is none, which every command refuses in its own words."""
    text = data.get(name, "").strip()
    return int(text) if text.isdecimal() and len(text) < 4 else 0
