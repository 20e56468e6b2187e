"""Who may do what in a batch record: one table, least privilege (ACC-02). Administrators have no row (ACC-03)."""

from collections.abc import Mapping

from gradea.vocabulary import Refusal

ROLES = ("operator", "verifier", "qc", "qa", "qp")

ALLOWED: Mapping[str, frozenset[str]] = {
    "issue": frozenset({"qa", "system"}),
    "verify-production": frozenset({"verifier", "operator"}),
    "verify-qc": frozenset({"verifier", "qc"}),
    "note": frozenset(ROLES),
    "raise-deviation": frozenset(ROLES),
    "assess-deviation": frozenset({"qa"}),
    "close-deviation": frozenset({"qa"}),
    "review-production": frozenset({"verifier", "operator"}),
    "review-audit-trail": frozenset({"qa"}),
    "review-quality": frozenset({"qa"}),
    "dispose": frozenset({"qp"}),
    "print-labels": frozenset({"operator", "verifier", "qc", "qa"}),
    "account-labels": frozenset({"operator", "verifier", "qc", "qa"}),
    "review-result": frozenset({"verifier", "qc", "qa"}),
    "scribe": frozenset({"operator", "verifier", "qc"}),
    "immediate-action": frozenset(ROLES),
    "investigate": frozenset({"operator", "verifier", "qc", "qa"}),
    "plan-capa": frozenset({"operator", "verifier", "qc", "qa"}),
    "check-capa": frozenset({"qa"}),
    "laboratory-investigation": frozenset({"qc"}),
    "plan-retest": frozenset({"qc"}),
    "record-retest": frozenset({"qc"}),
    "approve-retest": frozenset({"qa"}),
    "decide-oos": frozenset({"qa"}),
    "request-change": frozenset(ROLES),
    "assess-change": frozenset(ROLES),
    "implement-change": frozenset(ROLES),
    "decide-change": frozenset({"qa"}),
    "record-intervention": frozenset({"operator", "verifier"}),
    "log-equipment": frozenset({"operator", "verifier", "qc"}),
    "attach-file": frozenset(ROLES),
    "receive-sample": frozenset({"qc"}),
    "record-request": frozenset({"qa", "qp"}),
    "evaluate-risk": frozenset({"qa", "qp"}),
    "notify": frozenset({"qa", "qp"}),
    "ship": frozenset({"qa", "qp"}),
    "hold": frozenset({"qa", "qp"}),
    "lift-hold": frozenset({"qa", "qp"}),
}
"""What is done → the roles that may. Performing a step is not here: the recipe names the one role of each step."""

_PLAIN = {
    "operator": "operator",
    "verifier": "verifier",
    "qc": "quality control",
    "qa": "quality assurance",
    "qp": "Qualified Person",
}


def role_words(roles: frozenset[str]) -> str:
    """Return roles as people say them, in the order of the table.

    >>> role_words(frozenset({"qp", "qa"}))
    'quality assurance or Qualified Person'
    """
    return " or ".join(_PLAIN[role] for role in ROLES if role in roles)


def check_role(doing: str, role: str) -> Refusal | None:
    """Return a refusal when this role may not do this.

    >>> check_role("dispose", "qa").code
    'role-not-allowed'
    """
    allowed = ALLOWED[doing]
    if role in allowed:
        return None
    return Refusal(
        code="role-not-allowed",
        rule="ACC-02; ACC-05",
        message=f"The role {_PLAIN.get(role, role)} may not {doing.replace('-', ' ')}.",
        remedy=f"Ask a person with the role {role_words(allowed)}.",
    )


def check_performer(step_id: str, performer: str, role: str) -> Refusal | None:
    """Return a refusal when the recipe gives this step to another role."""
    if role == performer:
        return None
    return Refusal(
        code="role-not-allowed",
        rule="ACC-02; ACC-05",
        message=f"Step {step_id} is performed by {_PLAIN[performer]}, not by {_PLAIN.get(role, role)}.",
        remedy=f"Ask a person with the role {_PLAIN[performer]} to do and to write this step.",
    )
