"""Hands and gloves: what they pick up, what they hand on, what alcohol leaves on them.

One pair of hands is one load (that of the working hand). Beside the organisms drawn by chance runs their expectation,
which uses the same arithmetic; it makes a smooth and fair measure of technique.
"""

import math
from dataclasses import dataclass, field, replace

from gradea.vocabulary import SECOND, SimTime
from gradea.world.microbes import Load, Occasion, Route, Skill, Surface, drawn, merged, parted, rate_by_skill
from gradea.world.microbes.contaminant import SPORE_SHARE
from gradea.world.microbes.parameters import FINGER_CM2, P_TEAR, TAU_GS, TAU_POROUS, TAU_SB, TAU_SG, TOUCHING_SHARE
from gradea.world.people import parameters as p

GLOVES = ("none", "first", "double", "torn")
GLOVE_PROBABILITY: dict[str, float] = {
    "novice": p.GLOVE_NOVICE.value,
    "trained": p.GLOVE_TRAINED.value,
    "expert": p.GLOVE_EXPERT.value,
}
"""Chance that freshly donned sterile gloves are contaminated, by skill [DENNIS2022]."""
_HANDED_ON = TAU_GS.value * TOUCHING_SHARE.value
_FINGER = FINGER_CM2.value
_START = SimTime(0)
_SKIN_SPORES = SPORE_SHARE["skin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """The hands of one person. All but `gloves` and `wet_until` is hidden.

    Attributes:
        gloves: `none`, `first`, `double` or `torn` (the outermost pair).
        load: Organisms on the outermost surface.
        wet_until: Until when the last disinfectant stays wet.
        pinhole: Whether the outermost pair has a pinhole.
        inner: Whether there is a first pair under a torn one.
        tear_chance: How likely the outermost pair has torn by now, without knowing; 1 once the tear was seen. Expectation
            follows it, so that an unlucky tear is no fault, and working on with a torn glove is one.
    """

    gloves: str = "none"
    load: Load = field(default_factory=Load)
    wet_until: SimTime = _START
    pinhole: bool = False
    inner: bool = False
    tear_chance: float = 0.0


def touched(hands: Hands, surface: Surface, occasion: Occasion) -> tuple[Hands, Surface]:
    """Return hands and surface after one touch; in expectation, what one loses the other gets.

    Args:
        hands: The hands.
        surface: What is touched.
        occasion: The act; a second touch in one act needs `occasion.part(...)`.

    Model:
        dG ~ Poisson(tau · L · A_finger), hand to surface Binomial(G, tau · a_c) (docs/model.md §3), tau 0.30 gloved,
        0.49 bare, 0.01 from porous. Bare skin, a tear or a pinhole adds organisms of the skin (A).
    """
    chance, key = occasion.chance, occasion.key
    tau = TAU_POROUS.value if surface.porous else TAU_SB.value if hands.gloves == "none" else TAU_SG.value
    mean = tau * surface.cfu_per_cm2 * _FINGER
    leak, leak_expected = _leaks(hands)
    groups = hands.load.groups
    if groups:
        _gone, groups = parted(groups, lambda _group: _HANDED_ON, occasion, "hand-to-surface")
    picked = chance.poisson(mean, key, "pick-up")
    if picked:
        cause = occasion.because(Route.TOUCH, surface.name, earlier=surface.cause)
        groups = merged((*groups, *drawn(picked, surface.flora, occasion, cause)))
    own = chance.poisson(leak, key, "own-skin") if leak > 0.0 else 0
    if own:
        skin = occasion.because(Route.TOUCH, "own skin")
        groups = merged((*groups, *drawn(own, "skin", occasion.part("skin"), skin)))
    spores, kept = surface.spore_share, 1.0 - _HANDED_ON
    load = Load(
        groups=groups,
        expected_vegetative=hands.load.expected_vegetative * kept
        + mean * (1.0 - spores)
        + leak_expected * (1.0 - _SKIN_SPORES),
        expected_spores=hands.load.expected_spores * kept + mean * spores + leak_expected * _SKIN_SPORES,
    )
    # a surface keeps an expectation only: were it to follow the draws, the next expectation would depend on luck
    after = max(0.0, surface.cfu_per_cm2 + (hands.load.expected * _HANDED_ON - mean) / surface.area_cm2)
    return replace(hands, load=load), replace(surface, cfu_per_cm2=after)


def _leaks(hands: Hands) -> tuple[float, float]:
    """Return what the own skin adds in one touch, CFU: really, and expected without knowing of a pinhole."""
    room = max(0.0, 1.0 - hands.load.expected / p.BARE_CFU.value)
    if hands.gloves == "none":
        return p.LEAK_BARE.value * room, p.LEAK_BARE.value * room
    under = p.INNER_LEAK.value if hands.inner or hands.gloves == "double" else 1.0
    gap = p.LEAK_TORN.value * under * room
    hole = p.LEAK_PINHOLE.value * under * room
    expected = hole * p.PINHOLE.value * (1.0 - hands.tear_chance) + gap * hands.tear_chance
    if hands.gloves == "torn":
        return gap, expected
    return hole if hands.pinhole else 0.0, expected


def disinfection_log10(contact_s: float, *, gloved: bool = True) -> float:
    """Return the log10 reduction of vegetative organisms on hands; spores always keep 0.

    Args:
        contact_s: How long the disinfectant stayed wet, s.
        gloved: Whether gloves are on; bare hands have resident flora [SUCHOMEL2009, R].

    Raises:
        ValueError: If the contact time is negative.

    Model:
        LR = LR_full · (1 - exp(-t / 10 s)) (form A): 30 s give 2.4 log on gloves, 5 s give 1.0.

    >>> round(disinfection_log10(30.0), 2), round(disinfection_log10(5.0), 2)
    (2.38, 0.98)
    """
    if contact_s < 0.0:
        raise ValueError(f"a contact time is from 0 s up, not {contact_s} s")
    full = p.LR_GLOVE.value if gloved else p.LR_SKIN.value
    return full * -math.expm1(-contact_s / p.TAU_IPA_S.value)


def disinfected(hands: Hands, contact_s: float, occasion: Occasion) -> Hands:
    """Return the hands after alcohol: vegetative organisms fall, spores stay.

    Args:
        hands: The hands.
        contact_s: How long they stay wet before the next touch, s; 30 s is the full time.
        occasion: The act.

    Raises:
        ValueError: If the contact time is negative.
    """
    survives = 10.0 ** -disinfection_log10(contact_s, gloved=hands.gloves != "none")
    groups = hands.load.groups
    if groups:
        groups, _killed = parted(
            groups, lambda group: 1.0 if group.kind.spores else survives, occasion, "survives-alcohol"
        )
    load = Load(
        groups=groups,
        expected_vegetative=hands.load.expected_vegetative * survives,
        expected_spores=hands.load.expected_spores,
    )
    return replace(hands, load=load, wet_until=SimTime(occasion.at + round(contact_s * SECOND)))


def gloves_changed(
    hands: Hands, occasion: Occasion, *, skill: Skill | str, layer: str = "double", sterile: bool = True
) -> Hands:
    """Return the hands in a fresh pair of gloves as `layer`.

    Args:
        hands: The hands before.
        occasion: The act.
        skill: A skill, or a level alone: how often the outside is touched while pulling on.
        layer: `first`, or `double` over a first pair.
        sterile: Gloves that are not sterile are contaminated in 42 of 100 cases [ARIC2024, R].

    Raises:
        ValueError: If the skill is not known or the layer is neither.

    Model:
        Contaminated with the first-attempt failure rate of the gloved fingertip test [DENNIS2022], then 1 + Poisson(2)
        CFU of skin; pinhole in 2.5 of 100 pairs [PHALEN2011].
    """
    if layer not in ("first", "double"):
        raise ValueError(f"gloves go on as 'first' or 'double', not as '{layer}'")
    by_skill = rate_by_skill(GLOVE_PROBABILITY, skill)
    probability = by_skill if sterile else p.GLOVE_CLEAN.value
    chance, key = occasion.chance, occasion.key
    count = 0
    if chance.happens(probability, key, "glove-contaminated"):
        count = 1 + chance.poisson(p.GLOVE_CFU.value - 1.0, key, "glove-count")
    expected = probability * p.GLOVE_CFU.value
    cause = occasion.because(Route.TOUCH, "skin, while the glove was pulled on")
    load = Load(
        groups=drawn(count, "skin", occasion.part("glove"), cause),
        expected_vegetative=expected * (1.0 - _SKIN_SPORES),
        expected_spores=expected * _SKIN_SPORES,
    )
    return Hands(
        gloves=layer,
        load=load,
        wet_until=hands.wet_until,
        pinhole=chance.happens(p.PINHOLE.value, key, "pinhole"),
        inner=layer == "double",
    )


def torn(hands: Hands) -> Hands:
    """Return the hands after the outermost glove tore; bare hands stay as they are."""
    return hands if hands.gloves == "none" else replace(hands, gloves="torn", tear_chance=1.0)


def strained(hands: Hands, occasion: Occasion, factor: float = 1.0) -> Hands:
    """Return the hands after one open manipulation strained the gloves: now and then the outer one tears unseen.

    Args:
        hands: The hands.
        occasion: The act, with its luck.
        factor: How much more often it tears than at normal technique.
    """
    if hands.gloves == "none":
        return hands
    risk = min(1.0, P_TEAR.value * factor)
    chance = hands.tear_chance + (1.0 - hands.tear_chance) * risk
    tears = hands.gloves != "torn" and occasion.chance.happens(risk, occasion.key, "glove-tears")
    return replace(hands, gloves="torn" if tears else hands.gloves, tear_chance=chance)


def tear_seen(hands: Hands) -> Hands:
    """Return the hands of somebody who now knows that a glove is torn: what they do from here on is their choice."""
    return replace(hands, tear_chance=1.0) if hands.gloves == "torn" else hands
