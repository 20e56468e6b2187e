"""Many batches of one recipe: what is kept of each, and how the outcomes spread."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gradea.assessment.interval import clopper_pearson, mean_interval, quantiles, wilson
from gradea.assessment.outcome import batch_outcome
from gradea.practical import RunState
from gradea.world.act import ActPerformed, verb
from gradea.world.microbes import Exposure, Route, chance_of_contamination

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles that are shown."""

NOT_THE_PRODUCT = ("S-", "WASTE")
"""How the codes of vessels begin whose contents never reach the patient."""

UNASKED = ("talk", "cough", "walk-past", "change-gloves")
"""Acts that nobody asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What is kept of one batch.

    Attributes:
        attributes: Value as reported by attribute of the specification; empty where there is no result.
        failed: Attributes outside the specification.
        contaminated: Whether living organisms are in the product or were in its culture (hidden truth).
        origins: First cause of the organisms in it: `donor`, `touch`, `air`, `other`.
        operator_chance: Expected chance that the team contaminates the product, all routes but the donor; without luck.
        manipulations: How often something of the product stood open.
        unasked: How often each act happened that no step asks for.
        stuck: Why the crew could not go on; empty for a batch that was decided.
    """

    seed: int
    disposition: str
    attributes: Mapping[str, str]
    failed: tuple[str, ...]
    contaminated: bool
    origins: tuple[str, ...]
    operator_chance: float
    manipulations: int
    deviations: int
    unasked: Mapping[str, int]
    stuck: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the member as JSON values."""
        return {
            "seed": self.seed,
            "disposition": self.disposition,
            "attributes": dict(self.attributes),
            "failed": list(self.failed),
            "contaminated": self.contaminated,
            "origins": list(self.origins),
            "operator_chance": self.operator_chance,
            "manipulations": self.manipulations,
            "deviations": self.deviations,
            "unasked": dict(self.unasked),
            "stuck": self.stuck,
        }


def member_from(data: Mapping[str, Any]) -> Member:
    """Return the member that `Member.as_data` wrote.

    Raises:
        KeyError, TypeError, ValueError: If it is none.
    """
    return Member(
        seed=int(data["seed"]),
        disposition=str(data["disposition"]),
        attributes=dict(data["attributes"]),
        failed=tuple(data["failed"]),
        contaminated=bool(data["contaminated"]),
        origins=tuple(data["origins"]),
        operator_chance=float(data["operator_chance"]),
        manipulations=int(data["manipulations"]),
        deviations=int(data["deviations"]),
        unasked=dict(data["unasked"]),
        stuck=str(data["stuck"]),
    )


def member_of(seed: int, state: RunState, events: Iterable[Any]) -> Member:
    """Return what is kept of a batch.

    Args:
        seed: Its number.
        state: The run at its end.
        events: All its events.
    """
    outcome = batch_outcome(state)
    deeds = [event for event in events if isinstance(event, ActPerformed)]
    acts = Counter(event.do for event in deeds if event.do in UNASKED)
    return Member(
        seed=seed,
        disposition=outcome.disposition,
        attributes={code: line["value"] for code, line in outcome.attributes.items()},
        failed=tuple(code for code, line in outcome.attributes.items() if line["pass"] is False),
        contaminated=outcome.contaminated,
        origins=origins_in(state) if outcome.contaminated else (),
        operator_chance=operator_chance(state),
        manipulations=sum(_opened(event) for event in deeds),
        deviations=len(outcome.deviations),
        unasked=dict(acts),
    )


def _opened(deed: ActPerformed) -> int:
    """Return how often the product stood open in an act; work on a sample in its tube does not count."""
    thing = str(deed.parameters.get("vessel") or deed.parameters.get("to") or deed.parameters.get("sample", ""))
    return 0 if thing.startswith(NOT_THE_PRODUCT[0]) else verb(deed.do).open_steps


def operator_chance(state: RunState) -> float:
    """Return the chance that this work contaminates the product: smooth, from the expected CFU of every route but the donor."""
    expected = sum(
        value
        for key, value in state.world.expected_cfu.items()
        if not key.startswith(NOT_THE_PRODUCT) and not key.endswith(f"|{Route.DONOR}")
    )
    return chance_of_contamination([Exposure(expected_cfu=expected, route=Route.OTHER)])


def origins_in(state: RunState) -> tuple[str, ...]:
    """Return the first causes of what lives in the vessels of the product, each route once."""
    vessels = [each for each in state.world.vessels.values() if not each.code.startswith(NOT_THE_PRODUCT)]
    routes = {str(g.cause.chain()[-1].route) for vessel in vessels for g in vessel.contaminants if g.count >= 1.0}
    return tuple(sorted(routes))


def summary_of(members: Sequence[Member]) -> dict[str, Any]:
    """Return how the outcomes of an ensemble spread, as JSON values; the order of the members does not matter."""
    ordered = sorted(members, key=lambda member: member.seed)
    n = len(ordered)
    failed = [member for member in ordered if member.disposition != "certified"]
    reasons = Counter(code for member in failed for code in (member.failed or ("no failing result",)))
    return {
        "batches": n,
        "stuck": {member.seed: member.stuck for member in ordered if member.stuck},
        "failed": _share(len(failed), n),
        "reasons": dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        "contamination": _contamination(ordered),
        "attributes": {code: _spread(ordered, code) for code in _codes(ordered)},
        "deviations_mean": round(sum(member.deviations for member in ordered) / n, 3) if n else None,
        "unasked_acts": dict(sorted(sum((Counter(member.unasked) for member in ordered), Counter()).items())),
    }


def _contamination(members: Sequence[Member]) -> dict[str, Any]:
    n = len(members)
    donor = [member for member in members if "donor" in member.origins]
    operators = [member for member in members if set(member.origins) - {"donor"}]
    chances = [member.operator_chance for member in members]
    mean, low, high = mean_interval(chances) if chances else (0.0, 0.0, 0.0)
    return {
        "all": _share(sum(member.contaminated for member in members), n),
        "by_operators": _share(len(operators), n),
        "donor_borne": _share(len(donor), n),
        "by_operators_expected": {"mean": mean, "interval": [max(0.0, low), high], "median": _middle(chances)},
        "by_operators_expected_per_100_manipulations": _per_hundred(members),
    }


def _per_hundred(members: Sequence[Member]) -> float | None:
    """Return the expected share for a batch of 100 open manipulations: the yardstick of the published comparison."""
    opened = sum(member.manipulations for member in members)
    if not opened:
        return None
    rate = sum(-math.log1p(-min(member.operator_chance, 0.999999)) for member in members) / opened
    return -math.expm1(-100.0 * rate)


def _middle(values: Sequence[float]) -> float | None:
    return quantiles(values, [0.5])[0] if values else None


def _share(hits: int, n: int) -> dict[str, Any]:
    return {
        "count": hits,
        "of": n,
        "share": round(hits / n, 6) if n else None,
        "wilson": [round(each, 6) for each in wilson(hits, n)],
        "clopper_pearson": [round(each, 6) for each in clopper_pearson(hits, n)],
    }


def _codes(members: Sequence[Member]) -> list[str]:
    return list(dict.fromkeys(code for member in members for code in member.attributes))


def _spread(members: Sequence[Member], code: str) -> dict[str, Any]:
    numbers, words = [], Counter[str]()
    for member in members:
        value = member.attributes.get(code, "")
        number = as_number(value)
        if number is None:
            words[value or "no result"] += 1
        else:
            numbers.append(number)
    spread: dict[str, Any] = {"n": len(numbers), "words": dict(words.most_common())}
    if numbers:
        found = quantiles(numbers, SHARES)
        spread |= {f"p{round(100 * share)}": round(value, 4) for share, value in zip(SHARES, found, strict=True)}
    spread["failed"] = sum(code in member.failed for member in members)
    return spread


def as_number(value: str) -> float | None:
    """Return a reported value as a number, or None for words.

    >>> as_number("88.4"), as_number("none")
    (88.4, None)
    """
    try:
        return float(value)
    except ValueError:
        return None
