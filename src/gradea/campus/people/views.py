"""Pages of the people slice."""

import time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gradea.campus.people import actions, entering, queries
from gradea.campus.people.badges import qr
from gradea.campus.people.forms import CodeForm, PinForm
from gradea.campus.people.middleware import SEEN, SIGN_IN
from gradea.campus.shell.answers import go, refused, safe_next
from gradea.campus.shell.language import TONGUES, keep_in_browser
from gradea.campus.shell.policy import policy
from gradea.campus.shell.roles import Role
from gradea.campus.shell.speech import said
from gradea.vocabulary import Refusal


@policy("public")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in by the code on the badge."""
    form = CodeForm(request.POST or None)
    onward = safe_next(request, "")
    context = {"form": form, "next": onward, "refusal": None}
    if request.method == "POST" and form.is_valid():
        answer = actions.sign_in_with_code(form.cleaned_data["code"], address=request.META.get("REMOTE_ADDR", ""))
        if not isinstance(answer, Refusal):
            return _signed_in(request, answer, onward)
        context["refusal"] = answer
    failed = request.method == "POST"
    return render(request, "people/enter.html", context, status=422 if failed else 200)


@policy("public")
@require_http_methods(["GET", "HEAD", "POST"])
def enter_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by the QR code on the badge: show for whom, and sign in only when confirmed."""
    if request.method == "POST":
        answer = actions.sign_in_with_link(token)
        return refused(request, answer, status=404) if isinstance(answer, Refusal) else _signed_in(request, answer, "")
    name = entering.link_holder(token)
    return render(request, "people/enter_by_link.html", {"name": name}, status=200 if name else 404)


def _signed_in(request: HttpRequest, answer: entering.SignedIn, onward: str) -> HttpResponse:
    """Start the device afresh: nothing of whoever used it before stays."""
    if request.viewer is not None:
        actions.sign_out(request.viewer.sign_in)
    request.session.flush()
    request.session[SIGN_IN], request.session[SEEN] = answer.sign_in, int(time.time())
    rotate_token(request)
    return go(request, onward or reverse("programme:today")) if answer.has_pin else go(request, reverse("people:pin"))


@policy("public")
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign this device out."""
    if request.viewer is not None:
        actions.sign_out(request.viewer.sign_in)
    request.session.flush()
    response = go(request, reverse("people:enter"))
    response["Clear-Site-Data"] = '"cache"'
    return response


@policy("public")
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language: kept with the person who is signed in, and in this browser for whoever is not."""
    response = go(request, safe_next(request, "/"))
    chosen = request.POST.get("language", "")
    if chosen in TONGUES:
        if request.viewer is not None:
            actions.choose_language(request.viewer.ref, chosen)
        keep_in_browser(response, chosen)
    return response


@policy("person")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("pin", "again", "current")
def pin(request: HttpRequest) -> HttpResponse:
    """Choose or change the PIN for signatures."""
    viewer = request.viewer
    form = PinForm(request.POST or None, has_pin=viewer.has_pin)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        refusal = actions.choose_pin(viewer.ref, data["pin"], current=data.get("current", ""))
        if refusal is None:
            messages.success(request, gettext("Your PIN is set. You will be asked for it whenever you sign."))
            return go(request, reverse("programme:today"))
        form.add_error("current" if refusal.code.startswith("pin.") else "pin", said(str(refusal)))
    return render(request, "people/pin.html", {"form": form}, status=422 if form.errors else 200)


@policy("role:organiser|trainer")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody in the edition; for the organiser with their codes."""
    viewer = request.viewer
    codes = {badge.card.ref: badge.code for badge in queries.badges(viewer)}
    cards = queries.people_of(viewer.edition)
    groups = [
        {
            "title": gettext("Students"),
            "students": True,
            "cards": [card for card in cards if Role.STUDENT in card.roles],
        },
        {
            "title": gettext("Trainers, guests and organisers"),
            "cards": [card for card in cards if Role.STUDENT not in card.roles],
        },
    ]
    context = {"groups": groups, "codes": codes, "changes": queries.access_changes(viewer, 12), "count": len(cards)}
    return render(request, "people/people.html", context)


@policy("role:organiser")
@require_safe
def badge_sheet(request: HttpRequest) -> HttpResponse:
    """Badges to print and cut, each with code and QR code."""
    badges = [
        {"card": badge.card, "code": badge.code, "qr": qr(request.build_absolute_uri(badge.path))}
        for badge in queries.badges(request.viewer)
    ]
    return render(request, "people/badges.html", {"badges": badges, "host": request.get_host()})


@policy("role:organiser")
@require_POST
def new_code(request: HttpRequest, ref: str) -> HttpResponse:
    """Replace a lost badge."""
    refusal = actions.new_code(request.viewer, ref)
    return _back_to_list(request, refusal, gettext("The old badge is void; the list shows the new code."))


@policy("role:organiser|trainer")
@require_POST
def unlock(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a forgotten or locked PIN away."""
    refusal = actions.unlock_pin(request.viewer, ref)
    return _back_to_list(
        request, refusal, gettext("The PIN is gone; the person chooses a new one before the next signature.")
    )


def _back_to_list(request: HttpRequest, refusal: Refusal | None, done: str) -> HttpResponse:
    if refusal is not None:
        return refused(request, refusal, back=reverse("people:people"))
    messages.success(request, done)
    return go(request, reverse("people:people"))
