"""Pages of the debrief slice."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gradea.campus.cleanroom.runs import RunCard
from gradea.campus.debrief import actions, printing, queries
from gradea.campus.debrief.constants import bases, brief, chance_words, constants
from gradea.campus.debrief.forms import ResolutionsForm
from gradea.campus.debrief.plots import culture_plot
from gradea.campus.debrief.shown import letters_for, timeline_for
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.policy import policy
from gradea.campus.shell.speech import said


@policy("person")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All debriefs this viewer may read; a student with one closed run still sees the list, it is short."""
    cards = queries.debriefs_for(request.viewer)
    context = {
        "closed": [card for card in cards if card.closed],
        "running": [card for card in cards if not card.closed],
        "all_teams": queries.may_read_all(request.viewer),
    }
    return render(request, "debrief/home.html", context)


@policy("person")
@require_safe
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """The debrief of a run; before it is closed a page that says so, while it is being made one that shows how far."""
    card = _card(request, ref)
    if not card.closed:
        return render(request, "debrief/not_yet.html", {"card": card})
    dossier = queries.dossier_for(request.viewer, card)
    if dossier is None:
        return render(request, "debrief/making.html", _making(card))
    if card.hands_on:
        told = {"dossier": dossier, "verdict": queries.verdict_of(card), **_resolutions(request, card)}
        return render(request, "debrief/hands_on.html", told)
    return render(request, "debrief/debrief.html", _context(request, card, dossier))


@policy("person")
@require_safe
def making(request: HttpRequest, ref: str) -> HttpResponse:
    """How far the dossier is; when it is there, the page is asked for again."""
    card = _closed(request, ref)
    if queries.dossier_for(request.viewer, card) is not None:
        return go(request, reverse("debrief:run", args=[card.ref]))
    return render(request, "debrief/making_part.html", _making(card))


@policy("person")
@require_safe
def timeline(request: HttpRequest, ref: str) -> HttpResponse:
    """What the timeline island draws."""
    card = _closed(request, ref)
    if card.hands_on:
        raise Http404
    return JsonResponse(timeline_for(_dossier(request, card)))


@policy("person")
@require_POST
def resolutions(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep three things the team will do differently."""
    card = _closed(request, ref)
    form = ResolutionsForm(request.POST)
    if not form.is_valid():
        return render(request, "debrief/resolutions.html", {"card": card, "form": form, "mine": True}, status=422)
    refusal = actions.resolve(request.viewer, card.ref, form.sentences())
    if refusal is not None:
        return refused(request, refusal, status=403, back=reverse("debrief:run", args=[card.ref]))
    if request.htmx:
        return render(request, "debrief/resolutions.html", {**_resolutions(request, card), "saved": True})
    return go(request, reverse("debrief:run", args=[card.ref]) + "#next")


@policy("person")
@require_safe
def ledger(request: HttpRequest, ref: str) -> HttpResponse:
    """The ledger as a file."""
    card = _closed(request, ref)
    return _file(queries.ledger_lines(card), "application/x-ndjson", f"{card.batch_number}-ledger.jsonl")


@policy("person")
@require_safe
def checkpoints(request: HttpRequest, ref: str) -> HttpResponse:
    """The published checkpoints as a file."""
    card = _closed(request, ref)
    return _file(
        queries.checkpoints(card).encode(), "text/plain; charset=utf-8", f"{card.batch_number}-checkpoints.txt"
    )


@policy("person")
@require_safe
def record_as_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The batch record to print and to keep."""
    card = _closed(request, ref)
    data = printing.record_data(request.viewer, card, _dossier(request, card)["names"])
    return _file(printing.record_pdf(data), "application/pdf", f"{card.batch_number}-batch-record.pdf")


@policy("person")
@require_safe
def record_as_json(request: HttpRequest, ref: str) -> HttpResponse:
    """The batch record as data."""
    card = _closed(request, ref)
    data = printing.record_data(request.viewer, card, _dossier(request, card)["names"])
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{card.batch_number}-batch-record.json"'
    return response


def _card(request: HttpRequest, ref: str) -> RunCard:
    card = queries.run_to_debrief(request.viewer, ref)
    if card is None:
        raise Http404
    return card


def _closed(request: HttpRequest, ref: str) -> RunCard:
    """Return a closed run; one that is not closed has no such page yet."""
    card = _card(request, ref)
    if not card.closed:
        raise Http404
    return card


def _dossier(request: HttpRequest, card: RunCard) -> dict[str, Any]:
    dossier = queries.dossier_for(request.viewer, card)
    if dossier is None:
        raise Http404
    return dossier


def _making(card: RunCard) -> dict[str, Any]:
    share, failed = queries.progress_of(card)
    return {"card": card, "share": share, "failed": failed}


def _context(request: HttpRequest, card: RunCard, dossier: dict[str, Any]) -> dict[str, Any]:
    return {
        "card": card,
        "dossier": {
            **dossier,
            "lines": [{**line, "kind_words": KINDS.get(line["kind"], "")} for line in dossier["lines"]],
        },
        "names": dossier["names"],
        "findings": [
            {**finding, "letters": letters_for(finding["attribute"]), "attribute_words": said(finding["attribute"])}
            for finding in dossier["findings"]
        ],
        "plot": culture_plot(dossier["reveal"]),
        "exposure": [_in_words(row) for row in dossier["reveal"]["exposure"]],
        "plates": [{**plate, "expected": brief(plate["expected"])} for plate in dossier["reveal"]["plates"]],
        "constants": constants(),
        "bases": bases(),
        "verdict": queries.verdict_of(card),
        **_resolutions(request, card),
    }


KINDS = {
    "deviation": gettext_lazy("Deviation"),
    "alarm": gettext_lazy("Alarm"),
    "disturbance": gettext_lazy("Disturbance"),
}
"""What stands before a line of the story that is neither an act nor an entry."""


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: brief(row[name]) for name in ("product", "samples")}
    return {**row, **numbers, "chance": chance_words(row["chance"])}


def _resolutions(request: HttpRequest, card: RunCard) -> dict[str, Any]:
    lines = queries.resolutions_of(card.ref)
    mine = queries.in_team(request.viewer, card)
    words = {f"words_{line.number}": line.words for line in lines}
    return {"card": card, "lines": lines, "mine": mine, "form": ResolutionsForm(initial=words) if mine else None}


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
