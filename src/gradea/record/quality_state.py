"""What is known of the quality system around one batch: investigations, CAPAs, out-of-specification cases, changes."""

from dataclasses import dataclass

from gradea.record import quality_events as q


@dataclass(frozen=True, slots=True, kw_only=True)
class Capa:
    """One corrective or preventive action, from planned over completed to checked."""

    plan: q.CapaPlanned
    done: q.CapaCompleted | None = None
    checked: q.CapaChecked | None = None

    @property
    def status(self) -> str:
        """`planned`, `completed`, `effective` or `not-effective`."""
        if self.checked is not None:
            return "effective" if self.checked.effective else "not-effective"
        return "planned" if self.done is None else "completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OosCase:
    """An out-of-specification result on its way through the laboratory (phase I) and manufacturing (phase II).

    Attributes:
        number: Number of the deviation it belongs to; `field` and `value`: the result as first reported.
    """

    number: str
    field: str
    value: str
    laboratory: q.LaboratoryConcluded | None = None
    plan: q.RetestPlanned | None = None
    approved: q.RetestApproved | None = None
    runs: tuple[q.RetestRecorded, ...] = ()
    decided: q.OosDecided | None = None

    @property
    def status(self) -> str:
        """`laboratory`, `retest`, `manufacturing`, `to-decide`, `confirmed` or `invalidated`."""
        if self.decided is not None:
            return self.decided.decision
        if self.laboratory is None:
            return "laboratory"
        if self.plan is not None and len(self.runs) < self.plan.runs:
            return "retest"
        return "to-decide" if self.laboratory.assignable else "manufacturing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A planned change: requested, assessed, approved or refused, implemented, closed."""

    request: q.ChangeRequested
    assessed: q.ChangeAssessed | None = None
    decided: q.ChangeDecided | None = None
    implemented: q.ChangeImplemented | None = None
    closed: q.ChangeClosed | None = None

    @property
    def status(self) -> str:
        """`requested`, `assessed`, `approved`, `refused`, `implemented` or `closed`."""
        if self.closed is not None:
            return "closed"
        if self.implemented is not None:
            return "implemented"
        if self.decided is not None:
            return "approved" if self.decided.approved else "refused"
        return "requested" if self.assessed is None else "assessed"
