"""The rates of a crew as a table: what holds in a run, where each number comes from, what teaching mode raised."""

from collections.abc import Iterator
from typing import Any

from gradea.practical.crew.persona import persona_of
from gradea.practical.crew.rates import OCCASION, RATES, TEACHING
from gradea.practical.roster import LEVEL, CrewSetting
from gradea.vocabulary.parameter import Parameter
from gradea.world.microbes import Skill, rate_by_skill
from gradea.world.microbes import parameters as microbes
from gradea.world.people import parameters as people


def crew_data(setting: CrewSetting) -> dict[str, Any]:
    """Return a crew as JSON values: its settings and each rate with source, basis letter and range.

    Args:
        setting: How the crew works.
    """
    raised = TEACHING.get(setting.crew, {}) if setting.teaching else {}
    persona = persona_of(setting, setting.hours_awake)
    rows = []
    for rate, occasion in OCCASION.items():
        usual = RATES[setting.crew][rate]
        used = raised.get(rate, usual)
        rows.append(
            {
                "rate": rate,
                "of": occasion,
                "now": round(getattr(persona, rate), 6),
                "value": used.value,
                "range": [used.low, used.high],
                "source": used.source,
                "basis": used.basis,
                "note": used.note,
                "raised_for_teaching": rate in raised,
                "without_teaching": usual.value,
            }
        )
    return {
        "crew": setting.crew,
        "supervised_practice": setting.supervised_practice,
        "hours_awake": setting.hours_awake,
        "teaching": setting.teaching,
        "skill_of_the_hands": LEVEL[setting.crew],
        "rates": rows,
        "hands": list(_hands(setting)),
    }


_BY_LEVEL: dict[str, dict[str, Parameter]] = {
    "open manipulation in which the critical site is touched": {
        "novice": microbes.P_CRIT_NOVICE,
        "trained": microbes.P_CRIT_TRAINED,
        "expert": microbes.P_CRIT_EXPERT,
    },
    "open manipulation contaminated without touch": {
        "novice": microbes.P_OTHER_NOVICE,
        "trained": microbes.P_OTHER_TRAINED,
        "expert": microbes.P_OTHER_EXPERT,
    },
    "pair of sterile gloves contaminated while it is put on": {
        "novice": people.GLOVE_NOVICE,
        "trained": people.GLOVE_TRAINED,
        "expert": people.GLOVE_EXPERT,
    },
    "hood, suit or pair of gloves that leaves a gap": {
        "novice": people.SLIP_NOVICE,
        "trained": people.SLIP_TRAINED,
        "expert": people.SLIP_EXPERT,
    },
}


def _hands(setting: CrewSetting) -> Iterator[dict[str, Any]]:
    """Yield the rates of the hands, which belong to the skill and not to the temperament."""
    level = LEVEL[setting.crew]
    skill = Skill(level=level, supervised_practice=setting.supervised_practice, hours_awake=setting.hours_awake)
    for occasion, by_level in _BY_LEVEL.items():
        found = by_level[level]
        yield {
            "of": occasion,
            "now": round(rate_by_skill({name: each.value for name, each in by_level.items()}, skill), 9),
            "value": found.value,
            "range": [found.low, found.high],
            "source": found.source,
            "basis": found.basis,
            "note": found.note,
        }
