"""Pages for when something went wrong: what, why, what to do. They show no detail of the inside."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext

from gradea.campus.shell.answers import refused
from gradea.vocabulary import Refusal


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400."""
    return _page(
        request, 400, gettext("That request could not be read."), gettext("Go back, reload the page and try once more.")
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403."""
    return _page(
        request,
        403,
        gettext("This is not open to you."),
        gettext("If it should be, ask the organiser of your edition."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: also the answer for what exists but is not the viewer's."""
    return _page(
        request,
        404,
        gettext("There is no page at this address."),
        gettext("Check the address, or start again from your first page."),
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403 by the forgery check: almost always a page left open over a sign-out, or a browser without cookies."""
    return _page(
        request,
        403,
        gettext("This page was open too long, or the browser keeps no cookies."),
        gettext("Go back, reload the page and send it again. Nothing was saved."),
    )


def broken(_request: HttpRequest) -> HttpResponse:
    """500: plain on purpose, since anything the frame needs may be what broke."""
    return HttpResponse(render_to_string("shell/broken.html"), status=500)


def _page(request: HttpRequest, status: int, message: str, remedy: str) -> HttpResponse:
    refusal = Refusal(code=f"campus.{status}", rule="", message=message, remedy=remedy)
    if not hasattr(request, "htmx"):
        return HttpResponse(render_to_string("shell/broken.html", {"refusal": refusal}), status=status)
    return refused(request, refusal, status=status, back="/")
