"""A person's own page: what they agree to, what is held about them, where they are signed in."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gradea.campus.people import actions, consents, export
from gradea.campus.people.consents import ConsentKind
from gradea.campus.shell.answers import go
from gradea.campus.shell.policy import policy


@policy("person")
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Consents, and everything held about this person."""
    return render(request, "people/own.html", {"consents": consents.consents_of(request.viewer.ref)})


@policy("person")
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Keep exactly the consents that were ticked."""
    known = {kind.value for kind in ConsentKind}
    consents.consent(request.viewer.ref, {ConsentKind(kind) for kind in request.POST.getlist("kind") if kind in known})
    messages.success(request, gettext("Kept. You can change it any day."))
    return go(request, reverse("people:own"))


@policy("person")
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """Everything held about this person, as a file."""
    text = json.dumps(export.export_of(request.viewer.ref), ensure_ascii=False, indent=1)
    response = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@policy("person")
@require_POST
def leave_everywhere(request: HttpRequest) -> HttpResponse:
    """Sign all devices of this person out."""
    actions.sign_out_everywhere(request.viewer.ref)
    request.session.flush()
    return go(request, reverse("people:enter"))
