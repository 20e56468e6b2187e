"""The chain of identity and custody: every hand-over at which the numbers on the container were read, and by whom.

A hand-over is a step of the recipe that asks for two identifiers; it is complete when both were read and two different
persons signed (TRA-02). Nothing here names a person: only references and roles.
"""

from dataclasses import dataclass
from typing import Any

from gradea.record.recipe import Step
from gradea.record.state import BatchRecord, Signature
from gradea.vocabulary import SimTime

IDENTIFIERS_NEEDED = 2
"""Identifiers read at each hand-over (PIC/S Annex 2A 6.2; two is a design rule)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """One identifier that was read: which, what, and whether a scanner or a person read it."""

    identifies: str
    value: str
    scanned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One link of the chain.

    Attributes:
        identifiers: What was read; fewer than the recipe asks for while the step is open.
        performed, verified: The signatures that count, or None.
    """

    step: Step
    identifiers: tuple[Identified, ...]
    performed: Signature | None
    verified: Signature | None

    @property
    def complete(self) -> bool:
        """Whether two identifiers were read and two persons signed for it."""
        if self.performed is None or self.verified is None:
            return False
        kinds = {item.identifies for item in self.identifiers}
        return len(kinds) >= IDENTIFIERS_NEEDED and self.performed.by != self.verified.by

    @property
    def at(self) -> SimTime | None:
        """When it was first signed; None before."""
        return self.performed.at if self.performed else None

    def as_data(self) -> dict[str, Any]:
        """Return the hand-over as JSON values."""
        return {
            "step": self.step.id,
            "room": self.step.room,
            "at": self.at,
            "identifiers": [{"kind": i.identifies, "value": i.value, "scanned": i.scanned} for i in self.identifiers],
            "performed_by": self.performed.by if self.performed else "",
            "verified_by": self.verified.by if self.verified else "",
            "complete": self.complete,
        }


def custody(record: BatchRecord) -> tuple[HandOver, ...]:
    """Return every hand-over of the recipe in its order, done or not."""
    found = []
    for step in record.recipe:
        asked = [item for item in step.fields if item.kind == "identity"]
        if len({item.identifies for item in asked}) < IDENTIFIERS_NEEDED:
            continue
        state = record.step(step.id)
        read = tuple(
            Identified(
                identifies=item.identifies,
                value=state.entries[item.code][-1].value,
                scanned=state.entries[item.code][-1].source == "instrument",
            )
            for item in asked
            if item.code in state.entries
        )
        found.append(
            HandOver(
                step=step,
                identifiers=read,
                performed=state.signature("performed"),
                verified=state.signature("verified"),
            )
        )
    return tuple(found)
