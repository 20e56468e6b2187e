"""Pages of the exercises for those who teach: results per set and item, the effect, files to take away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gradea.campus.exercises import actions, queries
from gradea.campus.exercises import results as reading
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.policy import policy
from gradea.campus.shell.speech import language
from gradea.exercise import SMALLEST_GROUP, Interval, said


@policy("role:trainer|organiser")
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """All sets: who took part, and which tests are open."""
    lines = reading.set_lines(request.viewer)
    context = {
        "tests": [line for line in lines if line.purpose != "practice"],
        "practice": [line for line in lines if line.purpose == "practice"],
    }
    return render(request, "exercises/results.html", context)


@policy("role:trainer|organiser")
@require_safe
def set_results(request: HttpRequest, key: str) -> HttpResponse:
    """The items of a set, hardest first, with what the figures say and do not say."""
    one = queries.set_named(key)
    if one is None:
        raise Http404
    lines, levels = reading.item_lines(request.viewer, key)
    context = {
        "title": said(one.title, language()),
        "lines": lines,
        "levels": [(level.certainty, _percent(level.right)) for level in levels],
    }
    return render(request, "exercises/set_results.html", context)


@policy("role:trainer|organiser")
@require_POST
def open_test(request: HttpRequest, key: str) -> HttpResponse:
    """Open a test, or close it."""
    refusal = actions.open_test(request.viewer, key, opened=request.POST.get("open") == "1")
    back = reverse("exercises:results")
    return refused(request, refusal, back=back) if refusal is not None else go(request, back)


@policy("role:trainer|organiser")
@require_safe
def answers_csv(request: HttpRequest) -> HttpResponse:
    """All answers of the edition, people as numbers."""
    return _file(reading.answers_csv(request.viewer), f"answers-{request.viewer.edition}.csv")


@policy("role:trainer|organiser")
@require_safe
def effect(request: HttpRequest) -> HttpResponse:
    """What the school changed, with intervals, compared by how people took part."""
    mode = _mode(request)
    found = reading.effect_for(request.viewer, mode)
    phases = {"pre": gettext("Before"), "post": gettext("After"), "month": gettext("One month later")}
    words = {"seat": gettext("In a team or alone"), "team": gettext("Teams"), "school": gettext("Schools")}
    context = {
        "phases": [
            (phases[each.phase], each.n, _percent(each.score), _plain(each.certainty_mark), _plain(each.certainty))
            for each in found.phases
        ],
        "changes": [
            (phases[each.first], phases[each.second], each.n, each.left_out, _percent(each.gain), each.effect_size)
            for each in found.changes
        ],
        "groups": [(each.group, each.n, _percent(each.gain), _percent(each.against_others)) for each in found.groups],
        "hidden": found.hidden_groups,
        "smallest": SMALLEST_GROUP,
        "mode": mode,
        "mode_tabs": [{"url": f"?mode={name}", "words": text, "here": name == mode} for name, text in words.items()],
        "any": any(each.n for each in found.phases),
    }
    return render(request, "exercises/effect.html", context)


@policy("role:trainer|organiser")
@require_safe
def effect_csv(request: HttpRequest) -> HttpResponse:
    """The tests of the edition, people as numbers."""
    return _file(reading.effect_csv(request.viewer, _mode(request)), f"effect-{request.viewer.edition}.csv")


def _mode(request: HttpRequest) -> str:
    asked = request.GET.get("mode", "seat")
    return asked if asked in reading.MODES else "seat"


def _percent(interval: Interval | None) -> str:
    if interval is None:
        return "–"
    value, low, high = (round(100 * each) for each in (interval.value, interval.low, interval.high))
    return gettext("%(value)d %% (%(low)d to %(high)d)") % {"value": value, "low": low, "high": high}


def _plain(interval: Interval | None) -> str:
    if interval is None:
        return "–"
    parts = {
        name: _decimal(each)
        for name, each in (("value", interval.value), ("low", interval.low), ("high", interval.high))
    }
    return gettext("%(value)s (%(low)s to %(high)s)") % parts


def _decimal(value: float) -> str:
    text = f"{value:.2f}"
    return text.replace(".", ",") if language() == "nl" else text


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
