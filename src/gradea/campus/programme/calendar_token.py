"""The address of a person's own calendar: a calendar program cannot sign in, so the address itself is the key.

It ends with the person's sign-in code: who gets a new code gets a new address, and the old one answers nothing.
"""

import hashlib
import hmac

from django.conf import settings

from gradea.campus.people import queries as people


def token_of(edition: str, ref: str) -> str:
    """Return the token in the address of a person's calendar. One query."""
    code, _ = people.way_in(ref)
    text = f"gradea|calendar|{edition}|{ref}|{code}"
    return f"{ref}-{hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:24]}"


def ref_of(edition: str, token: str) -> str | None:
    """Return whose calendar a token opens, or None where it is no token of this installation or the person is gone."""
    ref = token.rpartition("-")[0]
    card = people.cards_of({ref}).get(ref)
    if card is None or card.edition != edition:
        return None
    return ref if hmac.compare_digest(token.encode(), token_of(edition, ref).encode()) else None
