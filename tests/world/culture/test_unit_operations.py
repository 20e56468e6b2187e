"""What hands and machines do to cells: the books balance, and carelessness costs what it should."""

from collections.abc import Callable
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.vocabulary import Chance
from gradea.world.culture import (
    Donor,
    Parted,
    Suspension,
    cd14_selected,
    donor_of,
    formulated,
    harvested,
    leukapheresis,
    liquid,
    medium_exchanged,
    pelleted,
    phenotype,
    washed,
)

CELLS = liquid(
    200.0, idc=28e6, mdc=2e6, i2=1e6, lymphocytes=1e6, dead=4e6, doomed=1e6, tolerance_cells=29e6, il10_pg=4e5
)
OPERATIONS: dict[str, Callable[[Chance], tuple[Parted, float]]] = {
    "wash": lambda c: (washed(CELLS, g=300, minutes=10, resuspend_ml=20.0, chance=c, key="k"), 17.5),
    "fast wash": lambda c: (washed(CELLS, g=2000, minutes=30, resuspend_ml=20.0, chance=c, key="k"), 17.5),
    "cold harvest": lambda c: (harvested(CELLS, cold=True, chance=c, key="k"), 0.0),
    "warm harvest": lambda c: (harvested(CELLS, cold=False, chance=c, key="k"), 0.0),
    "exchange": lambda c: (medium_exchanged(CELLS, remove_ml=100.0, fresh=liquid(90.0), chance=c, key="k"), 90.0),
    "formulate": lambda _: (formulated(CELLS, viable_cells=10e6, volume_ml=80.0), 80.0 - 200.0 * 10 / 33),
    "selection": lambda c: (cd14_selected(CELLS, donor=Donor(), chance=c, key="k", incubation_min=20), 49.0),
}


def labelled(donor: Donor, reagent_ml: float = 7.5) -> Suspension:
    return leukapheresis(donor).with_added(volume_ml=reagent_ml, cd14_reagent_ml=reagent_ml)


def selected(seed: int, **changes: float) -> tuple[float, float]:
    """Return yield and purity of one selection."""
    chance = Chance(f"sel-{seed}")
    donor = donor_of(chance, "donor")
    bag = labelled(donor, changes.get("reagent_ml", 15.0))
    minutes = changes.get("incubation_min", 30.0)
    positive, _ = cd14_selected(bag, donor=donor, chance=chance, key="sel", incubation_min=minutes)
    return positive.amount("monocytes") / min(donor.monocytes, 4.0e9 / 0.82), phenotype(positive).cd14_pct / 100.0


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(OPERATIONS)), st.integers(0, 10_000))
def test_cells_and_liquid_in_are_cells_and_liquid_out(name: str, seed: int) -> None:
    (product, rest), fresh_ml = OPERATIONS[name](Chance(str(seed)))
    assert product.cells + rest.cells == pytest.approx(CELLS.cells, rel=1e-9)
    assert product.volume_ml + rest.volume_ml == pytest.approx(CELLS.volume_ml + fresh_ml, rel=1e-9)
    assert product.amount("il10_pg") + rest.amount("il10_pg") == pytest.approx(4e5, rel=1e-9)


def test_selection_gives_the_published_yield_and_purity() -> None:
    yields, purities = zip(*(selected(seed) for seed in range(200)), strict=True)
    assert fmean(yields) == pytest.approx(0.823, abs=0.03)
    assert min(yields) > 0.55
    assert fmean(purities) == pytest.approx(0.974, abs=0.006)
    assert 0.945 < min(purities) <= max(purities) < 0.995


@pytest.mark.parametrize("shortage", [{"incubation_min": 5.0}, {"reagent_ml": 2.0}, {"reagent_ml": 0.0}])
def test_a_hasty_label_costs_yield_and_purity(shortage: dict[str, float]) -> None:
    good = [selected(seed) for seed in range(40)]
    poor = [selected(seed, **shortage) for seed in range(40)]
    assert fmean(y for y, _ in poor) < 0.85 * fmean(y for y, _ in good)
    assert fmean(p for _, p in poor) < fmean(p for _, p in good)


def test_a_full_column_holds_no_more() -> None:
    donor = Donor(monocytes=8.0e9)
    positive, negative = cd14_selected(
        labelled(donor, 15.0), donor=donor, chance=Chance("s"), key="k", incubation_min=30
    )
    assert positive.amount("monocytes") <= 4.0e9
    assert negative.amount("monocytes") >= 3.9e9


def test_a_short_spin_loses_cells_and_a_hard_spin_dooms_them() -> None:
    def spun(g: float, minutes: float) -> Suspension:
        return pelleted(CELLS, g=g, minutes=minutes, chance=Chance("s"), key="k").product

    usual, short, hard = spun(300, 10), spun(300, 2), spun(1500, 10)
    assert usual.viable > 0.93 * CELLS.viable
    assert short.viable < 0.7 * CELLS.viable
    assert hard.amount("doomed") > 0.15 * hard.viable
    assert phenotype(hard).viability_pct > 85.0, "the damage does not show yet"


def test_a_spin_that_did_not_run_keeps_nothing() -> None:
    assert pelleted(CELLS, g=0, minutes=10, chance=Chance("s"), key="k").product.cells == 0.0


def test_two_washes_remove_the_supernatant() -> None:
    once = washed(CELLS, g=300, minutes=10, resuspend_ml=50.0, chance=Chance("s"), key="1").product
    twice = washed(once, g=300, minutes=10, resuspend_ml=50.0, chance=Chance("s"), key="2").product
    assert twice.amount("il10_pg") < 0.001 * CELLS.amount("il10_pg")
    assert phenotype(twice).viability_pct > phenotype(CELLS).viability_pct


def test_warm_cells_stick() -> None:
    cold = fmean(harvested(CELLS, cold=True, chance=Chance(str(n)), key="h").product.lineage for n in range(30))
    warm = fmean(harvested(CELLS, cold=False, chance=Chance(str(n)), key="h").product.lineage for n in range(30))
    assert cold / CELLS.lineage == pytest.approx(0.90, abs=0.02)
    assert warm < 0.8 * cold


def test_a_dose_cannot_be_made_of_too_few_or_too_thin_cells() -> None:
    with pytest.raises(ValueError, match="no more than there is"):
        formulated(CELLS, viable_cells=1e9, volume_ml=5.0)
    with pytest.raises(ValueError, match="concentrate them first"):
        formulated(CELLS, viable_cells=10e6, volume_ml=5.0)


def test_impossible_handling_is_refused() -> None:
    chance = Chance("s")
    with pytest.raises(ValueError, match="less than the pellet"):
        washed(CELLS, g=300, minutes=10, resuspend_ml=1.0, chance=chance, key="k")
    with pytest.raises(ValueError, match="impossible"):
        pelleted(CELLS, g=-1, minutes=10, chance=chance, key="k")
    with pytest.raises(ValueError, match="cannot draw"):
        medium_exchanged(CELLS, remove_ml=201.0, fresh=liquid(1.0), chance=chance, key="k")
    with pytest.raises(ValueError, match="cannot last"):
        cd14_selected(CELLS, donor=Donor(), chance=chance, key="k", incubation_min=-1)
