"""Small readers for what a browser sends: a person's words, a claimed time, a number of days. Nothing is guessed."""

import re
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop

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


QUEUED_REASON = gettext_noop("The network was away: written on the tablet at the time, sent when it was back.")
"""Reason of an entry that became late because it had to wait in a tablet; a person may give their own instead."""

LONGEST_QUEUE_MS = 7 * DAY


def queued(scene: Scene, data: QueryDict, reason: str) -> dict[str, Any]:
    """Return when an entry that had to wait in a tablet was written, and why it comes late where it does (TIM-01, TIM-04).

    Both stamps come from the tablet's clock, so that only their difference counts: a wrong clock does not shift the claim.
    """
    written, sent = (data.get(name, "") for name in ("written_at", "sent_at"))
    if not all(text.isdecimal() and len(text) <= 15 for text in (written, sent)):
        return {}
    waited = int(sent) - int(written)
    if not 0 < waited <= LONGEST_QUEUE_MS:
        return {}
    issue, now = scene.state.record.issue, scene.state.at
    performed_at = max(SimTime(now - waited), issue.at if issue is not None else SimTime(0))
    late = now - performed_at > scene.state.recipe.late_after_min * MINUTE
    return {"performed_at": performed_at, "reason": reason or (gettext(QUEUED_REASON) if late else "")}


def label_text(data: QueryDict) -> str:
    """Return what was typed from a label as the record reads it, parts with bars between; a scanned code stands for itself."""
    parts = [data.get(f"label.{name}", "").strip()[:64] for name in ("material", "lot", "expiry", "status", "due_date")]
    if data.get("label.equipment"):
        parts = [data.get(f"label.{name}", "").strip()[:64] for name in ("equipment", "status", "due_date")]
    elif not parts[0]:
        return ""
    else:
        parts = parts[:4]
    return parts[0] if "|" in parts[0] else "|".join(parts)


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
