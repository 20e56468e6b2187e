"""A say-do finding: an act and an entry that do not agree, side by side."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gradea.vocabulary import clock_text

ATTRIBUTE_OF: Mapping[str, str] = {
    "late": "Contemporaneous",
    "back-dated": "Contemporaneous",
    "invented": "Original",
    "omitted": "Complete",
    "mistranscribed": "Accurate",
    "wrong-lot": "Accurate",
    "signed-for-another": "Attributable",
    "unwitnessed": "Attributable",
    "out-of-order": "Consistent",
    "overwritten": "Original",
}
"""The attribute of ALCOA+ that each kind of gap breaks (assignment is ours, after PI 041-1)."""

KINDS = tuple(ATTRIBUTE_OF)
"""The ten kinds of say-do gap."""

CLAUSE_OF: Mapping[str, str] = {
    "late": "Chapter 4 4.8",
    "back-dated": "Chapter 4 4.8; PI 041-1 8.6",
    "invented": "Chapter 4 4.8; PI 041-1 8.6",
    "omitted": "Chapter 4 4.20; Chapter 6 6.9",
    "mistranscribed": "Annex 11 6; Chapter 6 6.16",
    "wrong-lot": "Chapter 4 4.20 d",
    "signed-for-another": "Annex 11 12; PI 041-1 9.5",
    "unwitnessed": "PI 041-1 8.8; Chapter 4 4.20 c",
    "out-of-order": "Chapter 4 4.18 d",
    "overwritten": "Chapter 4 4.9; PI 041-1 8.7",
}

_WHY: Mapping[str, str] = {
    "late": "Memory rewrites itself within minutes; an entry made at the time is evidence, a later one is a recollection.",
    "back-dated": "A time that is not true makes every other time in the record worthless.",
    "invented": "Nobody can trace a value that no act produced; the patient gets a product nobody looked at.",
    "omitted": "A result left out changes what the results mean; whoever chooses among results decides without saying so.",
    "mistranscribed": "The next person acts on the number in the record, not on the one in the display.",
    "wrong-lot": "If a lot is recalled, the record decides which patients are called. This one would be missed.",
    "signed-for-another": "A signature says who stands for the work. Here nobody who did it does.",
    "unwitnessed": "A second signature counts only if a second pair of eyes was there.",
    "out-of-order": "The process was validated in one order; the record says that this order was kept.",
    "overwritten": "The first value was true. A correction is for errors, not for results nobody likes.",
}

_NEXT_TIME: Mapping[str, str] = {
    "late": "Write before you let go of what you hold. If it is late, say so: enter the true time and the reason.",
    "back-dated": "Enter the time at which it happened; a late entry that says it is late is honest.",
    "invented": "If a step was not done, leave it open and raise a deviation.",
    "omitted": "Record every result, also the one you would rather repeat, and ask quality what to do.",
    "mistranscribed": "Read the display, write, read again; let the verifier read the display and not your entry.",
    "wrong-lot": "Scan the pack that is in your hand, at the moment you use it.",
    "signed-for-another": "Sign only for yourself, with your own secret. If someone is missing, the step waits.",
    "unwitnessed": "Do not start a step that must be verified until the verifier stands beside you.",
    "out-of-order": "Follow the order; if it cannot be kept, stop and raise a deviation before you go on.",
    "overwritten": "Leave the result as it is and raise a deviation; quality decides what it means.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One gap between what was done and what was claimed.

    Attributes:
        kind: One of `KINDS`.
        step: Id of the step.
        act: What was done: instant, person, room, verb, what was seen; None where nothing was done.
        entry: What was claimed: instant, person, field, value, claimed instant; None where nothing was written.
        expected: What a clean record would say. `actual`: what it says.
    """

    kind: str
    step: str
    act: Mapping[str, Any] | None
    entry: Mapping[str, Any] | None
    expected: str
    actual: str

    @property
    def attribute(self) -> str:
        """The ALCOA+ attribute that is broken."""
        return ATTRIBUTE_OF[self.kind]

    @property
    def why(self) -> str:
        """Why it matters."""
        return _WHY[self.kind]

    @property
    def next_time(self) -> str:
        """What to do next time."""
        return _NEXT_TIME[self.kind]

    @property
    def clause(self) -> str:
        """Where the rule stands."""
        return CLAUSE_OF[self.kind]

    def as_data(self) -> dict[str, Any]:
        """Return the finding as JSON values, act and entry side by side."""
        return {
            **asdict(self),
            "attribute": self.attribute,
            "clause": self.clause,
            "why": self.why,
            "next_time": self.next_time,
        }


def when(at: int) -> str:
    """Return an instant for people, to the second."""
    return clock_text(at, seconds=True)
