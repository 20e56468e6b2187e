"""Questions about people. Answers are plain values; nobody outside gets a row."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from gradea.campus.people import codes
from gradea.campus.people.keys import key_of, keys_of
from gradea.campus.people.locks import is_locked
from gradea.campus.people.models import AccessChange, Person, SignIn
from gradea.campus.shell.roles import Role
from gradea.campus.shell.templatetags.words import initials

__all__ = [
    "AccessLine",
    "Badge",
    "PersonCard",
    "Viewer",
    "access_changes",
    "badges",
    "key_of",
    "keys_of",
    "names_of",
    "people_of",
    "person_card",
    "ref_by_code",
    "refs_by_roster_key",
    "viewer_of",
    "way_in",
    "who_holds",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """What others may see of a person."""

    ref: str
    name: str
    initials: str
    roles: frozenset[Role]
    institution: str
    edition: str
    has_pin: bool
    pin_locked: bool

    @property
    def role_words(self) -> str:
        """The roles in words: `Trainer, Organiser`."""
        return ", ".join(role.words for role in Role if role in self.roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer(PersonCard):
    """Who asks. `sign_in` names the device they are signed in on; `language` is the one they chose, or empty."""

    sign_in: str
    language: str

    def has(self, *roles: Role | str) -> bool:
        """Return whether the viewer has any of these roles."""
        return any(Role(role) in self.roles for role in roles)


def _facts(person: Person, now: datetime) -> dict:
    return {
        "ref": person.ref,
        "name": person.name,
        "initials": initials(person.name),
        "roles": frozenset(Role(role) for role in person.roles),
        "institution": person.institution.short if person.institution else "",
        "edition": person.edition,
        "has_pin": bool(person.pin_hash),
        "pin_locked": is_locked(person.pin_locked_until, now),
    }


def viewer_of(sign_in: str) -> Viewer | None:
    """Return who is signed in under the key of a device; None if the device was signed out or is unknown. One query."""
    row = SignIn.objects.select_related("person__institution").filter(key=sign_in, closed_at__isnull=True).first()
    if row is None:
        return None
    return Viewer(sign_in=sign_in, language=row.person.language, **_facts(row.person, timezone.now()))


def _here(edition: str):
    return Person.objects.select_related("institution").filter(edition=edition, erased_at__isnull=True)


def people_of(edition: str, *roles: Role | str) -> list[PersonCard]:
    """Return everybody in an edition, or those with one of these roles, in the order of the list they came from. One query."""
    now, wanted = timezone.now(), {Role(role) for role in roles}
    cards = [PersonCard(**_facts(person, now)) for person in _here(edition).order_by("roster_key")]
    return [card for card in cards if not wanted or card.roles & wanted]


def cards_of(refs: set[str]) -> dict[str, PersonCard]:
    """Return what others may see of these people, by ref, in one query. Who is erased or unknown is left out."""
    found = Person.objects.select_related("institution").filter(ref__in=refs, erased_at__isnull=True) if refs else ()
    now = timezone.now()
    return {person.ref: PersonCard(**_facts(person, now)) for person in found}


def person_card(ref: str) -> PersonCard | None:
    """Return what others may see of one person, also after they were erased."""
    person = Person.objects.select_related("institution").filter(ref=ref).first()
    return None if person is None else PersonCard(**_facts(person, timezone.now()))


def names_of(refs: set[str] | list[str]) -> dict[str, str]:
    """Return the name for each ref, in one query. Who is erased is called by a participant number; unknown refs are left out."""
    return dict(Person.objects.filter(ref__in=set(refs)).values_list("ref", "name"))


def refs_by_roster_key(edition: str) -> dict[str, str]:
    """Return the ref for each key of the edition's list."""
    return dict(Person.objects.filter(edition=edition, erased_at__isnull=True).values_list("roster_key", "ref"))


def ref_by_code(code: str) -> str | None:
    """Return whose sign-in code this is, or None. One query."""
    row = Person.objects.filter(code_prefix=codes.prefix_of(code), erased_at__isnull=True).first()
    right = row is not None and codes.code_digest(code) == row.code_digest
    return row.ref if row is not None and right else None


def who_holds(edition: str, role: Role | str) -> list[str]:
    """Return the refs of those who have a role in an edition."""
    return [card.ref for card in people_of(edition, role)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """How one person comes in; for the organiser's eyes and printer."""

    card: PersonCard
    code: str
    path: str


def badges(viewer: Viewer) -> list[Badge]:
    """Return code and link of everybody in the viewer's edition; nothing unless the viewer organises it."""
    if not viewer.has(Role.ORGANISER):
        return []
    now = timezone.now()
    rows = _here(viewer.edition).order_by("roster_key")
    return [
        Badge(
            card=PersonCard(**_facts(person, now)),
            code=codes.login_code(person.ref, person.code_version),
            path=reverse("people:enter-by-link", args=[codes.link_token(person.ref, person.code_version)]),
        )
        for person in rows
    ]


def way_in(ref: str) -> tuple[str, str]:
    """Return the sign-in code of a person and the path of their badge link; for whoever may hand it to them."""
    version = Person.objects.values_list("code_version", flat=True).get(ref=ref)
    return codes.login_code(ref, version), reverse("people:enter-by-link", args=[codes.link_token(ref, version)])


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLine:
    """One change of somebody's access."""

    at: datetime
    what: str
    detail: str
    who: str
    by: str


def access_changes(viewer: Viewer, limit: int = 50) -> list[AccessLine]:
    """Return the latest changes of access in the viewer's edition; nothing unless the viewer organises it. Two queries."""
    if not viewer.has(Role.ORGANISER):
        return []
    rows = list(
        AccessChange.objects.filter(edition=viewer.edition).exclude(what="enrolled").order_by("-at", "-pk")[:limit]
    )
    names = names_of({row.person_ref for row in rows} | {row.by_ref for row in rows})
    return [
        AccessLine(
            at=row.at,
            what=gettext(CHANGES.get(row.what, row.what)),
            detail=row.detail,
            who=names.get(row.person_ref, "–"),
            by=names.get(row.by_ref, gettext("the installation")),
        )
        for row in rows
    ]


CHANGES = {
    "new code": gettext_noop("new code"),
    "roles": gettext_noop("roles"),
    "PIN chosen": gettext_noop("PIN chosen"),
    "PIN changed": gettext_noop("PIN changed"),
    "PIN taken away": gettext_noop("PIN taken away"),
    "erased": gettext_noop("erased"),
    "signature declared": gettext_noop("signature declared"),
}
"""What a change of access is called; the key is what is stored."""


def idle_seconds_max() -> int:
    """Return after how many seconds without a request a device is signed out."""
    return settings.IDLE_MINUTES * 60


def example_logins(edition: str) -> list[dict[str, str]]:
    """Return ref, roster key, name, role and code of everybody in an example edition; for the command line that loads it.

    Raises:
        ValueError: If somebody in it is not called Example: codes of real people are only for their organiser.
    """
    rows = list(_here(edition).order_by("roster_key"))
    if any("Example" not in person.name.split() for person in rows):
        raise ValueError(f"edition {edition} holds people who are not examples; sign in as its organiser to see codes")
    return [
        {
            "ref": person.ref,
            "roster_key": person.roster_key,
            "name": person.name,
            "role": ", ".join(person.roles),
            "code": codes.login_code(person.ref, person.code_version),
        }
        for person in rows
    ]
