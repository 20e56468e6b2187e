"""The audit trail of the record in readable form: every event, whatever its kind, in its order (AUD-02, AUD-09).

It is made from the events themselves, so that nothing that was written can be missing from an export, also what has no
section of its own.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from gradea.record.events import Event
from gradea.record.printing import Print, moment, why_text
from gradea.vocabulary import SimTime, clock_text, stored_name, to_body

_STAMP = frozenset({"by", "role", "at", "step"})
_HASH_LENGTH = 64


def trail_data(events: Iterable[Event], prints: Print) -> list[dict[str, Any]]:
    """Return one row per event: number, what, where, the fields in words, who in which role, and both times.

    Args:
        events: All events of this record, in order.
        prints: Names, real times, and how to read sealed words.
    """
    return [event_row(number, event, prints) for number, event in enumerate(events, 1)]


def event_row(number: int, event: Any, prints: Print) -> dict[str, Any]:
    """Return an event as it is read: what, where, its fields in words, who, and when; number 0 where it is not known."""
    body = to_body(event)
    what = stored_name(event).removeprefix("record.").partition("/")[0].replace("-", " ")
    told = [f"{key.replace('_', ' ')} {_said(key, value, prints)}" for key, value in body.items() if _tells(key, value)]
    return {
        "what": what,
        "step": str(body.get("step") or ""),
        "fields": "; ".join(told),
        "role": body["role"],
        **moment(prints, body["by"], body["at"], number),
    }


def _tells(key: str, value: Any) -> bool:
    return key not in _STAMP and value not in ("", None, [], {}, False)


def _said(key: str, value: Any, prints: Print) -> str:
    """Return a field in words; an instant of the run's clock as day and time."""
    if key.endswith("_at") and isinstance(value, int):
        return clock_text(SimTime(value))
    return _words(value, prints)


def _words(value: Any, prints: Print) -> str:
    if isinstance(value, Mapping):
        if "sealed" in value:
            return prints.text(value)
        if "kind" in value:
            return why_text(value)
        return ", ".join(
            f"{key} {_words(each, prints)}" for key, each in sorted(value.items()) if each not in ("", None)
        )
    if isinstance(value, list):
        return ", ".join(_words(each, prints) for each in value)
    text = "yes" if value is True else str(value)
    return f"{text[:12]}…" if len(text) == _HASH_LENGTH and text.isalnum() else text
