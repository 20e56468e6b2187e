"""Plates: what they caught, how long they were incubated, and how many colonies the eye sees.

A plate holds the truth from the moment it is collected; a count exists only once colonies are large enough and
somebody looks.
"""

import math
from dataclasses import dataclass, replace

from gradea.vocabulary import HOUR, MINUTE, CleanlinessGrade, SimTime
from gradea.world.microbes import AGAR, Contaminant, Occasion, Route, Surface, drawn, growth_rate_per_h, parted
from gradea.world.microbes.organism import lag_rate
from gradea.world.microbes.parameters import V_MCP, VISIBLE_CELLS
from gradea.world.monitoring import parameters as p
from gradea.world.people import Hands

KINDS = ("settle", "glove", "contact", "air")
REGIMES: dict[str, tuple[tuple[float, float], ...]] = {
    "dual": ((p.LOW_C.value, p.LOW_H.value), (p.HIGH_C.value, math.inf)),
    "warm": ((p.HIGH_C.value, math.inf),),
    "cool": ((p.LOW_C.value, math.inf),),
}
"""Incubation regimes: (temperature °C, hours). Annex 1 fixes none; two temperatures are common practice."""
_VISIBLE_LN = math.log(VISIBLE_CELLS.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Warmth:
    """From this instant on the plate stands at this temperature."""

    from_at: SimTime
    temperature_c: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateTruth:
    """One plate, hidden.

    Attributes:
        kind: `settle`, `glove`, `contact` or `air`.
        captured: CFU on the agar, each group with its cause; one CFU makes one colony.
        expected_cfu: What it was to catch, without luck.
        exposed_at: When a settle plate was opened, or None.
        exposed_min: How long it stood open, min.
        incubation: Temperatures it has stood at, oldest first.
    """

    kind: str = "settle"
    captured: tuple[Contaminant, ...] = ()
    expected_cfu: float = 0.0
    exposed_at: SimTime | None = None
    exposed_min: float = 0.0
    incubation: tuple[Warmth, ...] = ()


def exposed(plate: PlateTruth, at: SimTime) -> PlateTruth:
    """Return the plate with its lid off since this instant."""
    return replace(plate, exposed_at=at)


def expected_settle(dose: float) -> float:
    """Return the expected colonies on a settle plate for a dose in CFU/m³ · s.

    Model:
        v · A · eta · ∫C dt: a plate open for 4 h stands for 0.42 m³ of air before recovery losses [W1986, K].

    >>> round(expected_settle(1.0 * 4 * 3600), 3)
    0.337
    """
    return dose * V_MCP.value * p.SETTLE_M2.value * p.SETTLE_RECOVERY.value


def collected(plate: PlateTruth, dose: float, occasion: Occasion, grade: CleanlinessGrade | str) -> PlateTruth:
    """Return a settle plate with its lid on again.

    Args:
        plate: The plate, exposed.
        dose: Integral of airborne organisms over the exposure, CFU/m³ · s.
        occasion: The act of collecting; its instant ends the exposure.
        grade: Grade whose air it was.

    Raises:
        ValueError: If the plate was never exposed or the dose is negative.
    """
    if plate.exposed_at is None or dose < 0.0:
        raise ValueError(f"a settle plate is collected after exposure, with a dose from 0 up, not {dose}")
    expected = expected_settle(dose)
    count = occasion.chance.poisson(expected, occasion.key, "settle")
    return replace(
        plate,
        captured=drawn(count, grade, occasion, occasion.because(Route.AIR, "air")),
        expected_cfu=expected,
        exposed_min=(occasion.at - plate.exposed_at) / MINUTE,
    )


def glove_print(plate: PlateTruth, hands: Hands, occasion: Occasion) -> tuple[PlateTruth, Hands]:
    """Return plate and hands after five fingers were pressed on the agar; what the agar takes, the glove has lost.

    A glove disinfected just before prints clean: that is why the print is taken before the last alcohol.
    """
    eta = p.GLOVE_RECOVERY.value
    taken, left = parted(hands.load.groups, lambda _group: eta, occasion, "glove-print")
    load = replace(
        hands.load,
        groups=left,
        expected_vegetative=hands.load.expected_vegetative * (1.0 - eta),
        expected_spores=hands.load.expected_spores * (1.0 - eta),
    )
    printed = replace(plate, kind="glove", captured=taken, expected_cfu=hands.load.expected * eta)
    return printed, replace(hands, load=load)


def contact_print(plate: PlateTruth, surface: Surface, occasion: Occasion) -> PlateTruth:
    """Return the plate after it was pressed on a surface: Poisson(L · 25 cm² · recovery)."""
    expected = surface.cfu_per_cm2 * p.CONTACT_CM2.value * p.CONTACT_RECOVERY.value
    count = occasion.chance.poisson(expected, occasion.key, "contact")
    cause = occasion.because(Route.TOUCH, surface.name, earlier=surface.cause)
    return replace(plate, kind="contact", captured=drawn(count, surface.flora, occasion, cause), expected_cfu=expected)


def air_sample(
    plate: PlateTruth, cfu_per_m3: float, volume_m3: float, occasion: Occasion, grade: CleanlinessGrade | str
) -> PlateTruth:
    """Return the plate of an active sampler: Poisson(C · V · recovery)."""
    expected = cfu_per_m3 * volume_m3 * p.ACTIVE_RECOVERY.value
    count = occasion.chance.poisson(expected, occasion.key, "active-air")
    captured = drawn(count, grade, occasion, occasion.because(Route.AIR, "air"))
    return replace(plate, kind="air", captured=captured, expected_cfu=expected)


def incubated(plate: PlateTruth, at: SimTime, regime: str = "dual") -> PlateTruth:
    """Return the plate put into the incubator at this instant under a regime of `REGIMES`.

    Raises:
        ValueError: If there is no such regime.
    """
    if regime not in REGIMES:
        raise ValueError(f"'{regime}' is no incubation regime; use one of {', '.join(REGIMES)}")
    steps = [each for each in plate.incubation if each.from_at < at]
    start = float(at)
    for temperature_c, hours in REGIMES[regime]:
        steps.append(Warmth(from_at=SimTime(int(start)), temperature_c=temperature_c))
        start = start + hours * HOUR if math.isfinite(hours) else start
    return replace(plate, incubation=tuple(steps))


def taken_out(plate: PlateTruth, at: SimTime) -> PlateTruth:
    """Return the plate on the bench since this instant; steps of the regime still to come are dropped."""
    steps = tuple(each for each in plate.incubation if each.from_at < at)
    return replace(plate, incubation=(*steps, Warmth(from_at=at, temperature_c=p.ROOM_C.value)))


def visible_colonies(plate: PlateTruth, at: SimTime) -> int:
    """Return how many colonies the eye sees at this instant; too early a look gives 0 or too few.

    Model:
        Every CFU grows from one cell through its lag at the rate of its temperature (CTMI) on agar; a colony is seen
        from 5e6 cells [LONDON2010]. Skin cocci need about 20 h at 32.5 °C, 43 h when the cool step comes first; moulds
        67 to 87 h. Strict anaerobes and mycoplasma never show on a plate in air. Growing together is left out.
    """
    return round(sum(each.count for each in plate.captured if _colony_ln(each, plate, at) >= _VISIBLE_LN))


def _colony_ln(group: Contaminant, plate: PlateTruth, at: SimTime) -> float:
    lag, growth = group.lag_left_h, 0.0
    ends = [*(each.from_at for each in plate.incubation[1:]), at]
    for step, end in zip(plate.incubation, ends, strict=False):
        hours = (min(end, at) - step.from_at) / HOUR
        if hours <= 0.0:
            continue
        pace = lag_rate(group.kind, step.temperature_c, AGAR)
        if pace == 0.0:
            continue
        waited = min(hours, lag / pace)
        lag -= waited * pace
        growth += growth_rate_per_h(group.kind, step.temperature_c, AGAR) * (hours - waited)
    return growth
