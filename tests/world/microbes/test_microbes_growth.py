"""Growth: cardinal temperatures, lag, cap, and the prototype's times to turbidity."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.vocabulary import SimTime
from gradea.world.microbes import (
    AGAR,
    BROTH,
    CELL_CULTURE,
    MEDIA,
    ORGANISMS,
    Cause,
    Contaminant,
    Route,
    appearance,
    density_per_ml,
    grown,
    grown_under_gentamicin,
    growth_rate_per_h,
    has_mycelium,
    hours_to_reach,
    is_turbid,
    is_yellow,
)
from gradea.world.microbes.organism import lag_rate, warmth_factor

CAUSE = Cause(route=Route.AIR, person=None, act="x", room="B_LAB1", at=SimTime(0))


def group(organism, count=3.0, *, susceptible=False):
    lag = ORGANISMS[organism].lag37_h
    return Contaminant(organism=organism, count=count, lag_left_h=lag, susceptible=susceptible, cause=CAUSE)


@pytest.mark.parametrize("organism", ORGANISMS.values(), ids=lambda organism: organism.code)
def test_warmth_peaks_at_the_optimum_and_ends_at_the_limits(organism):
    """One at the optimum, nothing outside, in between never above one."""
    assert warmth_factor(organism, organism.optimum_c) == pytest.approx(1.0)
    assert warmth_factor(organism, organism.min_c) == 0.0
    assert warmth_factor(organism, organism.max_c) == 0.0
    between = [
        warmth_factor(organism, organism.min_c + (organism.max_c - organism.min_c) * part / 100)
        for part in range(1, 100)
    ]
    assert all(0.0 < each <= 1.0 + 1e-12 for each in between)


def test_a_fridge_stops_all_but_the_water_rods():
    """At 5 degrees only the rods from water still creep."""
    growing = {code for code, organism in ORGANISMS.items() if growth_rate_per_h(organism, 5.0, BROTH) > 0.0}
    assert growing == {"water-rod"}


def test_not_everything_grows_everywhere():
    """Mycoplasma shows neither in bottles nor on plates; a strict anaerobe not on a plate in air."""
    assert all(growth_rate_per_h(ORGANISMS["mycoplasma"], 36.0, medium) == 0.0 for medium in (BROTH, AGAR))
    assert growth_rate_per_h(ORGANISMS["mycoplasma"], 36.0, CELL_CULTURE) > 0.0
    assert growth_rate_per_h(ORGANISMS["cutibacterium"], 32.5, AGAR) == 0.0
    assert lag_rate(ORGANISMS["micrococcus"], 37.0, BROTH) == pytest.approx(1.0)


@pytest.mark.parametrize(("organism", "hours"), [("e-coli", 17.5), ("staphylococcus", 38.0), ("micrococcus", 127.0)])
def test_three_cfu_cloud_a_flask_after_the_hours_of_the_prototype(organism, hours):
    """Three CFU in 50 mL: 17.5, 38 and 127 h, when a session of 4 h at 22 degrees comes before the incubator.

    Role: consistency with the prototype (docs/model.md §4); the session is our own choice.
    """

    def clouded_after(total):
        held = grown((group(organism),), 22.0, 4.0, 50.0)
        return is_turbid(grown(held, 37.0, total - 4.0, 50.0), 50.0)

    assert not clouded_after(0.93 * hours)
    assert clouded_after(1.07 * hours)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(ORGANISMS)),
    st.floats(2.0, 48.0),
    st.floats(0.0, 60.0),
    st.floats(0.0, 60.0),
    st.sampled_from(MEDIA),
)
def test_time_may_be_cut_anywhere(organism, temperature, first, second, medium):
    """Growth over two intervals equals growth over both at once; counts never fall and never pass the cap."""
    start = (group(organism),)
    twice = grown(grown(start, temperature, first, 50.0, medium=medium), temperature, second, 50.0, medium=medium)
    once = grown(start, temperature, first + second, 50.0, medium=medium)
    assert twice[0].count == pytest.approx(once[0].count, rel=1e-6)
    assert twice[0].lag_left_h == pytest.approx(once[0].lag_left_h, abs=1e-9)
    assert 3.0 <= once[0].count <= ORGANISMS[organism].cap_per_ml * 50.0 * (1 + 1e-9)
    assert once[0].cause is CAUSE


def test_growth_stops_at_the_cap_and_a_crowd_stays_a_crowd():
    """Two weeks give the cap and no more; a dense drop in a small volume does not shrink."""
    full = grown((group("e-coli"),), 37.0, 14 * 24.0, 50.0)
    assert full[0].count == pytest.approx(2e9 * 50)
    assert grown(full, 37.0, 5.0, 1.0)[0].count == full[0].count
    assert grown(full, 37.0, 0.0, 1.0) == full
    with pytest.raises(ValueError, match="from 0 up"):
        grown(full, 37.0, -1.0, 1.0)


def test_antibiotic_clears_the_susceptible_and_masks_nothing_else():
    """Under gentamicin a susceptible strain is gone within a day; the resistant one grows as if nothing were there."""
    groups = (group("staphylococcus", 50.0, susceptible=True), group("staphylococcus", 50.0))
    after = grown_under_gentamicin(groups, 37.0, 24.0, 50.0)
    assert len(after) == 1
    assert after[0].count == grown(groups[1:], 37.0, 24.0, 50.0)[0].count
    assert 0.0 < grown_under_gentamicin(groups, 37.0, 2.0, 50.0)[0].count < 50.0


def test_the_eye_sees_what_the_organism_shows():
    """Acid formers turn the medium yellow, others cloud it, mycoplasma and moulds do neither."""
    assert appearance((), 50.0) == "clear"
    assert appearance((group("e-coli", 1e10),), 50.0) == "yellow"
    assert appearance((group("e-coli", 1e10),), 50.0, phenol_red=False) == "turbid"
    assert appearance((group("micrococcus", 1e9),), 50.0) == "turbid"
    assert appearance((group("mycoplasma", 1e12),), 50.0) == "clear"
    assert appearance((group("mould", 1e12),), 50.0) == "clear"
    assert has_mycelium((group("mould", 5e6),))
    assert not has_mycelium((group("mould", 1e6),))
    assert is_yellow((group("bacillus", 1e9),), 50.0)
    assert density_per_ml((group("e-coli"),), 0.0) == 0.0


def test_what_never_grows_never_gets_there():
    """The time to a count is infinite where the organism does not grow, and 0 growth time when it is there already."""
    assert hours_to_reach(group("mycoplasma"), 1e6, 36.0, BROTH) == math.inf
    assert hours_to_reach(group("e-coli", 0.0), 1e6, 36.0, BROTH) == math.inf
    assert hours_to_reach(group("e-coli", 1e7), 1e6, 37.0, BROTH) == pytest.approx(2.0)
