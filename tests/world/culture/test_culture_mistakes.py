"""What a mistake does to the batch of an ordinary donor: the consequence is the one a supervisor would expect."""

from typing import Any

import pytest

from gradea.science.dendritic_studies import NOMINAL, Protocol, simulate
from gradea.world.culture import ROOM, Donor, Environment

ORDINARY = Donor()
NOMINAL_BATCH = simulate("mistakes", NOMINAL, ORDINARY)


def batch(**mistake: Any) -> dict[str, Any]:
    return simulate("mistakes", Protocol(**mistake), ORDINARY)


def test_without_a_mistake_the_batch_passes() -> None:
    assert NOMINAL_BATCH["reasons"] == []


@pytest.mark.parametrize(
    ("mistake", "reasons"),
    [
        ({"gm_csf_iu_per_ml": 0.0}, ("il10",)),
        ({"gm_csf_iu_per_ml": 80.0}, ("il10",)),
        ({"il_4_iu_per_ml": 0.0}, ("hla_dr",)),
        ({"dex_day3_nmol_per_ml": 0.0, "dex_day6_nmol_per_ml": 0.0}, ("cd83", "cd86", "il10", "il12")),
        ({"dex_day3_nmol_per_ml": 0.0}, ("cd83", "cd86")),
        ({"dex_day3_nmol_per_ml": 0.1, "dex_day6_nmol_per_ml": 0.1}, ("cd86",)),
        ({"mpla_ug_per_ml": 0.0}, ("il10",)),
        ({"mpla_ug_per_ml": 0.1}, ("il10",)),
        ({"mpla_ug_per_ml": 10.0}, ("cd86",)),
        ({"feed": False}, ("cd83", "cd86")),
        ({"incubator": Environment(40.0, 5.0)}, ("viability",)),
        ({"incubator": Environment(37.0, 0.04)}, ("viability",)),
        ({"density": 0.05}, ("il10",)),
    ],
    ids=str,
)
def test_a_grave_mistake_fails_the_batch(mistake: dict[str, Any], reasons: tuple[str, ...]) -> None:
    assert set(reasons) <= set(batch(**mistake)["reasons"])


@pytest.mark.parametrize(
    "mistake",
    [
        {"gm_csf_iu_per_ml": 8000.0},
        {"dex_day6_nmol_per_ml": 0.0},
        {"d3_pmol_per_ml": 0.0},
        {"bench_min": 60},
        {"incubator": Environment(36.5, 5.2)},
        {"hold_product": (ROOM, 60)},
    ],
    ids=str,
)
def test_a_small_one_does_not(mistake: dict[str, Any]) -> None:
    assert batch(**mistake)["reasons"] == []


def test_too_much_dexamethasone_costs_cells() -> None:
    overdosed = batch(dex_day3_nmol_per_ml=10.0, dex_day6_nmol_per_ml=10.0)
    assert overdosed["yield_pct"] < 0.7 * NOMINAL_BATCH["yield_pct"]
    assert overdosed["viability_pct"] < NOMINAL_BATCH["viability_pct"] - 4.0


def test_a_cold_incubator_leaves_monocytes() -> None:
    cold = batch(incubator=Environment(30.0, 5.0))
    assert cold["yield_pct"] < 0.75 * NOMINAL_BATCH["yield_pct"]
    assert cold["cd14_pct"] > 4.0 * NOMINAL_BATCH["cd14_pct"]


def test_vitamin_d3_costs_a_little_more() -> None:
    assert batch(d3_pmol_per_ml=1.0)["yield_pct"] < batch(d3_pmol_per_ml=0.0)["yield_pct"]


def test_without_il4_the_cells_stay_monocytes() -> None:
    assert batch(il_4_iu_per_ml=0.0)["cd14_pct"] > 50.0
    assert NOMINAL_BATCH["cd14_pct"] < 5.0


def test_a_night_on_the_bench_costs_cells_before_culture_and_viability_after_it() -> None:
    before = batch(bench_min=1440)
    after = batch(hold_product=(ROOM, 1440))
    assert before["yield_pct"] < 0.9 * NOMINAL_BATCH["yield_pct"]
    assert after["viability_pct"] < NOMINAL_BATCH["viability_pct"] - 10.0


def test_a_warm_harvest_leaves_cells_behind() -> None:
    assert batch(cold_harvest=False)["product_e6"] < 0.9 * NOMINAL_BATCH["product_e6"]
