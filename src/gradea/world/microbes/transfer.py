"""How organisms reach a product: by touch, from the air, with the starting material, or by another slip.

Every function returns two things: what really arrived (drawn, hidden) and what was to be expected (smooth). A learner
is judged by the second: it depends on what was done and not on luck.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from gradea.vocabulary import CleanlinessGrade
from gradea.world.microbes import parameters as p
from gradea.world.microbes.cause import Occasion, Route
from gradea.world.microbes.contaminant import Contaminant, Load, drawn, parted
from gradea.world.microbes.skill import Skill, rate_by_skill

TOUCH_PROBABILITY: dict[str, float] = {
    "novice": p.P_CRIT_NOVICE.value,
    "trained": p.P_CRIT_TRAINED.value,
    "expert": p.P_CRIT_EXPERT.value,
}
"""Chance that a hand touches the critical site in one open manipulation, by skill."""
SLIP_PROBABILITY: dict[str, float] = {
    "novice": p.P_OTHER_NOVICE.value,
    "trained": p.P_OTHER_TRAINED.value,
    "expert": p.P_OTHER_EXPERT.value,
}
"""Chance of contamination without touch in one open manipulation, by skill."""
TECHNIQUE_FACTOR: dict[str, float] = {"slow": p.SLOW.value, "normal": 1.0, "hurried": p.HURRIED.value}
"""Multiplier on both, by how the act was done."""
CONTACT_SHARE = p.TAU_GS.value * p.TOUCHING_SHARE.value
"""Share of a hand's load that one touch hands over."""
_GROWS = p.GROWS_OUT.value
_ENTERS = p.INGRESS.value
_TAKES = _ENTERS * _GROWS
_V = p.V_MCP.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What was to be expected, without luck.

    Attributes:
        expected_cfu: Expected CFU that entered.
        route: How.
    """

    expected_cfu: float
    route: Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Manipulation:
    """What one open manipulation did.

    Attributes:
        entered: Organisms that entered the product and can grow; empty nearly always.
        load: The hand afterwards.
        touched: Whether the critical site was touched (hidden from the person).
        exposures: Expected CFU by touch and by other slips.
    """

    entered: tuple[Contaminant, ...]
    load: Load
    touched: bool
    exposures: tuple[Exposure, ...]


def touch_probability(skill: Skill | str, technique: str = "normal") -> float:
    """Return the chance that the critical site is touched in one manipulation, by level, practice and hours awake.

    Raises:
        ValueError: If skill or technique is not one of the tables.

    >>> touch_probability("novice", "hurried")
    1.0
    """
    return min(1.0, rate_by_skill(TOUCH_PROBABILITY, skill) * technique_factor(technique))


def slip_probability(skill: Skill | str, technique: str = "normal") -> float:
    """Return the chance of contamination without touch (first air, coring, residue) in one manipulation."""
    return min(1.0, rate_by_skill(SLIP_PROBABILITY, skill) * technique_factor(technique))


def technique_factor(technique: str) -> float:
    """Return by how much an act done in this way goes wrong more often.

    Raises:
        ValueError: If there is no such technique.
    """
    if technique not in TECHNIQUE_FACTOR:
        raise ValueError(f"'{technique}' is no technique; use one of {', '.join(TECHNIQUE_FACTOR)}")
    return TECHNIQUE_FACTOR[technique]


def critical_manipulation(
    load: Load, occasion: Occasion, *, skill: Skill | str, technique: str = "normal", touched: bool | None = None
) -> Manipulation:
    """Return what one open manipulation (a connection, a needle, an open neck) let into the product.

    Args:
        load: What sits on the working hand.
        occasion: The act.
        skill: A skill, or a level alone: `novice`, `trained` or `expert`.
        technique: `slow`, `normal` or `hurried`.
        touched: Whether the critical site was touched, where the interface saw it; None to draw it by skill.

    Model:
        Touch with p_crit(skill) · technique; each organism on the hand then goes with tau · a_c, enters with p_ing and
        grows with p_grow (docs/model.md §3). One more CFU by another slip with p_other. The fitted p_crit are no literal
        probabilities: only the product of the five is identifiable.

    Examples:
        >>> from gradea.vocabulary import Chance
        >>> act = Occasion(chance=Chance("s"), key="p1/add/1")
        >>> done = critical_manipulation(Load(expected_vegetative=0.05), act, skill="trained")
        >>> round(done.exposures[0].expected_cfu * 1e6)
        97
    """
    p_touch = touch_probability(skill, technique) if touched is None else float(touched)
    p_slip = slip_probability(skill, technique)
    exposures = (
        Exposure(expected_cfu=p_touch * CONTACT_SHARE * _ENTERS * load.expected, route=Route.TOUCH),
        Exposure(expected_cfu=p_slip, route=Route.OTHER),
    )
    happened = occasion.chance.happens(p_touch, occasion.key, "critical-touch") if touched is None else touched
    entered: tuple[Contaminant, ...] = ()
    groups = load.groups
    if happened and groups:
        on_site, groups = parted(groups, lambda _group: CONTACT_SHARE, occasion, "hand-to-site")
        inside, _outside = parted(on_site, lambda _group: _TAKES, occasion, "site-to-product")
        entered = tuple(_through(each, occasion) for each in inside)
    if occasion.chance.happens(p_slip * _GROWS, occasion.key, "slip"):
        slip = occasion.because(Route.OTHER, "first air broken, coring or residue")
        entered += drawn(1, CleanlinessGrade.A, occasion.part("slip"), slip)
    return Manipulation(entered=entered, load=_less(load, groups, p_touch), touched=bool(happened), exposures=exposures)


def _through(each: Contaminant, occasion: Occasion) -> Contaminant:
    cause = occasion.because(Route.TOUCH, "glove on the critical site", earlier=each.cause)
    return Contaminant(
        organism=each.organism,
        count=each.count,
        lag_left_h=each.lag_left_h,
        susceptible=each.susceptible,
        cause=cause,
    )


def _less(load: Load, groups: tuple[Contaminant, ...], p_touch: float) -> Load:
    stays = 1.0 - p_touch * CONTACT_SHARE
    return Load(
        groups=groups,
        expected_vegetative=load.expected_vegetative * stays,
        expected_spores=load.expected_spores * stays,
    )


def airborne(
    dose: float,
    area_m2: float,
    occasion: Occasion,
    grade: CleanlinessGrade | str = CleanlinessGrade.A,
    source: str = "air",
) -> tuple[tuple[Contaminant, ...], Exposure]:
    """Return what settled from the air into an open vessel.

    Args:
        dose: Integral of airborne organisms over the time open, CFU/m³ · s.
        area_m2: Open area, m² (`parameters.NECK_M2` for a flask).
        occasion: The act that opened it.
        grade: Grade whose air it was, or the profile of who gave it off, for the kind of organism.
        source: Where from, in words a debrief prints.

    Raises:
        ValueError: If dose or area is negative.

    Model:
        N = v · A · ∫C dt, v = 0.0046 m/s [W1986, K]; the count is Poisson.

    Examples:
        >>> from gradea.vocabulary import Chance
        >>> _, seen = airborne(0.003 * 600, 4.9e-4, Occasion(chance=Chance("s"), key="p1/open/1"))
        >>> round(seen.expected_cfu * 1e6, 1)
        4.1
    """
    if dose < 0.0 or area_m2 < 0.0:
        raise ValueError(f"dose and open area are from 0 up, not {dose} CFU·s/m³ on {area_m2} m²")
    expected = dose * _V * area_m2
    count = occasion.chance.poisson(expected * _GROWS, occasion.key, "airborne")
    entered = drawn(count, grade, occasion.part("air"), occasion.because(Route.AIR, source)) if count else ()
    return entered, Exposure(expected_cfu=expected, route=Route.AIR)


def donor_contamination(
    volume_ml: float, occasion: Occasion, *, probability: float = p.P_DONOR.value
) -> tuple[tuple[Contaminant, ...], Exposure]:
    """Return what came with the collected blood; nobody in the cleanroom is to blame.

    Args:
        volume_ml: Volume of the bag, mL.
        occasion: The collection.
        probability: Chance that the bag holds organisms; a scenario may raise it (teaching mode says so).

    Model:
        1.34 % of aphereses [GOLAY2018, R: 22 of 1643] is taken because it was measured on the starting material itself;
        0.06 % [MIZUTANI2016] counts whole batches and is the low end. Density log-normal, at least one CFU (A).
    """
    mean_density = p.DONOR_CFU_PER_ML.value * math.exp(0.5 * p.DONOR_SPREAD.value**2)
    exposure = Exposure(expected_cfu=probability * max(1.0, mean_density * volume_ml), route=Route.DONOR)
    if not occasion.chance.happens(probability, occasion.key, "donor-borne"):
        return (), exposure
    density = occasion.chance.log_normal(p.DONOR_CFU_PER_ML.value, p.DONOR_SPREAD.value, occasion.key, "donor-density")
    count = max(1, occasion.chance.poisson(density * volume_ml, occasion.key, "donor-count"))
    one_strain = drawn(1, "skin", occasion, occasion.because(Route.DONOR, "collected blood"))[0]
    whole = Contaminant(
        organism=one_strain.organism,
        count=count,
        lag_left_h=one_strain.lag_left_h,
        susceptible=one_strain.susceptible,
        cause=one_strain.cause,
    )
    return (whole,), exposure


def chance_of_contamination(exposures: Iterable[Exposure]) -> float:
    """Return the chance that at least one organism entered and grows: 1 - exp(-N · p_grow) (docs/model.md §3).

    >>> round(chance_of_contamination([Exposure(expected_cfu=0.01, route=Route.TOUCH)]), 5)
    0.00797
    """
    return -math.expm1(-_GROWS * sum(each.expected_cfu for each in exposures))
