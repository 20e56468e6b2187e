"""What people do without being asked to: talk, cough, walk about; and looking at one's own gloves."""

from dataclasses import replace

from gradea.vocabulary import MINUTE, SECOND, Chance, Refusal, SimTime
from gradea.world.act.places import anything_goes, me, nothing_seen
from gradea.world.act.verb import Act, Verb
from gradea.world.people import cough_mcp, speech_mcp_per_s, tear_seen
from gradea.world.state import OUTSIDE, Observation, Worker, World
from gradea.world.weather import air_changed, with_presence

TALK_MS = 2 * MINUTE
"""How long a remark and its answer take (assumption); the hands go on meanwhile."""

PASS_MS = 90 * SECOND
"""How long somebody who fetches something walks about behind the cabinet (assumption)."""


def _breathed_out(world: World, worker: Worker, cfu: float, at: SimTime) -> World:
    """Return the world in which a person gave off organisms to the room at once."""
    if worker.room == OUTSIDE:
        return world
    return air_changed(world, at, {"released": {worker.room: (0.0, 0.0, cfu)}})


def _talk(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    worker = me(world, act)
    given_off = speech_mcp_per_s(worker.garment) * TALK_MS / SECOND
    talking = replace(worker, talks_until=SimTime(act.at + TALK_MS))
    return _breathed_out(world, worker, given_off, act.at).with_worker(talking)


def _cough(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    worker = me(world, act)
    over_the_work = act.parameters.get("turned") != "away"
    after = replace(worker, coughed_at=act.at if over_the_work else worker.coughed_at)
    return _breathed_out(world, worker, cough_mcp(worker.garment), act.at).with_worker(after)


def _check_cough(world: World, act: Act) -> Refusal | None:  # noqa: ARG001 - the signature of a check
    if act.parameters.get("turned", "away") in ("away", "to-the-work"):
        return None
    return Refusal(
        code="act-malformed",
        rule="practical",
        message=f"Nobody coughs turned '{act.parameters['turned']}'.",
        remedy="Choose away or to-the-work, or leave it out.",
    )


def _walk(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    walking = replace(me(world, act), activity="walking", passes_until=SimTime(act.at + PASS_MS))
    return with_presence(world, walking, act.at)


def _see_own_gloves(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    return {"gloves": "torn" if me(world, act).hands.gloves == "torn" else "whole"}


def _look(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    worker = me(world, act)
    return world.with_worker(replace(worker, hands=tear_seen(worker.hands)))


def _check_gloves(world: World, act: Act) -> Refusal | None:
    if me(world, act).hands.gloves != "none":
        return None
    return Refusal(
        code="no-gloves",
        rule="Annex 1 7.18",
        message="You wear no gloves to look at.",
        remedy="Gloves go on in the change room; look at them before open work.",
    )


BEHAVIOUR: tuple[Verb, ...] = (
    Verb(
        do="talk",
        title="Say something",
        seconds=lambda _world, _act: 1,
        check=anything_goes,
        observe=nothing_seen,
        perform=_talk,
    ),
    Verb(
        do="cough",
        title="Cough",
        optional=("turned",),
        seconds=lambda _world, act: 10 if act.parameters.get("turned") == "away" else 2,
        check=_check_cough,
        observe=nothing_seen,
        perform=_cough,
    ),
    Verb(
        do="walk-past",
        title="Fetch something behind the cabinet",
        seconds=lambda _world, _act: 30,
        check=anything_goes,
        observe=nothing_seen,
        perform=_walk,
    ),
    Verb(
        do="check-gloves",
        title="Look at your gloves",
        seconds=lambda _world, _act: 10,
        check=_check_gloves,
        observe=_see_own_gloves,
        perform=_look,
    ),
)
"""Verbs of behaviour. Each is an act like any other: in the ledger, in the replay, with its cause in the organisms."""
