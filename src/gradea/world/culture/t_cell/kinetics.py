"""The right-hand side of the T-cell equations (docs/culture-run.md), in amounts, and one step of Runge-Kutta.

`acidity`, `oxygen`, `limits`, `slopes` and `stepped` are kernels: the compiler of `world.kernel` and the export to SBML
read these very functions. They keep to assignments, conditional expressions and calls of other kernels.
"""

from collections.abc import Mapping
from math import sqrt
from typing import Any

from gradea.world.culture.numerics import Amounts
from gradea.world.culture.t_cell.conditions import Conditions
from gradea.world.kernel.elementary import LN2, LN10, exponential, natural_log

Rates = tuple[Amounts, Amounts]
"""Constants of `limits`, and of the rest of `slopes`."""

_PK, _CO2_SOLUBILITY = 6.1, 0.0307
_LEAST_BICARBONATE = 0.05
_RESTING_BREATH = 0.2
_OTHER_BREATH = 0.5
_MONO_HALF = 0.35
_HOT_C = 39.5
_SPARED = 0.6
_PER_LN10, _PER_LN2, _PER_MONO = 1.0 / LN10, 1.0 / LN2, 1.0 / _MONO_HALF


def rates_of(c: Conditions) -> Rates:
    """Return the constants of `limits` and of `slopes` for these conditions, in the orders they unpack them."""
    limiting, turning = constants_of(c, c.constants())
    return tuple(map(float, limiting)), tuple(map(float, turning))


def constants_of(c: Conditions, v: Mapping[str, Any]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return the constants of `limits` and of `slopes` from constants by symbol: numbers, or arrays with one per member."""
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
        *(
            c.microbe_per_h,
            1.0 / v["Bmax"],
            v["e_b"] if c.gram_negative else 0.0,
            c.temperature_c,
            1.0 / v["tau_T"],
            flow,
        ),
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
    spared = bicarbonate - share * (lactate_mmol_per_l - 1.0)
    left = spared if spared > _LEAST_BICARBONATE else _LEAST_BICARBONATE
    return _PK + natural_log(left * per_co2) * _PER_LN10


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


def limits(y: Amounts, limiting: Amounts) -> tuple[float, float, float, float, float, float]:
    """Return what the surroundings allow: growth and death per hour, and how far they help or hold up the rest.

    Args:
        y: Amounts in the order of `T_CELL`, in more than no liquid.
        limiting: First part of `rates_of`.

    Returns:
        mu of cycling cells, kd of activated and cycling cells, saturation of glucose and of cytokine, the bell of
        temperature, and the pace of metabolism against 37 °C.

    Model:
        Cells that begin to cycle have all their drive: before the first of them, it is the 1 towards which P runs as A rises
        from nothing, if there is an activator at all. With 0 there, the first step lost half its growth, and the naive share
        was 0.1 % too high for ever after.
    """
    (vol, r, el, a, w, _d, x, act, pa, glc, lac, _gln, amm, cyt, _vec, _copies, _c8, _cn, _cc, _ga, _beads, _bug, _eu,
     heat) = y  # fmt: skip
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
    fl, ammonia = 1.0 / (1.0 + over_lac * over_lac), 1.0 + over_amm * over_amm
    ph = acidity(lactate, hco3, unbuffered, per_co2)
    sour, alkaline = 1.0 + exponential((ph_lo - ph) * per_ph), 1.0 + exponential((ph - ph_hi) * per_ph)
    breathing = _RESTING_BREATH * r + el + a + _OTHER_BREATH * x
    o2 = oxygen(q_o2 * breathing * arr * per_ml, km_o2, o2_sat)
    fo = o2 / (o2 + km_o2)
    full = (r + el + a + w + x) * per_ml * per_crowd
    crowd = full * full
    first = 1.0 if act > 0.0 else 0.0
    drive = pa / a if a > 0.0 else first
    hindered = ammonia * sour * alkaline * (1.0 + crowd * crowd)
    mu = mu_max * drive * fg * (0.15 + 0.85 * fc) * fl * fo * f_t / hindered
    kd = kd0 + kd_cyt * (1.0 - fc) + kd_glc * (1.0 - fg) + kd_lac * (1.0 - fl) + kd_hyp * (1.0 - fo)
    kd = kd + kd_heat * (tm - _HOT_C) if tm > _HOT_C else kd
    return mu, kd, fg, fc, f_t, arr


def slopes(y: Amounts, rates: Rates) -> Amounts:
    """Return the slope per hour of the 24 amounts.

    Args:
        y: Amounts in the order of `T_CELL`, in more than no liquid.
        rates: Result of `rates_of`.

    Model:
        The equations of docs/culture-run.md with P, G, m and the shares written as amounts: for X = P·A, X' = P'A + PA',
        which takes out the divisions by A and by L + A, so that a culture may begin with resting cells alone. Shares are
        of all T cells: what happens to their number happens to each subset, beside its own drift. Written out without
        containers, because it runs five thousand times for twelve days.
    """
    vol, r, el, a, w, d, x, act, pa, glc, lac, gln, amm, cyt, vec, copies, c8, cn, cc, ga, _beads, bug, _eu, heat = y
    mu, kd, fg, fc, f_t, arr = limits(y, rates[0])
    (lag, k_up, k_dn, theta, k_act, km_act, destiny, per_width, k_age, v_cyt, s_cyt, k_cyt, km_up, kd_r, kd_w, kd_x, k_lys,
     qg, qgm, y_lac, qn, qnm, km_gln, y_amm, k_gln, k_ads, k_vec, eps, d8, k_n, k_c, mu_b, per_b_max, e_b, t_env, per_warm,
     flow, f_glc, f_lac, f_gln, f_amm, f_cyt) = rates[1]  # fmt: skip
    per_ml = 1.0 / vol
    cytokine, glutamine, out = cyt * per_ml, gln * per_ml, flow * per_ml
    t, started = r + el + a, el + a
    divisions = ga / a if a > 0.0 else 0.0
    per_started, per_t = 1.0 / started if started > 0.0 else 0.0, 1.0 / t if t > 0.0 else 0.0
    m = copies * per_started
    s = act / (act + km_act)
    mono = x / (t + x) * _PER_MONO if x > 0.0 else 0.0
    old = 1.0 / (1.0 + exponential((destiny - divisions) * per_width))
    woken, entering, grown, dying = lag * s / (1.0 + mono * mono) * f_t * r, lag * f_t * el, mu * a, kd * started
    rested, undone, others_lost, net = kd_r * r, kd_w * arr * w, kd_x * arr * x, mu - kd
    burnt = qgm * (0.2 * r + started + 0.5 * x) * fg * arr + qg * grown
    used = (qnm * started * arr + qn * grown) * (glutamine / (glutamine + km_gln))
    decayed = k_gln * gln
    change = (grown - dying - rested) * per_t
    c8_drift = c8 * (1.0 - c8 * per_t) * d8 * grown * per_started
    n_lost, c_lost = k_n * mu * cn, k_c * mu * cc
    bug_made = mu_b * arr * bug * (1.0 - bug * per_ml * per_b_max) if bug > 0.0 else 0.0
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
        c8 * change + c8_drift,
        cn * change - n_lost,
        cc * change + n_lost - c_lost,
        grown * _PER_LN2 + net * ga,
        0.0,
        bug_made,
        e_b * bug_made,
        (t_env * vol - heat) * per_warm,
    )


def stepped(y: Amounts, rates: Rates, minutes: int) -> Amounts:
    """Return the amounts after one classical Runge-Kutta step of fourth order, clipped at zero; a dry vessel stays as it is.

    Args:
        y: Amounts in the order of `T_CELL`.
        rates: Result of `rates_of`.
        minutes: Length of the step; 15 is the grid, and no more.
    """
    return stepped_by(y, rates, minutes / 60.0) if y[0] > 0.0 else y


def stepped_by(y: Amounts, rates: Rates, h: float) -> Amounts:
    """Return the amounts after one step of h hours, in more than no liquid."""
    half, sixth = 0.5 * h, h / 6.0
    k1 = slopes(y, rates)
    k2 = slopes(_along(y, half, k1), rates)
    k3 = slopes(_along(y, half, k2), rates)
    k4 = slopes(_along(y, h, k3), rates)
    return _ended(y, sixth, (k1, k2, k3, k4))


def _along(y: Amounts, h: float, k: Amounts) -> Amounts:
    """Return the amounts h hours further along slopes. Written out: tuples compile to registers, loops over them do not."""
    return (
        y[0] + h * k[0],
        y[1] + h * k[1],
        y[2] + h * k[2],
        y[3] + h * k[3],
        y[4] + h * k[4],
        y[5] + h * k[5],
        y[6] + h * k[6],
        y[7] + h * k[7],
        y[8] + h * k[8],
        y[9] + h * k[9],
        y[10] + h * k[10],
        y[11] + h * k[11],
        y[12] + h * k[12],
        y[13] + h * k[13],
        y[14] + h * k[14],
        y[15] + h * k[15],
        y[16] + h * k[16],
        y[17] + h * k[17],
        y[18] + h * k[18],
        y[19] + h * k[19],
        y[20] + h * k[20],
        y[21] + h * k[21],
        y[22] + h * k[22],
        y[23] + h * k[23],
    )


def _ended(y: Amounts, sixth: float, slopes_met: tuple[Amounts, Amounts, Amounts, Amounts]) -> Amounts:
    a, b, c, d = slopes_met
    return (
        _kept(y[0] + sixth * (a[0] + 2.0 * (b[0] + c[0]) + d[0])),
        _kept(y[1] + sixth * (a[1] + 2.0 * (b[1] + c[1]) + d[1])),
        _kept(y[2] + sixth * (a[2] + 2.0 * (b[2] + c[2]) + d[2])),
        _kept(y[3] + sixth * (a[3] + 2.0 * (b[3] + c[3]) + d[3])),
        _kept(y[4] + sixth * (a[4] + 2.0 * (b[4] + c[4]) + d[4])),
        _kept(y[5] + sixth * (a[5] + 2.0 * (b[5] + c[5]) + d[5])),
        _kept(y[6] + sixth * (a[6] + 2.0 * (b[6] + c[6]) + d[6])),
        _kept(y[7] + sixth * (a[7] + 2.0 * (b[7] + c[7]) + d[7])),
        _kept(y[8] + sixth * (a[8] + 2.0 * (b[8] + c[8]) + d[8])),
        _kept(y[9] + sixth * (a[9] + 2.0 * (b[9] + c[9]) + d[9])),
        _kept(y[10] + sixth * (a[10] + 2.0 * (b[10] + c[10]) + d[10])),
        _kept(y[11] + sixth * (a[11] + 2.0 * (b[11] + c[11]) + d[11])),
        _kept(y[12] + sixth * (a[12] + 2.0 * (b[12] + c[12]) + d[12])),
        _kept(y[13] + sixth * (a[13] + 2.0 * (b[13] + c[13]) + d[13])),
        _kept(y[14] + sixth * (a[14] + 2.0 * (b[14] + c[14]) + d[14])),
        _kept(y[15] + sixth * (a[15] + 2.0 * (b[15] + c[15]) + d[15])),
        _kept(y[16] + sixth * (a[16] + 2.0 * (b[16] + c[16]) + d[16])),
        _kept(y[17] + sixth * (a[17] + 2.0 * (b[17] + c[17]) + d[17])),
        _kept(y[18] + sixth * (a[18] + 2.0 * (b[18] + c[18]) + d[18])),
        _kept(y[19] + sixth * (a[19] + 2.0 * (b[19] + c[19]) + d[19])),
        _kept(y[20] + sixth * (a[20] + 2.0 * (b[20] + c[20]) + d[20])),
        _kept(y[21] + sixth * (a[21] + 2.0 * (b[21] + c[21]) + d[21])),
        _kept(y[22] + sixth * (a[22] + 2.0 * (b[22] + c[22]) + d[22])),
        _kept(y[23] + sixth * (a[23] + 2.0 * (b[23] + c[23]) + d[23])),
    )


def _kept(amount: float) -> float:
    """Return an amount, never below nothing."""
    return amount if amount > 0.0 else 0.0
