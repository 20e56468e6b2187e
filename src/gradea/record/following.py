"""What follows from a value by itself: deviations for missed limits, and results that can now be calculated."""

from collections.abc import Mapping

from gradea.record.act_vocabulary import uses_up
from gradea.record.calculation import CalculationError, calculate
from gradea.record.drafting import Draft
from gradea.record.events import ReviewsVoided, ValueCalculated
from gradea.record.progress import current_steps, pending_steps
from gradea.record.recipe import Field, Step
from gradea.record.release_events import RecallOpened
from gradea.record.scans import instant_of
from gradea.record.values import breach_of


def judge(draft: Draft, item: Field) -> None:
    """Open a deviation if the value that now stands in a field misses a limit."""
    breach = breach_of(draft.record, item, draft.record.values[item.code])
    if breach is not None:
        step_id = draft.record.recipe.home_of[item.code]
        draft.deviate(
            step=step_id, field=item.code, code=breach.code, deviation_class=breach.deviation_class, why=breach.why
        )
        call_back(draft, breach.why)


def call_back(draft: Draft, why: Mapping[str, object]) -> None:
    """Call a batch back when a result that came after its first certificate fails (REL-04; PIC/S Annex 2A 6.14 c)."""
    record = draft.record
    if record.first_step is None or record.recall is not None or why.get("kind") not in ("specification", "limit"):
        return
    newest = max(record.deviations)
    draft.add(RecallOpened, deviation=newest)


def reopen_quality(draft: Draft, step: Step) -> None:
    """Void the quality review of the first step when the last result is there: it is signed again for the second."""
    record = draft.record
    waiting = record.first_step is not None and record.review("quality") is not None
    if waiting and step.id in record.recipe.delayed and not pending_steps(record):
        draft.add(ReviewsVoided, kinds=("quality",), cause=step.id)


def judge_materials(draft: Draft, step: Step) -> None:
    """Open DV-MJ04 for every material that a step adds whose scanned lot has expired since it was scanned."""
    record = draft.record
    written = [versions[-1].performed_at for versions in record.step(step.id).entries.values()]
    used_at = max(written, default=draft.actor.at)
    day_zero = record.issue.day_zero_date if record.issue else ""
    for material in dict.fromkeys(str(act["material"]) for act in step.acts if uses_up(act)):
        scan = _lot_of(draft, material)
        expires = instant_of(scan.get("expiry", ""), day_zero) if scan else None
        if expires is not None and used_at >= expires:
            why = {"kind": "expired-at-use", "material": material, "lot": str(scan.get("lot", ""))}
            draft.deviate(step=step.id, code="DV-MJ04", deviation_class="major", why=why)


def _lot_of(draft: Draft, material: str) -> Mapping[str, object]:
    found: Mapping[str, object] = {}
    for state in draft.record.steps.values():
        for code, versions in state.entries.items():
            if draft.record.recipe.field_of[code].material == material:
                found = versions[-1].scan or {}
    return found


def add_calculations(draft: Draft) -> None:
    """Calculate every field of a step whose turn has come, as soon as all its inputs are written."""
    again = True
    while again:
        again = False
        for step in current_steps(draft.record):
            for item in step.fields:
                ready = item.kind == "calculated" and item.code not in draft.record.values
                if ready and all(code in draft.record.values for code in item.inputs):
                    again = recalculate(draft, step.id, item) or again


def recalculate(draft: Draft, step_id: str, item: Field) -> bool:
    """Write the result of a field from its inputs as they are; False where it has none."""
    inputs = {code: draft.record.values[code] for code in item.inputs}
    try:
        value = calculate(item.formula, inputs, item.decimals)
    except CalculationError:
        return False
    draft.add(
        ValueCalculated,
        step=step_id,
        field=item.code,
        value=value,
        formula=item.formula,
        inputs=inputs,
        role="system",
    )
    judge(draft, item)
    return True
