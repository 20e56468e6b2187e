"""Issuing and revoking certificates, and what an edition asks for one."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from gradea.campus.certificates import queries
from gradea.campus.certificates.issuer import issuing_key
from gradea.campus.certificates.models import Criteria, Issued
from gradea.campus.people.queries import Viewer
from gradea.campus.programme import queries as programme
from gradea.campus.shell.roles import Role
from gradea.credential import PLACES, Certificate, Evidence, issue
from gradea.vocabulary import Refusal

_ORGANISER = Refusal(
    code="certificates.not-organiser",
    rule="Access follows the role a person has in this edition.",
    message="Only the organiser of an edition issues its certificates.",
    remedy="Ask the organiser.",
)


def set_criteria(viewer: Viewer, *, attendance_pct_min: int, score_pct_min: int, practical: bool) -> Refusal | None:
    """Say what the edition asks; certificates that were issued stay."""
    if not viewer.has(Role.ORGANISER):
        return _ORGANISER
    Criteria.objects.update_or_create(
        edition=viewer.edition,
        defaults={
            "attendance_pct_min": attendance_pct_min,
            "score_pct_min": score_pct_min,
            "practical": practical,
        },
    )
    return None


@transaction.atomic
def issue_to(viewer: Viewer, refs: set[str], status_url: str) -> int | Refusal:
    """Issue certificates to these students who have none in force; return how many.

    The organiser decides, the criteria advise: what was met, and what is not recorded, stands on the certificate as evidence.
    """
    edition = programme.edition_for(viewer)
    if not viewer.has(Role.ORGANISER) or edition is None:
        return _ORGANISER
    signer, now = issuing_key(), timezone.now()
    organisers = programme.organisations_of(viewer.edition).get("organiser")
    place = Issued.objects.filter(edition=viewer.edition).count()
    chosen = [each for each in queries.candidates(viewer) if each.card.ref in refs and each.issued is None]
    if place + len(chosen) > PLACES:
        return Refusal(
            code="certificates.list-full",
            rule="W3C Bitstring Status List",
            message=f"The status list of an edition has {PLACES} places.",
            remedy="Issue the others in another edition.",
        )
    for number, candidate in enumerate(chosen):
        credential = issue(
            Certificate(
                issuer=", ".join(organisers.names) if organisers else edition.title,
                achievement=edition.title,
                description=edition.about,
                criteria=gettext("Present at the sessions and in the practical, as the edition asks."),
                person=candidate.card.name,
                awarded=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
                evidence=tuple(Evidence(name=line.name, outcome=line.found) for line in candidate.lines),
                status_url=status_url,
                place=place + number,
                salt=secrets.token_hex(16),
            ),
            signer,
        )
        Issued.objects.create(
            key=secrets.token_hex(16),
            edition=viewer.edition,
            person_ref=candidate.card.ref,
            place=place + number,
            credential=credential,
            issued_at=now,
            by_ref=viewer.ref,
        )
    return len(chosen)


def revoke(viewer: Viewer, key: str) -> Refusal | None:
    """Revoke a certificate of the viewer's edition. None when done."""
    if not viewer.has(Role.ORGANISER):
        return _ORGANISER
    changed = Issued.objects.filter(key=key, edition=viewer.edition, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), revoked_by=viewer.ref
    )
    if not changed:
        return Refusal(
            code="certificates.none",
            rule="",
            message="There is no certificate in force under this address.",
            remedy="Look at the list of certificates.",
        )
    return None
