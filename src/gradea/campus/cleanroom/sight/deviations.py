"""Deviations as they are reported and judged, and what stands between the batch and its certificate."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from gradea.campus.cleanroom.sight.deviation_words import deviation_words
from gradea.campus.cleanroom.sight.handling import Handling, handling_of
from gradea.campus.cleanroom.sight.leaving import Leaving, leaving_of
from gradea.campus.cleanroom.sight.scene import Scene, role_words, say
from gradea.campus.cleanroom.sight.step import StepCard, step_card
from gradea.campus.shell.speech import clock_text, said
from gradea.record import current_steps, gates, missing, record_hash, results, still_open
from gradea.record.deviation import IMPACTS
from gradea.record.recipe import DEVIATION_CLASSES, REVIEW_KINDS
from gradea.record.state import Deviation

REVIEW_ROLE = {"production": ("verifier", "operator"), "audit-trail": ("qa",), "quality": ("qa",)}
CLASS_WORDS = {
    "minor": gettext_lazy("a departure that is not expected to affect the product or the patient."),
    "major": gettext_lazy(
        "a departure that may affect the product or the trust in its record; it is investigated before release."
    ),
    "critical": gettext_lazy(
        "a departure that puts the product or the patient at risk; stop and call quality assurance at once."
    ),
}
"""What the classes of a deviation mean."""

REVIEW_WORDS = {
    "production": gettext_lazy("Production review"),
    "audit-trail": gettext_lazy("Audit trail review"),
    "quality": gettext_lazy("Quality review"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dev:
    """One deviation."""

    number: str
    step: str
    words: str
    own_class: str
    impact: str
    status: str
    kind: str
    raised: str
    assessments: tuple[str, ...]
    closed: str
    may_assess: bool
    may_close: bool
    handling: Handling
    classes: tuple[str, ...] = DEVIATION_CLASSES
    impacts: tuple[str, ...] = IMPACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """One review: signed, or by whom it is signed."""

    kind: str
    title: str
    signed: str
    may_sign: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One line of the certificate of analysis."""

    name: str
    value: str
    limit: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """One line of the audit trail: a correction, a late entry, or an attempt that was refused."""

    kind: str
    step: str
    words: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Reviews, audit trail, results, gates, disposition; `leaving`: everything beside the certificate."""

    trail: tuple[Trail, ...]
    leaving: Leaving
    cards: tuple[StepCard, ...]
    reviews: tuple[ReviewLine, ...]
    results: tuple[ResultLine, ...]
    gates: tuple[tuple[str, str], ...]
    content_hash: str
    may_dispose: bool
    decided: str
    statement: str
    may_end: bool
    may_hold: bool
    held: bool


def deviations_of(scene: Scene) -> tuple[Dev, ...]:
    """Return the deviations, those still open first."""
    found = [_dev(scene, each) for each in scene.state.record.deviations.values()]
    return tuple(sorted(found, key=lambda dev: (dev.status == "closed", dev.number)))


def newest_words(scene: Scene) -> str:
    """Return that the newest deviation was raised, while it is open; empty when there is none."""
    newest = max(scene.state.record.deviations.values(), key=lambda each: each.number, default=None)
    if newest is None or newest.status != "open":
        return ""
    facts = {"number": newest.number, "step": newest.step, "at": clock_text(newest.raised_at)}
    if newest.step:
        return gettext("%(number)s was raised in step %(step)s at %(at)s.") % facts
    return gettext("%(number)s was raised for the whole batch at %(at)s.") % facts


def _dev(scene: Scene, each: Deviation) -> Dev:
    qa = scene.role == "qa" and not scene.state.closed and scene.state.record.disposition is None
    return Dev(
        number=each.number,
        step=each.step or "",
        words=deviation_words(scene, each),
        own_class=each.deviation_class,
        impact=each.impact,
        status=each.status,
        kind={"open": "alarm", "assessed": "attention"}.get(each.status, "done"),
        raised=f"{scene.name(each.raised_by)}, {clock_text(each.raised_at)}",
        assessments=tuple(
            gettext("%(own_class)s, impact %(impact)s: %(who)s, %(at)s")
            % {
                "own_class": said(a.deviation_class),
                "impact": said(a.impact),
                "who": scene.name(a.by),
                "at": clock_text(a.at),
            }
            for a in each.assessments
        ),
        closed=f"{scene.name(each.closed_by)}, {clock_text(each.closed_at)}" if each.closed_at is not None else "",
        may_assess=qa and each.status != "closed",
        may_close=qa and each.status == "assessed" and not still_open(scene.state.record, each),
        handling=handling_of(scene, each),
    )


def release_of(scene: Scene) -> Release:
    """Return the state of review and release."""
    record = scene.state.record
    lane = [step for step in current_steps(record) if step.lane == "release"]
    decided = record.disposition
    return Release(
        trail=trail_of(scene),
        leaving=leaving_of(scene),
        cards=tuple(step_card(scene, step) for step in lane),
        reviews=tuple(_review(scene, kind) for kind in REVIEW_KINDS),
        results=tuple(_result(line) for line in results(record)),
        gates=tuple((said(gate.message), said(gate.remedy)) for gate in gates(record)) if decided is None else (),
        content_hash=record_hash(record),
        may_dispose=scene.role == "qp" and decided is None and not scene.state.closed,
        decided=gettext("%(decision)s by %(who)s, %(at)s")
        % {
            "decision": said(decided.decision),
            "who": scene.name(decided.by),
            "at": clock_text(decided.at),
        }
        if decided
        else "",
        statement=_statement(scene, decided.statement) if decided else "",
        may_end=decided is not None and not scene.state.closed,
        may_hold=scene.role in ("qa", "qp") and decided is None and not scene.state.closed,
        held=record.held is not None,
    )


def trail_of(scene: Scene) -> tuple[Trail, ...]:
    """Return what a reviewer of the audit trail looks at: corrections, late entries, refused attempts."""
    found = []
    for step_id, state in scene.state.record.steps.items():
        for code, versions in state.entries.items():
            label = say(scene.state.recipe.field_of[code].label)
            for before, entry in zip((None, *versions), versions, strict=False):
                who = f"{scene.name(entry.by)}, {clock_text(entry.at)}"
                if entry.kind == "corrected" and before is not None:
                    words = f"{label}: {before.value} → {entry.value}. “{scene.words(entry.reason)}”"
                    found.append(Trail(kind=gettext("Corrected"), step=step_id, words=words, who=who))
                elif entry.late:
                    words = gettext("%(label)s: written for %(at)s. “%(reason)s”") % {
                        "label": label,
                        "at": clock_text(entry.performed_at),
                        "reason": scene.words(entry.reason),
                    }
                    found.append(Trail(kind=gettext("Late entry"), step=step_id, words=words, who=who))
    for attempt in scene.state.record.attempts:
        event = attempt.event
        words = f"{said(event.code.replace('-', ' '))}{': ' + event.tried if event.tried else ''} ({event.rule})"
        who = f"{scene.name(event.by)}, {clock_text(event.at)}"
        found.append(Trail(kind=gettext("Refused"), step=event.step, words=words, who=who))
    return tuple(found)


def _statement(scene: Scene, statement: object) -> str:
    return "" if isinstance(statement, Mapping) and "kind" in statement else scene.words(statement)


def _review(scene: Scene, kind: str) -> ReviewLine:
    record, roles = scene.state.record, REVIEW_ROLE[kind]
    review = record.review(kind)
    signed = f"{scene.name(review.signature.by)}, {clock_text(review.signature.at)}" if review else ""
    step = next((s for s in record.recipe if s.review == kind), None)
    ready = step is not None and not any(need.kind == "field" for need in missing(record, step.id))
    allowed = scene.role in roles and not scene.state.closed and record.disposition is None
    waiting = f" {gettext('or')} ".join(role_words(role).lower() for role in roles)
    return ReviewLine(
        kind=kind,
        title=REVIEW_WORDS[kind],
        signed=signed or gettext("to be signed by %(waiting)s") % {"waiting": waiting},
        may_sign=allowed and review is None and ready,
    )


def _result(line) -> ResultLine:
    value = f"{line.value} {line.unit}".strip() if line.value else gettext("no result yet")
    if line.informative:
        return ResultLine(
            name=said(line.name), value=value, limit=said(line.limit), kind="info", words=gettext("For information")
        )
    kind, words = {
        True: ("ok", gettext("Meets")),
        False: ("alarm", gettext("Fails")),
        None: ("wait", gettext("Waiting")),
    }[line.passed]
    return ResultLine(name=said(line.name), value=value, limit=said(line.limit), kind=kind, words=words)
