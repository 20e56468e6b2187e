"""What follows from a value by itself: deviations for missed limits, and results that can now be calculated."""

from gradea.record.calculation import CalculationError, calculate
from gradea.record.drafting import Draft
from gradea.record.events import ValueCalculated
from gradea.record.progress import current_steps
from gradea.record.recipe import Field
from gradea.record.values import breach_of


def judge(draft: Draft, item: Field) -> None:
    """Open a deviation if the value that now stands in a field misses a limit."""
    breach = breach_of(draft.record, item, draft.record.values[item.code])
    if breach is not None:
        step_id = draft.record.recipe.home_of[item.code]
        draft.deviate(
            step=step_id, field=item.code, code=breach.code, deviation_class=breach.deviation_class, why=breach.why
        )


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
