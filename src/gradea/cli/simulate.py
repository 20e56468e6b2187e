"""Making a batch on the command line: everything follows from the seed, so the same plan gives the same bytes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from gradea.content import facility_named, recipe_named, scenario_named
from gradea.ledger import EMPTY, SealedEntry, head_of, seal_all, utc_text
from gradea.ledger.sealed_text import derive_key, derive_nonce, seal_text
from gradea.practical import Autoplay, CrewSetting, RunState, drafts_of, falsified, new_run
from gradea.practical.trend import TrendPoint, trend_point
from gradea.vocabulary import MINUTE, Refusal, Refused

TREND_EVERY_MS = 10 * MINUTE
"""The monitoring system keeps a value this often while somebody works (design choice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to make, and with whom.

    Attributes:
        supervised_practice: Supervised runs of the crew beyond its level.
        hours_awake: Hours since the crew got up when the doors open.
        teaching: Whether the crew has the raised rates of teaching mode.
        facility: Where; the building of the scenario if None.
        started_at: Real time of the first entry; the morning of the scenario's first day if None.
    """

    recipe: str
    seed: int
    crew: str
    facility: str | None = None
    falsify: str | None = None
    disturb: tuple[str, ...] = ()
    supervised_practice: float = 0.0
    hours_awake: float = 1.0
    teaching: bool = False
    started_at: datetime | None = None

    @property
    def setting(self) -> CrewSetting:
        """How the crew works."""
        return CrewSetting(
            crew=self.crew,
            supervised_practice=self.supervised_practice,
            hours_awake=self.hours_awake,
            teaching=self.teaching,
        )


@dataclass(slots=True, kw_only=True)
class Made:
    """A batch that was made."""

    plan: Plan
    state: RunState
    sealed: list[SealedEntry] = field(default_factory=list)
    trend: list[TrendPoint] = field(default_factory=list)


def simulated(plan: Plan, told: Callable[[RunState], None] | None = None) -> Made:
    """Make the batch.

    Args:
        plan: What to make.
        told: Called with the state after each command, for a progress bar.

    Raises:
        Refused: If recipe, facility or a disturbance is not what it should be.
    """
    recipe, scenario = recipe_named(plan.recipe), scenario_named(f"{plan.recipe}_practice")
    facility, seed = facility_named(plan.facility or scenario.facility), f"cli-{plan.seed}"
    state = new_run(scenario=scenario, recipe=recipe, facility=facility, seed=seed)
    started = plan.started_at or datetime.combine(scenario.start, datetime.min.time(), UTC) + timedelta(
        milliseconds=scenario.starts_at
    )
    keys: dict[str, bytes] = {}

    def seal(text: str, person: str, place: str) -> dict[str, str]:
        key = keys.setdefault(person, derive_key(seed, person))
        return seal_text(text, key_ref=person, key=key, nonce=derive_nonce(key, place, text))

    trend: list[TrendPoint] = []

    def on_command(now: RunState) -> None:
        if not trend or now.at - trend[-1].at >= TREND_EVERY_MS:
            trend.append(trend_point(now))
        if told is not None:
            told(now)

    falsification = falsified(plan.falsify, recipe, state.chance) if plan.falsify else None
    play = Autoplay(state=state, falsification=falsification, on_command=on_command, seal=seal)
    play.open(batch_number=f"EX-{plan.seed:05d}", crew=plan.setting, mode="command-line", disturbances=plan.disturb)
    if play.state.opened is None:
        raise Refused(play.outcomes[0][1].refusal or _NOT_OPENED)
    if not play.state.roster.seats:
        raise Refused(next(outcome.refusal for _, outcome in play.outcomes if outcome.refusal is not None))
    play.play()
    return Made(plan=plan, state=play.state, sealed=_chained(play, started), trend=trend)


def _chained(play: Autoplay, started: datetime) -> list[SealedEntry]:
    head, sealed = EMPTY, []
    begin = play.state.scenario.starts_at
    for number, (_command, outcome) in enumerate(play.outcomes):
        if not outcome.events:
            continue
        at = utc_text(started + timedelta(milliseconds=outcome.events[-1].at - begin))
        entries = seal_all(head, drafts_of(outcome.events, at=at, command=f"cli-{number}"))
        sealed.extend(entries)
        head = head_of(entries[-1])
    return sealed


_NOT_OPENED = Refusal(
    code="run-not-open", rule="practical", message="The run could not be opened.", remedy="Check the options."
)
