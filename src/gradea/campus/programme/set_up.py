"""The address that an empty installation prints: who has it makes the first edition and becomes its organiser."""

import hashlib
import hmac

from django.conf import settings


def set_up_token() -> str:
    """Return the token; only this installation's secret makes it."""
    return hmac.new(settings.SECRET_KEY.encode(), b"gradea|set-up", hashlib.sha256).hexdigest()[:24]


def is_set_up_token(token: str) -> bool:
    """Return whether this is the token of this installation."""
    return hmac.compare_digest(token.encode(), set_up_token().encode())
