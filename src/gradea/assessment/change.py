"""One act done in another way: which act, and how."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gradea.assessment.story import Fact, Story, story_of
from gradea.record import MasterRecipe
from gradea.vocabulary import Refusal, Refused
from gradea.world.act import ActPerformed, verb
from gradea.world.act.verb import TECHNIQUES

KINDS = {
    "leave-out": "the act is not done",
    "delay": "the act, and all after it that day, so many minutes later",
    "amount": "another amount, in the unit of the act",
    "technique": f"done {', '.join(TECHNIQUES)}",
    "actor": "done by another person in the room",
    "wipe": "brought in with another way of wiping",
}
"""Kinds of change, with what they mean."""

_WITH_VALUE = frozenset(KINDS) - {"leave-out"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One act, changed.

    Attributes:
        kind: One of `KINDS`.
        seq: Number of the act in the ledger.
        value: What it is changed to; empty for an act that is left out.
        words: What a reader sees of it.
    """

    kind: str
    seq: int
    value: str = ""
    words: str = ""

    def applied(self, deed: ActPerformed) -> ActPerformed:
        """Return the act as it is done now; a delay changes its time and not the act."""
        match self.kind:
            case "technique":
                return replace(deed, technique=self.value)
            case "actor":
                return replace(deed, person=self.value)
            case "wipe":
                return replace(deed, parameters={**deed.parameters, "wipe": self.value})
            case "amount":
                return replace(deed, parameters={**deed.parameters, _amount_of(deed): float(self.value)})
        return deed


def change_from(text: str, recipe: MasterRecipe, facts: Sequence[Fact]) -> Change:
    """Return the change that a text names: `leave-out 2.4`, `delay 6.1/2 90`, `amount #412 50`, `technique 4.2 hurried`.

    Args:
        text: Kind, act and value. An act is a step (its first act), `STEP/NUMBER` counting from 1, or `#NUMBER` of the ledger.
        recipe: Recipe of the run.
        facts: The ledger, opened.

    Raises:
        Refused: If the kind, the act or the value is none; the remedy says what there is.
    """
    kind, _, rest = text.strip().partition(" ")
    if kind not in KINDS:
        raise _refused(f"There is no change '{kind}'.", f"Choose one of {', '.join(KINDS)}.")
    where, _, value = rest.strip().partition(" ")
    value = value.strip()
    if not where or (kind in _WITH_VALUE) is not bool(value):
        raise _refused(f"'{text}' does not say what is changed.", f"Write it like '{_example(kind)}': {KINDS[kind]}.")
    fact = _act_named(where, recipe, facts)
    assert isinstance(fact.event, ActPerformed), "only acts are named"
    change = Change(kind=kind, seq=fact.seq, value=value, words=_words(kind, fact.event, value))
    _check(change, fact.event, facts)
    person = _person(value, facts) if kind == "actor" else value
    return replace(change, value=person)


def _example(kind: str) -> str:
    values = {"delay": " 90", "amount": " 50", "technique": " hurried", "actor": " crew-verifier", "wipe": " spray"}
    return f"{kind} 2.5/1{values.get(kind, '')}"


def _act_named(where: str, recipe: MasterRecipe, facts: Sequence[Fact]) -> Fact:
    by_seq = {fact.seq: fact for fact in facts if isinstance(fact.event, ActPerformed)}
    if where.startswith("#"):
        found = by_seq.get(int(where[1:])) if where[1:].isdigit() else None
        if found is None:
            raise _refused(
                f"Entry {where} of the ledger is no act.", "Look for the number in the ledger or in the debrief."
            )
        return found
    step, _, number = where.partition("/")
    if step not in recipe.step_of:
        raise _refused(f"There is no step '{step}' in {recipe.code}.", f"Steps are like {recipe.steps[0].id}.")
    if number and not number.isdigit():
        raise _refused(f"'{where}' names no act.", f"Write {step}/1 for the first act of the step.")
    story: Story = story_of(recipe, facts)
    deed = story.matched.get((step, int(number or 1) - 1))
    if deed is None:
        acts = ", ".join(f"{step}/{index + 1} {each['do']}" for index, each in enumerate(recipe.step_of[step].acts))
        raise _refused(f"The act {where} was not done in this run.", f"The step asks for: {acts or 'no act'}.")
    return by_seq[deed.seq]


def _check(change: Change, deed: ActPerformed, facts: Sequence[Fact]) -> None:
    if change.kind in {"delay", "amount"}:
        _number(change)
    if change.kind == "amount" and not _amount_of(deed):
        raise _refused(f"'{deed.do}' has no amount.", "Change an act that adds, moves or waits.")
    if change.kind == "technique" and change.value not in TECHNIQUES:
        raise _refused(f"There is no technique '{change.value}'.", f"Choose {', '.join(TECHNIQUES)}.")
    if change.kind == "wipe" and "wipe" not in deed.parameters:
        raise _refused(f"'{deed.do}' wipes nothing.", "Change a transfer through the hatch.")
    if change.kind == "actor":
        _person(change.value, facts)


def _number(change: Change) -> float:
    try:
        number = float(change.value)
    except ValueError:
        number = -1.0
    if not 0.0 <= number < 1e7:
        unit = "minutes" if change.kind == "delay" else "the unit of the act"
        raise _refused(f"'{change.value}' is no amount.", f"Give a number from 0 up, in {unit}.")
    return number


def _person(value: str, facts: Sequence[Fact]) -> str:
    """Return the reference of a person, named by it or by the seat of the simulated crew."""
    people = {fact.event.person for fact in facts if isinstance(fact.event, ActPerformed)}
    for person in (value, f"crew-{value}"):
        if person in people:
            return person
    raise _refused(f"'{value}' did nothing in this run.", f"Choose one of {', '.join(sorted(people))}.")


def _amount_of(deed: ActPerformed) -> str:
    """Return the parameter of an act that is its amount; empty if it has none."""
    found = [name for name in verb(deed.do).amounts if name in deed.parameters]
    moved = [name for name in ("volume_ml",) if isinstance(deed.parameters.get(name), int | float)]
    return (found or moved or [""])[0]


def _words(kind: str, deed: ActPerformed, value: str) -> str:
    names = ("vessel", "from", "to", "material", "equipment")
    things = " ".join(str(deed.parameters[name]) for name in names if name in deed.parameters)
    act = f"{verb(deed.do).title}{' (' + things + ')' if things else ''}"
    return f"{act}: left out" if kind == "leave-out" else f"{act}: {kind} {value}"


def _refused(message: str, remedy: str) -> Refused:
    return Refused(Refusal(code="change-unusable", rule="usage", message=message, remedy=remedy))
