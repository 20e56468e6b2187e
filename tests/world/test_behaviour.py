"""Talking, coughing, walking past and a torn glove: acts with consequences, each with its cause."""

from dataclasses import replace

import pytest

from gradea.content import facility_named, scenario_named
from gradea.vocabulary import Chance, CleanlinessGrade, SimTime
from gradea.world.act import Act, check, observe, perform
from gradea.world.act.handling import open_work
from gradea.world.culture import EMPTY
from gradea.world.microbes import Occasion, Route, bench
from gradea.world.microbes.parameters import P_TEAR
from gradea.world.opening import Furnishing, opening_world
from gradea.world.people import Garment, Hands, strained, touched
from gradea.world.people.gown_items import ITEMS
from gradea.world.site import concentration_at, risk_factor
from gradea.world.state import Vessel, Worker, World
from gradea.world.weather import cabinet_use, later, with_presence

DRESSED = Garment(items=tuple(each.code for each in ITEMS), level=CleanlinessGrade.B)
T0 = SimTime(8 * 3_600_000)


@pytest.fixture
def lab() -> World:
    """The grade B laboratory with the cabinet running, an operator at it, a colleague, and an open bag."""
    scenario = scenario_named("toldc_practice")
    world = opening_world(
        facility=facility_named("hospital_2B"), start=scenario.start, starts_at=scenario.starts_at,
        furnishing=Furnishing(devices=scenario.devices, substances=scenario.substances, lots=scenario.lots),
        chance=Chance("behaviour"),
    )  # fmt: skip
    world = later(world, T0)
    hands = Hands(gloves="double", inner=True)
    for ref in ("operator", "colleague"):
        worker = Worker(ref=ref, room="B_LAB1", garment=DRESSED, hands=hands, activity="standing")
        world = with_presence(world, worker, T0)
    bag = Vessel(code="CULT-A", room="B_LAB1", contents=EMPTY, as_of=T0)
    cabinet = world.devices["BSC-1"]
    return world.with_vessel(bag).with_device(replace(cabinet, running=True))


def act(do: str, *, person: str = "operator", at: SimTime = T0, **parameters: object) -> Act:
    return Act(person=person, parameters=parameters, technique="normal", at=at)


def done(world: World, do: str, seed: str = "behaviour", **more: object) -> World:
    deed = act(do, **more)
    assert check(world, do, deed) is None
    return perform(world, do, deed, Chance(seed))


def worked(world: World, at: SimTime = T0, seed: str = "behaviour") -> World:
    return open_work(world, act("add", at=at), ("CULT-A",), 1, Chance(seed))


def air(world: World) -> float:
    return world.expected_cfu["CULT-A|air"]


def test_talk_raises_the_exposure_while_it_lasts(lab: World) -> None:
    talked = done(lab, "talk")
    assert air(worked(talked)) > 10 * air(worked(lab))
    assert air(worked(talked, SimTime(T0 + 121_000))) < 2 * air(worked(lab, SimTime(T0 + 121_000)))


def test_an_organism_of_speech_says_who_and_what(lab: World) -> None:
    """Of many lucks one lets something fall in; its cause is speech, the person and the room."""
    talked = done(lab, "talk")
    talker = talked.worker("operator")
    loud = talked.with_worker(replace(talker, garment=Garment()))
    for number in range(20_000):
        groups = worked(loud, seed=f"s{number}").vessels["CULT-A"].contaminants
        spoken = [each.cause for each in groups if each.cause.source == "talking over the open vessel"]
        if spoken:
            assert (spoken[0].route, spoken[0].person, spoken[0].room) == (Route.AIR, "operator", "B_LAB1")
            return
    pytest.fail("no organism of speech in 20,000 lucks")


def test_a_mask_holds_most_of_it_back(lab: World) -> None:
    talked = done(lab, "talk")
    bare = talked.with_worker(replace(talked.worker("operator"), garment=Garment()))
    assert air(worked(bare)) > 2 * air(worked(talked))


def test_a_cough_matters_over_the_work_and_not_turned_away(lab: World) -> None:
    over = worked(done(lab, "cough", turned="to-the-work"))
    away = worked(done(lab, "cough", turned="away"))
    assert air(over) > 10 * air(away)
    assert check(lab, "cough", act("cough", turned="up")) is not None


def test_a_cough_is_in_the_air_of_the_room(lab: World) -> None:
    before = concentration_at(lab.facility, lab.air, T0)["B_LAB1"].mcp
    after = done(lab, "cough")
    assert concentration_at(after.facility, after.air, T0)["B_LAB1"].mcp == pytest.approx(
        before + 5.0 / lab.facility.room("B_LAB1").volume_m3
    )


def test_walking_past_disturbs_the_cabinet_for_a_while(lab: World) -> None:
    walked = done(lab, "walk-past", person="colleague")
    assert cabinet_use(walked, "B_LAB1", T0).walked_past
    assert not cabinet_use(walked, "B_LAB1", SimTime(T0 + 91_000)).walked_past
    share = [risk_factor(cabinet_use(world, "B_LAB1", T0)) for world in (lab, walked)]
    assert share[1] == pytest.approx(5.0 * share[0])
    assert air(worked(walked)) > air(worked(lab))


def test_gloves_tear_as_often_as_the_model_says() -> None:
    """Drawn over many acts; the expectation follows the chance and not the tear."""
    hands = Hands(gloves="double", inner=True)
    acts = [Occasion(chance=Chance("tears"), key=f"a{number}") for number in range(40_000)]
    tears = sum(strained(hands, each).gloves == "torn" for each in acts)
    assert tears == pytest.approx(40_000 * P_TEAR.value, abs=4 * (40_000 * P_TEAR.value) ** 0.5)
    after = {strained(hands, each).tear_chance for each in acts[:50]}
    assert after == {P_TEAR.value}


def test_an_unseen_tear_is_no_fault_and_a_seen_one_is(lab: World) -> None:
    """Expectation rises once the person knows; the organisms do not wait for that."""
    torn = replace(lab.worker("operator").hands, gloves="torn", tear_chance=P_TEAR.value)
    world = lab.with_worker(replace(lab.worker("operator"), hands=torn))
    assert observe(world, "check-gloves", act("check-gloves"), Chance("x")) == {"gloves": "torn"}
    seen = done(world, "check-gloves").worker("operator").hands
    surface_free = Occasion(chance=Chance("x"), key="t")
    unknowing, _ = touched(torn, bench(), surface_free)
    knowing, _ = touched(seen, bench(), surface_free)
    assert knowing.load.expected > unknowing.load.expected
    assert knowing.load.groups == unknowing.load.groups


def test_a_torn_glove_is_sometimes_seen_while_rubbing_and_changed(lab: World) -> None:
    torn = replace(lab.worker("operator").hands, gloves="torn", tear_chance=P_TEAR.value)
    world = lab.with_worker(replace(lab.worker("operator"), hands=torn))
    seen = [observe(world, "disinfect-gloves", act("x"), Chance(f"s{n}")).get("gloves") == "torn" for n in range(400)]
    assert sum(seen) / 400 == pytest.approx(0.4, abs=0.1)
    fresh = done(world, "change-gloves").worker("operator").hands
    assert (fresh.gloves, fresh.tear_chance) == ("double", 0.0)
    whole = observe(lab, "disinfect-gloves", act("x"), Chance("s"))
    assert whole == {}


def test_fatigue_touches_more(lab: World) -> None:
    """The same hands after a long day: more is expected to enter by touch and by slip, and a new morning starts rested."""
    tired = lab.with_worker(replace(lab.worker("operator"), hours_awake=23.0))
    ratio = worked(tired).expected_cfu["CULT-A|touch"] / worked(lab).expected_cfu["CULT-A|touch"]
    assert ratio == pytest.approx(1.364, rel=1e-6)
    worker = replace(lab.worker("operator"), hours_awake=2.0)
    assert worker.awake_h(SimTime(26 * 3_600_000)) == worker.awake_h(SimTime(2 * 3_600_000)) == 2.0
    assert worker.awake_h(SimTime(17 * 3_600_000)) == 12.0
