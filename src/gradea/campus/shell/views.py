"""Pages of the shell: the theme switch and the page of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from gradea.campus.shell import specimens
from gradea.campus.shell.answers import go, safe_next
from gradea.campus.shell.frame import THEME_COOKIE, THEMES
from gradea.campus.shell.policy import policy


@policy("public")
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie of this browser."""
    response = go(request, safe_next(request, "/"))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(THEME_COOKIE, chosen, max_age=365 * 24 * 3600, samesite="Lax", httponly=True)
    return response


@policy("role:trainer|organiser")
def style(request: HttpRequest) -> HttpResponse:
    """Show every component, for a look at the design."""
    return render(request, "shell/style.html", specimens.context())


@policy("role:trainer|organiser")
def style_part(request: HttpRequest) -> HttpResponse:
    """The part of the page of components that the live example asks for again."""
    return render(request, "shell/style_live.html")
