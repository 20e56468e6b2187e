"""Who a phone is: a random sign in a cookie, and per run a number made of it that no two runs can be matched by."""

import hashlib
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "gradea-phone"
_HOURS = 12


def sign_of(request: HttpRequest) -> str:
    """Return the sign of a phone; a new one where there is none."""
    sign = request.COOKIES.get(COOKIE, "")
    return sign if len(sign) == 32 and sign.isalnum() else secrets.token_hex(16)


def number_of(sign: str, run: int) -> str:
    """Return the number of a phone in one run."""
    return hashlib.sha256(f"{sign}|{run}".encode()).hexdigest()[:24]


def keep(response: HttpResponse, sign: str) -> HttpResponse:
    """Let the phone keep its sign for a day of lessons."""
    response.set_cookie(
        COOKIE, sign, max_age=_HOURS * 3600, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response
