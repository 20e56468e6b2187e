"""PINs for signatures: what may be one, and how it is kept."""

import hashlib
import hmac
import itertools
import os
import threading

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password

from gradea.vocabulary import Refusal

PIN_MIN, PIN_MAX = 4, 6
_RULE = "Your PIN stands for your handwritten signature, so only you may know it."
# A flood of signatures must leave a core for the pages of everybody else.
_hashing = threading.BoundedSemaphore(max(1, (os.cpu_count() or 2) - 1))


class PinHasher(PBKDF2PasswordHasher):
    """PBKDF2 over a PIN that was first keyed with the installation's secret.

    Ten thousand PINs are tried in no time whatever the rounds; the secret, which is not in the database, is what protects a
    stolen copy. So the rounds are few (about 15 ms) and 35 people who sign at once do not wait.
    """

    algorithm = "pin_pbkdf2_sha256"
    iterations = 40_000

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """Return the stored form."""
        keyed = hmac.new(settings.SECRET_KEY.encode(), b"pin|" + password.encode(), hashlib.sha256).hexdigest()
        return super().encode(keyed, salt, iterations)


class QuickPinHasher(PinHasher):
    """For tests: the same in one round."""

    algorithm = "pin_quick"
    iterations = 1


def pin_fits(pin: str, stored: str) -> bool:
    """Return whether a PIN is the stored one; waits its turn where many are checked at once."""
    with _hashing:
        return bool(stored) and check_password(pin, stored)


def unfit(pin: str) -> Refusal | None:
    """Return why a text cannot be a PIN, or None."""
    if not (pin.isascii() and pin.isdecimal() and PIN_MIN <= len(pin) <= PIN_MAX):
        return _refusal(
            "pin-shape",
            f"A PIN has {PIN_MIN} to {PIN_MAX} digits.",
            "Choose digits only, for example six you know by heart.",
        )
    steps = {int(after) - int(before) for before, after in itertools.pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        return _refusal(
            "pin-easy",
            "That PIN is the first one somebody would try.",
            "Choose digits that do not repeat or count up or down.",
        )
    return None


def _refusal(code: str, message: str, remedy: str) -> Refusal:
    return Refusal(code=code, rule=_RULE, message=message, remedy=remedy)
