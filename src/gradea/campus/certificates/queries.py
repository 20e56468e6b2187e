"""Questions about certificates: who meets what, who has one, and what one says to whoever holds its address."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from gradea.campus.certificates.issuer import issuing_key
from gradea.campus.certificates.models import Criteria, Issued
from gradea.campus.cleanroom.runs import runs_for
from gradea.campus.exercises.queries import score_of
from gradea.campus.people import queries as people
from gradea.campus.people.queries import PersonCard, Viewer
from gradea.campus.programme import queries as programme
from gradea.campus.programme.attendance import share_attended
from gradea.campus.programme.kinds import SessionKind
from gradea.campus.shell.roles import Role
from gradea.credential import At, Finding, findings, status_list

COUNTED = frozenset(kind.value for kind in SessionKind if kind not in {SessionKind.BREAK, SessionKind.NETWORKING})
"""Sessions that count for attendance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionLine:
    """One criterion for one person: what was found, and whether it is met; None where nothing is recorded."""

    name: str
    found: str
    met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A student, what they met, and their certificate in force."""

    card: PersonCard
    lines: tuple[CriterionLine, ...]
    issued: Issued | None

    @property
    def meets(self) -> bool:
        """Whether nothing stands in the way; what is not recorded does."""
        return all(line.met for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A certificate as whoever holds its address sees it."""

    key: str
    edition: str
    name: str
    credential: Mapping[str, Any]
    issued_at: dt.datetime
    found: tuple[Finding, ...]

    @property
    def good(self) -> bool:
        """Whether it is."""
        return not self.found

    @property
    def revoked(self) -> bool:
        """Whether it was revoked."""
        return any(finding.kind == "revoked" for finding in self.found)


def criteria_of(edition: str) -> Criteria:
    """Return what an edition asks; what is usual where nobody has said anything."""
    return Criteria.objects.filter(edition=edition).first() or Criteria(edition=edition)


def candidates(viewer: Viewer) -> list[Candidate]:
    """Return every student of the viewer's edition with what they met; nothing unless the viewer organises it."""
    if not viewer.has(Role.ORGANISER):
        return []
    asked = criteria_of(viewer.edition)
    closed = {card.team for card in runs_for(viewer) if card.closed}
    teams = {seat.ref: team for team in programme.teams_of(viewer.edition) for seat in team.seats}
    issued = {row.person_ref: row for row in Issued.objects.filter(edition=viewer.edition, revoked_at__isnull=True)}
    found = []
    for card in people.people_of(viewer.edition, Role.STUDENT):
        lines = [_attendance(card, asked)]
        if asked.score_pct_min:
            lines.append(_score(card, asked))
        if asked.practical:
            lines.append(_practical(teams.get(card.ref), closed))
        found.append(Candidate(card=card, lines=tuple(lines), issued=issued.get(card.ref)))
    return found


def _attendance(card: PersonCard, asked: Criteria) -> CriterionLine:
    was, sessions = share_attended(card.ref, card.edition, COUNTED)
    if not was:
        return CriterionLine(name=gettext("Attendance"), found=gettext("not recorded"), met=None)
    shown = gettext("%(was)d of %(sessions)d sessions") % {"was": was, "sessions": sessions}
    return CriterionLine(name=gettext("Attendance"), found=shown, met=100 * was >= asked.attendance_pct_min * sessions)


def _score(card: PersonCard, asked: Criteria) -> CriterionLine:
    score = score_of(card.ref, card.edition)
    if score.share is None:
        return CriterionLine(name=gettext("Exercises"), found=gettext("not recorded"), met=None)
    percent = round(100 * score.share)
    return CriterionLine(
        name=gettext("Exercises"),
        found=gettext("%(percent)d %%") % {"percent": percent},
        met=percent >= asked.score_pct_min,
    )


def _practical(team: Any, closed: set[str]) -> CriterionLine:
    if team is None or team.key not in closed:
        return CriterionLine(name=gettext("Practical"), found=gettext("not recorded"), met=None)
    shown = gettext("team %(team)s finished a batch") % {"team": team.name}
    return CriterionLine(name=gettext("Practical"), found=shown, met=True)


def own(viewer: Viewer) -> Issued | None:
    """Return the viewer's certificate in force."""
    return in_force(viewer.ref, viewer.edition)


def in_force(ref: str, edition: str) -> Issued | None:
    """Return a person's certificate in force; for slices that show it with that person's leave."""
    return Issued.objects.filter(edition=edition, person_ref=ref, revoked_at__isnull=True).first()


def shown(key: str) -> Shown | None:
    """Return a certificate by its address, verified now; None where there is none, or its person was erased."""
    row = Issued.objects.filter(key=key).first()
    if row is None:
        return None
    card = people.cards_of({row.person_ref}).get(row.person_ref)
    if card is None:
        return None
    url = row.credential.get("credentialStatus", {}).get("statusListCredential", "")
    signer = issuing_key()
    at = At(trusted=[signer.did], status=listed(row.edition, url), now=timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    return Shown(
        key=row.key,
        edition=row.edition,
        name=card.name,
        credential=row.credential,
        issued_at=row.issued_at,
        found=tuple(findings(row.credential, at)),
    )


def listed(edition: str, url: str) -> dict[str, Any]:
    """Return the signed status list of an edition under its address. One query."""
    revoked = Issued.objects.filter(edition=edition, revoked_at__isnull=False).values_list("place", flat=True)
    return status_list(issuing_key(), url, sorted(revoked), timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"))


def to_hand_out(viewer: Viewer) -> list[Shown]:
    """Return the certificates in force of the viewer's edition, by name, for the ceremony; for trainers and organisers."""
    if not viewer.has(Role.ORGANISER, Role.TRAINER):
        return []
    rows = Issued.objects.filter(edition=viewer.edition, revoked_at__isnull=True)
    cards = people.cards_of({row.person_ref for row in rows})
    found = [
        Shown(
            key=row.key,
            edition=row.edition,
            name=cards[row.person_ref].name,
            credential=row.credential,
            issued_at=row.issued_at,
            found=(),
        )
        for row in rows
        if row.person_ref in cards
    ]
    return sorted(found, key=lambda each: each.name)
