"""Certificates that prove themselves: built, signed, verified, revoked, and carried in a picture."""

from gradea.credential.baking import bake_png, bake_svg, unbaked
from gradea.credential.building import NOTICE, Certificate, Evidence, identifier, issue, person_of
from gradea.credential.contexts import has_contexts
from gradea.credential.keys import SEED_BYTES, IssuingKey
from gradea.credential.status_list import PLACES, is_revoked, status_list
from gradea.credential.verifying import ANY, At, Finding, findings, issuer_of

__all__ = [
    "ANY",
    "NOTICE",
    "PLACES",
    "SEED_BYTES",
    "At",
    "Certificate",
    "Evidence",
    "Finding",
    "IssuingKey",
    "bake_png",
    "bake_svg",
    "findings",
    "has_contexts",
    "identifier",
    "is_revoked",
    "issue",
    "issuer_of",
    "person_of",
    "status_list",
    "unbaked",
]
