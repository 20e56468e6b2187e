"""Pages of the careers slice for students, employers, and everybody."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gradea.campus.careers import actions, meeting, own, queries, seeing
from gradea.campus.careers.forms import DescriptionForm, FeedbackForm, OpeningForm, ProfileForm
from gradea.campus.careers.kinds import Item, OpeningKind
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.policy import policy
from gradea.campus.shell.roles import Role
from gradea.vocabulary import Refusal


@policy("person")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who is here, what they offer, and when they speak."""
    context = {
        "employers": queries.employers_for(request.viewer),
        "student": request.viewer.has(Role.STUDENT),
        "organises": request.viewer.has(Role.ORGANISER),
        "employer": seeing.employer_of(request.viewer),
    }
    return render(request, "careers/home.html", context)


@policy("person")
@require_safe
def employer(request: HttpRequest, key: str) -> HttpResponse:
    """One employer; for a student also what they share with it."""
    card = queries.employer_for(request.viewer, key)
    if card is None:
        raise Http404
    context: dict[str, Any] = {"card": card, "student": request.viewer.has(Role.STUDENT), "days": actions.DAYS}
    if context["student"]:
        since = own.agrees_since(request.viewer)
        shares = {line.item: line for line in own.shares_of(request.viewer.ref, since, key) if not line.ended}
        outcomes = own.own_page(request.viewer).outcomes
        context |= {"agrees": since is not None, "lines": [(each, shares.get(each.item)) for each in outcomes]}
    return render(request, "careers/employer.html", context)


# --- the student ---


@policy("role:student")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I demonstrated, what is shared with whom, who looked."""
    page = own.own_page(request.viewer)
    form = ProfileForm(initial={"words": page.words, "opened": page.open})
    return render(request, "careers/mine.html", {"page": page, "form": form})


@policy("role:student")
@require_POST
def profile(request: HttpRequest) -> HttpResponse:
    """Keep what a student says about themselves."""
    form = ProfileForm(request.POST)
    if not form.is_valid():
        context = {"page": own.own_page(request.viewer), "form": form}
        return render(request, "careers/mine.html", context, status=422)
    refusal = actions.open_profile(request.viewer, form.cleaned_data["words"], opened=form.cleaned_data["opened"])
    return _done(request, refusal, reverse("careers:mine"), gettext("Kept. You can change it any day."))


@policy("role:student")
@require_POST
def share(request: HttpRequest, key: str) -> HttpResponse:
    """Show one item to one employer."""
    item, days = request.POST.get("item", ""), request.POST.get("days", "")
    if item not in set(Item) or not days.isdecimal():
        raise Http404
    refusal = actions.share(request.viewer, key, Item(item), int(days[:4]))
    return _done(request, refusal, _employer(key), gettext("Shared. You can take it back any moment."))


@policy("role:student")
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Stop showing an item."""
    refusal = actions.take_back(request.viewer, number)
    return _done(request, refusal, reverse("careers:mine"), gettext("Taken back. It is not seen any more."))


@policy("role:student")
@require_POST
def mark_employer(request: HttpRequest, key: str) -> HttpResponse:
    """Wish to meet an employer, or not any more."""
    refusal = actions.mark_employer(request.viewer, key, wished=request.POST.get("wished") == "1")
    return _done(request, refusal, _employer(key), gettext("Kept."))


# --- the employer ---


@policy("role:employer")
@require_safe
def students(request: HttpRequest) -> HttpResponse:
    """Who is open to us."""
    context = {"students": seeing.students_for(request.viewer), "employer": seeing.employer_of(request.viewer)}
    return render(request, "careers/students.html", context)


@policy("role:employer")
@require_safe
def student(request: HttpRequest, ref: str) -> HttpResponse:
    """One student with what they show us; they are told that we looked."""
    found = seeing.student_for(request.viewer, ref)
    if found is None:
        raise Http404
    return render(request, "careers/student.html", {"found": found})


@policy("role:employer")
@require_POST
def mark_student(request: HttpRequest, ref: str) -> HttpResponse:
    """Wish to meet a student, or not any more."""
    refusal = actions.mark_student(request.viewer, ref, wished=request.POST.get("wished") == "1")
    return _done(request, refusal, reverse("careers:students"), gettext("Kept. The student sees your wish."))


@policy("role:employer")
@require_http_methods(["GET", "HEAD", "POST"])
def ours(request: HttpRequest) -> HttpResponse:
    """What we say about ourselves and what we offer."""
    speaks_for = seeing.employer_of(request.viewer)
    if speaks_for is None:
        raise Http404
    form, status = DescriptionForm(initial={"about": speaks_for.about, "looks_for": speaks_for.looks_for}), 200
    if request.method == "POST":
        form = DescriptionForm(request.POST)
        if form.is_valid():
            refusal = actions.describe(request.viewer, **form.cleaned_data)
            return _done(request, refusal, reverse("careers:ours"), gettext("Kept."))
        status = 422
    return _ours(request, form, OpeningForm(), status)


@policy("role:employer")
@require_POST
def offer(request: HttpRequest) -> HttpResponse:
    """Add an opening."""
    speaks_for, form = seeing.employer_of(request.viewer), OpeningForm(request.POST)
    if speaks_for is None:
        raise Http404
    if not form.is_valid():
        about = DescriptionForm(initial={"about": speaks_for.about, "looks_for": speaks_for.looks_for})
        return _ours(request, about, form, 422)
    facts = {**form.cleaned_data, "kind": OpeningKind(form.cleaned_data["kind"])}
    return _done(request, actions.offer(request.viewer, **facts), reverse("careers:ours"), gettext("Kept."))


@policy("role:employer")
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take an opening away."""
    refusal = actions.withdraw_opening(request.viewer, number)
    return _done(request, refusal, reverse("careers:ours"), gettext("Taken away."))


# --- the meetings ---


@policy("role:student|employer|organiser")
@require_safe
def timetable(request: HttpRequest) -> HttpResponse:
    """One's own meetings, to print and on the phone; all of them for the organiser."""
    context = {
        "lines": meeting.timetable_for(request.viewer),
        "student": request.viewer.has(Role.STUDENT),
        "employer": seeing.employer_of(request.viewer),
        "said": meeting.feedback_for(request.viewer),
    }
    return render(request, "careers/timetable.html", context)


@policy("role:student|employer")
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, number: int) -> HttpResponse:
    """Say how a meeting was."""
    line = meeting.meeting_for(request.viewer, number)
    if line is None:
        raise Http404
    form, status = FeedbackForm(initial={"useful": line.mine.useful} if line.mine else None), 200
    if request.method == "POST":
        form = FeedbackForm(request.POST)
        if form.is_valid():
            useful, words = int(form.cleaned_data["useful"]), form.cleaned_data["words"]
            refusal = meeting.give_feedback(request.viewer, number, useful, words)
            return _done(request, refusal, reverse("careers:timetable"), gettext("Thank you. It is kept."))
        status = 422
    context = {"line": line, "form": form, "student": line.student_ref == request.viewer.ref}
    return render(request, "careers/feedback.html", context, status=status)


def _ours(request: HttpRequest, form: DescriptionForm, opening: OpeningForm, status: int) -> HttpResponse:
    speaks_for = seeing.employer_of(request.viewer)
    card = queries.employer_for(request.viewer, speaks_for.key) if speaks_for else None
    context = {"card": card, "form": form, "opening": opening}
    return render(request, "careers/ours.html", context, status=status)


def _employer(key: str) -> str:
    return reverse("careers:employer", args=[key])


def _done(request: HttpRequest, refusal: Refusal | None, to: str, words: str) -> HttpResponse:
    if refusal is not None:
        return refused(request, refusal, back=to)
    messages.success(request, words)
    return go(request, to)
