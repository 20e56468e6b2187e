"""Groups of organisms: drawn from the flora of a place, split and merged without loss, each with its cause."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.vocabulary import Chance, CleanlinessGrade, SimTime
from gradea.world.microbes import (
    FLORA,
    ORGANISMS,
    Cause,
    Contaminant,
    Load,
    Occasion,
    Route,
    drawn,
    flora_draw,
    merged,
    profile_of,
    split,
)
from gradea.world.microbes.contaminant import SPORE_SHARE

CAUSE = Cause(route=Route.DONOR, person=None, act="collection", room="OUT", at=SimTime(0))


def group(count, organism="staphylococcus", cause=CAUSE):
    return Contaminant(organism=organism, count=count, lag_left_h=4.0, susceptible=True, cause=cause)


def test_profiles_are_complete_and_known():
    """Shares of every profile add up to one and name organisms of the table."""
    for name, shares in FLORA.items():
        assert sum(shares.values()) == pytest.approx(1.0), name
        assert set(shares) <= set(ORGANISMS)
    assert SPORE_SHARE["AB"] == pytest.approx(0.14)
    assert SPORE_SHARE["CD"] == pytest.approx(0.20)
    assert [profile_of(grade) for grade in CleanlinessGrade] == ["AB", "AB", "CD", "CD", "CD"]
    assert profile_of("unit") == "unit"
    with pytest.raises(ValueError, match="no flora profile"):
        profile_of("E")


def test_the_flora_of_mixed_areas_is_the_published_one():
    """Gram-positive cocci 45, rods 26, Gram-negative 25, fungi 4 % within 5 points [PDATAB5515] (role: input)."""
    found = Counter(flora_draw(CleanlinessGrade.C, Chance("flora"), f"cfu-{number}") for number in range(4000))
    share = {code: count / 4000 for code, count in found.items()}
    assert share["staphylococcus"] + share["micrococcus"] == pytest.approx(0.45, abs=0.05)
    assert share["bacillus"] + share["corynebacterium"] == pytest.approx(0.26, abs=0.05)
    assert share["water-rod"] + share["e-coli"] == pytest.approx(0.24, abs=0.05)
    assert share["mould"] == pytest.approx(0.04, abs=0.02)


def test_the_flora_of_a_stromal_cell_unit_is_the_published_one():
    """Bacteria 76.6 %, of them staphylococci 89.7 %; fungi 23.4 % [GALVEZ2012] (role: input)."""
    unit = FLORA["unit"]
    bacteria = 1.0 - unit["mould"]
    assert bacteria == pytest.approx(0.766, abs=0.001)
    assert unit["staphylococcus"] / bacteria == pytest.approx(0.897, abs=0.001)


def test_a_cause_remembers_what_came_before():
    """A neck touched by a glove that touched a pack: two links, latest first."""
    act = Occasion(chance=Chance("s"), key="p1/add/2", person="p1", room="B_LAB1", at=SimTime(9))
    pack = act.because(Route.TOUCH, "outer pack")
    neck = act.part("neck").because(Route.TOUCH, "glove on the critical site", earlier=pack)
    assert [link.source for link in neck.chain()] == ["glove on the critical site", "outer pack"]
    assert (neck.person, neck.room, neck.at, neck.act) == ("p1", "B_LAB1", 9, "p1/add/2/neck")


def test_drawn_organisms_are_grouped_and_caused():
    """Thirty CFU come as few groups, thirty in all, each with lag and cause."""
    act = Occasion(chance=Chance("s"), key="p1/add/2", person="p1")
    cause = act.because(Route.AIR, "air")
    groups = drawn(30, "CD", act, cause)
    assert sum(each.count for each in groups) == 30
    assert len(groups) < 16
    assert all(each.cause is cause and each.lag_left_h == each.kind.lag37_h for each in groups)
    assert drawn(0, "CD", act, cause) == ()
    assert Load(groups=groups, expected_vegetative=1.0, expected_spores=2.0).expected == 3.0
    assert Load(groups=groups).count == 30


def test_merging_keeps_causes_apart():
    """Alike organisms of one cause become one group, those of another cause stay another."""
    other = Cause(route=Route.AIR, person="p2", act="open", room="B_LAB1", at=SimTime(5))
    result = merged([group(2), group(5, cause=other), group(3)])
    assert [(each.count, each.cause) for each in result] == [(5, CAUSE), (5, other)]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(st.integers(1, 200), st.floats(0.01, 1e12)), max_size=5),
    st.floats(0.0, 1.0),
    st.text("abc", min_size=1, max_size=4),
)
def test_splitting_conserves(counts, fraction, seed):
    """What is taken and what is left add up, and neither is negative; a shred of a cell goes or stays as one."""
    groups = tuple(group(count) for count in counts)
    taken, left = split(groups, fraction, Chance(seed), "act")
    assert all(each.count > 0.0 for each in (*taken, *left))
    total = sum(each.count for each in groups)
    assert sum(each.count for each in taken) + sum(each.count for each in left) == pytest.approx(total, rel=1e-12)
    for each in taken:
        assert each.count >= min(1.0, min(count % 1 or 1.0 for count in counts)) - 1e-3


def test_a_small_sample_of_few_organisms_is_usually_empty():
    """Ten CFU in 50 mL: a sample of 1 mL is empty in four cases of five (Poisson)."""
    empty = sum(not split((group(10),), 0.02, Chance("sampling"), f"s{number}")[0] for number in range(1000))
    assert empty / 1000 == pytest.approx(0.817, abs=0.04)
    assert split((group(10),), 1.0, Chance("s"), "all") == ((group(10),), ())
    with pytest.raises(ValueError, match="between 0 and 1"):
        split((), 1.5, Chance("s"), "x")
