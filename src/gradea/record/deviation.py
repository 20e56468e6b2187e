"""Deciding about notes and deviations: raised by anyone, judged by quality, never by whoever raised them."""

from gradea.record.catalogue import CLASS_ORDER, is_known, proposed_class
from gradea.record.commands import AddNote, AssessDeviation, CloseDeviation, RaiseDeviation
from gradea.record.drafting import Actor, Draft, next_number, refuse
from gradea.record.events import DeviationAssessed, DeviationClosed, DeviationRaised, Event, NoteAdded
from gradea.record.guards import check_issued, check_open, find_step
from gradea.record.reasons import check_text
from gradea.record.recipe import DEVIATION_CLASSES
from gradea.record.roles import check_role
from gradea.record.signing import check_authenticated
from gradea.record.state import BatchRecord, Deviation
from gradea.vocabulary import Refusal

IMPACTS = ("none", "negligible", "possible", "affected")
"""Impact on the product. Only the first two allow certification (Annex 16 section 3)."""

CERTIFIABLE_IMPACTS = frozenset({"none", "negligible"})

OTHER_BATCHES = ("", "none", "checked", "affected")
"""Impact on other batches: not said, none can be touched, looked at and not touched, touched (8.17; Annex 1 9.13)."""


def _check_place(record: BatchRecord, step_id: str | None) -> Refusal | None:
    refusal = check_open(record)
    if refusal or step_id is None:
        return refusal
    step = find_step(record, step_id)
    return step if isinstance(step, Refusal) else None


def decide_note(record: BatchRecord, command: AddNote, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a comment. A problem opens a deviation, so that it cannot stay a remark (REC-13)."""
    refusal = _check_place(record, command.step) or check_role("note", actor.role) or check_text(command.text)
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(NoteAdded, step=command.step, text=command.text, problem=command.problem)
    if command.problem:
        draft.deviate(step=command.step, code="", deviation_class="minor", why={"kind": "problem-note"})
    return draft.events


def decide_raise(record: BatchRecord, command: RaiseDeviation, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a reported departure."""
    refusal = (
        _check_place(record, command.step)
        or check_role("raise-deviation", actor.role)
        or _check_code(command.code)
        or (_check_class(command.deviation_class) if command.deviation_class or not command.code else None)
        or check_text(command.description)
    )
    if refusal:
        return refusal
    critical = command.step is not None and record.recipe.step_of[command.step].critical
    draft = Draft(record, actor)
    draft.add(
        DeviationRaised,
        number=next_number(record),
        step=command.step,
        field="",
        code=command.code,
        deviation_class=command.deviation_class or proposed_class(command.code, critical=critical),
        description=command.description,
        automatic=False,
    )
    return draft.events


def decide_assess(record: BatchRecord, command: AssessDeviation, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about an assessment; it may be made again until the deviation is closed, and all versions stay."""
    deviation = find_open_deviation(record, command.number)
    if isinstance(deviation, Refusal):
        return deviation
    refusal = (
        check_role("assess-deviation", actor.role)
        or _check_independent(record, deviation, actor)
        or _check_class(command.deviation_class)
        or _check_impact(command.impact, command.other_batches)
        or _check_lowered(deviation, command)
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(
        DeviationAssessed,
        number=deviation.number,
        deviation_class=command.deviation_class,
        impact=command.impact,
        other_batches=command.other_batches,
        reason=command.reason,
    )
    return draft.events


def decide_close(record: BatchRecord, command: CloseDeviation, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about closing a deviation, an approval in writing: handled in full, by another person, re-authenticated."""
    deviation = find_open_deviation(record, command.number)
    if isinstance(deviation, Refusal):
        return deviation
    refusal = (
        check_role("close-deviation", actor.role)
        or _check_independent(record, deviation, actor)
        or next((refuse_open(deviation, need) for need in still_open(record, deviation)), None)
        or check_authenticated(command.authenticated)
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(DeviationClosed, number=deviation.number)
    return draft.events


def find_open_deviation(record: BatchRecord, number: str) -> Deviation | Refusal:
    """Return a deviation that can still be worked on, or why there is none."""
    refusal = check_open(record)
    if refusal:
        return refusal
    deviation = find_deviation(record, number)
    if isinstance(deviation, Deviation) and deviation.status == "closed":
        return refuse(
            "deviation-closed",
            "REC-09",
            f"{number} is closed.",
            "If it comes back, raise a new deviation and name this one.",
        )
    return deviation


def find_deviation(record: BatchRecord, number: str) -> Deviation | Refusal:
    """Return a deviation by its number, or why there is none."""
    refusal = check_issued(record)
    if refusal:
        return refusal
    deviation = record.deviations.get(number)
    if deviation is None:
        return refuse(
            "deviation-unknown",
            "REL-03",
            f"There is no deviation {number[:12]} in this record.",
            "Choose a deviation from the list.",
        )
    return deviation


def still_open(record: BatchRecord, deviation: Deviation) -> tuple[str, ...]:
    """Return what a deviation still needs before quality can close it, in the order in which it is done.

    Every one is assessed. A major or critical one also has an immediate action, an investigation, a look at other
    batches, and an action that reaches its cause. A result out of specification is decided.
    """
    needs = []
    if is_grave(deviation):
        if not deviation.actions:
            needs.append("immediate-action")
        if deviation.investigation is None:
            needs.append("investigation")
    case = record.oos.get(deviation.number)
    if case is not None and case.decided is None:
        needs.append("oos-decision")
    if not deviation.assessments:
        needs.append("assessment")
    elif is_grave(deviation) and not deviation.assessments[-1].other_batches:
        needs.append("other-batches")
    if is_grave(deviation):
        kinds = {capa.plan.kind for capa in record.capas.values() if capa.plan.deviation == deviation.number}
        found = deviation.investigation
        if not kinds:
            needs.append("capa")
        elif found is not None and found.category != "training" and kinds == {"training"}:
            needs.append("capa-beyond-training")
    return tuple(needs)


def is_grave(deviation: Deviation) -> bool:
    """Return whether a deviation is major or critical, and so handled in full (Chapter 1 1.8 vii)."""
    return deviation.deviation_class != "minor"


_OPEN: dict[str, tuple[str, str, str]] = {
    "immediate-action": (
        "action-missing",
        "Nothing says what was done at once about {number}.",
        "Let whoever was there write down what was stopped, set apart and told to whom.",
    ),
    "investigation": (
        "investigation-missing",
        "{number} is {deviation_class} and its cause was not looked for.",
        "Investigate it with five whys or a fishbone.",
    ),
    "oos-decision": (
        "oos-open",
        "The result out of specification of {number} is not decided.",
        "Go through the laboratory, then manufacturing, and decide.",
    ),
    "assessment": (
        "deviation-not-assessed",
        "{number} has not been assessed.",
        "Decide its class and its impact on the product first.",
    ),
    "other-batches": (
        "other-batches-missing",
        "{number} is {deviation_class}, and nothing says what it means for other batches.",
        "Assess it again and say: none can be touched, checked, or affected.",
    ),
    "capa": (
        "capa-missing",
        "{number} is {deviation_class} and has no corrective or preventive action.",
        "Plan one that reaches the cause, with an owner, a date and a check of its effect.",
    ),
    "capa-beyond-training": (
        "retrain-alone",
        "The cause of {number} lies elsewhere than in training, and training is the only action.",
        "Plan an action that changes the cause; training may come beside it.",
    ),
}


def refuse_open(deviation: Deviation, need: str) -> Refusal:
    """Return the refusal to close a deviation for one thing that it still needs."""
    code, message, remedy = _OPEN[need]
    words = message.format(number=deviation.number, deviation_class=deviation.deviation_class)
    return refuse(code, "REL-03; Chapter 5 5.15; Chapter 1 1.8 vii; Chapter 8 8.17, 8.18", words, remedy)


def _check_independent(record: BatchRecord, deviation: Deviation, actor: Actor) -> Refusal | None:
    investigated = {found.by for found in deviation.investigations}
    involved = record.performers | record.verifiers | investigated | {deviation.raised_by}
    if actor.person not in involved:
        return None
    return refuse(
        "own-work",
        "Chapter 5 5.15; REL-01",
        f"You raised or investigated {deviation.number}, or worked on this batch; nobody judges their own work.",
        "Ask another person of quality assurance.",
    )


def _check_class(deviation_class: str) -> Refusal | None:
    if deviation_class in DEVIATION_CLASSES:
        return None
    return refuse(
        "class-unknown",
        "Chapter 5 5.15",
        f"'{deviation_class[:20]}' is not a class of deviation.",
        f"Choose {', '.join(DEVIATION_CLASSES)}.",
    )


def _check_code(code: str) -> Refusal | None:
    if is_known(code):
        return None
    return refuse(
        "event-unknown",
        "Chapter 5 5.15",
        f"'{code[:20]}' is not the code of an event.",
        "Choose a code like DV-MJ03, or leave it out.",
    )


def _check_lowered(deviation: Deviation, command: AssessDeviation) -> Refusal | None:
    """Return a refusal when quality lowers the class that was proposed without saying why."""
    proposed = deviation.proposed_class
    if CLASS_ORDER.index(command.deviation_class) >= CLASS_ORDER.index(proposed):
        return None
    if check_text(command.reason) is None:
        return None
    return refuse(
        "class-lowered",
        "Chapter 5 5.15; Chapter 1 1.8",
        f"{deviation.number} was proposed as {proposed}; {command.deviation_class} is lighter, and nothing says why.",
        "Give the reason, or keep the class.",
    )


def _check_impact(impact: str, other_batches: str) -> Refusal | None:
    if other_batches not in OTHER_BATCHES:
        return refuse(
            "impact-unknown",
            "Annex 1 9.13",
            f"'{other_batches[:20]}' is not an impact on other batches.",
            f"Choose {', '.join(OTHER_BATCHES[1:])}.",
        )
    if impact in IMPACTS:
        return None
    return refuse(
        "impact-unknown",
        "Annex 16 section 3",
        f"'{impact[:20]}' is not an impact on the product.",
        f"Choose {', '.join(IMPACTS)}.",
    )
