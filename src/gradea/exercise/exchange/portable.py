"""A question as other programs know it: one language, no drawing, no page of a record."""

import re
from dataclasses import dataclass
from typing import Any

from gradea.exercise.exhibit import Table
from gradea.exercise.form import ChoiceForm, MatchForm, MatchKey, NumberKey, OrderForm, OrderKey, SetKey, TextKey
from gradea.exercise.item import BASES, CLAUSE
from gradea.exercise.question import Question
from gradea.exercise.words import Words, said
from gradea.vocabulary import Refusal, Refused

_SOURCE = re.compile(r"\s*\[([^\[\]]+) · ([a-z]+)\]\s*$")
_UNIT = re.compile(r"\s*\[([^\[\]]{1,20})\]\s*$")
IMPORTED = "definition: imported; write where the rule stands"
"""Clause of a question that came without one."""


class ExchangeRefused(Refused):
    """A file of another program cannot be read; nothing of it is used."""

    def __init__(self, what: str, message: str, remedy: str) -> None:
        super().__init__(Refusal(code="exchange-refused", rule=what, message=message, remedy=remedy))


@dataclass(frozen=True, slots=True, kw_only=True)
class Portable:
    """A question that can travel.

    Attributes:
        kind: choice, multiple, number, match, order or text.
        right: Options that are right; steps in their order; of a text the points a good answer makes.
        wrong: Options that are wrong; of a match the options that belong to no line.
        pairs: Line and option of a match.
        value: The number, with `tolerance` in the same `unit`.
    """

    code: str
    kind: str
    prompt: str
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    value: float = 0.0
    tolerance: float = 0.0
    unit: str = ""
    why: str = ""
    clause: str = ""
    basis: str = ""

    @property
    def asked(self) -> str:
        """The prompt with the unit at its end, since few formats know units."""
        return f"{self.prompt} [{self.unit}]" if self.unit else self.prompt

    @property
    def explained(self) -> str:
        """The reason with its source at the end."""
        return f"{self.why} [{self.clause} · {self.basis}]" if self.clause else self.why


def explained_parts(text: str) -> tuple[str, str, str]:
    """Return reason, clause and basis of a feedback text.

    >>> explained_parts("So it is. [Annex 1 4.27 · rule]")
    ('So it is.', 'Annex 1 4.27', 'rule')
    """
    found = _SOURCE.search(text)
    return (text[: found.start()], found.group(1), found.group(2)) if found else (text.strip(), "", "")


def asked_parts(text: str) -> tuple[str, str]:
    """Return prompt and unit of the text of a numerical question."""
    found = _UNIT.search(text)
    return (text[: found.start()], found.group(1)) if found else (text, "")


def portable_of(question: Question, language: str) -> Portable | Refusal:
    """Return a question as it can travel, or why it cannot."""
    asked, key, form = question.asked, question.key, question.form
    if any(not isinstance(exhibit, Table) for exhibit in asked.exhibits):
        return _refusal(f"{asked.code} is asked with a drawing, which these formats do not carry.")
    prompt = "\n".join(
        [
            said(asked.prompt, language),
            *(_table_text(each, language) for each in asked.exhibits if isinstance(each, Table)),
        ]
    )
    facts: dict[str, Any] = {
        "code": asked.code,
        "prompt": prompt,
        "why": said(question.why, language),
        "clause": question.clause,
        "basis": question.basis,
    }
    if isinstance(form, ChoiceForm) and isinstance(key, SetKey):
        words = {option.id: said(option.words, language) for option in form.options}
        right = tuple(words[name] for name in words if name in key.right)
        wrong = tuple(words[name] for name in words if name not in key.right)
        return Portable(kind="multiple" if form.many else "choice", right=right, wrong=wrong, **facts)
    if isinstance(form, OrderForm) and isinstance(key, OrderKey):
        return _order(form, key, language, facts)
    if isinstance(form, MatchForm) and isinstance(key, MatchKey):
        words = {option.id: said(option.words, language) for option in form.options}
        pairs = tuple((said(line.words, language), words[key.pairs[line.id]]) for line in form.lines)
        spare = tuple(words[name] for name in words if words[name] not in {right for _left, right in pairs})
        return Portable(kind="match", pairs=pairs, wrong=spare, **facts)
    if isinstance(key, NumberKey):
        return Portable(kind="number", value=key.value, tolerance=key.tolerance, unit=key.unit, **facts)
    if isinstance(key, TextKey):
        return Portable(kind="text", right=tuple(said(point, language) for point in key.points), **facts)
    return _refusal(f"{asked.code} is of a kind that these formats do not carry.")


def _order(form: OrderForm, key: OrderKey, language: str, facts: dict[str, Any]) -> Portable | Refusal:
    code = facts["code"]
    if len(set(key.ranks.values())) < len(key.ranks):
        return _refusal(f"{code} has steps that may change places, which these formats do not carry.")
    words = {option.id: said(option.words, language) for option in form.options}
    return Portable(
        kind="order", right=tuple(words[name] for name in sorted(words, key=lambda name: key.ranks[name])), **facts
    )


def _table_text(table: Table, language: str) -> str:
    rows: list[tuple[Words, ...]] = [table.heads, *table.rows]
    return "\n".join([said(table.title, language), *(" | ".join(said(cell, language) for cell in row) for row in rows)])


def item_data(question: Portable) -> dict[str, Any]:
    """Return an item for a file of the shelf. Words are the same in both languages until somebody translates them."""
    data: dict[str, Any] = {"code": _code(question.code), "kind": question.kind, "ask": question.prompt}
    if question.kind in {"choice", "multiple"}:
        data |= {
            "right": question.right[0] if question.kind == "choice" else list(question.right),
            "wrong": list(question.wrong),
        }
    elif question.kind == "order":
        data["steps"] = list(question.right)
    elif question.kind == "number":
        data |= {"answer": question.value, "plus_minus": question.tolerance} | (
            {"unit": question.unit} if question.unit else {}
        )
    elif question.kind == "match":
        data["pairs"] = [{"left": left, "right": right} for left, right in question.pairs]
        data |= {"extra": list(question.wrong)} if question.wrong else {}
    else:
        data |= {"points": list(question.right) or ["–", "–"], "example": question.why or "–"}
    known = bool(CLAUSE.match(question.clause)) and question.basis in BASES
    data |= {
        "why": question.why or "–",
        "clause": question.clause if known else IMPORTED,
        "basis": question.basis if known else "recalled",
    }
    return data


def _code(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "imported"


def _refusal(message: str) -> Refusal:
    return Refusal(
        code="exchange-not-carried",
        rule="exchange",
        message=message,
        remedy="Use it on the site, or write another question.",
    )
