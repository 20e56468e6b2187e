"""What a film shows: batches as plain values, and which moment of a batch a frame stands for. Pure; people are seats."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TITLE_S = 2.5
END_S = 7.0
"""How long the title of a batch and the end card stand, in seconds. Design choices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmRoom:
    """A room on the plan, in metres."""

    code: str
    title: str
    grade: str
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch as the film tells it. Instants are simulated milliseconds.

    Attributes:
        title: Product and number. `team`: who made it, as a team.
        seats: Letters of each seat, such as `O`. People are numbers into this.
        sessions: From when to when somebody was at work; the time between is left out.
        moves: For each person, ordered instants and the room from then on, empty for outside.
        entries: Ordered instants and words of what was written. `deviations` alike.
        decided: What was decided.
    """

    title: str
    team: str
    rooms: tuple[FilmRoom, ...]
    seats: tuple[str, ...]
    sessions: tuple[tuple[int, int], ...]
    moves: tuple[tuple[tuple[int, str], ...], ...]
    entries: tuple[tuple[int, str], ...]
    deviations: tuple[tuple[int, str], ...]
    decided: str

    @property
    def worked_ms(self) -> int:
        """Simulated time at work."""
        return sum(stop - start for start, stop in self.sessions)

    def moment(self, share: float) -> int:
        """Return the instant at a share of the work, 0 to 1; breaks take none of it."""
        left = round(min(1.0, max(0.0, share)) * self.worked_ms)
        for start, stop in self.sessions:
            if left <= stop - start:
                return start + left
            left -= stop - start
        return self.sessions[-1][1]

    def room_at(self, person: int, at: int) -> str:
        """Return where somebody is at an instant; empty for outside."""
        instants = [instant for instant, _ in self.moves[person]]
        place = bisect_right(instants, at) - 1
        return self.moves[person][place][1] if place >= 0 else ""

    def latest(self, lines: Sequence[tuple[int, str]], at: int) -> tuple[int, str] | None:
        """Return the last of these lines at or before an instant."""
        place = bisect_right([instant for instant, _ in lines], at) - 1
        return lines[place] if place >= 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everything a film says besides the batches, in the language it was made in."""

    edition: str
    notice: str
    day: str
    written: str
    deviation: str
    outside: str
    end: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reel:
    """A whole film, not drawn yet: it lasts `seconds` seconds."""

    batches: tuple[Batch, ...]
    words: Words
    seconds: float

    def scene(self, at_s: float) -> tuple[str, int, float]:
        """Return what stands at a time of the film: `title`, `play` or `end`, of which batch, and which share of it is over."""
        title, end = self._still(TITLE_S), self._still(END_S)
        play = (self.seconds - end) / len(self.batches) - title
        number = int(at_s // (title + play))
        if number >= len(self.batches):
            return "end", len(self.batches) - 1, min(1.0, (at_s - self.seconds + end) / end)
        within = at_s - number * (title + play)
        if within < title:
            return "title", number, within / title
        return "play", number, (within - title) / play

    def _still(self, seconds: float) -> float:
        """Return how long a still stands: shorter where the film is."""
        return min(seconds, self.seconds / (6 + 2 * len(self.batches)))


def batch_of(facts: Mapping[str, Any], rooms: Sequence[FilmRoom], letters: Mapping[str, str]) -> Batch:
    """Return a batch for the film from the timeline of its dossier.

    Args:
        facts: `title`, `team`, `decided`, `seats` (ref and role) and `timeline` as the debrief keeps them.
        rooms: The plan of the facility.
        letters: Seat to the letters that stand for it.
    """
    timeline = facts["timeline"]
    here = {stay["who"] for stay in timeline["stays"]}
    seats = [seat for seat in facts["seats"] if seat["ref"] in here]
    return Batch(
        title=facts["title"],
        team=facts["team"],
        rooms=tuple(rooms),
        seats=tuple(letters.get(seat["role"], "?") for seat in seats),
        sessions=tuple((session["from"], session["to"]) for session in timeline["sessions"]),
        moves=tuple(tuple(_moves(timeline["stays"], seat["ref"])) for seat in seats),
        entries=tuple(sorted((line["at"], line["words"]) for line in timeline["entries"])),
        deviations=tuple(sorted((line["at"], line["words"]) for line in timeline["deviations"])),
        decided=facts["decided"],
    )


def _moves(stays: Sequence[Mapping[str, Any]], ref: str) -> list[tuple[int, str]]:
    mine = sorted((stay for stay in stays if stay["who"] == ref), key=lambda stay: stay["from"])
    moves: list[tuple[int, str]] = []
    for stay in mine:
        if moves and moves[-1][0] == stay["from"]:
            moves.pop()
        moves += [(stay["from"], stay["room"]), (stay["to"], "")]
    return moves
