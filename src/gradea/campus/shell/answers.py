"""Answers that every slice gives in the same way: a page or its part, a refusal, a redirect that htmx follows too."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from gradea.vocabulary import Refusal


def page_or_part(
    request: HttpRequest, *, page: str, part: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render the whole page, or for a request by htmx only its named part (a template that the page includes)."""
    partial = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    response = render(request, part if partial else page, context, status=status)
    response["Vary"] = "HX-Request"
    return response


def refused(request: HttpRequest, refusal: Refusal, *, status: int = 409, back: str = "") -> HttpResponse:
    """Answer with a refusal: a panel where the finger is (htmx), or a page of its own. `back` is where "go back" leads."""
    context = {"refusal": refusal, "back": back, "gone": status in {400, 403, 404}}
    return page_or_part(
        request, page="shell/refused.html", part="shell/components/refusal.html", context=context, status=status
    )


def go(request: HttpRequest, to: str) -> HttpResponse:
    """Send the browser to another page of ours, whether htmx asked or the browser itself."""
    if request.htmx:
        response = HttpResponse(status=200)
        response["HX-Redirect"] = to
        return response
    return HttpResponseRedirect(to)


def safe_next(request: HttpRequest, fallback: str) -> str:
    """Return the `next` address that was asked for when it is on this site, else the fallback."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if asked and url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else fallback
