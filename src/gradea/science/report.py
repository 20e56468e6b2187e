"""The report as data: every case, every constant, and what they say together."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gradea.science.case import Found, Role, Verdict
from gradea.science.constants import constants
from gradea.science.sensitivity import Effect, ranked

NOTICE = "Training - not for GMP use"


def report_data(found: Sequence[Found], effects: Sequence[Effect] | None, sources: Mapping[str, Any]) -> dict[str, Any]:
    """Return the whole report, ready for JSON.

    Args:
        found: Every case, run.
        effects: Effect of every constant, or None where that was not measured.
        sources: Key to citation, as in `content/sources.yaml`.
    """
    return {
        "notice": NOTICE,
        "summary": summary(found),
        "cases": [case_row(each, sources) for each in found],
        "parameters": parameter_rows(effects, sources),
        "sensitivity": "measured" if effects is not None else "not measured",
    }


def summary(found: Iterable[Found]) -> dict[str, Any]:
    """Return how many cases pass, fail and were not run, in all and by role."""
    by_role = {role.value: Counter[str]() for role in Role}
    for each in found:
        by_role[each.case.role.value][each.verdict.value] += 1
    verdicts = [verdict.value for verdict in Verdict]
    return {
        **{verdict: sum(counts[verdict] for counts in by_role.values()) for verdict in verdicts},
        "by_role": {role: {verdict: counts[verdict] for verdict in verdicts} for role, counts in by_role.items()},
    }


def case_row(each: Found, sources: Mapping[str, Any]) -> dict[str, Any]:
    """Return one case as data."""
    case = each.case
    run = each.verdict is not Verdict.NOT_RUN
    return {
        "key": case.key,
        "quantity": case.quantity,
        "unit": case.unit,
        "source": case.source,
        "citation": cited(case.source, sources),
        "observed": case.observed,
        "low": case.low if run else None,
        "high": case.high if run else None,
        "simulated": each.simulated,
        "relative_error_pct": None if each.distance is None else round(100.0 * each.distance, 1),
        "before": case.before,
        "role": case.role.value,
        "verdict": each.verdict.value,
        "note": case.note,
        "logarithmic": case.logarithmic,
    }


def parameter_rows(effects: Sequence[Effect] | None, sources: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every constant as data, the one that matters most first where that was measured."""
    order = {} if effects is None else {(e.module, e.symbol): (n, e) for n, e in enumerate(ranked(list(effects)), 1)}
    rows = []
    for constant in constants():
        parameter = constant.parameter
        rank, effect = order.get((constant.module, parameter.symbol), (None, None))
        rows.append(
            {
                "rank": rank if effect is not None and effect.headline else None,
                "symbol": parameter.symbol,
                "module": constant.module.removeprefix("gradea.world."),
                "value": parameter.value,
                "unit": parameter.unit,
                "low": parameter.low,
                "high": parameter.high,
                "source": parameter.source,
                "citation": cited(parameter.source, sources),
                "basis": parameter.basis,
                "note": parameter.note,
                "factor": None if effect is None or not math.isfinite(effect.factor) else round(effect.factor, 4),
                "headline": None if effect is None else effect.headline or None,
            }
        )
    return sorted(rows, key=lambda row: (row["rank"] is None, row["rank"] or 0, row["module"], row["symbol"]))


def cited(source: str, sources: Mapping[str, Any]) -> str:
    """Return the citations behind keys separated by commas; a key without one stands for itself."""
    keys = [key.strip() for key in source.split(";")[0].split(",")]
    return "; ".join(str(sources[key]["cite"]) if key in sources else key for key in keys)
