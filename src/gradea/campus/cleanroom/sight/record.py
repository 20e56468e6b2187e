"""The batch record as one pane: now, all steps, deviations, release."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from gradea.campus.cleanroom.sight.changes import Changes, changes_of
from gradea.campus.cleanroom.sight.deviations import CLASS_WORDS, Dev, Release, deviations_of, newest_words, release_of
from gradea.campus.cleanroom.sight.floor import Floor, floor_of
from gradea.campus.cleanroom.sight.laboratory import Laboratory, laboratory_of
from gradea.campus.cleanroom.sight.scene import Scene, say
from gradea.campus.cleanroom.sight.step import StepCard, step_card
from gradea.record import StepStatus, amended_steps, current_steps, progress, step_status, unreviewed_results

TABS = (
    ("now", gettext_lazy("Now")),
    ("steps", gettext_lazy("All steps")),
    ("deviations", gettext_lazy("Deviations")),
    ("laboratory", gettext_lazy("Laboratory")),
    ("floor", gettext_lazy("Equipment")),
    ("release", gettext_lazy("Release")),
)
STATUS_WORDS = {
    "held": ("alarm", gettext_lazy("On hold")),
    "quarantine": ("wait", gettext_lazy("Quarantine")),
    "first-step": ("attention", gettext_lazy("First certificate, results pending")),
    "recall": ("alarm", gettext_lazy("Called back")),
    "certified": ("ok", gettext_lazy("Certified")),
    "rejected": ("alarm", gettext_lazy("Rejected")),
    "recalled": ("alarm", gettext_lazy("Called back and rejected")),
    "out-of-specification": ("alarm", gettext_lazy("Supplied, not meeting the specification")),
}
"""Status of a batch → how it is shown, everywhere it is shown."""

LANE_WORDS = {
    "production": gettext_lazy("Production"),
    "qc": gettext_lazy("Quality control"),
    "release": gettext_lazy("Review and release"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One step in the list of all."""

    id: str
    title: str
    status: str
    kind: str
    lane: str
    picked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """An operation with its steps."""

    title: str
    unit: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A page of the record."""

    key: str
    words: str
    here: bool
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything on the right side.

    Attributes:
        raised: The newest deviation that is still open, in a few words.
        classes: The classes of a deviation, each with what it means.
    """

    batch: str
    status: str
    status_kind: str
    status_words: str
    copy: str
    closed: int
    total: int
    words: str
    tabs: tuple[Tab, ...]
    tab: str
    mine: tuple[StepCard, ...]
    others: tuple[StepCard, ...]
    chosen: StepCard | None
    chapters: tuple[Chapter, ...]
    deviations: tuple[Dev, ...]
    raised: str
    classes: tuple[tuple[str, str], ...]
    release: Release | None
    laboratory: Laboratory | None
    floor: Floor | None
    changes: Changes | None
    seated: bool
    held: str


def record_of(scene: Scene) -> Record:
    """Return the record as the viewer sees it."""
    record = scene.state.record
    far = progress(record)
    tab = scene.tab if scene.tab in dict(TABS) else "now"
    cards = _current(scene) if tab == "now" else ()
    chosen = record.recipe.step_of.get(scene.step)
    open_deviations = sum(1 for each in record.deviations.values() if each.status != "closed")
    return Record(
        batch=record.batch_number,
        status=record.status,
        status_kind=STATUS_WORDS[record.status][0] if record.status in STATUS_WORDS else "",
        status_words=str(STATUS_WORDS[record.status][1]) if record.status in STATUS_WORDS else "",
        copy=gettext("%(code)s version %(version)s") % {"code": record.recipe.code, "version": record.recipe.version},
        closed=far.closed,
        total=far.total,
        words=gettext("%(closed)s of %(total)s steps closed") % {"closed": far.closed, "total": far.total},
        tabs=tuple(
            Tab(key=key, words=words, here=key == tab, count=open_deviations if key == "deviations" else None)
            for key, words in TABS
        ),
        tab=tab,
        mine=tuple(card for card in cards if card.mine or card.may_sign),
        others=tuple(card for card in cards if not (card.mine or card.may_sign)),
        chosen=step_card(scene, chosen) if chosen is not None and tab == "steps" else None,
        chapters=_chapters(scene) if tab == "steps" else (),
        deviations=deviations_of(scene) if tab == "deviations" else (),
        raised=newest_words(scene),
        classes=tuple(CLASS_WORDS.items()),
        release=release_of(scene) if tab == "release" else None,
        laboratory=laboratory_of(scene) if tab == "laboratory" else None,
        floor=floor_of(scene) if tab == "floor" else None,
        changes=changes_of(scene) if tab == "deviations" else None,
        seated=bool(scene.role),
        held=scene.words(record.held.reason) if record.held else "",
    )


def _current(scene: Scene) -> tuple[StepCard, ...]:
    """Return the steps whose turn it is, those of the viewer first; changed ones before all."""
    record = scene.state.record
    steps = dict.fromkeys(
        (
            *(step.id for step in amended_steps(record)),
            *(step.id for step in current_steps(record)),
            *unreviewed_results(record),
        )
    )
    cards = [step_card(scene, record.recipe.step_of[step_id]) for step_id in steps]
    return tuple(sorted(cards, key=lambda card: (card.opens_at, not card.may_sign, not card.mine)))


def _chapters(scene: Scene) -> tuple[Chapter, ...]:
    recipe, found = scene.state.recipe, []
    for unit in recipe.unit_procedures:
        for number, operation in enumerate(unit.operations):
            lines = tuple(_line(scene, step_id) for phase in operation.phases for step_id in phase.steps)
            head = say(unit.title) if number == 0 else ""
            found.append(Chapter(title=f"{operation.id} {say(operation.title)}", unit=head, lines=lines))
    return tuple(found)


_KINDS = {
    StepStatus.FUTURE: (gettext_lazy("Still to come"), "off"),
    StepStatus.OPEN: (gettext_lazy("Open"), "info"),
    StepStatus.PERFORMED: (gettext_lazy("To be verified"), "wait"),
    StepStatus.CLOSED: (gettext_lazy("Closed"), "done"),
    StepStatus.NOT_APPLICABLE: (gettext_lazy("Not applicable"), "off"),
    StepStatus.AMENDED: (gettext_lazy("To be signed again"), "attention"),
}


def _line(scene: Scene, step_id: str) -> Line:
    step = scene.state.recipe.step_of[step_id]
    words, kind = _KINDS[step_status(scene.state.record, step_id)]
    return Line(
        id=step_id,
        title=say(step.title),
        status=words,
        kind=kind,
        lane=LANE_WORDS[step.lane],
        picked=step_id == scene.step,
    )
