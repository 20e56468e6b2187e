"""Nothing is lost and nothing is made by the hands that work on T cells and stromal cells, to a thousand-millionth."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.content import facility_named, recipe_named, scenario_named
from gradea.practical import new_run
from gradea.vocabulary import Chance, SimTime, sim_time
from gradea.world.act import Act, check, perform
from gradea.world.people import Garment, Hands
from gradea.world.state import Vessel, Worker, World
from gradea.world.weather import cabinets_changed, later

AT, LUCK = sim_time(hours=9), Chance("balance")
CELLS = {"cart_manual": ("resting", "activated", "cycling", "doomed", "dead", "other"),
         "msc": ("suspended", "attached", "doomed", "dead")}  # fmt: skip


def laboratory(product: str, start: dict[str, float], vessel: str) -> World:
    """Return the unit with an operator at a running cabinet and one vessel with cells; no time passes in these tests."""
    run = new_run(
        scenario=scenario_named(f"{product}_practice"),
        recipe=recipe_named(product),
        facility=facility_named("hospital_2B"),
        seed="balance",
    )
    world = replace(later(run.world, AT), vessels={})
    hands = Hands(gloves="double", inner=True)
    world = world.with_worker(Worker(ref="p", room="B_LAB1", skill="expert", garment=Garment(), hands=hands))
    world = cabinets_changed(world.with_device(replace(world.devices["BSC-1"], running=True)), AT)
    packs = {code: tuple(replace(lot, room="B_LAB1") for lot in lots[:1]) for code, lots in world.lots.items()}
    cells = world.model.liquid(100.0, start)
    return replace(world, lots=packs).with_vessel(Vessel(code=vessel, room="B_LAB1", contents=cells, as_of=AT))


def do(world: World, verb: str, **parameters: object) -> World:
    act = Act(
        person="p", parameters={k.rstrip("_"): v for k, v in parameters.items()}, technique="normal", at=SimTime(AT)
    )
    refusal = check(world, verb, act)
    assert refusal is None, refusal
    return perform(world, verb, act, LUCK)


def total(world: World, *names: str) -> float:
    return sum(vessel.contents.amount(name) for vessel in world.vessels.values() for name in names)


def nothing_negative(world: World) -> bool:
    return all(amount >= 0.0 for vessel in world.vessels.values() for amount in vessel.contents.amounts)


@settings(max_examples=25, deadline=None)
@given(volume=st.floats(min_value=0.0, max_value=60.0), back=st.floats(min_value=3.0, max_value=80.0))
def test_t_cells_through_every_act(volume: float, back: float) -> None:
    start = {
        "resting": 3e7,
        "activated": 2e7,
        "cycling": 4e7,
        "other": 1e6,
        "dead": 5e6,
        "beads": 3e8,
        "lactate_umol": 9.0,
    }
    world, names = laboratory("cart_manual", start, "CULT-A"), CELLS["cart_manual"]
    cells, beads = total(world, *names), total(world, "beads")
    world = do(world, "sample", vessel="CULT-A", into="S-1", volume_ml=volume / 2)
    world = do(world, "remove", vessel="CULT-A", to="SPENT", volume_ml=volume / 2)
    world = do(world, "transfer", from_="CULT-A", to="CULT-B", volume_ml=volume / 2)
    world = do(world, "activate", material="activator", vessel="CULT-A", amount=0.0, unit="mL")
    world = do(world, "run", equipment="CENT-1", programme="wash", vessel="CULT-A", resuspend_ml=back)
    world = do(world, "run", equipment="MAG-1", programme="debead", vessel="CULT-A")
    world = do(world, "formulate", material="cryo_solution", vessel="CULT-A", amount=10.0, unit="mL")
    world = do(world, "cryopreserve", vessel="CULT-A", equipment="CRF-1")
    world = do(world, "take-out", vessel="CULT-A", equipment="CRF-1")
    world = do(world, "thaw", vessel="CULT-A", equipment="BATH-1")
    assert total(world, *names) == pytest.approx(cells, rel=1e-9)
    assert total(world, "beads") == pytest.approx(beads, rel=1e-9)
    assert total(world, "lactate_umol") == pytest.approx(9.0, rel=1e-9)
    assert nothing_negative(world)


@settings(max_examples=25, deadline=None)
@given(volume=st.floats(min_value=0.0, max_value=90.0), minutes=st.floats(min_value=0.0, max_value=30.0))
def test_stromal_cells_through_every_act(volume: float, minutes: float) -> None:
    start = {"attached": 2e7, "suspended": 1e5, "dead": 1e5, "doubling_cells": 1.8e8, "glucose_umol": 500.0}
    world, names = laboratory("msc", start, "FLASK-P2"), CELLS["msc"]
    cells = total(world, *names)
    world = do(world, "remove", vessel="FLASK-P2", to="SPENT", volume_ml=volume)
    world = do(world, "detach", vessel="FLASK-P2", to="HARV", minutes=minutes, enzyme_ml=40.0)
    world = do(world, "run", equipment="CENT-1", programme="wash", vessel="HARV", resuspend_ml=20.0)
    world = do(world, "passage", from_="HARV", to="STACK-P3", volume_ml=6.0)
    world = do(world, "formulate", material="cryo_solution", vessel="HARV", amount=12.0, unit="mL")
    world = do(world, "dispense", from_="HARV", to="DOSES", count=8, volume_ml=2.0)
    world = do(world, "cryopreserve", vessel="DOSES", equipment="CRF-1")
    assert total(world, *names) == pytest.approx(cells, rel=1e-9)
    assert total(world, "glucose_umol") == pytest.approx(500.0, rel=1e-9)
    assert world.vessels["DOSES"].units == 8
    assert nothing_negative(world)


@settings(max_examples=25, deadline=None)
@given(reagent=st.floats(min_value=0.0, max_value=9.0), minutes=st.integers(min_value=0, max_value=60))
def test_a_selection_parts_the_cells_and_loses_none(reagent: float, minutes: int) -> None:
    world, names = laboratory("cart_manual", {"resting": 2e9, "other": 3e9, "dead": 1e8}, "LEUKA"), CELLS["cart_manual"]
    cells = total(world, *names)
    world = do(world, "add", material="selection_reagent", vessel="LEUKA", amount=reagent, unit="mL")
    world = world.with_vessel(replace(world.vessels["LEUKA"], label_minutes=minutes if reagent else 0))
    world = do(world, "run", equipment="SEL-1", programme="CD4CD8", vessel="LEUKA")
    positive, negative = world.vessels["CD48-POS"].contents, world.vessels["CD48-NEG"].contents
    assert total(world, *names) == pytest.approx(cells, rel=1e-9)
    assert positive.amount("resting") + negative.amount("resting") == pytest.approx(2e9, rel=1e-9)
    enough = reagent >= 5.0 and minutes >= 30
    assert (positive.amount("resting") > 0.4 * 2e9) or not enough
    assert nothing_negative(world)
