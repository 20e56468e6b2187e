"""Plates: what they catch, and that nobody reads a colony before it has grown."""

import pytest

from gradea.vocabulary import HOUR, Chance, SimTime, sim_time
from gradea.world.microbes import ORGANISMS, Cause, Contaminant, Load, Occasion, Route, Surface, bench
from gradea.world.monitoring import (
    REGIMES,
    PlateTruth,
    air_sample,
    collected,
    contact_print,
    expected_settle,
    exposed,
    glove_print,
    incubated,
    taken_out,
    visible_colonies,
)
from gradea.world.monitoring.parameters import SETTLE_M2, SETTLE_RECOVERY
from gradea.world.people import Hands

CAUSE = Cause(route=Route.AIR, person=None, act="x", room="B_LAB1", at=SimTime(0))


def occasion(key, at=0):
    return Occasion(chance=Chance("plates"), key=key, person="p1", room="B_LAB1", at=SimTime(at))


def plate_with(*groups):
    captured = tuple(
        Contaminant(organism=code, count=count, lag_left_h=ORGANISMS[code].lag37_h, susceptible=True, cause=CAUSE)
        for code, count in groups
    )
    return PlateTruth(captured=captured)


def hours_to_show(organism, regime):
    plate = incubated(plate_with((organism, 1)), SimTime(0), regime)
    return next((hour for hour in range(1, 400) if visible_colonies(plate, SimTime(hour * HOUR))), None)


def test_a_plate_of_four_hours_stands_for_0_42_cubic_metres():
    """v A t at 1 CFU/m3 over 4 h (role: independent; the ratio of the limits in Annex 1 is 0.5)."""
    volume = expected_settle(4 * 3600) / SETTLE_RECOVERY.value
    assert volume == pytest.approx(0.421, abs=0.001)
    assert 0.3 < volume < 0.6
    assert SETTLE_M2.value == pytest.approx(3.1416 * 0.045**2, rel=0.01)


def test_a_settle_plate_catches_its_share():
    """The colonies of many plates in grade C air average to the expectation; the exposure is in minutes."""
    open_plate = exposed(PlateTruth(), SimTime(0))
    dose = 50.0 * 4 * 3600
    plates = [collected(open_plate, dose, occasion(f"c{number}", 4 * HOUR), "C") for number in range(200)]
    caught = [sum(each.count for each in plate.captured) for plate in plates]
    assert sum(caught) / 200 == pytest.approx(expected_settle(dose), rel=0.05)
    assert plates[0].exposed_min == 240.0
    assert all(each.cause.route is Route.AIR for plate in plates for each in plate.captured)
    with pytest.raises(ValueError, match="after exposure"):
        collected(PlateTruth(), dose, occasion("never"), "C")


def test_reading_too_early_gives_nothing():
    """Skin cocci: nothing in the evening, all after two days; moulds take longer; docs/model.md §6."""
    plate = incubated(plate_with(("staphylococcus", 3), ("mould", 2)), SimTime(0), "warm")
    assert visible_colonies(plate, sim_time(hours=10)) == 0
    assert visible_colonies(plate, sim_time(hours=48)) == 3
    assert visible_colonies(plate, sim_time(days=5)) == 5
    assert visible_colonies(plate_with(("staphylococcus", 3)), sim_time(days=9)) == 0


@pytest.mark.parametrize(
    ("organism", "warm", "dual"),
    [("staphylococcus", 20, 43), ("micrococcus", 46, 78), ("bacillus", 19, 36), ("mould", 67, 87)],
)
def test_times_to_see_a_colony_are_those_of_the_prototype(organism, warm, dual):
    """Skin cocci 20 h at 32.5 degrees and 43 h when the cool step comes first; moulds 67 to 87 h (role: consistency)."""
    assert hours_to_show(organism, "warm") == pytest.approx(warm, abs=1.1)
    assert hours_to_show(organism, "dual") == pytest.approx(dual, rel=0.06)


def test_a_strict_anaerobe_never_shows_on_a_plate():
    """Cutibacterium and mycoplasma are there and nobody sees them."""
    assert hours_to_show("cutibacterium", "warm") is None
    assert hours_to_show("mycoplasma", "warm") is None


def test_taking_a_plate_out_early_drops_the_warm_step():
    """After one cool day on the bench nothing more is promised than room temperature gives."""
    plate = incubated(plate_with(("corynebacterium", 1)), SimTime(0), "dual")
    early = taken_out(plate, sim_time(hours=24))
    assert [each.temperature_c for each in early.incubation] == [22.5, 20.0]
    assert visible_colonies(plate, sim_time(days=5)) == 1
    assert visible_colonies(early, sim_time(days=5)) == 0
    back = incubated(early, sim_time(days=5), "warm")
    assert visible_colonies(back, sim_time(days=8)) == 1


def test_an_unknown_regime_is_named():
    """The regimes that exist are in the message."""
    assert set(REGIMES) == {"dual", "warm", "cool"}
    with pytest.raises(ValueError, match="dual, warm, cool"):
        incubated(PlateTruth(), SimTime(0), "hot")


def test_a_glove_print_takes_what_it_shows():
    """The agar and the glove share what was there, and the print is expected to take half."""
    groups = plate_with(("staphylococcus", 40), ("bacillus", 10)).captured
    hands = Hands(gloves="double", load=Load(groups=groups, expected_vegetative=40.0, expected_spores=10.0))
    plate, after = glove_print(PlateTruth(kind="glove"), hands, occasion("print"))
    taken = sum(each.count for each in plate.captured)
    assert taken + after.load.count == 50
    assert 13 < taken < 37
    assert plate.expected_cfu == 25.0
    assert after.load.expected == 25.0


def test_contact_and_air_plates_follow_load_and_recovery():
    """A bench at 0.05 CFU/cm2 gives 0.6 CFU on 25 cm2 at 50 % recovery; one cubic metre of B air at 0.23 gives 0.14."""
    assert contact_print(PlateTruth(), bench(), occasion("cp")).expected_cfu == pytest.approx(0.625)
    positive = sum(bool(air_sample(PlateTruth(), 0.23, 1.0, occasion(f"a{n}"), "B").captured) for n in range(2000))
    assert positive / 2000 == pytest.approx(0.12, abs=0.025)
    dirty = Surface(name="floor", cfu_per_cm2=2.0, flora="CD")
    printed = contact_print(PlateTruth(), dirty, occasion("floor"))
    assert printed.kind == "contact"
    assert {each.cause.source for each in printed.captured} == {"floor"}
