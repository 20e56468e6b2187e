"""What became of the closed batches of an edition, for slices that tell of outcomes. They guard who sees it; no name is in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gradea.campus.cleanroom.runs import RunCard, closed_runs
from gradea.campus.debrief.archive import archive
from gradea.campus.debrief.headline import DECIDED
from gradea.campus.debrief.queries import hands_on_dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """A closed batch in short. `findings`: gaps between what was done and written; None where nothing was simulated."""

    ref: str
    scenario: str
    team: str
    team_name: str
    number: str
    product: str
    decision: str
    deviations: int
    findings: int | None

    @property
    def decided(self) -> str:
        """The decision in a sentence, in English; `said` tells it in the language of the page."""
        return DECIDED.get(self.decision, DECIDED["open"])


def batches_of(edition: str, *teams: str) -> list[BatchLine]:
    """Return the closed batches of an edition, or of these teams, newest first; one whose dossier is being made is left out."""
    return [_line(card, dossier) for card, dossier in _closed(edition, teams)]


def replays_of(edition: str) -> list[tuple[BatchLine, dict[str, Any]]]:
    """Return the closed simulated batches with their dossier, in which people are references."""
    return [(_line(card, dossier), dossier) for card, dossier in _closed(edition, ()) if not card.hands_on]


def _closed(edition: str, teams: tuple[str, ...]) -> Iterator[tuple[RunCard, dict[str, Any]]]:
    for card in closed_runs(edition):
        if not teams or card.team in teams:
            dossier = hands_on_dossier(card) if card.hands_on else archive().dossier(card.ref, card.scenario)
            if dossier is not None:
                yield card, dossier


def _line(card: RunCard, dossier: dict[str, Any]) -> BatchLine:
    decision = dossier["decision"] if card.hands_on else dossier["headline"]["decision"]
    written = dossier["deviations"] if card.hands_on else dossier["timeline"]["deviations"]
    return BatchLine(
        ref=card.ref,
        scenario=card.scenario,
        team=card.team,
        team_name=card.team_name,
        number=card.batch_number,
        product=dossier["product"],
        decision=decision,
        deviations=len(written),
        findings=None if card.hands_on else len(dossier["findings"]),
    )
