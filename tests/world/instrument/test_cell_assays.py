"""Instruments that look at cells: right on average, scattered as published, and the same again for the same key."""

from statistics import fmean, stdev

import pytest

from gradea.vocabulary import Chance
from gradea.world.culture import EMPTY, liquid
from gradea.world.instrument import counter_reading, cytometer_reading, elisa_reading, scale_reading

CHANCE = Chance("assays")
SAMPLE = liquid(
    1.0, idc=0.9e6, mdc=0.1e6, dead=0.1e6, cd83_mfi_cells=7e7, cd86_mfi_cells=4e8, tlr2_mfi_cells=1.4e9, il10_pg=2400.0
)


def test_a_reading_is_a_function_of_its_key() -> None:
    for read in (counter_reading, cytometer_reading, elisa_reading, scale_reading):
        assert read(SAMPLE, CHANCE, "i", 3) == read(SAMPLE, CHANCE, "i", 3)
    assert counter_reading(SAMPLE, CHANCE, "i", 3) != counter_reading(SAMPLE, CHANCE, "i", 4)


def test_the_counter_scatters_by_five_percent_and_its_bias_stays() -> None:
    readings = [counter_reading(SAMPLE, CHANCE, "i", n)["density_e6_per_ml"] for n in range(300)]
    assert stdev(readings) / fmean(readings) == pytest.approx(0.055, abs=0.012)
    averages = [
        fmean(counter_reading(SAMPLE, CHANCE, f"i{i}", n)["density_e6_per_ml"] for n in range(40)) for i in range(40)
    ]
    assert fmean(averages) == pytest.approx(1.0, abs=0.02)
    assert stdev(averages) == pytest.approx(0.03, abs=0.012)


def test_viability_scatters_by_two_points_and_sees_the_doomed_as_alive() -> None:
    readings = [counter_reading(SAMPLE, CHANCE, "i", n)["viability_pct"] for n in range(300)]
    assert fmean(readings) == pytest.approx(100.0 / 1.1, abs=0.5)
    assert stdev(readings) == pytest.approx(2.1, abs=0.3)
    doomed = liquid(1.0, doomed=1e6)
    assert counter_reading(doomed, CHANCE, "i", 0)["viability_pct"] > 90.0


def test_a_crowded_sample_reads_low_and_a_thin_one_scatters() -> None:
    crowded = fmean(counter_reading(liquid(1.0, idc=20e6), CHANCE, f"i{n}", n)["density_e6_per_ml"] for n in range(100))
    assert crowded < 18.0
    thin = [counter_reading(liquid(1.0, idc=3e4), CHANCE, "i", n)["density_e6_per_ml"] for n in range(100)]
    assert stdev(thin) / fmean(thin) > 0.12


def test_an_empty_sample_shows_nothing() -> None:
    for sample in (EMPTY, liquid(1.0)):
        assert set(counter_reading(sample, CHANCE, "i", 0).values()) == {0.0}
        assert set(cytometer_reading(sample, CHANCE, "i", 0).values()) == {0.0}
        assert elisa_reading(sample, CHANCE, "i", 0) == {"il10_pg_per_ml": 0.0, "il12_pg_per_ml": "<50"}
    assert scale_reading(EMPTY, CHANCE, "i", 0)["volume_ml"] < 0.6


def test_fluorescence_scatters_by_ten_percent() -> None:
    readings = [cytometer_reading(SAMPLE, CHANCE, "i", n)["cd86_mfi"] for n in range(300)]
    assert fmean(readings) == pytest.approx(400.0, rel=0.02)
    assert stdev(readings) / 400.0 == pytest.approx(0.10, abs=0.02)
    assert all(reading == round(reading) for reading in readings)


def test_percentages_come_from_ten_thousand_events() -> None:
    half = liquid(1.0, monocytes=5e5, lymphocytes=5e5)
    readings = [cytometer_reading(half, CHANCE, "i", n)["cd14_pct"] for n in range(200)]
    assert stdev(readings) == pytest.approx(0.5, abs=0.1)


def test_il12_is_a_number_only_from_its_limit_up() -> None:
    assert elisa_reading(liquid(1.0, il12_pg=20.0), CHANCE, "i", 0)["il12_pg_per_ml"] == "<50"
    assert elisa_reading(liquid(1.0, il12_pg=2000.0), CHANCE, "i", 0)["il12_pg_per_ml"] == pytest.approx(
        2000.0, rel=0.4
    )


def test_the_balance_reads_to_a_tenth_of_a_millilitre() -> None:
    readings = [scale_reading(liquid(200.0), CHANCE, "i", n)["volume_ml"] for n in range(200)]
    assert fmean(readings) == pytest.approx(200.0, abs=0.2)
    assert stdev(readings) < 0.8
    assert all(reading == round(reading, 1) for reading in readings)
