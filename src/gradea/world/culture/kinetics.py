"""The right-hand side of the culture equations: rates of a donor in an environment, and slopes of the amounts."""

from functools import lru_cache

from gradea.world.culture import parameters as p
from gradea.world.culture.donor import Donor
from gradea.world.culture.environment import (
    DEATH,
    DECAY,
    DENSE_HOLD,
    METABOLISM,
    PH_LOSS,
    PH_WORK,
    Environment,
    interpolated,
)

Numbers = tuple[float, ...]

_K_GM, _K_IL4, _K_D3, _K_MPLA = (k.value for k in (p.K_GM, p.K_IL4, p.K_D3, p.K_MPLA))
_K_DEX2 = p.K_DEX.value * p.K_DEX.value
_K_OVER2 = p.K_OVER.value * p.K_OVER.value
_K_DEX_TOX2 = p.K_DEX_TOX.value * p.K_DEX_TOX.value
_DIF_NO_GM, _DIF_NO_IL4, _D3_SHARE = p.DIF_NO_GM.value, p.DIF_NO_IL4.value, p.D3_SHARE.value
_DEX_TOX, _D3_TOX = p.DEX_TOX.value, p.D3_TOX.value
_LONE2, _DENSE2 = p.RHO_LONE.value * p.RHO_LONE.value, p.RHO_DENSE.value * p.RHO_DENSE.value
_IL10_REST, _IL10_NAIVE = p.IL10_REST.value, p.IL10_NAIVE.value


@lru_cache(maxsize=64)
def decay_per_half_step(environment: Environment, step_h: float) -> tuple[float, float, float, float, float]:
    """Return the fraction of GM-CSF, IL-4, dexamethasone, vitamin D3 and MPLA left after half a step.

    Model:
        exp(−k h/2) by its series to the fourth order: with k h/2 below 0.02 the error is below 1e-10 of the loss.

    Examples:
        >>> [round(left, 5) for left in decay_per_half_step(Environment(), 1.0)]
        [0.99424, 0.99281, 0.9995, 0.99005, 0.99042]
    """
    pace = 0.5 * step_h * interpolated(DECAY, environment.temperature_c)
    gm, il4, dex, d3, mpla = (_exp_minus(k.value * pace) for k in (p.H_GM, p.H_IL4, p.H_DEX, p.H_D3, p.H_MPLA))
    return gm, il4, dex, d3, mpla


def drive(reagents: Numbers, volume_ml: float, response: float) -> Numbers:
    """Return what the reagents in the medium do to the cells at one instant.

    Args:
        reagents: Amounts of GM-CSF, IL-4, dexamethasone, vitamin D3 and MPLA.
        volume_ml: Volume they are in; a dry reagent does nothing.
        response: The donor's response to the steroid, 0 to 1.

    Returns:
        GM-CSF saturation, differentiation factor, drive of tolerance, MPLA saturation, break-through of MPLA, loss by
        the drugs per hour.

    Model:
        Saturation x/(x+K), for dexamethasone and for the extremes x²/(x²+K²). Each drug acts on what the other leaves:
        drive = 1 − (1 − r·dex)(1 − 0.5·d3).

    Examples:
        >>> [round(x, 3) for x in drive((80_000.0, 50_000.0, 100.0, 10.0, 100.0), 100.0, 0.985)]
        [0.964, 0.915, 0.978, 0.8, 0.01, 0.001]
    """
    if volume_ml <= 0.0:
        return (0.0, _DIF_NO_GM * _DIF_NO_IL4, 0.0, 0.0, 0.0, 0.0)
    gm, il4, dex = reagents[0] / volume_ml, reagents[1] / volume_ml, reagents[2] / volume_ml
    d3, mpla = reagents[3] / volume_ml, reagents[4] / volume_ml
    gm_on, il4_on = gm / (gm + _K_GM), il4 / (il4 + _K_IL4)
    dex_on, d3_on = dex * dex / (dex * dex + _K_DEX2), d3 / (d3 + _K_D3)
    return (
        gm_on,
        (_DIF_NO_GM + (1.0 - _DIF_NO_GM) * gm_on) * (_DIF_NO_IL4 + (1.0 - _DIF_NO_IL4) * il4_on),
        1.0 - (1.0 - response * dex_on) * (1.0 - _D3_SHARE * d3_on),
        mpla / (mpla + _K_MPLA),
        mpla * mpla / (mpla * mpla + _K_OVER2),
        _DEX_TOX * (dex * dex / (dex * dex + _K_DEX_TOX2)) + _D3_TOX * d3_on,
    )


@lru_cache(maxsize=512)
def rates_of(donor: Donor, environment: Environment, volume_ml: float) -> Numbers:
    """Return the rate constants of `slopes`, per hour, for one donor in one environment.

    Examples:
        >>> max(rates_of(Donor(), Environment(), 200.0)[1:14]) < 100.0
        True
    """
    temperature, co2 = environment.temperature_c, environment.co2_pct
    work = interpolated(METABOLISM, temperature)
    toil = work * interpolated(PH_WORK, co2)
    death = interpolated(DEATH, temperature) * donor.survival
    starvation = work * donor.survival
    ageing = (work if temperature < 37.0 else interpolated(DEATH, temperature)) * donor.survival
    return (
        1e-6 / volume_ml if volume_ml > 0.0 else 0.0,
        p.K_DIF.value * toil * donor.differentiation,
        p.KD_M.value * death,
        (p.KD_M0.value - p.KD_M.value) * starvation,
        p.KD_I.value * death,
        (p.KD_I0.value - p.KD_I.value) * starvation,
        p.KD_MDC.value * death,
        p.KD_LY.value * ageing,
        p.KD_GR.value * ageing,
        p.K_DOOM.value * max(work, 0.1),
        p.K_LYS.value * donor.clearance * work,
        interpolated(DENSE_HOLD, temperature) * donor.survival,
        interpolated(PH_LOSS, co2) * max(work, 0.02) * donor.survival,
        p.K_LONE.value * death,
        work,
        p.K_MAT.value * p.EFF_MAT.value * donor.maturation * toil,
        p.K_SPONT.value * donor.maturation * toil,
        p.K_TOL.value * toil,
        p.K_FORGET.value * toil,
        p.K_EXPR.value * toil,
        p.CD83_LOW.value * donor.cd83,
        p.CD83_HIGH.value * donor.cd83,
        p.CD86_LOW.value * donor.cd86,
        p.CD86_HIGH.value * donor.cd86,
        p.TLR2_LOW.value * donor.tlr2,
        p.TLR2_HIGH.value * donor.tlr2,
        p.Q_IL10.value * donor.il10 * toil,
        p.Q_IL12.value * toil,
        p.H_SECRETED.value * work,
    )


def slopes(state: Numbers, driven: Numbers, rates: Numbers) -> Numbers:
    """Return the slope per hour of every amount: the lineage, the others, carried state, IL-10 and IL-12.

    Args:
        state: Amounts in the order of a suspension, from monocytes to il12_pg.
        driven: Result of `drive`.
        rates: Result of `rates_of`.

    Model:
        Written out without containers in the loop: it runs forty thousand times for a week of culture. What leaves
        one kind of cell enters the next or the dead, so that slopes of all cells add up to minus the clearance. A
        carried amount C of N cells loses C/N with every cell lost. A kernel, as is `drive`: the compiler reads it.
    """
    m, i1, i2, idc, mdc, ly, gr, doomed, dead, tol, c83, c86, tl2, il10, il12 = state
    gm, dif, tolerance_drive, stimulus, over, tox = driven
    (per_ml, k_dif, kd_m, kd_m0, kd_i, kd_i0, kd_mdc, kd_ly, kd_gr, k_doom, k_lys, k_dense, k_ph, k_lone,
     work, k_mat, k_spont, k_tol, k_forget, k_expr,
     low83, high83, low86, high86, low_t2, high_t2, q10, q12, h_out) = rates  # fmt: skip
    lineage = m + i1 + i2 + idc + mdc
    density = (lineage + ly + gr + doomed) * per_ml
    square = density * density
    shared = k_ph + k_dense * (square / (square + _DENSE2))
    own = shared + tox * work + k_lone * (_LONE2 / (square + _LONE2))
    starving = 1.0 - gm

    step = k_dif * dif
    to_i1, to_i2, to_idc = step * m, step * i1, step * i2
    tolerance = tol / lineage if lineage > 0.0 else 0.0
    yielding = 1.0 - tolerance * (1.0 - over)
    to_mdc = (k_mat * stimulus + k_spont) * yielding * idc

    loss_i = kd_i + kd_i0 * starving + own
    loss_m, loss_1, loss_2, loss_c = (kd_m + kd_m0 * starving + own) * m, loss_i * i1, loss_i * i2, loss_i * idc
    loss_mdc = (kd_mdc + kd_i0 * starving + own) * mdc
    loss_ly, loss_gr, loss_doomed = (kd_ly + shared) * ly, (kd_gr + shared) * gr, k_doom * doomed
    lost = loss_m + loss_1 + loss_2 + loss_c + loss_mdc
    per_cell = lost / lineage if lineage > 0.0 else 0.0

    pull = tolerance_drive * lineage - tol
    secreting = _IL10_REST + (1.0 - _IL10_REST) * stimulus
    return (
        -to_i1 - loss_m,
        to_i1 - to_i2 - loss_1,
        to_i2 - to_idc - loss_2,
        to_idc - to_mdc - loss_c,
        to_mdc - loss_mdc,
        -loss_ly,
        -loss_gr,
        -loss_doomed,
        lost + loss_ly + loss_gr + loss_doomed - k_lys * dead,
        (k_tol if pull > 0.0 else k_forget) * pull - per_cell * tol,
        k_expr * (low83 * lineage + high83 * mdc - c83) - per_cell * c83,
        k_expr * (low86 * lineage + high86 * mdc - c86) - per_cell * c86,
        k_expr * (low_t2 * lineage + high_t2 * tol - tl2) - per_cell * tl2,
        q10 * secreting * (tol + _IL10_NAIVE * (lineage - tol)) - h_out * il10,
        q12 * stimulus * mdc * yielding * yielding - h_out * il12,
    )


def _exp_minus(x: float) -> float:
    return 1.0 - x * (1.0 - x / 2.0 * (1.0 - x / 3.0 * (1.0 - x / 4.0)))
