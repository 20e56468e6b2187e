"""Pages on which an organiser makes, changes and copies an edition."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gradea.campus.people import queries as people
from gradea.campus.programme import editing, queries
from gradea.campus.programme.edit_forms import (
    CopyForm,
    DayForm,
    FactsForm,
    OrganisationForm,
    PlaceForm,
    SessionForm,
    SetUpForm,
)
from gradea.campus.programme.set_up import is_set_up_token
from gradea.campus.shell.answers import go
from gradea.campus.shell.policy import policy


@policy("public")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """The first edition of an empty installation, by the address that the server prints when it starts."""
    if editing.editions() or not is_set_up_token(token):
        raise Http404
    form = SetUpForm(request.POST or None, initial={"seats": 35})
    if request.method == "POST" and form.is_valid():
        ref = editing.new_edition(form.facts(), form.cleaned_data["organiser"])
        return _new_way_in(request, ref)
    return render(request, "programme/set_up.html", {"form": form}, status=422 if form.errors else 200)


def _new_way_in(request: HttpRequest, ref: str) -> HttpResponse:
    code, path = people.way_in(ref)
    return render(request, "programme/new_edition.html", {"code": code, "path": path})


@policy("role:organiser")
@require_safe
def edit(request: HttpRequest) -> HttpResponse:
    """Everything of an edition on one page, each part with its form."""
    edition = queries.edition_for(request.viewer)
    context = {
        "edition": edition,
        "days": queries.days_of(edition.code),
        "organisations": queries.organisations_of(edition.code),
        "rooms": queries.places_of(edition.code),
        "facts_form": FactsForm(initial=vars_of(edition)),
        "place_form": PlaceForm(),
        "organisation_form": OrganisationForm(),
        "copy_form": CopyForm(initial={"starts_on": edition.starts_on + dt.timedelta(days=364)}),
    }
    return render(request, "programme/edit.html", context)


def vars_of(edition: queries.EditionCard) -> dict[str, object]:
    """Return the facts of an edition by the names of the form."""
    return {name: getattr(edition, name) for name in FactsForm.base_fields}


@policy("role:organiser")
@require_POST
def save_facts(request: HttpRequest) -> HttpResponse:
    """Change what the edition is."""
    form = FactsForm(request.POST)
    if not form.is_valid():
        return _again(request, form, gettext("The edition"), "programme:save-facts")
    editing.save_facts(request.viewer.edition, form.facts())
    return _saved(request)


@policy("role:organiser")
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Show the edition to everybody, or take it back."""
    published = request.POST.get("published") == "1"
    editing.publish(request.viewer.edition, published)
    shown, hidden = gettext("Everybody can read the programme now."), gettext("Only people of this edition see it now.")
    messages.success(request, shown if published else hidden)
    return go(request, reverse("programme:edit"))


@policy("role:organiser")
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, date: str) -> HttpResponse:
    """Change what a day is called."""
    plan = next((each for each in queries.days_of(request.viewer.edition) if each.date.isoformat() == date), None)
    if plan is None:
        raise Http404
    initial = {"title": plan.title, "about": plan.about, "practical": plan.practical}
    form = DayForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        editing.save_day(request.viewer.edition, plan.date, **form.cleaned_data)
        return _saved(request)
    return _again(request, form, gettext("Day %(number)s") % {"number": plan.number}, "programme:day", date)


@policy("role:organiser")
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, date: str, key: str = "") -> HttpResponse:
    """Add a session to a day, or change one."""
    edition = request.viewer.edition
    plan = next((each for each in queries.days_of(edition) if each.date.isoformat() == date), None)
    line = next((each for each in plan.sessions if each.key == key), None) if plan and key else None
    if plan is None or (key and line is None):
        raise Http404
    places = [(place.key, place.name) for place in queries.places_of(edition)]
    form = SessionForm(request.POST or None, places=places, initial=_initial(line, plan))
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = editing.save_session(edition, plan.date, form.facts(), key)
        if refusal is None:
            return _saved(request, f"#day-{plan.number}")
    context = {"form": form, "day": plan, "line": line, "refusal": refusal}
    wrong = form.errors or refusal
    return render(request, "programme/session_form.html", context, status=422 if wrong else 200)


def _initial(line: queries.SessionLine | None, plan: queries.DayPlan) -> dict[str, object]:
    if line is None:
        starts = plan.sessions[-1].ends if plan.sessions else dt.time(9)
        return {"starts": starts, "ends": (dt.datetime.combine(plan.date, starts) + dt.timedelta(hours=1)).time()}
    return {
        "kind": line.kind.value, "title": line.title, "starts": line.starts, "ends": line.ends, "place": line.place_key,
        "about": line.about, "stations": "\n".join(line.stations),
    }  # fmt: skip


@policy("role:organiser")
@require_POST
def remove_session(request: HttpRequest, key: str) -> HttpResponse:
    """Take a session out."""
    editing.remove_session(request.viewer.edition, key)
    return _saved(request)


@policy("role:organiser")
@require_POST
def place(request: HttpRequest) -> HttpResponse:
    """Add a place."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _again(request, form, gettext("Place"), "programme:place")
    editing.save_place(request.viewer.edition, **form.cleaned_data)
    return _saved(request, "#places")


@policy("role:organiser")
@require_POST
def organisation(request: HttpRequest) -> HttpResponse:
    """Add an organisation, or take it out."""
    if "remove" in request.POST:
        name, kind = request.POST.get("name", ""), request.POST.get("kind", "")
        editing.remove_organisation(request.viewer.edition, name, kind)
        return _saved(request, "#partners")
    form = OrganisationForm(request.POST)
    if not form.is_valid():
        return _again(request, form, gettext("Organisation"), "programme:organisation")
    editing.save_organisation(request.viewer.edition, **form.cleaned_data)
    return _saved(request, "#partners")


@policy("role:organiser")
@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """Copy this edition to other dates."""
    form = CopyForm(request.POST)
    if not form.is_valid():
        return _again(request, form, gettext("The next edition"), "programme:copy")
    return _new_way_in(request, editing.copy_edition(request.viewer, form.cleaned_data["starts_on"]))


def _saved(request: HttpRequest, part: str = "") -> HttpResponse:
    messages.success(request, gettext("Saved."))
    return go(request, reverse("programme:edit") + part)


def _again(request: HttpRequest, form, title: str, url_name: str, *args: str) -> HttpResponse:
    context = {"form": form, "title": title, "action": reverse(url_name, args=args)}
    return render(request, "programme/one_form.html", context, status=422 if form.errors else 200)
