"""What a verb is: which parameters it takes, when it is refused, what is seen, and what it does to the truth."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gradea.vocabulary import Chance, Refusal, SimTime, stored, stored_by
from gradea.world.act.names import STORED_NAMES
from gradea.world.state import Observation, World

TECHNIQUES = ("slow", "normal", "hurried")
"""How carefully an act is done; dragging fast is hurrying."""


@stored("world.perform/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class Perform:
    """Command: do something in the world.

    Attributes:
        do: The verb.
        parameters: Objects and amounts, as the verb asks for them.
        technique: `slow`, `normal` or `hurried`.
    """

    do: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    technique: str = "normal"


@stored_by("do", STORED_NAMES)
@dataclass(frozen=True, slots=True, kw_only=True)
class ActPerformed:
    """Event: somebody did something. Holds the act and what could be seen of it, never the hidden truth.

    Attributes:
        person: Opaque reference of who did it.
        room: Where.
        until: Simulated instant at which the hands are free again.
        observed: What an instrument, a label or the eye showed.
    """

    do: str
    person: str
    room: str
    parameters: Mapping[str, Any]
    technique: str
    until: int
    observed: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act at one instant, as the verbs see it."""

    person: str
    parameters: Mapping[str, Any]
    technique: str
    at: SimTime

    def text(self, name: str) -> str:
        """Return a parameter that names an object."""
        return str(self.parameters[name])

    def number(self, name: str) -> float:
        """Return a parameter that is an amount."""
        return float(self.parameters[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One thing a person can do.

    Attributes:
        do: Name of the verb.
        title: What a button says.
        objects: Parameters that must name something.
        amounts: Parameters that must be a number from 0 up.
        optional: Parameters that may be left out.
        seconds: How long it takes at normal technique.
        open_steps: How many open manipulations it holds (touch and first air matter).
        check: Refusal or None.
        observe: What is seen; reads the truth, changes nothing.
        perform: The truth afterwards.
    """

    do: str
    title: str
    objects: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    seconds: Callable[[World, Act], int]
    open_steps: int = 0
    check: Callable[[World, Act], Refusal | None]
    observe: Callable[[World, Act, Chance], Observation]
    perform: Callable[[World, Act, Chance], World]
