"""What a trainer does: open a run, stop and set the clock, jump, disturb, end, let the crew play. One team or all."""

import secrets
from collections.abc import Callable

from gradea.campus.cleanroom import actions as cleanroom
from gradea.campus.cleanroom.products import DEFAULT
from gradea.campus.cleanroom.runs import RunCard, live_run, may_teach, run_of_team, runs_for
from gradea.campus.cockpit import demonstration
from gradea.campus.cockpit.watch import watch
from gradea.campus.people.queries import Viewer
from gradea.campus.programme import queries as programme
from gradea.practical import (
    CREWS,
    FALSIFICATIONS,
    Actor,
    Disturb,
    EndDisturbance,
    JumpClock,
    PauseClock,
    SetSpeed,
)
from gradea.practical.state import SPEED_LIMITS
from gradea.vocabulary import Message, Refusal

EVERY_TEAM = "all"
PLAYED = ("live", "at-once")


def start(viewer: Viewer, team: str, mode: str, product: str = "") -> Refusal | None:
    """Open a run of a product (the usual one if empty) for a team, or for every team that has none open."""
    if not may_teach(viewer):
        return _TRAINER_ONLY
    for key in _teams(viewer, team):
        opened = cleanroom.open_run(viewer, key, mode=mode, product=product or DEFAULT)
        if isinstance(opened, Refusal):
            return opened
        watch().adopt(opened)
    return None


def pause(viewer: Viewer, team: str) -> Refusal | None:
    """Stop the clock."""
    return _steer(viewer, team, lambda _card: PauseClock())


def resume(viewer: Viewer, team: str) -> Refusal | None:
    """Let the clock run on at the speed it had."""
    return _steer(viewer, team, lambda card: SetSpeed(speed=live_run(card).state.clock.speed))


def set_speed(viewer: Viewer, team: str, speed: int) -> Refusal | None:
    """Let the clock run at a speed; it also resumes."""
    if not SPEED_LIMITS[0] <= speed <= SPEED_LIMITS[1]:
        return _SPEED
    return _steer(viewer, team, lambda _card: SetSpeed(speed=speed))


def jump(viewer: Viewer, team: str) -> Refusal | None:
    """Move the clock to the next planned step; for all teams, those that have work to do stay where they are."""
    refusal = _steer(viewer, team, lambda _card: JumpClock())
    return None if refusal is not None and team == EVERY_TEAM and refusal.code == "nothing-to-jump-to" else refusal


def disturb(viewer: Viewer, team: str, kind: str, *, on: bool) -> Refusal | None:
    """Plant a fault, or repair it; for all teams, those where it already is so stay as they are."""
    refusal = _steer(viewer, team, lambda _card: Disturb(kind=kind) if on else EndDisturbance(kind=kind))
    settled = refusal is not None and refusal.code in {"disturbance-on", "disturbance-off"}
    return None if team == EVERY_TEAM and settled else refusal


def end(viewer: Viewer, team: str) -> RunCard | Refusal:
    """End the run of a team and open its debrief; the newest run's card comes back."""
    if not may_teach(viewer):
        return _TRAINER_ONLY
    card = run_of_team(viewer, team)
    if card is None:
        return _NO_RUN
    answer = cleanroom.end_run(viewer, card.ref, key=_key())
    refusal = answer if isinstance(answer, Refusal) else answer.refusal
    return refusal or run_of_team(viewer, team) or card


def demonstrate(
    viewer: Viewer, team: str, *, crew: str, gap: str = "", play: str = "live", product: str = ""
) -> Refusal | None:
    """Let the simulated crew play the batch of a team, in every seat.

    Args:
        viewer: A trainer.
        team: Which team's run; one is opened if none is.
        crew: Temperament.
        gap: One kind of say-do gap to plant, or empty for an honest crew.
        play: `live`, to be followed on the team page, or `at-once`, a case to debrief in a moment.
        product: What is made if a run is opened; the usual one if empty.
    """
    if not may_teach(viewer):
        return _TRAINER_ONLY
    if crew not in CREWS or gap not in ("", *FALSIFICATIONS) or play not in PLAYED:
        return _NO_SUCH_CREW
    card = cleanroom.open_run(viewer, team, crew=crew, product=product or DEFAULT)
    if isinstance(card, Refusal):
        return card
    if card.hands_on:
        return _HANDS_ON
    run, trainer = watch().adopt(card), Actor(ref=viewer.ref, role="trainer")
    demonstration.seat_crew(run, crew, trainer)
    if run.state.clock.paused:
        cleanroom.teach(viewer, card.ref, SetSpeed(speed=1), key=_key())
    pace_s = demonstration.PACE_S if play == "live" else 0.0
    how = demonstration.Performance(crew=crew, gap=demonstration.planted(run, gap), pace_s=pace_s)
    demonstration.play_out_soon(run, how, trainer)
    return None


def _steer(viewer: Viewer, team: str, command: Callable[[RunCard], Message]) -> Refusal | None:
    """Send a command to the open run of a team, or of every team; return the last refusal, if there was one."""
    if not may_teach(viewer):
        return _TRAINER_ONLY
    cards = [card for card in runs_for(viewer) if not card.closed and team in (EVERY_TEAM, card.team)]
    if not cards:
        return _NO_RUN
    refused = None
    if team == EVERY_TEAM:
        cards = [card for card in cards if not card.hands_on]
    for card in cards:
        answer = cleanroom.teach(viewer, card.ref, command(card), key=_key())
        refused = (answer if isinstance(answer, Refusal) else answer.refusal) or refused
    return refused


def _teams(viewer: Viewer, team: str) -> list[str]:
    if team != EVERY_TEAM:
        return [team]
    busy = {card.team for card in runs_for(viewer) if not card.closed}
    return [each.key for each in programme.visible_teams(viewer) if each.key not in busy]


def _key() -> str:
    return f"cockpit-{secrets.token_hex(12)}"


_TRAINER_ONLY = Refusal(
    code="trainer-only", rule="ACC-02", message="Only a trainer may do that.", remedy="Ask your trainer."
)
_NO_RUN = Refusal(
    code="cockpit.no-run",
    rule="",
    message="There is no open run for that.",
    remedy="Start a run for the team first.",
)
_HANDS_ON = Refusal(
    code="hands-on-no-crew",
    rule="practical",
    message="A simulated crew has no hands, so it takes no seat in a hands-on run.",
    remedy="End the run first, or let the crew play the batch of another team.",
)
_SPEED = Refusal(
    code="speed-out-of-range",
    rule="",
    message=f"The clock runs at {SPEED_LIMITS[0]} to {SPEED_LIMITS[1]} times real time.",
    remedy="Type a whole number in this range.",
)
_NO_SUCH_CREW = Refusal(
    code="cockpit.no-such-crew",
    rule="",
    message="The crew cannot play like that.",
    remedy="Choose one of the temperaments, gaps and ways of the list.",
)
