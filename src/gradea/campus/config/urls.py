"""Addresses of the site: each slice brings its own; those that are not installed are left out."""

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from gradea.campus.shell.policy import policy


@policy("public")
def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that this process answers. Touches no database, so that a busy disk does not get it restarted."""
    return HttpResponse("ok\n", content_type="text/plain")


def _slice(prefix: str, name: str) -> list:
    return [path(prefix, include(f"gradea.campus.{name}.urls"))] if apps.is_installed(f"gradea.campus.{name}") else []


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("gradea.campus.shell.urls")),
    path("", include("gradea.campus.people.urls")),
    path("", include("gradea.campus.programme.urls")),
    *_slice("cleanroom/", "cleanroom"),
    *_slice("cockpit/", "cockpit"),
    *_slice("debrief/", "debrief"),
    *_slice("evidence/", "evidence"),
    *_slice("lessons/", "lessons"),
    *_slice("exercises/", "exercises"),
    *_slice("certificates/", "certificates"),
    *_slice("careers/", "careers"),
    *_slice("recap/", "recap"),
    *_slice("recipes/", "recipes"),
    *_slice("records/", "records"),
]
handler400 = "gradea.campus.shell.failures.bad_request"
handler403 = "gradea.campus.shell.failures.forbidden"
handler404 = "gradea.campus.shell.failures.not_found"
handler500 = "gradea.campus.shell.failures.broken"
