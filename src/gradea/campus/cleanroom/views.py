"""Pages of the cleanroom. Each write is one small view: read the form, send the command, answer with the parts of the page."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from gradea.campus.cleanroom import actions, forms, queries
from gradea.campus.cleanroom.live_run import Answer
from gradea.campus.cleanroom.queries import Scene
from gradea.campus.shell.answers import go, refused
from gradea.campus.shell.navigation import url_or_none
from gradea.campus.shell.policy import policy
from gradea.practical import AcknowledgeAlarm, PauseClock, SetSpeed
from gradea.record.attaching import SIZE_MAX
from gradea.vocabulary import Message, Refusal

KEY_MAX = 64
UNSEEN = frozenset({"key", "pin", "csrfmiddlewaretoken", "thing", "tab", "open_step", "written_at", "sent_at"})
"""Form fields that say nothing about what is asked for; the last two say when a queued entry was written and sent."""

REFUSALS = "[data-refusal]"
"""Every refusal that stands on the page: it goes when the viewer's next act succeeds."""

STOPPED = "[data-refusal=clock-paused]"
"""The refusal that a stopped clock gives: it goes when the clock runs again. Others stay, they may be a second old."""


@policy("person")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The teams one may see, and the way into their runs."""
    rows = queries.team_rows(request.viewer)
    mine = [row for row in rows if row.seat is not None]
    others = [row for row in rows if row.seat is None]
    return render(
        request,
        "cleanroom/home.html",
        {"mine": mine, "others": others, "teaches": request.viewer.has("trainer"), "products": queries.products()},
    )


@policy("person")
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Open a run for a team, or go to the one that is open."""
    wanted = {name: request.POST[name] for name in ("mode", "product") if name in request.POST}
    answer = actions.open_run(request.viewer, request.POST.get("team", ""), **wanted)
    if isinstance(answer, Refusal):
        return refused(request, answer, back=reverse("cleanroom:home"))
    return go(request, reverse("cleanroom:run", args=[answer.ref]))


@policy("person")
@require_safe
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """The whole page of a run."""
    return render(request, "cleanroom/run.html", queries.everything(_scene(request, ref, request.GET)))


@policy("person")
@require_safe
def parts(request: HttpRequest, ref: str) -> HttpResponse:
    """All live parts of the page in one answer."""
    scene = _scene(request, ref, request.GET)
    return _parts(request, scene, outdated="" if scene.state.clock.paused else STOPPED)


@policy("person")
@require_safe
def part(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """One part of the page; without a script the whole page with the same things picked."""
    if name not in queries.PARTS:
        raise Http404
    if not request.htmx:
        return go(request, f"{reverse('cleanroom:run', args=[ref])}?{request.GET.urlencode()}")
    scene = _scene(request, ref, request.GET)
    try:
        context = {**queries.part_of(scene, name), "part": f"cleanroom/part/{name}.html"}
    except KeyError:
        raise Http404 from None
    return render(request, "cleanroom/one_part.html", context)


@policy("person")
@require_safe
def certificate(request: HttpRequest, ref: str) -> HttpResponse:
    """The certificate of analysis as it stands now."""
    scene = _scene(request, ref, request.GET)
    return render(request, "cleanroom/certificate.html", {"ref": ref, "paper": queries.certificate(scene)})


@policy("person")
@require_safe
def certificate_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The certificate of analysis to print and to keep."""
    paper = queries.certificate(_scene(request, ref, request.GET))
    answer = HttpResponse(queries.certificate_pdf(paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="certificate-{paper["batch"]}.pdf"'
    return answer


@policy("person")
@require_POST
def attach(request: HttpRequest, ref: str) -> HttpResponse:
    """Attach a photo or a print-out."""
    sent = request.FILES.get("file")
    content = sent.read(SIZE_MAX + 1) if sent is not None else b""
    told = forms.attach_command(request.POST)
    return _send(request, ref, told, lambda key: actions.attach(request.viewer, ref, content, key=key, told=told))


@policy("person")
@require_safe
def file(request: HttpRequest, ref: str, sha256: str) -> HttpResponse:
    """An attached file, to be saved; never shown as part of a page."""
    found = queries.file(_scene(request, ref, request.GET), sha256)
    if found is None:
        raise Http404
    content, media_type, name = found
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@policy("person")
@require_POST
def act(request: HttpRequest, ref: str) -> HttpResponse:
    """Do something."""
    command = forms.act_command(request.POST)
    return _send(request, ref, command, lambda key: actions.send(request.viewer, ref, command, key=key))


@policy("person")
@require_POST
def entry(request: HttpRequest, ref: str) -> HttpResponse:
    """Write something into the record."""
    command = forms.entry_command(_scene(request, ref, request.POST), request.POST)
    return _send(request, ref, command, lambda key: actions.send(request.viewer, ref, command, key=key))


@policy("person")
@require_POST
def sign(request: HttpRequest, ref: str) -> HttpResponse:
    """Sign with a PIN: one's own, or that of a second person on this device."""
    command = forms.sign_command(request.POST)
    pin, signer = request.POST.get("pin", "").strip(), request.POST.get("signer", "")
    return _send(
        request, ref, command, lambda key: actions.sign(request.viewer, ref, command, key=key, pin=pin, signer=signer)
    )


@policy("person")
@require_POST
def seat(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a seat that the crew plays."""
    role = request.POST.get("role", "")
    return _send(request, ref, None, lambda key: actions.take_seat(request.viewer, ref, role, key=key))


@policy("person")
@require_POST
def alarm(request: HttpRequest, ref: str) -> HttpResponse:
    """Acknowledge an alarm."""
    command = AcknowledgeAlarm(alarm=request.POST.get("alarm", ""))
    return _send(request, ref, command, lambda key: actions.send(request.viewer, ref, command, key=key))


@policy("person")
@require_POST
def clock(request: HttpRequest, ref: str) -> HttpResponse:
    """Let the clock jump over waiting (the team), or pause it and change its speed (a trainer)."""
    what = request.POST.get("what", "")
    if what == "jump":
        return _send(request, ref, None, lambda key: actions.jump(request.viewer, ref, key=key))
    command = PauseClock() if what == "pause" else _speed(request.POST.get("speed", ""))
    return _send(request, ref, command, lambda key: actions.teach(request.viewer, ref, command, key=key))


def _speed(text: str) -> Message | Refusal:
    if text.isdecimal() and len(text) < 6:
        return SetSpeed(speed=int(text))
    return Refusal(
        code="speed-unreadable", rule="practical", message="That is no speed.", remedy="Choose one of the list."
    )


@policy("person")
@require_POST
def end(request: HttpRequest, ref: str) -> HttpResponse:
    """End the work and go on to the debrief."""
    scene = _scene(request, ref, request.POST)
    answer = actions.end_run(request.viewer, ref, key=_key(request.POST))
    refusal = answer if isinstance(answer, Refusal) else answer.refusal
    if refusal is not None:
        return refused(request, refusal, back=_address(scene))
    return go(request, url_or_none("debrief:home") or _address(scene))


def _scene(request: HttpRequest, ref: str, data: QueryDict) -> Scene:
    """Return what the viewer looks at; answers 404 for a run that is not theirs to see."""
    found = queries.scene_for(
        request.viewer,
        ref,
        thing=data.get("pick", data.get("thing", ""))[:80],
        step=data.get("pick_step", data.get("open_step", ""))[:20],
        tab=data.get("pick_tab", data.get("tab", ""))[:12],
    )
    if found is None:
        raise Http404
    return found


def _send(
    request: HttpRequest, ref: str, command: Message | Refusal | None, send: Callable[[str], Answer | Refusal]
) -> HttpResponse:
    """Send a command and answer: the refusal where the finger is, or the parts of the page as they are now.

    Every action looks for the run on behalf of the viewer; where there is none nothing is sent, and the answer is 404.
    """
    answer: Any = command if isinstance(command, Refusal) else send(_key(request.POST))
    refusal = answer if isinstance(answer, Refusal) else answer.refusal
    scene = _scene(request, ref, request.POST)
    if refusal is not None:
        return refused(request, _readable(refusal), back=_address(scene))
    if not request.htmx:
        return go(request, _address(scene))
    return _parts(request, scene, outdated=REFUSALS)


def _parts(request: HttpRequest, scene: Scene, *, outdated: str) -> HttpResponse:
    """Return the live parts; refusals on the page that `outdated` selects have lost their reason and go."""
    return render(request, "cleanroom/parts.html", {**queries.everything(scene), "outdated": outdated})


def _readable(refusal: Refusal) -> Refusal:
    """Leave out a rule that names a part of the program and nothing a reader knows."""
    return replace(refusal, rule="") if refusal.rule in {"practical", "content"} else refusal


def _address(scene: Scene) -> str:
    """Return the address of the page with the same things picked."""
    picked = {"thing": scene.thing, "open_step": scene.step, "tab": scene.tab if scene.tab != "now" else ""}
    asked = urlencode({name: value for name, value in picked.items() if value})
    return reverse("cleanroom:run", args=[scene.card.ref]) + (f"?{asked}" if asked else "")


def _key(data: QueryDict) -> str:
    """Return the idempotency key: the one of the rendered form, with what was asked for.

    A second click sends the same and happens once. A corrected value sent from the same form is another request.
    """
    asked = sorted((name, value) for name in data for value in data.getlist(name) if name not in UNSEEN)
    digest = hashlib.sha256(repr(asked).encode()).hexdigest()[:16]
    return f"{data.get('key', '')[:KEY_MAX]}-{digest}"
