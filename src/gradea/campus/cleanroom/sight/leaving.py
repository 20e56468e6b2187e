"""How a batch may leave: exceptions to look at, the first of two steps, supply on request, telling others, shipping, recall."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gradea.campus.cleanroom.sight.own_text import own_text, who_when
from gradea.campus.cleanroom.sight.scene import Scene, say
from gradea.campus.shell.speech import clock_text
from gradea.record import RecordException, first_step_gates, supply_gates, to_consider
from gradea.record.supplying import OUTCOMES, PARTIES, failed_lines

KIND_WORDS = {
    "automation-step-changed": gettext_lazy("Step of a programme changed"),
    "communication-failure": gettext_lazy("Record or instrument out of reach"),
    "correction": gettext_lazy("Corrected value"),
    "equipment-not-ready": gettext_lazy("Equipment not ready"),
    "late-entry": gettext_lazy("Late entry"),
    "manual-instead-of-instrument": gettext_lazy("Typed instead of taken from the instrument"),
    "material-not-specified": gettext_lazy("Material that the recipe does not name"),
    "material-not-usable": gettext_lazy("Material not released or expired"),
    "out-of-trend": gettext_lazy("Result unlike earlier batches"),
    "paper-entry": gettext_lazy("Entered from paper"),
    "performed-by-other": gettext_lazy("Signed for what another person wrote"),
    "refused-attempt": gettext_lazy("Refused attempt"),
    "scribe-entry": gettext_lazy("Written by a scribe"),
    "signature-voided": gettext_lazy("Signature no longer valid"),
}
PARTY_WORDS = {
    "clinic": gettext_lazy("clinic"),
    "authority": gettext_lazy("authority"),
    "sponsor": gettext_lazy("sponsor"),
}
OUTCOME_WORDS = {
    "returned": gettext_lazy("returned"),
    "destroyed": gettext_lazy("destroyed at the clinic"),
    "given": gettext_lazy("already given; the physician was told"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """One exception of the trail that nobody has looked at yet."""

    key: str
    number: int
    title: str
    place: str
    detail: str
    who: str
    critical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One that was looked at."""

    title: str
    words: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Everything on the page of release beside reviews, results and the certificate."""

    unseen: tuple[Unseen, ...]
    seen: tuple[Seen, ...]
    may_consider: bool
    two_step: bool
    first: str
    conditions: str
    pending: tuple[str, ...]
    first_gates: tuple[tuple[str, str], ...]
    failed: tuple[tuple[str, str], ...]
    supply_gates: tuple[tuple[str, str], ...]
    request: str
    risk: str
    may_request: bool
    may_risk: bool
    may_first: bool
    may_supply: bool
    notices: tuple[str, ...]
    may_notify: bool
    abouts: tuple[tuple[str, str], ...]
    parties: tuple[tuple[str, str], ...]
    shipped: str
    may_ship: bool
    recall: str
    may_return: bool
    outcomes: tuple[tuple[str, str], ...]
    returned: str


def leaving_of(scene: Scene) -> Leaving:
    """Return how the batch may leave."""
    record = scene.state.record
    open_run, undecided = not scene.state.closed, record.disposition is None
    judges, qp = scene.role in ("qa", "qp") and open_run, scene.role == "qp" and open_run and undecided
    failed = failed_lines(record)
    titles = {line.code: say(line.title) for line in record.recipe.specification}
    request, risk, first = record.request, record.risk, record.first_step
    two_step = bool(record.recipe.delayed)
    first_gates = first_step_gates(record) if two_step and undecided and first is None else ()
    shut = supply_gates(record) if failed and undecided else ()
    return Leaving(
        unseen=tuple(_unseen(scene, number, item) for number, item in enumerate(to_consider(record))),
        seen=tuple(
            Seen(
                title=str(KIND_WORDS[item.kind]),
                words=(f"{item.deviation}. " if item.deviation else "") + own_text(scene, item.text),
                who=who_when(scene, item),
            )
            for item in record.considered.values()
        ),
        may_consider=scene.role == "qa" and open_run and undecided,
        two_step=two_step,
        first=who_when(scene, first) if first else "",
        conditions=own_text(scene, first.conditions) if first else "",
        pending=first.pending if first else (),
        first_gates=tuple((gate.message, gate.remedy) for gate in first_gates),
        failed=tuple((code, titles[code]) for code in failed),
        supply_gates=tuple((gate.message, gate.remedy) for gate in shut),
        request=f"{request.reference}: {who_when(scene, request)}. {own_text(scene, request.text)}" if request else "",
        risk=f"{who_when(scene, risk)}. {own_text(scene, risk.text)}" if risk else "",
        may_request=judges and undecided and bool(failed) and request is None,
        may_risk=judges and undecided and request is not None and risk is None,
        may_first=qp and two_step and first is None and not first_gates,
        may_supply=qp and bool(failed) and not shut,
        notices=tuple(
            f"{PARTY_WORDS[each.whom]}: {each.about}. {own_text(scene, each.text)} {who_when(scene, each)}"
            for each in record.notified
        ),
        may_notify=judges and bool(failed or record.recall or record.deviations),
        abouts=tuple((about, about) for about in ("supply", "recall", *record.deviations)),
        parties=tuple((name, str(PARTY_WORDS[name])) for name in PARTIES),
        shipped=f"{record.shipped.consignee}: {who_when(scene, record.shipped)}" if record.shipped else "",
        may_ship=judges and record.shipped is None,
        recall=_("since %(at)s, for %(deviation)s") % _recall(record.recall) if record.recall else "",
        may_return=judges and record.recall is not None and record.shipped is not None and record.returned is None,
        outcomes=tuple((name, str(OUTCOME_WORDS[name])) for name in OUTCOMES),
        returned=f"{OUTCOME_WORDS[record.returned.outcome]}. {who_when(scene, record.returned)}"
        if record.returned
        else "",
    )


def _recall(event) -> dict[str, str]:
    return {"at": clock_text(event.at), "deviation": event.deviation}


def _unseen(scene: Scene, number: int, item: RecordException) -> Unseen:
    label = say(scene.state.recipe.field_of[item.field].label) if item.field else ""
    detail = {
        "correction": "{old} → {new}",
        "late-entry": _("{minutes} min late"),
        "refused-attempt": "{code} {tried}",
        "out-of-trend": "{value}",
        "paper-entry": "{form}",
        "manual-instead-of-instrument": "{value}",
    }.get(item.kind, "")
    words = detail.format(**item.detail) if detail else ""
    if item.detail.get("before_turn"):
        words += _(", for a time before the turn of the step had come")
    return Unseen(
        key=item.key,
        number=number,
        title=str(KIND_WORDS[item.kind]),
        place=f"{item.step} {label}".strip(),
        detail=words.strip(),
        who=f"{scene.name(item.by)}, {clock_text(item.at)}" if item.by else clock_text(item.at),
        critical=item.critical,
    )
