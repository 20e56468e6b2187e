"""How long each kind of record is kept, and until when: a rule, its clause, and the date it gives."""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from gradea.vocabulary import Refusal, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """So many years after a date that the record knows.

    Attributes:
        years: Years.
        after: Name of the date: `expiry`, `certified`, `trial_end`.
    """

    years: int
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """How long one kind of record is kept.

    Attributes:
        kind: Its key.
        title: What it is.
        periods: The longest of these counts.
        clause: Where that stands.
    """

    kind: str
    title: str
    periods: tuple[Period, ...]
    clause: str


RULES: tuple[RetentionRule, ...] = (
    RetentionRule(
        kind="batch",
        title="Batch documents",
        periods=(Period(years=1, after="expiry"), Period(years=5, after="certified")),
        clause="Chapter 4 4.11",
    ),
    RetentionRule(
        kind="investigational",
        title="Batch documents of an investigational product",
        periods=(Period(years=5, after="trial_end"),),
        clause="Chapter 4 4.11",
    ),
    RetentionRule(
        kind="traceability",
        title="Trace from donor to recipient",
        periods=(Period(years=30, after="expiry"),),
        clause="Regulation (EC) 1394/2007 Article 15; PIC/S Annex 2A 4.7",
    ),
)
"""Modelled on the clauses named; what a school keeps of a training batch is its own decision."""


def rule_of(kind: str) -> RetentionRule:
    """Return the rule for a kind of record. Raises Refused when there is none."""
    for rule in RULES:
        if rule.kind == kind:
            return rule
    raise Refused(
        Refusal(
            code="retention-unknown",
            rule="STO-03",
            message=f"There is no retention rule for '{kind}'.",
            remedy=f"Use one of {', '.join(rule.kind for rule in RULES)}.",
        )
    )


def kept_until(kind: str, dates: Mapping[str, dt.date]) -> dt.date | None:
    """Return the last day on which a record of this kind must still be there.

    Args:
        kind: Kind of record.
        dates: Dates that are known, by name.

    Returns:
        The latest end of all periods; None while a date that counts is not known: then it is kept.

    Examples:
        >>> kept_until("batch", {"expiry": dt.date(2025, 10, 16), "certified": dt.date(2025, 10, 17)})
        datetime.date(2030, 10, 17)
        >>> kept_until("traceability", {}) is None
        True
    """
    ends = [_later(dates[period.after], period.years) for period in rule_of(kind).periods if period.after in dates]
    return max(ends) if len(ends) == len(rule_of(kind).periods) else None


def may_be_destroyed(kind: str, dates: Mapping[str, dt.date], today: dt.date) -> bool:
    """Return whether a record of this kind may go on this day: only after its last day, never while a date is missing.

    Examples:
        >>> may_be_destroyed("investigational", {"trial_end": dt.date(2020, 2, 29)}, dt.date(2025, 2, 28))
        False
    """
    until = kept_until(kind, dates)
    return until is not None and today > until


def _later(day: dt.date, years: int) -> dt.date:
    year = day.year + years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
