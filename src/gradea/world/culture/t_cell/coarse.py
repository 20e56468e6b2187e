"""Long steps for ensembles: Runge-Kutta of fourth order for what is slow, its exponential form for what may be fast.

Glucose, glutamine and cytokine run out within minutes when many cells want the last of them, vector is taken up by dense cells,
and the liquid takes the warmth of its surroundings: an ordinary step of two hours would run away there. Each of the five loses
about λ times itself, so that the decay with λ is done exactly and only the rest by the Runge-Kutta rule [ETDRK4: Cox and
Matthews, J. Comput. Phys. 176 (2002) 430]. Any λ gives the same solution; a good one lets steps be long.
"""

from gradea.world.culture.numerics import Amounts
from gradea.world.culture.t_cell.kinetics import Rates, slopes
from gradea.world.kernel.elementary import exponential

_LEAST = 0.06
"""Least λ · h: below it the formulas would lose digits to cancellation, and need no exponential form."""

Weights = tuple[Amounts, Amounts, Amounts, Amounts, Amounts]


def losses(y: Amounts, rates: Rates) -> Amounts:
    """Return about how fast glucose, glutamine, cytokine, vector and warmth lose themselves, per hour.

    Model:
        The slopes of their own uptake in `slopes`, without the factors that only slow it.
    """
    (vol, r, el, a, _w, _d, x, _act, _pa, glc, _lac, gln, _amm, cyt, _vec, _copies, _c8, _cn, _cc, _ga, _beads, _bug, _eu,
     _heat) = y  # fmt: skip
    (_lag, _k_up, _k_dn, _theta, _k_act, _km_act, _destiny, _per_width, _k_age, v_cyt, _s_cyt, k_cyt, km_up, _kd_r, _kd_w,
     _kd_x, _k_lys, qg, qgm, _y_lac, qn, qnm, km_gln, _y_amm, k_gln, k_ads, k_vec, _eps, _d8, _k_n, _k_c, _mu_b, _per_b_max, _e_b,
     _t_env, per_warm, flow, _f_glc, _f_lac, _f_gln, _f_amm, _f_cyt) = rates[1]  # fmt: skip
    per_ml = 1.0 / vol
    mu_max, km_glc = rates[0][0], rates[0][8]
    out, dense = flow * per_ml, (el + a) * per_ml
    glucose, glutamine, cytokine = glc * per_ml + km_glc, gln * per_ml + km_gln, cyt * per_ml + km_up
    return (
        out + (qgm + qg * mu_max) * dense * km_glc / (glucose * glucose),
        out + k_gln + (qnm + qn * mu_max) * dense * km_gln / (glutamine * glutamine),
        out + k_cyt + v_cyt * dense * km_up / (cytokine * cytokine),
        out + k_vec + k_ads * (r + el + a + x) * per_ml,
        per_warm,
    )


def stepped_coarsely(y: Amounts, rates: Rates, h: float) -> Amounts:
    """Return the amounts after one long step of h hours, in more than no liquid; clipped at zero."""
    lost = losses(y, rates)
    lam = _at_least(lost, _LEAST / h)
    weights = _weighed(lam, h)
    k1 = slopes(y, rates)
    a = _first(y, k1, h, weights)
    k2 = slopes(a, rates)
    b = _second(y, (a, k2), h, (lam, weights))
    k3 = slopes(b, rates)
    c = _third((y, a, b), (k1, k3), h, (lam, weights))
    k4 = slopes(c, rates)
    return _last((y, a, b, c), (k1, k2, k3, k4), h, (lam, weights))


def _at_least(lost: Amounts, least: float) -> Amounts:
    return (_larger(lost[0], least), _larger(lost[1], least), _larger(lost[2], least), _larger(lost[3], least),
            _larger(lost[4], least))  # fmt: skip


def _larger(x: float, least: float) -> float:
    return x if x > least else least


def _weighed(lam: Amounts, h: float) -> Weights:
    """Return for each λ what is left after half a step, and the weights of half a step and of k1, k2 and k3, k4."""
    return (
        _weights(lam[0] * h),
        _weights(lam[1] * h),
        _weights(lam[2] * h),
        _weights(lam[3] * h),
        _weights(lam[4] * h),
    )


def _weights(z: float) -> Amounts:
    """Return exp(-z/2), φ1(z/2)/2, and the three weights of a whole step."""
    left = exponential(-0.5 * z)
    per_z = 1.0 / z
    f1 = (1.0 - left * left) * per_z
    f2 = (1.0 - f1) * per_z
    f3 = (0.5 - f2) * per_z
    return left, (1.0 - left) * per_z, f1 - 3.0 * f2 + 4.0 * f3, 2.0 * f2 - 4.0 * f3, 4.0 * f3 - f2


def _first(y: Amounts, k: Amounts, h: float, w: Weights) -> Amounts:
    half = 0.5 * h
    return (
        y[0] + half * k[0],
        y[1] + half * k[1],
        y[2] + half * k[2],
        y[3] + half * k[3],
        y[4] + half * k[4],
        y[5] + half * k[5],
        y[6] + half * k[6],
        y[7] + half * k[7],
        y[8] + half * k[8],
        y[9] + h * w[0][1] * k[9],
        y[10] + half * k[10],
        y[11] + h * w[1][1] * k[11],
        y[12] + half * k[12],
        y[13] + h * w[2][1] * k[13],
        y[14] + h * w[3][1] * k[14],
        y[15] + half * k[15],
        y[16] + half * k[16],
        y[17] + half * k[17],
        y[18] + half * k[18],
        y[19] + half * k[19],
        y[20] + half * k[20],
        y[21] + half * k[21],
        y[22] + half * k[22],
        y[23] + h * w[4][1] * k[23],
    )


def _second(y: Amounts, met: tuple[Amounts, Amounts], h: float, decay: tuple[Amounts, Weights]) -> Amounts:
    (a, k), (lam, w) = met, decay
    half = 0.5 * h
    return (
        y[0] + half * k[0],
        y[1] + half * k[1],
        y[2] + half * k[2],
        y[3] + half * k[3],
        y[4] + half * k[4],
        y[5] + half * k[5],
        y[6] + half * k[6],
        y[7] + half * k[7],
        y[8] + half * k[8],
        w[0][0] * y[9] + h * w[0][1] * (k[9] + lam[0] * a[9]),
        y[10] + half * k[10],
        w[1][0] * y[11] + h * w[1][1] * (k[11] + lam[1] * a[11]),
        y[12] + half * k[12],
        w[2][0] * y[13] + h * w[2][1] * (k[13] + lam[2] * a[13]),
        w[3][0] * y[14] + h * w[3][1] * (k[14] + lam[3] * a[14]),
        y[15] + half * k[15],
        y[16] + half * k[16],
        y[17] + half * k[17],
        y[18] + half * k[18],
        y[19] + half * k[19],
        y[20] + half * k[20],
        y[21] + half * k[21],
        y[22] + half * k[22],
        w[4][0] * y[23] + h * w[4][1] * (k[23] + lam[4] * a[23]),
    )


def _third(
    at: tuple[Amounts, Amounts, Amounts], met: tuple[Amounts, Amounts], h: float, decay: tuple[Amounts, Weights]
) -> Amounts:
    (y, a, b), (k, n), (lam, w) = at, met, decay
    return (
        y[0] + h * n[0],
        y[1] + h * n[1],
        y[2] + h * n[2],
        y[3] + h * n[3],
        y[4] + h * n[4],
        y[5] + h * n[5],
        y[6] + h * n[6],
        y[7] + h * n[7],
        y[8] + h * n[8],
        w[0][0] * a[9] + h * w[0][1] * (2.0 * (n[9] + lam[0] * b[9]) - (k[9] + lam[0] * y[9])),
        y[10] + h * n[10],
        w[1][0] * a[11] + h * w[1][1] * (2.0 * (n[11] + lam[1] * b[11]) - (k[11] + lam[1] * y[11])),
        y[12] + h * n[12],
        w[2][0] * a[13] + h * w[2][1] * (2.0 * (n[13] + lam[2] * b[13]) - (k[13] + lam[2] * y[13])),
        w[3][0] * a[14] + h * w[3][1] * (2.0 * (n[14] + lam[3] * b[14]) - (k[14] + lam[3] * y[14])),
        y[15] + h * n[15],
        y[16] + h * n[16],
        y[17] + h * n[17],
        y[18] + h * n[18],
        y[19] + h * n[19],
        y[20] + h * n[20],
        y[21] + h * n[21],
        y[22] + h * n[22],
        w[4][0] * a[23] + h * w[4][1] * (2.0 * (n[23] + lam[4] * b[23]) - (k[23] + lam[4] * y[23])),
    )


def _last(
    at: tuple[Amounts, Amounts, Amounts, Amounts],
    met: tuple[Amounts, Amounts, Amounts, Amounts],
    h: float,
    decay: tuple[Amounts, Weights],
) -> Amounts:
    (y, a, b, c), (k, m, n, o), (lam, w) = at, met, decay
    sixth = h / 6.0
    return (
        _kept(y[0] + sixth * (k[0] + 2.0 * (m[0] + n[0]) + o[0])),
        _kept(y[1] + sixth * (k[1] + 2.0 * (m[1] + n[1]) + o[1])),
        _kept(y[2] + sixth * (k[2] + 2.0 * (m[2] + n[2]) + o[2])),
        _kept(y[3] + sixth * (k[3] + 2.0 * (m[3] + n[3]) + o[3])),
        _kept(y[4] + sixth * (k[4] + 2.0 * (m[4] + n[4]) + o[4])),
        _kept(y[5] + sixth * (k[5] + 2.0 * (m[5] + n[5]) + o[5])),
        _kept(y[6] + sixth * (k[6] + 2.0 * (m[6] + n[6]) + o[6])),
        _kept(y[7] + sixth * (k[7] + 2.0 * (m[7] + n[7]) + o[7])),
        _kept(y[8] + sixth * (k[8] + 2.0 * (m[8] + n[8]) + o[8])),
        _kept(_done((y[9], a[9], b[9], c[9]), (k[9], m[9], n[9], o[9]), h, lam[0], w[0])),
        _kept(y[10] + sixth * (k[10] + 2.0 * (m[10] + n[10]) + o[10])),
        _kept(_done((y[11], a[11], b[11], c[11]), (k[11], m[11], n[11], o[11]), h, lam[1], w[1])),
        _kept(y[12] + sixth * (k[12] + 2.0 * (m[12] + n[12]) + o[12])),
        _kept(_done((y[13], a[13], b[13], c[13]), (k[13], m[13], n[13], o[13]), h, lam[2], w[2])),
        _kept(_done((y[14], a[14], b[14], c[14]), (k[14], m[14], n[14], o[14]), h, lam[3], w[3])),
        _kept(y[15] + sixth * (k[15] + 2.0 * (m[15] + n[15]) + o[15])),
        _kept(y[16] + sixth * (k[16] + 2.0 * (m[16] + n[16]) + o[16])),
        _kept(y[17] + sixth * (k[17] + 2.0 * (m[17] + n[17]) + o[17])),
        _kept(y[18] + sixth * (k[18] + 2.0 * (m[18] + n[18]) + o[18])),
        _kept(y[19] + sixth * (k[19] + 2.0 * (m[19] + n[19]) + o[19])),
        _kept(y[20] + sixth * (k[20] + 2.0 * (m[20] + n[20]) + o[20])),
        _kept(y[21] + sixth * (k[21] + 2.0 * (m[21] + n[21]) + o[21])),
        _kept(y[22] + sixth * (k[22] + 2.0 * (m[22] + n[22]) + o[22])),
        _kept(_done((y[23], a[23], b[23], c[23]), (k[23], m[23], n[23], o[23]), h, lam[4], w[4])),
    )


def _done(
    at: tuple[float, float, float, float], met: tuple[float, float, float, float], h: float, lam: float, w: Amounts
) -> float:
    (y, a, b, c), (k, m, n, o) = at, met
    middle = m + n + lam * (a + b)
    return w[0] * w[0] * y + h * (w[2] * (k + lam * y) + w[3] * middle + w[4] * (o + lam * c))


def _kept(amount: float) -> float:
    return amount if amount > 0.0 else 0.0
