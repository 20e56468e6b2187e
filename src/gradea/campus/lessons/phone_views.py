"""Pages of a phone in the room. No account: a code, and a random sign in a cookie."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gradea.campus.lessons import actions, queries
from gradea.campus.lessons.forms import answer_in, whole_number
from gradea.campus.lessons.phone import keep, number_of, sign_of
from gradea.campus.lessons.showing import answer_words, slide_page, solution
from gradea.campus.shell.answers import go
from gradea.campus.shell.policy import policy
from gradea.campus.shell.speech import language
from gradea.exercise import said
from gradea.vocabulary import Refusal

SPREAD_MS = 1500
"""Over how long phones spread when the lecturer moves on, so that a thousand do not ask at once (design choice)."""


@policy("public")
@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on the wall."""
    code = "".join(sign for sign in request.GET.get("code", "") if sign.isalnum())[:8].upper()
    if not code:
        return render(request, "lessons/join.html", {})
    if queries.state_of(code) is None:
        return render(request, "lessons/join.html", {"code": code, "refusal": _unknown(code)}, status=404)
    return go(request, reverse("lessons:phone", args=[code]))


@policy("public")
@require_safe
def phone(request: HttpRequest, code: str) -> HttpResponse:
    """What a phone shows now; `?part=1` for what changes, `?at=3` at its own pace."""
    state, sign = _state(request, code), sign_of(request)
    template = "lessons/phone_part.html" if request.GET.get("part") == "1" else "lessons/phone.html"
    return keep(render(request, template, _page(state, sign)), sign)


@policy("public")
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Take an answer to the question of now."""
    state, sign = _state(request, code), sign_of(request)
    refusal: Refusal | None = _MOVED
    slide = state.slide
    if slide is not None and slide.question is not None and slide.key == request.POST.get("slide", ""):
        given = answer_in(request, slide.question)
        refusal = (
            given
            if isinstance(given, Refusal)
            else actions.answer(state, number_of(sign, state.id), given[0], given[1])
        )
    return _shown(request, state, sign, refusal)


@policy("public")
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Put a question into the queue."""
    state, sign = _state(request, code), sign_of(request)
    refusal = actions.ask(state, number_of(sign, state.id), request.POST.get("text", ""))
    return _shown(request, state, sign, refusal)


@policy("public")
@require_POST
def vote(request: HttpRequest, code: str, question: int) -> HttpResponse:
    """Want a question answered too, or not any more."""
    state, sign = _state(request, code), sign_of(request)
    return _shown(request, state, sign, actions.vote(state, number_of(sign, state.id), question))


def _state(request: HttpRequest, code: str) -> queries.RunState:
    """Return the state for this phone: where the lecturer is, or where the phone itself went at its own pace."""
    state = queries.state_of(code)
    if state is None:
        raise Http404
    asked = request.POST.get("at") or request.GET.get("at") or ""
    if state.free and asked:
        return queries.state_of(code, whole_number(asked, state.position)) or state
    return state


def _page(state: queries.RunState, sign: str) -> dict[str, Any]:
    number, slide = number_of(sign, state.id), state.slide
    question = slide.question if slide is not None else None
    given = queries.own_answer(state.id, slide.key, number) if slide is not None and question is not None else None
    context: dict[str, Any] = {
        "state": state,
        "title": state.title,
        "page": slide_page(slide),
        "asked": queries.asked_in(state.id, number),
        "before": max(0, state.position - 1),
        "after": min(state.last, state.position + 1),
        "spread_ms": int(number[:4], 16) % SPREAD_MS,
    }
    if question is not None and given is not None:
        context["given"] = given
        context["given_words"] = answer_words(question, given.chosen)
    if question is not None and state.shown:
        context["solution"] = solution(question)
        context["why"] = said(question.why, language()) if question.why else ""
    return context


def _shown(request: HttpRequest, state: queries.RunState, sign: str, refusal: Refusal | None) -> HttpResponse:
    if refusal is None and not request.htmx:
        own = f"?at={state.position}" if state.free else ""
        return keep(go(request, reverse("lessons:phone", args=[state.code]) + own), sign)
    template = "lessons/phone_part.html" if request.htmx else "lessons/phone.html"
    kept = {name: request.POST.getlist(name) for name in ("choice", "text", "number", "unit")} if refusal else {}
    context = {**_page(state, sign), "refusal": refusal, "kept": kept, "again": refusal is not None}
    return keep(render(request, template, context, status=422 if refusal else 200), sign)


def _unknown(code: str) -> Refusal:
    return Refusal(
        code="lessons.code",
        rule="A phone comes in with the code on the wall.",
        message=f"There is no lesson with the code {code}.",
        remedy="Read it again: five signs, no zero and no letter O.",
    )


_MOVED = Refusal(
    code="lessons.moved",
    rule="An answer belongs to the question on the wall.",
    message="The lecturer has moved on; this answer was not kept.",
    remedy="Answer the question you see now.",
)
