"""The ledger read as a story: who was where, what was done, what was claimed, in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gradea.practical import SignedOnDevice, answers, shown_by
from gradea.record import (
    MasterRecipe,
    Step,
    StepMarkedNotApplicable,
    StepSigned,
    ValueCorrected,
    ValueEntered,
)
from gradea.vocabulary import HOUR, Message
from gradea.world.act import ActPerformed

OUTSIDE = "OUT"
MATCH_WINDOW_MS = 12 * HOUR
"""An act belongs to a step only if it happened within this time before the entry (design choice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One entry of the ledger, opened: number, simulated instant, actor, event."""

    seq: int
    at: int
    actor: str
    event: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An act that was done."""

    seq: int
    at: int
    event: ActPerformed

    @property
    def until(self) -> int:
        """Instant at which it was finished."""
        return self.event.until

    def as_data(self) -> dict[str, Any]:
        """Return what a debrief shows of it."""
        return {
            "seq": self.seq,
            "at": self.at,
            "until": self.until,
            "do": self.event.do,
            "person": self.event.person,
            "room": self.event.room,
            "parameters": dict(self.event.parameters),
            "observed": dict(self.event.observed),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A person went into a room."""

    seq: int
    at: int
    room: str


@dataclass(slots=True, kw_only=True)
class Claims:
    """What the record says about one step. `lent` is a tablet on which the next signature will be given."""

    values: dict[str, list[tuple[Fact, ValueEntered | ValueCorrected]]] = field(default_factory=dict)
    signatures: list[tuple[Fact, StepSigned]] = field(default_factory=list)
    devices: dict[int, SignedOnDevice] = field(default_factory=dict)
    lent: SignedOnDevice | None = None
    waived: tuple[Fact, StepMarkedNotApplicable] | None = None

    def signed(self, meaning: str) -> tuple[Fact, StepSigned] | None:
        """Return the first signature of a meaning."""
        return next((pair for pair in self.signatures if pair[1].meaning == meaning), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A whole run, sorted for comparison.

    Attributes:
        deeds: Acts in order.
        claims: What the record says, by step.
        matched: The deed that answers each act of each step, by (step, index).
        loose: Deeds that answer no step.
    """

    recipe: MasterRecipe
    deeds: tuple[Deed, ...]
    claims: Mapping[str, Claims]
    matched: Mapping[tuple[str, int], Deed]
    loose: tuple[Deed, ...]
    moves: Mapping[str, tuple[Move, ...]]

    def room_before(self, person: str, seq: int) -> str:
        """Return where a person was just before an entry of the ledger."""
        room = OUTSIDE
        for move in self.moves.get(person, ()):
            if move.seq >= seq:
                break
            room = move.room
        return room

    def was_there(self, person: str, deed: Deed) -> bool:
        """Return whether a person was in the room at any moment of an act."""
        if self.room_before(person, deed.seq) == deed.event.room:
            return True
        return any(
            move.seq > deed.seq and move.at < deed.until and move.room == deed.event.room
            for move in self.moves.get(person, ())
        )

    def deeds_of(self, step: Step) -> list[Deed]:
        """Return the acts of a step that were done."""
        found = [self.matched.get((step.id, index)) for index in range(len(step.acts))]
        return [deed for deed in found if deed is not None]


def story_of(recipe: MasterRecipe, facts: Iterable[Fact]) -> Story:
    """Return the story that a ledger tells."""
    deeds: list[Deed] = []
    claims: dict[str, Claims] = {}
    moves: dict[str, list[Move]] = {}
    for fact in facts:
        event = fact.event
        if isinstance(event, ActPerformed):
            deeds.append(Deed(seq=fact.seq, at=fact.at, event=event))
            _moved(moves, fact, event)
        else:
            _claimed(claims, fact, event)
    matched = _matched(recipe, deeds, claims)
    used = {deed.seq for deed in matched.values()}
    return Story(
        recipe=recipe,
        deeds=tuple(deeds),
        claims=claims,
        matched=matched,
        loose=tuple(deed for deed in deeds if deed.seq not in used),
        moves={person: tuple(path) for person, path in moves.items()},
    )


def _moved(moves: dict[str, list[Move]], fact: Fact, event: ActPerformed) -> None:
    room = str(event.parameters["to"]) if event.do == "go" else OUTSIDE
    if event.do in {"go", "leave"}:
        moves.setdefault(event.person, []).append(Move(seq=fact.seq, at=fact.at, room=room))


def _claimed(claims: dict[str, Claims], fact: Fact, event: Message) -> None:
    match event:
        case ValueEntered() | ValueCorrected():
            claims.setdefault(event.step, Claims()).values.setdefault(event.field, []).append((fact, event))
        case SignedOnDevice():
            claims.setdefault(event.step, Claims()).lent = event
        case StepSigned():
            claim = claims.setdefault(event.step, Claims())
            claim.signatures.append((fact, event))
            if claim.lent is not None and claim.lent.signer == event.by:
                claim.devices[fact.seq] = claim.lent
            claim.lent = None
        case StepMarkedNotApplicable():
            claims.setdefault(event.step, Claims()).waived = (fact, event)


def _matched(recipe: MasterRecipe, deeds: list[Deed], claims: Mapping[str, Claims]) -> dict[tuple[str, int], Deed]:
    """Find the deed for each act of each step: same verb, same things, before the entry, the best agreeing one first."""
    by_verb: dict[str, list[Deed]] = {}
    for deed in deeds:
        by_verb.setdefault(deed.event.do, []).append(deed)
    used: set[int] = set()
    found: dict[tuple[str, int], Deed] = {}
    for step in recipe.steps:
        claim = claims.get(step.id)
        if claim is None or not (claim.values or claim.signatures or claim.waived):
            continue
        for index, wanted in enumerate(step.acts):
            last = _last_entry(claim)
            candidates = [
                deed
                for deed in by_verb.get(wanted["do"], ())
                if deed.seq not in used
                and deed.seq < last.seq
                and deed.at >= last.at - MATCH_WINDOW_MS
                and answers(wanted, deed.event.do, deed.event.parameters)
            ]
            if candidates:
                best = max(candidates, key=lambda deed: (_agreement(step, wanted, deed, claim), deed.at))
                used.add(best.seq)
                found[step.id, index] = best
    return found


def _last_entry(claim: Claims) -> Fact:
    """Return the last first entry about a step: what was done for it was done before."""
    entries = [versions[0][0] for versions in claim.values.values()]
    entries += [fact for fact, signature in claim.signatures if signature.meaning == "performed"][:1]
    if claim.waived is not None:
        entries.append(claim.waived[0])
    return max(entries, key=lambda fact: fact.seq)


def _agreement(step: Step, wanted: Mapping[str, Any], deed: Deed, claim: Claims) -> int:
    """Return how many values of the step agree with what this deed showed."""
    count = 0
    for item in step.fields:
        quantity = shown_by(item, wanted)
        versions = claim.values.get(item.code)
        if quantity is None or not versions or quantity not in deed.event.observed:
            continue
        count += any(same_value(event.value, deed.event.observed[quantity], item.decimals) for _fact, event in versions)
    return count


def same_value(claimed: str, seen: Any, decimals: int) -> bool:
    """Return whether a written value is what was seen, to the decimals of the field.

    >>> same_value("4.2", 4.2, 1), same_value("4.2", 4.25, 1), same_value("clear", "clear", 0)
    (True, True, True)
    """
    if isinstance(seen, bool) or not isinstance(seen, int | float):
        return claimed.strip() == str(seen)
    try:
        return abs(float(claimed) - float(seen)) <= 0.5 * 10.0**-decimals + 1e-9
    except ValueError:
        return False
