"""What people agree to, each by itself, and take back whenever they like."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from gradea.campus.people.models import Consent


class ConsentKind(StrEnum):
    """One thing to agree to."""

    PHOTO = "photo"
    EMPLOYER = "employer"
    RESEARCH = "research"

    @property
    def words(self) -> str:
        """What is agreed to, in a sentence."""
        return gettext(_WORDS[self])


_WORDS = {
    ConsentKind.PHOTO: gettext_noop("Photographs in which I can be recognised may be shown in the recap."),
    ConsentKind.EMPLOYER: gettext_noop("I want to meet employers, and decide item by item what each of them sees."),
    ConsentKind.RESEARCH: gettext_noop(
        "My answers may be used, without my name, to find out how much people learn here."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentLine:
    """One kind of consent as it stands."""

    kind: ConsentKind
    given: bool
    at: datetime | None

    @property
    def words(self) -> str:
        """What is agreed to."""
        return self.kind.words


def consents_of(ref: str) -> list[ConsentLine]:
    """Return each kind of consent as it stands for a person; nothing is given until they give it. One query."""
    latest = {row.kind: row for row in Consent.objects.filter(person_ref=ref).order_by("at", "pk")}
    return [
        ConsentLine(
            kind=kind,
            given=kind in latest and latest[kind].given,
            at=latest[kind].at if kind in latest else None,
        )
        for kind in ConsentKind
    ]


def who_agreed(refs: set[str], kind: ConsentKind) -> set[str]:
    """Return those of these people who agree to this now. One query."""
    rows = (
        Consent.objects.filter(person_ref__in=refs, kind=kind).order_by("at", "pk").values_list("person_ref", "given")
    )
    latest = dict(rows)
    return {ref for ref, given in latest.items() if given}


def agreed_since(refs: set[str], kind: ConsentKind) -> dict[str, datetime]:
    """Return who of these people agrees to this now, and since when: since the last time they gave it. One query."""
    latest = {
        row.person_ref: row for row in Consent.objects.filter(person_ref__in=refs, kind=kind).order_by("at", "pk")
    }
    return {ref: row.at for ref, row in latest.items() if row.given}


def consent(ref: str, kinds: set[ConsentKind]) -> None:
    """Keep exactly these consents as given; lines are added only for what changes."""
    now = timezone.now()
    changed = [line.kind for line in consents_of(ref) if line.given is not (line.kind in kinds)]
    Consent.objects.bulk_create(Consent(person_ref=ref, kind=kind, given=kind in kinds, at=now) for kind in changed)
