"""The critical zone stays clean unless somebody disturbs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradea.world.site import CabinetUse, critical_zone, package_particles, risk_factor

ROOM = (1592.0, 51.0, 0.23)
SEATED = (1740.0 * 0.25, 63.0 * 0.25, 0.3 * 0.25)
MOVING = (1740.0, 63.0, 0.3)


def test_good_work_has_17_particles_and_3_cfu_in_1000_m3() -> None:
    """Prototype, docs/model.md §1."""
    air = critical_zone(ROOM, CabinetUse(body=SEATED))
    assert air.p05 == pytest.approx(17.0, rel=0.05)
    assert air.mcp == pytest.approx(0.003, rel=0.05)


def test_bad_work_has_393_particles() -> None:
    """Prototype: blocked grille, fast arms and a wrist gap; body movement 1.0 is assumed."""
    air = critical_zone(ROOM, CabinetUse(grille_blocked=True, arms_swept=True, body=MOVING, wrist_factor=5.0))
    assert air.p05 == pytest.approx(393.0, rel=0.02)
    assert air.mcp == pytest.approx(0.066, rel=0.02)


def test_a_cabinet_that_stands_still_is_as_good_as_the_room() -> None:
    assert critical_zone(ROOM, CabinetUse(running=False, body=SEATED)) == ROOM
    assert risk_factor(CabinetUse(running=False)) == 1.0


def test_a_cross_draught_takes_protection_away_tenfold_per_quarter_metre() -> None:
    """Unchanged below 0.51 m/s, then by the logarithm [XDRAFT1978]."""
    assert risk_factor(CabinetUse(draught_m_s=0.5)) == risk_factor(CabinetUse())
    assert risk_factor(CabinetUse(draught_m_s=0.76)) == pytest.approx(1e-3)
    assert risk_factor(CabinetUse(draught_m_s=9.0)) == 1.0


def test_a_hand_over_the_opening_is_worse_than_the_room() -> None:
    air = critical_zone(ROOM, CabinetUse(body=SEATED, over_opening=(0.0, 0.0, 0.01)))
    assert air.mcp > ROOM[2]


def test_an_opened_package_shows_at_the_probe() -> None:
    assert package_particles(1) == pytest.approx(20.0)


@given(st.booleans(), st.booleans(), st.booleans(), st.floats(0.0, 5.0))
def test_the_risk_factor_is_a_share_and_no_disturbance_lowers_it(
    grille: bool, arms: bool, walk: bool, draught: float
) -> None:
    use = CabinetUse(grille_blocked=grille, arms_swept=arms, walked_past=walk, draught_m_s=draught)
    assert risk_factor(CabinetUse()) <= risk_factor(use) <= 1.0
