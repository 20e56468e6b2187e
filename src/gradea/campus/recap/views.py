"""Pages of the recap slice."""

import re
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gradea.campus.people.queries import people_of
from gradea.campus.programme import queries as programme
from gradea.campus.recap import films, photos
from gradea.campus.recap.figures import figures_of
from gradea.campus.recap.forms import PhotoForm
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.policy import policy
from gradea.campus.shell.roles import Role

_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


@policy("person")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What stays of the edition."""
    return _page(request)


@policy("role:organiser")
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Start making the film."""
    refusal = films.make_film(request.viewer)
    back = reverse("recap:home")
    return refused(request, refusal, back=back) if refusal is not None else go(request, back)


@policy("role:organiser")
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How far the film is; when it is there, the page is asked for again."""
    if films.cinema().share(request.viewer.edition) is None:
        return go(request, reverse("recap:home"))
    return render(request, "recap/making.html", _film(request))


@policy("person")
@require_safe
def film(request: HttpRequest) -> HttpResponse:
    """The film as a file, whole or in the part that a player asks for."""
    found = films.cinema().found(request.viewer.edition)
    if found is None:
        raise Http404
    size, asked = found.path.stat().st_size, _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None:
        response: HttpResponse | FileResponse = FileResponse(found.path.open("rb"), content_type="video/mp4")
    else:
        first, last = int(asked[1]), min(int(asked[2] or size - 1), size - 1)
        if first > last:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        with found.path.open("rb") as file:
            file.seek(first)
            response = HttpResponse(file.read(last - first + 1), status=206, content_type="video/mp4")
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Accept-Ranges"] = "bytes"
    return response


@policy("person")
@require_safe
def photo(request: HttpRequest, key: str) -> HttpResponse:
    """A photograph, if everybody on it agrees at this moment."""
    picture = photos.picture_for(request.viewer, key)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/jpeg")


@policy("role:organiser")
@require_POST
def add_photo(request: HttpRequest) -> HttpResponse:
    """Keep a photograph with who is on it."""
    form = _form(request, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form=form)
    facts = form.cleaned_data
    raw = facts["file"].read(photos.BYTES_MAX + 1)
    refusal = photos.add_photo(request.viewer, raw, facts["caption"], facts["people"], nobody=facts["nobody"])
    return _done(request, refusal, gettext("Kept. It is shown while everybody on it agrees."))


@policy("role:organiser")
@require_POST
def remove_photo(request: HttpRequest, key: str) -> HttpResponse:
    """Take a photograph away."""
    return _done(request, photos.remove_photo(request.viewer, key), gettext("Taken away."))


def _page(request: HttpRequest, form: PhotoForm | None = None) -> HttpResponse:
    viewer = request.viewer
    edition, organises = programme.edition_for(viewer), viewer.has(Role.ORGANISER)
    context: dict[str, Any] = {
        "edition": edition,
        "organises": organises,
        "figures": figures_of(viewer.edition),
        "photos": photos.photos_for(viewer),
        "thanks": [group for kind, group in programme.organisations_of(viewer.edition).items() if kind != "school"],
        **_film(request),
    }
    if organises:
        context |= {"all_photos": photos.all_photos(viewer), "form": form or _form(request)}
    return render(request, "recap/home.html", context, status=422 if form is not None else 200)


def _film(request: HttpRequest) -> dict[str, Any]:
    share = films.cinema().share(request.viewer.edition)
    return {
        "film": films.cinema().found(request.viewer.edition),
        "making": share is not None,
        "share": round(100 * (share or 0.0)),
        "failed": films.cinema().failed(request.viewer.edition),
    }


def _form(request: HttpRequest, *data: Any) -> PhotoForm:
    people = [(card.ref, card.name) for card in sorted(people_of(request.viewer.edition), key=lambda card: card.name)]
    return PhotoForm(*data, people=people)


def _done(request: HttpRequest, refusal: Any, words: str) -> HttpResponse:
    if refusal is not None:
        return refused(request, refusal, back=reverse("recap:home"))
    messages.success(request, words)
    return go(request, reverse("recap:home"))
