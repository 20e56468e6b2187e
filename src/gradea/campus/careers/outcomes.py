"""What a student demonstrated in an edition, item by item, as it stands now; from what other slices hold."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext

from gradea.campus.careers.kinds import Item
from gradea.campus.certificates import queries as certificates
from gradea.campus.debrief.batches import batches_of
from gradea.campus.exercises.queries import score_of
from gradea.campus.programme import queries as programme
from gradea.campus.programme.attendance import share_attended
from gradea.campus.shell.speech import said


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One item: what was found, and the page that proves it, if there is one."""

    item: Item
    found: str
    proof: str = ""

    @property
    def words(self) -> str:
        """What the item is called."""
        return self.item.words


def outcomes_of(ref: str, edition: str) -> dict[Item, Outcome]:
    """Return what there is of a student; what is not recorded is left out."""
    found = (_attendance(ref, edition), _score(ref, edition), _batch(ref, edition), _certificate(ref, edition))
    return {each.item: each for each in found if each is not None}


def _attendance(ref: str, edition: str) -> Outcome | None:
    was, sessions = share_attended(ref, edition, certificates.COUNTED)
    words = gettext("%(was)d of %(sessions)d sessions") % {"was": was, "sessions": sessions}
    return Outcome(item=Item.ATTENDANCE, found=words) if was else None


def _score(ref: str, edition: str) -> Outcome | None:
    score = score_of(ref, edition)
    if score.share is None:
        return None
    words = gettext("%(percent)d %% over %(answered)d of %(asked)d practice questions")
    facts = {"percent": round(100 * score.share), "answered": score.answered, "asked": score.asked}
    return Outcome(item=Item.SCORE, found=words % facts)


def _batch(ref: str, edition: str) -> Outcome | None:
    team = next((team for team in programme.teams_of(edition) if team.seat_of(ref)), None)
    if team is None:
        return None
    batch = next(iter(batches_of(edition, team.key)), None)
    if batch is None:
        return None
    words = gettext("%(product)s, %(batch)s, seat %(seat)s. %(decided)s Deviations written: %(deviations)d.")
    facts = {
        "product": batch.product,
        "batch": batch.number,
        "seat": team.seat_of(ref).role.words,
        "decided": said(batch.decided),
        "deviations": batch.deviations,
    }
    return Outcome(item=Item.BATCH, found=words % facts)


def _certificate(ref: str, edition: str) -> Outcome | None:
    issued = certificates.in_force(ref, edition)
    if issued is None:
        return None
    day: dt.date = issued.issued_at.date()
    return Outcome(item=Item.CERTIFICATE, found=gettext("issued %(day)s") % {"day": day.isoformat()}, proof=issued.key)
