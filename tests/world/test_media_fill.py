"""A media fill in the world: units get their share, grow only in the warm, are read by a person, and are all accounted for."""

from dataclasses import replace

import pytest

from gradea.content import facility_named, recipe_named, scenario_named
from gradea.practical import new_run
from gradea.vocabulary import DAY, Chance, SimTime, sim_time
from gradea.world.act import Act, check, observe, perform
from gradea.world.microbes import Contaminant, Occasion, Route
from gradea.world.monitoring import STRAINS
from gradea.world.people import Garment, Hands
from gradea.world.state import OUTSIDE, Worker, World
from gradea.world.weather import cabinets_changed, later

LUCK, AT = Chance("fills"), sim_time(hours=9)


def laboratory(skill: str = "expert") -> World:
    """Return the unit with a gowned operator at a running cabinet and a bag of 200 mL of broth."""
    run = new_run(
        scenario=scenario_named("mf_practice"),
        recipe=recipe_named("mf"),
        facility=facility_named("hospital_2B"),
        seed="fills",
    )
    world = later(run.world, AT)
    hands = Hands(gloves="double", inner=True, wet_until=AT)
    world = world.with_worker(Worker(ref="p", room="B_LAB1", skill=skill, garment=Garment(), hands=hands))
    world = cabinets_changed(world.with_device(replace(world.devices["BSC-1"], running=True)), AT)
    packs = {code: tuple(replace(lot, room="B_LAB1") for lot in lots[:1]) for code, lots in world.lots.items()}
    return do(replace(world, lots=packs), "add", material="broth", vessel="POOL", amount=200.0, unit="mL")


def do(world: World, verb: str, at: int = AT, **parameters: object) -> World:
    act = _act(at, parameters)
    refusal = check(world, verb, act)
    assert refusal is None, refusal
    return perform(world, verb, act, LUCK)


def _act(at: int, parameters: dict[str, object], technique: str = "normal") -> Act:
    named = {name.rstrip("_"): value for name, value in parameters.items()}
    return Act(person="p", parameters=named, technique=technique, at=SimTime(at))


def see(world: World, verb: str, at: int, **parameters: object) -> dict[str, object]:
    return observe(world, verb, _act(at, parameters), LUCK)


def in_quality_control(world: World) -> World:
    """Return the world after everything went out, with the reader in quality control."""
    sent = do(world, "send-out", items=[*world.trays])
    return sent.with_worker(replace(sent.worker("p"), room=OUTSIDE))


def test_every_drop_and_every_organism_is_in_a_unit_or_in_the_pool() -> None:
    world = laboratory()
    cause = Occasion(chance=LUCK, key="seed").because(Route.OTHER, "planted")
    dirt = Contaminant(organism="bacillus", count=400, lag_left_h=4.0, susceptible=True, cause=cause)
    world = world.with_vessel(replace(world.vessels["POOL"], contaminants=(dirt,)))
    world = do(world, "fill", from_="POOL", tray="T-1", count=15, volume_ml=3.0)
    tray, pool = world.trays["T-1"], world.vessels["POOL"]
    assert pool.contents.volume_ml + 15 * tray.unit_ml == pytest.approx(200.0, abs=1e-9)
    planted = [group for unit in tray.units for group in unit if group.cause == cause]
    assert sum(group.count for group in planted) + sum(g.count for g in pool.contaminants) == 400
    assert 0 < sum(group.count for group in planted) < 400


def test_a_unit_is_cloudy_only_after_it_was_warm() -> None:
    world = laboratory()
    cause = Occasion(chance=LUCK, key="seed").because(Route.TOUCH, "planted")
    world = do(world, "fill", from_="POOL", tray="T-1", count=4, volume_ml=3.0)
    dirt = Contaminant(organism="staphylococcus", count=1, lag_left_h=4.0, susceptible=True, cause=cause)
    tray = replace(world.trays["T-1"], units=((), (dirt,), (), ()))
    world = in_quality_control(world.with_tray("T-1", tray))
    world = do(world, "load-units", tray="T-1", equipment="UNIT-INC-1", programme="20-25")
    assert see(world, "inspect-units", AT + 3_600_000, tray="T-1")["growing_units"] == 0
    late = see(world, "inspect-units", AT + 7 * DAY, tray="T-1")
    assert late == {"units": 4, "growing_units": 1, "clear_units": 3, "damaged_units": 0}


def test_what_neither_clouds_nor_tufts_is_not_seen() -> None:
    """Cutibacterium lives in the broth and shows nothing: the truth knows, the reader does not."""
    world = laboratory()
    cause = Occasion(chance=LUCK, key="seed").because(Route.TOUCH, "planted")
    world = do(world, "fill", from_="POOL", tray="T-1", count=2, volume_ml=3.0)
    dirt = Contaminant(organism="cutibacterium", count=3, lag_left_h=16.0, susceptible=True, cause=cause)
    world = in_quality_control(world.with_tray("T-1", replace(world.trays["T-1"], units=((dirt,), ()))))
    world = do(world, "load-units", tray="T-1", equipment="UNIT-INC-1", programme="30-35")
    assert world.trays["T-1"].contaminated == 1
    assert see(world, "inspect-units", AT + 14 * DAY, tray="T-1")["growing_units"] == 0


def test_a_reader_in_a_hurry_overlooks_units() -> None:
    world = laboratory()
    cause = Occasion(chance=LUCK, key="seed").because(Route.TOUCH, "planted")
    world = do(world, "fill", from_="POOL", tray="T-1", count=60, volume_ml=3.0)
    dirt = Contaminant(organism="bacillus", count=5e8, lag_left_h=0.0, susceptible=True, cause=cause)
    world = in_quality_control(world.with_tray("T-1", replace(world.trays["T-1"], units=((dirt,),) * 60)))
    hurried = observe(world, "inspect-units", _act(AT, {"tray": "T-1"}, "hurried"), LUCK)
    assert see(world, "inspect-units", AT, tray="T-1")["growing_units"] == 60
    assert 45 < int(str(hurried["growing_units"])) < 60


def test_a_medium_that_is_good_lets_all_strains_grow() -> None:
    world = laboratory()
    world = world.with_worker(replace(world.worker("p"), room=OUTSIDE))
    world = do(world, "promote-growth", material="broth", tray="GP-1", volume_ml=3.0)
    world = do(world, "load-units", tray="GP-1", equipment="UNIT-INC-1", programme="30-35")
    assert see(world, "inspect-units", AT, tray="GP-1")["growing_units"] == 0
    assert see(world, "inspect-units", AT + 5 * DAY, tray="GP-1")["growing_units"] == len(STRAINS)
    assert world.trays["GP-1"].control


def test_damaged_units_go_first_and_every_unit_is_accounted_for() -> None:
    world = laboratory()
    world = do(world, "fill", from_="POOL", tray="T-1", count=10, volume_ml=3.0)
    world = world.with_tray("T-1", replace(world.trays["T-1"], damaged=frozenset({2, 7})))
    world = do(world, "discard-units", tray="T-1", count=2)
    tray = world.trays["T-1"]
    assert (len(tray.units), tray.discarded, tray.damaged) == (8, 2, frozenset())


def test_a_novice_brings_more_than_an_expert_and_every_colony_has_a_cause() -> None:
    """Expected CFU per unit by hands: some percent for a novice, some hundredths of a percent for an expert."""
    expected = {}
    for skill in ("novice", "expert"):
        world = do(laboratory(skill), "fill", from_="POOL", tray="T-1", count=15, volume_ml=3.0)
        expected[skill] = sum(value for key, value in world.expected_cfu.items() if key.startswith("T-1|")) / 15
        assert all(group.cause.act for unit in world.trays["T-1"].units for group in unit)
    assert 0.02 < expected["novice"] < 0.10
    assert 1e-5 < expected["expert"] < 3e-3


@pytest.mark.parametrize(
    ("verb", "parameters", "code"),
    [
        ("fill", {"from_": "POOL", "tray": "T-1", "count": 90, "volume_ml": 3.0}, "not-enough"),
        ("fill", {"from_": "POOL", "tray": "T-1", "count": 0, "volume_ml": 3.0}, "not-enough"),
        ("intervene", {"intervention": "sneeze", "tray": "T-1"}, "intervention-unknown"),
        ("inspect-units", {"tray": "T-9"}, "tray-unknown"),
        ("discard-units", {"tray": "T-9", "count": 1}, "tray-unknown"),
        ("harvest", {"vessel": "POOL", "to": "H", "cold_buffer_ml": 5.0}, "not-with-these-cells"),
    ],
)
def test_what_cannot_be_is_refused(verb: str, parameters: dict[str, object], code: str) -> None:
    refusal = check(laboratory(), verb, _act(AT, parameters))
    assert refusal is not None
    assert refusal.code == code
    assert refusal.remedy
