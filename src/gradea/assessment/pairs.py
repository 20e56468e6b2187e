"""Pairs of runs, without and with a change: how the distribution of outcomes moves."""

from collections.abc import Sequence
from typing import Any

from gradea.assessment.ensemble import as_number
from gradea.assessment.interval import mean_interval, paired_share_interval
from gradea.assessment.what_if import Seen

Pair = tuple[Seen, Seen]
"""A run without and with the change, with the same luck."""


def moved(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Return how the change moves the outcomes, as JSON values.

    Args:
        pairs: At least one; the first is the batch as it really was.

    Raises:
        ValueError: If there is no pair.
    """
    if not pairs:
        raise ValueError("there is no pair to compare")
    codes = list(pairs[0][0].attributes)
    return {
        "this_batch": this_batch(pairs[0]),
        "pairs": len(pairs),
        "meets_specification": _share([(not a.failed, not b.failed) for a, b in pairs]),
        "contaminated": _share([(a.contaminated, b.contaminated) for a, b in pairs]),
        "expected_by_the_team": _number([(a.operator_chance, b.operator_chance) for a, b in pairs]),
        "viable_e6": _number([(a.viable_e6, b.viable_e6) for a, b in pairs]),
        "attributes": {code: line for code in codes if (line := _attribute(pairs, code)) is not None},
    }


def this_batch(pair: Pair) -> dict[str, Any]:
    """Return what became different in the batch itself, with the luck of that day."""
    was, now = pair
    changed = {
        code: [was.attributes[code], now.attributes.get(code, "")]
        for code in was.attributes
        if was.attributes[code] != now.attributes.get(code, "")
    }
    return {
        "attributes_changed": changed,
        "failed": [list(was.failed), list(now.failed)],
        "contaminated": [was.contaminated, now.contaminated],
        "origins": [list(was.origins), list(now.origins)],
        "expected_by_the_team": [was.operator_chance, now.operator_chance],
        "viable_e6": [round(was.viable_e6, 4), round(now.viable_e6, 4)],
        "no_longer_possible": list(now.impossible),
    }


def _share(pairs: Sequence[tuple[bool, bool]]) -> dict[str, Any]:
    gained = sum(not was and now for was, now in pairs)
    lost = sum(was and not now for was, now in pairs)
    difference, low, high = paired_share_interval(gained, lost, len(pairs))
    return {
        "without": sum(was for was, _ in pairs) / len(pairs),
        "with": sum(now for _, now in pairs) / len(pairs),
        "only_with": gained,
        "only_without": lost,
        "difference": difference,
        "interval": [low, high],
    }


def _number(pairs: Sequence[tuple[float, float]]) -> dict[str, Any]:
    difference, low, high = mean_interval([now - was for was, now in pairs])
    return {
        "without": mean_interval([was for was, _ in pairs])[0],
        "with": mean_interval([now for _, now in pairs])[0],
        "difference": difference,
        "interval": [low, high],
    }


def _attribute(pairs: Sequence[Pair], code: str) -> dict[str, Any] | None:
    values = [(as_number(a.attributes.get(code, "")), as_number(b.attributes.get(code, ""))) for a, b in pairs]
    both = [(was, now) for was, now in values if was is not None and now is not None]
    failed = _share([(code in a.failed, code in b.failed) for a, b in pairs])
    if not both:
        return {"n": 0, "failed": failed} if failed["only_with"] or failed["only_without"] else None
    return {"n": len(both), **_number(both), "failed": failed}
