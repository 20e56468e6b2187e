"""Counter, pressure sensor and incubator: what they say about the truth."""

import math

import pytest

from gradea.vocabulary import Chance, SimTime, sim_time
from gradea.world.monitoring import (
    AlarmRule,
    IncubatorAnchor,
    after_changes,
    anchors_of,
    changed,
    co2_piece,
    counter_sample,
    door_cycle,
    incubator_reading,
    incubator_state,
    pack_burst_per_m3,
    pressure_reading,
    raised_at,
    temperature_piece,
)

CHANCE = Chance("instruments")


def test_the_counter_extrapolates_counts_to_a_cubic_metre():
    """3520 per m3 is about 100 counts in a minute; one large particle already reads 35 per m3."""
    readings = [counter_sample(3520.0, 0.0, 60.0, CHANCE, f"pc/{number}") for number in range(300)]
    assert sum(each["p05_per_m3"] for each in readings) / 300 == pytest.approx(3520, rel=0.02)
    large = {counter_sample(3520.0, 10.0, 60.0, CHANCE, f"pc/{number}")["p5_per_m3"] for number in range(300)}
    assert {0, 35} <= large
    assert all(each["p05_per_m3"] >= each["p5_per_m3"] for each in readings)


def test_a_quiet_cabinet_reads_low_and_not_always_nothing():
    """17 per m3 (the working cabinet, docs/model.md §1) gives 0 or a few counts; false counts exist but are rare."""
    quiet = [counter_sample(17.0, 0.0, 60.0, CHANCE, f"q/{number}")["p05_per_m3"] for number in range(500)]
    assert sum(quiet) / 500 == pytest.approx(17.0, abs=5)
    false = [counter_sample(0.0, 0.0, 300.0, CHANCE, f"f/{number}")["p05_per_m3"] > 0 for number in range(1000)]
    assert sum(false) / 1000 == pytest.approx(0.095, abs=0.03)
    with pytest.raises(ValueError, match="time above 0"):
        counter_sample(1.0, 0.0, 0.0, CHANCE, "x")
    assert pack_burst_per_m3(60.0) == pytest.approx(20 / 0.0283, rel=0.01)


def test_a_reading_is_a_fact():
    """Looked at twice, the same reading is the same; another reading differs."""
    assert counter_sample(500.0, 5.0, 60.0, CHANCE, "r/1") == counter_sample(500.0, 5.0, 60.0, CHANCE, "r/1")
    assert pressure_reading(15.0, CHANCE, "p/1") == pressure_reading(15.0, CHANCE, "p/1")
    assert len({pressure_reading(15.0, CHANCE, f"p/{number}") for number in range(20)}) > 1


def test_pressure_noise_and_drift():
    """Noise has an SD of 0.3 Pa; drift shifts every reading."""
    values = [pressure_reading(15.0, CHANCE, f"dp/{number}") for number in range(1000)]
    mean = sum(values) / 1000
    assert mean == pytest.approx(15.0, abs=0.05)
    assert math.sqrt(sum((each - mean) ** 2 for each in values) / 1000) == pytest.approx(0.3, abs=0.03)
    assert pressure_reading(15.0, CHANCE, "dp/1", drift_pa=2.0) == pytest.approx(values[1] + 2.0)


def test_thirty_seconds_open_cost_three_kelvin_and_most_of_the_gas():
    """Air 3 K cooler after 30 s open, CO2 near that of the room after 45 s (docs/model.md §6)."""
    after = door_cycle(IncubatorAnchor(), SimTime(0), 30.0)
    assert after.temperature_c == pytest.approx(34.0, abs=0.02)
    assert door_cycle(IncubatorAnchor(), SimTime(0), 45.0).co2_pct < 0.3
    ten_minutes = incubator_state(after, sim_time(minutes=10))
    assert ten_minutes.temperature_c > 36.8
    assert ten_minutes.co2_pct > 4.9


def test_closed_form_may_be_cut_anywhere():
    """An event that changes nothing (the door is closed again) does not change the course."""
    once = door_cycle(IncubatorAnchor(), SimTime(0), 30.0)
    cut = changed(once, sim_time(minutes=2), "door-close")
    late = sim_time(minutes=7)
    assert incubator_state(cut, late).temperature_c == pytest.approx(incubator_state(once, late).temperature_c)
    assert incubator_state(cut, late).co2_pct == pytest.approx(incubator_state(once, late).co2_pct)
    assert after_changes(IncubatorAnchor(), [(SimTime(30_000), "door-close"), (SimTime(0), "door-open")]) == once


def test_a_gas_fault_drifts_to_room_air_and_the_alarm_knows_when():
    """Without gas CO2 falls slowly; an alarm at 4.5 % comes after ten minutes, and a door opening brings it forward."""
    failed = after_changes(IncubatorAnchor(), [(SimTime(0), "gas-fail")])
    assert incubator_state(failed, sim_time(hours=6)).co2_pct < 0.2
    assert incubator_state(failed, sim_time(hours=6)).temperature_c == pytest.approx(37.0)
    rule = AlarmRule(limit=4.5, deadband=0.1, on_delay_s=120.0)
    alone = raised_at([co2_piece(failed)], rule, sim_time(hours=2))
    assert alone is not None
    assert 9 * 60_000 < alone < 13 * 60_000
    events = [(SimTime(0), "gas-fail"), (SimTime(60_000), "door-open"), (SimTime(80_000), "door-close")]
    pieces = [co2_piece(each) for each in anchors_of(IncubatorAnchor(), events)]
    assert raised_at(pieces, rule, sim_time(hours=2)) < alone
    assert incubator_state(changed(failed, sim_time(hours=6), "gas-back"), sim_time(hours=7)).co2_pct > 4.9


def test_a_heating_fault_cools_slowly():
    """Three hours without heating take two thirds of the way to room temperature."""
    cold = changed(IncubatorAnchor(), SimTime(0), "heat-fail")
    assert incubator_state(cold, sim_time(hours=3)).temperature_c == pytest.approx(20 + 17 / math.e)
    assert temperature_piece(changed(cold, sim_time(hours=3), "heat-back")).target == 37.0


def test_the_display_is_noisy_and_never_below_zero():
    """One decimal, close to the truth."""
    state = incubator_state(IncubatorAnchor(), SimTime(0))
    seen = incubator_reading(state, CHANCE, "inc/1")
    assert seen["temperature_c"] == pytest.approx(37.0, abs=0.3)
    assert seen["co2_pct"] == pytest.approx(5.0, abs=0.3)
    with pytest.raises(ValueError, match="known from"):
        incubator_state(IncubatorAnchor(at=SimTime(10)), SimTime(5))
    with pytest.raises(ValueError, match="does not happen"):
        changed(IncubatorAnchor(), SimTime(0), "explode")
