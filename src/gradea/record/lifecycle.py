"""The life of one version of a master recipe: draft, reviewed, approved, effective, superseded (MAS-01, MAS-03, MAS-05)."""

from dataclasses import dataclass

from gradea.record.drafting import refuse
from gradea.record.reasons import check_reason
from gradea.vocabulary import Refusal

STATES = ("draft", "reviewed", "approved", "effective", "superseded")
NEXT = {"reviewed": "draft", "approved": "reviewed", "effective": "approved"}
"""State → the one it follows. A version is superseded by the next one that comes into force, and never by hand."""

MAY = {
    "draft": ("trainer", "qc", "qa"),
    "reviewed": ("trainer", "qc"),
    "approved": ("qa",),
    "effective": ("qa",),
    "issue": ("trainer", "qa", "qp"),
    "reissue": ("qa", "qp"),
}
"""What is done → who may do it (design choice: production or QC reviews, quality assurance approves and puts into force)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a master recipe, as far as its life is concerned. People are references.

    Attributes:
        problems: How many problems its text has; 0 for one that can be used.
        identical: Whether it says the same as the version it was made from.
    """

    name: str
    state: str
    author: str = ""
    reviewer: str = ""
    approver: str = ""
    change_reason: str = ""
    problems: int = 0
    identical: bool = False


def refuse_move(version: Version, to: str, *, person: str, roles: frozenset[str]) -> Refusal | None:
    """Return why a version cannot go on to a state by this person, or None.

    Args:
        version: The version as it is.
        to: `reviewed`, `approved` or `effective`.
        person: Who signs for it.
        roles: What they are.

    >>> draft = Version(name="toldc version 2", state="draft", author="a", change_reason="The seed density was raised.")
    >>> refuse_move(draft, "reviewed", person="a", roles=frozenset({"trainer"})).code
    'own-recipe'
    """
    if NEXT.get(to) != version.state:
        return refuse(
            "recipe-state",
            "MAS-01",
            f"{version.name} is {version.state}, so it cannot become {to}.",
            "A version is drafted, reviewed, approved and put into force in this order.",
        )
    if not roles & set(MAY[to]):
        return refuse(
            "recipe-role",
            "MAS-01; ACC-02",
            f"{version.name} becomes {to} by the hand of {' or '.join(MAY[to])}.",
            "Ask somebody in that role.",
        )
    return _refuse_review(version, person) if to == "reviewed" else _refuse_own(version, to, person)


def _refuse_review(version: Version, person: str) -> Refusal | None:
    if version.problems:
        return refuse(
            "recipe-problems",
            "MAS-06",
            f"{version.name} has {version.problems} problems.",
            "Open it, mend what stands beside each line, and save it.",
        )
    if version.identical:
        return refuse(
            "recipe-unchanged",
            "MAS-05",
            f"{version.name} says the same as the version it was made from.",
            "Change what was to be changed, or leave the old version in force.",
        )
    return check_reason(version.change_reason) or _refuse_own(version, "reviewed", person)


def _refuse_own(version: Version, to: str, person: str) -> Refusal | None:
    """Two others than the author sign: one reviews, another approves."""
    if to == "effective" or person not in (
        {version.author} if to == "reviewed" else {version.author, version.reviewer}
    ):
        return None
    return refuse(
        "own-recipe",
        "MAS-01; REL-01",
        f"You wrote or reviewed {version.name}; somebody else signs that it is {to}.",
        "Ask a colleague: two people beside the author look at every version.",
    )


def refuse_issue(name: str, state: str, *, batch_number: str, earlier: int, reason: str) -> Refusal | None:
    """Return why a copy cannot be issued, or None (MAS-01, MAS-03, MAS-04).

    Args:
        name: The version, as `toldc version 2`.
        state: Its state; only an effective one is issued.
        batch_number: For which batch.
        earlier: Copies that were issued for this batch before.
        reason: Why one more is needed.
    """
    if state != "effective":
        return refuse(
            "recipe-not-effective",
            "MAS-01; MAS-03",
            f"{name} is {state}; only the version in force is issued.",
            "Issue the effective version.",
        )
    if not 3 <= len(batch_number.strip()) <= 32:
        return refuse(
            "copy-without-batch", "MAS-02", "A copy is issued for one batch.", "Give its number, 3 to 32 characters."
        )
    if not earlier:
        return None
    unclear = check_reason(reason)
    if unclear is None:
        return None
    return refuse(
        "reissue-needs-reason",
        "MAS-04; PI 041 8.4",
        f"{earlier} copies were issued for batch {batch_number.strip()} before.",
        "Say what became of the earlier copy; a short phrase explains too little.",
    )
