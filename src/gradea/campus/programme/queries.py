"""Questions about the programme and the teams. Answers are plain values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from gradea.campus.people import queries as people
from gradea.campus.people.queries import Viewer
from gradea.campus.programme.kinds import (
    ORGANISATION_WORDS,
    SESSION_WORDS,
    OrganisationKind,
    SeatRole,
    SessionKind,
)
from gradea.campus.programme.models import Day, Edition, Organisation, Place, Seat, Session
from gradea.campus.shell.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCard:
    """An edition in short."""

    code: str
    title: str
    ordinal: int
    starts_on: dt.date
    ends_on: dt.date
    venue: str
    town: str
    seats: int
    audience: str
    about: str
    published: bool
    words: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """One line of a day."""

    key: str
    starts: dt.time
    ends: dt.time
    kind: SessionKind
    kind_words: str
    icon: str
    title: str
    about: str
    place: str
    place_key: str
    stations: tuple[str, ...]
    on_record: bool
    now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """A day with its sessions."""

    number: int
    date: dt.date
    title: str
    about: str
    practical: bool
    sessions: tuple[SessionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationGroup:
    """Organisations that do the same."""

    kind: str
    title: str
    contribution: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatCard:
    """A part in a team and who has it."""

    role: SeatRole
    ref: str
    name: str
    initials: str
    institution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCard:
    """A team."""

    key: str
    name: str
    edition: str
    seats: tuple[SeatCard, ...]

    def seat_of(self, ref: str) -> SeatCard | None:
        """Return the first seat of a person, or None."""
        return next((seat for seat in self.seats if seat.ref == ref), None)

    @property
    def schools(self) -> tuple[str, ...]:
        """The institutions in the team, each once."""
        return tuple(dict.fromkeys(seat.institution for seat in self.seats if seat.institution))


def edition_for(viewer: Viewer | None) -> EditionCard | None:
    """Return the viewer's own edition; for somebody not signed in the latest one. None where none is loaded. One query."""
    published = Edition.objects.filter(published=True).order_by("-starts_on")
    rows = Edition.objects.filter(code=viewer.edition) if viewer else published
    return _edition_card(rows.first())


def edition_by_code(code: str) -> EditionCard | None:
    """Return an edition by its code, or None. One query."""
    return _edition_card(Edition.objects.filter(code=code).first())


def _edition_card(row: Edition | None) -> EditionCard | None:
    if row is None:
        return None
    return EditionCard(**{name: getattr(row, name) for name in EditionCard.__dataclass_fields__})


def days_of(edition: str) -> list[DayPlan]:
    """Return the days of an edition with their sessions. Two queries, however many days."""
    days = list(Day.objects.filter(edition__code=edition).order_by("date"))
    rows = Session.objects.filter(day__in=days).select_related("place").order_by("starts")
    lines: dict[int, list[SessionLine]] = {day.pk: [] for day in days}
    now = timezone.localtime()
    dates = {day.pk: day.date for day in days}
    for row in rows:
        lines[row.day_id].append(_line(row, now if dates[row.day_id] == now.date() else None))
    return [
        DayPlan(
            number=number,
            date=day.date,
            title=day.title,
            about=day.about,
            practical=day.practical,
            sessions=tuple(lines[day.pk]),
        )
        for number, day in enumerate(days, start=1)
    ]


def _line(row: Session, now: dt.datetime | None) -> SessionLine:
    words, icon = SESSION_WORDS[SessionKind(row.kind)]
    return SessionLine(
        key=row.key,
        starts=row.starts,
        ends=row.ends,
        kind=SessionKind(row.kind),
        kind_words=gettext(words),
        icon=icon,
        title=row.title,
        about=row.about,
        place=row.place.name,
        place_key=row.place.key,
        stations=tuple(row.stations),
        on_record=row.basis == "E",
        now=now is not None and row.starts <= now.time() < row.ends,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCard:
    """A place of the venue."""

    key: str
    name: str
    about: str


def places_of(edition: str) -> list[PlaceCard]:
    """Return the places of an edition. One query."""
    rows = Place.objects.filter(edition__code=edition).order_by("name")
    return [PlaceCard(key=row.key, name=row.name, about=row.about) for row in rows]


def day_to_show(days: list[DayPlan], today: dt.date) -> DayPlan | None:
    """Return today's day; outside the edition the practical day, which is what people come back for."""
    for day in days:
        if day.date == today:
            return day
    return next((day for day in days if day.practical), days[0] if days else None)


def organisations_of(edition: str) -> dict[str, OrganisationGroup]:
    """Return the organisations of an edition, grouped by what they do. One query."""
    rows = list(Organisation.objects.filter(edition__code=edition).order_by("order"))
    groups = {}
    for kind in OrganisationKind:
        mine = [row for row in rows if row.kind == kind]
        if mine:
            contribution = mine[0].contribution if len({row.contribution for row in mine}) == 1 else ""
            groups[kind.value] = OrganisationGroup(
                kind=kind.value,
                title=gettext(ORGANISATION_WORDS[kind]),
                contribution=contribution,
                names=tuple(row.name for row in mine),
            )
    return groups


def teams_of(edition: str, *keys: str) -> list[TeamCard]:
    """Return the teams of an edition, or those with one of these keys, with their seats. Two queries, however many teams.

    For trainers and the installation; ask `visible_teams` on behalf of a viewer.
    """
    asked = Seat.objects.filter(team__edition__code=edition, **({"team__key__in": keys} if keys else {}))
    seats = list(asked.select_related("team").order_by("team__key", "order"))
    cards = people.cards_of({seat.person_ref for seat in seats})
    names: dict[str, str] = {}
    teams: dict[str, list[SeatCard]] = {}
    for seat in seats:
        names[seat.team.key] = seat.team.name
        card = cards.get(seat.person_ref)
        teams.setdefault(seat.team.key, []).append(
            SeatCard(
                role=SeatRole(seat.role),
                ref=seat.person_ref,
                name=card.name if card else gettext("Erased participant"),
                initials=card.initials if card else "–",
                institution=card.institution if card else "",
            )
        )
    return [TeamCard(key=key, name=names[key], edition=edition, seats=tuple(mine)) for key, mine in teams.items()]


def visible_teams(viewer: Viewer, *keys: str) -> list[TeamCard]:
    """Return the teams this viewer may see, or those of them with one of these keys.

    All for those who teach, review or organise, else their own.
    """
    teams = teams_of(viewer.edition, *keys)
    if viewer.has(Role.TRAINER, Role.ORGANISER, Role.QC, Role.QA, Role.QP):
        return teams
    return [team for team in teams if team.seat_of(viewer.ref)]


def team_of(viewer: Viewer) -> TeamCard | None:
    """Return the viewer's own team, or None."""
    return next((team for team in teams_of(viewer.edition) if team.seat_of(viewer.ref)), None)


def team_for(viewer: Viewer, key: str) -> TeamCard | None:
    """Return a team by its key if the viewer may see it, else None (answer 404)."""
    return next(iter(visible_teams(viewer, key)), None)
