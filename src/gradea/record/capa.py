"""Deciding about corrective and preventive actions: an owner, a date, and how it will be seen whether they worked."""

from gradea.record.deviation import find_deviation, find_open_deviation
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event
from gradea.record.guards import check_issued
from gradea.record.quality_commands import CheckCapa, CompleteCapa, PlanCapa
from gradea.record.quality_events import CapaChecked, CapaCompleted, CapaPlanned
from gradea.record.quality_state import Capa
from gradea.record.reasons import check_text
from gradea.record.roles import ROLES, check_role
from gradea.record.signing import check_authenticated
from gradea.record.state import BatchRecord, Deviation
from gradea.vocabulary import Refusal, clock_text

CAPA_KINDS = ("correction", "corrective", "preventive", "training")


def decide_plan(record: BatchRecord, command: PlanCapa, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a planned CAPA. "Train them again" needs a cause that training can reach (Chapter 8 8.17)."""
    deviation = find_open_deviation(record, command.deviation)
    if isinstance(deviation, Refusal):
        return deviation
    refusal = (
        check_role("plan-capa", actor.role)
        or _check_form(command, actor)
        or check_text(command.text)
        or _check_cause_first(deviation, command.kind)
        or check_text(command.check)
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(
        CapaPlanned,
        number=f"CAPA-{len(record.capas) + 1:03d}",
        deviation=deviation.number,
        kind=command.kind,
        text=command.text,
        owner=command.owner,
        due_at=command.due_at,
        check=command.check,
        check_at=command.check_at,
    )
    return draft.events


def _check_form(command: PlanCapa, actor: Actor) -> Refusal | None:
    if command.kind not in CAPA_KINDS:
        return refuse(
            "capa-kind-unknown",
            "Chapter 1 1.8 vii",
            f"'{command.kind[:20]}' is not a kind of action.",
            f"Choose {', '.join(CAPA_KINDS)}.",
        )
    if command.owner not in ROLES:
        return refuse(
            "capa-owner-missing",
            "Chapter 8 8.18",
            f"'{command.owner[:20]}' is nobody who can answer for it.",
            f"Name the role that does: {', '.join(ROLES)}.",
        )
    if not actor.at < command.due_at <= command.check_at:
        return refuse(
            "capa-dates",
            "Chapter 8 8.18",
            f"Due {clock_text(command.due_at)}, effect looked at {clock_text(command.check_at)}: that is no order.",
            "Give a due date that lies ahead, and look at the effect on that day or later.",
        )
    return None


def _check_cause_first(deviation: Deviation, kind: str) -> Refusal | None:
    if kind != "training" or deviation.investigation is not None:
        return None
    return refuse(
        "retrain-without-cause",
        "Chapter 8 8.17; Chapter 1 1.8 vii",
        f"Training is planned for {deviation.number} before its cause was looked for.",
        "Investigate first; training helps only where somebody did not know, which is seldom the cause.",
    )


def find_capa(record: BatchRecord, number: str) -> Capa | Refusal:
    """Return a CAPA by its number, or why there is none."""
    refusal = check_issued(record)
    if refusal:
        return refusal
    capa = record.capas.get(number)
    return capa or refuse(
        "capa-unknown", "Chapter 8 8.18", f"There is no {number[:12]} in this record.", "Choose one from the list."
    )


def decide_complete(record: BatchRecord, command: CompleteCapa, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about reporting a CAPA as carried out: its owner reports, also after the batch was decided."""
    capa = find_capa(record, command.number)
    if isinstance(capa, Refusal):
        return capa
    refusal = check_text(command.text)
    if capa.status != "planned":
        refusal = refuse(
            "capa-not-open", "Chapter 8 8.18", f"{command.number} is {capa.status}.", "Nothing more is needed."
        )
    elif actor.role not in (capa.plan.owner, "qa"):
        refusal = refuse(
            "capa-not-yours",
            "Chapter 8 8.18; ACC-05",
            f"{capa.plan.owner} answers for {command.number}, not {actor.role}.",
            "Let its owner report it.",
        )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(CapaCompleted, number=command.number, text=command.text)
    return draft.events


def decide_check(record: BatchRecord, command: CheckCapa, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about the check of the effect: quality, not before its date, and not whoever carried it out."""
    capa = find_capa(record, command.number)
    if isinstance(capa, Refusal):
        return capa
    refusal = check_role("check-capa", actor.role) or check_text(command.text)
    if refusal is None and capa.done is None:
        refusal = refuse(
            "capa-not-done", "Chapter 8 8.18", f"{command.number} has not been carried out.", "Let its owner report it."
        )
    elif refusal is None and capa.checked is not None:
        refusal = refuse("capa-not-open", "Chapter 8 8.18", f"{command.number} was checked.", "Nothing more is needed.")
    elif refusal is None and actor.at < capa.plan.check_at:
        refusal = refuse(
            "capa-check-too-early",
            "Chapter 8 8.18",
            f"The effect of {command.number} is looked at from {clock_text(capa.plan.check_at)} on.",
            "Wait: an effect needs time to show.",
        )
    elif refusal is None and capa.done is not None and capa.done.by == actor.person:
        refusal = refuse(
            "own-work",
            "Chapter 8 8.18; REL-01",
            f"You carried {command.number} out; somebody else looks whether it worked.",
            "Ask another person of quality assurance.",
        )
    refusal = refusal or check_authenticated(command.authenticated)
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(CapaChecked, number=command.number, effective=command.effective, text=command.text)
    if not command.effective and record.disposition is None:
        deviation = find_deviation(record, capa.plan.deviation)
        if isinstance(deviation, Deviation):
            why = {"kind": "capa-not-effective", "capa": command.number, "deviation": deviation.number}
            draft.deviate(step=deviation.step, code="", deviation_class=deviation.deviation_class, why=why)
    return draft.events
