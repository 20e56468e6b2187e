"""Donors: drawn by key, inside the published ranges, and with the published averages."""

from statistics import fmean, stdev

import pytest

from gradea.vocabulary import Chance
from gradea.world.culture import PARAMETERS, donor_of, leukapheresis
from gradea.world.instrument import ASSAYS

DONORS = [donor_of(Chance(f"donor-{seed}"), "patient") for seed in range(400)]


def test_a_donor_is_a_function_of_seed_and_name() -> None:
    assert donor_of(Chance("a"), "p1") == donor_of(Chance("a"), "p1")
    assert donor_of(Chance("a"), "p1") != donor_of(Chance("a"), "p2")


def test_leukaphereses_are_like_those_of_nguyen() -> None:
    monocytes = [donor.monocytes / 1e9 for donor in DONORS]
    volumes = [donor.apheresis_ml for donor in DONORS]
    assert fmean(monocytes) == pytest.approx(3.2, abs=0.4)
    assert stdev(monocytes) == pytest.approx(2.0, abs=0.6)
    assert (fmean(volumes), stdev(volumes)) == (pytest.approx(191.0, abs=4.0), pytest.approx(24.0, abs=3.0))


def test_a_bag_holds_what_the_donor_gave() -> None:
    for donor in DONORS[:20]:
        bag = leukapheresis(donor)
        assert bag.viable / bag.cells == pytest.approx(donor.viability)
        assert bag.amount("monocytes") == donor.monocytes


def test_few_donors_mature_by_themselves() -> None:
    assert 0.04 < sum(donor.spontaneous for donor in DONORS) / len(DONORS) < 0.14


def test_no_constant_is_listed_twice() -> None:
    symbols = [parameter.symbol for parameter in (*PARAMETERS, *ASSAYS)]
    assert len(set(symbols)) == len(symbols)
