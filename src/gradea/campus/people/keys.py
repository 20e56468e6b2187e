"""Data keys of people, and how a person is erased."""

import os
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gradea.campus.people.models import AccessChange, Person, PersonKey, SignIn

KEY_BYTES = 32


def make_key(ref: str, now: datetime) -> None:
    """Make the data key of a new person; an existing or erased one stays as it is."""
    PersonKey.objects.get_or_create(ref=ref, defaults={"key": secrets.token_bytes(KEY_BYTES), "made_at": now})


def key_of(ref: str) -> bytes | None:
    """Return the 32 bytes under which this person's free text is encrypted; None if unknown or erased."""
    found = PersonKey.objects.filter(ref=ref).values_list("key", flat=True).first()
    return None if found is None else bytes(found)


def keys_of(refs: set[str]) -> dict[str, bytes]:
    """Return the keys of several people in one query; who is unknown or erased is left out."""
    rows = PersonKey.objects.filter(ref__in=refs, key__isnull=False).values_list("ref", "key")
    return {ref: bytes(key) for ref, key in rows}


def erase(ref: str, *, by_ref: str = "") -> bool:
    """Erase a person: key, name, codes, PIN, signed-in devices. What they did stays, under `ref`, and its chain still verifies.

    The ref is first written to a file beside the database, so that a restored copy from before can be erased again
    (`replay_erasures`). Returns whether there was somebody to erase.
    """
    person = Person.objects.filter(ref=ref).first()
    if person is None:
        return False
    if person.erased_at is None:
        _remember(ref)
    with transaction.atomic():
        _shred(person, by_ref, timezone.now())
    return True


def replay_erasures() -> int:
    """Erase again everybody in the list of erasures; part of every start, before the first request."""
    path = Path(settings.ERASURES_PATH)
    refs = set(path.read_text(encoding="ascii").split()) if path.is_file() else set()
    alive = list(Person.objects.filter(ref__in=refs, erased_at__isnull=True).values_list("ref", flat=True))
    for ref in alive:
        erase(ref)
    return len(alive)


def _remember(ref: str) -> None:
    with open(settings.ERASURES_PATH, "a", encoding="ascii") as file:
        file.write(f"{ref}\n")
        file.flush()
        os.fsync(file.fileno())


def _shred(person: Person, by_ref: str, now: datetime) -> None:
    PersonKey.objects.filter(ref=person.ref).update(key=None, erased_at=now)
    SignIn.objects.filter(person=person).delete()
    Person.objects.filter(pk=person.pk).update(
        name=f"Participant P-{person.ref[:4].upper()} (erased)",
        roster_key=f"erased-{person.ref}",
        institution=None,
        roles=[],
        language="",
        code_prefix=None,
        code_digest="",
        pin_hash="",
        erased_at=now,
    )
    AccessChange.objects.create(edition=person.edition, person_ref=person.ref, by_ref=by_ref, what="erased", at=now)
