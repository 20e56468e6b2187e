"""What every template may use: the viewer, their navigation, the theme."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from gradea.campus.shell.language import TONGUES
from gradea.campus.shell.navigation import places_for, split_places
from gradea.campus.shell.speech import language

THEMES = {"light": gettext_lazy("Light"), "dark": gettext_lazy("Dark"), "projector": gettext_lazy("Projector")}
THEME_COOKIE = "gradea-theme"


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's variables; a context processor."""
    viewer = getattr(request, "viewer", None)
    first, rest = split_places(places_for(viewer, request.path))
    theme = request.COOKIES.get(THEME_COOKIE, "light")
    return {
        "viewer": viewer,
        "places": first,
        "more_places": rest,
        "more_here": next((place for place in rest if place.here), None),
        "theme": theme if theme in THEMES else "light",
        "themes": THEMES,
        "tongue": language(),
        "tongues": TONGUES,
    }
