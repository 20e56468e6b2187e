"""Coming in and going out. Unknown codes, wrong codes and people who do not exist get the same answer after the same work."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gradea.campus.people import codes
from gradea.campus.people.locks import ADDRESS_TRIES, CODE_TRIES, LOCK, is_locked, locked, note_failure
from gradea.campus.people.models import FailedEntry, Person, SignIn
from gradea.vocabulary import Refusal

_WRONG = Refusal(
    code="people.wrong-code",
    rule="",
    message="That code is not one of ours.",
    remedy="Read it off your badge again: three groups of four. There is no O, I, L, U or V, and no 0 or 1.",
)
_OLD_LINK = Refusal(
    code="people.old-link",
    rule="",
    message="This badge is not valid any more.",
    remedy="Ask the organiser for your new badge, or type your code.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A device that has just been signed in: the key for its cookie, and whether its person still has to choose a PIN."""

    sign_in: str
    ref: str
    has_pin: bool


def sign_in_with_code(typed: str, *, address: str) -> SignedIn | Refusal:
    """Sign in by a typed code. Five wrong ones for one first group, or 60 from one address, lock it for ten minutes."""
    now = timezone.now()
    prefix = codes.prefix_of(typed)
    with transaction.atomic():
        counters = _counters(prefix, address, now)
        for counter in counters:
            if is_locked(counter.locked_until, now):
                return locked(
                    "people.locked",
                    "codes",
                    counter.locked_until,
                    "Wait until then, or ask the organiser for a new code.",
                )
        person = Person.objects.filter(code_prefix=prefix).first()
        stored = person.code_digest if person else ""
        if person and hmac.compare_digest(stored, codes.code_digest(typed)):
            FailedEntry.objects.filter(key=counters[0].key).delete()
            return _open(person, "code", now)
        for counter, tries in zip(counters, (CODE_TRIES, ADDRESS_TRIES), strict=True):
            note_failure(counter, tries, now)
            counter.save()
    return _WRONG


def link_holder(token: str) -> str | None:
    """Return the name of the person whose badge link this is; None for one that is wrong or replaced."""
    person = _by_link(token)
    return person.name if person else None


def sign_in_with_link(token: str) -> SignedIn | Refusal:
    """Sign in by the link on a badge. It holds 106 random bits, so wrong ones need no counting."""
    with transaction.atomic():
        person = _by_link(token)
        return _OLD_LINK if person is None else _open(person, "link", timezone.now())


def sign_out(sign_in: str) -> None:
    """Sign one device out."""
    SignIn.objects.filter(key=sign_in, closed_at__isnull=True).update(closed_at=timezone.now())


def sign_out_everywhere(ref: str) -> int:
    """Sign all devices of a person out; returns how many."""
    return SignIn.objects.filter(person__ref=ref, closed_at__isnull=True).update(closed_at=timezone.now())


def _by_link(token: str) -> Person | None:
    person = Person.objects.filter(code_prefix=codes.prefix_of(token)).first()
    if person is None or not hmac.compare_digest(
        token.encode(), codes.link_token(person.ref, person.code_version).encode()
    ):
        return None
    return person


def _open(person: Person, way: str, now: datetime) -> SignedIn:
    key = secrets.token_urlsafe(32)
    SignIn.objects.create(key=key, person=person, opened_at=now, way=way)
    return SignedIn(sign_in=key, ref=person.ref, has_pin=bool(person.pin_hash))


def _counters(prefix: str, address: str, now: datetime) -> list[FailedEntry]:
    """Return the counters of a first group and of an address, and sweep out those that no longer matter."""
    FailedEntry.objects.filter(since__lt=now - 2 * LOCK).delete()
    keys = [f"code:{prefix}", f"from:{address}"[:64]]
    found = FailedEntry.objects.in_bulk(keys, field_name="key")
    return [found.get(key) or FailedEntry(key=key, since=now) for key in keys]
