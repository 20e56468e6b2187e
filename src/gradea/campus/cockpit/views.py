"""Pages of the cockpit slice. All of it is for trainers: it holds what students must not see."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gradea.campus.cockpit import actions
from gradea.campus.cockpit.board import board_for
from gradea.campus.cockpit.forms import SPEEDS, DemonstrationForm, DisturbForm, SpeedForm, StartForm
from gradea.campus.cockpit.palette import PALETTE
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.navigation import url_or_none
from gradea.campus.shell.policy import policy
from gradea.vocabulary import Refusal

TRAINER = "role:trainer"


@policy(TRAINER)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All teams; `?projector=1` for the wall: dark, large, without names and without anything hidden."""
    projector = request.GET.get("projector") == "1"
    context = _board(request, projector=projector)
    if projector:
        return render(request, "cockpit/projector.html", {**context, "theme": "projector"})
    forms = {
        "start_form": StartForm(),
        "speed_form": SpeedForm(auto_id="speed-%s"),
        "demo_fields": DemonstrationForm.base_fields.items(),
    }
    return render(request, "cockpit/cockpit.html", {**context, **forms})


@policy(TRAINER)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The rows again, after something changed."""
    projector = request.GET.get("projector") == "1"
    part = "cockpit/wall.html" if projector else "cockpit/board.html"
    return render(request, part, _board(request, projector=projector))


@policy(TRAINER)
@require_POST
def start(request: HttpRequest, team: str) -> HttpResponse:
    """Open a run."""
    form = StartForm(request.POST)
    return _done(request, _first_error(form) or actions.start(request.viewer, team, **form.cleaned_data))


@policy(TRAINER)
@require_POST
def pause(request: HttpRequest, team: str) -> HttpResponse:
    """Stop the clock."""
    return _done(request, actions.pause(request.viewer, team))


@policy(TRAINER)
@require_POST
def resume(request: HttpRequest, team: str) -> HttpResponse:
    """Let the clock run on."""
    return _done(request, actions.resume(request.viewer, team))


@policy(TRAINER)
@require_POST
def speed(request: HttpRequest, team: str) -> HttpResponse:
    """Set the speed."""
    form = SpeedForm(request.POST)
    return _done(request, _first_error(form) or actions.set_speed(request.viewer, team, form.cleaned_data["speed"]))


@policy(TRAINER)
@require_POST
def jump(request: HttpRequest, team: str) -> HttpResponse:
    """Jump to the next planned step."""
    return _done(request, actions.jump(request.viewer, team))


@policy(TRAINER)
@require_POST
def disturb(request: HttpRequest, team: str) -> HttpResponse:
    """Plant or repair a fault."""
    form = DisturbForm(request.POST)
    refusal = _first_error(form)
    if refusal is None:
        refusal = actions.disturb(request.viewer, team, form.cleaned_data["kind"], on=form.cleaned_data["on"])
    return _done(request, refusal)


@policy(TRAINER)
@require_POST
def demonstrate(request: HttpRequest, team: str) -> HttpResponse:
    """Let the crew play."""
    form = DemonstrationForm(request.POST)
    return _done(request, _first_error(form) or actions.demonstrate(request.viewer, team, **form.cleaned_data))


@policy(TRAINER)
@require_POST
def end(request: HttpRequest, team: str) -> HttpResponse:
    """End the run and go to its debrief."""
    card = actions.end(request.viewer, team)
    if isinstance(card, Refusal):
        return _done(request, card)
    return go(request, url_or_none("debrief:run", card.ref) or reverse("cockpit:home"))


def _board(request: HttpRequest, *, projector: bool, refusal: Refusal | None = None) -> dict[str, Any]:
    rows = board_for(request.viewer, names=not projector)
    return {
        "rows": rows,
        "open_rows": [row for row in rows if row.open],
        "palette": [] if projector else PALETTE,
        "speeds": SPEEDS,
        "refusal": refusal,
        "projector": projector,
    }


def _done(request: HttpRequest, refusal: Refusal | None) -> HttpResponse:
    """Show the board as it is now; without htmx the whole page."""
    if request.htmx:
        return render(request, "cockpit/board.html", _board(request, projector=False, refusal=refusal))
    if refusal is not None:
        return refused(request, refusal, back=reverse("cockpit:home"))
    return go(request, reverse("cockpit:home"))


def _first_error(form: Form) -> Refusal | None:
    if form.is_valid():
        return None
    field, errors = next(iter(form.errors.items()))
    return Refusal(
        code="cockpit.form",
        rule="",
        message=f"{field.capitalize()}: {errors[0]}",
        remedy="Correct it and send it again.",
    )
