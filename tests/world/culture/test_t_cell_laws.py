"""Laws of the T-cell model: the published equations, balances, no negative amounts, the same bits in any pieces."""

from dataclasses import replace
from math import exp, log, log10, sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.vocabulary import Chance
from gradea.world.culture.amounts import Culture, Divided, joined
from gradea.world.culture.numerics import exponential, logarithm
from gradea.world.culture.t_cell import (
    SYMBOLS,
    T_CELL,
    Conditions,
    Medium,
    debeaded,
    dmso_held,
    frozen_and_thawed,
    t_advanced,
    t_begun,
    t_cells,
    t_count,
    t_electroporated,
    t_exchanged,
    t_fed,
    t_now,
    t_patient_of,
    t_phenotype,
    t_sampled,
    t_selected,
    t_washed,
    temperature_of,
    vector_added,
)
from gradea.world.culture.t_cell.kinetics import rates_of, slopes, stepped

DAY = 1440
CELLS = ("resting", "activated", "cycling", "other", "doomed", "dead")


def culture(**changes: float) -> Culture:
    """A culture of day 3 with some of everything in it."""
    amounts = {
        "resting": 4e6,
        "activated": 9e6,
        "cycling": 2.5e8,
        "doomed": 3e6,
        "dead": 2e7,
        "other": 8e6,
        "activator_doses": 0.4,
        "drive_cells": 2.1e8,
        "glucose_umol": 1500.0,
        "lactate_umol": 1900.0,
        "glutamine_umol": 200.0,
        "ammonia_umol": 180.0,
        "cytokine_iu": 9e3,
        "vector_tu": 2e7,
        "vector_copies": 1.4e8,
        "cd8_cells": 1.2e8,
        "naive_cells": 8e7,
        "central_cells": 9e7,
        "division_cells": 9e8,
        "beads": 3e8,
        "bioburden_cfu": 40.0,
        "endotoxin_eu": 1.0,
    }
    return t_cells(100.0, **{**amounts, **changes})


def published_slopes(s: Culture, c: Conditions) -> dict[str, float]:
    """The equations as they are published, in concentrations and properties per cell, with the maths library."""
    v, vol = c.constants(), s.volume_ml
    r, el, a, w, d, x = (s.amount(n) for n in ("resting", "activated", "cycling", "doomed", "dead", "other"))
    glc, lac, gln, amm = (s.per_ml(f"{n}_umol") for n in ("glucose", "lactate", "glutamine", "ammonia"))
    cyt, vec, act = s.per_ml("cytokine_iu"), s.amount("vector_tu"), s.amount("activator_doses")
    drive, g, m = s.amount("drive_cells") / a, s.amount("division_cells") / a, s.amount("vector_copies") / (el + a)
    t = r + el + a
    q8, fn, fc = (s.amount(n) / t for n in ("cd8_cells", "naive_cells", "central_cells"))
    tm = temperature_of(s)
    arr = exp(v["arr"] * (tm - 37.0))
    f_glc, f_cyt, f_gln = glc / (glc + v["K_glc"]), cyt / (cyt + v["K_cyt"]), gln / (gln + v["K_gln"])
    need = 1e3 * v["qO2"] * (0.2 * r + el + a + 0.5 * x) * arr / vol / c.kla_per_h
    b = need + v["K_O2"] - v["Osat"]
    o2 = (-b + sqrt(b * b + 4.0 * v["K_O2"] * v["Osat"])) / 2.0
    f_o2 = o2 / (o2 + v["K_O2"])
    ph = 6.1 + log10((v["hco3_0"] - (1.0 - v["Vm_beta"]) * (lac - 1.0)) / (0.0307 * v["pco2"] * c.co2_pct / 5.0))
    f_ph = 1.0 / (1.0 + exp(-(ph - v["pH_lo"]) / v["w_pH"])) / (1.0 + exp((ph - v["pH_hi"]) / v["w_pH"]))
    f_lac, f_amm = 1.0 / (1.0 + (lac / v["KI_lac"]) ** 2), 1.0 / (1.0 + (amm / v["KI_amm"]) ** 2)
    f_t = exp(-0.5 * ((tm - v["T_opt"]) / v["T_sig"]) ** 2)
    crowd = 1.0 / (1.0 + ((r + el + a + w + x) / vol / v["rho_c"]) ** 4)
    mu = (
        v["mu_max"]
        * c.growth_factor
        * drive
        * f_glc
        * (0.15 + 0.85 * f_cyt)
        * f_lac
        * f_amm
        * f_ph
        * f_o2
        * f_t
        * crowd
    )
    stim, mono = act / (act + v["KS"]), x / (t + x)
    ka, kl = 2.0 / v["tau_lag"] * stim / (1.0 + (mono / 0.35) ** 2) * f_t, 2.0 / v["tau_lag"] * f_t
    kd = v["kd0"] + v["kd_cyt"] * (1 - f_cyt) + v["kd_glc"] * (1 - f_glc) + v["kd_lac"] * (1 - f_lac)
    kd += v["kd_hyp"] * (1 - f_o2) + v["kd_heat"] * max(0.0, tm - 39.5)
    old = 1.0 / (1.0 + exp(-(g - v["Gd"]) / v["wG"]))
    glucose = (v["qG_m"] * (0.2 * r + el + a + 0.5 * x) * f_glc * arr + v["qG_grow"] * mu * a) / vol * 1e3
    uptake = (v["qN_m"] * (el + a) * arr + v["qN_grow"] * mu * a) * f_gln / vol * 1e3
    theta = v["th_715"] if c.regime == "il_7_15" else v["th_il2"]
    spared = 0.6 if c.regime == "il_7_15" else 1.0
    ads = v["k_ads"] * c.vector_boost
    return {
        "R": -ka * r - v["kd_R"] * r,
        "L": ka * r - kl * el - kd * el,
        "A": kl * el + (mu - kd) * a,
        "W": -v["kd_W"] * arr * w,
        "X": -v["kd_X"] * arr * x,
        "D": v["kd_R"] * r + kd * (el + a) + v["kd_W"] * arr * w + v["kd_X"] * arr * x - v["k_lys"] * arr * d,
        "S": -v["kS"] * act,
        "P": (kl * el / a + v["k_up"] * stim * (1 - old)) * (1 - drive)
        - drive * (v["k_dn"] * (1 - theta * f_cyt) + v["k_age"] * old) * arr,
        "G": mu / log(2.0) - kl * el / a * g,
        "Glc": -glucose,
        "Lac": v["Y_lg"] * glucose,
        "Gln": -uptake - v["k_gln"] * gln,
        "Amm": v["Y_an"] * uptake + v["k_gln"] * gln,
        "Cyt": -v["v_cyt"] * (a + 0.5 * el) / vol * cyt / (cyt + v["K_cytup"]) - v["k_cyt"] * cyt
        + v["s_cyt"] * stim * (el + a) / vol,
        "Vec": -v["k_vec"] * vec - ads * (t + x) / vol * vec,
        "m": v["eps"] * ads * vec / vol - ka * r / (el + a) * m,
        "q8": q8 * (1 - q8) * v["d8"] * mu * a / (a + el),
        "fN": -v["kN"] * mu * fn,
        "fC": v["kN"] * mu * fn - v["kC"] * spared * mu * fc,
    }  # fmt: skip


@pytest.mark.parametrize(
    "conditions",
    [Conditions(), Conditions(regime="il_7_15", kla_per_h=1.2, co2_pct=7.0, vector_boost=5.0, growth_factor=0.74)],
    ids=["il-2", "il-7-15"],
)
@pytest.mark.parametrize("temperature_c", [37.0, 30.0, 40.5])
def test_the_slopes_are_the_published_equations(conditions: Conditions, temperature_c: float) -> None:
    """By the quotient rule the amounts move as the published states do."""
    s = replace(culture()).changed({"heat_ml_c": 100.0 * temperature_c})
    raw = dict(zip(T_CELL.names, slopes(s.amounts, rates_of(conditions)), strict=True))
    told = published_slopes(s, conditions)

    def ratio(top: str, *below: str) -> float:
        part, whole = s.amount(top), sum(s.amount(n) for n in below)
        return (raw[top] * whole - part * sum(raw[n] for n in below)) / whole**2

    t = ("resting", "activated", "cycling")
    mine = {
        **{
            k: raw[n]
            for k, n in zip("RLAWDX", ("resting", "activated", "cycling", "doomed", "dead", "other"), strict=True)
        },
        "S": raw["activator_doses"],
        "Vec": raw["vector_tu"],
        "P": ratio("drive_cells", "cycling"),
        "G": ratio("division_cells", "cycling"),
        "m": ratio("vector_copies", "activated", "cycling"),
        "q8": ratio("cd8_cells", *t),
        "fN": ratio("naive_cells", *t),
        "fC": ratio("central_cells", *t),
        **{k: raw[f"{n}_umol"] / 100.0 for k, n in (("Glc", "glucose"), ("Lac", "lactate"), ("Gln", "glutamine"))},
        "Amm": raw["ammonia_umol"] / 100.0,
        "Cyt": raw["cytokine_iu"] / 100.0,
    }
    for name, value in told.items():
        assert mine[name] == pytest.approx(value, rel=1e-9, abs=1e-13), name


def test_our_exponential_and_logarithm_are_those_of_the_maths_library() -> None:
    for step in range(-400, 401):
        x = step / 8.0
        assert exponential(x) == pytest.approx(exp(x), rel=1e-15)
        assert logarithm(exp(x)) == pytest.approx(x, rel=1e-14, abs=1e-15)
    with pytest.raises(ValueError, match="logarithm"):
        logarithm(0.0)


# ---- balances through every event


def total(*parts: Culture) -> Culture:
    whole = parts[0]
    for part in parts[1:]:
        whole = joined(whole, part)
    return whole


def count(s: Culture) -> float:
    return sum(s.amount(name) for name in CELLS)


def divisions() -> dict[str, Any]:
    """Every event that parts a culture: what went in besides, and how."""
    chance, fresh = Chance("law"), Medium().volume(40.0)
    return {
        "select": (None, lambda s: t_selected(s, chance=chance, key="k")),
        "exchange": (fresh, lambda s: t_exchanged(s, remove_ml=40.0, fresh=fresh, loss=0.02)),
        "sample": (None, lambda s: t_sampled(s, volume_ml=7.3, chance=chance, key="k")),
        "wash": (fresh, lambda s: t_washed(s, cycles=3, automated=False, resuspend=fresh)),
        "debead": (None, debeaded),
    }


@pytest.mark.parametrize("event", sorted(divisions()))
def test_what_is_parted_adds_up(event: str) -> None:
    """Every amount in product and rest together is what went in, to 1e-9."""
    fresh, act = divisions()[event]
    before = culture() if fresh is None else joined(culture(), fresh)
    parts: Divided = act(culture())
    after = total(*parts)
    for name in T_CELL.names:
        assert after.amount(name) == pytest.approx(before.amount(name), rel=1e-9, abs=1e-9), name


@pytest.mark.parametrize(
    "act",
    [
        lambda s: dmso_held(s, minutes=50.0, temperature_c=21.0),
        lambda s: frozen_and_thawed(s, cooling_k_per_min=10.0, warming_k_per_min=5.0, weeks_at_m80=6.0),
        lambda s: t_electroporated(s, field_error=0.1, mrna_ug_per_e6=1.0).product,
        lambda s: vector_added(s, transducing_units=1e8, volume_ml=2.0, thawed_min=30.0),
    ],
    ids=["dmso", "freeze", "pulse", "vector"],
)
def test_damage_moves_cells_and_loses_none(act: Any) -> None:
    """Cells become doomed or dead; their number stays to 1e-9, and per-cell properties stay as they were."""
    before, after = culture(), act(culture())
    assert count(after) == pytest.approx(count(before), rel=1e-9)
    assert after.amount("drive_cells") / after.amount("cycling") == pytest.approx(2.1 / 2.5)
    assert after.amount("cd8_cells") / t_count(after) == pytest.approx(before.amount("cd8_cells") / t_count(before))


@given(ml=st.floats(0.0, 100.0), loss=st.floats(0.0, 1.0))
@settings(max_examples=60, deadline=None)
def test_any_exchange_balances_and_stays_positive(ml: float, loss: float) -> None:
    fresh = Medium().volume(ml)
    product, rest = t_exchanged(culture(), remove_ml=ml, fresh=fresh, loss=loss)
    assert count(product) + count(rest) == pytest.approx(count(culture()), rel=1e-9)
    assert product.volume_ml == pytest.approx(100.0)
    assert min(*product.amounts, *rest.amounts) >= 0.0


# ---- time


def test_carbon_balances_while_time_passes() -> None:
    """Lactate made is 1.6 times the glucose used, ammonia 0.8 of the glutamine taken up and all of what decays."""
    before = culture()
    after = t_now(t_advanced(t_begun(before, 0), Conditions(), 360))
    used = before.amount("glucose_umol") - after.amount("glucose_umol")
    made = after.amount("lactate_umol") - before.amount("lactate_umol")
    assert made == pytest.approx(1.6 * used, rel=1e-9)
    gone = before.amount("glutamine_umol") - after.amount("glutamine_umol")
    assert 0.8 * gone < after.amount("ammonia_umol") - before.amount("ammonia_umol") < gone


def test_without_lysis_and_growth_no_cell_appears_or_vanishes() -> None:
    around = Conditions(growth_factor=0.0, overrides={"k_lys": 0.0})
    after = t_now(t_advanced(t_begun(culture(), 0), around, 2 * DAY))
    assert count(after) == pytest.approx(count(culture()), rel=1e-9)


@given(
    kla=st.floats(0.1, 60.0), temperature=st.floats(0.0, 45.0), co2=st.floats(0.04, 20.0), cells=st.floats(0.0, 3e9),
    glucose=st.floats(0.0, 3000.0), cytokine=st.floats(0.0, 2e4),
)  # fmt: skip
@settings(max_examples=30, deadline=None)
def test_no_amount_is_ever_negative(
    kla: float, temperature: float, co2: float, cells: float, glucose: float, cytokine: float
) -> None:
    """Starved, frozen, cooked, crowded or empty: amounts stay finite and from 0 up (`Culture` refuses others)."""
    s = culture(
        cycling=cells, drive_cells=cells, division_cells=3.0 * cells, glucose_umol=glucose, cytokine_iu=cytokine
    )
    around = Conditions(kla_per_h=kla, temperature_c=temperature, co2_pct=co2, microbe_doubling_h=0.5)
    assert t_now(t_advanced(t_begun(s, 0), around, DAY)).volume_ml == 100.0


@given(cuts=st.lists(st.integers(1, 2879), max_size=12))
@settings(max_examples=25, deadline=None)
def test_pieces_of_time_change_no_bit(cuts: list[int]) -> None:
    whole = t_advanced(t_begun(culture(), 7), Conditions(), 2880)
    course = t_begun(culture(), 7)
    for minute in sorted({cut for cut in cuts if cut > 7}):
        course = t_advanced(course, Conditions(), minute)
    assert t_advanced(course, Conditions(), 2880) == whole


def test_the_step_is_short_enough() -> None:
    """Eight days in steps of 15 min end where steps of 3 min do, to 1e-4; published spread 2e-4."""
    around, s = Conditions(kla_per_h=4.829, regime="il_7_15"), culture(cycling=1e7, drive_cells=8e6, division_cells=3e7)
    rates = rates_of(around)
    ends = []
    for minutes in (15, 3):
        amounts = s.amounts
        for _ in range(4 * DAY // minutes):
            amounts = stepped(amounts, rates, minutes)
        ends.append(Culture(T_CELL, amounts).viable)
    assert ends[0] == pytest.approx(ends[1], rel=1e-4)


@pytest.mark.parametrize("density", [1e5, 1e6, 1e7, 3e7])
@pytest.mark.parametrize("glucose", [0.02, 1.0, 17.0])
def test_rate_constants_stay_far_below_a_hundred_per_hour(density: float, glucose: float) -> None:
    """The spectral radius of the Jacobian, by power iteration on finite differences, also with a boosted vector."""
    scale = density * 100.0 / 2.5e8
    s = culture(
        cycling=2.5e8 * scale, drive_cells=2e8 * scale, division_cells=9e8 * scale, glucose_umol=100.0 * glucose
    )
    around = Conditions(kla_per_h=1.2, vector_boost=5.0, microbe_doubling_h=0.3)
    assert spectral_radius(s.amounts, around) < 11.0, "Runge-Kutta of a quarter of an hour is stable below 11 per hour"


def spectral_radius(y: tuple[float, ...], around: Conditions) -> float:
    """Largest absolute eigenvalue: the growth of powers of the scaled Jacobian."""
    rates, size = rates_of(around), [max(abs(v), 1e-3) for v in y]
    n = len(y)
    jacobian = [[0.0] * n for _ in range(n)]
    for j in range(n):
        up, down = list(y), list(y)
        up[j] += 1e-5 * size[j]
        down[j] = max(0.0, down[j] - 1e-5 * size[j])
        gap = up[j] - down[j]
        for i, (a, b) in enumerate(zip(slopes(up, rates), slopes(down, rates), strict=True)):
            jacobian[i][j] = (a - b) / gap * size[j] / size[i]
    scale = 1.0
    for _ in range(6):
        jacobian = [[sum(row[k] * jacobian[k][j] for k in range(n)) for j in range(n)] for row in jacobian]
        largest = max(abs(v) for row in jacobian for v in row) or 1.0
        jacobian = [[v / largest for v in row] for row in jacobian]
        scale = scale * scale * largest
    return scale ** (1.0 / 64.0)


# ---- what the model should do


def at_day_4(**conditions: Any) -> float:
    s = t_fed(t_fed(Medium().volume(20.0), t_cells(0.0, resting=1e7)), t_cells(0.0, activator_doses=1.0))
    return t_now(t_advanced(t_begun(s, 0), Conditions(**conditions), 4 * DAY)).viable


def test_cold_heat_short_air_and_sour_gas_slow_growth() -> None:
    good = at_day_4()
    worse = ({"temperature_c": 33.0}, {"temperature_c": 41.0}, {"kla_per_h": 0.1}, {"co2_pct": 25.0})
    assert [at_day_4(**each) < 0.9 * good for each in worse] == [True] * 4


def test_a_microbe_takes_over_and_gives_endotoxin() -> None:
    s = culture(bioburden_cfu=3.0, endotoxin_eu=0.0)
    around = Conditions(microbe_doubling_h=0.6, gram_negative=True)
    seen = t_phenotype(t_now(t_advanced(t_begun(s, 0), around, DAY)), around)
    assert seen.bioburden_cfu > 1e10
    assert seen.endotoxin_eu_per_ml > 0.5


def test_the_same_seed_draws_the_same_patient_and_another_seed_another() -> None:
    assert t_patient_of(Chance("a")) == t_patient_of(Chance("a"))
    assert t_patient_of(Chance("a")) != t_patient_of(Chance("b"))


def test_every_constant_can_be_overridden_and_matters() -> None:
    """No idle symbol: moving it by a tenth moves a slope, the phenotype or the oxygen."""
    around, s = Conditions(gram_negative=True, microbe_doubling_h=1.0), culture().changed({"heat_ml_c": 4000.0})
    plain = (slopes(s.amounts, rates_of(around)), t_phenotype(s, around))
    for symbol, value in SYMBOLS.items():
        moved = replace(around, overrides={symbol: 1.1 * value})
        if symbol != "th_715":
            assert (slopes(s.amounts, rates_of(moved)), t_phenotype(s, moved)) != plain, symbol
    with pytest.raises(ValueError, match="no constant"):
        Conditions(overrides={"nonsense": 1.0})
