"""Between the run and the ledger: events become entries, entries become events again, own words are sealed on the way."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from gradea.ledger import Draft, Entry
from gradea.practical.engine import Dated, Outcome, evolve
from gradea.practical.state import Actor, RunState
from gradea.record import FREE_TEXT
from gradea.vocabulary import SimTime, from_body, stored_name, to_body

Seal = Callable[[str, str, str], Mapping[str, Any]]
"""Takes text, the person whose words they are, and the place; gives the sealed mapping that is stored in its stead."""


def drafts_of(events: Iterable[Dated], *, at: str, command: str) -> list[Draft]:
    """Return the ledger entries of one command, before they have their place in the chain.

    Args:
        events: What happened.
        at: Real time, UTC, as the ledger writes it.
        command: Idempotency key of the command.
    """
    return [
        Draft(
            name=stored_name(item.event),
            body=to_body(item.event),
            actor=item.actor.ref,
            role=item.role or "none",
            sim_ms=item.at,
            at=at,
            command=command,
        )
        for item in events
    ]


def dated_of(entry: Entry) -> Dated:
    """Return the event of a ledger entry."""
    return Dated(
        at=SimTime(entry.sim_ms),
        actor=Actor(ref=entry.actor, role=entry.role if entry.role in {"trainer", "system"} else ""),
        role=entry.role,
        event=from_body(entry.name, entry.body),
    )


def sealed_outcome(state: RunState, outcome: Outcome, seal: Seal) -> Outcome:
    """Return the outcome with every person's own words sealed; the state after it is folded anew where that changes it."""
    events = tuple(_sealed(item, seal) for item in outcome.events)
    if all(new is old for new, old in zip(events, outcome.events, strict=True)):
        return outcome
    for item in events:
        state = evolve(state, item)
    return replace(outcome, events=events, state=state)


def _sealed(item: Dated, seal: Seal) -> Dated:
    fields = FREE_TEXT.get(type(item.event), ())
    plain = {name: getattr(item.event, name) for name in fields}
    words = {name: text for name, text in plain.items() if isinstance(text, str) and text}
    if not words:
        return item
    place = f"{stored_name(item.event)}|{item.at}"
    covered = {name: seal(text, item.actor.ref, f"{place}|{name}") for name, text in words.items()}
    return replace(item, event=replace(item.event, **covered))
