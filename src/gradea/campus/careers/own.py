"""A student's own side: what they demonstrated, what is shared with whom until when, who looked, and the file of it all."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from gradea.campus.careers.kinds import SEEN_WORDS, Item
from gradea.campus.careers.models import Feedback, Interest, Look, Meeting, Profile, Share
from gradea.campus.careers.outcomes import Outcome, outcomes_of
from gradea.campus.careers.sealing import opened
from gradea.campus.people.consents import ConsentKind, agreed_since
from gradea.campus.people.queries import Viewer, keys_of, names_of

LOOKS_SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLine:
    """An item shared with an employer; `ended` says why it is not seen any more, empty while it is."""

    number: int
    employer: str
    employer_key: str
    item: Item
    given_at: dt.datetime
    until: dt.datetime
    ended: str

    @property
    def words(self) -> str:
        """What the item is called."""
        return self.item.words


@dataclass(frozen=True, slots=True, kw_only=True)
class LookLine:
    """A look at the student."""

    at: dt.datetime
    employer: str
    by: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """Everything on a student's own page."""

    agrees: bool
    open: bool
    words: str
    outcomes: tuple[Outcome, ...]
    shares: tuple[ShareLine, ...]
    looks: tuple[LookLine, ...]
    looks_count: int


def agrees_since(viewer: Viewer) -> dt.datetime | None:
    """Return since when the viewer agrees to meet employers; None while they do not."""
    return agreed_since({viewer.ref}, ConsentKind.EMPLOYER).get(viewer.ref)


def own_page(viewer: Viewer) -> OwnPage:
    """Return the viewer's own page."""
    since = agrees_since(viewer)
    profile = Profile.objects.filter(person_ref=viewer.ref).first()
    looks = Look.objects.filter(person_ref=viewer.ref)
    return OwnPage(
        agrees=since is not None,
        open=bool(since and profile and profile.open and profile.opened_at and profile.opened_at >= since),
        words=opened(profile.words, keys_of({viewer.ref})) if profile else "",
        outcomes=tuple(outcomes_of(viewer.ref, viewer.edition).values()),
        shares=tuple(shares_of(viewer.ref, since)),
        looks=tuple(_looks(viewer.ref)),
        looks_count=looks.count(),
    )


def shares_of(ref: str, since: dt.datetime | None, employer: str = "") -> list[ShareLine]:
    """Return what a person ever shared, or with one employer, newest first. One query."""
    now = timezone.now()
    rows = Share.objects.filter(person_ref=ref, **({"employer__key": employer} if employer else {}))
    return [
        ShareLine(
            number=row.pk,
            employer=row.employer.name,
            employer_key=row.employer.key,
            item=Item(row.item),
            given_at=row.given_at,
            until=row.until,
            ended=_ended(row, since, now),
        )
        for row in rows.select_related("employer").order_by("-given_at", "-pk")
    ]


def _ended(row: Share, since: dt.datetime | None, now: dt.datetime) -> str:
    if row.revoked_at is not None:
        return gettext("taken back")
    if row.until <= now:
        return gettext("expired")
    if since is None or row.given_at < since:
        return gettext("ended with your agreement")
    return ""


def _looks(ref: str) -> list[LookLine]:
    rows = list(Look.objects.filter(person_ref=ref).select_related("employer").order_by("-at", "-pk")[:LOOKS_SHOWN])
    names = names_of({row.by_ref for row in rows})
    return [
        LookLine(
            at=row.at,
            employer=row.employer.name,
            by=names.get(row.by_ref, "–"),
            seen=", ".join(_seen_words(item) for item in row.items),
        )
        for row in rows
    ]


def _seen_words(item: str) -> str:
    return gettext(SEEN_WORDS[item]) if item in SEEN_WORDS else Item(item).words


def own_part(ref: str) -> dict[str, Any]:
    """Return what careers hold about a person, for their own file."""
    profile, keys = Profile.objects.filter(person_ref=ref).first(), keys_of({ref})
    own = {"person_ref": ref}
    return {
        "profile": {"open": profile.open, "words": opened(profile.words, keys)} if profile else None,
        "shares": [
            {
                "employer": row.employer.name,
                "item": row.item,
                "from": row.given_at.isoformat(),
                "until": row.until.isoformat(),
                "taken_back": row.revoked_at.isoformat() if row.revoked_at else None,
            }
            for row in Share.objects.filter(**own).select_related("employer").order_by("given_at")
        ],
        "looks": [
            {"employer": row.employer.name, "seen": row.items, "at": row.at.isoformat()}
            for row in Look.objects.filter(**own).select_related("employer").order_by("at")
        ],
        "interests": [
            {"employer": row.employer.name, "by": "me" if row.by_student else "employer", "at": row.at.isoformat()}
            for row in Interest.objects.filter(**own).select_related("employer").order_by("at")
        ],
        "meetings": [
            {"employer": row.employer.name, "at": row.starts.isoformat()}
            for row in Meeting.objects.filter(**own).select_related("employer").order_by("starts")
        ],
        "feedback": [
            {
                "employer": row.employer.name,
                "by": "me" if row.by_student else "employer",
                "useful": row.useful,
                "words": opened(row.words, keys_of({row.by_ref})),
            }
            for row in Feedback.objects.filter(**own).select_related("employer").order_by("at")
        ],
    }
