"""Who sits where: seats of a run, taken by people or by a simulated crew."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

SEATS = ("operator", "verifier", "qc", "qa", "qp")
"""Seats of a batch, in the order in which the crew is asked."""

CREWS = ("careful", "novice", "careless")
"""Temperaments of the simulated crew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One seat: who sits there, and whether a person plays it."""

    role: str
    person: str
    crew: str = ""

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
