"""Which runs there are, and who may see them. Everybody else in the campus asks here."""

from dataclasses import dataclass
from datetime import datetime

from gradea.campus.cleanroom.hall import hall
from gradea.campus.cleanroom.live_run import LiveRun
from gradea.campus.cleanroom.models import Run
from gradea.campus.people.queries import Viewer
from gradea.campus.programme import queries as programme
from gradea.campus.shell.roles import Role
from gradea.practical import HANDS_ON


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCard:
    """A run in short; no seed, nothing hidden."""

    ref: str
    edition: str
    team: str
    team_name: str
    scenario: str
    mode: str
    number: int
    opened_at: datetime
    closed: bool

    @property
    def hands_on(self) -> bool:
        """Whether hands do the work in a real room, and only the record is here."""
        return self.mode == HANDS_ON

    @property
    def batch_number(self) -> str:
        """The batch that the run makes."""
        return f"EX-{self.number:05d}"


def runs_for(viewer: Viewer) -> list[RunCard]:
    """Return the runs of the teams this viewer may see, newest first. Three queries, however many runs."""
    names = {team.key: team.name for team in programme.visible_teams(viewer)}
    rows = Run.objects.filter(edition=viewer.edition, team__in=names).order_by("-number")
    return [_card(row, names[row.team]) for row in rows]


def run_of_team(viewer: Viewer, team: str) -> RunCard | None:
    """Return the newest run of a team that is not closed, else its newest run, else None."""
    mine = [card for card in runs_for(viewer) if card.team == team]
    return next((card for card in mine if not card.closed), mine[0] if mine else None)


def run_for(viewer: Viewer, ref: str) -> RunCard | None:
    """Return a run by its reference if the viewer may see it, else None (answer 404). Three queries."""
    row = Run.objects.filter(ref=ref, edition=viewer.edition).first()
    team = programme.team_for(viewer, row.team) if row is not None else None
    return _card(row, team.name) if row is not None and team is not None else None


def closed_runs(edition: str) -> list[RunCard]:
    """Return the closed runs of an edition, newest first, for slices that tell of outcomes; the caller guards who sees them."""
    names = {team.key: team.name for team in programme.teams_of(edition)}
    rows = Run.objects.filter(edition=edition, closed_at__isnull=False).order_by("-number")
    return [_card(row, names.get(row.team, row.team)) for row in rows]


def live_run(card: RunCard) -> LiveRun:
    """Return the live run behind a card; the caller has asked for the card with the viewer."""
    row = Run.objects.only("ref", "seed", "scenario").get(ref=card.ref)
    found = hall().run(row.ref, row.seed, row.scenario)
    hall().watch(row.ref)
    return found


def seated_run(viewer: Viewer, ref: str) -> LiveRun | None:
    """Return the live run in which the viewer holds a seat, else None (answer 404). One query: acts come often."""
    row = Run.objects.only("ref", "seed", "scenario").filter(ref=ref, edition=viewer.edition).first()
    if row is None:
        return None
    found = hall().run(row.ref, row.seed, row.scenario)
    hall().watch(row.ref)
    return found if found.state.roster.role_of(viewer.ref) is not None else None


def may_teach(viewer: Viewer) -> bool:
    """Return whether the viewer may stop the clock and make disturbances."""
    return viewer.has(Role.TRAINER)


def _card(row: Run, team_name: str) -> RunCard:
    return RunCard(
        ref=row.ref,
        edition=row.edition,
        team=row.team,
        team_name=team_name,
        scenario=row.scenario,
        mode=row.mode,
        number=row.number,
        opened_at=row.opened_at,
        closed=row.closed_at is not None,
    )
