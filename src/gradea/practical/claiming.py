"""Claims in a run: what a person writes is theirs to say, what an instrument hands over must be what it showed."""

from collections.abc import Mapping
from typing import Any

from gradea.practical.showing import observed, scanned
from gradea.practical.state import RunState
from gradea.record import CorrectValue, EnterValue, Field, number_text
from gradea.vocabulary import Message, Refusal

SCANS = frozenset({"scan_material", "scan_equipment"})


def refuse_claim(state: RunState, command: Message) -> Refusal | None:
    """Return why an entry that calls itself an instrument's cannot be: nothing was shown, or something else was.

    Hand-written entries are never looked at here: they may be wrong, and that is for the comparison to say.
    """
    if isinstance(command, EnterValue) and command.performer:
        strange = _refuse_scribe(state, command)
        if strange is not None:
            return strange
    if not isinstance(command, EnterValue | CorrectValue) or command.source != "instrument":
        return None
    step = state.recipe.step_of.get(command.step)
    item = state.recipe.field_of.get(command.field)
    if step is None or item is None:
        return None
    scan = scanned(state, step, item) if item.kind in SCANS else {}
    seen = observed(state, step, item)
    if not scan and (item.kind in SCANS or seen is None):
        return Refusal(
            code="nothing-shown",
            rule="REC-10",
            message=f"No instrument or label has shown anything for {item.label.get('en', item.code)} yet.",
            remedy="Do it first: scan, read or measure; then take the value over.",
        )
    if _same_label(scan, command.scan or {}) if scan else command.value == _text(item, seen):
        return None
    return Refusal(
        code="not-what-was-shown",
        rule="REC-10",
        message=f"That is not what was shown for {item.label.get('en', item.code)}.",
        remedy="Take the value over again, or write it by hand in your own name.",
    )


def _refuse_scribe(state: RunState, command: EnterValue) -> Refusal | None:
    """Return why a scribe cannot write for this person: nobody of that name works here in the role of the step."""
    step = state.recipe.step_of.get(command.step)
    if step is None or state.roster.role_of(command.performer) == step.performer:
        return None
    return Refusal(
        code="scribe-for-stranger",
        rule="REC-17",
        message=f"Nobody of that name performs step {step.id} here.",
        remedy="Write for the person who does the step, or in your own name.",
    )


def _same_label(scan: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    return all(str(given.get(name, "")) == str(value) for name, value in scan.items())


def _text(item: Field, seen: Any) -> str:
    number = isinstance(seen, int | float) and not isinstance(seen, bool)
    return number_text(seen, item.decimals) if number and item.kind == "number" else str(seen)
