"""How the crew handles deviations: who was there acts and investigates, the laboratory looks first, quality judges.

Each role does its own part only, so that a student who takes one seat finds the others' parts done and their own to do.
"""

from collections.abc import Callable, Mapping

from gradea.practical.crew.move import Move
from gradea.practical.crew.persona import Persona
from gradea.practical.roster import Seat
from gradea.practical.state import RunState
from gradea.record import (
    AssessDeviation,
    CloseDeviation,
    ConcludeLaboratory,
    DecideOos,
    Deviation,
    InvestigateDeviation,
    PlanCapa,
    TakeImmediateAction,
    is_grave,
    still_open,
)
from gradea.vocabulary import DAY, SimTime

WORDS = {"kind": "crew"}
"""What the simulated crew says: nothing of its own. The page says that the crew did it."""

CAPA_DUE_DAYS, CAPA_CHECK_DAYS = 14, 90
"""When an action of the crew is due, and when its effect is looked at (assumption)."""


def handled(state: RunState, seat: Seat, persona: Persona) -> Move | None:  # noqa: ARG001 - one of several choices
    """Return what the holder of a seat does next about a deviation, or None."""
    if state.record.disposition is not None:
        return None
    for deviation in state.record.deviations.values():
        if deviation.status == "closed":
            continue
        part = _PARTS.get(seat.role)
        move = part(state, seat, deviation) if part is not None else None
        if move is not None:
            return move
    return None


def impact_of(code: str) -> str:
    """Return the impact that the crew's quality assurance sees in a deviation: out of specification is affected."""
    return "affected" if code == "OOS" or code.startswith("DV-CR") else "negligible"


def _verifier(state: RunState, seat: Seat, deviation: Deviation) -> Move | None:  # noqa: ARG001 - one of several parts
    """The second person in production: says what was done at once, looks for the cause, plans the action."""
    if not is_grave(deviation):
        return None
    needs, number = still_open(state.record, deviation), deviation.number
    if "immediate-action" in needs:
        return Move(command=TakeImmediateAction(number=number, text=WORDS))
    if "investigation" in needs:
        return Move(
            command=InvestigateDeviation(
                number=number, tool="five-whys", analysis=WORDS, category="method", root_cause=WORDS
            )
        )
    if "capa" in needs or "capa-beyond-training" in needs:
        due, check = SimTime(state.at + CAPA_DUE_DAYS * DAY), SimTime(state.at + CAPA_CHECK_DAYS * DAY)
        plan = PlanCapa(
            deviation=number, kind="corrective", text=WORDS, owner="qa", due_at=due, check=WORDS, check_at=check
        )
        return Move(command=plan)
    return None


def _laboratory(state: RunState, seat: Seat, deviation: Deviation) -> Move | None:  # noqa: ARG001 - one of several parts
    """Quality control: looks first whether the laboratory erred."""
    case = state.record.oos.get(deviation.number)
    if case is None or case.laboratory is not None:
        return None
    looked_at = ("calculation", "sample", "instrument")
    return Move(command=ConcludeLaboratory(number=deviation.number, checked=looked_at, assignable=False, finding=WORDS))


def _assurance(state: RunState, seat: Seat, deviation: Deviation) -> Move | None:
    """Quality assurance: decides about the result, judges the impact, closes; never what it raised or investigated."""
    own = {deviation.raised_by, *(found.by for found in deviation.investigations)}
    if seat.person in own:
        return None
    record, number = state.record, deviation.number
    needs = still_open(record, deviation)
    if "investigation" in needs:
        return None
    case = record.oos.get(number)
    if case is not None and case.decided is None:
        if case.laboratory is None or (case.plan is not None and len(case.runs) < case.plan.runs):
            return None
        verdict = "invalidated" if case.laboratory.assignable else "confirmed"
        decide = DecideOos(number=number, decision=verdict, text=WORDS, authenticated=True)
        return Move(command=decide, authenticated=True)
    if "assessment" in needs or "other-batches" in needs:
        impact = impact_of(deviation.code)
        decided = deviation.deviation_class
        return Move(
            command=AssessDeviation(number=number, deviation_class=decided, impact=impact, other_batches="checked")
        )
    if needs:
        return None
    return Move(command=CloseDeviation(number=number, authenticated=True), authenticated=True)


_PARTS: Mapping[str, Callable[[RunState, Seat, Deviation], Move | None]] = {
    "verifier": _verifier,
    "qc": _laboratory,
    "qa": _assurance,
}
