"""What the crew does besides the work: talking, coughing, walking past, and what becomes of a torn glove."""

from gradea.practical.crew.persona import Persona
from gradea.practical.roster import Seat
from gradea.practical.state import RunState
from gradea.record import Step
from gradea.vocabulary import MINUTE
from gradea.world.act import Perform
from gradea.world.people.parameters import COUGHS_PER_H
from gradea.world.state import OUTSIDE

_BEFORE_WORK = frozenset({"talk", "cough", "check-gloves", "disinfect-gloves", "change-gloves"})
"""After one of these the open work follows: nobody starts to talk twice for one act."""

_SETTLED_MS = 10 * MINUTE
"""Who has just walked about stands still for a while (assumption)."""

_OPEN_WORK_H = 2.0 / 60.0
"""Time at the cabinet that one open act stands for, for the number of coughs (assumption: two minutes)."""


def unasked_act(state: RunState, seat: Seat, persona: Persona, key: str) -> Perform | None:
    """Return what a person does before an open act although no step asks for it, or None.

    A tear that was seen makes them change the glove, unless they are of those who work on. Talk and coughs come by chance; the
    key is that of the act, so another act's luck stays the same.

    Args:
        state: The run.
        seat: Who works.
        persona: How they work.
        key: Key of the open act.
    """
    last = state.last_do.get(seat.person, "")
    luck = state.chance
    if state.last_seen.get(seat.person, {}).get("gloves") == "torn":
        return None if luck.happens(persona.keeps_torn, key, "keeps-torn") else Perform(do="change-gloves")
    if last in _BEFORE_WORK:
        return None
    if luck.happens(persona.talks, key, "talks"):
        return Perform(do="talk")
    if luck.happens(COUGHS_PER_H.value * _OPEN_WORK_H, key, "coughs"):
        turned = "to-the-work" if luck.happens(persona.to_the_work, key, "coughs-to-the-work") else "away"
        return Perform(do="cough", parameters={"turned": turned})
    return None


def restless_act(state: RunState, seat: Seat, persona: Persona, watched: Step | None) -> Perform | None:
    """Return a walk past the cabinet by somebody who only watches, once in a step at most, or None."""
    if watched is None or watched.room == OUTSIDE or persona.walks_past <= 0.0:
        return None
    worker = state.world.worker(seat.person)
    lately = worker.passes_until + _SETTLED_MS > state.at
    if state.done.get(watched.id) or lately or worker.room != watched.room:
        return None
    key = f"crew|{seat.person}|{watched.id}"
    return Perform(do="walk-past") if state.chance.happens(persona.walks_past, key, "walks-past") else None
