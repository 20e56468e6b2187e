"""PINs: choosing, checking, unlocking. A PIN is the second half of a signature; being signed in is the first."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from gradea.campus.people import codes
from gradea.campus.people.locks import LOCK, PIN_TRIES, is_locked, locked
from gradea.campus.people.models import AccessChange, Person
from gradea.campus.people.pins import pin_fits, unfit
from gradea.campus.people.queries import Viewer
from gradea.campus.shell.roles import Role
from gradea.vocabulary import Refusal

DECLARED = "signature declared"
"""The person declared that their PIN stands for their handwritten signature."""

_RULE = "A signature is who you are and something only you know."


def verify_pin(person_ref: str, pin: str) -> Refusal | None:
    """Check a person's PIN. **None means it is right**; a refusal says what to do.

    The try is counted before the PIN is checked, so that many tries at the same moment cannot slip past the lock-out: five wrong
    in a row lock the PIN for ten minutes, also for the right one.
    """
    now = timezone.now()
    with transaction.atomic():
        person = Person.objects.filter(ref=person_ref, erased_at__isnull=True).first()
        if person is None:
            return Refusal(
                code="pin.unknown", rule=_RULE, message="There is nobody like that here.", remedy="Reload the page."
            )
        if not person.pin_hash:
            return Refusal(
                code="pin.none",
                rule=_RULE,
                message="You have no PIN yet.",
                remedy="Choose one in your menu, then sign.",
            )
        if is_locked(person.pin_locked_until, now):
            return _locked(person)
        person.pin_failures += 1
        if person.pin_failures >= PIN_TRIES:
            person.pin_locked_until = now + LOCK
        person.save(update_fields=["pin_failures", "pin_locked_until"])
    if pin_fits(pin, person.pin_hash):
        Person.objects.filter(pk=person.pk, pin_hash=person.pin_hash).update(pin_failures=0, pin_locked_until=None)
        return None
    left = PIN_TRIES - person.pin_failures
    if left <= 0:
        Person.objects.filter(pk=person.pk).update(pin_failures=0)
        return _locked(person)
    tries = f"{left} {'try' if left == 1 else 'tries'}"
    return Refusal(
        code="pin.wrong",
        rule=_RULE,
        message="That is not your PIN.",
        remedy=f"Type it again; {tries} left before it is locked.",
    )


def choose_pin(person_ref: str, pin: str, *, current: str = "") -> Refusal | None:
    """Set a person's PIN; changing one needs the current one. None when done."""
    refusal = unfit(pin)
    if refusal is not None:
        return refusal
    has_pin = Person.objects.filter(ref=person_ref).exclude(pin_hash="").exists()
    if has_pin:
        refusal = verify_pin(person_ref, current)
        if refusal is not None:
            return refusal
    with transaction.atomic():
        person = Person.objects.get(ref=person_ref)
        _set(person, pin)
        _log(person, "PIN changed" if has_pin else "PIN chosen", person_ref)
        if not has_pin:
            _log(person, DECLARED, person_ref)
    return None


def has_declared(person_ref: str) -> bool:
    """Return whether a person declared that their PIN is their signature. One query."""
    return AccessChange.objects.filter(person_ref=person_ref, what=DECLARED).exists()


def preset_pin(person_ref: str) -> str:
    """Give an invented person of an example edition a PIN, unless they have one; return what it is or was."""
    pin = codes.preset_pin(person_ref)
    person = Person.objects.get(ref=person_ref)
    if not person.pin_hash:
        _set(person, pin)
    return pin


def unlock_pin(viewer: Viewer, person_ref: str) -> Refusal | None:
    """Take a person's PIN away, so that they choose a new one: for a forgotten or locked PIN. None when done."""
    if not viewer.has(Role.ORGANISER, Role.TRAINER):
        return Refusal(
            code="pin.not-yours",
            rule=_RULE,
            message="Only a trainer or the organiser unlocks a PIN.",
            remedy="Ask one of them.",
        )
    with transaction.atomic():
        person = Person.objects.filter(ref=person_ref, edition=viewer.edition, erased_at__isnull=True).first()
        if person is None:
            return Refusal(
                code="pin.unknown", rule="", message="There is nobody like that here.", remedy="Reload the list."
            )
        Person.objects.filter(pk=person.pk).update(pin_hash="", pin_failures=0, pin_locked_until=None)
        _log(person, "PIN taken away", viewer.ref)
    return None


def _set(person: Person, pin: str) -> None:
    Person.objects.filter(pk=person.pk).update(pin_hash=make_password(pin), pin_failures=0, pin_locked_until=None)


def _log(person: Person, what: str, by_ref: str) -> None:
    AccessChange.objects.create(
        edition=person.edition, person_ref=person.ref, by_ref=by_ref, what=what, at=timezone.now()
    )


def _locked(person: Person) -> Refusal:
    return locked(
        "pin.locked", "PINs", person.pin_locked_until, "Wait until then, or let a trainer take the old PIN away."
    )
