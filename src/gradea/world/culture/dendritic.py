"""From monocyte to tolerogenic dendritic cell: the culture as a small system of differential equations."""

from gradea.world.culture.donor import Donor
from gradea.world.culture.environment import Environment
from gradea.world.culture.kinetics import Numbers, decay_per_half_step, drive, rates_of, slopes
from gradea.world.culture.suspension import NAMES, REAGENTS, Suspension
from gradea.world.kernel.engine import quick

_LABEL = NAMES.index("cd14_reagent_ml")
_FIRST_REAGENT = NAMES.index(REAGENTS[0])


def grown(s: Suspension, donor: Donor, environment: Environment, from_min: int, minutes: int) -> Suspension:
    """Let time pass over a suspension: cells differentiate, mature, secrete and die, and reagents decay.

    This is the one law for culture, for a bag left on the bench and for a syringe on ice; only the environment differs.

    Args:
        s: What is in the vessel.
        donor: Whose cells they are.
        environment: Temperature and carbon dioxide, constant over the minutes.
        from_min: Whole minute of the run at which this begins; the law itself does not change with the clock.
        minutes: Whole minutes to pass, from 0 up.

    Returns:
        The suspension afterwards; its volume is unchanged.

    Raises:
        ValueError: If a time is negative, or not a whole number of minutes.

    Model:
        M → I1 → I2 → iDC at 3/72 per hour each, times GM-CSF and IL-4 saturation; iDC → mDC at 1/9 per hour times
        0.9, MPLA saturation and what tolerance lets through; losses that rise without GM-CSF, off 37 °C, off 5 % CO₂,
        in very thin and very dense suspensions and at extreme dexamethasone; the dead are cleared (docs/model.md §5).
        Added here: tolerance follows dexamethasone and vitamin D3 within a day and is kept; markers follow maturity
        and tolerance; IL-10 is secreted by tolerant, IL-12 by mature intolerant cells under MPLA. Not modelled:
        glucose, oxygen, uptake of cytokines, evaporation, the thermal lag of the bag.

        Classical Runge-Kutta of fourth order, one step a minute. Only + - * / of doubles, so nothing depends on a maths
        library, and the bits are the same in however many pieces of whole minutes the time is cut. Reagents decay by
        themselves and are exact to rounding.

    Examples:
        >>> from gradea.world.culture import INCUBATOR, liquid
        >>> bag = liquid(200.0, monocytes=100e6, gm_csf_iu=160e3, il_4_iu=100e3)
        >>> later = grown(bag, Donor(), INCUBATOR, 0, 60)
        >>> later == grown(grown(bag, Donor(), INCUBATOR, 0, 7), Donor(), INCUBATOR, 7, 53)
        True
        >>> later.amount("i1") > 0.0
        True
    """
    if not isinstance(from_min, int) or not isinstance(minutes, int) or from_min < 0 or minutes < 0:
        raise ValueError(f"time passes in whole minutes from 0 up, not from {from_min!r} by {minutes!r}; round before")
    return _advanced(s, donor, environment, (minutes, 1))


def grown_coarsely(s: Suspension, donor: Donor, environment: Environment, minutes: int, *, step_min: int) -> Suspension:
    """Let time pass in steps of several minutes, for ensembles and tests; not for a live run.

    Args:
        s: What is in the vessel.
        donor: Whose cells they are.
        environment: Temperature and carbon dioxide.
        minutes: Whole minutes to pass; a multiple of the step.
        step_min: Length of a step in minutes, 1 to 30.

    Raises:
        ValueError: If the step is out of range, or the minutes are not a whole number of steps.

    Model:
        The law of `grown`. Over seven days of culture, steps of 5, 10 and 30 minutes differ from one minute by less
        than 2e-8, 1e-7 and 5e-7 of any amount; the kink where tolerance turns from building to fading sets that error.

    Examples:
        >>> from gradea.world.culture import INCUBATOR, liquid
        >>> bag = liquid(200.0, monocytes=100e6, gm_csf_iu=160e3, il_4_iu=100e3)
        >>> fine = grown(bag, Donor(), INCUBATOR, 0, 600)
        >>> coarse = grown_coarsely(bag, Donor(), INCUBATOR, 600, step_min=10)
        >>> abs(coarse.amount("i1") / fine.amount("i1") - 1.0) < 1e-7
        True
    """
    if not 1 <= step_min <= 30 or minutes < 0 or minutes % step_min:
        raise ValueError(f"{minutes} min is no whole number of steps of {step_min} min between 1 and 30 min")
    return _advanced(s, donor, environment, (minutes // step_min, step_min))


def _advanced(s: Suspension, donor: Donor, environment: Environment, grid: tuple[int, int]) -> Suspension:
    steps, step_min = grid
    if steps == 0:
        return s
    h, volume = step_min / 60.0, s.volume_ml
    state, reagents = quick(passed)(
        (s.amounts[1:_FIRST_REAGENT], s.amounts[_FIRST_REAGENT:_LABEL]),
        decay_per_half_step(environment, h),
        rates_of(donor, environment, volume),
        (float(volume), float(donor.steroid_response), h),
        steps if s.cells > 0.0 else -steps,
    )
    return Suspension((volume, *state, *reagents, s.amounts[_LABEL]))


def passed(
    amounts: tuple[Numbers, Numbers], left: Numbers, rates: Numbers, fixed: tuple[float, float, float], steps: int
) -> tuple[Numbers, Numbers]:
    """Return cells and reagents after some steps; a kernel.

    Args:
        amounts: The amounts of `slopes`, and of the five reagents.
        left: What half a step leaves of each reagent.
        rates: Result of `rates_of`.
        fixed: Volume in mL, the donor's response to the steroid, length of a step in hours.
        steps: Number of steps; below zero for a liquid without cells, in which only reagents decay.
    """
    (state, reagents), (volume, response, h) = amounts, fixed
    now = drive(reagents, volume, response)
    for _ in range(abs(steps)):
        halfway = _decayed(reagents, left)
        reagents = _decayed(halfway, left)
        if steps > 0:
            middle, end = drive(halfway, volume, response), drive(reagents, volume, response)
            state = _stepped(state, (now, middle, end), rates, h)
            now = end
    return state, reagents


def _decayed(reagents: Numbers, left: Numbers) -> Numbers:
    return (
        reagents[0] * left[0], reagents[1] * left[1], reagents[2] * left[2], reagents[3] * left[3], reagents[4] * left[4],
    )  # fmt: skip


def _stepped(state: Numbers, drives: tuple[Numbers, Numbers, Numbers], rates: Numbers, h: float) -> Numbers:
    now, middle, end = drives
    half, sixth = 0.5 * h, h / 6.0
    k1 = slopes(state, now, rates)
    k2 = slopes(_along(state, half, k1), middle, rates)
    k3 = slopes(_along(state, half, k2), middle, rates)
    k4 = slopes(_along(state, h, k3), end, rates)
    return _ended(state, sixth, (k1, k2, k3, k4))


def _along(y: Numbers, h: float, k: Numbers) -> Numbers:
    return (
        y[0] + h * k[0], y[1] + h * k[1], y[2] + h * k[2], y[3] + h * k[3], y[4] + h * k[4],
        y[5] + h * k[5], y[6] + h * k[6], y[7] + h * k[7], y[8] + h * k[8], y[9] + h * k[9],
        y[10] + h * k[10], y[11] + h * k[11], y[12] + h * k[12], y[13] + h * k[13], y[14] + h * k[14],
    )  # fmt: skip


def _ended(y: Numbers, sixth: float, met: tuple[Numbers, Numbers, Numbers, Numbers]) -> Numbers:
    a, b, c, d = met
    return (
        y[0] + sixth * (a[0] + 2.0 * (b[0] + c[0]) + d[0]),
        y[1] + sixth * (a[1] + 2.0 * (b[1] + c[1]) + d[1]),
        y[2] + sixth * (a[2] + 2.0 * (b[2] + c[2]) + d[2]),
        y[3] + sixth * (a[3] + 2.0 * (b[3] + c[3]) + d[3]),
        y[4] + sixth * (a[4] + 2.0 * (b[4] + c[4]) + d[4]),
        y[5] + sixth * (a[5] + 2.0 * (b[5] + c[5]) + d[5]),
        y[6] + sixth * (a[6] + 2.0 * (b[6] + c[6]) + d[6]),
        y[7] + sixth * (a[7] + 2.0 * (b[7] + c[7]) + d[7]),
        y[8] + sixth * (a[8] + 2.0 * (b[8] + c[8]) + d[8]),
        y[9] + sixth * (a[9] + 2.0 * (b[9] + c[9]) + d[9]),
        y[10] + sixth * (a[10] + 2.0 * (b[10] + c[10]) + d[10]),
        y[11] + sixth * (a[11] + 2.0 * (b[11] + c[11]) + d[11]),
        y[12] + sixth * (a[12] + 2.0 * (b[12] + c[12]) + d[12]),
        y[13] + sixth * (a[13] + 2.0 * (b[13] + c[13]) + d[13]),
        y[14] + sixth * (a[14] + 2.0 * (b[14] + c[14]) + d[14]),
    )
