"""Time passes over stromal cells: they attach, recover from seeding, grow, crowd, and grow old."""

from collections.abc import Sequence

from gradea.world.culture.amounts import Culture
from gradea.world.culture.numerics import LN2, Amounts, Course, advanced, exponential, logarithm
from gradea.world.culture.stromal.state import STROMAL_CELL, Surface

Rates = tuple[float, ...]


def stromal_advanced(course: Course, surface: Surface, to_min: int) -> Course:
    """Let time pass over stromal cells at 37 °C and 5 % CO2.

    Args:
        course: The culture and where it stands on the clock; begin one with `begun(culture.amounts, minute)`.
        surface: What they grow on.
        to_min: Whole minute of the run to move to, not before now.

    Raises:
        ValueError: If the minute is in the past or not whole.

    Model:
        Suspended cells attach; mu = mu_max h fGlc fGF (1 - (rho/rho_max)^theta) fLac fNH3 / (1 + exp((CPD - CPDh)/w)); h
        rises from 0 at seeding with the lag; CPD by mu/ln 2 (docs/culture-run.md). Temperature, gas and evaporation are not
        modelled. Against three passages of four donors at very low density it is wrong for two of three: it falls with
        passage where the data rise.

    Examples:
        >>> from gradea.world.culture.numerics import begun
        >>> from gradea.world.culture.stromal import StromalMedium, stromal_seeded
        >>> dish = stromal_seeded(StromalMedium().volume(30.0), cells=1.5e5, doublings=8.0)
        >>> later = stromal_advanced(begun(dish.amounts, 0), Surface(area_cm2=150.0), 4 * 1440)
        >>> later.now[2] > 3e5
        True
    """
    rates = rates_of(surface)

    def step(amounts: Amounts, minutes: int) -> Amounts:
        return stepped(amounts, rates, minutes)

    return advanced(course, to_min, step)


def stromal_now(course: Course) -> Culture:
    """Return the culture as it is at the present moment of its course."""
    return Culture(STROMAL_CELL, course.now)


def rates_of(surface: Surface) -> Rates:
    """Return the constants of `slopes` on this surface, in the order it unpacks them."""
    v = surface.constants()
    return (
        *(v["mu"] * surface.growth, 1.0 / v["lag"], 1.0 / (v["rho_max"] * surface.area_cm2), v["theta"]),
        *(1.0 / v["KI_lac"], 1.0 / v["KI_amm"], v["Y_lg"], v["k_att"], v["att_eff"], v["k_die_s"], v["kd"]),
        *(v["cpd_half"], 1.0 / v["cpd_w"], v["K_glc"], v["K_GF"], 1e3 * v["qG_m"], 1e3 * v["qG_g"]),
        *(1e3 * v["qN_g"], v["Y_an"], v["k_gln"], v["uGF"], v["h_GF"], v["K_gln"], v["kd_W"], v["k_lys"]),
    )


def slopes(y: Sequence[float], rates: Rates) -> Amounts:
    """Return the slope per hour of the amounts, in the order of `STROMAL_CELL`."""
    vol, s, a, w, d, ready, doublings, glc, lac, gln, amm, gf = y
    (mu_max, per_lag, per_full, theta, i_lac, i_amm, y_lac, k_att, att, kd_s, kd, cpd_half, per_width, km_glc, km_gf,
     qgm, qg, qn, y_amm, k_gln, u_gf, k_gf, km_gln, kd_w, k_lys) = rates  # fmt: skip
    n = s + a
    if vol <= 0.0:
        return (0.0,) * len(y)
    per_ml = 1.0 / vol
    glucose, factor, glutamine = glc * per_ml, gf * per_ml, gln * per_ml
    fg, f_gf, fn = glucose / (glucose + km_glc), factor / (factor + km_gf), glutamine / (glutamine + km_gln)
    over_lac, over_amm = lac * per_ml * i_lac, amm * per_ml * i_amm
    h, cpd = (ready / n, doublings / n) if n > 0.0 else (0.0, 0.0)
    full = a * per_full
    room = max(0.0, 1.0 - exponential(theta * logarithm(full))) if full > 0.0 else 1.0
    inhibited = (1.0 + over_lac * over_lac * over_lac) * (1.0 + over_amm * over_amm * over_amm)
    mu = mu_max * h * fg * f_gf * room / inhibited / (1.0 + exponential((cpd - cpd_half) * per_width))
    attaching, dying_s, grown, dying_a, undone = k_att * s, kd_s * s, mu * a, kd * a, kd_w * w
    change = grown - dying_a - dying_s - (1.0 - att) * attaching
    burnt, used, decayed = qgm * a * fg + qg * grown, qn * grown * fn, k_gln * gln
    return (
        0.0,
        -attaching - dying_s,
        att * attaching + grown - dying_a,
        -undone,
        dying_s + (1.0 - att) * attaching + dying_a + undone - k_lys * d,
        h * change + n * (1.0 - h) * per_lag,
        cpd * change + n * mu / LN2,
        -burnt,
        y_lac * burnt,
        -used - decayed,
        y_amm * used + decayed,
        -k_gf * gf - u_gf * a * f_gf,
    )


def stepped(y: Amounts, rates: Rates, minutes: int) -> Amounts:
    """Return the amounts after one classical Runge-Kutta step of fourth order, clipped at zero."""
    h = minutes / 60.0
    half, sixth = 0.5 * h, h / 6.0
    k1 = slopes(y, rates)
    k2 = slopes([v + half * k for v, k in zip(y, k1, strict=True)], rates)
    k3 = slopes([v + half * k for v, k in zip(y, k2, strict=True)], rates)
    k4 = slopes([v + h * k for v, k in zip(y, k3, strict=True)], rates)
    return tuple(max(0.0, v + sixth * (a + 2.0 * (b + c) + d)) for v, a, b, c, d in zip(y, k1, k2, k3, k4, strict=True))
