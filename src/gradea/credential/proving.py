"""Data Integrity proofs: `eddsa-rdfc-2022` over the RDF of a document, `eddsa-jcs-2022` over its JSON; both where they can be.

Source: W3C Data Integrity EdDSA Cryptosuites v1.0. Canonical forms come from pyld (RDFC-1.0) and rfc8785 (JCS).
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785
from pyld import jsonld  # type: ignore[import-untyped]  # ships no types

from gradea.credential import contexts
from gradea.credential.keys import IssuingKey, from_multibase, is_signed_by, multibase, multikey_of

RDFC = "eddsa-rdfc-2022"
JCS = "eddsa-jcs-2022"

Document = dict[str, Any]


def proved(document: Mapping[str, Any], key: IssuingKey, created: str, method: str = "") -> Document:
    """Return a document with its proofs, the RDF one first.

    Args:
        document: Without proof; its first context is that of W3C credentials.
        key: Who signs.
        created: Instant in UTC, `2025-10-09T14:00:00Z`.
        method: Verification method; the did:key of the key where left out.
    """
    bare = {name: value for name, value in document.items() if name != "proof"}
    suites = [RDFC, JCS] if contexts.has_contexts() else [JCS]
    proofs = []
    for suite in suites:
        options: Document = {
            "type": "DataIntegrityProof",
            "cryptosuite": suite,
            "created": created,
            "verificationMethod": method or f"{key.did}#{key.multikey}",
            "proofPurpose": "assertionMethod",
        }
        if suite == JCS:
            options = {"@context": bare["@context"], **options}
        proofs.append({**options, "proofValue": multibase(key.sign(_hashed(bare, options, suite)))})
    return {**bare, "proof": proofs}


def broken_proofs(document: Mapping[str, Any], multikey: str = "") -> list[str]:
    """Return what is wrong with the proofs of a document, in words; nothing where all hold.

    Args:
        document: With its proofs; each must hold.
        multikey: The key to check with; that of the did:key where left out.
    """
    bare = {name: value for name, value in document.items() if name != "proof"}
    given = document.get("proof")
    proofs = given if isinstance(given, list) else [given] if isinstance(given, Mapping) else []
    if not proofs:
        return ["it has no proof"]
    wrong = []
    for proof in proofs:
        try:
            good = _holds(bare, proof, multikey)
        except (ValueError, KeyError, TypeError, AttributeError, jsonld.JsonLdError) as problem:
            wrong.append(f"a proof cannot be read: {_plain(problem)}")
            continue
        if not good:
            wrong.append(f"the proof {proof['cryptosuite']} does not fit: something was changed after signing")
    return wrong


def _plain(problem: Exception) -> str:
    cause = getattr(problem, "cause", None)
    return str(cause or problem).splitlines()[0][:160]


def _holds(bare: Mapping[str, Any], proof: Mapping[str, Any], multikey: str) -> bool:
    suite = proof["cryptosuite"]
    if proof.get("type") != "DataIntegrityProof" or suite not in {RDFC, JCS}:
        raise ValueError(f"a proof of kind '{proof.get('type')} {suite}' is not known here")
    if proof.get("proofPurpose") != "assertionMethod":
        raise ValueError("a proof is not for an assertion")
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    signature = from_multibase(proof["proofValue"])
    key = multikey or multikey_of(proof["verificationMethod"])
    return is_signed_by(key, signature, _hashed(bare, options, suite))


def _hashed(bare: Mapping[str, Any], options: Mapping[str, Any], suite: str) -> bytes:
    if suite == JCS:
        return _digest(rfc8785.dumps(dict(options))) + _digest(rfc8785.dumps(dict(bare)))
    with_context = {"@context": bare["@context"], **options}
    return _digest(_rdf(with_context)) + _digest(_rdf(bare))


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _rdf(document: Mapping[str, Any]) -> bytes:
    text: str = jsonld.normalize(
        dict(document),
        {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": contexts.load},
    )
    return text.encode("utf-8")
