"""Emission: reference values, factors, and the spread between persons."""

import itertools
import math

import pytest

from gradea.vocabulary import Chance, CleanlinessGrade
from gradea.world.people import (
    Emission,
    Garment,
    cough_mcp,
    donned,
    emission,
    gown_item,
    hand_zone_emission,
    personal_multiplier,
    speech_mcp_per_s,
)

B = Garment(level=CleanlinessGrade.B)


def test_the_chamber_values_come_back():
    """At the activity of the chamber the emission is the published mean [WH2007] (role: consistency)."""
    street = emission(Garment(), "gowning")
    assert (street.mcp * 60, street.p5 * 60, street.p05 * 60) == pytest.approx((2400, 332_000, 2_130_000), rel=0.001)
    clean = emission(Garment(level=CleanlinessGrade.C), "gowning")
    assert (clean.mcp * 60, clean.p5 * 60, clean.p05 * 60) == pytest.approx((177, 37_300, 1_020_000), rel=0.001)
    suit = emission(B, "gowning")
    assert (suit.p05 / suit.mcp, suit.p5 / suit.mcp) == pytest.approx((5800, 210))


def test_each_change_sheds_less():
    """Street, D, C, B: less of every kind."""
    levels = [emission(Garment(level=CleanlinessGrade(grade)), "standing") for grade in "UDCB"]
    for before, after in itertools.pairwise(levels):
        assert after.mcp < before.mcp
        assert after.p5 < before.p5
        assert after.p05 < before.p05


def test_activity_and_defects_multiply():
    """Hurrying in a hood that gapes over an open suit: 8 times seated, then 3 times 5."""
    worst = Garment(level=CleanlinessGrade.B, defects=frozenset({"hood", "zip", "wrist"}))
    assert emission(worst, "hurried").mcp / emission(B, "seated").mcp == pytest.approx(8 * 3 * 5)
    with pytest.raises(ValueError, match="no activity"):
        emission(B, "dancing")


def test_a_wrist_gap_counts_at_the_hands_only():
    """The room does not notice a wrist gap; the working zone does, five times."""
    gap = Garment(level=CleanlinessGrade.B, defects=frozenset({"wrist"}))
    assert emission(gap, "seated") == emission(B, "seated")
    assert hand_zone_emission(gap, "seated").mcp == pytest.approx(5 * hand_zone_emission(B, "seated").mcp)


def test_within_a_change_the_mean_of_both_garments_counts():
    """While the sterile suit goes on, the person sheds half way between C and B."""
    dressing = donned(Garment(level=CleanlinessGrade.C), gown_item("b.hood"))
    half = Garment(items=dressing.items, level=CleanlinessGrade.C)
    assert emission(half, "gowning").mcp == pytest.approx((2.95 + 0.3) / 2)


def test_people_differ_around_the_mean():
    """Persons spread log-normally around the mean [WH2007]; the exceptional disperser exists only when asked for."""
    chance = Chance("people")
    drawn = [personal_multiplier(chance, f"p{number}") for number in range(2000)]
    assert sum(drawn) / len(drawn) == pytest.approx(1.0, abs=0.1)
    assert max(drawn) < 62
    logs = [math.log(each) for each in drawn]
    mean = sum(logs) / len(logs)
    assert math.sqrt(sum((each - mean) ** 2 for each in logs) / len(logs)) == pytest.approx(0.9, abs=0.05)
    rare = [personal_multiplier(chance, f"p{number}", exceptional=True) for number in range(2000)]
    assert 15 < rare.count(62.0) < 60


def test_a_mask_holds_back_most():
    """Talking 70 %, coughing 90 % [CAPPA2021]."""
    masked = Garment(items=("b.mask",))
    assert speech_mcp_per_s(masked) / speech_mcp_per_s(Garment()) == pytest.approx(0.3)
    assert cough_mcp(masked) / cough_mcp(Garment()) == pytest.approx(0.1)
    assert Emission(1.0, 2.0, 3.0).scaled(2.0) == Emission(2.0, 4.0, 6.0)
