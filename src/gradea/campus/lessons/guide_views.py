"""Pages that everybody signed in may read: the list, demonstrations, tours, the glossary."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gradea.campus.lessons import queries
from gradea.campus.shell.policy import policy
from gradea.campus.shell.roles import Role
from gradea.campus.shell.speech import language
from gradea.content.lesson_file import right_ids
from gradea.content.lessons import demonstrations, glossary, lesson_shelf, tours
from gradea.content.shelf import recipe_named
from gradea.exercise import BASES, NumberKey, OrderKey, Question, question_for, said


@policy("person")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All there is: lessons to start for who teaches; tours and the glossary for everybody."""
    teaches = request.viewer.has(Role.TRAINER, Role.ORGANISER)
    context = {
        "teaches": teaches,
        "cards": queries.lesson_cards(request.viewer) if teaches else [],
        "demonstrations": [_heading(key, each) for key, each in demonstrations().items()] if teaches else [],
        "tours": [_heading(key, each) for key, each in tours().items()],
        "terms": len(glossary()),
    }
    return render(request, "lessons/home.html", context)


@policy("role:trainer|organiser")
@require_safe
def demonstration(request: HttpRequest, key: str) -> HttpResponse:
    """A demonstration: where the trainer stops, what to ask, what a good answer says."""
    found = demonstrations().get(key)
    if found is None:
        raise Http404
    titles = {step.id: said(step.title, language()) for step in recipe_named(found.recipe).steps}
    stops = [
        {
            "step": stop.step,
            "title": titles[stop.step],
            "see": said(stop.see, language()),
            "ask": said(stop.ask, language()),
            "answer": said(stop.answer, language()),
            **_source(stop.clause, stop.basis),
        }
        for stop in found.stops
    ]
    return render(
        request, "lessons/demonstration.html", {**_heading(key, found), "demonstration": found, "stops": stops}
    )


@policy("person")
@require_safe
def tour(request: HttpRequest, key: str) -> HttpResponse:
    """A guided tour: stations with what is there, and a question each."""
    found = tours().get(key)
    if found is None:
        raise Http404
    bank = lesson_shelf().bank
    stations = []
    for station in found.stations:
        question = question_for(station.item, seed="tour", who="room", bank=bank) if station.item else None
        stations.append(
            {
                "room": station.room,
                "title": said(station.title, language()),
                "text": said(station.text, language()),
                **_source(station.clause, station.basis),
                "ask": said(question.asked.prompt, language()) if question else "",
                "options": _options(question),
                "why": said(question.why, language()) if question else "",
                "right": _right(question),
                "why_clause": question.clause if question else "",
            }
        )
    return render(request, "lessons/tour.html", {**_heading(key, found), "stations": stations})


@policy("person")
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """The glossary, in the language of the page, with the word in the other language."""
    here = language()
    other = "nl" if here == "en" else "en"
    terms = sorted(
        ({"term": said(t.term, here), "other": said(t.term, other), "means": said(t.means, here)} for t in glossary()),
        key=lambda each: each["term"].lower(),
    )
    return render(request, "lessons/glossary.html", {"terms": terms, "other": other})


def _heading(key: str, thing: Any) -> dict[str, str]:
    return {"key": key, "title": said(thing.title, language()), "about": said(thing.about, language())}


def _source(clause: str, basis: str) -> dict[str, Any]:
    practice = clause.startswith("site practice")
    return {"clause": "" if practice else clause, "basis": said(BASES[basis], language()), "rule": basis == "rule"}


def _options(question: Question | None) -> list[str]:
    options = getattr(question.form, "options", ()) if question else ()
    return [said(option.words, language()) for option in options]


def _right(question: Question | None) -> str:
    if question is None:
        return ""
    options = {option.id: said(option.words, language()) for option in getattr(question.form, "options", ())}
    if isinstance(question.key, OrderKey):
        ranks = question.key.ranks
        return " → ".join(options[name] for name in sorted(ranks, key=lambda name: ranks[name]))
    if isinstance(question.key, NumberKey):
        return f"{question.key.value:g} {question.key.unit}".strip()
    return "; ".join(text for name, text in options.items() if name in right_ids(question))
