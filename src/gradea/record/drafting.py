"""The events of one decision while it is being made: each is folded at once, so that the next sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gradea.record.events import DeviationRaised, Event
from gradea.record.fold import apply
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal, SimTime


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an opaque reference, the role taken, and when."""

    person: str
    role: str
    at: SimTime

    def stamp(self) -> dict[str, Any]:
        """Return the fields every event carries."""
        return {"by": self.person, "role": self.role, "at": self.at}


class Draft:
    """Collects the events of one decision; `record` is the record with all of them folded in."""

    def __init__(self, record: BatchRecord, actor: Actor) -> None:
        self.record = record
        self.actor = actor
        self._events: list[Event] = []

    @property
    def events(self) -> tuple[Event, ...]:
        """The events so far, in order."""
        return tuple(self._events)

    def add(self, kind: type[Any], /, **fields: Any) -> None:
        """Add one event of this kind, stamped with the actor unless the fields say otherwise."""
        event = kind(**{**self.actor.stamp(), **fields})
        self._events.append(event)
        self.record = apply(self.record, event)

    def deviate(
        self, *, step: str | None, code: str, deviation_class: str, why: Mapping[str, Any], field: str = ""
    ) -> None:
        """Open a deviation that the record found by itself; `why` holds `kind` and the figures, never free text."""
        self.add(
            DeviationRaised,
            number=next_number(self.record),
            step=step,
            field=field,
            code=code,
            deviation_class=deviation_class,
            description=why,
            automatic=True,
        )


def next_number(record: BatchRecord) -> str:
    """Return the number of the next deviation: DEV-001, DEV-002 and so on, never used twice."""
    return f"DEV-{len(record.deviations) + 1:03d}"


def automatic_deviation(
    record: BatchRecord,
    *,
    code: str,
    deviation_class: str,
    why: Mapping[str, Any],
    at: SimTime,
    step: str | None = None,
) -> tuple[Event, ...]:
    """Return the deviation that something outside the record opens by itself, such as an alarm.

    Args:
        record: The record; one that is not issued or already closed opens none.
        code: Kind of event, `DV-MJ03`.
        deviation_class: Class proposed.
        why: `kind` and the figures; codes and numbers only, never free text.
        at: Now. step: The step it happened in, where there is one.
    """
    if record.issue is None or record.disposition is not None:
        return ()
    draft = Draft(record, Actor("system", "system", at))
    draft.deviate(step=step, code=code, deviation_class=deviation_class, why=why)
    return draft.events


def refuse(code: str, rule: str, message: str, remedy: str) -> Refusal:
    """Return a refusal; saves four keywords at each of many places."""
    return Refusal(code=code, rule=rule, message=message, remedy=remedy)
