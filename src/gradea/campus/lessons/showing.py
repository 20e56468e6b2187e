"""From a run to what its pages show: the slide, the question with its options, the results of the room."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from gradea.campus.lessons import queries
from gradea.campus.lessons.pictures import picture
from gradea.campus.lessons.slides import slide_html
from gradea.campus.people.badges import qr
from gradea.campus.shell.speech import language
from gradea.content.lesson_file import LiveQuestion, Slide, right_ids
from gradea.exercise import BASES, Option, OrderKey, said
from gradea.exercise.number_text import readings_of

BARS_MAX = 8
"""Different numbers or orders that a wall shows (design choice)."""


def slide_page(slide: Slide | None, deeper: int = 0) -> dict[str, Any]:
    """Return what any page shows of a slide, before results."""
    if slide is None:
        return {}
    question = slide.question
    page = {
        "key": slide.key,
        "html": "" if question else slide_html(said(slide.text, language()), deeper),
        "clause": "" if slide.clause.startswith("site practice") else slide.clause,
        "basis": said(BASES[slide.basis], language()) if slide.basis else "",
        "rule": slide.basis == "rule",
        "notes": said(slide.notes, language()),
    }
    return page | (question_page(question) if question else {})


def question_page(question: LiveQuestion) -> dict[str, Any]:
    """Return what may be shown of a question while it is open."""
    options = getattr(question.form, "options", ())
    return {
        "kind": question.kind,
        "prompt": said(question.prompt, language()),
        "options": [{"id": each.id, "words": said(each.words, language())} for each in options],
        "units": [
            {"id": each.id, "words": said(each.words, language())} for each in getattr(question.form, "units", ())
        ],
        "places": range(1, len(options) + 1),
        "ends": [said(end, language()) for end in question.ends],
        "picture": picture(question.picture) if question.picture else None,
        "seconds": question.seconds,
    }


def results_page(state: queries.RunState, slide: Slide, *, hidden: bool = False) -> dict[str, Any]:
    """Return the results of a question: one grouped query."""
    question = slide.question
    if question is None:
        return {}
    found = queries.groups(state.id, slide.key, hidden=hidden)
    people = sum(group.n for group in found)
    right = [group.n for group in found if group.right]
    page: dict[str, Any] = {
        "people": people,
        "right_n": sum(right) if any(group.right is not None for group in found) else None,
        "why": said(question.why, language()) if question.why else "",
    }
    if question.kind in {"choice", "multiple", "scale"}:
        return page | {"bars": _option_bars(question, found, people)}
    if question.kind in {"number", "order"}:
        return page | {"bars": _other_bars(question, found, people), "solution": solution(question)}
    if question.kind == "words":
        return page | {"cloud": _cloud(queries.words_in(found))}
    if question.kind == "text":
        return page | {"texts": found[:60]}
    points = [tuple(map(int, group.chosen.split(","))) for group in found]
    return page | {"points": points, "box": question.right}


def solution(question: LiveQuestion) -> str:
    """Return the right answer in words; empty where nothing is right or it is marked among the options."""
    marked = question.marked
    if marked is None:
        return ""
    options: dict[str, Option] = {each.id: each for each in getattr(question.form, "options", ())}
    if isinstance(marked.key, OrderKey):
        ranked = sorted(marked.key.ranks, key=lambda name: marked.key.ranks[name])
        return " → ".join(said(options[name].words, language()) for name in ranked)
    if question.kind == "number":
        units = {unit.id: said(unit.words, language()) for unit in getattr(question.form, "units", ())}
        return f"{marked.key.value:g} {units.get(marked.key.unit, '')}".strip()
    ids = right_ids(marked)
    return "; ".join(said(each.words, language()) for each in options.values() if each.id in ids)


def answer_words(question: LiveQuestion, chosen: str) -> str:
    """Return a kept answer in words."""
    options = {each.id: said(each.words, language()) for each in getattr(question.form, "options", ())}
    if question.kind in {"choice", "multiple", "order"}:
        return (" → " if question.kind == "order" else "; ").join(options.get(each, "?") for each in chosen.split(","))
    if question.kind == "point":
        return gettext("%(x)s from the left, %(y)s from the top") % dict(zip("xy", chosen.split(","), strict=True))
    return chosen.replace("|", ", ")


def _option_bars(question: LiveQuestion, found: list[queries.Group], people: int) -> list[dict[str, Any]]:
    right = right_ids(question.marked) if question.marked is not None else frozenset()
    counts: dict[str, int] = {}
    for group in found:
        for each in group.chosen.split(","):
            counts[each] = counts.get(each, 0) + group.n
    return [
        _bar(said(option.words, language()), counts.get(option.id, 0), people, right=option.id in right)
        for option in getattr(question.form, "options", ())
    ]


def _other_bars(question: LiveQuestion, found: list[queries.Group], people: int) -> list[dict[str, Any]]:
    if question.kind == "number":
        merged: dict[str, queries.Group] = {}
        for group in found:
            value, _, unit = group.chosen.partition(" ")
            readings = readings_of(value) or readings_of(group.chosen)
            name = f"{readings[0]:g} {unit}".strip() if readings else group.chosen
            before = merged.get(name)
            merged[name] = queries.Group(chosen=name, right=group.right, n=group.n + (before.n if before else 0))
        found = sorted(merged.values(), key=lambda group: -group.n)
    shown = found[:BARS_MAX]
    bars = [
        _bar(
            group.chosen if question.kind == "number" else answer_words(question, group.chosen),
            group.n,
            people,
            right=bool(group.right),
        )
        for group in shown
    ]
    rest = people - sum(group.n for group in shown)
    return [*bars, _bar(gettext("Others"), rest, people, right=False)] if rest else bars


def _bar(words: str, n: int, people: int, *, right: bool) -> dict[str, Any]:
    return {"words": words, "n": n, "percent": round(100 * n / people) if people else 0, "right": right}


def _cloud(words: list[tuple[str, int]]) -> list[tuple[str, int, int]]:
    most = words[0][1] if words else 1
    sized = [(word, n, 1 + round(4 * (n - 1) / max(1, most - 1)) if most > 1 else 3) for word, n in words]
    return sorted(sized)


def join_address(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return how phones come in: the address, what to type, the QR code."""
    url = request.build_absolute_uri(reverse("lessons:phone", args=[code]))
    door = request.build_absolute_uri(reverse("lessons:join"))
    return {"url": url, "door": door.split("://", 1)[1], "qr": qr(url)}
