"""Pages of the rotation: set up, plan, change, repair, publish."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gradea.campus.people import queries as people
from gradea.campus.programme import queries, rotation_actions, rotation_queries
from gradea.campus.programme.rotation_chart import chart_of
from gradea.campus.programme.rotation_export import plan_csv, plan_xlsx
from gradea.campus.programme.rotation_forms import PARTS, DayForm
from gradea.campus.programme.rotation_maker import maker
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.policy import policy
from gradea.rotation import minute_of
from gradea.vocabulary import Refusal

USUAL_S = 15
"""What the bar counts to, in seconds: a search takes 5 to 15 s on a loaded machine, measured."""
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@policy("role:organiser")
@require_safe
def rotation(request: HttpRequest) -> HttpResponse:
    """The plan and everything to do with it; before there is one, the set-up and one button."""
    context = rotation_queries.page_of(request.viewer)
    plan = context["plan"]
    context |= _progress(request.viewer.edition)
    context["chart"] = chart_of(plan) if plan else None
    context["choices"] = _choices(request.viewer.edition, plan) if plan else None
    return render(request, "programme/rotation.html", context)


def _progress(edition: str) -> dict[str, Any]:
    seconds = maker.seconds(edition)
    return {
        "working": seconds is not None,
        "failed": maker.failed(edition),
        "seconds": int(seconds or 0),
        "share": min(seconds or 0, USUAL_S),
        "usual": USUAL_S,
    }


def _choices(edition: str, plan: rotation_queries.PlanView) -> dict[str, Any]:
    setup = rotation_queries.setup_of(edition)
    view = rotation_queries.setup_view(setup, rotation_queries.names_in(edition, setup))
    return {
        "people": [(ref, f"{group.name} · {name}") for group in plan.groups for ref, name, _ in group.people],
        "lost": [(row["key"], row["title"]) for row in (*view["places"], *view["stations"])],
        "trainers": [(row["key"], row["title"]) for row in view["trainers"]],
    }


@policy("role:organiser")
@require_safe
def working(request: HttpRequest) -> HttpResponse:
    """How far the search is; when it is done the page is asked for again."""
    progress = _progress(request.viewer.edition)
    if not progress["working"]:
        return _to_plan(request)
    return render(request, "programme/rotation_working.html", progress)


@policy("role:organiser")
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Start the search for groups and a plan."""
    rotation_actions.start_planning(request.viewer.edition, another="another" in request.POST)
    return _to_plan(request)


@policy("role:organiser")
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest) -> HttpResponse:
    """When it is, how large the groups are, and lunch."""
    edition = request.viewer.edition
    days = [(each.date.isoformat(), f"{date_format(each.date)} · {each.title}") for each in queries.days_of(edition)]
    form = DayForm(request.POST or None, setup=rotation_queries.setup_of(edition), days=days)
    if request.method == "POST" and form.is_valid():
        rotation_actions.save_setup(edition, form.changed())
        return _saved(request)
    context = {"form": form, "title": gettext("The day and the groups"), "action": reverse("programme:rotation-day")}
    return render(request, "programme/rotation_form.html", context, status=422 if form.errors else 200)


@policy("role:organiser")
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, kind: str, key: str = "") -> HttpResponse:
    """Add, change or take out a station, a place or a trainer."""
    edition = request.viewer.edition
    setup = rotation_queries.setup_of(edition)
    row = next((each for each in setup.get(kind, ()) if each["key"] == key), None) if kind in PARTS else None
    if kind not in PARTS or (key and row is None):
        raise Http404
    if request.method == "POST" and "remove" in request.POST and row:
        refusal = rotation_actions.remove_part(edition, kind, key)
        return refused(request, refusal, back=reverse("programme:rotation")) if refusal else _saved(request)
    more = {"people": _trainers(edition)} if kind == "trainers" else {}
    form = PARTS[kind](request.POST or None, setup=setup, row=row, **more)
    if request.method == "POST" and form.is_valid():
        rotation_actions.save_part(edition, kind, key, form.cleaned_data)
        return _saved(request)
    titles = {"stations": gettext("Station"), "places": gettext("Place"), "trainers": gettext("Trainer")}
    context = {"form": form, "title": titles[kind], "action": request.path, "removable": row is not None}
    return render(request, "programme/rotation_form.html", context, status=422 if form.errors else 200)


def _trainers(edition: str) -> list[tuple[str, str]]:
    return [(card.ref, card.name) for card in people.people_of(edition, "trainer")]


@policy("role:organiser")
@require_POST
def swap(request: HttpRequest) -> HttpResponse:
    """Let two groups change places at a station, or two people change groups; or take that back."""
    edition, typed = request.viewer.edition, request.POST
    if "undo" in typed:
        rotation_actions.undo(edition)
        return _to_plan(request, "#plan")
    one, other = typed.get("one", ""), typed.get("other", "")
    if "station" in typed:
        refusal = rotation_actions.swap_visits(edition, typed["station"], one, other)
    else:
        refusal = rotation_actions.swap_people(edition, one, other)
    return _answer(request, refusal, "#plan")


@policy("role:organiser")
@require_POST
def repair(request: HttpRequest) -> HttpResponse:
    """Start the search for a plan after somebody fell ill or something was lost; or decide about the one found."""
    edition, typed = request.viewer.edition, request.POST
    if "decide" in typed:
        rotation_actions.decide(edition, keep=typed["decide"] == "keep")
        return _to_plan(request)
    kind, _, key = typed.get("what", "").partition(":")
    starts, ends, now = (typed.get(name, "")[:5] for name in ("starts", "ends", "now"))
    times = [text for text in (starts, ends, now) if text]
    paired = bool(starts) == bool(ends) and starts <= ends
    if kind not in {"ill", "lost", "gone"} or not key or not paired or not all(map(_CLOCK.fullmatch, times)):
        return refused(request, _unclear(), back=reverse("programme:rotation"))
    event = {"kind": kind, "key": key, "span": f"{starts}-{ends}" if starts and kind != "ill" else ""}
    rotation_actions.start_repair(edition, event, minute_of(now) if now else None)
    return _to_plan(request)


def _unclear() -> Refusal:
    return Refusal(
        code="programme.rotation-unclear",
        rule="A repair needs to know what happened.",
        message="What happened is not clear.",
        remedy="Choose who or what; type both times, the later one last, or none for the whole day.",
    )


@policy("role:organiser")
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Show everybody their rotation, or take it back."""
    shown = request.POST.get("published") == "1"
    refusal = rotation_actions.publish(request.viewer.edition, shown=shown)
    if refusal is None:
        done, taken = gettext("Everybody sees their rotation now."), gettext("Nobody sees the rotation now.")
        messages.success(request, done if shown else taken)
    return _answer(request, refusal)


@policy("role:organiser")
@require_POST
def teams(request: HttpRequest) -> HttpResponse:
    """Make the groups the teams of the edition."""
    refusal = rotation_actions.use_as_teams(request.viewer)
    if refusal is not None:
        return _answer(request, refusal)
    messages.success(request, gettext("The groups are the teams now."))
    return go(request, reverse("programme:teams"))


@policy("role:organiser")
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The plan for a spreadsheet, as `csv` or `xlsx`."""
    plan = rotation_queries.page_of(request.viewer)["plan"]
    if plan is None or form not in {"csv", "xlsx"}:
        raise Http404
    raw, kind = (plan_csv(plan), "text/csv; charset=utf-8") if form == "csv" else (plan_xlsx(plan), XLSX)
    response = HttpResponse(raw, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="rotation-{request.viewer.edition}.{form}"'
    return response


def _to_plan(request: HttpRequest, where: str = "") -> HttpResponse:
    return go(request, reverse("programme:rotation") + where)


def _answer(request: HttpRequest, refusal: Refusal | None, where: str = "") -> HttpResponse:
    return refused(request, refusal, back=reverse("programme:rotation")) if refusal else _to_plan(request, where)


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, gettext("Saved. The next plan keeps to it."))
    return _to_plan(request, "#setup")
