"""What a person gives off to the air, by garment, movement, person and defects."""

import math
from dataclasses import dataclass

from gradea.vocabulary import Chance, CleanlinessGrade
from gradea.world.people import parameters as p
from gradea.world.people.gown_items import ITEM
from gradea.world.people.gowning import Garment

ACTIVITY: dict[str, float] = {
    "still": p.STILL.value,
    "seated": p.SEATED.value,
    "standing": p.STANDING.value,
    "walking": p.WALKING.value,
    "gowning": p.GOWNING.value,
    "hurried": p.HURRY.value,
}
"""Multiplier by activity; exercise in the dispersal chamber is 1."""


@dataclass(frozen=True, slots=True)
class Emission:
    """Particles and organisms given off per second.

    Attributes:
        p05: Particles of 0.5 µm and larger, 1/s.
        p5: Particles of 5 µm and larger, 1/s.
        mcp: Microbe-carrying particles, CFU/s.
    """

    p05: float
    p5: float
    mcp: float

    def scaled(self, factor: float) -> "Emission":
        """Return the emission times a factor."""
        return Emission(self.p05 * factor, self.p5 * factor, self.mcp * factor)


REFERENCE: dict[str, Emission] = {
    "U": Emission(p.STREET_P05.value, p.STREET_P5.value, p.STREET_MCP.value),
    "D": Emission(p.D_P05.value, p.D_P5.value, p.D_MCP.value),
    "C": Emission(p.C_P05.value, p.C_P5.value, p.C_MCP.value),
    "B": Emission(p.B_P05.value, p.B_P5.value, p.B_MCP.value),
}
"""Mean emission in the dispersal chamber by completed garment."""


def personal_multiplier(chance: Chance, person: str, *, exceptional: bool = False) -> float:
    """Return how much more than the mean this person sheds; drawn once per person, the same in every run act.

    Args:
        chance: Keyed draws of the run.
        person: Opaque reference.
        exceptional: Whether the one in 56 who sheds 62 times the mean may turn up [WH2007]; off by default.

    Model:
        Log-normal, SD of ln 0.9 (A), with mean 1: the reference emissions are means. Sex is not in the model.
    """
    multiplier = chance.log_normal(math.exp(-0.5 * p.PERSON_SPREAD.value**2), p.PERSON_SPREAD.value, person, "shedding")
    if exceptional and chance.happens(p.DISPERSER.value, person, "exceptional-disperser"):
        return p.DISPERSER_FACTOR.value
    return multiplier


def emission(garment: Garment, activity: str, personal: float = 1.0) -> Emission:
    """Return what one person gives off to the room, per second.

    Args:
        garment: What is worn, with its hidden defects.
        activity: A key of `ACTIVITY`.
        personal: From `personal_multiplier`.

    Raises:
        ValueError: If the activity is not known.

    Model:
        e_ref(garment) · f(activity) · m_person · product of the defects (docs/model.md §2). Within a change the mean of the
        garments before and after. A wrist gap acts in the hand zone only, see `hand_zone_emission`.

    Examples:
        >>> round(emission(Garment(level=CleanlinessGrade.B), "seated").mcp, 3)
        0.075
    """
    if activity not in ACTIVITY:
        raise ValueError(f"'{activity}' is no activity; use one of {', '.join(ACTIVITY)}")
    factor = ACTIVITY[activity] * personal
    if "hood" in garment.defects:
        factor *= p.HOOD_GAP.value
    if "zip" in garment.defects:
        factor *= p.ZIP_OPEN.value
    return _reference(garment).scaled(factor)


def hand_zone_emission(garment: Garment, activity: str, personal: float = 1.0) -> Emission:
    """Return the part given off by gloved forearms inside the cabinet, per second; a wrist gap counts here."""
    factor = p.FOREARM_SHARE.value * (p.WRIST_GAP.value if "wrist" in garment.defects else 1.0)
    return emission(garment, activity, personal).scaled(factor)


def _reference(garment: Garment) -> Emission:
    before = REFERENCE[garment.level.value]
    under_way = ITEM[garment.items[-1]].change if garment.items else garment.level.value
    if CleanlinessGrade(under_way).rank <= garment.level.rank:
        return before
    after = REFERENCE[under_way]
    return Emission((before.p05 + after.p05) / 2.0, (before.p5 + after.p5) / 2.0, (before.mcp + after.mcp) / 2.0)


def speech_mcp_per_s(garment: Garment) -> float:
    """Return organisms given off per second of speech, CFU/s; a mask holds back 70 % once leaks are counted."""
    return p.SPEECH_MCP.value * (1.0 - p.MASK_TALK.value if _masked(garment) else 1.0)


def cough_mcp(garment: Garment) -> float:
    """Return organisms given off by one cough, CFU; a mask holds back 90 %."""
    return p.COUGH_MCP.value * (1.0 - p.MASK_COUGH.value if _masked(garment) else 1.0)


def _masked(garment: Garment) -> bool:
    return "b.mask" in garment.items or "c.mask-gloves" in garment.items
