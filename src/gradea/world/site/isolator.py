"""The isolator: what reaches its inside, and the cycle that decontaminates it.

Whatever stands inside is clean only when a whole cycle has run: an interrupted cycle keeps the part it has earned, and
nobody may open the isolator before the vapour is gone.
"""

from dataclasses import dataclass, replace
from typing import Literal

from gradea.vocabulary import MINUTE, Refusal, SimTime, clock_text
from gradea.world.site.air import Airborne
from gradea.world.site.constants import (
    AERATE,
    CONDITION,
    DECONTAMINATE,
    DEHUMIDIFY,
    LOG_REDUCTION_ISOLATOR,
    RISK_FACTOR_ISOLATOR,
)

Phase = Literal["waiting", "dehumidify", "condition", "decontaminate", "aerate", "ready"]
PHASES: tuple[Phase, ...] = ("dehumidify", "condition", "decontaminate", "aerate")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecontaminationCycle:
    """One cycle of one isolator, anchored at its start.

    Attributes:
        started_at: Instant of the start.
        dehumidify_min: Drying of the inside.
        condition_min: Rise of the vapour to its set point.
        decontaminate_min: Hold at the set point.
        aerate_min: Removal of the vapour.
        log_reduction: Reduction of spores that the whole hold gives, log10.
        interrupted_at: Instant at which somebody broke it off, or None; aeration follows at once.
    """

    started_at: SimTime
    dehumidify_min: float = DEHUMIDIFY.value
    condition_min: float = CONDITION.value
    decontaminate_min: float = DECONTAMINATE.value
    aerate_min: float = AERATE.value
    log_reduction: float = LOG_REDUCTION_ISOLATOR.value
    interrupted_at: SimTime | None = None

    def __post_init__(self) -> None:
        """Hold that every phase has a length and time runs forwards. Raises ValueError if not."""
        lengths = (self.dehumidify_min, self.condition_min, self.decontaminate_min, self.aerate_min)
        if not all(0.0 < length < 1e5 for length in lengths) or not 0.0 <= self.log_reduction < 100.0:
            raise ValueError(f"a phase takes more than 0 min and a log reduction is 0 to 100, not {self}")
        if self.interrupted_at is not None and self.interrupted_at < self.started_at:
            raise ValueError(f"a cycle is interrupted after its start at {self.started_at} ms, not before")

    def begins(self) -> dict[Phase, SimTime]:
        """Return when each phase that happens begins, and when the isolator is `ready`."""
        lengths = (self.dehumidify_min, self.condition_min, self.decontaminate_min)
        starts: list[int] = [self.started_at]
        for length in lengths:
            starts.append(starts[-1] + round(length * MINUTE))
        aeration = min(starts[3], self.interrupted_at if self.interrupted_at is not None else starts[3])
        found = {phase: SimTime(at) for phase, at in zip(PHASES[:3], starts, strict=False) if at < aeration}
        return found | {"aerate": SimTime(aeration), "ready": SimTime(aeration + round(self.aerate_min * MINUTE))}


def isolator_air(room: tuple[float, float, float]) -> Airborne:
    """Return the concentrations inside an isolator, per m3.

    Args:
        room: Concentrations of the room around it, per m3.

    Model:
        C = RF_iso C_room, RF_iso = 1e-6 [A]: what gloves, transfer and filters let through in all.

    Examples:
        >>> isolator_air((2.0e5, 1.0e4, 12.8)).mcp
        1.28e-05
    """
    return Airborne(*(RISK_FACTOR_ISOLATOR.value * around for around in room))


def phase_at(cycle: DecontaminationCycle, at: SimTime) -> Phase:
    """Return the phase of a cycle at an instant: `waiting` before its start, `ready` after its end.

    Examples:
        >>> phase_at(DecontaminationCycle(started_at=SimTime(0)), SimTime(30 * MINUTE))
        'decontaminate'
    """
    found: Phase = "waiting"
    for phase, begin in cycle.begins().items():
        found = phase if at >= begin else found
    return found


def log_reduction_at(cycle: DecontaminationCycle, at: SimTime) -> float:
    """Return the reduction of spores earned up to an instant, log10.

    Model:
        Only the hold counts, and it counts evenly: a constant time per decade, t_hold / LR [A]. Drying and rise are
        left out, which errs on the safe side.

    Examples:
        >>> log_reduction_at(DecontaminationCycle(started_at=SimTime(0)), SimTime(40 * MINUTE))
        3.0
    """
    begins = cycle.begins()
    if "decontaminate" not in begins:
        return 0.0
    held = min(at, begins["aerate"]) - begins["decontaminate"]
    return cycle.log_reduction * max(0.0, held) / (cycle.decontaminate_min * MINUTE)


def interrupted(cycle: DecontaminationCycle, at: SimTime) -> DecontaminationCycle:
    """Return the cycle broken off at an instant; one that aerates already goes on as it was."""
    return cycle if at >= cycle.begins()["aerate"] else replace(cycle, interrupted_at=at)


def held_by_vapour(cycle: DecontaminationCycle, at: SimTime, code: str) -> Refusal | None:
    """Return why an isolator stays locked during its cycle, or None if it may be opened or worked in.

    Examples:
        >>> str(held_by_vapour(DecontaminationCycle(started_at=SimTime(0)), SimTime(30 * MINUTE), "ISO-1"))
        'ISO-1 stays locked: decontaminate until day 0 00:55, vapour inside. Wait until day 0 01:55.'
    """
    phase = phase_at(cycle, at)
    if phase in ("waiting", "ready"):
        return None
    begins = cycle.begins()
    ends = next(begin for begin in begins.values() if begin > at)
    return Refusal(
        code="isolator-in-cycle",
        rule="practice",
        message=f"{code} stays locked: {phase} until {clock_text(ends)}, vapour inside.",
        remedy=f"Wait until {clock_text(begins['ready'])}.",
    )
