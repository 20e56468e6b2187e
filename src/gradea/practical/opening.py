"""How a run begins: the header of the ledger, the world as the team finds it, the issued batch record."""

import hashlib
from dataclasses import replace
from datetime import date

from gradea import ENGINE_VERSION
from gradea.practical.events import OpenRun, RunOpened
from gradea.practical.hands_on import refuse_opening
from gradea.practical.scenario import Scenario
from gradea.practical.state import HANDS_ON, Actor, RunState
from gradea.record import IssueRecord, MasterRecipe, blank_record, decide
from gradea.vocabulary import Chance, Message, Refusal, SimTime, parse_sim_time
from gradea.world.opening import Furnishing, opening_world
from gradea.world.site import Facility

DISTURBANCES = ("damper", "expired-lot", "incubator-co2")


def new_run(*, scenario: Scenario, recipe: MasterRecipe, facility: Facility, seed: str) -> RunState:
    """Return the state of a run in which nothing has happened yet.

    Args:
        scenario: What the team finds.
        recipe: The effective master recipe.
        facility: The building.
        seed: Source of all chance; hidden until the debrief.
    """
    chance = Chance(seed)
    world = opening_world(
        facility=facility,
        start=scenario.start,
        starts_at=scenario.starts_at,
        furnishing=Furnishing(
            devices=scenario.devices,
            substances=scenario.substances,
            lots=scenario.lots,
            model=scenario.model,
            delivery=scenario.delivery,
            frozen=scenario.bank,
            identities=scenario.identities,
            wares=scenario.wares,
            store=scenario.store,
        ),
        chance=chance,
    )
    return RunState(
        scenario=scenario, recipe=recipe, chance=chance, world=world, record=blank_record(recipe), at=scenario.starts_at
    )


def seed_commitment(seed: str) -> str:
    """Return what may be published of a seed while it is hidden: SHA-256 of it."""
    return hashlib.sha256(f"gradea-seed|{seed}".encode()).hexdigest()


def opening_events(state: RunState, command: OpenRun, actor: Actor) -> tuple[Message, ...] | Refusal:
    """Return the header of the run and the issued record, or why it is refused."""
    if state.opened is not None:
        return Refusal(
            code="run-already-open",
            rule="practical",
            message="This run is already open.",
            remedy="Go to the team page; a new batch needs a new run.",
        )
    planned = refuse_opening(command) or _planned(command.planned_disturbances, state.scenario)
    if isinstance(planned, Refusal):
        return planned
    starts_at = state.scenario.starts_at if command.starts_at is None else SimTime(command.starts_at)
    header = RunOpened(
        scenario=state.scenario.code,
        recipe=state.recipe.code,
        recipe_version=state.recipe.version,
        facility=state.world.facility.code,
        engine=ENGINE_VERSION,
        mode=command.mode,
        batch_number=command.batch_number,
        seed_commitment=seed_commitment(state.chance.seed),
        start_date=command.start_date or state.scenario.start.isoformat(),
        starts_at=starts_at,
        planned_disturbances=command.planned_disturbances,
    )
    issue = IssueRecord(
        batch_number=command.batch_number,
        recipe_code=state.recipe.code,
        recipe_version=state.recipe.version,
        recipe_hash=state.recipe.content_hash,
        donation_number=state.world.donation_number,
        patient_number=state.world.patient_number,
        day_zero_date=header.start_date,
    )
    decided = decide(state.record, issue, person=actor.ref, role="qa", at=starts_at)
    return decided if isinstance(decided, Refusal) else (header, *decided)


def opened(state: RunState, event: RunOpened) -> RunState:
    """Fold the header: the clock stands at the start of the first day."""
    planned = _planned(event.planned_disturbances, state.scenario)
    assert not isinstance(planned, Refusal), "a header is only written after its disturbances were read"
    world = replace(state.world, batch_number=event.batch_number)
    if event.mode == HANDS_ON:
        world = replace(world, start=date.fromisoformat(event.start_date))
        return replace(state, at=SimTime(event.starts_at), opened=event, world=world)
    return replace(state.moved(SimTime(event.starts_at)), opened=event, planned=planned, world=world)


def refuse_disturbance(scenario: Scenario, kind: str) -> Refusal | None:
    """Return why there is no such disturbance in this scenario, or None: without an incubator none can fail."""
    if kind in DISTURBANCES and kind in scenario.disturbances:
        return None
    known = ", ".join(each for each in DISTURBANCES if each in scenario.disturbances)
    return Refusal(
        code="disturbance-unknown",
        rule="practical",
        message=f"There is no disturbance '{kind}' in the scenario '{scenario.code}'.",
        remedy=f"Choose one of {known}, with a time: damper@0d10h.",
    )


def _planned(texts: tuple[str, ...], scenario: Scenario) -> tuple[tuple[SimTime, str], ...] | Refusal:
    found = []
    for text in texts:
        kind, _, when = text.partition("@")
        unknown = refuse_disturbance(scenario, kind)
        if unknown is not None:
            return unknown
        try:
            found.append((parse_sim_time(when), kind))
        except ValueError as problem:
            return Refusal(
                code="disturbance-time",
                rule="practical",
                message=f"The disturbance '{text}' has no readable time: {problem}.",
                remedy="Write kind and time like incubator-co2@1d04h.",
            )
    return tuple(sorted(found))
