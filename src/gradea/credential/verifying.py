"""Whether a credential is good: unchanged, from an issuer one trusts, not revoked, in force. Offline, from what is at hand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from gradea.credential.proving import broken_proofs
from gradea.credential.status_list import is_revoked

ANY = "any"
"""Stands for every issuer: then only what the credential says of itself is checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Why a credential is not good. `kind`: changed, foreign, revoked, early, expired, unchecked."""

    kind: str
    message: str

    def as_data(self) -> dict[str, str]:
        """Return the finding as JSON values."""
        return {"kind": self.kind, "message": self.message}


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """What is at hand to verify with: trusted issuers as DIDs, the status list, the instant in UTC (empty: not checked)."""

    trusted: Collection[str]
    status: Mapping[str, Any] | None = None
    now: str = ""


def findings(credential: Mapping[str, Any], at: At) -> list[Finding]:
    """Return why a credential is not good, nothing for a good one; an unknown status of a listed one is a finding too.

    Raises:
        ValueError: If it is no credential at all.
    """
    kinds = credential.get("type")
    if not isinstance(kinds, list) or "VerifiableCredential" not in kinds or "credentialSubject" not in credential:
        raise ValueError("this is no verifiable credential")
    found = [Finding(kind="changed", message=f"Changed or broken: {wrong}.") for wrong in broken_proofs(credential)]
    return [*found, *_issuer(credential, at), *_times(credential, at), *_status(credential, at)]


def issuer_of(credential: Mapping[str, Any]) -> str:
    """Return the DID of the issuer, or nothing."""
    issuer = credential.get("issuer")
    return str(issuer.get("id", "")) if isinstance(issuer, Mapping) else str(issuer or "")


def _issuer(credential: Mapping[str, Any], at: At) -> list[Finding]:
    issuer = issuer_of(credential)
    found = []
    given = credential.get("proof")
    proofs = given if isinstance(given, list) else [given]
    for proof in proofs:
        method = str(proof.get("verificationMethod", "")) if isinstance(proof, Mapping) else ""
        if method.partition("#")[0] != issuer:
            found.append(Finding(kind="foreign", message="Signed by somebody else than the issuer it names."))
            break
    if ANY not in at.trusted and issuer not in at.trusted:
        found.append(
            Finding(kind="foreign", message=f"The issuer {issuer or '(none)'} is not one that is trusted here.")
        )
    return found


def _times(credential: Mapping[str, Any], at: At) -> list[Finding]:
    starts, ends = str(credential.get("validFrom", "")), str(credential.get("validUntil", ""))
    if at.now and starts > at.now:
        return [Finding(kind="early", message=f"It is in force from {starts} only.")]
    if at.now and ends and ends < at.now:
        return [Finding(kind="expired", message=f"It was in force until {ends}.")]
    return []


def _status(credential: Mapping[str, Any], at: At) -> list[Finding]:
    status = credential.get("credentialStatus")
    if status is None:
        return []
    try:
        url, place = str(status["statusListCredential"]), int(status["statusListIndex"])
    except (KeyError, TypeError, ValueError):
        return [Finding(kind="changed", message="Its status cannot be read.")]
    if at.status is None:
        return [
            Finding(kind="unchecked", message=f"Whether it was revoked is not known: the list {url} is not at hand.")
        ]
    if str(at.status.get("id")) != url or issuer_of(at.status) != issuer_of(credential) or broken_proofs(at.status):
        return [
            Finding(
                kind="unchecked", message="The status list at hand is not that of this certificate, or was changed."
            )
        ]
    try:
        revoked = is_revoked(at.status, place)
    except ValueError as problem:
        return [Finding(kind="unchecked", message=f"{problem}.")]
    return [Finding(kind="revoked", message="It was revoked by its issuer.")] if revoked else []
