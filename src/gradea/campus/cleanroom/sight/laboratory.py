"""The laboratory's page: samples on their way, plates and bottles with their incubation, results beside earlier batches."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gradea.campus.cleanroom.sight.scene import Scene
from gradea.campus.shell.speech import clock_text
from gradea.record import SampleStand, samples, trends
from gradea.record.sampling import CONDITIONS
from gradea.vocabulary import HOUR

STATUS_WORDS = {
    "planned": (gettext_lazy("to be taken"), "off"),
    "taken": (gettext_lazy("taken"), "info"),
    "received": (gettext_lazy("received"), "info"),
    "incubating": (gettext_lazy("incubating"), "wait"),
    "tested": (gettext_lazy("read, to be reviewed"), "wait"),
    "reviewed": (gettext_lazy("reviewed"), "done"),
}
KIND_WORDS = {
    "sample": gettext_lazy("Sample"),
    "bottle": gettext_lazy("Culture bottle"),
    "settle plate": gettext_lazy("Settle plate"),
    "glove print": gettext_lazy("Glove print"),
}
CONDITION_WORDS = {
    "good": gettext_lazy("in good state"),
    "damaged": gettext_lazy("damaged"),
    "warm": gettext_lazy("warm"),
    "too-little": gettext_lazy("too little"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLine:
    """One sample, plate or bottle."""

    code: str
    kind: str
    status: str
    state: str
    taken: str
    received: str
    incubated: str
    read: str
    reviewed: str
    may_receive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLine:
    """One result beside the limits that earlier batches set."""

    name: str
    value: str
    limits: str
    outside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Laboratory:
    """The page of quality control. `reviews`: steps whose results wait for a second person, as the viewer may sign."""

    lines: tuple[SampleLine, ...]
    trends: tuple[TrendLine, ...]
    batch: str
    conditions: tuple[tuple[str, str], ...]


def laboratory_of(scene: Scene) -> Laboratory:
    """Return the laboratory's page."""
    record = scene.state.record
    names = {line.code: line.title for line in record.recipe.specification}
    return Laboratory(
        lines=tuple(_line(scene, stand) for stand in samples(record)),
        trends=tuple(
            TrendLine(
                name=names[result.code].get("en", result.code),
                value=result.value,
                limits=_("%(low).3g to %(high).3g, from %(n)d batches")
                % {"low": result.limits.low, "high": result.limits.high, "n": result.limits.batches},
                outside=result.outside,
            )
            for result in trends(record)
        ),
        batch=record.batch_number,
        conditions=tuple((name, str(CONDITION_WORDS[name])) for name in CONDITIONS),
    )


def _line(scene: Scene, stand: SampleStand) -> SampleLine:
    words, state = STATUS_WORDS[stand.status]
    may = scene.role == "qc" and not scene.state.closed and scene.state.record.disposition is None
    return SampleLine(
        code=stand.plan.code,
        kind=str(KIND_WORDS[stand.plan.kind]),
        status=str(words),
        state=state,
        taken=f"{scene.name(stand.taken_by)}, {clock_text(stand.taken_at)}" if stand.taken_at is not None else "",
        received=(
            f"{scene.name(stand.received.by)}, {clock_text(stand.received.at)}, "
            f"{CONDITION_WORDS[stand.received.condition]}"
            if stand.received
            else ""
        ),
        incubated=_incubated(stand),
        read=f"{scene.name(stand.tested_by)}, {clock_text(stand.tested_at)}" if stand.tested_at is not None else "",
        reviewed=scene.name(stand.reviewed_by) if stand.reviewed_by else "",
        may_receive=may and stand.plan.goes_out and stand.taken_at is not None and stand.received is None,
    )


def _incubated(stand: SampleStand) -> str:
    """Return from when to when something was incubated; what grows on it is known only to who reads it."""
    if stand.incubated_from is None:
        return ""
    if stand.tested_at is None:
        return _("since %(begin)s") % {"begin": clock_text(stand.incubated_from)}
    return _("%(begin)s to %(end)s, %(hours)d h") % {
        "begin": clock_text(stand.incubated_from),
        "end": clock_text(stand.tested_at),
        "hours": (stand.tested_at - stand.incubated_from) // HOUR,
    }
