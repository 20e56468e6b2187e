"""Results against the release specification."""

from dataclasses import dataclass

from gradea.record.recipe import Attribute
from gradea.record.state import BatchRecord
from gradea.record.units import numeric


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeResult:
    """One line of the certificate of analysis. `passed` is None while there is no result, and for information only."""

    code: str
    name: str
    value: str
    unit: str
    limit: str
    passed: bool | None
    informative: bool


def limit_text(attribute: Attribute) -> str:
    """Return the limit as printed.

    >>> from decimal import Decimal
    >>> limit_text(Attribute(code="v", title={"en": "Viability"}, field="v", relation=">", low=Decimal(70), unit="%"))
    '> 70 %'
    """
    unit = f" {attribute.unit}" if attribute.unit else ""
    if attribute.relation == "is":
        return attribute.expected
    if attribute.relation == "between":
        return f"{attribute.low} to {attribute.high}{unit}"
    return f"{attribute.relation} {attribute.low if attribute.relation == '>' else attribute.high}{unit}"


def passes(attribute: Attribute, value: str) -> bool:
    """Return whether a reported value meets the line; the value is judged as reported, at its decimals.

    >>> from decimal import Decimal
    >>> passes(Attribute(code="v", title={}, field="v", relation=">", low=Decimal(70)), "70.0")
    False
    """
    if attribute.relation == "is":
        return value == attribute.expected
    number = numeric(value)
    if number is None:
        return False
    if attribute.relation == ">":
        return attribute.low is not None and number > attribute.low
    if attribute.relation == "<":
        return attribute.high is not None and number < attribute.high
    return attribute.low is not None and attribute.high is not None and attribute.low <= number <= attribute.high


def results(record: BatchRecord, language: str = "en") -> tuple[AttributeResult, ...]:
    """Return every attribute of the specification with its result so far, in the order of the recipe."""
    return tuple(_result(record, attribute, language) for attribute in record.recipe.specification)


def _result(record: BatchRecord, attribute: Attribute, language: str) -> AttributeResult:
    value = record.values.get(attribute.field, "")
    judged = bool(value) and not attribute.informative
    return AttributeResult(
        code=attribute.code,
        name=attribute.title.get(language, attribute.title.get("en", attribute.code)),
        value=value,
        unit=attribute.unit,
        limit=limit_text(attribute),
        passed=passes(attribute, value) if judged else None,
        informative=attribute.informative,
    )
