"""What an employer may see of whom. This is the only place that decides it; every page of an employer asks here.

A student is seen by an employer only while they agree to `employer`, and only for what they did since they last agreed: opened
their profile to all, wished to meet this employer, or shared an item with it. Of items only the shared ones are seen.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from gradea.campus.careers.kinds import Item
from gradea.campus.careers.models import Employer, Interest, Look, Profile, Share
from gradea.campus.careers.outcomes import Outcome, outcomes_of
from gradea.campus.careers.sealing import opened
from gradea.campus.people.consents import ConsentKind, agreed_since
from gradea.campus.people.queries import PersonCard, Viewer, cards_of, keys_of
from gradea.campus.shell.roles import Role


@dataclass(slots=True, kw_only=True)
class Sight:
    """What is open of one student: `words` where the profile is open to all, `wishes` where they wish to meet, and items."""

    words: bool = False
    wishes: bool = False
    items: set[Item] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentCard:
    """A student as an employer sees them."""

    card: PersonCard
    words: str
    wishes: bool
    marked: bool
    open: bool
    items: tuple[Outcome, ...] = ()
    shared: int = 0


def employer_of(viewer: Viewer) -> Employer | None:
    """Return the employer that the viewer speaks for, or None."""
    if not viewer.has(Role.EMPLOYER):
        return None
    return Employer.objects.filter(edition=viewer.edition, contact_ref=viewer.ref).first()


def sights(employer: Employer) -> dict[str, Sight]:
    """Return what is open to an employer now, by student. Four queries."""
    now, done = timezone.now(), []
    for profile in Profile.objects.filter(edition=employer.edition, open=True):
        done.append((profile.person_ref, profile.opened_at, "words"))
    for wish in Interest.objects.filter(employer=employer, by_student=True):
        done.append((wish.person_ref, wish.at, "wishes"))
    for share in Share.objects.filter(employer=employer, revoked_at__isnull=True, until__gt=now):
        done.append((share.person_ref, share.given_at, share.item))
    agreed = agreed_since({ref for ref, _, _ in done}, ConsentKind.EMPLOYER)
    found: dict[str, Sight] = {}
    for ref, at, what in done:
        if ref in agreed and at >= agreed[ref]:
            sight = found.setdefault(ref, Sight())
            if what in {"words", "wishes"}:
                setattr(sight, what, True)
            else:
                sight.items.add(Item(what))
    return found


def students_for(viewer: Viewer) -> list[StudentCard]:
    """Return whom the viewer's employer sees, by name; each is told that they were looked at."""
    employer = employer_of(viewer)
    if employer is None:
        return []
    open_to_us = sights(employer)
    cards = _cards(employer, open_to_us)
    _looked(viewer, employer, {each.card.ref: ["name", *(["words"] if each.words else [])] for each in cards})
    return cards


def student_for(viewer: Viewer, ref: str) -> StudentCard | None:
    """Return one student with the items shared with the viewer's employer, and log the look; None where nothing is open."""
    employer = employer_of(viewer)
    sight = sights(employer).get(ref) if employer else None
    if employer is None or sight is None:
        return None
    found = next(iter(_cards(employer, {ref: sight}, with_items=True)), None)
    if found is not None:
        shown = ["name", *(["words"] if found.words else []), *(each.item.value for each in found.items)]
        _looked(viewer, employer, {ref: shown})
    return found


def _cards(employer: Employer, open_to_us: Mapping[str, Sight], *, with_items: bool = False) -> list[StudentCard]:
    people = {ref: card for ref, card in cards_of(set(open_to_us)).items() if card.edition == employer.edition}
    words = {row.person_ref: row.words for row in Profile.objects.filter(person_ref__in=people, open=True)}
    keys = keys_of(set(words))
    marked = set(
        Interest.objects.filter(employer=employer, by_student=False, person_ref__in=people).values_list(
            "person_ref", flat=True
        )
    )
    found = []
    for ref, card in people.items():
        sight = open_to_us[ref]
        outcomes = outcomes_of(ref, employer.edition) if with_items and sight.items else {}
        found.append(
            StudentCard(
                card=card,
                words=opened(words.get(ref, {}), keys) if sight.words else "",
                wishes=sight.wishes,
                marked=ref in marked,
                open=sight.words,
                items=tuple(outcome for item, outcome in outcomes.items() if item in sight.items),
                shared=len(sight.items),
            )
        )
    return sorted(found, key=lambda each: each.card.name)


def _looked(viewer: Viewer, employer: Employer, shown: Mapping[str, list[str]]) -> None:
    now: dt.datetime = timezone.now()
    Look.objects.bulk_create(
        Look(employer=employer, person_ref=ref, by_ref=viewer.ref, items=items, at=now) for ref, items in shown.items()
    )
