"""Who sits where: seats of a run, taken by people or by a simulated crew."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

SEATS = ("operator", "verifier", "qc", "qa", "qp")
"""Seats of a batch, in the order in which the crew is asked."""

CREWS = ("careful", "trained", "novice", "careless")
"""Temperaments of the simulated crew, from the surest on."""

LEVEL: Mapping[str, str] = {"careful": "expert", "trained": "trained", "novice": "novice", "careless": "trained"}
"""Skill of the hands by crew; a careless person has learnt it and does not do it."""

MOST_PRACTICE = 1000.0
LONGEST_AWAKE_H = 72.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewSetting:
    """How a simulated person works.

    Attributes:
        crew: One of `CREWS`.
        supervised_practice: Supervised runs beyond what the crew starts with, 0 to 1000.
        hours_awake: Hours since getting up when the doors open in the morning, 0 to 72.
        teaching: Whether the raised rates of teaching mode hold.
    """

    crew: str
    supervised_practice: float = 0.0
    hours_awake: float = 1.0
    teaching: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One seat: who sits there, and whether a person plays it."""

    role: str
    person: str
    crew: str = ""
    supervised_practice: float = 0.0
    hours_awake: float = 1.0
    teaching: bool = False

    @property
    def setting(self) -> CrewSetting:
        """How the simulated person in it works."""
        return CrewSetting(
            crew=self.crew,
            supervised_practice=self.supervised_practice,
            hours_awake=self.hours_awake,
            teaching=self.teaching,
        )

    @property
    def simulated(self) -> bool:
        """Whether the simulated crew plays this seat."""
        return self.crew != ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """All seats of one run."""

    seats: Mapping[str, Seat] = field(default_factory=dict)

    def role_of(self, person: str) -> str | None:
        """Return the role of a person in this run, or None."""
        return next((seat.role for seat in self.seats.values() if seat.person == person), None)

    def person_in(self, role: str) -> str | None:
        """Return who holds a role, or None."""
        seat = self.seats.get(role)
        return seat.person if seat else None

    def seated(self, seat: Seat) -> "Roster":
        """Return the roster with this seat taken."""
        return replace(self, seats={**self.seats, seat.role: seat})
