"""What has been shown for a field: by the instrument, the label or the eye, in the acts of its step."""

from collections.abc import Mapping
from typing import Any

from gradea.practical.acting import shown_by
from gradea.practical.state import RunState
from gradea.record import Field, Step

LABEL_VERBS = frozenset({"scan", "check-equipment"})


def observed(state: RunState, step: Step, item: Field) -> Any:
    """Return what the step's act showed for a field, or None when nothing was shown or the field copies nothing."""
    for index, wanted in enumerate(step.acts):
        done, quantity = state.doing(step.id, index), shown_by(item, wanted)
        if done is not None and quantity in done.observed:
            return done.observed[quantity]
    return None


def scanned(state: RunState, step: Step, item: Field) -> Mapping[str, Any]:
    """Return what the scanner read from the label of the material or device of a field; empty if nothing was scanned."""
    wanted = item.material or item.equipment
    name = "material" if item.material else "equipment"
    for index, act in enumerate(step.acts):
        done = state.doing(step.id, index)
        if done is not None and act["do"] in LABEL_VERBS and act.get(name) == wanted:
            return {name: wanted, **{key: value for key, value in done.observed.items() if key != name}}
    return {}
