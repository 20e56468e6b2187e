"""What comes in with a question: the fields of its form, and how sure somebody is."""

from django.http import HttpRequest

from gradea.exercise import Certainty, Form, Response, response_from
from gradea.vocabulary import Refusal


def response_in(request: HttpRequest, form: Form) -> Response | Refusal:
    """Return the answer in a request, or why it cannot be taken."""
    return response_from(form, {name: request.POST.getlist(name) for name in request.POST})


def certainty_in(request: HttpRequest) -> Certainty | None:
    """Return the certainty that was chosen, or None."""
    asked = request.POST.get("certainty", "")
    return Certainty(int(asked)) if asked in {"1", "2", "3"} else None


def points_in(request: HttpRequest) -> int:
    """Return how many points somebody found in their own text."""
    return len(set(request.POST.getlist("point")))
