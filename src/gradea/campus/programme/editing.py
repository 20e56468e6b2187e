"""What an organiser changes about an edition: facts, days, sessions, places, organisations; making one and copying one."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from gradea.campus.people import actions as people
from gradea.campus.people.queries import Viewer
from gradea.campus.people.roster import slug
from gradea.campus.programme.models import Day, Edition, Organisation, Place, Session
from gradea.campus.shell.roles import Role
from gradea.vocabulary import Refusal

DAYS_MAX = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFacts:
    """What a new edition is, before it has days."""

    title: str
    starts_on: dt.date
    ends_on: dt.date
    venue: str
    town: str
    seats: int
    audience: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """One line of a day as an organiser types it."""

    place: str
    starts: dt.time
    ends: dt.time
    kind: str
    title: str
    about: str = ""
    stations: tuple[str, ...] = ()


def editions() -> bool:
    """Return whether there is any edition yet."""
    return Edition.objects.exists()


@transaction.atomic
def new_edition(facts: EditionFacts, organiser: str) -> str:
    """Make an edition with its days still empty, and its organiser; return the organiser's ref."""
    number = Edition.objects.count() + 1
    edition = Edition.objects.create(
        code=_free_code(facts.starts_on), ordinal=number, source_digest="", published=False, **_fields(facts)
    )
    for date in _dates(facts.starts_on, facts.ends_on):
        Day.objects.create(edition=edition, date=date, title=gettext("Day"))
    for key, name in (
        ("hall", gettext("Auditorium")),
        ("classroom", gettext("Classroom")),
        ("cleanroom", gettext("Cleanroom")),
    ):
        Place.objects.create(edition=edition, key=key, name=name)
    return people.enrol(edition.code, "organiser-01", name=organiser, roles=frozenset({Role.ORGANISER}))


def _fields(facts: EditionFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in EditionFacts.__dataclass_fields__}


def _dates(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=number) for number in range(min(DAYS_MAX, (last - first).days + 1))]


def _free_code(starts_on: dt.date) -> str:
    wanted = f"{starts_on:%Y-%m}"
    number, code = 1, wanted
    while Edition.objects.filter(code=code).exists():
        number += 1
        code = f"{wanted}-{number}"
    return code


@transaction.atomic
def copy_edition(viewer: Viewer, starts_on: dt.date) -> str:
    """Copy the viewer's edition to other dates: programme, places, organisations and seats, but no people.

    Returns the ref of the organiser in the new edition: the viewer, with a code of their own there.
    """
    old = Edition.objects.get(code=viewer.edition)
    shift = starts_on - old.starts_on
    new = Edition.objects.create(
        code=_free_code(starts_on), title=old.title, ordinal=old.ordinal + 1, starts_on=starts_on,
        ends_on=old.ends_on + shift, venue=old.venue, town=old.town, seats=old.seats, audience=old.audience,
        about=old.about, source_digest="", published=False, words=old.words,
    )  # fmt: skip
    places = {
        place.pk: Place.objects.create(edition=new, key=place.key, name=place.name, about=place.about)
        for place in Place.objects.filter(edition=old)
    }
    for row in Organisation.objects.filter(edition=old):
        row.pk, row.edition = None, new
        row.save()
    for day in Day.objects.filter(edition=old):
        sessions = list(day.sessions.all())
        copied = Day.objects.create(
            edition=new, date=day.date + shift, title=day.title, about=day.about, practical=day.practical
        )
        for row in sessions:
            row.pk, row.day, row.place = None, copied, places[row.place_id]
        Session.objects.bulk_create(sessions)
    people.save_allotments_like(old.code, new.code)
    return people.enrol(new.code, "organiser-01", name=viewer.name, roles=frozenset({Role.ORGANISER}))


@transaction.atomic
def save_facts(edition: str, facts: EditionFacts) -> None:
    """Change what an edition is; days outside the new dates go, missing ones come."""
    row = Edition.objects.get(code=edition)
    for name, value in _fields(facts).items():
        setattr(row, name, value)
    row.save()
    wanted = set(_dates(facts.starts_on, facts.ends_on))
    have = {day.date: day for day in Day.objects.filter(edition=row)}
    for date in have.keys() - wanted:
        have[date].delete()
    for date in sorted(wanted - have.keys()):
        Day.objects.create(edition=row, date=date, title=gettext("Day"))


def publish(edition: str, published: bool) -> None:
    """Show an edition to everybody, or only to those who are signed in to it."""
    Edition.objects.filter(code=edition).update(published=published)


def save_day(edition: str, date: dt.date, *, title: str, about: str, practical: bool) -> bool:
    """Change what a day is called; False if the edition has no such day."""
    days = Day.objects.filter(edition__code=edition, date=date)
    return bool(days.update(title=title, about=about, practical=practical))


@transaction.atomic
def save_session(edition: str, date: dt.date, facts: SessionFacts, key: str = "") -> Refusal | None:
    """Add a session to a day, or change the one with this key; None when done."""
    day = Day.objects.filter(edition__code=edition, date=date).first()
    place = Place.objects.filter(edition__code=edition, key=facts.place).first()
    if day is None or place is None:
        return _GONE
    clash = next((row for row in day.sessions.exclude(key=key or "-") if _overlaps(row, facts, place)), None)
    if clash is not None:
        return Refusal(
            code="programme.place-taken",
            rule="One place holds one session at a time.",
            message=f"'{clash.title}' is in {place.name} from {clash.starts:%H:%M} to {clash.ends:%H:%M}.",
            remedy="Choose another time or another place.",
        )
    values = {
        "place": place, "starts": facts.starts, "ends": facts.ends, "kind": facts.kind, "title": facts.title,
        "about": facts.about, "stations": list(facts.stations), "basis": "I",
    }  # fmt: skip
    if key:
        return None if day.sessions.filter(key=key).update(**values) else _GONE
    Session.objects.create(day=day, key=_free_key(edition, day, facts), **values)
    return None


_GONE = Refusal(
    code="programme.gone",
    rule="",
    message="This day, place or session is not there any more.",
    remedy="Reload the page; somebody else may have changed the programme.",
)


def _overlaps(row: Session, facts: SessionFacts, place: Place) -> bool:
    return row.place_id == place.pk and row.starts < facts.ends and facts.starts < row.ends


def session_key(date: dt.date, starts: dt.time, title: str) -> str:
    """Return the key of a session: day, start and title, at most 60 letters; attendance is kept under it.

    >>> session_key(dt.date(2025, 10, 7), dt.time(9, 40), "What is an ATMP")
    '1007-0940-what-is-an-atmp'
    """
    return f"{date:%m%d}-{starts:%H%M}-{slug(title)}"[:60].rstrip("-")


def _free_key(edition: str, day: Day, facts: SessionFacts) -> str:
    wanted = session_key(day.date, facts.starts, facts.title)
    number, key = 1, wanted
    while Session.objects.filter(day__edition__code=edition, key=key).exists():
        number += 1
        key = f"{wanted[:57]}-{number}"
    return key


def remove_session(edition: str, key: str) -> None:
    """Take a session out of the programme."""
    Session.objects.filter(day__edition__code=edition, key=key).delete()


def save_place(edition: str, name: str, about: str) -> None:
    """Add a place, or change what is said of it."""
    row = Edition.objects.get(code=edition)
    Place.objects.update_or_create(edition=row, key=slug(name), defaults={"name": name, "about": about})


def save_organisation(edition: str, name: str, kind: str, contribution: str) -> None:
    """Add an organisation that takes part, or change what it contributes."""
    row = Edition.objects.get(code=edition)
    order = Organisation.objects.filter(edition=row).count()
    Organisation.objects.update_or_create(
        edition=row, name=name, kind=kind,
        defaults={"contribution": contribution, "basis": "I"}, create_defaults={
            "contribution": contribution, "basis": "I", "order": order,
        },
    )  # fmt: skip


def remove_organisation(edition: str, name: str, kind: str) -> None:
    """Take an organisation out of an edition."""
    Organisation.objects.filter(edition__code=edition, name=name, kind=kind).delete()
