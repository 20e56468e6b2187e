"""Pages of the careers slice for the organiser: employers, their contacts, talks, and the speed meetings."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from gradea.campus.careers import actions, meeting, queries
from gradea.campus.careers.forms import EmployerForm, TalkForm, TimetableForm
from gradea.campus.programme import queries as programme
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.policy import policy
from gradea.vocabulary import Refusal


@policy("role:organiser")
@require_safe
def arrange(request: HttpRequest) -> HttpResponse:
    """Employers, talks, meetings."""
    return _page(request)


@policy("role:organiser")
@require_POST
def employer(request: HttpRequest) -> HttpResponse:
    """Add an employer and its contact."""
    form = EmployerForm(request.POST)
    if not form.is_valid():
        return _page(request, employer_form=form)
    refusal = actions.add_employer(request.viewer, form.cleaned_data["name"], form.cleaned_data["contact"])
    return _done(request, refusal, gettext("Kept. Give the contact person their code."))


@policy("role:organiser")
@require_POST
def talk(request: HttpRequest) -> HttpResponse:
    """Add a talk."""
    form = _talk_form(request, request.POST)
    if not form.is_valid():
        return _page(request, talk_form=form)
    return _done(request, actions.add_talk(request.viewer, **form.cleaned_data), gettext("Kept."))


@policy("role:organiser")
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make the timetable."""
    form = TimetableForm(request.POST)
    if not form.is_valid():
        return _page(request, timetable_form=form)
    facts = form.cleaned_data
    starts = timezone.make_aware(dt.datetime.combine(facts["date"], facts["starts"]))
    made = meeting.make_timetable(
        request.viewer, meeting.Turns(starts=starts, minutes=facts["minutes"], count=facts["turns"])
    )
    if isinstance(made, Refusal):
        return _done(request, made, "")
    messages.success(request, ngettext("%(count)d meeting.", "%(count)d meetings.", made) % {"count": made})
    return go(request, reverse("careers:timetable"))


def _talk_form(request: HttpRequest, data: dict | None = None) -> TalkForm:
    employers = [(line.key, line.name) for line in queries.contacts(request.viewer)]
    sessions = [
        (key, f"{date:%d-%m} {starts:%H:%M} {title}")
        for key, (date, starts, _place, title) in queries.employer_sessions(request.viewer.edition).items()
    ]
    return TalkForm(data, employers=employers, sessions=sessions)


def _page(request: HttpRequest, **wrong: forms.Form) -> HttpResponse:
    edition = programme.edition_for(request.viewer)
    context = {
        "contacts": queries.contacts(request.viewer),
        "employer_form": EmployerForm(),
        "talk_form": _talk_form(request),
        "timetable_form": TimetableForm(initial={"date": edition.ends_on if edition else None, "starts": "16:30"}),
        **wrong,
    }
    return render(request, "careers/arrange.html", context, status=422 if wrong else 200)


def _done(request: HttpRequest, refusal: Refusal | None, words: str) -> HttpResponse:
    if refusal is not None:
        return refused(request, refusal, back=reverse("careers:arrange"))
    messages.success(request, words)
    return go(request, reverse("careers:arrange"))
