"""Every number of people, microbes and monitoring has a symbol of its own, a range, a source and a basis."""

import pytest

from gradea.vocabulary.parameter import BASES, Parameter
from gradea.world.microbes import parameters as microbes
from gradea.world.monitoring import parameters as monitoring
from gradea.world.people import parameters as people

ALL = (*people.PARAMETERS, *microbes.PARAMETERS, *monitoring.PARAMETERS)


def test_symbols_are_unique_and_sourced():
    """No symbol means two things, none is without source and basis."""
    symbols = [each.symbol for each in ALL]
    assert len(symbols) == len(set(symbols)) > 100
    assert all(each.source and each.unit and each.basis in BASES for each in ALL)


def test_a_slip_of_the_pen_is_caught():
    """A value outside its range, or an unknown basis, cannot be written down."""
    with pytest.raises(ValueError, match="outside its range"):
        Parameter("x", 2.0, "-", 0.0, 1.0, "illustrative", "A")
    with pytest.raises(ValueError, match="use one of"):
        Parameter("x", 0.5, "-", 0.0, 1.0, "illustrative", "Z")
