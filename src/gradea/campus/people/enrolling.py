"""How people come into an edition: by a list, by a link, over a waiting list; and how many seats there are."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from gradea.campus.people.actions import enrol
from gradea.campus.people.codes import login_code
from gradea.campus.people.consents import ConsentKind, consent
from gradea.campus.people.models import Allotment, Application, Institution, JoinLink, Person
from gradea.campus.people.queries import Viewer
from gradea.campus.people.roster import RosterProblem, RosterRow, slug
from gradea.campus.shell.roles import Role
from gradea.vocabulary import Refusal

_NOT_OPEN = Refusal(
    code="people.link-closed",
    rule="A link enrols while the organiser keeps it open.",
    message="This link does not enrol anybody any more.",
    remedy="Ask your school or the organiser for a new one.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPlan:
    """What bringing in a list would do.

    Attributes:
        new: Rows of people who are not there yet.
        changed: Rows whose name, school or role differs, with what it is now.
        same: How many are there already, just so.
        problems: Rows that cannot be brought in.
    """

    new: list[RosterRow]
    changed: list[tuple[RosterRow, str]]
    same: int
    problems: list[RosterProblem]


def plan_roster(edition: str, rows: list[RosterRow], problems: list[RosterProblem]) -> RosterPlan:
    """Return what bringing in these rows would do; nothing is stored. Two queries."""
    schools = _schools()
    known = {
        person.roster_key: person
        for person in Person.objects.select_related("institution").filter(edition=edition, erased_at__isnull=True)
    }
    new, changed, same, wrong = [], [], 0, list(problems)
    for row in rows:
        person = known.get(row.key)
        if row.institution and row.institution.lower() not in schools:
            words = gettext("The school '%(school)s' is not known. Add it first, or write it as it is called there.")
            wrong.append(RosterProblem(line=row.line, words=words % {"school": row.institution}))
        elif person is None:
            new.append(row)
        elif _now(person) != _then(row, schools):
            changed.append((row, f"{person.name}, {person.institution.short if person.institution else '–'}"))
        else:
            same += 1
    return RosterPlan(new=new, changed=changed, same=same, problems=sorted(wrong, key=lambda each: each.line))


def _schools() -> dict[str, Institution]:
    rows = list(Institution.objects.all())
    return {words.lower(): row for row in rows for words in (row.code, row.short, row.name)}


def _now(person: Person) -> tuple[str, int | None, list[str]]:
    return person.name, person.institution_id, person.roles


def _then(row: RosterRow, schools: dict[str, Institution]) -> tuple[str, int | None, list[str]]:
    return row.name, schools[row.institution.lower()].pk if row.institution else None, [row.role.value]


@transaction.atomic
def bring_in(viewer: Viewer, rows: list[RosterRow]) -> int:
    """Enrol everybody of a list, or bring them up to date; returns how many rows. All of it or nothing."""
    schools = _schools()
    for row in rows:
        place = schools[row.institution.lower()].code if row.institution else ""
        enrol(viewer.edition, row.key, name=row.name, roles=frozenset({row.role}), institution=place, by_ref=viewer.ref)
    return len(rows)


def allot(edition: str, institution: str, seats: int | None) -> None:
    """Set how many seats an institution has; None for as many as the edition has."""
    place = Institution.objects.get(code=institution)
    if seats is None:
        Allotment.objects.filter(edition=edition, institution=place).delete()
    else:
        Allotment.objects.update_or_create(edition=edition, institution=place, defaults={"seats": seats})


def open_link(edition: str, institution: str = "") -> str:
    """Open a link by which students enrol themselves, for one institution or for all; returns its token."""
    place = Institution.objects.get(code=institution) if institution else None
    token = secrets.token_urlsafe(9)
    JoinLink.objects.create(edition=edition, token=token, institution=place, opened_at=timezone.now())
    return token


def close_link(edition: str, token: str) -> None:
    """Close a link; who enrolled by it stays."""
    JoinLink.objects.filter(edition=edition, token=token, closed_at__isnull=True).update(closed_at=timezone.now())


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What came of enrolling by a link: a code to sign in with, or a place on the waiting list."""

    code: str = ""
    waiting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody typed who enrols by a link."""

    name: str
    institution: str
    consents: frozenset[ConsentKind]


@transaction.atomic
def join(token: str, wish: Wish, seats: int) -> Joined | Refusal:
    """Enrol somebody by a link, or put them on the waiting list where no seat is left.

    Args:
        token: Of the link.
        wish: What they typed; the institution counts only where the link names none.
        seats: Seats of the edition.
    """
    link = JoinLink.objects.select_related("institution").filter(token=token, closed_at__isnull=True).first()
    if link is None:
        return _NOT_OPEN
    place = link.institution or Institution.objects.filter(code=wish.institution).first()
    if waiting(link.edition) or not _seat_left(link.edition, place, seats):
        row = Application.objects.create(
            edition=link.edition, token=secrets.token_urlsafe(12), name=wish.name, institution=place,
            consents=sorted(wish.consents), at=timezone.now(),
        )  # fmt: skip
        return Joined(waiting=row.token)
    return Joined(code=_code_of(_seated(link.edition, wish.name, place, wish.consents)))


def _seated(edition: str, name: str, place: Institution | None, consents: frozenset[ConsentKind]) -> str:
    school = place.code if place else ""
    key = f"{slug(f'{school} {name}')[:32]}-{secrets.token_hex(2)}"
    ref = enrol(edition, key, name=name, roles=frozenset({Role.STUDENT}), institution=school)
    consent(ref, set(consents))
    return ref


def _code_of(ref: str) -> str:
    return login_code(ref, Person.objects.get(ref=ref).code_version)


def _seat_left(edition: str, place: Institution | None, seats: int) -> bool:
    taken = _taken(edition)
    if len(taken) >= seats:
        return False
    allotted = Allotment.objects.filter(edition=edition, institution=place).first() if place else None
    return allotted is None or taken.count(place.pk if place else None) < allotted.seats


def _taken(edition: str) -> list[int | None]:
    """Return the institution of every student who has a seat."""
    rows = Person.objects.filter(edition=edition, erased_at__isnull=True).values_list("institution_id", "roles")
    return [institution for institution, roles in rows if Role.STUDENT in roles]


def students_in(edition: str) -> int:
    """Return how many students have a seat."""
    return len(_taken(edition))


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """Somebody who waits for a seat."""

    token: str
    name: str
    institution: str
    at: datetime


def waiting(edition: str) -> list[WaitingLine]:
    """Return the waiting list, first come first. One query."""
    return [
        WaitingLine(
            token=row.token,
            name=row.name,
            institution=row.institution.short if row.institution else "",
            at=row.at,
        )
        for row in _waiting(edition)
    ]


def _waiting(edition: str) -> list[Application]:
    rows = Application.objects.select_related("institution").filter(edition=edition, person_ref="")
    return list(rows.order_by("at", "pk"))


@transaction.atomic
def offer_seat(edition: str, token: str) -> bool:
    """Give somebody of the waiting list a seat, whatever the numbers say; False if they are not on it any more."""
    row = Application.objects.select_related("institution").filter(edition=edition, token=token, person_ref="").first()
    if row is None:
        return False
    row.person_ref = _seated(edition, row.name, row.institution, frozenset(map(ConsentKind, row.consents)))
    row.save(update_fields=["person_ref"])
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where somebody stands who enrolled by a link: a sign-in code, or how many are before them."""

    name: str
    code: str
    before: int


def standing(token: str) -> Standing | None:
    """Return where the holder of a waiting-list address stands; None once they withdrew."""
    row = Application.objects.filter(token=token).first()
    if row is None:
        return None
    if row.person_ref:
        return Standing(name=row.name, code=_code_of(row.person_ref), before=0)
    before = [each.token for each in waiting(row.edition)].index(token)
    return Standing(name=row.name, code="", before=before)


def withdraw(token: str) -> None:
    """Take somebody off the waiting list."""
    Application.objects.filter(token=token, person_ref="").delete()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """How many seats an institution has and uses; without a number it may use all of the edition."""

    code: str
    name: str
    short: str
    allotted: int | None
    taken: int
    waiting: int


def seat_lines(edition: str) -> list[SeatLine]:
    """Return every institution with its seats. Four queries."""
    taken, queue = _taken(edition), _waiting(edition)
    allotted = dict(Allotment.objects.filter(edition=edition).values_list("institution_id", "seats"))
    return [
        SeatLine(
            code=row.code,
            name=row.name,
            short=row.short,
            allotted=allotted.get(row.pk),
            taken=taken.count(row.pk),
            waiting=sum(each.institution_id == row.pk for each in queue),
        )
        for row in Institution.objects.order_by("short")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """An open link, and for whom."""

    token: str
    institution: str


def open_links(edition: str) -> list[LinkLine]:
    """Return the open links of an edition. One query."""
    rows = JoinLink.objects.select_related("institution").filter(edition=edition, closed_at__isnull=True)
    return [
        LinkLine(token=row.token, institution=row.institution.short if row.institution else "")
        for row in rows.order_by("opened_at")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a link invites to."""

    edition: str
    institution: str


def invitation(token: str) -> Invitation | None:
    """Return what an open link invites to; None for one that is wrong or closed."""
    row = JoinLink.objects.select_related("institution").filter(token=token, closed_at__isnull=True).first()
    return (
        None
        if row is None
        else Invitation(edition=row.edition, institution=row.institution.name if row.institution else "")
    )
