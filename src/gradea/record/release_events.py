"""What happened around review and release: exceptions looked at, requests, notifications, shipment, recall."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gradea.record.own_words import Text
from gradea.vocabulary import SimTime, stored


@stored("record.exception-considered/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionConsidered:
    """Somebody looked at one exception. `deviation`: the one that a finding opened."""

    key: str
    kind: str
    verdict: str
    text: Text
    deviation: str
    by: str
    role: str
    at: SimTime


@stored("record.batch-released-conditionally/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReleasedConditionally:
    """First step of a two-step release: certified with results still pending. The record stays open for them.

    Attributes:
        pending: Lines of the specification and steps without a result, as they stand on the first certificate.
        conditions: What the Qualified Person asks for until the last result.
    """

    pending: tuple[str, ...]
    conditions: Text
    content_hash: str
    by: str
    role: str
    at: SimTime


@stored("record.recall-opened/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecallOpened:
    """A result that came after the first step is bad: the batch is called back, and the clinic must be told."""

    deviation: str
    by: str
    role: str
    at: SimTime


@stored("record.request-recorded/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRecorded:
    """A physician asked in writing for a product out of specification."""

    reference: str
    attributes: tuple[str, ...]
    text: Text
    sha256: str
    by: str
    role: str
    at: SimTime


@stored("record.risk-evaluated/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RiskEvaluated:
    """The physician was given the manufacturer's evaluation of the risk."""

    text: Text
    by: str
    role: str
    at: SimTime


@stored("record.party-notified/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class PartyNotified:
    """Somebody outside was told."""

    whom: str
    about: str
    text: Text
    by: str
    role: str
    at: SimTime


@stored("record.batch-shipped/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class BatchShipped:
    """The batch was handed over for use. `status`: its status at that moment."""

    consignee: str
    status: str
    by: str
    role: str
    at: SimTime


@stored("record.batch-returned/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReturned:
    """It was reported what became of a recalled batch."""

    outcome: str
    text: Text
    by: str
    role: str
    at: SimTime


ReleaseEvent: TypeAlias = (
    ExceptionConsidered
    | BatchReleasedConditionally
    | RecallOpened
    | RequestRecorded
    | RiskEvaluated
    | PartyNotified
    | BatchShipped
    | BatchReturned
)

RELEASE_FREE_TEXT: Mapping[type, tuple[str, ...]] = {
    ExceptionConsidered: ("text",),
    BatchReleasedConditionally: ("conditions",),
    RequestRecorded: ("text",),
    RiskEvaluated: ("text",),
    PartyNotified: ("text",),
    BatchReturned: ("text",),
}
"""Fields that carry a person's own words; see `events.FREE_TEXT`."""
