"""Deciding about what is done at once about a deviation, and about looking for its cause (Chapter 1 1.8 vii)."""

from gradea.record.deviation import find_open_deviation
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event
from gradea.record.quality_commands import InvestigateDeviation, TakeImmediateAction
from gradea.record.quality_events import DeviationInvestigated, ImmediateActionTaken
from gradea.record.reasons import check_text
from gradea.record.roles import check_role
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal

TOOLS = ("five-whys", "fishbone")
BONES = ("people", "method", "machine", "material", "measurement", "environment")
"""The bones of a cause-and-effect diagram (K)."""

CATEGORIES = (
    "method",
    "equipment",
    "material",
    "environment",
    "measurement",
    "design",
    "organisation",
    "training",
    "human-error",
)
"""Where a root cause may lie."""

WHYS_MIN, WHYS_MAX = 3, 7
"""How many whys an analysis needs: five is the name, not the law (D)."""

BONES_MIN = 3
"""How many bones are looked at at least (D)."""


def decide_action(record: BatchRecord, command: TakeImmediateAction, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about an immediate action; anybody who was there may say what they did."""
    deviation = find_open_deviation(record, command.number)
    if isinstance(deviation, Refusal):
        return deviation
    refusal = check_role("immediate-action", actor.role) or check_text(command.text)
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(ImmediateActionTaken, number=deviation.number, text=command.text)
    return draft.events


def decide_investigate(record: BatchRecord, command: InvestigateDeviation, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about an investigation; it may be made again until the deviation is closed, and all versions stay."""
    deviation = find_open_deviation(record, command.number)
    if isinstance(deviation, Refusal):
        return deviation
    refusal = (
        check_role("investigate", actor.role)
        or _check_tool(command)
        or check_text(command.analysis)
        or _check_depth(command)
        or check_text(command.root_cause)
        or _check_human_error(command)
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(
        DeviationInvestigated,
        number=deviation.number,
        tool=command.tool,
        looked_at=tuple(bone for bone in BONES if bone in command.looked_at),
        depth=_depth(command),
        analysis=command.analysis,
        category=command.category,
        root_cause=command.root_cause,
        human_error_because=command.human_error_because,
    )
    return draft.events


def _check_tool(command: InvestigateDeviation) -> Refusal | None:
    if command.tool not in TOOLS:
        return refuse(
            "tool-unknown",
            "Chapter 1 1.8 vii",
            f"'{command.tool[:20]}' is not a tool to look for a cause.",
            f"Choose {', '.join(TOOLS)}.",
        )
    if command.category not in CATEGORIES:
        return refuse(
            "cause-unknown",
            "Chapter 1 1.8 vii",
            f"'{command.category[:20]}' is not a place where a root cause lies.",
            f"Choose {', '.join(CATEGORIES)}.",
        )
    return None


def _depth(command: InvestigateDeviation) -> int:
    if command.tool == "fishbone":
        return len(set(command.looked_at) & set(BONES))
    if isinstance(command.analysis, str):
        return sum(1 for line in command.analysis.splitlines() if line.strip())
    return WHYS_MIN


def _check_depth(command: InvestigateDeviation) -> Refusal | None:
    depth = _depth(command)
    if command.tool == "fishbone":
        if depth >= BONES_MIN:
            return None
        return refuse(
            "analysis-too-narrow",
            "Chapter 1 1.8 vii; Chapter 8 8.17",
            f"The fishbone looked at {depth} of {len(BONES)} sides; at least {BONES_MIN} are needed.",
            f"Look at {', '.join(BONES)}, and write one line for each you looked at.",
        )
    if WHYS_MIN <= depth <= WHYS_MAX:
        return None
    return refuse(
        "analysis-too-short" if depth < WHYS_MIN else "analysis-too-long",
        "Chapter 1 1.8 vii",
        f"The analysis asks why {depth} time{'' if depth == 1 else 's'}; {WHYS_MIN} to {WHYS_MAX} are expected.",
        "Write one why per line, each about the answer before it, until something can be changed.",
    )


def _check_human_error(command: InvestigateDeviation) -> Refusal | None:
    if command.category != "human-error":
        return None
    if check_text(command.human_error_because) is None:
        return None
    return refuse(
        "human-error-unjustified",
        "Chapter 8 8.17",
        "A human error is named as the root cause, and nothing says that process, procedure and system were looked at.",
        "Say which of them you looked at and why the cause does not lie there; often it does.",
    )
