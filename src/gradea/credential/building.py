"""A certificate as Open Badges 3.0 on W3C Verifiable Credentials 2.0: who issues what to whom, for what, with which evidence."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gradea.credential.contexts import CREDENTIALS_V2, OPEN_BADGES_3
from gradea.credential.keys import IssuingKey
from gradea.credential.proving import proved
from gradea.credential.status_list import entry

NOTICE = "Training – not for GMP use"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that was shown: a criterion, and the outcome in words."""

    name: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a certificate says.

    Attributes:
        issuer: Name of the school. `issuer_url`: Its address, or empty.
        achievement: Name of what was achieved. `description`: In a sentence or two. `criteria`: What had to be shown.
        person: Name on the certificate. `awarded`: Instant in UTC, `2025-10-09T14:00:00Z`.
        evidence: What this person showed.
        status_url: Where the list of revoked certificates is. `place`: The place in it; None for no list.
        salt: Makes the identifier one that cannot be guessed from the name.
    """

    issuer: str
    issuer_url: str = ""
    achievement: str
    description: str
    criteria: str
    person: str
    awarded: str
    evidence: tuple[Evidence, ...] = ()
    status_url: str = ""
    place: int | None = None
    salt: str = ""


def identifier(certificate: Certificate) -> str:
    """Return the name of a certificate as URN, the same for the same certificate."""
    text = "|".join(
        (certificate.salt, certificate.issuer, certificate.achievement, certificate.person, certificate.awarded)
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    # The form of a UUID of version 8, whose bits are free (RFC 9562).
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"


def issue(certificate: Certificate, key: IssuingKey) -> dict[str, Any]:
    """Return the signed credential."""
    name = identifier(certificate)
    issuer: dict[str, Any] = {"id": key.did, "type": ["Profile"], "name": certificate.issuer}
    if certificate.issuer_url:
        issuer["url"] = certificate.issuer_url
    document: dict[str, Any] = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3],
        "id": name,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": certificate.achievement,
        "issuer": issuer,
        "validFrom": certificate.awarded,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "identityHash": certificate.person, "identityType": "name", "hashed": False}
            ],
            "achievement": {
                "id": _achievement_id(certificate),
                "type": ["Achievement"],
                "name": certificate.achievement,
                "description": f"{certificate.description} {NOTICE}.",
                "criteria": {"narrative": certificate.criteria},
            },
        },
    }
    if certificate.evidence:
        document["evidence"] = [
            {"id": f"{name}#evidence-{number}", "type": ["Evidence"], "name": each.name, "narrative": each.outcome}
            for number, each in enumerate(certificate.evidence, start=1)
        ]
    if certificate.status_url and certificate.place is not None:
        document["credentialStatus"] = entry(certificate.status_url, certificate.place)
    return proved(document, key, certificate.awarded)


def _achievement_id(certificate: Certificate) -> str:
    digest = hashlib.sha256(f"{certificate.issuer}|{certificate.achievement}".encode()).hexdigest()
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"


def person_of(credential: Mapping[str, Any]) -> str:
    """Return the name on a credential, or nothing where it has none."""
    try:
        return str(credential["credentialSubject"]["identifier"][0]["identityHash"])
    except (KeyError, IndexError, TypeError):
        return ""
