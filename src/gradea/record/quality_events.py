"""What happened in the quality system around one batch. Each says who, in which role, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gradea.record.own_words import Text
from gradea.vocabulary import SimTime, stored


@stored("record.immediate-action-taken/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ImmediateActionTaken:
    """Something was done at once about a deviation."""

    number: str
    text: Text
    by: str
    role: str
    at: SimTime


@stored("record.deviation-investigated/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationInvestigated:
    """The cause was looked for. `depth`: how many whys or bones the analysis has."""

    number: str
    tool: str
    looked_at: tuple[str, ...]
    depth: int
    analysis: Text
    category: str
    root_cause: Text
    human_error_because: Text
    by: str
    role: str
    at: SimTime


@stored("record.capa-planned/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class CapaPlanned:
    """A corrective or preventive action was planned, with owner, due date and how its effect will be seen."""

    number: str
    deviation: str
    kind: str
    text: Text
    owner: str
    due_at: SimTime
    check: Text
    check_at: SimTime
    by: str
    role: str
    at: SimTime


@stored("record.capa-completed/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class CapaCompleted:
    """A CAPA was carried out."""

    number: str
    text: Text
    by: str
    role: str
    at: SimTime


@stored("record.capa-checked/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class CapaChecked:
    """Quality looked whether a CAPA worked."""

    number: str
    effective: bool
    text: Text
    by: str
    role: str
    at: SimTime


@stored("record.laboratory-concluded/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class LaboratoryConcluded:
    """Phase I of an out-of-specification result was concluded."""

    number: str
    checked: tuple[str, ...]
    assignable: bool
    finding: Text
    by: str
    role: str
    at: SimTime


@stored("record.retest-planned/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RetestPlanned:
    """A retest was planned before it was made."""

    number: str
    runs: int
    plan: Text
    by: str
    role: str
    at: SimTime


@stored("record.retest-approved/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RetestApproved:
    """Quality approved the plan of a retest."""

    number: str
    by: str
    role: str
    at: SimTime


@stored("record.retest-recorded/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RetestRecorded:
    """One run of a retest was written down."""

    number: str
    value: str
    reading: str
    by: str
    role: str
    at: SimTime


@stored("record.oos-decided/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class OosDecided:
    """Quality confirmed an out-of-specification result, or declared it invalid for an error that was shown."""

    number: str
    decision: str
    text: Text
    by: str
    role: str
    at: SimTime


@stored("record.change-requested/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequested:
    """A planned change was asked for."""

    number: str
    text: Text
    reason: Text
    deviation: str
    by: str
    role: str
    at: SimTime


@stored("record.change-assessed/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAssessed:
    """It was assessed what a change touches."""

    number: str
    areas: tuple[str, ...]
    simulation_needed: bool
    text: Text
    by: str
    role: str
    at: SimTime


@stored("record.change-decided/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDecided:
    """Quality approved or refused a change."""

    number: str
    approved: bool
    by: str
    role: str
    at: SimTime


@stored("record.change-implemented/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeImplemented:
    """An approved change was made."""

    number: str
    text: Text
    by: str
    role: str
    at: SimTime


@stored("record.change-closed/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeClosed:
    """The effect of a change was looked at, and it was closed."""

    number: str
    effective: bool
    text: Text
    by: str
    role: str
    at: SimTime


QualityEvent: TypeAlias = (
    ImmediateActionTaken
    | DeviationInvestigated
    | CapaPlanned
    | CapaCompleted
    | CapaChecked
    | LaboratoryConcluded
    | RetestPlanned
    | RetestApproved
    | RetestRecorded
    | OosDecided
    | ChangeRequested
    | ChangeAssessed
    | ChangeDecided
    | ChangeImplemented
    | ChangeClosed
)

QUALITY_FREE_TEXT: Mapping[type, tuple[str, ...]] = {
    ImmediateActionTaken: ("text",),
    DeviationInvestigated: ("analysis", "root_cause", "human_error_because"),
    CapaPlanned: ("text", "check"),
    CapaCompleted: ("text",),
    CapaChecked: ("text",),
    LaboratoryConcluded: ("finding",),
    RetestPlanned: ("plan",),
    OosDecided: ("text",),
    ChangeRequested: ("text", "reason"),
    ChangeAssessed: ("text",),
    ChangeImplemented: ("text",),
    ChangeClosed: ("text",),
}
"""Fields that carry a person's own words; see `events.FREE_TEXT`."""
