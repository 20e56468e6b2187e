"""Pages of the labels of a batch: order, print, count. Every label is accounted for by somebody who did not print it."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from gradea.campus.evidence import actions, queries
from gradea.campus.evidence.answers import file_answer
from gradea.campus.evidence.forms import CountForm, LabelForm
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.policy import policy
from gradea.record import LabelOrder
from gradea.vocabulary import Refusal


@policy("person")
@require_safe
def labels(request: HttpRequest, ref: str) -> HttpResponse:
    """The orders of labels of a batch, and a form for another."""
    return _page(request, ref, LabelForm(initial={"key": secrets.token_hex(8)}))


@policy("person")
@require_POST
def order(request: HttpRequest, ref: str) -> HttpResponse:
    """Order labels from the record; the sheet is then there to print."""
    form = LabelForm(request.POST)
    if not form.is_valid():
        return _page(request, ref, form, status=422)
    refusal = actions.order_labels(request.viewer, ref, form.command(), key=form.cleaned_data["key"])
    return _back(request, ref, refusal)


@policy("person")
@require_POST
def count(request: HttpRequest, ref: str, number: str) -> HttpResponse:
    """Say where the labels of an order are."""
    form = CountForm(request.POST, auto_id=f"{number}-%s")
    if not form.is_valid():
        return _page(
            request, ref, LabelForm(initial={"key": secrets.token_hex(8)}), status=422, count=form, number=number
        )
    refusal = actions.count_labels(request.viewer, ref, form.command(number), key=form.cleaned_data["key"])
    return _back(request, ref, refusal)


@policy("person")
@require_safe
def sheet(request: HttpRequest, ref: str, number: str) -> HttpResponse:
    """The labels of an order as a sheet to print."""
    card = queries.readable_card(request.viewer, ref)
    account = None if card is None else queries.record_of_card(card).labels.get(number)
    if card is None or account is None:
        raise Http404
    printed, language = account.printed, (get_language() or "en")[:2]
    wanted = LabelOrder(
        kind=printed.kind, container=printed.container, first=printed.first, copies=printed.copies, language=language
    )
    made = queries.label_sheet(card, wanted, number)
    if isinstance(made, Refusal):
        return refused(request, made, status=409, back=reverse("evidence:labels", args=[ref]))
    return file_answer(made, "application/pdf", f"{card.batch_number}-{number}.pdf")


def _page(
    request: HttpRequest,
    ref: str,
    form: LabelForm,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    card = queries.readable_card(request.viewer, ref)
    if card is None:
        raise Http404
    record = queries.record_of_card(card)
    rows = [
        {"account": account, "form": more["count"] if more.get("number") == number else CountForm.fresh(number)}
        for number, account in record.labels.items()
    ]
    context = {"card": card, "record": record, "rows": rows, "form": form}
    return render(request, "evidence/labels.html", context, status=status)


def _back(request: HttpRequest, ref: str, refusal: Refusal | None) -> HttpResponse:
    page = reverse("evidence:labels", args=[ref])
    return go(request, page) if refusal is None else refused(request, refusal, status=409, back=page)
