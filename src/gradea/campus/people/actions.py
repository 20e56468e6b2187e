"""What changes about people: enrolling, roles, codes. Coming in is `entering`, PINs are `signing`, erasing is `keys`."""

import secrets

from django.db import transaction
from django.utils import timezone

from gradea.campus.people import codes
from gradea.campus.people.entering import sign_in_with_code, sign_in_with_link, sign_out, sign_out_everywhere
from gradea.campus.people.keys import erase, key_of, keys_of, make_key, replay_erasures
from gradea.campus.people.models import AccessChange, Allotment, Institution, Person
from gradea.campus.people.queries import Viewer
from gradea.campus.people.signing import choose_pin, preset_pin, unlock_pin, verify_pin
from gradea.campus.shell.roles import Role
from gradea.vocabulary import Refusal

__all__ = [
    "change_roles",
    "choose_language",
    "choose_pin",
    "enrol",
    "erase",
    "key_of",
    "keys_of",
    "new_code",
    "preset_pin",
    "replay_erasures",
    "save_allotments_like",
    "save_institution",
    "sign_in_with_code",
    "sign_in_with_link",
    "sign_out",
    "sign_out_everywhere",
    "unlock_pin",
    "verify_pin",
]

_ORGANISERS = Refusal(
    code="people.not-organiser",
    rule="Access follows the role a person has in this edition.",
    message="Only the organiser of an edition changes who may come in.",
    remedy="Ask the organiser.",
)


def save_institution(code: str, *, name: str, short: str) -> None:
    """Add an institution, or bring its names up to date."""
    Institution.objects.update_or_create(code=code, defaults={"name": name, "short": short})


@transaction.atomic
def enrol(
    edition: str, roster_key: str, *, name: str, roles: frozenset[Role], institution: str = "", by_ref: str = ""
) -> str:
    """Add a person to an edition and return their ref; somebody already there under that key keeps ref and code.

    Args:
        edition: Code of the edition.
        roster_key: Key in the list the person comes from; unique in the edition.
        name: As on the badge.
        roles: What the person may be; a later call brings them, the name and the institution up to date.
        institution: Code of an institution saved before, or empty.
        by_ref: Who enrols; empty for the installation itself.
    """
    now = timezone.now()
    place = Institution.objects.get(code=institution) if institution else None
    facts = {"name": name, "roles": sorted(roles), "institution": place}
    person = Person.objects.filter(edition=edition, roster_key=roster_key).first()
    if person is not None:
        if (person.name, person.roles, person.institution_id) != (name, facts["roles"], place.pk if place else None):
            Person.objects.filter(pk=person.pk).update(**facts)
        return person.ref
    person = Person(ref=secrets.token_hex(16), edition=edition, roster_key=roster_key, code_version=0, **facts)
    _give_code(person)
    person.save()
    make_key(person.ref, now)
    _log(person, "enrolled", ", ".join(facts["roles"]), by_ref)
    return person.ref


def save_allotments_like(old: str, new: str) -> None:
    """Give every institution the seats in one edition that it had in another."""
    rows = list(Allotment.objects.filter(edition=old))
    for row in rows:
        row.pk, row.edition = None, new
    Allotment.objects.bulk_create(rows)


def choose_language(ref: str, language: str) -> None:
    """Keep the language a person reads: two letters."""
    Person.objects.filter(ref=ref).update(language=language)


def new_code(viewer: Viewer, ref: str) -> Refusal | None:
    """Replace a person's code and badge link and sign out all their devices: for a lost badge. None when done."""
    return _as_organiser(viewer, ref, _replace_code)


def _replace_code(person: Person, viewer: Viewer) -> None:
    _give_code(person)
    person.save(update_fields=["code_prefix", "code_digest", "code_version"])
    sign_out_everywhere(person.ref)
    _log(person, "new code", "", viewer.ref)


def change_roles(viewer: Viewer, ref: str, roles: frozenset[Role]) -> Refusal | None:
    """Give a person exactly these roles; devices are signed out, so that no page outlives a right. None when done."""
    if ref == viewer.ref and Role.ORGANISER not in roles:
        return Refusal(
            code="people.last-organiser",
            rule="An edition always has somebody who can let people in.",
            message="You cannot take the organiser's role from yourself.",
            remedy="Let another organiser do it.",
        )

    def change(person: Person, by: Viewer) -> None:
        before, person.roles = person.roles, sorted(roles)
        person.save(update_fields=["roles"])
        sign_out_everywhere(person.ref)
        _log(person, "roles", f"{', '.join(before) or 'none'} → {', '.join(person.roles) or 'none'}", by.ref)

    return _as_organiser(viewer, ref, change)


def _as_organiser(viewer: Viewer, ref: str, change) -> Refusal | None:
    if not viewer.has(Role.ORGANISER):
        return _ORGANISERS
    with transaction.atomic():
        person = Person.objects.filter(ref=ref, edition=viewer.edition, erased_at__isnull=True).first()
        if person is None:
            return Refusal(
                code="people.unknown",
                rule="",
                message="There is nobody like that in this edition.",
                remedy="Reload the list.",
            )
        change(person, viewer)
    return None


def _give_code(person: Person) -> None:
    """Set the next code whose first group nobody else has."""
    while True:
        person.code_version += 1
        code = codes.login_code(person.ref, person.code_version)
        if not Person.objects.filter(code_prefix=codes.prefix_of(code)).exists():
            person.code_prefix, person.code_digest = codes.prefix_of(code), codes.code_digest(code)
            return


def _log(person: Person, what: str, detail: str, by_ref: str) -> None:
    AccessChange.objects.create(
        edition=person.edition, person_ref=person.ref, by_ref=by_ref, what=what, detail=detail[:160], at=timezone.now()
    )
