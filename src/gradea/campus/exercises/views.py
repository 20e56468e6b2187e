"""Pages of the exercises for who does them: the list, a set, one question at a time."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gradea.campus.exercises import actions, queries
from gradea.campus.exercises.forms import certainty_in, points_in, response_in
from gradea.campus.exercises.showing import asked_page, certainties, explained
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.policy import policy
from gradea.campus.shell.roles import Role
from gradea.campus.shell.speech import language
from gradea.exercise import HINT_COST, said
from gradea.vocabulary import Refusal


@policy("person")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All sets: tests that are open, then practice."""
    cards = queries.sets_for(request.viewer)
    context = {
        "tests": [card for card in cards if card.purpose != "practice" and (card.open or card.sittings)],
        "practice": [card for card in cards if card.purpose == "practice"],
        "trains": request.viewer.has(Role.TRAINER, Role.ORGANISER),
    }
    return render(request, "exercises/home.html", context)


@policy("person")
@require_safe
def one_set(request: HttpRequest, key: str) -> HttpResponse:
    """A set: what it is, how certainty works, and afterwards what was reached."""
    card = queries.set_card(request.viewer, key)
    if card is None or not (card.open or card.sittings):
        raise Http404
    context = {
        "card": card,
        "lines": queries.summary_of(request.viewer, key) if card.finished else [],
        "next": queries.next_position(request.viewer, key),
        "certainties": certainties(),
    }
    return render(request, "exercises/set.html", context)


@policy("person")
@require_POST
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Begin, or go on."""
    refusal = actions.start(request.viewer, key)
    if refusal is not None:
        return refused(request, refusal, back=reverse("exercises:home"))
    position = queries.next_position(request.viewer, key)
    return go(request, reverse("exercises:question", args=[key, position or 1]))


@policy("person")
@require_safe
def question(request: HttpRequest, key: str, position: int) -> HttpResponse:
    """One question: asked, or once answered explained."""
    return _question(request, _place(request, key, position))


@policy("person")
@require_POST
def answer(request: HttpRequest, key: str, position: int) -> HttpResponse:
    """Take an answer; an incomplete one comes back with what to do and what was filled in."""
    place = _place(request, key, position)
    response = response_in(request, place.question.form)
    refusal = (
        response
        if isinstance(response, Refusal)
        else actions.answer(request.viewer, key, position, response, certainty_in(request))
    )
    if refusal is not None:
        return _question(request, place, refusal=refusal)
    if place.set.explain:
        return go(request, reverse("exercises:question", args=[key, position]) + "#answer")
    upcoming = queries.next_position(request.viewer, key)
    to = reverse("exercises:question", args=[key, upcoming]) if upcoming else reverse("exercises:set", args=[key])
    return go(request, to)


@policy("person")
@require_POST
def hint(request: HttpRequest, key: str, position: int) -> HttpResponse:
    """Show the next hint."""
    _place(request, key, position)
    refusal = actions.take_hint(request.viewer, key, position)
    if refusal is not None:
        return refused(request, refusal, back=reverse("exercises:question", args=[key, position]))
    return go(request, reverse("exercises:question", args=[key, position]) + "#hints")


@policy("person")
@require_POST
def judge(request: HttpRequest, key: str, position: int) -> HttpResponse:
    """Keep which points somebody found in their own words."""
    _place(request, key, position)
    refusal = actions.judge(request.viewer, key, position, points_in(request))
    if refusal is not None:
        return refused(request, refusal, back=reverse("exercises:question", args=[key, position]))
    return go(request, reverse("exercises:question", args=[key, position]) + "#answer")


def _place(request: HttpRequest, key: str, position: int) -> queries.Place:
    place = queries.place_of(request.viewer, key, position)
    if place is None:
        raise Http404
    return place


def _question(request: HttpRequest, place: queries.Place, refusal: Refusal | None = None) -> HttpResponse:
    last = place.last
    given = queries.response_of(last.response) if last is not None else None
    context: dict[str, Any] = {
        "place": place,
        "total": len(place.set.items),
        "set_title": said(place.set.title, language()),
        "page": asked_page(place.question.asked, given, {name: request.POST.getlist(name) for name in request.POST}),
        "sure": request.POST.get("certainty", ""),
        "certainties": certainties(),
        "hints": [said(words, language()) for words in place.question.hints[: place.hints_shown]],
        "more_hints": len(place.question.hints) - place.hints_shown if place.set.explain and not place.done else 0,
        "hint_cost": round(100 * HINT_COST),
        "tries_left": place.set.tries - len(place.tries),
        "refusal": refusal,
        "next": place.position + 1 if place.position < len(place.set.items) else None,
    }
    if last is not None and place.explain:
        context["explained"] = explained(place.question, given or queries.response_of({}))
        context["percent"] = round(100 * last.score) if last.score is not None else None
        context["first"] = place.tries[0]
    return render(request, "exercises/question.html", context, status=422 if refusal else 200)
