"""What a person may ask around review and release: look at exceptions, supply, notify, ship."""

from dataclasses import dataclass
from typing import TypeAlias

from gradea.record.own_words import Text
from gradea.vocabulary import stored


@stored("record.consider-exception/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsiderException:
    """Look at one exception of the audit trail: `explained`, or a `finding` that becomes a deviation (AUD-13).

    Attributes:
        key: `RecordException.key` of what was looked at.
        code: For a finding, the code of the event or documentation error; empty takes the usual one.
        text: Why it is explained, or what was found.
    """

    key: str
    verdict: str
    text: Text
    code: str = ""


@stored("record.record-request/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRequest:
    """Record a physician's written request to supply a product that does not meet its specification (REL-05).

    Attributes:
        reference: Number of the letter; never a name. `sha256`: hash of the attached letter, where it is attached.
        attributes: Lines of the specification that the physician was told fail.
    """

    reference: str
    attributes: tuple[str, ...]
    text: Text
    sha256: str = ""


@stored("record.evaluate-risk/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateRisk:
    """Give the physician the manufacturer's evaluation of the risk of supplying out of specification."""

    text: Text
    authenticated: bool


@stored("record.notify/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """Tell somebody outside: `clinic`, `authority` or `sponsor`, and about what: a deviation's number or `supply`."""

    whom: str
    about: str
    text: Text


@stored("record.ship-batch/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ShipBatch:
    """Hand the batch over for use. Refused while it is in quarantine (REL-06)."""

    consignee: str


@stored("record.return-batch/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnBatch:
    """Report what became of a shipped batch that is recalled: `returned`, `destroyed` or `given`."""

    outcome: str
    text: Text


ReleaseCommand: TypeAlias = ConsiderException | RecordRequest | EvaluateRisk | Notify | ShipBatch | ReturnBatch
