"""What became of the batch, in two sentences: what was decided, and what was true."""

from typing import Any

from gradea.assessment import Outcome

DECIDED = {
    "certified": "The Qualified Person certified the batch.",
    "rejected": "The Qualified Person rejected the batch.",
    "out-of-specification": "The batch was supplied out of specification, on a physician's written request.",
    "open": "The run was ended before the Qualified Person decided.",
}

_TITLES = {
    "certified": "Certified",
    "rejected": "Rejected",
    "out-of-specification": "Not meeting its specification",
    "open": "Not decided",
}


def headline_of(
    outcome: Outcome, origins: list[dict[str, Any]], *, findings: int = 0, spontaneous: bool = False
) -> dict[str, Any]:
    """Return the headline: a title, the decision, the truth behind it, and what one makes of the two.

    Args:
        outcome: The outcome of the batch.
        origins: Where each organism came from, as the reveal tells it.
        findings: How many gaps between act and entry were found.
        spontaneous: Whether this donor's cells mature by themselves.
    """
    failing = [line["name"] for line in outcome.attributes.values() if line["pass"] is False]
    inside = [origin for origin in origins if origin["in_product"]]
    decided = outcome.disposition if outcome.disposition in DECIDED else "open"
    return {
        "title": _TITLES[decided],
        "decision": decided,
        "decided": DECIDED[decided],
        "truth": " ".join([_truth(outcome.contaminated, inside), *_donor(failing, spontaneous)]),
        "meaning": _meaning(decided, outcome.contaminated, failing, findings),
        "contaminated": outcome.contaminated,
        "donor_borne": bool(inside) and all(origin["donor"] for origin in inside),
        "failing": failing,
    }


def _truth(contaminated: bool, inside: list[dict[str, Any]]) -> str:
    if not contaminated:
        return "No living organism was in the product."
    names = sorted({origin["organism"] for origin in inside})
    what = ", ".join(names) or "Organisms"
    if inside and all(origin["donor"] for origin in inside):
        return (
            f"{what} came in with the donor's blood, before anybody in the team touched it. Nobody here is the cause."
        )
    if any(origin["donor"] for origin in inside):
        return f"{what} were in the product: some from the donor's blood, some brought in during the work."
    routes = sorted({origin["chain"][-1]["words"] for origin in inside})
    return f"{what} got into the product {' and '.join(routes) or 'during the work'}."


def _donor(failing: list[str], spontaneous: bool) -> list[str]:
    """Return what the donor explains: cells that mature by themselves fail on their markers whatever the team does."""
    if spontaneous and any(name.startswith(("CD83", "CD86")) for name in failing):
        return ["This donor's cells mature by themselves, about one donor in eleven: no other hands would have helped."]
    return []


def _meaning(decided: str, contaminated: bool, failing: list[str], findings: int) -> str:
    if decided == "certified":
        if contaminated:
            return "It was certified on results that could not see this. A sample is small, and growth needs time."
        if findings:
            return "The dose is good. The record behind it is not: whoever trusts it trusts what did not happen."
        return "The decision and the truth agree: the patient gets a dose that is what the record says it is."
    if decided == "rejected":
        if contaminated:
            return "The decision kept it from the patient."
        if failing:
            return f"It was clean, and still no dose: {', '.join(failing)} missed the limit."
        return "It was clean and met its limits. What stood in the way was in the record or in the deviations."
    return "The findings below are complete up to that moment."
