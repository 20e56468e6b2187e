"""Pages of the lessons for who teaches: the list, a lesson, the wall, the desk, the results."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gradea.campus.lessons import actions, live, queries
from gradea.campus.lessons.forms import whole_number
from gradea.campus.lessons.showing import join_address, results_page, slide_page
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.policy import policy
from gradea.campus.shell.speech import language
from gradea.content.lessons import lessons
from gradea.exercise import said
from gradea.vocabulary import Refusal

TEACHES = "role:trainer|organiser"


@policy(TEACHES)
@require_safe
def one_lesson(request: HttpRequest, key: str) -> HttpResponse:
    """A lesson with its notes, to prepare; and the times it was given."""
    lesson = lessons().get(key)
    if lesson is None:
        raise Http404
    context = {
        "lesson": lesson,
        "title": said(lesson.title, language()),
        "about": said(lesson.about, language()),
        "slides": [slide_page(slide, 2) for slide in lesson.slides],
        "runs": queries.runs_of(request.viewer, key),
    }
    return render(request, "lessons/lesson.html", context)


@policy(TEACHES)
@require_POST
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Begin a run and put its code on the wall."""
    code = actions.start(request.viewer, key)
    if isinstance(code, Refusal):
        return refused(request, code, back=reverse("lessons:home"))
    return go(request, reverse("lessons:wall", args=[code]))


@policy(TEACHES)
@require_safe
def wall(request: HttpRequest, code: str) -> HttpResponse:
    """The projector view: dark, large; `?part=1` for what changes."""
    part = request.GET.get("part") == "1"
    template = "lessons/wall_part.html" if part else "lessons/wall.html"
    return render(request, template, {**_led(request, code), "theme": "projector", "screen": "wall"})


@policy(TEACHES)
@require_safe
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """The view of the lecturer: notes, what comes, questions of the room."""
    part = request.GET.get("part") == "1"
    return render(
        request, "lessons/desk_part.html" if part else "lessons/desk.html", {**_led(request, code), "screen": "desk"}
    )


@policy(TEACHES)
@require_POST
def lead(request: HttpRequest, code: str) -> HttpResponse:
    """Lead a run: `do` is go, show, timer, follow, free, end, answered, hide or hide-answer."""
    do, viewer = request.POST.get("do", ""), request.viewer
    number = whole_number(request.POST.get("number", ""), 0)
    if do == "go":
        refusal = actions.go(viewer, code, number)
    elif do == "show":
        refusal = actions.show(viewer, code)
    elif do == "timer":
        refusal = actions.start_timer(viewer, code, number)
    elif do in {"free", "follow"}:
        refusal = actions.set_pace(viewer, code, free=do == "free")
    elif do in {"answered", "hide"}:
        refusal = actions.settle(viewer, code, number, hide=do == "hide")
    elif do == "hide-answer":
        refusal = actions.hide_answer(viewer, code, request.POST.get("slide", ""), request.POST.get("chosen", ""))
    else:
        refusal = actions.end(viewer, code)
        if refusal is None:
            return go(request, reverse("lessons:results", args=[code]))
    if refusal is not None:
        return refused(request, refusal, back=reverse("lessons:home"))
    screen = "wall" if request.POST.get("screen") == "wall" else "desk"
    if not request.htmx:
        return go(request, reverse(f"lessons:{screen}", args=[code]))
    return render(request, f"lessons/{screen}_part.html", {**_led(request, code), "screen": screen})


@policy(TEACHES)
@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    """What a room answered and asked in one run."""
    state = _state(request, code)
    questions = [
        {"page": slide_page(slide, 2), "found": results_page(state, slide, hidden=True)}
        for slide in state.lesson.slides
        if slide.question is not None
    ]
    context = {
        "state": state,
        "title": state.title,
        "questions": questions,
        "asked": queries.asked_in(state.id, limit=200),
    }
    return render(request, "lessons/results.html", context)


def _state(request: HttpRequest, code: str) -> queries.RunState:
    state = queries.state_for(request.viewer, code)
    if state is None:
        raise Http404
    return state


def _led(request: HttpRequest, code: str) -> dict[str, Any]:
    state = _state(request, code)
    slide = state.slide
    asks = slide is not None and slide.question is not None
    slides = state.lesson.slides
    return {
        "state": state,
        "title": state.title,
        "page": slide_page(slide),
        "next": slide_page(slides[state.position], 2) if state.position < len(slides) else {},
        "before": max(0, state.position - 1),
        "after": min(state.last, state.position + 1),
        "found": results_page(state, slide) if slide is not None and asks and state.shown else {},
        "answered": queries.answered(state.id, slide.key) if slide is not None and asks else 0,
        "asked": queries.asked_in(state.id),
        "phones": live.phones(state.code),
        "join": join_address(request, state.code),
    }
