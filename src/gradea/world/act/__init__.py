"""Acts: what a person does in the world. Commands become facts here; the hidden truth moves on."""

from gradea.world.act.moving import is_change_room
from gradea.world.act.perform import check, duration_ms, observe, perform
from gradea.world.act.verb import Act, ActPerformed, Perform, Verb
from gradea.world.act.verbs import VERBS, verb

__all__ = [
    "VERBS",
    "Act",
    "ActPerformed",
    "Perform",
    "Verb",
    "check",
    "duration_ms",
    "is_change_room",
    "observe",
    "perform",
    "verb",
]
