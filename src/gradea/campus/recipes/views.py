"""Pages of master recipes: the list, one version, its text, two versions side by side, the issue log, a blank to print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gradea.campus.recipes import actions, queries
from gradea.campus.recipes.queries import Card
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.policy import policy
from gradea.vocabulary import Refusal

STAFF = "role:trainer|qa|qp|qc"
NEXT = {"draft": "reviewed", "reviewed": "approved", "approved": "effective"}


@policy(STAFF)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All versions of all recipes."""
    return render(request, "recipes/home.html", {"cards": queries.cards(request.viewer)})


@policy(STAFF)
@require_safe
def master(request: HttpRequest, ref: str) -> HttpResponse:
    """One version: its life, its copies, what can be done with it."""
    card = _card(request, ref)
    log = queries.copies(request.viewer, card)
    told = {"card": card, "log": log, "count": queries.reconciled(log), "next": NEXT.get(card.state, "")}
    return render(request, "recipes/master.html", {**told, "fates": queries.FATES.items()})


@policy(STAFF)
@require_POST
def draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Copy a version to a new draft."""
    _card(request, ref)
    made = actions.draft_from(request.viewer, ref, request.POST.get("reason", ""))
    if isinstance(made, Refusal):
        return refused(request, made, back=reverse("recipes:master", args=[ref]))
    return go(request, reverse("recipes:edit", args=[made]))


@policy(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """The text of a version; a draft is saved here, and its problems stand beside their lines."""
    card, saved = _card(request, ref), False
    text = queries.text_of(request.viewer, ref)
    if request.method == "POST":
        text = request.POST.get("text", "")
        refusal = actions.save(request.viewer, ref, text)
        if refusal is not None:
            return refused(request, refusal, back=reverse("recipes:edit", args=[ref]))
        saved = True
    told = {"card": card, "text": text, "problems": queries.marked_problems(text), "saved": saved}
    return render(request, "recipes/edit.html", told)


@policy(STAFF)
@require_POST
def move(request: HttpRequest, ref: str) -> HttpResponse:
    """Sign that a version is reviewed, approved or effective."""
    _card(request, ref)
    pin = request.POST.get("pin", "").strip()
    return _done(request, ref, actions.move(request.viewer, ref, request.POST.get("to", ""), pin))


@policy(STAFF)
@require_POST
def issue(request: HttpRequest, ref: str) -> HttpResponse:
    """Issue a numbered copy."""
    _card(request, ref)
    data = {name: request.POST.get(name, "").strip() for name in ("batch_number", "reason", "pin")}
    answer = actions.issue(request.viewer, ref, **data)
    return _done(request, ref, answer if isinstance(answer, Refusal) else None)


@policy(STAFF)
@require_POST
def settle(request: HttpRequest, ref: str) -> HttpResponse:
    """Note what became of a copy."""
    _card(request, ref)
    number = request.POST.get("number", "")
    whole = int(number) if number.isdecimal() and len(number) < 6 else 0
    return _done(request, ref, actions.settle(request.viewer, ref, whole, request.POST.get("fate", "")))


@policy(STAFF)
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two versions side by side."""
    before, after = (request.GET.get(name, "") for name in ("before", "after"))
    texts = [queries.text_of(request.viewer, ref) for ref in (before, after)]
    chosen = all(texts)
    told = {
        "cards": queries.cards(request.viewer),
        "before": before,
        "after": after,
        "chosen": chosen,
        "changes": queries.changes_between(*texts) if chosen else None,
    }
    return render(request, "recipes/compare.html", told)


@policy(STAFF)
@require_safe
def blank(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One issued copy as a blank to print."""
    card = _card(request, ref)
    copy = next((line for line in queries.copies(request.viewer, card) if line["number"] == number), None)
    if copy is None:
        raise Http404
    steps = queries.blank(request.viewer, card)
    return render(request, "recipes/blank.html", {"card": card, "copy": copy, "steps": steps})


@policy(STAFF)
@require_safe
def yaml_file(request: HttpRequest, ref: str) -> HttpResponse:
    """The text of a version as a file."""
    card = _card(request, ref)
    answer = HttpResponse(queries.text_of(request.viewer, ref), content_type="text/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{card.code}-{card.version}.yaml"'
    return answer


def _card(request: HttpRequest, ref: str) -> Card:
    card = queries.card_for(request.viewer, ref)
    if card is None:
        raise Http404
    return card


def _done(request: HttpRequest, ref: str, refusal: Refusal | None) -> HttpResponse:
    back = reverse("recipes:master", args=[ref])
    return go(request, back) if refusal is None else refused(request, refusal, back=back)
