"""Who was at which session: checked in by a code on the screen or a scanned badge, also while a device was offline."""

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from gradea.campus.people import queries as people
from gradea.campus.people.queries import PersonCard, Viewer
from gradea.campus.programme.models import Attendance, Session
from gradea.campus.programme.spoken import in_language
from gradea.campus.shell.roles import Role
from gradea.vocabulary import Refusal

EARLY = dt.timedelta(minutes=30)
"""How long before a session a scan counts; after its end so, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFile:
    """A session and who was there."""

    key: str
    title: str
    date: dt.date
    starts: dt.time
    ends: dt.time
    present: tuple[tuple[PersonCard, dt.datetime, str], ...]
    absent: tuple[PersonCard, ...]


def check_in_token(edition: str, session_key: str) -> str:
    """Return what the code on the screen holds; only this installation can make it."""
    text = f"gradea|check-in|{edition}|{session_key}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:20]


def check_in(viewer: Viewer, session_key: str, token: str, scanned_at: dt.datetime | None = None) -> Refusal | None:
    """Check the viewer in by the code on the screen. None when done, also the second time."""
    if not hmac.compare_digest(token.encode(), check_in_token(viewer.edition, session_key).encode()):
        return Refusal(
            code="programme.wrong-code",
            rule="The code on the screen checks in.",
            message="This code does not belong to a session of your edition.",
            remedy="Scan the code on the screen of the room you are in.",
        )
    return _kept(viewer.edition, session_key, viewer.ref, viewer.ref, scanned_at, "screen")


def check_in_person(viewer: Viewer, session_key: str, ref: str) -> Refusal | None:
    """A trainer or organiser checks somebody in, by hand or by their badge. None when done."""
    card = people.person_card(ref)
    if card is None or card.edition != viewer.edition:
        return Refusal(
            code="programme.nobody",
            rule="",
            message="This badge belongs to nobody in this edition.",
            remedy="Look the person up on the list.",
        )
    return _kept(viewer.edition, session_key, ref, viewer.ref, None, "hand")


def _kept(
    edition: str, session_key: str, ref: str, by_ref: str, scanned_at: dt.datetime | None, way: str
) -> Refusal | None:
    session = Session.objects.select_related("day").filter(day__edition__code=edition, key=session_key).first()
    if session is None:
        return Refusal(
            code="programme.gone",
            rule="",
            message="This session is not in the programme any more.",
            remedy="Ask the organiser which one it is now.",
        )
    now = timezone.now()
    at = scanned_at if scanned_at is not None and scanned_at <= now else now
    Attendance.objects.get_or_create(
        edition=edition,
        session_key=session_key,
        person_ref=ref,
        defaults={"at": at, "received_at": now, "by_ref": by_ref, "way": way},
    )
    return None


def session_file(edition: str, session_key: str) -> SessionFile | None:
    """Return a session with who was there and who of the students was not. Three queries."""
    row = Session.objects.select_related("day__edition").filter(day__edition__code=edition, key=session_key).first()
    if row is None:
        return None
    students = {card.ref: card for card in people.people_of(edition) if Role.STUDENT in card.roles}
    rows = Attendance.objects.filter(edition=edition, session_key=session_key).order_by("at")
    present = tuple((students[each.person_ref], each.at, each.way) for each in rows if each.person_ref in students)
    there = {card.ref for card, _, _ in present}
    return SessionFile(
        key=row.key,
        title=in_language(row.day.edition.words, row.title),
        date=row.day.date,
        starts=row.starts,
        ends=row.ends,
        present=present,
        absent=tuple(card for ref, card in students.items() if ref not in there),
    )


def attended(ref: str, edition: str) -> set[str]:
    """Return the keys of the sessions a person was at. One query."""
    return set(Attendance.objects.filter(edition=edition, person_ref=ref).values_list("session_key", flat=True))


def share_attended(ref: str, edition: str, kinds: frozenset[str]) -> tuple[int, int]:
    """Return at how many of the sessions of these kinds a person was, and how many there are. Two queries."""
    keys = set(Session.objects.filter(day__edition__code=edition, kind__in=kinds).values_list("key", flat=True))
    return len(keys & attended(ref, edition)), len(keys)


def attendance_of(ref: str) -> list[dict[str, str]]:
    """Return where a person checked in, for their own file."""
    rows = Attendance.objects.filter(person_ref=ref).order_by("at")
    return [{"session": row.session_key, "at": row.at.isoformat(), "way": row.way} for row in rows]
