"""Laws of the stromal model: balances, pieces, crowding, age, and harvests that were waited for too long."""

import pytest

from gradea.world.culture.amounts import joined
from gradea.world.culture.numerics import begun
from gradea.world.culture.stromal import (
    STROMAL_CELL,
    STROMAL_SYMBOLS,
    StromalMedium,
    Surface,
    detached,
    passaged,
    stromal_advanced,
    stromal_cells,
    stromal_exchanged,
    stromal_now,
    stromal_phenotype,
    stromal_seeded,
)
from gradea.world.culture.stromal.growth import rates_of, slopes

DAY = 1440
FLASK = Surface(area_cm2=150.0)
CELLS = ("suspended", "attached", "doomed", "dead")


def after(
    days: int, *, cells: float = 3e5, doublings: float = 8.0, surface: Surface = FLASK, lysate: float = 10.0
) -> float:
    dish = stromal_seeded(StromalMedium(growth_factor_pct=lysate).volume(45.0), cells=cells, doublings=doublings)
    return stromal_phenotype(
        stromal_now(stromal_advanced(begun(dish.amounts, 0), surface, days * DAY)), surface
    ).attached_cells


def test_pieces_of_time_change_no_bit() -> None:
    start = begun(stromal_seeded(StromalMedium().volume(45.0), cells=3e5, doublings=8.0).amounts, 3)
    course = start
    for minute in (4, 15, 16, 1000, 2881, 4320):
        course = stromal_advanced(course, FLASK, minute)
    assert course == stromal_advanced(start, FLASK, 4320)


def test_cells_and_solutes_balance_through_every_act() -> None:
    """Exchange, harvest and passage: what comes out is what went in, to 1e-9."""
    dish = stromal_cells(
        45.0, attached=5e6, doomed=1e4, dead=2e5, doubling_cells=6e7, ready_cells=4e6, glucose_umol=200.0
    )
    fresh = StromalMedium().volume(30.0)
    exchanged = joined(*stromal_exchanged(dish, remove_ml=30.0, fresh=fresh))
    for name in STROMAL_CELL.names:
        assert exchanged.amount(name) == pytest.approx(joined(dish, fresh).amount(name), rel=1e-9, abs=1e-9)
    harvest, left = detached(dish, FLASK, trypsin_min=30.0)
    assert sum(x.amount(n) for x in (harvest, left) for n in CELLS) == pytest.approx(sum(dish.amount(n) for n in CELLS))
    new, rest = passaged(harvest, FLASK, StromalMedium(), cells_per_cm2=2e3, volume_ml=45.0)
    assert sum(x.amount(n) for x in (new, rest) for n in CELLS) == pytest.approx(sum(harvest.amount(n) for n in CELLS))
    assert new.viable == pytest.approx(2e3 * 150.0)


def test_growth_stops_when_the_plastic_is_full() -> None:
    assert after(20, cells=3e6) < 1.02 * 6e4 * 150.0


def test_old_cells_and_cells_without_lysate_hardly_grow() -> None:
    assert after(5, doublings=60.0) < 1.2 * 3e5
    assert after(5, lysate=0.0) < 3e5 < after(5)


def test_too_long_in_the_enzyme_and_too_full_a_flask_doom_cells() -> None:
    dish = stromal_cells(45.0, attached=4e6)
    gentle, rough = (detached(dish, FLASK, trypsin_min=each).product for each in (8.0, 40.0))
    full = detached(stromal_cells(45.0, attached=6e4 * 150.0), FLASK, trypsin_min=8.0).product
    assert gentle.amount("doomed") == 0.0
    assert rough.amount("doomed") > 0.4 * rough.viable
    assert full.amount("doomed") == pytest.approx(0.15 * full.viable)


def test_a_passage_needs_enough_cells() -> None:
    with pytest.raises(ValueError, match="seed thinner"):
        passaged(stromal_cells(10.0, suspended=10.0), FLASK, StromalMedium(), cells_per_cm2=1e3, volume_ml=45.0)


def test_every_constant_matters() -> None:
    dish = stromal_cells(
        45.0, attached=4e6, suspended=1e6, doomed=1e5, dead=1e5, ready_cells=3e6, doubling_cells=1e8, glucose_umol=50.0,
        lactate_umol=400.0, glutamine_umol=100.0, ammonia_umol=50.0, growth_factor_ml=1.0,
    )  # fmt: skip
    plain = slopes(dish.amounts, rates_of(FLASK))
    for symbol, value in STROMAL_SYMBOLS.items():
        moved = Surface(area_cm2=150.0, overrides={symbol: 0.9 * value})
        assert slopes(dish.amounts, rates_of(moved)) != plain, symbol
