"""Which language a page is in: the person's own, else the one this browser chose, else the one it asks for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

LANGUAGE_COOKIE = "gradea-language"
TONGUES = {"en": "English", "nl": "Nederlands"}
"""Languages by the two letters that content files, cookies and people use, each named in itself."""
CODES = {"en": "en-gb", "nl": "nl"}


def language_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer each request in its language; wants `request.viewer` set before."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = language_of(request)
        with translation.override(code):
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return middleware


def language_of(request: HttpRequest) -> str:
    """Return the language code of a request."""
    viewer = getattr(request, "viewer", None)
    for chosen in (getattr(viewer, "language", ""), request.COOKIES.get(LANGUAGE_COOKIE, "")):
        if chosen in CODES:
            return CODES[chosen]
    return translation.get_language_from_request(request)


def keep_in_browser(response: HttpResponse, tongue: str) -> None:
    """Remember the choice in this browser for a year."""
    response.set_cookie(LANGUAGE_COOKIE, tongue, max_age=365 * 24 * 3600, samesite="Lax", httponly=True)
