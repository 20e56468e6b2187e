"""Pages of the certificates slice."""

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from gradea.campus.certificates import actions, printing, queries
from gradea.campus.certificates.forms import CriteriaForm
from gradea.campus.programme import queries as programme
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.policy import policy
from gradea.campus.shell.roles import Role
from gradea.credential import bake_png
from gradea.credential.picture import badge_png
from gradea.vocabulary import Refusal

COMMAND = "gradea credential verify certificate.json --status list.json --trust"


@policy("person")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """For the organiser everybody, with what they met; for everybody else their own."""
    viewer = request.viewer
    if not viewer.has(Role.ORGANISER):
        trains = viewer.has(Role.TRAINER)
        return render(request, "certificates/own.html", {"own": queries.own(viewer), "trains": trains})
    asked = queries.criteria_of(viewer.edition)
    facts = {name: getattr(asked, name) for name in CriteriaForm.base_fields}
    context = {"candidates": queries.candidates(viewer), "form": CriteriaForm(initial=facts)}
    return render(request, "certificates/all.html", context)


@policy("role:organiser")
@require_POST
def criteria(request: HttpRequest) -> HttpResponse:
    """Say what the edition asks."""
    form = CriteriaForm(request.POST)
    if not form.is_valid():
        context = {"candidates": queries.candidates(request.viewer), "form": form}
        return render(request, "certificates/all.html", context, status=422)
    refusal = actions.set_criteria(request.viewer, **form.cleaned_data)
    if refusal:
        return refused(request, refusal, back=reverse("certificates:home"))
    messages.success(request, gettext("Kept."))
    return go(request, reverse("certificates:home"))


@policy("role:organiser")
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """Issue to those who are ticked."""
    url = request.build_absolute_uri(reverse("certificates:status", args=[request.viewer.edition]))
    done = actions.issue_to(request.viewer, set(request.POST.getlist("ref")), url)
    if isinstance(done, Refusal):
        return refused(request, done, back=reverse("certificates:home"))
    words = ngettext("%(count)d certificate issued.", "%(count)d certificates issued.", done) % {"count": done}
    messages.success(request, words)
    return go(request, reverse("certificates:home"))


@policy("role:organiser")
@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    """Revoke one."""
    refusal = actions.revoke(request.viewer, key)
    if refusal:
        return refused(request, refusal, back=reverse("certificates:home"))
    messages.success(request, gettext("Revoked. Its page says so from now on."))
    return go(request, reverse("certificates:home"))


@policy("role:organiser|trainer")
@require_safe
def ceremony(request: HttpRequest) -> HttpResponse:
    """Name by name, on the projector."""
    shown = queries.to_hand_out(request.viewer)
    asked = request.GET.get("number", "0")
    number = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
    if number > len(shown):
        raise Http404
    context = {
        "edition": programme.edition_for(request.viewer),
        "count": len(shown),
        "number": number,
        "one": shown[number - 1] if number else None,
        "before": number - 1 if number else None,
        "after": number + 1 if number < len(shown) else None,
    }
    return render(request, "certificates/ceremony.html", context)


@policy("role:organiser")
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """All certificates in force as one PDF."""
    shown = queries.to_hand_out(request.viewer)
    edition = programme.edition_for(request.viewer)
    if not shown or edition is None:
        raise Http404
    return _file(printing.printed(edition, shown, _address(request)), "application/pdf", "certificates.pdf")


@policy("public")
@require_safe
def verify(request: HttpRequest, key: str) -> HttpResponse:
    """What a certificate says, and whether it is good, for whoever holds its address."""
    shown = queries.shown(key)
    command = f"{COMMAND} {shown.credential['issuer']['id']}" if shown else ""
    context = {"shown": shown, "command": command}
    return render(request, "certificates/verify.html", context, status=200 if shown else 404)


@policy("public")
@require_safe
def credential(_request: HttpRequest, key: str) -> HttpResponse:
    """The credential as a file, to verify anywhere."""
    text = json.dumps(_shown(key).credential, indent=2, ensure_ascii=False)
    return _file(text.encode(), "application/vc+ld+json", "certificate.json")


@policy("public")
@require_safe
def badge(_request: HttpRequest, key: str) -> HttpResponse:
    """The badge as a picture with the credential in it."""
    said = _shown(key).credential
    picture = badge_png(said["name"], said["issuer"]["name"], said["validFrom"][:4])
    return _file(bake_png(picture, said), "image/png", "badge.png")


@policy("public")
@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """The certificate to print; not of one that is no longer good."""
    shown = _shown(key)
    edition = programme.edition_by_code(shown.edition)
    if edition is None or not shown.good:
        raise Http404
    return _file(printing.printed(edition, [shown], _address(request)), "application/pdf", "certificate.pdf")


@policy("public")
@require_safe
def status(request: HttpRequest, edition: str) -> HttpResponse:
    """The signed list of revoked certificates of an edition; it names nobody."""
    listed = queries.listed(edition, request.build_absolute_uri(reverse("certificates:status", args=[edition])))
    return HttpResponse(json.dumps(listed), content_type="application/vc+ld+json")


def _shown(key: str) -> queries.Shown:
    shown = queries.shown(key)
    if shown is None:
        raise Http404
    return shown


def _address(request: HttpRequest):
    return lambda key: request.build_absolute_uri(reverse("certificates:verify", args=[key]))


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
