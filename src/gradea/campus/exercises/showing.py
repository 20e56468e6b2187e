"""From a question to what the page draws. `asked_page` sees nothing of what is right; `explained` comes after the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext

from gradea.campus.exercises.drawing import SeriesDrawing, series_drawing
from gradea.campus.shell.speech import language
from gradea.exercise import (
    BASES,
    SCALE,
    Asked,
    Certainty,
    ChoiceForm,
    MatchForm,
    MatchKey,
    NumberForm,
    NumberKey,
    OrderForm,
    OrderKey,
    Question,
    Response,
    Scene,
    Series,
    SetKey,
    SpotsForm,
    Table,
    TextForm,
    TextKey,
    Words,
    mark,
    said,
)

PARTS = {
    ChoiceForm: "choice",
    OrderForm: "order",
    NumberForm: "number",
    MatchForm: "match",
    TextForm: "text",
    SpotsForm: "spots",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An option, line or place of the form, and what was answered with it.

    Attributes:
        given: What the person chose or wrote here. `right`: whether that is right; None while it may not be said.
        wanted: What would have been right, in words. `note`: why just this one.
    """

    id: str
    words: str
    given: str = ""
    right: bool | None = None
    wanted: str = ""
    note: str = ""
    box: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An exhibit as the page draws it: exactly one of the three is there."""

    table: dict[str, Any] | None = None
    series: SeriesDrawing | None = None
    scene: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A question as the page shows it."""

    kind: str
    part: str
    prompt: str
    rows: tuple[Row, ...]
    options: tuple[Row, ...] = ()
    many: bool = False
    exhibits: tuple[Shown, ...] = ()
    number: str = ""
    text: str = ""
    places: tuple[str, ...] = ()
    facts: dict[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What may be said once the answer is given."""

    why: str
    clause: str
    basis: str
    rows: tuple[Row, ...]
    answer: str = ""
    points: tuple[str, ...] = ()
    example: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CertaintyChoice:
    """One of the three levels, with what it is worth."""

    value: int
    words: str
    right: int
    wrong: int
    when: str


def certainties() -> list[CertaintyChoice]:
    """Return the three levels in words."""
    words = {
        Certainty.LOW: (gettext("Not sure"), gettext("below two chances in three")),
        Certainty.MIDDLE: (gettext("Fairly sure"), gettext("in between")),
        Certainty.HIGH: (gettext("Sure"), gettext("above four chances in five")),
    }
    return [
        CertaintyChoice(int(level), words[level][0], worth.right, worth.wrong, words[level][1])
        for level, worth in SCALE.items()
    ]


def asked_page(asked: Asked, response: Response | None = None, typed: Mapping[str, list[str]] | None = None) -> Page:
    """Return what a page shows of a question before it is answered; only the public part of it goes in.

    Args:
        asked: The public part.
        response: An answer that was kept. `typed`: fields that came in and could not be taken; they are shown again.
    """
    form, given = asked.form, response or Response()
    part, fields = PARTS[type(form)], typed or {}
    return Page(
        kind=asked.kind,
        part=f"exercises/part/{part}.html",
        prompt=_in_words(asked.prompt),
        rows=tuple(_refilled(row, part, fields) for row in _rows(asked, given)),
        options=tuple(Row(id=each.id, words=_in_words(each.words)) for each in form.options)
        if isinstance(form, MatchForm)
        else (),
        many=isinstance(form, ChoiceForm) and form.many,
        exhibits=tuple(_shown(each) for each in asked.exhibits),
        number=_typed(fields, "number") or given.number,
        text=_typed(fields, "text"),
        places=tuple(str(place) for place in range(1, len(form.options) + 1)) if isinstance(form, OrderForm) else (),
        facts=_facts(asked),
    )


def _facts(asked: Asked) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return for each line of a record page what both tables say of it: a phone shows them together."""
    tables = [shown.table for shown in map(_shown, asked.exhibits) if shown.table]
    if asked.kind != "record-page" or not isinstance(asked.form, MatchForm):
        return {}
    return {
        line.id: tuple({"title": table["title"], "cells": table["rows"][place][1:]} for table in tables)
        for place, line in enumerate(asked.form.lines)
    }


def _typed(fields: Mapping[str, list[str]], name: str) -> str:
    return (fields.get(name) or [""])[-1]


def _refilled(row: Row, part: str, fields: Mapping[str, list[str]]) -> Row:
    if not fields:
        return row
    prefix = {"order": "place-", "match": "line-"}.get(part)
    if prefix is not None:
        return replace(row, given=_typed(fields, prefix + row.id))
    chosen = fields.get("unit" if part == "number" else "choice", [])
    return replace(row, given="1" if row.id in chosen else "")


def _rows(asked: Asked, given: Response) -> tuple[Row, ...]:
    form = asked.form
    if isinstance(form, ChoiceForm):
        return tuple(
            Row(id=each.id, words=_in_words(each.words), given="1" if each.id in given.chosen else "")
            for each in form.options
        )
    if isinstance(form, OrderForm):
        places = {name: str(place) for place, name in enumerate(given.chosen, 1)}
        return tuple(
            Row(id=each.id, words=_in_words(each.words), given=places.get(each.id, "")) for each in form.options
        )
    if isinstance(form, MatchForm):
        return tuple(
            Row(id=each.id, words=_in_words(each.words), given=given.pairs.get(each.id, "")) for each in form.lines
        )
    if isinstance(form, SpotsForm):
        return tuple(
            Row(id=each.id, words=_in_words(each.words), given="1" if each.id in given.chosen else "", box=each.box)
            for each in form.spots
        )
    if isinstance(form, NumberForm):
        return tuple(
            Row(id=each.id, words=_in_words(each.words), given="1" if each.id == given.unit else "")
            for each in form.units
        )
    return ()


def _shown(exhibit: Table | Series | Scene) -> Shown:
    if isinstance(exhibit, Table):
        heads = [_in_words(head) for head in exhibit.heads]
        rows = [list(zip(heads, [_in_words(cell) for cell in row], strict=True)) for row in exhibit.rows]
        return Shown(table={"title": _in_words(exhibit.title), "heads": heads, "rows": rows})
    if isinstance(exhibit, Series):
        return Shown(series=series_drawing(exhibit, language()))
    return Shown(scene={"things": dict(exhibit.things), "described": _in_words(exhibit.described)})


def explained(question: Question, response: Response) -> Explained:
    """Return what may be said of a question once it is answered."""
    key, found = question.key, mark(question.key, response)
    rows = tuple(_judged(row, question, found.parts) for row in _rows(question.asked, response))
    points, example = ((), "")
    if isinstance(key, TextKey):
        points, example = tuple(_in_words(point) for point in key.points), _in_words(key.example)
    return Explained(
        why=_in_words(question.why),
        clause=question.clause,
        basis=_in_words(BASES[question.basis]),
        rows=rows,
        answer=_number_words(question),
        points=points,
        example=example,
        remark=found.remark,
    )


def _judged(row: Row, question: Question, parts: Any) -> Row:
    key, note = question.key, question.notes.get(row.id)
    wanted, right = "", parts.get(row.id)
    if isinstance(key, SetKey):
        wanted = "1" if row.id in key.right else ""
        right = bool(row.given) == bool(wanted)
    elif isinstance(key, OrderKey):
        wanted = str(sorted(key.ranks.values()).index(key.ranks[row.id]) + 1)
    elif isinstance(key, MatchKey) and isinstance(question.form, MatchForm):
        wanted = next(_in_words(each.words) for each in question.form.options if each.id == key.pairs[row.id])
    given = row.given
    if isinstance(question.form, MatchForm):
        given = next((_in_words(each.words) for each in question.form.options if each.id == row.given), "")
    return Row(
        id=row.id,
        words=row.words,
        given=given,
        right=right,
        wanted=wanted,
        note=_in_words(note) if note else "",
        box=row.box,
    )


def _number_words(question: Question) -> str:
    if not isinstance(question.key, NumberKey) or not isinstance(question.form, NumberForm):
        return ""
    value = f"{question.key.value:,.6g}" if abs(question.key.value) < 1e6 else f"{question.key.value:.3g}"
    if language() == "nl":
        value = value.translate(str.maketrans(",.", ".,"))
    unit = next((_in_words(each.words) for each in question.form.units if each.id == question.key.unit), "")
    return f"{value} {unit}".strip()


def _in_words(words: Words) -> str:
    return said(words, language())
