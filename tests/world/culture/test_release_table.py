"""Sixty careful batches against the ten public ones (AutoDECRA2017).

Role: CALIBRATION, the model was fitted to this table.
"""

from collections import Counter
from statistics import median, quantiles
from typing import Any

import pytest

from gradea.science.dendritic_studies import simulate_nominal

OBSERVED = {
    "viability_pct": (71.0, 96.0),
    "cd11c_pct": (99.8, 100.0),
    "hla_dr_pct": (99.9, 100.0),
    "cd83_mfi": (41.0, 173.0),
    "cd86_mfi": (264.0, 1878.0),
    "tlr2_mfi": (251.0, 4276.0),
    "il10_pg_per_ml": (1331.0, 10510.0),
}
"""Lowest and highest of the ten batches."""

MEDIANS = {"viability_pct": 89.0, "cd83_mfi": 71.5, "cd86_mfi": 426.0, "tlr2_mfi": 1453.5, "il10_pg_per_ml": 2394.5}
"""Medians of the ten batches."""


@pytest.fixture(scope="module")
def batches() -> list[dict[str, Any]]:
    return [simulate_nominal(f"release-{number}") for number in range(60)]


@pytest.mark.parametrize("column", sorted(OBSERVED))
def test_the_middle_half_lies_inside_the_observed_range(batches: list[dict[str, Any]], column: str) -> None:
    low, high = OBSERVED[column]
    quarter, middle, three_quarters = quantiles([batch[column] for batch in batches], n=4)
    assert low <= quarter <= middle <= three_quarters <= high


@pytest.mark.parametrize("column", sorted(MEDIANS))
def test_the_median_is_like_the_observed_one(batches: list[dict[str, Any]], column: str) -> None:
    tolerance = 0.05 if column == "viability_pct" else 0.30
    assert median(batch[column] for batch in batches) == pytest.approx(MEDIANS[column], rel=tolerance)


def test_the_spread_is_like_the_observed_one(batches: list[dict[str, Any]]) -> None:
    """Nine of ten viabilities, CD83 and TLR2 lie within a little more than the range of ten batches."""
    for column in ("viability_pct", "cd83_mfi", "tlr2_mfi"):
        low, high = OBSERVED[column]
        inside = sum(0.85 * low <= batch[column] <= 1.15 * high for batch in batches)
        assert inside >= 0.9 * len(batches), column


def test_about_one_batch_in_ten_fails_and_by_maturation_or_function(batches: list[dict[str, Any]]) -> None:
    failed = [batch["reasons"] for batch in batches if batch["reasons"]]
    reasons = Counter(reason for failure in failed for reason in failure)
    assert 0.05 <= len(failed) / len(batches) <= 0.15
    assert reasons["cd86"] + reasons["cd83"] + reasons["il10"] > 3 * reasons["viability"]


def test_il12_stays_below_the_limit_of_quantification(batches: list[dict[str, Any]]) -> None:
    assert {batch["il12_pg_per_ml"] for batch in batches} == {"<50"}


def test_a_fifth_to_two_fifths_of_the_seeded_monocytes_become_product(batches: list[dict[str, Any]]) -> None:
    quarter, middle, three_quarters = quantiles([batch["yield_pct"] for batch in batches], n=4)
    assert 20.0 <= quarter <= middle <= three_quarters <= 38.0


def test_every_batch_holds_the_highest_dose(batches: list[dict[str, Any]]) -> None:
    assert min(batch["product_e6"] for batch in batches) > 10.0
