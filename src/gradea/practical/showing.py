"""What has been shown for a field: by the instrument, the label or the eye, in the acts of its step."""

from collections.abc import Mapping
from typing import Any

from gradea.practical.acting import shown_by
from gradea.practical.state import RunState
from gradea.record import Field, Step
from gradea.vocabulary import MINUTE, SimTime

LABEL_VERBS = frozenset({"scan", "check-equipment"})


ASSAY_MS = 30 * MINUTE
"""A measurement that takes longer shows its result when it is finished, not when it is begun (assumption)."""


def under_way(do: str, begun: SimTime, until: SimTime, now: SimTime) -> bool:
    """Return whether a measurement is still running, so that nobody can have seen its result.

    >>> under_way("measure", SimTime(0), SimTime(120 * MINUTE), SimTime(60 * MINUTE))
    True
    """
    return do == "measure" and until - begun >= ASSAY_MS and now < until


def observed(state: RunState, step: Step, item: Field) -> Any:
    """Return what the step's act has shown for a field by now, or None when nothing was, or the field copies nothing."""
    return _shown(state, step, item, finished=False)


def observed_when_free(state: RunState, step: Step, item: Field) -> Any:
    """Return what the step's act will have shown when the hands that did it are free: for who writes it then."""
    return _shown(state, step, item, finished=True)


def _shown(state: RunState, step: Step, item: Field, *, finished: bool) -> Any:
    for index, wanted in enumerate(step.acts):
        done, quantity = state.doing(step.id, index), shown_by(item, wanted)
        if done is None or quantity not in done.observed:
            continue
        if finished or not under_way(str(wanted["do"]), done.at, done.until, state.at):
            return done.observed[quantity]
    return None


def assay_ends(state: RunState, step: Step) -> SimTime | None:
    """Return when the running measurement of a step ends; None where none is running."""
    ends = [
        done.until
        for index, wanted in enumerate(step.acts)
        if (done := state.doing(step.id, index)) is not None
        and under_way(str(wanted["do"]), done.at, done.until, state.at)
    ]
    return max(ends) if ends else None


def scanned(state: RunState, step: Step, item: Field) -> Mapping[str, Any]:
    """Return what the scanner read from the label of the material or device of a field; empty if nothing was scanned."""
    wanted = item.material or item.equipment
    name = "material" if item.material else "equipment"
    for index, act in enumerate(step.acts):
        done = state.doing(step.id, index)
        if done is not None and act["do"] in LABEL_VERBS and act.get(name) == wanted:
            return {name: wanted, **{key: value for key, value in done.observed.items() if key != name}}
    return {}
