"""What an export needs from outside the record: names, real times, language, and how to read sealed words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gradea.record.own_words import Text
from gradea.vocabulary import clock_text

NOTICE = "Training – not for GMP use"
"""Stands on every page and in every export."""


def plain_text(text: Text) -> str:
    """Return a person's words as they are; sealed ones as a mark that they are sealed."""
    return text if isinstance(text, str) else "(sealed text)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """How and for whom an export is made.

    Attributes:
        started_at_utc: Real time at which the run began; `printed_at_utc`: of this print; ISO 8601 with offset.
        language: Language of the recipe's words.
        read_text: How to read a person's words; the default shows plain ones and marks sealed ones.
    """

    started_at_utc: str = ""
    printed_at_utc: str = ""
    printed_by: str = ""
    language: str = "en"
    read_text: Callable[[Text], str] = plain_text


@dataclass(frozen=True, slots=True)
class Print:
    """Everything that comes from outside the record, in one hand."""

    names: Mapping[str, str]
    times: Sequence[str]
    how: Printing

    def text(self, text: Text) -> str:
        """Return a person's words."""
        return self.how.read_text(text)

    def name(self, person: str) -> str:
        """Return the printed name of a person."""
        return self.names.get(person, person)

    def words(self, words: Mapping[str, str]) -> str:
        """Return a text of the recipe in the language of the print, English where there is none."""
        return words.get(self.how.language) or words.get("en", "")

    def real(self, sequence: int) -> str:
        """Return the real time of an event; empty where it is not known."""
        return self.times[sequence - 1] if 0 < sequence <= len(self.times) else ""


def moment(prints: Print, person: str, at: int, sequence: int) -> dict[str, Any]:
    """Return who and when, simulated and real, as it is printed."""
    return {
        "person": person,
        "name": prints.name(person),
        "at": at,
        "clock": clock_text(at),
        "utc": prints.real(sequence),
        "sequence": sequence,
    }


_WHY: Mapping[str, str] = {
    "limit": "Value {value} {unit}, limit {limit}.",
    "unexpected": "Answer {value}, expected {limit}.",
    "specification": "Result {value} does not meet the specification {attribute}: {limit}.",
    "hold-time": "{actual_min} minutes since step {from_step}, limit {limit_min}.",
    "window": "{actual_min} minutes after the planned time, limit {limit_min}.",
    "not-applicable": "A step that is not optional was marked not applicable.",
    "identity-mismatch": "A scanned identity does not agree with this batch.",
    "alarm": "Alarm of {source}: {value}, limit {limit}.",
    "label-difference": "{difference} of {printed} labels of order {order} are not accounted for.",
    "crew": "Done by the simulated crew.",
    "problem-note": "A note reports a problem.",
    "capa-not-effective": "{capa} for {deviation} did not work.",
    "intervention-not-qualified": "An intervention in grade A that no process simulation covers.",
    "malfunction": "{equipment} failed.",
    "sample-condition": "Sample {sample} arrived {condition}.",
    "expired-at-use": "Lot {lot} of {material} had expired when it was used.",
    "result-changed": "A result of the release specification changed from {before} to {after}.",
    "trail-finding": "Found in the review of the audit trail: {exception}.",
    "shipped-uncertified": "The batch was to leave in {status}.",
}
"""Kind of an automatic deviation → what it says, with its figures."""


def why_text(why: Mapping[str, Any]) -> str:
    """Return what an automatic deviation says, in one sentence.

    >>> why_text({"kind": "malfunction", "equipment": "CNT-1"})
    'CNT-1 failed.'
    """
    words = _WHY.get(str(why.get("kind")))
    if words is None:
        return ", ".join(f"{key} {value}" for key, value in why.items())
    plain = ("condition", "exception", "status")
    return words.format(**{key: str(value).replace("-", " ") if key in plain else value for key, value in why.items()})
