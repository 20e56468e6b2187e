"""Three questions about an act: may it be done, what is seen, what is true afterwards."""

from gradea.vocabulary import SECOND, Chance, Refusal, SimTime
from gradea.world.act.verb import TECHNIQUES, Act, Verb
from gradea.world.act.verbs import VERBS
from gradea.world.state import Observation, World

_PACE = {"slow": 1.3, "normal": 1.0, "hurried": 0.6}
"""Duration by technique (assumption)."""


def check(world: World, do: str, act: Act) -> Refusal | None:
    """Return why this act cannot be done here and now, or None.

    Args:
        world: The truth, settled at the instant of the act.
        do: Name of the verb.
        act: Person, parameters, technique, instant.
    """
    found = VERBS.get(do)
    if found is None:
        return Refusal(
            code="act-unknown",
            rule="practical",
            message=f"Nobody here knows how to '{do}'.",
            remedy=f"Choose one of {', '.join(sorted(VERBS))}.",
        )
    return _malformed(found, act) or found.check(world, act)


def duration_ms(world: World, do: str, act: Act) -> SimTime:
    """Return how long the act keeps the hands busy, in milliseconds."""
    return SimTime(round(VERBS[do].seconds(world, act) * _PACE[act.technique]) * SECOND)


def observe(world: World, do: str, act: Act, chance: Chance) -> Observation:
    """Return what an instrument, a label or the eye shows; the world is as before."""
    return VERBS[do].observe(world, act, chance)


def perform(world: World, do: str, act: Act, chance: Chance) -> World:
    """Return the truth after the act. The act must have passed `check`."""
    return VERBS[do].perform(world, act, chance)


def _malformed(found: Verb, act: Act) -> Refusal | None:
    if act.technique not in TECHNIQUES:
        return _wrong(found.do, f"technique '{act.technique}'", f"Choose {', '.join(TECHNIQUES)}.")
    missing = [name for name in (*found.objects, *found.amounts) if name not in act.parameters]
    if missing:
        return _wrong(found.do, f"no {missing[0]}", f"Say which {missing[0]}.")
    for name in found.amounts:
        value = act.parameters[name]
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e12:
            return _wrong(found.do, f"{name} = {value!r}", f"Give {name} as a number from 0 up.")
    known = {*found.objects, *found.amounts, *found.optional}
    unknown = sorted(set(act.parameters) - known)
    if unknown:
        return _wrong(found.do, f"'{unknown[0]}', which it does not take", f"It takes {', '.join(sorted(known))}.")
    return None


def _wrong(do: str, what: str, remedy: str) -> Refusal:
    return Refusal(
        code="act-malformed",
        rule="practical",
        message=f"'{do}' was asked for with {what}.",
        remedy=remedy,
    )
