"""Who may ask for a page. Every view says so; a view that does not is not served to anybody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from gradea.campus.shell.answers import refused
from gradea.campus.shell.roles import Role
from gradea.vocabulary import Refusal

View = TypeVar("View", bound=Callable[..., HttpResponse])


class HasRoles(Protocol):
    """The part of a viewer that a policy looks at."""

    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Policy:
    """`public` for everybody; else a signed-in person, with one of `roles` unless that is empty."""

    text: str
    public: bool
    roles: frozenset[Role]

    def admits(self, viewer: HasRoles | None) -> bool:
        """Return whether this viewer may see the page; `None` is somebody not signed in."""
        if self.public:
            return True
        return viewer is not None and (not self.roles or bool(self.roles & viewer.roles))


def read_policy(text: str) -> Policy:
    """Return the policy that a text says: `public`, `person`, or `role:` and role names joined by `|`.

    Raises:
        ValueError: If the text says something else, or names a role that does not exist.
    """
    if text in {"public", "person"}:
        return Policy(text, text == "public", frozenset())
    kind, _, names = text.partition(":")
    if kind != "role" or not names:
        raise ValueError(f"a policy is 'public', 'person' or 'role:trainer|qa', not {text!r}")
    return Policy(text, False, frozenset(Role(name) for name in names.split("|")))


def policy(text: str) -> Callable[[View], View]:
    """Declare who may ask for a view: `@policy("public")`, `@policy("person")`, `@policy("role:trainer|organiser")`.

    It only marks the view, so put it outermost; `PolicyMiddleware` enforces it. For a class: `policy("person")(Page.as_view())`.
    Whether *this* viewer may see *this* object is the query's business: it answers 404 for what is not theirs.
    """
    declared = read_policy(text)

    def mark(view: View) -> View:
        view.policy = declared
        return view

    return mark


class PolicyMiddleware:
    """Lets a request through to its view only when the view's policy admits the viewer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what a person sees is never kept by a browser or proxy."""
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Admit, send to the door, or refuse.

        Raises:
            ImproperlyConfigured: If the view declares no policy.
        """
        declared = getattr(view, "policy", None)
        if declared is None:
            raise ImproperlyConfigured(
                f"the view {view.__module__}.{view.__qualname__} has no @policy; declare who may see it"
            )
        if declared.admits(request.viewer):
            return None
        return _to_the_door(request) if request.viewer is None else _wrong_role(request, declared)


def _to_the_door(request: HttpRequest) -> HttpResponse:
    door = reverse("people:enter")
    if request.method == "GET" and not request.htmx:
        return HttpResponseRedirect(f"{door}?{urlencode({'next': request.get_full_path()})}")
    if request.htmx:
        response = HttpResponse(status=401)
        response["HX-Redirect"] = door
        return response
    return HttpResponseRedirect(door)


def _wrong_role(request: HttpRequest, declared: Policy) -> HttpResponse:
    wanted = f" {gettext('or')} ".join(role.words.lower() for role in Role if role in declared.roles)
    refusal = Refusal(
        code="campus.role",
        rule="Access follows the role a person has in this edition.",
        message=f"This page is for: {wanted}.",
        remedy="If it should be yours, ask the organiser to give you that role.",
    )
    return refused(request, refusal, status=403)
