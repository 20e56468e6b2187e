"""What changes: employers and what they offer, and what a student opens, shares, takes back and wishes."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from gradea.campus.careers.kinds import Item, OpeningKind
from gradea.campus.careers.models import Employer, Interest, Opening, Profile, Share, Talk
from gradea.campus.careers.outcomes import outcomes_of
from gradea.campus.careers.own import agrees_since
from gradea.campus.careers.queries import employer_sessions
from gradea.campus.careers.sealing import sealed
from gradea.campus.careers.seeing import employer_of, sights
from gradea.campus.people import actions as people
from gradea.campus.people.queries import Viewer
from gradea.campus.people.roster import slug
from gradea.campus.shell.roles import Role
from gradea.vocabulary import Refusal

DAYS = (7, 30, 90)
"""For how many days an item can be shared."""


# --- the organiser ---


@transaction.atomic
def add_employer(viewer: Viewer, name: str, contact: str) -> Refusal | None:
    """Add an employer and the person who speaks for it, who gets a code; the same name again renames the contact."""
    if not viewer.has(Role.ORGANISER):
        return _ORGANISERS
    key = slug(name)[:40]
    if not key:
        return _NO_NAME
    ref = people.enrol(
        viewer.edition, f"employer-{key}"[:40], name=contact, roles=frozenset({Role.EMPLOYER}), by_ref=viewer.ref
    )
    Employer.objects.update_or_create(edition=viewer.edition, key=key, defaults={"name": name, "contact_ref": ref})
    return None


def add_talk(viewer: Viewer, employer: str, session: str, title: str, speaker: str) -> Refusal | None:
    """Say that an employer speaks at a session of the programme."""
    if not viewer.has(Role.ORGANISER):
        return _ORGANISERS
    row = Employer.objects.filter(edition=viewer.edition, key=employer).first()
    if row is None or session not in employer_sessions(viewer.edition):
        return _GONE
    Talk.objects.create(employer=row, session_key=session, title=title, speaker=speaker)
    return None


# --- the employer ---


def describe(viewer: Viewer, about: str, looks_for: str) -> Refusal | None:
    """Keep what an employer says about itself."""
    employer = employer_of(viewer)
    if employer is None:
        return _NO_EMPLOYER
    Employer.objects.filter(pk=employer.pk).update(about=about, looks_for=looks_for)
    return None


def offer(
    viewer: Viewer, kind: OpeningKind, title: str, about: str, place: str, until: dt.date | None
) -> Refusal | None:
    """Add an opening."""
    employer = employer_of(viewer)
    if employer is None:
        return _NO_EMPLOYER
    Opening.objects.create(employer=employer, kind=kind, title=title, about=about, place=place, until=until)
    return None


def withdraw_opening(viewer: Viewer, number: int) -> Refusal | None:
    """Take an opening of one's own away."""
    employer = employer_of(viewer)
    if employer is None or not Opening.objects.filter(employer=employer, pk=number).delete()[0]:
        return _GONE
    return None


def mark_student(viewer: Viewer, ref: str, *, wished: bool) -> Refusal | None:
    """Wish to meet a student whose profile is open, or take that back."""
    employer = employer_of(viewer)
    if employer is None:
        return _NO_EMPLOYER
    if not wished:
        Interest.objects.filter(employer=employer, person_ref=ref, by_student=False).delete()
        return None
    sight = sights(employer).get(ref)
    if sight is None or not sight.words:
        return _NOT_OPEN
    _wish(employer, ref, by_student=False)
    return None


# --- the student ---


def open_profile(viewer: Viewer, words: str, *, opened: bool) -> Refusal | None:
    """Keep what a student says about themselves, and whether all employers of the edition may read it."""
    if opened and agrees_since(viewer) is None:
        return _AGREE_FIRST
    before = Profile.objects.filter(person_ref=viewer.ref).first()
    since = agrees_since(viewer)
    still = before and before.open and before.opened_at and since and before.opened_at >= since
    facts = {
        "edition": viewer.edition,
        "words": sealed(viewer, words),
        "open": opened,
        "opened_at": (before.opened_at if still else timezone.now()) if opened else None,
    }
    Profile.objects.update_or_create(person_ref=viewer.ref, defaults=facts)
    return None


def share(viewer: Viewer, employer: str, item: Item, days: int) -> Refusal | None:
    """Show one item to one employer for some days. Sharing it again sets a new end."""
    row = Employer.objects.filter(edition=viewer.edition, key=employer).first()
    if row is None or days not in DAYS:
        return _GONE
    if agrees_since(viewer) is None:
        return _AGREE_FIRST
    if item not in outcomes_of(viewer.ref, viewer.edition):
        return _NOTHING
    now = timezone.now()
    with transaction.atomic():
        Share.objects.filter(employer=row, person_ref=viewer.ref, item=item, revoked_at__isnull=True).update(
            revoked_at=now
        )
        Share.objects.create(
            employer=row, person_ref=viewer.ref, item=item, given_at=now, until=now + dt.timedelta(days=days)
        )
    return None


def take_back(viewer: Viewer, number: int) -> Refusal | None:
    """Stop showing an item, at once."""
    mine = Share.objects.filter(pk=number, person_ref=viewer.ref, revoked_at__isnull=True)
    return None if mine.update(revoked_at=timezone.now()) else _GONE


def mark_employer(viewer: Viewer, employer: str, *, wished: bool) -> Refusal | None:
    """Wish to meet an employer, or take that back. The employer sees the name of who wishes."""
    row = Employer.objects.filter(edition=viewer.edition, key=employer).first()
    if row is None:
        return _GONE
    if not wished:
        Interest.objects.filter(employer=row, person_ref=viewer.ref, by_student=True).delete()
        return None
    if agrees_since(viewer) is None:
        return _AGREE_FIRST
    _wish(row, viewer.ref, by_student=True)
    return None


def _wish(employer: Employer, ref: str, *, by_student: bool) -> None:
    Interest.objects.update_or_create(
        employer=employer, person_ref=ref, by_student=by_student, defaults={"at": timezone.now()}
    )


_ORGANISERS = Refusal(
    code="careers.not-organiser",
    rule="Access follows the role a person has in this edition.",
    message="Only the organiser of an edition arranges employers and meetings.",
    remedy="Ask the organiser.",
)
_NO_NAME = Refusal(
    code="careers.no-name",
    rule="",
    message="The name of the employer has no letter or number in it.",
    remedy="Write the name as people know it.",
)
_GONE = Refusal(
    code="careers.gone",
    rule="",
    message="What you chose is not here any more.",
    remedy="Reload the page and choose again.",
)
_NO_EMPLOYER = Refusal(
    code="careers.no-employer",
    rule="One contact speaks for one employer.",
    message="You do not speak for an employer of this edition.",
    remedy="Ask the organiser to add your organisation.",
)
_AGREE_FIRST = Refusal(
    code="careers.agree-first",
    rule="Nothing is shown to an employer before you agree to meet employers.",
    message="You have not agreed to meet employers.",
    remedy="Agree on your own page first; you can take it back any day.",
)
_NOT_OPEN = Refusal(
    code="careers.not-open",
    rule="Employers mark only students whose profile is open to all.",
    message="This profile is not open.",
    remedy="Choose somebody from the list, or wait until they open it.",
)
_NOTHING = Refusal(
    code="careers.nothing-there",
    rule="Only what is recorded can be shown.",
    message="There is nothing recorded for this item yet.",
    remedy="Share it when it is on your page.",
)
