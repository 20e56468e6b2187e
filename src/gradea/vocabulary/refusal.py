"""A refusal that teaches: what happened, which rule, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The answer to a command that may not be carried out. Nothing has changed.

    Attributes:
        code: Stable name, for tests and translations: `material-expired`.
        rule: Where the rule comes from: a clause, a requirement id or `practice`.
        message: What happened, which thing, the limit.
        remedy: What the person can do now.
    """

    code: str
    rule: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


class Refused(Exception):
    """Carries a refusal out of a border function that has no other way to answer (reading a file)."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal
