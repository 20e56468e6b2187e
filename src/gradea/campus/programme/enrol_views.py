"""Pages on which people come into an edition: a list, links, the waiting list, seats per school."""

import json

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gradea.campus.people import actions as people
from gradea.campus.people import enrolling
from gradea.campus.people.badges import qr
from gradea.campus.people.consents import ConsentKind
from gradea.campus.people.forms import InstitutionForm, JoinForm, RosterForm
from gradea.campus.people.roster import RosterRow, read_roster, slug
from gradea.campus.programme import queries
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.policy import policy
from gradea.campus.shell.roles import Role
from gradea.vocabulary import Refusal

_SALT = "gradea.roster"
_SHOWN = 50


@policy("role:organiser")
@require_safe
def enrolment(request: HttpRequest) -> HttpResponse:
    """Seats, links, the waiting list, and the door for a list."""
    edition = queries.edition_for(request.viewer)
    links = [
        {"line": line, "url": _join_url(request, line.token), "qr": _link_qr(request, line.token)}
        for line in enrolling.open_links(edition.code)
    ]
    lines = enrolling.seat_lines(edition.code)
    context = {
        "edition": edition,
        "lines": lines,
        "taken": enrolling.students_in(edition.code),
        "links": links,
        "waiting": enrolling.waiting(edition.code),
        "institution_form": InstitutionForm(),
        "roster_form": RosterForm(),
    }
    return render(request, "programme/enrolment.html", context)


def _join_url(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("programme:join", args=[token]))


def _link_qr(request: HttpRequest, token: str) -> SafeString:
    return qr(_join_url(request, token))


@policy("role:organiser")
@require_POST
def institution(request: HttpRequest) -> HttpResponse:
    """Add a school or change its seats."""
    form = InstitutionForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "title": gettext("School"), "action": reverse("programme:institution")}
        return render(request, "programme/one_form.html", context, status=422)
    data = form.cleaned_data
    code = slug(data["short"])
    people.save_institution(code, name=data["name"], short=data["short"])
    enrolling.allot(request.viewer.edition, code, data["seats"])
    messages.success(request, gettext("Saved."))
    return go(request, reverse("programme:enrolment"))


@policy("role:organiser")
@require_POST
def link(request: HttpRequest) -> HttpResponse:
    """Open a link, or close one."""
    if "close" in request.POST:
        enrolling.close_link(request.viewer.edition, request.POST["close"])
    else:
        school = request.POST.get("institution", "")
        known = {line.code for line in enrolling.seat_lines(request.viewer.edition)}
        enrolling.open_link(request.viewer.edition, school if school in known else "")
    return go(request, reverse("programme:enrolment") + "#links")


@policy("role:organiser")
@require_POST
def offer(request: HttpRequest) -> HttpResponse:
    """Give people of the waiting list a seat."""
    done = sum(enrolling.offer_seat(request.viewer.edition, token) for token in request.POST.getlist("token"))
    words = ngettext("%(n)s person has a seat now.", "%(n)s people have a seat now.", done) % {"n": done}
    messages.success(request, words)
    return go(request, reverse("programme:enrolment") + "#waiting")


@policy("role:organiser")
@require_POST
def roster(request: HttpRequest) -> HttpResponse:
    """Read a list and show what it would do; a second post brings it in."""
    if "signed" in request.POST:
        return _bring_in(request)
    form = RosterForm(request.POST, request.FILES)
    if not form.is_valid():
        context = {
            "form": form,
            "title": gettext("List of people"),
            "action": reverse("programme:roster"),
            "file": True,
        }
        return render(request, "programme/one_form.html", context, status=422)
    file = form.cleaned_data["file"]
    rows, problems = read_roster(file.name, file.read())
    plan = enrolling.plan_roster(request.viewer.edition, rows, problems)
    signed = "" if plan.problems else signing.dumps(_packed(rows), salt=_SALT, compress=True)
    context = {"plan": plan, "signed": signed, "file": file.name, "shown": _SHOWN, "new": plan.new[:_SHOWN]}
    return render(request, "programme/roster.html", context, status=422 if plan.problems else 200)


def _packed(rows: list[RosterRow]) -> str:
    return json.dumps([[row.line, row.key, row.name, row.institution, row.role.value] for row in rows])


def _bring_in(request: HttpRequest) -> HttpResponse:
    try:
        packed = json.loads(signing.loads(request.POST["signed"], salt=_SALT, max_age=3600))
    except signing.BadSignature:
        refusal = Refusal(
            code="people.list-too-old",
            rule="A list is brought in within the hour, as it was shown.",
            message="This list was looked at too long ago, or was changed on the way.",
            remedy="Choose the file once more.",
        )
        return refused(request, refusal, back=reverse("programme:enrolment"))
    rows = [
        RosterRow(line=line, key=key, name=name, institution=school, role=Role(role))
        for line, key, name, school, role in packed
    ]
    count = enrolling.bring_in(request.viewer, rows)
    words = ngettext("%(n)s person is in the edition.", "%(n)s people are in the edition.", count) % {"n": count}
    messages.success(request, words)
    return go(request, reverse("people:people"))


@policy("public")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Enrol oneself by a link."""
    invitation = enrolling.invitation(token)
    edition = queries.edition_by_code(invitation.edition) if invitation else None
    if edition is None:
        return render(request, "programme/join_closed.html", status=404)
    schools = (
        None if invitation.institution else [(line.code, line.name) for line in enrolling.seat_lines(edition.code)]
    )
    choices = [(kind.value, kind.words) for kind in ConsentKind]
    form = JoinForm(request.POST or None, schools=schools, consents=choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        consents = frozenset(ConsentKind(kind) for kind in data["consents"])
        wish = enrolling.Wish(name=data["name"], institution=data.get("institution", ""), consents=consents)
        answer = enrolling.join(token, wish, edition.seats)
        if isinstance(answer, Refusal):
            return refused(request, answer)
        if answer.waiting:
            return go(request, reverse("programme:standing", args=[answer.waiting]))
        return render(request, "programme/joined.html", {"code": answer.code, "edition": edition})
    context = {"form": form, "edition": edition, "institution": invitation.institution}
    return render(request, "programme/join.html", context, status=422 if form.errors else 200)


@policy("public")
@require_http_methods(["GET", "HEAD", "POST"])
def standing(request: HttpRequest, token: str) -> HttpResponse:
    """Where somebody of the waiting list stands; they may leave it here."""
    if request.method == "POST":
        enrolling.withdraw(token)
    found = enrolling.standing(token)
    if found is None and request.method != "POST":
        raise Http404
    return render(request, "programme/standing.html", {"standing": found})
