"""Strict reading of plain values: what does not fit is noted with its place, and a sound value takes its part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gradea.world.site import Notes, Place

_REQUIRED: Any = object()


@dataclass(frozen=True, slots=True)
class Reading:
    """One mapping of a file, read key by key; problems go to the notes.

    Attributes:
        notes: Problems of the whole file.
        place: Where this mapping stands.
        values: The mapping.
    """

    notes: Notes
    place: Place
    values: Mapping[str, Any]

    def at(self, key: str) -> Place:
        """Return the place of a key."""
        return (*self.place, key)

    def wrong(self, key: str, message: str, remedy: str) -> None:
        """Note a problem at a key."""
        self.notes.note(self.at(key), message, remedy)

    def only(self, *known: str) -> None:
        """Note every key that nothing reads."""
        self.notes.unknown_keys(self.place, self.values, known)

    def number(self, key: str, low: float, high: float, default: float = _REQUIRED) -> float:
        """Return a number from low to high."""
        if key not in self.values and default is not _REQUIRED:
            return default
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            said = f"{key} is {value!r:.40}." if key in self.values else f"{key} is missing."
            hint = " Leave the unit out: it is in the name of the key." if isinstance(value, str) else ""
            self.wrong(key, said, f"Give a number from {low:g} to {high:g}.{hint}")
            return low if default is _REQUIRED else default
        return float(value)

    def whole(self, key: str, low: int, high: int, default: int) -> int:
        """Return a whole number from low to high."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.wrong(key, f"{key} is {value!r:.40}.", f"Give a whole number from {low} to {high}.")
            return default
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.wrong(key, f"{key} is {value!r:.40}.", "Write true or false.")
            return default
        return value

    def text(self, key: str, default: str = _REQUIRED) -> str:
        """Return a text of 1 to 200 characters."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or (key in self.values and not 0 < len(value.strip()) <= 200):
            said = f"{key} is {value!r:.40}." if key in self.values else f"{key} is missing."
            self.wrong(key, said, f"Give {key} as text; put it in quotes if it looks like a number.")
            return ""
        return value

    def choice(self, key: str, known: tuple[str, ...], default: str = _REQUIRED) -> str:
        """Return one of the known texts."""
        value = self.values.get(key, default)
        if value not in known and not (key not in self.values and value is default and default is not _REQUIRED):
            said = f"{key} is {value!r:.40}." if key in self.values else f"{key} is missing."
            self.wrong(key, said, f"Use one of {', '.join(known) or 'none: there are none here'}.")
            return known[0] if default is _REQUIRED and known else "" if default is _REQUIRED else default
        return str(value)

    def items(self, key: str, known: tuple[str, ...]) -> Iterator["Reading"]:
        """Yield the mappings of a list that may be missing; their unknown keys are noted."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.wrong(key, f"{key} is {value!r:.40}.", f"Give {key} as a list.")
            return
        for number, each in enumerate(value):
            if not isinstance(each, Mapping):
                place = (*self.at(key), number)
                self.notes.note(place, f"an entry of {key} is {each!r:.40}.", f"Use the keys {', '.join(known)}.")
                continue
            reading = Reading(self.notes, (*self.at(key), number), each)
            reading.only(*known)
            yield reading
