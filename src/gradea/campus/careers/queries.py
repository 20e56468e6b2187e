"""Questions about employers: who is here, what they offer, when they speak, who wished whom."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from gradea.campus.careers.kinds import OpeningKind
from gradea.campus.careers.models import Employer, Interest, Opening, Talk
from gradea.campus.people import queries as people
from gradea.campus.people.consents import ConsentKind, agreed_since
from gradea.campus.people.queries import Viewer
from gradea.campus.programme import queries as programme
from gradea.campus.programme.kinds import SessionKind
from gradea.campus.shell.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningLine:
    """What an employer offers."""

    number: int
    kind: str
    title: str
    about: str
    place: str
    until: dt.date | None
    past: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkLine:
    """A talk, when and where."""

    number: int
    title: str
    speaker: str
    employer: str
    date: dt.date | None
    starts: dt.time | None
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerCard:
    """An employer as everybody of the edition sees it. `marked` and `marks_me` are about the student who asks."""

    key: str
    name: str
    about: str
    looks_for: str
    openings: tuple[OpeningLine, ...]
    talks: tuple[TalkLine, ...]
    marked: bool = False
    marks_me: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine:
    """An employer with who speaks for it and how they come in; for the organiser."""

    key: str
    name: str
    contact: str
    code: str
    wished: int


def employers_for(viewer: Viewer, *keys: str) -> list[EmployerCard]:
    """Return the employers of the viewer's edition, or these of them, by name. Seven queries, however many employers."""
    rows = list(
        Employer.objects.filter(edition=viewer.edition, **({"key__in": keys} if keys else {}))
        .order_by("name")
        .prefetch_related("openings", "talks")
    )
    since = agreed_since({viewer.ref}, ConsentKind.EMPLOYER).get(viewer.ref)
    wishes = Interest.objects.filter(employer__in=rows, person_ref=viewer.ref)
    mine = {(row.employer_id, row.by_student) for row in wishes if since is not None and row.at >= since}
    sessions, today = employer_sessions(viewer.edition), timezone.localdate()
    own = viewer.has(Role.STUDENT)
    return [
        EmployerCard(
            key=row.key,
            name=row.name,
            about=row.about,
            looks_for=row.looks_for,
            openings=tuple(
                line for opening in row.openings.all() if not (line := _opening(opening, today)).past or not own
            ),
            talks=tuple(_talk(talk, row.name, sessions) for talk in row.talks.all()),
            marked=own and (row.pk, True) in mine,
            marks_me=own and (row.pk, False) in mine,
        )
        for row in rows
    ]


def employer_for(viewer: Viewer, key: str) -> EmployerCard | None:
    """Return one employer, or None (answer 404)."""
    return next(iter(employers_for(viewer, key)), None)


def employer_sessions(edition: str) -> dict[str, tuple[dt.date, dt.time, str, str]]:
    """Return the sessions in which employers speak: key to date, start, place and title."""
    return {
        line.key: (day.date, line.starts, line.place, line.title)
        for day in programme.days_of(edition)
        for line in day.sessions
        if line.kind in {SessionKind.EMPLOYER, SessionKind.NETWORKING, SessionKind.VISIT}
    }


def _opening(row: Opening, today: dt.date) -> OpeningLine:
    return OpeningLine(
        number=row.pk,
        kind=OpeningKind(row.kind).words,
        title=row.title,
        about=row.about,
        place=row.place,
        until=row.until,
        past=row.until is not None and row.until < today,
    )


def _talk(row: Talk, employer: str, sessions: dict[str, tuple[dt.date, dt.time, str, str]]) -> TalkLine:
    date, starts, place, _title = sessions.get(row.session_key, (None, None, "", ""))
    return TalkLine(
        number=row.pk,
        title=row.title,
        speaker=row.speaker,
        employer=employer,
        date=date,
        starts=starts,
        place=place,
    )


def contacts(viewer: Viewer) -> list[ContactLine]:
    """Return the employers with how their contact comes in; nothing unless the viewer organises the edition."""
    if not viewer.has(Role.ORGANISER):
        return []
    rows = list(Employer.objects.filter(edition=viewer.edition).order_by("name"))
    names = people.names_of({row.contact_ref for row in rows})
    wished = list(Interest.objects.filter(employer__in=rows, by_student=True).values_list("employer_id", flat=True))
    return [
        ContactLine(
            key=row.key,
            name=row.name,
            contact=names.get(row.contact_ref, "–"),
            code=people.way_in(row.contact_ref)[0],
            wished=wished.count(row.pk),
        )
        for row in rows
    ]
