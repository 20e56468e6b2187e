"""How outcomes spread: intervals that are right, a summary that does not depend on order, members that survive the file."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from gradea.assessment.ensemble import Member, member_from, summary_of
from gradea.assessment.interval import Z95, clopper_pearson, mean_interval, paired_share_interval, quantiles, wilson


def member(seed: int, **more: object) -> Member:
    given_ = {
        "disposition": "certified", "attributes": {"VIA": str(80 + seed), "STER7": "none"}, "failed": (),
        "contaminated": False, "origins": (), "operator_chance": 0.01, "manipulations": 20, "deviations": 1, "unasked": {},
    }  # fmt: skip
    return Member(seed=seed, **{**given_, **more})  # type: ignore[arg-type]


@given(st.integers(0, 400), st.integers(1, 400))
def test_the_exact_interval_is_that_of_the_beta_distribution(hits: int, n: int) -> None:
    hits = min(hits, n)
    low, high = clopper_pearson(hits, n)
    assert low == pytest.approx(beta.ppf(0.025, hits, n - hits + 1) if hits else 0.0, abs=1e-9)
    assert high == pytest.approx(beta.ppf(0.975, hits + 1, n - hits) if hits < n else 1.0, abs=1e-9)


@given(st.integers(0, 400), st.integers(1, 400))
def test_wilson_ends_where_the_score_is_at_its_limit(hits: int, n: int) -> None:
    """The share lies inside, and at both ends it is 1.96 standard errors away (but where the end is 0 or 1)."""
    hits = min(hits, n)
    share = hits / n
    low, high = wilson(hits, n)
    assert low - 1e-9 <= share <= high + 1e-9
    for end in (low, high):
        if 1e-9 < end < 1.0 - 1e-9:
            assert (end - share) ** 2 == pytest.approx(Z95**2 * end * (1.0 - end) / n, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize(("hits", "n"), [(-1, 3), (4, 3)])
def test_a_count_that_is_none_is_refused(hits: int, n: int) -> None:
    for interval in (wilson, clopper_pearson):
        with pytest.raises(ValueError, match="no count"):
            interval(hits, n)


def test_no_batch_says_nothing() -> None:
    assert wilson(0, 0) == clopper_pearson(0, 0) == (0.0, 1.0)
    assert summary_of([])["failed"]["share"] is None


def test_mean_and_quantiles_refuse_nothing() -> None:
    with pytest.raises(ValueError, match="no value"):
        quantiles([], [0.5])
    with pytest.raises(ValueError, match="no value"):
        mean_interval([])


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 60))
def test_a_paired_difference_lies_in_its_interval(gained: int, lost: int, same: int) -> None:
    """And the interval turns with the sign."""
    n = gained + lost + same
    difference, low, high = paired_share_interval(gained, lost, n)
    assert low <= difference <= high
    turned = paired_share_interval(lost, gained, n)
    assert turned == pytest.approx((-difference, -high, -low))


def test_the_order_does_not_matter() -> None:
    """Batches are finished in any order; the summary is that of the seeds."""
    some = [
        member(1),
        member(2, disposition="rejected", failed=("VIA",)),
        member(3, contaminated=True, origins=("donor",)),
    ]
    assert summary_of(some) == summary_of(list(reversed(some)))


def test_the_summary_counts_by_cause() -> None:
    found = summary_of(
        [
            member(1, contaminated=True, origins=("donor",)),
            member(2, contaminated=True, origins=("donor", "touch")),
            member(3, contaminated=True, origins=("air",), disposition="rejected", failed=("STER7", "VIA")),
            member(4, disposition="rejected"),
        ]
    )
    shares = found["contamination"]
    assert [shares[key]["count"] for key in ("all", "by_operators", "donor_borne")] == [3, 2, 2]
    assert found["reasons"] == {"STER7": 1, "VIA": 1, "no failing result": 1}
    assert found["attributes"]["VIA"]["p50"] == 82.5
    assert found["attributes"]["STER7"]["words"] == {"none": 4}
    assert pytest.approx(shares["by_operators_expected_per_100_manipulations"]) == 1.0 - (1.0 - 0.01) ** 5


def test_a_member_survives_the_file() -> None:
    one = member(7, origins=("donor", "touch"), unasked={"talk": 2}, stuck="why")
    assert member_from(json.loads(json.dumps(one.as_data()))) == one
