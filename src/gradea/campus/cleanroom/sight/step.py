"""One step of the batch record as it is read, written and signed."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from gradea.campus.cleanroom.sight.blank import Blank, Version, blank_of
from gradea.campus.cleanroom.sight.deviation_words import deviation_words
from gradea.campus.cleanroom.sight.faces import Face, faces_of, verifiers
from gradea.campus.cleanroom.sight.scene import Scene, role_words, say
from gradea.campus.shell.speech import clock_text
from gradea.record import (
    ALLOWED,
    Step,
    StepStatus,
    awaiting_receipt,
    missing,
    opens_at,
    scribes,
    step_hash,
    step_status,
    unreviewed_results,
)
from gradea.record.guards import check_not_held
from gradea.record.progress import due_by, needs_verification
from gradea.record.state import Signature, StepState
from gradea.vocabulary import MINUTE
from gradea.world.state import OUTSIDE

MEANINGS = {
    "performed": gettext_lazy("Performed"),
    "verified": gettext_lazy("Verified"),
    "scribed": gettext_lazy("Written as a scribe"),
    "reviewed": gettext_lazy("Results reviewed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A signature as printed."""

    meaning: str
    name: str
    role: str
    at: str
    void: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A deviation that was raised in the step."""

    number: str
    words: str
    own_class: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A time that binds the step: how much of it has passed."""

    words: str
    value: int
    most: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCard:
    """A step with everything that can be done in it by the viewer now."""

    id: str
    key: str
    title: str
    path: str
    what: str
    why: str
    clause: str
    lane: str
    performer: str
    mine: bool
    where: str
    critical: bool
    status: str
    status_kind: str
    blanks: tuple[Blank, ...]
    signs: tuple[Sign, ...]
    timers: tuple[Timed, ...]
    notes: tuple[Version, ...]
    deviations: tuple[Raised, ...]
    not_applicable: Version | None
    waits_for: str
    opens: str
    opens_at: int
    content_hash: str
    may_write: bool
    may_correct: bool
    may_sign: str
    still_blank: int
    seconds_here: tuple[Face, ...]
    review: str
    to_receive: tuple[str, ...]
    scribe_for: Face | None
    paper: bool


def step_card(scene: Scene, step: Step) -> StepCard:
    """Return a step as the viewer sees it."""
    record = scene.state.record
    state, status = record.step(step.id), step_status(record, step.id)
    opens = opens_at(record, step.id)
    writes = _may_write(scene, step, status) and (opens is None or opens <= scene.state.at)
    blanks = tuple(blank_of(scene, step, item) for item in step.fields)
    still = sum(1 for need in missing(record, step.id) if need.kind == "field")
    needs_second = needs_verification(record, step.id) or step.verification
    waiting = state.signature("performed") is not None and state.signature("verified") is None and needs_second
    words, kind = _status_words(scene, step, status)
    return StepCard(
        id=step.id,
        key=step.id.replace(".", "-"),
        title=say(step.title),
        path=_path(scene, step),
        what=say(step.instruction),
        why=say(step.why) if scene.guided else "",
        clause=str(step.why.get("clause", "")) if scene.guided else "",
        lane=step.lane,
        performer=role_words(step.performer),
        mine=step.performer == scene.role,
        where=scene.room_title(step.room) if step.room else "",
        critical=step.critical,
        status=words,
        status_kind=kind,
        blanks=blanks,
        signs=tuple(_sign(scene, signature) for signature in state.signatures),
        timers=_timers(scene, step, status),
        notes=_notes(scene, step),
        deviations=_raised(scene, step),
        not_applicable=_waived(scene, state),
        waits_for=_waits_for(scene, step, status),
        opens=clock_text(opens) if opens is not None and opens > scene.state.at else "",
        opens_at=opens if opens is not None and opens > scene.state.at else 0,
        content_hash=step_hash(record, step.id),
        may_write=writes,
        may_correct=step.performer == scene.role and record.disposition is None and not scene.state.closed,
        may_sign=_may_sign(scene, step, status, waiting),
        still_blank=still,
        seconds_here=tuple(verifiers(scene, step.lane, state.authors())) if needs_second and not step.review else (),
        review=step.review,
        scribe_for=_scribe_for(scene, step, status),
        paper=bool(record.outages),
        to_receive=awaiting_receipt(record, step) if step.performer == scene.role else (),
    )


def _path(scene: Scene, step: Step) -> str:
    for unit in scene.state.recipe.unit_procedures:
        for operation in unit.operations:
            for phase in operation.phases:
                if step.id in phase.steps:
                    return f"{operation.id} {say(operation.title)} › {say(phase.title)}"
    return ""


def _may_write(scene: Scene, step: Step, status: StepStatus) -> bool:
    if scene.state.closed or scene.state.record.disposition is not None or step.performer != scene.role:
        return False
    return status in (StepStatus.OPEN, StepStatus.AMENDED) and check_not_held(scene.state.record, step) is None


def _may_sign(scene: Scene, step: Step, status: StepStatus, waiting: bool) -> str:
    """Return the meaning with which the viewer may sign now: performed, verified, scribed, reviewed, or nothing."""
    if scene.state.closed or step.review or scene.state.record.disposition is not None:
        return ""
    state = scene.state.record.step(step.id)
    if scene.me in scribes(state) and state.signature("scribed") is None:
        return "scribed"
    if status in (StepStatus.OPEN, StepStatus.AMENDED) and step.performer == scene.role:
        return "performed"
    author = scene.me in state.authors()
    if step.id in unreviewed_results(scene.state.record) and scene.role in ALLOWED["review-result"] and not author:
        return "reviewed"
    return "verified" if waiting and scene.role in ALLOWED[f"verify-{step.lane}"] and not author else ""


def _scribe_for(scene: Scene, step: Step, status: StepStatus) -> Face | None:
    """Return the person for whom the viewer may write as a scribe: whoever performs the step in a clean room."""
    if scene.state.closed or status is not StepStatus.OPEN or step.lane != "production" or step.room == OUTSIDE:
        return None
    if scene.role == step.performer or scene.role not in ALLOWED["scribe"]:
        return None
    return next((face for face in faces_of(scene) if face.role == step.performer and not face.crew), None)


def _waits_for(scene: Scene, step: Step, status: StepStatus) -> str:
    if status in (StepStatus.OPEN, StepStatus.AMENDED) and step.performer != scene.role:
        return gettext("Waits for %(role)s") % {"role": role_words(step.performer).lower()}
    return ""


def _status_words(scene: Scene, step: Step, status: StepStatus) -> tuple[str, str]:
    opens = opens_at(scene.state.record, step.id)
    if status is StepStatus.OPEN and opens is not None and opens > scene.state.at:
        return gettext("opens %(opens)s") % {"opens": clock_text(opens)}, "wait"
    return {
        StepStatus.FUTURE: (gettext("Still to come"), "off"),
        StepStatus.OPEN: (gettext("Open now"), "info"),
        StepStatus.PERFORMED: (gettext("Performed, waits for a second signature"), "wait"),
        StepStatus.CLOSED: (gettext("Closed"), "done"),
        StepStatus.NOT_APPLICABLE: (gettext("Not applicable"), "off"),
        StepStatus.AMENDED: (gettext("Changed after signing: sign again"), "attention"),
    }[status]


def _sign(scene: Scene, signature: Signature) -> Sign:
    return Sign(
        meaning=str(str(MEANINGS.get(signature.meaning, signature.meaning))),
        name=scene.name(signature.by),
        role=role_words(signature.role),
        at=clock_text(signature.at),
        void=gettext("the content changed afterwards") if signature.void_by else "",
    )


def _waived(scene: Scene, state: StepState) -> Version | None:
    waived = state.not_applicable
    if waived is None:
        return None
    return Version(
        value=gettext("Not applicable"),
        current=True,
        kind="waived",
        by=scene.name(waived.by),
        at=clock_text(waived.at),
        claimed="",
        reason=scene.words(waived.reason),
        late=False,
        source="manual",
    )


def _notes(scene: Scene, step: Step) -> tuple[Version, ...]:
    found = []
    for note in scene.state.record.notes:
        event = note.event
        if getattr(event, "step", None) == step.id:
            found.append(
                Version(
                    value=scene.words(getattr(event, "text", "")),
                    current=True,
                    kind="note",
                    by=scene.name(event.by),
                    at=clock_text(event.at),
                    claimed="",
                    reason="",
                    late=False,
                    source="manual",
                )
            )
    return tuple(found)


def _raised(scene: Scene, step: Step) -> tuple[Raised, ...]:
    """Return the deviations of the step, whether a person or the record raised them."""
    return tuple(
        Raised(
            number=each.number,
            words=deviation_words(scene, each),
            own_class=each.deviation_class,
            status=each.status,
        )
        for each in scene.state.record.deviations.values()
        if each.step == step.id
    )


def _timers(scene: Scene, step: Step, status: StepStatus) -> tuple[Timed, ...]:
    if status not in (StepStatus.OPEN, StepStatus.PERFORMED, StepStatus.AMENDED):
        return ()
    found, now = [], scene.state.at
    for timer in step.timers:
        begun = scene.state.record.step(timer.step).first_performed_at
        if begun is None:
            continue
        passed = (now - begun) // MINUTE
        over = passed > timer.minutes
        if timer.kind == "not-before":
            if not over and passed < timer.minutes:
                found.append(_timed(gettext("Wait after %(step)s") % {"step": timer.step}, passed, timer.minutes, ""))
        else:
            near = passed > 0.8 * timer.minutes
            found.append(
                _timed(
                    gettext("Hold time since %(step)s") % {"step": timer.step},
                    passed,
                    timer.minutes,
                    "alarm" if over else "attention" if near else "",
                )
            )
    due = due_by(scene.state.record, step.id)
    if due is not None and step.planned is not None and step.window_min is not None:
        found.append(
            _timed(
                gettext("Planned window"),
                max(0, (now - step.planned) // MINUTE),
                step.window_min,
                "alarm" if now > due else "",
            )
        )
    return tuple(found)


def _timed(what: str, passed: int, minutes: int, kind: str) -> Timed:
    words = (
        gettext("%(what)s: %(passed)s of %(limit)s, over")
        if passed > minutes
        else gettext("%(what)s: %(passed)s of %(limit)s")
    ) % {"what": what, "passed": _clock(passed), "limit": _clock(minutes)}
    return Timed(words=words, value=min(passed, minutes), most=minutes, kind=kind)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
