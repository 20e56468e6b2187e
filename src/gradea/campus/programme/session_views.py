"""Pages around one session, and the programme for calendars."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gradea.campus.people.badges import qr
from gradea.campus.programme import attendance, calendar_token, queries, rotation_queries
from gradea.campus.programme.calendar import calendar_of
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.policy import policy


@policy("public")
@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The programme of a published edition as a calendar that can be subscribed to."""
    edition = queries.edition_by_code(code)
    if edition is None or not edition.published:
        raise Http404
    raw = calendar_of(edition, queries.days_of(code), request.get_host(), timezone.now())
    response = HttpResponse(raw, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{code}.ics"'
    return response


@policy("public")
@require_safe
def own_calendar(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """A person's calendar: the programme and their own rotation. Whoever has the address may read it, a calendar program too."""
    edition, ref = queries.edition_by_code(code), calendar_token.ref_of(code, token)
    if edition is None or ref is None:
        raise Http404
    own = rotation_queries.own_rotation_of(code, ref)
    raw = calendar_of(edition, queries.days_of(code), request.get_host(), timezone.now(), own)
    return HttpResponse(raw, content_type="text/calendar; charset=utf-8")


@policy("role:trainer|organiser")
@require_safe
def register(request: HttpRequest, key: str) -> HttpResponse:
    """Who is at a session: the code to scan, who is there, who is not."""
    found = attendance.session_file(request.viewer.edition, key)
    if found is None:
        raise Http404
    token = attendance.check_in_token(request.viewer.edition, key)
    address = request.build_absolute_uri(reverse("programme:check-in", args=[key, token]))
    return render(request, "programme/register.html", {"session": found, "qr": qr(address), "address": address})


@policy("role:trainer|organiser")
@require_POST
def check_in_person(request: HttpRequest, key: str) -> HttpResponse:
    """Check somebody in by hand."""
    refusal = attendance.check_in_person(request.viewer, key, request.POST.get("ref", ""))
    back = reverse("programme:register", args=[key])
    return refused(request, refusal, back=back) if refusal else go(request, back)


@policy("person")
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """What the code on the screen leads to: one button. A phone that was offline sends when it scanned."""
    found = attendance.session_file(request.viewer.edition, key)
    if request.method != "POST":
        return render(
            request, "programme/check_in.html", {"session": found, "done": False}, status=200 if found else 404
        )
    refusal = attendance.check_in(request.viewer, key, token, _scanned_at(request))
    if refusal is not None:
        return refused(request, refusal)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"checked_in": key})
    return render(request, "programme/check_in.html", {"session": found, "done": True})


def _scanned_at(request: HttpRequest) -> dt.datetime | None:
    typed = request.POST.get("scanned_at", "")
    try:
        return parse_datetime(typed) if typed else None
    except ValueError:
        return None


@policy("role:trainer|organiser")
@require_safe
def attendance_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The list of who was there, as a PDF."""
    from gradea.campus.programme.attendance_list import attendance_list  # noqa: PLC0415  # typst only where it is needed

    found = attendance.session_file(request.viewer.edition, key)
    if found is None:
        raise Http404
    edition = queries.edition_for(request.viewer)
    response = HttpResponse(attendance_list(edition.title, found, request.viewer.name), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="attendance-{key}.pdf"'
    return response
