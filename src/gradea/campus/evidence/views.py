"""Pages of the evidence slice."""

from importlib import resources

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gradea.campus.evidence import inspecting, queries
from gradea.campus.evidence.answers import file_answer
from gradea.campus.evidence.forms import TraceForm, VerifyForm
from gradea.campus.shell.answers import refused
from gradea.campus.shell.policy import policy
from gradea.vocabulary import Refusal


@policy("person")
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Say what a file or text is, and whether it agrees with the ledger."""
    if request.method != "POST":
        return render(request, "evidence/verify.html", {"form": VerifyForm()})
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "evidence/verify.html", {"form": form}, status=422)
    file = form.cleaned_data["file"]
    if file is not None:
        seen = inspecting.inspect_file(request.viewer, file.read())
    else:
        seen = inspecting.inspect_text(request.viewer, form.cleaned_data["text"].strip())
    return render(request, "evidence/verify.html", {"form": VerifyForm(), "seen": seen})


@policy("person")
@require_safe
def trace(request: HttpRequest) -> HttpResponse:
    """From donor to recipient and back."""
    form = TraceForm(request.GET or None)
    context = {"form": form}
    if form.is_bound and form.is_valid():
        number = form.cleaned_data["number"]
        found = queries.chains(request.viewer, number)
        if isinstance(found, Refusal):
            return refused(request, found, status=422, back=reverse("evidence:trace"))
        context |= {"number": number, "chains": found}
    return render(request, "evidence/trace.html", context)


@policy("public")
@require_safe
def verifier(_request: HttpRequest) -> HttpResponse:
    """The verifier: two files to read and run, nothing to install."""
    room = resources.files("gradea.ledger")
    files = {name: room.joinpath(name).read_bytes() for name in ("verify_ledger.py", "verify_package.py")}
    return file_answer(queries.zipped(files), "application/zip", "gradea-verifier.zip")


@policy("person")
@require_safe
def package(request: HttpRequest, ref: str) -> HttpResponse:
    """The record of a closed run with its ledger, as one file."""
    card = queries.closed_card(request.viewer, ref)
    if card is None:
        raise Http404
    return file_answer(queries.package(request.viewer, card), "application/zip", f"{card.batch_number}-package.zip")
