"""Change control as the page shows it: requested, assessed, decided, made, closed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gradea.campus.cleanroom.sight.handling import Said
from gradea.campus.cleanroom.sight.own_text import own_text, who_when
from gradea.campus.cleanroom.sight.scene import Scene
from gradea.record import Change
from gradea.record.change import AREAS

AREA_WORDS = {
    "product": gettext_lazy("Product"),
    "validation": gettext_lazy("Validation"),
    "dossier": gettext_lazy("Dossier"),
    "training": gettext_lazy("Training"),
    "documents": gettext_lazy("Documents"),
    "data": gettext_lazy("Data"),
    "premises": gettext_lazy("Premises"),
}
STATUS_WORDS = {
    "requested": gettext_lazy("requested"),
    "assessed": gettext_lazy("assessed"),
    "approved": gettext_lazy("approved"),
    "refused": gettext_lazy("refused"),
    "implemented": gettext_lazy("made"),
    "closed": gettext_lazy("closed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change, and what the viewer may do about it."""

    number: str
    status: str
    said: tuple[Said, ...]
    may_assess: bool
    may_decide: bool
    may_report: bool
    may_close: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All changes, and whether one may be asked for."""

    lines: tuple[ChangeLine, ...]
    may_request: bool
    areas: tuple[tuple[str, str], ...]


def changes_of(scene: Scene) -> Changes:
    """Return the changes asked for in this batch."""
    open_run = bool(scene.role) and not scene.state.closed
    return Changes(
        lines=tuple(_line(scene, number, each) for number, each in scene.state.record.changes.items()),
        may_request=open_run,
        areas=tuple((name, str(AREA_WORDS[name])) for name in AREAS),
    )


def _line(scene: Scene, number: str, each: Change) -> ChangeLine:
    other = not scene.state.closed and each.request.by != scene.me
    qa = scene.role == "qa" and other
    return ChangeLine(
        number=number,
        status=str(STATUS_WORDS[each.status]),
        said=_said(scene, each),
        may_assess=bool(scene.role) and other and each.status == "requested",
        may_decide=qa and each.status == "assessed",
        may_report=bool(scene.role) and not scene.state.closed and each.status == "approved",
        may_close=qa and each.status == "implemented",
    )


def _said(scene: Scene, each: Change) -> tuple[Said, ...]:
    asked = f"{own_text(scene, each.request.text)} {own_text(scene, each.request.reason)}"
    found = [Said(title=_("Asked for"), words=asked, who=who_when(scene, each.request))]
    if each.assessed is not None:
        touched = ", ".join(str(AREA_WORDS[area]) for area in each.assessed.areas)
        first = _("A process simulation comes first.") if each.assessed.simulation_needed else ""
        words = f"{touched}. {first} {own_text(scene, each.assessed.text)}"
        found.append(Said(title=_("Touches"), words=words, who=who_when(scene, each.assessed)))
    if each.decided is not None:
        verdict = _("Approved") if each.decided.approved else _("Refused")
        found.append(Said(title=verdict, words="", who=who_when(scene, each.decided)))
    if each.implemented is not None:
        words = own_text(scene, each.implemented.text)
        found.append(Said(title=_("Made"), words=words, who=who_when(scene, each.implemented)))
    if each.closed is not None:
        verdict = _("It works.") if each.closed.effective else _("It does not work.")
        words = f"{verdict} {own_text(scene, each.closed.text)}"
        found.append(Said(title=_("Closed"), words=words, who=who_when(scene, each.closed)))
    return tuple(found)
