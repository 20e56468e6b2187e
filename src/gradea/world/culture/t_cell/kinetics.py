"""The right-hand side of the T-cell equations (docs/culture-run.md), in amounts, and one step of Runge-Kutta."""

from collections.abc import Sequence
from math import sqrt

from gradea.world.culture.numerics import LN2, LN10, Amounts, exponential, logarithm
from gradea.world.culture.t_cell.conditions import Conditions

Rates = tuple[Amounts, Amounts]
"""Constants of `limits`, and of the rest of `slopes`."""

_PK, _CO2_SOLUBILITY = 6.1, 0.0307
_LEAST_BICARBONATE = 0.05
_RESTING_BREATH = 0.2
_OTHER_BREATH = 0.5
_MONO_HALF = 0.35
_HOT_C = 39.5
_SPARED = 0.6


def rates_of(c: Conditions) -> Rates:
    """Return the constants of `limits` and of `slopes` for these conditions, in the orders they unpack them."""
    v = c.constants()
    protected = v["th_715"] if c.regime == "il_7_15" else v["th_il2"]
    spared = _SPARED if c.regime == "il_7_15" else 1.0
    feed, flow = c.perfused, c.perfusion_ml_per_h
    limiting = (
        *(v["mu_max"] * c.growth_factor, v["K_cyt"], v["kd0"], v["kd_cyt"], v["kd_glc"], v["kd_lac"], v["kd_hyp"]),
        *(v["kd_heat"], v["K_glc"], 1e3 * v["qO2"] / c.kla_per_h, v["K_O2"], v["Osat"], 1.0 / v["KI_lac"]),
        *(1.0 / v["KI_amm"], v["pH_lo"], v["pH_hi"], 1.0 / v["w_pH"], v["hco3_0"], 1.0 - v["Vm_beta"]),
        1.0 / (_CO2_SOLUBILITY * v["pco2"] * c.co2_pct / 5.0),
        1.0 / (c.cap_cells_per_ml or v["rho_c"]),
        *(v["T_opt"], 1.0 / v["T_sig"], v["arr"]),
    )
    turning = (
        *(2.0 / v["tau_lag"], v["k_up"], v["k_dn"], protected, v["kS"], v["KS"], v["Gd"], 1.0 / v["wG"], v["k_age"]),
        *(v["v_cyt"], v["s_cyt"], v["k_cyt"], v["K_cytup"], v["kd_R"], v["kd_W"], v["kd_X"], v["k_lys"]),
        *(1e3 * v["qG_grow"], 1e3 * v["qG_m"], v["Y_lg"], 1e3 * v["qN_grow"], 1e3 * v["qN_m"], v["K_gln"]),
        *(v["Y_an"], v["k_gln"], v["k_ads"] * c.vector_boost, v["k_vec"], v["eps"], v["d8"], v["kN"], v["kC"] * spared),
        *(c.microbe_per_h, v["Bmax"], v["e_b"] if c.gram_negative else 0.0, c.temperature_c, 1.0 / v["tau_T"], flow),
        *(flow * feed.glucose_mmol_per_l, flow * feed.lactate_mmol_per_l, flow * feed.glutamine_mmol_per_l),
        *(flow * feed.ammonia_mmol_per_l, flow * feed.cytokine_iu_per_ml),
    )
    return limiting, turning


def acidity(lactate_mmol_per_l: float, bicarbonate: float, share: float, per_co2: float) -> float:
    """Return the pH: bicarbonate that the acid has not used up, over dissolved carbon dioxide.

    Model:
        6.1 + log10((HCO3 - (1 - β)(Lac - 1)) / (0.0307 pCO2)); bicarbonate never falls below 0.05 mM.

    Examples:
        >>> round(acidity(1.0, 26.0, 0.75, 1.0 / (0.0307 * 38.0)), 2)
        7.45
    """
    left = max(_LEAST_BICARBONATE, bicarbonate - share * (lactate_mmol_per_l - 1.0))
    return _PK + logarithm(left * per_co2) / LN10


def oxygen(demand: float, half: float, saturated: float) -> float:
    """Return dissolved oxygen in mM where transfer meets uptake.

    Args:
        demand: Largest uptake over kLa, in mM.
        half: Half constant of uptake, mM.
        saturated: Oxygen of air-saturated medium, mM.

    Model:
        kLa (O2sat - O2) = q O2/(K + O2) is quadratic in O2; its positive root.

    Examples:
        >>> oxygen(0.0, 0.006, 0.2)
        0.2
    """
    b = demand + half - saturated
    return 0.5 * (sqrt(b * b + 4.0 * half * saturated) - b)


def limits(y: Sequence[float], limiting: Amounts) -> tuple[float, float, float, float, float, float]:
    """Return what the surroundings allow: growth and death per hour, and how far they help or hold up the rest.

    Args:
        y: Amounts in the order of `T_CELL`, in more than no liquid.
        limiting: First part of `rates_of`.

    Returns:
        mu of cycling cells, kd of activated and cycling cells, saturation of glucose and of cytokine, the bell of
        temperature, and the pace of metabolism against 37 °C.
    """
    vol, r, el, a, w, _, x, _, pa, glc, lac, _, amm, cyt, *_rest, heat = y
    (mu_max, km_cyt, kd0, kd_cyt, kd_glc, kd_lac, kd_hyp, kd_heat, km_glc, q_o2, km_o2, o2_sat, i_lac, i_amm, ph_lo,
     ph_hi, per_ph, hco3, unbuffered, per_co2, per_crowd, t_opt, per_t, warmth) = limiting  # fmt: skip
    per_ml = 1.0 / vol
    tm = heat * per_ml
    arr = exponential(warmth * (tm - 37.0))
    off = (tm - t_opt) * per_t
    f_t = exponential(-0.5 * off * off)
    glucose, lactate, cytokine = glc * per_ml, lac * per_ml, cyt * per_ml
    fg, fc = glucose / (glucose + km_glc), cytokine / (cytokine + km_cyt)
    over_lac, over_amm = lactate * i_lac, amm * per_ml * i_amm
    fl, fa = 1.0 / (1.0 + over_lac * over_lac), 1.0 / (1.0 + over_amm * over_amm)
    ph = acidity(lactate, hco3, unbuffered, per_co2)
    fp = 1.0 / ((1.0 + exponential((ph_lo - ph) * per_ph)) * (1.0 + exponential((ph - ph_hi) * per_ph)))
    breathing = _RESTING_BREATH * r + el + a + _OTHER_BREATH * x
    o2 = oxygen(q_o2 * breathing * arr * per_ml, km_o2, o2_sat)
    fo = o2 / (o2 + km_o2)
    crowd = (r + el + a + w + x) * per_ml * per_crowd
    crowd *= crowd
    drive = pa / a if a > 0.0 else 0.0
    mu = mu_max * drive * fg * (0.15 + 0.85 * fc) * fl * fa * fp * fo * f_t / (1.0 + crowd * crowd)
    kd = kd0 + kd_cyt * (1.0 - fc) + kd_glc * (1.0 - fg) + kd_lac * (1.0 - fl) + kd_hyp * (1.0 - fo)
    if tm > _HOT_C:
        kd += kd_heat * (tm - _HOT_C)
    return mu, kd, fg, fc, f_t, arr


def slopes(y: Sequence[float], rates: Rates) -> Amounts:
    """Return the slope per hour of the 24 amounts.

    Args:
        y: Amounts in the order of `T_CELL`.
        rates: Result of `rates_of`.

    Model:
        The equations of docs/culture-run.md with P, G, m and the shares written as amounts: for X = P·A, X' = P'A + PA',
        which takes out the divisions by A and by L + A, so that a culture may begin with resting cells alone. Shares are
        of all T cells: what happens to their number happens to each subset, beside its own drift. Written out without
        containers, because it runs five thousand times for twelve days.
    """
    vol, r, el, a, w, d, x, act, pa, glc, lac, gln, amm, cyt, vec, copies, c8, cn, cc, ga, _beads, bug, _eu, heat = y
    if vol <= 0.0:
        return _NOTHING
    mu, kd, fg, fc, f_t, arr = limits(y, rates[0])
    (lag, k_up, k_dn, theta, k_act, km_act, destiny, per_width, k_age, v_cyt, s_cyt, k_cyt, km_up, kd_r, kd_w, kd_x, k_lys,
     qg, qgm, y_lac, qn, qnm, km_gln, y_amm, k_gln, k_ads, k_vec, eps, d8, k_n, k_c, mu_b, b_max, e_b, t_env, per_warm,
     flow, f_glc, f_lac, f_gln, f_amm, f_cyt) = rates[1]  # fmt: skip
    per_ml = 1.0 / vol
    cytokine, glutamine, out = cyt * per_ml, gln * per_ml, flow * per_ml
    t, started = r + el + a, el + a
    divisions = ga / a if a > 0.0 else 0.0
    m = copies / started if started > 0.0 else 0.0
    s = act / (act + km_act)
    mono = x / (t + x) / _MONO_HALF if x > 0.0 else 0.0
    old = 1.0 / (1.0 + exponential((destiny - divisions) * per_width))
    woken, entering, grown, dying = lag * s / (1.0 + mono * mono) * f_t * r, lag * f_t * el, mu * a, kd * started
    rested, undone, others_lost, net = kd_r * r, kd_w * arr * w, kd_x * arr * x, mu - kd
    burnt = qgm * (0.2 * r + started + 0.5 * x) * fg * arr + qg * grown
    used = (qnm * started * arr + qn * grown) * (glutamine / (glutamine + km_gln))
    decayed = k_gln * gln
    per_t = (grown - dying - rested) / t if t > 0.0 else 0.0
    c8_drift = c8 * (1.0 - c8 / t) * d8 * grown / started if started > 0.0 else 0.0
    n_lost, c_lost = k_n * mu * cn, k_c * mu * cc
    bug_made = mu_b * arr * bug * (1.0 - bug / (b_max * vol)) if bug > 0.0 else 0.0
    kept, lost = k_up * s * (1.0 - old), (k_dn * (1.0 - theta * fc) + k_age * old) * arr
    eaten = v_cyt * (a + 0.5 * el) * cytokine / (cytokine + km_up)
    return (
        0.0,
        -woken - rested,
        woken - entering - kd * el,
        entering + net * a,
        -undone,
        rested + dying + undone + others_lost - k_lys * arr * d,
        -others_lost,
        -k_act * act,
        entering + net * pa + kept * (a - pa) - lost * pa,
        f_glc - out * glc - burnt,
        f_lac - out * lac + y_lac * burnt,
        f_gln - out * gln - used - decayed,
        f_amm - out * amm + y_amm * used + decayed,
        f_cyt - out * cyt - eaten - k_cyt * cyt + s_cyt * s * started,
        -(out + k_vec + k_ads * (t + x) * per_ml) * vec,
        eps * k_ads * vec * per_ml * started + m * (grown - dying),
        c8 * per_t + c8_drift,
        cn * per_t - n_lost,
        cc * per_t + n_lost - c_lost,
        grown / LN2 + net * ga,
        0.0,
        bug_made,
        e_b * bug_made,
        (t_env * vol - heat) * per_warm,
    )


_NOTHING: Amounts = (0.0,) * 24


def stepped(y: Amounts, rates: Rates, minutes: int) -> Amounts:
    """Return the amounts after one classical Runge-Kutta step of fourth order, clipped at zero.

    Args:
        y: Amounts in the order of `T_CELL`.
        rates: Result of `rates_of`.
        minutes: Length of the step; 15 is the grid, and no more.
    """
    h = minutes / 60.0
    half, sixth = 0.5 * h, h / 6.0
    k1 = slopes(y, rates)
    k2 = slopes([v + half * k for v, k in zip(y, k1, strict=True)], rates)
    k3 = slopes([v + half * k for v, k in zip(y, k2, strict=True)], rates)
    k4 = slopes([v + h * k for v, k in zip(y, k3, strict=True)], rates)
    return tuple(max(0.0, v + sixth * (a + 2.0 * (b + c) + d)) for v, a, b, c, d in zip(y, k1, k2, k3, k4, strict=True))
