"""Everything the site holds about one person, for that person. Other slices add their part when they start."""

from collections.abc import Callable
from typing import Any

from gradea.campus.people.consents import consents_of
from gradea.campus.people.models import AccessChange, Person, SignIn

Part = Callable[[str], Any]

_parts: dict[str, Part] = {}


def register_part(name: str, part: Part) -> None:
    """Add what a slice holds: a function from a person's ref to something that JSON can say."""
    _parts[name] = part


def export_of(ref: str) -> dict[str, Any]:
    """Return everything held about a person, by slice. Sign-in codes are left out: they open doors."""
    person = Person.objects.select_related("institution").get(ref=ref)
    return {
        "notice": "Training - not for GMP use",
        "person": {
            "ref": ref,
            "name": person.name,
            "edition": person.edition,
            "institution": person.institution.name if person.institution else "",
            "roles": person.roles,
            "language": person.language,
        },
        "consents": [
            {"kind": line.kind, "given": line.given, "at": line.at.isoformat() if line.at else None}
            for line in consents_of(ref)
        ],
        "access": [
            {"what": row.what, "detail": row.detail, "at": row.at.isoformat()}
            for row in AccessChange.objects.filter(person_ref=ref).order_by("at")
        ],
        "devices": [
            {
                "from": row.opened_at.isoformat(),
                "to": row.closed_at.isoformat() if row.closed_at else None,
                "by": row.way,
            }
            for row in SignIn.objects.filter(person__ref=ref).order_by("opened_at")
        ],
        **{name: part(ref) for name, part in sorted(_parts.items())},
    }
