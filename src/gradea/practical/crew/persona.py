"""Temperaments of the crew: how often a hand, an eye or a pen slips, after practice and a long day."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gradea.practical.crew.rates import RATES, rates_of
from gradea.practical.roster import CREWS, CrewSetting
from gradea.world.microbes import fatigue_factor, practised

_BEST = "careful"
"""The crew that practice leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """How a simulated person works now. Each rate is a probability per occasion; `crew.rates` says where it comes from.

    Attributes:
        skips_gloves: Starts open work without disinfecting gloves.
        hurries: Does an act in a hurry.
        slips_pen: Writes one digit of a number wrong.
        notices: Sees a wrong number of their own before signing, and corrects it with a reason.
        dawdles: Writes only 20 to 40 minutes after the act, without saying so.
        spray: Wipes with spray and dry wipe where the recipe asks for more.
        tries_expired: Enters a lot without reading its label first.
        talks: Talks over open work.
        walks_past: Walks past the cabinet while the other works, once in a step.
        to_the_work: Coughs without turning away.
        keeps_torn: Works on with a torn glove that was seen.
        invents: Step and act that are written without being done (a planted falsification).
        unwatched: Step that is done without the verifier (a planted falsification); empty for none.
        blind_in: Step in which no own slip is noticed (a planted falsification); empty for none.
    """

    name: str
    skips_gloves: float = 0.0
    hurries: float = 0.0
    slips_pen: float = 0.0
    notices: float = 1.0
    dawdles: float = 0.0
    spray: float = 0.0
    tries_expired: float = 0.0
    talks: float = 0.0
    walks_past: float = 0.0
    to_the_work: float = 0.0
    keeps_torn: float = 0.0
    invents: tuple[str, int] | None = None
    unwatched: str = ""
    blind_in: str = ""


def persona_of(setting: CrewSetting, hours_awake: float) -> Persona:
    """Return how somebody of a crew works after so many hours awake.

    Model:
        Practice moves every rate towards that of the careful crew along the curve of the hands (`practised`); fatigue
        multiplies errors as it does theirs (`fatigue_factor`) and, for what is noticed, the share that is missed.

    Raises:
        KeyError: If there is no such crew.

    >>> tired = persona_of(CrewSetting(crew="novice", supervised_practice=20), 24.0)
    >>> fresh = persona_of(CrewSetting(crew="novice"), 3.0)
    >>> tired.skips_gloves < fresh.skips_gloves == 0.25
    True
    """
    return _persona(setting, round(4.0 * hours_awake) / 4.0)


@lru_cache(maxsize=512)
def _persona(setting: CrewSetting, hours_awake: float) -> Persona:
    tired = fatigue_factor(hours_awake)
    rates: dict[str, Any] = {}
    for name, found in rates_of(setting.crew, teaching=setting.teaching).items():
        rate = practised(found.value, RATES[_BEST][name].value, setting.supervised_practice)
        missed = 1.0 - rate if name == "notices" else rate
        worn = min(1.0, missed * tired)
        rates[name] = 1.0 - worn if name == "notices" else worn
    return Persona(name=setting.crew, **rates)


PERSONAS: dict[str, Persona] = {crew: persona_of(CrewSetting(crew=crew), 0.0) for crew in CREWS}
"""The crews, rested and without further practice."""
