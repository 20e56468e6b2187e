"""The state of one run: world, record, clock, seats, and what is known of both sides."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gradea.practical.events import RunOpened
from gradea.practical.roster import CrewSetting, Roster
from gradea.practical.scenario import Scenario
from gradea.record import BatchRecord, MasterRecipe
from gradea.vocabulary import Chance, SimTime
from gradea.world.state import Observation, World

NORMAL_SPEED = 1
HANDS_ON = "hands-on"
"""Mode of a run in a real training cleanroom: the record alone, values typed or scanned, real time."""
SPEED_LIMITS = (1, 3600)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who sends a command.

    Attributes:
        ref: Opaque reference of the person whose name counts.
        role: `trainer`, `system`, or empty: then the seat decides.
        authenticated: Whether the person has just proved who they are (password, PIN, passkey).
        device: Reference of the person whose session or tablet it is; empty means the person's own.
    """

    ref: str
    role: str = ""
    authenticated: bool = False
    device: str = ""


SYSTEM = Actor(ref="system", role="system")
"""The run itself: alarms and rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An act of a step that has been done, as the people around could see it."""

    person: str
    at: SimTime
    until: SimTime
    observed: Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """An alarm that was raised; `acknowledged` once somebody has seen it."""

    alarm: str
    source: str
    value: str
    limit: str
    raised_at: SimTime
    acknowledged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The one clock of the run."""

    speed: int = NORMAL_SPEED
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """Everything about one run at one instant; a fold over its events.

    Attributes:
        at: Simulated instant of the last event.
        free_at: Instant at which each person's hands are free.
        last_do: What each person did last, so that a colleague can see whether gloves were just disinfected.
        last_seen: What each person saw in it.
        done: Acts done for each step of the recipe, by index of the act in the step.
        disturbances: Faults that are on, with their target.
        crews: How each simulated person works who ever sat in a seat.
        planned: Disturbances still to come, as (instant, kind).
        length: Number of events folded.
    """

    scenario: Scenario
    recipe: MasterRecipe
    chance: Chance
    world: World
    record: BatchRecord
    opened: RunOpened | None = None
    at: SimTime = SimTime(0)
    clock: Clock = field(default_factory=Clock)
    roster: Roster = field(default_factory=Roster)
    free_at: Mapping[str, SimTime] = field(default_factory=dict)
    last_do: Mapping[str, str] = field(default_factory=dict)
    last_seen: Mapping[str, Observation] = field(default_factory=dict)
    done: Mapping[str, Mapping[int, Done]] = field(default_factory=dict)
    alarms: Mapping[str, Alarm] = field(default_factory=dict)
    disturbances: Mapping[str, str] = field(default_factory=dict)
    crews: Mapping[str, CrewSetting] = field(default_factory=dict)
    planned: tuple[tuple[SimTime, str], ...] = ()
    closed: bool = False
    length: int = 0

    @property
    def hands_on(self) -> bool:
        """Whether hands do the work in a real room: there is no world here, and the clock is the one on the wall."""
        return self.opened is not None and self.opened.mode == HANDS_ON

    def free(self, person: str) -> SimTime:
        """Return the instant at which this person can act again."""
        return self.free_at.get(person, SimTime(0))

    def doing(self, step: str, index: int) -> Done | None:
        """Return the act of a step that was done, or None."""
        return self.done.get(step, {}).get(index)

    def moved(self, at: SimTime) -> "RunState":
        """Return the state at a later instant; the clock never falls."""
        return replace(self, at=max(self.at, at))
