"""What a person may ask of the quality system around one batch: actions, investigation, CAPA, OOS and change control."""

from dataclasses import dataclass
from typing import TypeAlias

from gradea.record.own_words import Text
from gradea.vocabulary import SimTime, stored


@stored("record.take-immediate-action/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class TakeImmediateAction:
    """Say what was done at once about a deviation: stopped, set apart, told whom."""

    number: str
    text: Text


@stored("record.investigate-deviation/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigateDeviation:
    """Look for the cause with a tool, and name the root cause.

    Attributes:
        tool: `five-whys` or `fishbone`.
        looked_at: Of a fishbone the bones that were looked at (`causes.BONES`); empty for five whys.
        analysis: One line per why, the first nearest to the event; or one line per bone.
        category: Where the root cause lies (`causes.CATEGORIES`).
        root_cause: In words.
        human_error_because: Why a human error is left when process and system were looked at (Chapter 8 8.17).
    """

    number: str
    tool: str
    analysis: Text
    category: str
    root_cause: Text
    looked_at: tuple[str, ...] = ()
    human_error_because: Text = ""


@stored("record.plan-capa/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCapa:
    """Plan what will be done about the cause of a deviation.

    Attributes:
        deviation: Number of the deviation.
        kind: `correction`, `corrective`, `preventive` or `training`.
        owner: Role that answers for it; `due_at`: by when.
        check: How it will be seen whether it worked; `check_at`: when that is looked at.
    """

    deviation: str
    kind: str
    text: Text
    owner: str
    due_at: SimTime
    check: Text
    check_at: SimTime


@stored("record.complete-capa/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteCapa:
    """Report that a CAPA has been carried out."""

    number: str
    text: Text


@stored("record.check-capa/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCapa:
    """Judge whether a completed CAPA worked; an ineffective one sends the cause back to be looked for again."""

    number: str
    effective: bool
    text: Text
    authenticated: bool


@stored("record.conclude-laboratory/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConcludeLaboratory:
    """Conclude phase I of an out-of-specification result: was it the laboratory?

    Attributes:
        number: Number of the deviation that the result opened.
        checked: What was looked at (`oos.CHECKS`).
        assignable: Whether an error of the laboratory was found and shown.
    """

    number: str
    checked: tuple[str, ...]
    assignable: bool
    finding: Text


@stored("record.plan-retest/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRetest:
    """Plan a retest of the same sample before it is made: how many runs, and what for."""

    number: str
    runs: int
    plan: Text


@stored("record.approve-retest/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveRetest:
    """Approve the plan of a retest as quality assurance; without it no run counts."""

    number: str
    authenticated: bool


@stored("record.record-retest/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRetest:
    """Write down one run of an approved retest. Every run is reported; none replaces another."""

    number: str
    value: str
    reading: str = ""


@stored("record.decide-oos/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideOos:
    """Decide about an out-of-specification result: `confirmed`, or `invalidated` for an error that was shown."""

    number: str
    decision: str
    text: Text
    authenticated: bool


@stored("record.request-change/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestChange:
    """Ask for a planned change. A deviation is unplanned and goes another way."""

    text: Text
    reason: Text
    deviation: str = ""


@stored("record.assess-change/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AssessChange:
    """Assess what a change touches (`change.AREAS`), and whether a process simulation is needed before."""

    number: str
    areas: tuple[str, ...]
    simulation_needed: bool
    text: Text


@stored("record.decide-change/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideChange:
    """Approve or refuse an assessed change, as quality assurance."""

    number: str
    approved: bool
    authenticated: bool


@stored("record.implement-change/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ImplementChange:
    """Report that an approved change has been made."""

    number: str
    text: Text


@stored("record.close-change/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseChange:
    """Close an implemented change after looking at its effect."""

    number: str
    effective: bool
    text: Text
    authenticated: bool


QualityCommand: TypeAlias = (
    TakeImmediateAction
    | InvestigateDeviation
    | PlanCapa
    | CompleteCapa
    | CheckCapa
    | ConcludeLaboratory
    | PlanRetest
    | ApproveRetest
    | RecordRetest
    | DecideOos
    | RequestChange
    | AssessChange
    | DecideChange
    | ImplementChange
    | CloseChange
)
