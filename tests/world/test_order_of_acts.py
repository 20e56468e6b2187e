"""Luck belongs to the thing and the act: doing unrelated things in another order gives the same truth."""

from dataclasses import replace
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st
from playing import fresh

from gradea.vocabulary import MINUTE, Chance, SimTime, sim_time
from gradea.world.act import Act, check, perform
from gradea.world.microbes import Cause, Contaminant, Route
from gradea.world.people import Hands
from gradea.world.state import Vessel, Worker, World
from gradea.world.weather import cabinets_changed, later, settled, with_presence

AT = sim_time(hours=9)
PEOPLE = ("anna", "ben", "carla")


def laboratory() -> World:
    """Return three people in a laboratory, each with a contaminated bag of their own."""
    world = later(fresh().world, AT)
    cause = Cause(route=Route.OTHER, person=None, act="test", room="B_LAB1", at=AT)
    bug = Contaminant(organism="e-coli", count=40, lag_left_h=1.0, susceptible=True, cause=cause)
    cells = settled(world, world.vessels["LEUKA"], AT).contents
    for person in PEOPLE:
        worker = Worker(ref=person, room="B_LAB1", skill="novice", hands=Hands(gloves="double"))
        bag = Vessel(code=f"BAG-{person}", room="B_LAB1", contents=cells, contaminants=(bug,), as_of=AT)
        world = with_presence(world, worker, AT).with_vessel(bag)
    packs = {code: tuple(replace(lot, room="B_LAB1") for lot in lots[:1]) for code, lots in world.lots.items()}
    cabinet = replace(world.devices["BSC-1"], running=True)
    return cabinets_changed(replace(world.with_device(cabinet), lots=packs), AT)


def sampled(world: World, order: tuple[str, ...], luck: Chance) -> World:
    """Return the world in which all sample their own bag four times, each time all at one instant, in this order of people."""
    for number in range(4):
        at = SimTime(AT + number * MINUTE)
        for person in order:
            drawn = {"vessel": f"BAG-{person}", "into": f"S-{person}-{number}", "volume_ml": 2.0}
            act = Act(person=person, parameters=drawn, technique="hurried", at=at)
            refusal = check(world, "sample", act)
            assert refusal is None, refusal
            world = perform(world, "sample", act, luck)
    return world


@settings(max_examples=20, deadline=None)
@given(seed=st.text(min_size=1, max_size=8))
def test_the_same_seed_gives_the_same_run_when_unrelated_acts_change_places(seed: str) -> None:
    """Three people sample at the same moments; whoever is written down first, the whole truth is the same."""
    first, *others = (sampled(laboratory(), order, Chance(seed)) for order in permutations(PEOPLE))
    for other in others:
        assert other == first


def test_there_is_luck_that_could_have_moved() -> None:
    """The test above would hold for a world without chance too; here other seeds draw other organisms."""
    met = {repr(sampled(laboratory(), PEOPLE, Chance(f"luck-{number}")).vessels["BAG-ben"]) for number in range(20)}
    assert len(met) > 1


def test_vessels_grow_the_same_in_whatever_order_and_pieces_they_are_looked_at() -> None:
    """Cells and organisms of two bags, looked at in turn, one after the other, or at the end only."""
    world, end = laboratory(), SimTime(AT + 90 * MINUTE)

    def looked(order: tuple[str, ...], every_min: int) -> dict[str, Vessel]:
        now = world
        for at in range(AT + every_min * MINUTE, end + 1, every_min * MINUTE):
            for code in order:
                now = now.with_vessel(settled(now, now.vessels[code], SimTime(at)))
        return {code: now.vessels[code] for code in ("BAG-anna", "BAG-ben")}

    once = looked(("BAG-anna", "BAG-ben"), 90)
    assert looked(("BAG-ben", "BAG-anna"), 90) == once
    cells = {code: vessel.contents for code, vessel in once.items()}
    assert {code: vessel.contents for code, vessel in looked(("BAG-ben", "BAG-anna"), 15).items()} == cells
