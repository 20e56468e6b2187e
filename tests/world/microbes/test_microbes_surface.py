"""Surfaces: wiping, what a pack leaves on a bench, and what spraying only moves."""

import pytest

from gradea.vocabulary import SimTime
from gradea.world.microbes import Cause, Route, Surface, bench, burdened, packaging, smeared, wipe_log10


def test_a_wet_wipe_beats_spraying():
    """Spray and dry wipe leave two thirds, a wet wipe 3 %, a sporicide next to nothing [PANOUSI2009]."""
    raw = packaging().cfu_per_cm2
    left = {way: packaging(wipe_log10(way)).cfu_per_cm2 / raw for way in ("none", "spray", "wet-wipe", "sporicide")}
    assert left["none"] == 1.0
    assert left["spray"] == pytest.approx(0.63, abs=0.01)
    assert left["wet-wipe"] == pytest.approx(0.032, abs=0.001)
    assert left["sporicide"] < left["wet-wipe"]
    with pytest.raises(ValueError, match="no way of wiping"):
        wipe_log10("breath")


def test_a_sporicide_needs_its_time():
    """Wiped off after one minute of five it has done a fifth; longer than five does no more."""
    assert wipe_log10("sporicide", 60.0) == pytest.approx(0.8)
    assert wipe_log10("sporicide", 900.0) == wipe_log10("sporicide")
    assert wipe_log10("wet-wipe", 0.0) == wipe_log10("wet-wipe")


def test_an_unwiped_pack_dirties_the_bench_and_is_named():
    """The bench takes over what rests on it; once that is most of its load, the pack is the cause."""
    brought = Cause(route=Route.MATERIAL, person="p1", act="transfer-in", room="B_LAB1", at=SimTime(0))
    clean = bench(wipe_log10("sporicide"))
    after = burdened(clean, packaging(cause=brought))
    assert after.cfu_per_cm2 == pytest.approx(clean.cfu_per_cm2 + 0.3 * 0.3 * 400 * 0.2 / 7200)
    assert after.cause is brought
    assert burdened(bench(), packaging(wipe_log10("sporicide"))).cause is None


def test_spraying_moves_what_it_does_not_kill():
    """Half of what spraying takes off lands next door; a wet wipe takes it away."""
    hatch = Surface(name="hatch", cfu_per_cm2=0.0, area_cm2=2500.0)
    assert smeared(hatch, packaging(), "spray").cfu_per_cm2 > 0.0
    assert smeared(hatch, packaging(), "wet-wipe") == hatch


def test_wiping_never_makes_it_dirtier_and_stops_at_the_floor():
    """The cleanest surface in use is the one that 1 % of contact plates still find."""
    assert bench(40.0).cfu_per_cm2 == pytest.approx(8e-4)
    assert 0.0 < bench().spore_share < 1.0
