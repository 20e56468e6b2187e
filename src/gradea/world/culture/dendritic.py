"""From monocyte to tolerogenic dendritic cell: the culture as a small system of differential equations."""

from gradea.world.culture.donor import Donor
from gradea.world.culture.environment import Environment
from gradea.world.culture.kinetics import Numbers, decay_per_half_step, drive, rates_of, slopes
from gradea.world.culture.suspension import NAMES, REAGENTS, Suspension

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
    h, volume, response = step_min / 60.0, s.volume_ml, donor.steroid_response
    q_gm, q_il4, q_dex, q_d3, q_mpla = decay_per_half_step(environment, h)
    gm, il4, dex, d3, mpla = s.amounts[_FIRST_REAGENT:_LABEL]
    state: Numbers = s.amounts[1:_FIRST_REAGENT]
    rates = rates_of(donor, environment, volume)
    has_cells = s.cells > 0.0
    now = drive((gm, il4, dex, d3, mpla), volume, response)
    for _ in range(steps):
        gm, il4, dex, d3, mpla = gm * q_gm, il4 * q_il4, dex * q_dex, d3 * q_d3, mpla * q_mpla
        middle = drive((gm, il4, dex, d3, mpla), volume, response) if has_cells else now
        gm, il4, dex, d3, mpla = gm * q_gm, il4 * q_il4, dex * q_dex, d3 * q_d3, mpla * q_mpla
        if has_cells:
            end = drive((gm, il4, dex, d3, mpla), volume, response)
            state = _stepped(state, (now, middle, end), rates, h)
            now = end
    return Suspension((volume, *state, gm, il4, dex, d3, mpla, s.amounts[_LABEL]))


def _stepped(state: Numbers, drives: tuple[Numbers, Numbers, Numbers], rates: Numbers, h: float) -> Numbers:
    now, middle, end = drives
    half, sixth = 0.5 * h, h / 6.0
    k1 = slopes(state, now, rates)
    k2 = slopes([x + half * k for x, k in zip(state, k1, strict=True)], middle, rates)
    k3 = slopes([x + half * k for x, k in zip(state, k2, strict=True)], middle, rates)
    k4 = slopes([x + h * k for x, k in zip(state, k3, strict=True)], end, rates)
    return [x + sixth * (a + 2.0 * (b + c) + d) for x, a, b, c, d in zip(state, k1, k2, k3, k4, strict=True)]
