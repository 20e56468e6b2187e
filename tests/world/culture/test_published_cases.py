"""The models against published numbers: what holds must go on holding, and what misses may only come closer."""

import pytest
from published_cases import CASES, Case, rate_in

MISSES = {"V18-1", "V18-3"}
"""Stromal cells at very low density: the model falls with passage where the data rise. May only shrink."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_a_published_case(case: Case) -> None:
    if case.key in MISSES:
        assert not case.holds(), "this case holds now: take it out of the misses"
        assert abs(case.simulate() - case.observed) <= abs(case.before - case.observed)
    else:
        assert case.holds(), (case.simulate(), case.low, case.high)


def test_vessels_rank_as_published() -> None:
    """Static below shake and spinner below stirred, same donor [Ou2019]; the factors are read from that table."""
    static, shake, spinner, stirred = (rate_in(kind) for kind in ("static_flask", "shake_flask", "spinner", "stirred"))
    assert static < shake < spinner < stirred


def test_a_poorer_medium_grows_more_slowly() -> None:
    """AIM-V and OpTmizer at 0.73 of ImmunoCult [Ou2019]."""
    assert 0.65 < rate_in("shake_flask", 0.73) / rate_in("shake_flask") < 0.80
