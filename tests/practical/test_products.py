"""Every product of the shelf runs from its first step to its disposition, and a careful crew leaves no gap behind."""

import pytest

from gradea.assessment import Fact, batch_outcome, say_do_findings, story_of
from gradea.cli.simulate import Made, Plan, simulated
from gradea.content import facility_named, recipe_named, recipe_names, scenario_named
from gradea.practical import dated_of, new_run, replayed

PRODUCTS = recipe_names()


def made(recipe: str, seed: int, crew: str) -> Made:
    return simulated(Plan(recipe=recipe, seed=seed, crew=crew))


def findings(batch: Made) -> list[str]:
    facts = [
        Fact(seq=each.entry.seq, at=each.entry.sim_ms, actor=each.entry.actor, event=dated_of(each.entry).event)
        for each in batch.sealed
    ]
    return [f"{each.kind} {each.step}" for each in say_do_findings(story_of(batch.state.recipe, facts))]


@pytest.mark.parametrize("recipe", PRODUCTS)
def test_a_careful_crew_makes_it_without_a_gap(recipe: str) -> None:
    batch = made(recipe, 2, "careful")
    assert batch.state.record.disposition is not None
    assert findings(batch) == []


@pytest.mark.parametrize("recipe", PRODUCTS)
def test_folding_its_ledger_gives_the_same_truth(recipe: str) -> None:
    batch = made(recipe, 3, "novice")
    scenario = scenario_named(f"{recipe}_practice")
    first = new_run(
        scenario=scenario, recipe=recipe_named(recipe), facility=facility_named(scenario.facility), seed="cli-3"
    )
    again = replayed(first, [dated_of(each.entry) for each in batch.sealed])
    assert again.world == batch.state.world
    assert batch_outcome(again).as_data() == batch_outcome(batch.state).as_data()


@pytest.mark.parametrize("recipe", PRODUCTS)
def test_the_scenario_knows_everything_the_recipe_names(recipe: str) -> None:
    master, scenario = recipe_named(recipe), scenario_named(f"{recipe}_practice")
    rooms = {room.code for room in facility_named(scenario.facility).rooms} | {"OUT"}
    assert set(master.materials) <= set(scenario.substances)
    assert set(master.equipment) == {device.code for device in scenario.devices}
    assert {step.room for step in master.steps} | {device.room for device in scenario.devices} <= rooms
    for device in scenario.devices:
        assert master.equipment[device.code].room == device.room


@pytest.mark.parametrize("recipe", PRODUCTS)
def test_a_careless_crew_gets_through_it_as_well(recipe: str) -> None:
    batch = made(recipe, 4, "careless")
    assert batch.state.record.disposition is not None
    assert findings(batch)
