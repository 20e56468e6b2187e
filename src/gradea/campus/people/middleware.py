"""Puts the viewer on the request: who is signed in on this device, or None."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from gradea.campus.people.queries import Viewer, idle_seconds_max, viewer_of

SIGN_IN = "sign_in"
SEEN = "seen"
_SEEN_EVERY_S = 300


def viewer_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.viewer`; costs one query where a cookie is there, none where not."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.viewer = session_viewer(request.session)
        if request.viewer is None and SIGN_IN in request.session:
            request.session.flush()
        elif request.viewer is not None and time.time() - request.session.get(SEEN, 0) > _SEEN_EVERY_S:
            request.session[SEEN] = int(time.time())
        return get_response(request)

    return middleware


def session_viewer(session) -> Viewer | None:
    """Return who a session's device belongs to; None after two idle hours (a tablet left on a bench)."""
    sign_in = session.get(SIGN_IN)
    if not sign_in or time.time() - session.get(SEEN, 0) > idle_seconds_max():
        return None
    return viewer_of(sign_in)
