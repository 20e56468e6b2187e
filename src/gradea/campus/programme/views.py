"""Pages of the programme slice."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from gradea.campus.programme import calendar_token, queries, rotation_queries
from gradea.campus.programme.calendar import event_data
from gradea.campus.programme.spoken import spoken_days, spoken_edition, spoken_organisations
from gradea.campus.shell.navigation import places_for
from gradea.campus.shell.policy import policy


@policy("public")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front door: a signed-in person's day, for everybody else the programme."""
    return redirect("programme:today") if request.viewer else redirect("programme:programme")


@policy("public")
@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """The edition as a conference page."""
    edition = queries.edition_for(request.viewer)
    if edition is None:
        return render(request, "programme/no_edition.html")
    days = spoken_days(edition, queries.days_of(edition.code))
    context = {
        "edition": spoken_edition(edition),
        "days": days,
        "organisations": spoken_organisations(edition, queries.organisations_of(edition.code)),
        "event_data": event_data(edition, days, request.build_absolute_uri(reverse("programme:programme"))),
        "inferred": any(not line.on_record for day in days for line in day.sessions),
    }
    return render(request, "programme/programme.html", context)


@policy("person")
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """A person's first page: what they do here, their team, their day."""
    viewer = request.viewer
    edition = queries.edition_for(viewer)
    days = spoken_days(edition, queries.days_of(edition.code)) if edition else []
    date = timezone.localdate()
    day = _asked_day(request, days) or queries.day_to_show(days, date)
    team = queries.team_of(viewer)
    doors = sorted((place for place in places_for(viewer) if place.door), key=lambda place: not place.first)
    context = {
        "edition": edition,
        "day": day,
        "day_tabs": [
            {
                "url": f"?day={plan.number}#day",
                "words": f"{date_format(plan.date, 'D')} · {plan.title}",
                "here": plan is day,
            }
            for plan in days
        ],
        "running": any(plan.date == date for plan in days),
        "over": bool(days) and date > days[-1].date,
        "team": team,
        "seat": team.seat_of(viewer.ref) if team else None,
        "main_door": doors[0] if doors else None,
        "doors": doors[1:],
        "own": rotation_queries.own_rotation(viewer),
        "own_calendar": _own_calendar(request),
    }
    return render(request, "programme/today.html", context)


def _own_calendar(request: HttpRequest) -> str:
    viewer = request.viewer
    token = calendar_token.token_of(viewer.edition, viewer.ref)
    return request.build_absolute_uri(reverse("programme:own-calendar", args=[viewer.edition, token]))


def _asked_day(request: HttpRequest, days: list[queries.DayPlan]) -> queries.DayPlan | None:
    asked = request.GET.get("day")
    if asked is None:
        return None
    for plan in days:
        if str(plan.number) == asked:
            return plan
    raise Http404


@policy("role:trainer|organiser")
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """All teams with their seats."""
    return render(request, "programme/teams.html", {"teams": queries.visible_teams(request.viewer)})
