"""One liquid type: mixing and parting conserve everything, and nothing is ever negative."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradea.world.culture import EMPTY, NAMES, Suspension, liquid, mixed, split
from gradea.world.culture.suspension import CARRIERS, CONTAMINANTS, LINEAGE, moved, portioned

AMOUNT = st.one_of(st.just(0.0), st.floats(1e-6, 1e11))
SUSPENSIONS = st.builds(
    lambda volume, rest: Suspension((volume, *rest)),
    st.floats(1e-3, 1e4),
    st.tuples(*[AMOUNT] * (len(NAMES) - 1)),
)
FRACTION = st.floats(0.0, 1.0)


def same(a: Suspension, b: Suspension) -> bool:
    return all(abs(x - y) <= 1e-9 * max(x, y) for x, y in zip(a.amounts, b.amounts, strict=True))


@given(SUSPENSIONS, FRACTION)
def test_what_is_taken_and_what_is_left_are_what_there_was(s: Suspension, fraction: float) -> None:
    taken, left = split(s, s.volume_ml * fraction)
    assert same(mixed(taken, left), s)


@given(SUSPENSIONS, SUSPENSIONS, FRACTION)
def test_mixing_and_splitting_again_keeps_the_sum(a: Suspension, b: Suspension, fraction: float) -> None:
    both = mixed(a, b)
    assert both == mixed(b, a)
    assert same(mixed(*split(both, both.volume_ml * fraction)), both)


@given(SUSPENSIONS, FRACTION, FRACTION, FRACTION)
def test_uneven_parting_keeps_the_sum(s: Suspension, volume: float, lineage: float, other: float) -> None:
    kept = {**dict.fromkeys(LINEAGE, lineage), **dict.fromkeys((*CONTAMINANTS, "doomed", "dead"), other)}
    assert same(mixed(*portioned(s, s.volume_ml * volume, kept)), s)


@given(SUSPENSIONS, FRACTION, st.sampled_from(["doomed", "dead"]))
def test_damage_makes_no_cell_disappear(s: Suspension, fraction: float, to: str) -> None:
    after = moved(s, fraction, to=to)
    assert after.cells == pytest.approx(s.cells, rel=1e-9)
    assert after.volume_ml == s.volume_ml


@given(SUSPENSIONS, FRACTION)
def test_carried_state_goes_with_its_cells(s: Suspension, fraction: float) -> None:
    part, _ = portioned(s, s.volume_ml * 0.5, dict.fromkeys(LINEAGE, fraction))
    for name in CARRIERS:
        assert part.amount(name) * s.lineage == pytest.approx(s.amount(name) * part.lineage, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("volume", [-0.1, 10.01, float("nan")])
def test_more_than_there_is_cannot_be_taken(volume: float) -> None:
    with pytest.raises(ValueError, match="cannot take"):
        split(liquid(10.0, idc=1.0), volume)


def test_everything_and_nothing_can_be_taken() -> None:
    s = liquid(10.0, idc=3.0)
    assert split(s, 10.0) == (s, EMPTY)
    assert split(s, 0.0) == (EMPTY, s)
    assert split(EMPTY, 0.0) == (EMPTY, EMPTY)


def test_a_dry_reagent_has_amounts_and_no_concentration() -> None:
    dry = liquid(0.0, gm_csf_iu=1000.0)
    assert dry.per_ml("gm_csf_iu") == 0.0
    assert mixed(dry, liquid(10.0)).per_ml("gm_csf_iu") == 100.0


@pytest.mark.parametrize("wrong", [{"idc": -1.0}, {"idc": float("nan")}, {"idc": float("inf")}, {"tnf": 1.0}])
def test_impossible_amounts_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError):
        liquid(1.0, **wrong)
    with pytest.raises(ValueError):
        liquid(1.0).with_added(**wrong)


def test_a_suspension_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="amounts, not 2"):
        Suspension((1.0, 2.0))
