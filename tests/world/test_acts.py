"""Acts on the truth: nothing is lost, nothing is made, every colony has a cause, and luck is keyed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playing import fresh, played

from gradea.vocabulary import MINUTE, Chance, SimTime, sim_time
from gradea.world.act import Act, check, observe, perform
from gradea.world.culture import NAMES
from gradea.world.microbes import Cause
from gradea.world.people import Garment, Hands
from gradea.world.state import Vessel, Worker, World
from gradea.world.weather import cabinets_changed, later, settled

LUCK = Chance("acts")
AT = sim_time(hours=9)


def laboratory() -> World:
    """Return the unit with one gowned operator at a running cabinet and the leukapheresis on the bench."""
    world = later(fresh().world, AT)
    world = world.with_worker(Worker(ref="p", room="B_LAB1", garment=Garment(), hands=Hands(gloves="double")))
    bag = settled(world, replace(world.vessels["LEUKA"], room="B_LAB1"), AT)
    world = world.with_vessel(bag).with_device(replace(world.devices["BSC-1"], running=True))
    packs = {code: tuple(replace(lot, room="B_LAB1") for lot in lots[:1]) for code, lots in world.lots.items()}
    return cabinets_changed(replace(world, lots=packs), AT)


def do(world: World, verb: str, at: int = AT, technique: str = "normal", **parameters: object) -> World:
    named = {name.rstrip("_"): value for name, value in parameters.items()}
    act = Act(person="p", parameters=named, technique=technique, at=SimTime(at))
    refusal = check(world, verb, act)
    assert refusal is None, refusal
    return perform(world, verb, act, LUCK)


def amounts(world: World) -> list[float]:
    """Return every amount, summed over all vessels."""
    return [sum(vessel.contents.amount(name) for vessel in world.vessels.values()) for name in NAMES]


@settings(max_examples=40, deadline=None)
@given(volumes=st.lists(st.floats(min_value=0.0, max_value=30.0), min_size=1, max_size=6))
def test_moving_liquid_neither_makes_nor_loses_anything(volumes: list[float]) -> None:
    """Sampling, transferring and removing conserve every amount to 1e-9."""
    world = laboratory()
    before = amounts(world)
    for number, volume in enumerate(volumes):
        if number % 3 == 0:
            world = do(world, "sample", vessel="LEUKA", into=f"S-{number}", volume_ml=volume)
        elif number % 3 == 1:
            world = do(world, "transfer", from_="LEUKA", to="OTHER", volume_ml=volume)
        else:
            world = do(world, "remove", vessel="LEUKA", to="WASTE-A", volume_ml=volume)
    for name, was, now in zip(NAMES, before, amounts(world), strict=True):
        assert now == pytest.approx(was, rel=1e-9, abs=1e-9), name
    assert all(vessel.contents.amount(name) >= 0.0 for vessel in world.vessels.values() for name in NAMES)


@settings(max_examples=30, deadline=None)
@given(amount=st.floats(min_value=0.0, max_value=1e6))
def test_an_addition_brings_exactly_what_was_added(amount: float) -> None:
    """GM-CSF goes in by units, with the volume of the stock."""
    world = do(laboratory(), "add", material="gm_csf", vessel="BAG", amount=amount, unit="IU")
    bag = world.vessels["BAG"].contents
    assert bag.amount("gm_csf_iu") == pytest.approx(amount)
    assert bag.volume_ml == pytest.approx(amount * 1e-6)


def test_more_than_there_is_cannot_be_taken() -> None:
    """A refusal names what is there."""
    act = Act(person="p", parameters={"vessel": "LEUKA", "into": "S", "volume_ml": 9999.0}, technique="normal", at=AT)
    refusal = check(laboratory(), "sample", act)
    assert refusal is not None
    assert refusal.code == "not-enough"


def test_open_work_needs_grade_a() -> None:
    """With the cabinet off, nothing is opened."""
    world = laboratory().with_device(replace(laboratory().devices["BSC-1"], running=False))
    act = Act(person="p", parameters={"vessel": "LEUKA", "into": "S", "volume_ml": 1.0}, technique="normal", at=AT)
    refusal = check(world, "sample", act)
    assert refusal is not None
    assert refusal.code == "no-grade-a"


def seen_line(world: World) -> dict[str, object]:
    return dict(
        observe(world, "inspect", Act(person="p", parameters={"room": "B_LAB1"}, technique="normal", at=AT), LUCK)
    )


def test_a_line_is_clear_only_when_nothing_stands_about() -> None:
    """What was left on the bench is named; clearing away takes it out, and leaves what is in a device or labelled."""
    world = do(laboratory(), "transfer", from_="LEUKA", to="CULT-A", volume_ml=5.0)
    world = do(do(world, "label", vessel="CULT-A", count=2), "transfer", from_="LEUKA", to="CULT-B", volume_ml=5.0)
    world = do(world, "incubate", vessel="CULT-B", equipment="INC-1")
    assert seen_line(world) == {"line_clear": "no", "left_behind": "LEUKA, CULT-A"}
    cleared = do(world, "clean", equipment="BSC-1")
    assert sorted(cleared.vessels) == ["CULT-A", "CULT-B"]
    assert seen_line(cleared)["left_behind"] == "CULT-A"
    assert seen_line(do(cleared, "incubate", vessel="CULT-A", equipment="INC-1")) == {"line_clear": "yes"}


def test_a_vessel_grows_the_same_however_often_it_is_looked_at() -> None:
    """Looking in pieces and looking once give the same cells, to the bit."""
    world = laboratory()
    bag = world.vessels["LEUKA"]
    once = settled(world, bag, SimTime(AT + 300 * MINUTE))
    piece: Vessel = bag
    for minutes in (1, 17, 60, 61, 200, 300):
        piece = settled(world, piece, SimTime(AT + minutes * MINUTE + 1234))
    assert settled(world, piece, SimTime(AT + 300 * MINUTE)) == once


def test_one_extra_act_does_not_shift_anothers_luck() -> None:
    """A scan more or less leaves the same contamination behind."""
    plain = do(laboratory(), "sample", vessel="LEUKA", into="S", volume_ml=1.0)
    scanned = do(do(laboratory(), "scan", material="gm_csf"), "sample", vessel="LEUKA", into="S", volume_ml=1.0)
    assert scanned.vessels == plain.vessels
    assert scanned.workers == plain.workers


@pytest.mark.parametrize("crew", ["careful", "careless"])
def test_every_colony_has_a_cause(crew: str) -> None:
    """Whatever is in a vessel, on a plate or in a bottle can say where it came from."""
    world = played("test-1", crew).state.world
    groups = [
        *(group for vessel in world.vessels.values() for group in vessel.contaminants),
        *(group for plate in world.plates.values() for group in plate.captured),
        *(group for bottle in world.bottles.values() for group in bottle.captured),
    ]
    assert all(isinstance(group.cause, Cause) and group.cause.chain() for group in groups)


def test_hurry_and_skipped_gloves_raise_the_expected_exposure() -> None:
    """Judged by expectation: smooth, whatever the draw."""

    def exposure(technique: str, rub: bool) -> float:
        world = laboratory()
        for number in range(10):
            at = AT + number * MINUTE
            if rub:
                world = do(world, "disinfect-gloves", at=at)
            world = do(
                world, "add", at=at, technique=technique, material="dc_medium", vessel="BAG", amount=1.0, unit="mL"
            )
        return sum(value for key, value in world.expected_cfu.items() if key.startswith("BAG"))

    assert exposure("hurried", rub=True) > 1.5 * exposure("normal", rub=True)
    assert exposure("normal", rub=False) > 2.0 * exposure("normal", rub=True)
