"""The figures of an edition: batches, deviations, gaps found, and how scores are spread. Counts, never a person."""

from dataclasses import dataclass

from gradea.campus.debrief.batches import batches_of
from gradea.campus.exercises.queries import scores_of
from gradea.exercise import SMALLEST_GROUP

BANDS = 5
"""Bands of the spread of scores, each a fifth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """How many people's score lies in a band, in percent."""

    low: int
    high: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """An edition in numbers. `bands` is empty while fewer than `smallest` people have a score: a few could be recognised."""

    batches: int
    certified: int
    rejected: int
    deviations: int
    findings: int
    scored: int
    bands: tuple[Band, ...]
    smallest: int = SMALLEST_GROUP

    @property
    def undecided(self) -> int:
        """Batches that were ended before a decision."""
        return self.batches - self.certified - self.rejected


def figures_of(edition: str) -> Figures:
    """Return the figures of an edition, from closed batches and practice sets."""
    batches = batches_of(edition)
    shares = [score.share for score in scores_of(edition).values() if score.share is not None]
    return Figures(
        batches=len(batches),
        certified=sum(batch.decision == "certified" for batch in batches),
        rejected=sum(batch.decision == "rejected" for batch in batches),
        deviations=sum(batch.deviations for batch in batches),
        findings=sum(batch.findings or 0 for batch in batches),
        scored=len(shares),
        bands=_bands(shares) if len(shares) >= SMALLEST_GROUP else (),
    )


def _bands(shares: list[float]) -> tuple[Band, ...]:
    counts = [0] * BANDS
    for share in shares:
        counts[min(BANDS - 1, int(share * BANDS))] += 1
    step = 100 // BANDS
    return tuple(Band(low=number * step, high=(number + 1) * step, people=count) for number, count in enumerate(counts))
