"""The speed meetings: a timetable from the wishes, who sees which line of it, and what was said afterwards."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from gradea.campus.careers.models import Employer, Feedback, Meeting
from gradea.campus.careers.sealing import opened, sealed
from gradea.campus.careers.seeing import employer_of, sights
from gradea.campus.people.consents import ConsentKind, agreed_since
from gradea.campus.people.queries import Viewer, cards_of, keys_of
from gradea.campus.shell.roles import Role
from gradea.rotation import MeetingProblem, meeting_breaches, meetings
from gradea.vocabulary import Refusal

TURNS_MAX = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """When the meetings are: the first turn, how long each is, and how many."""

    starts: dt.datetime
    minutes: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A meeting as one of its sides, or the organiser, sees it."""

    number: int
    starts: dt.datetime
    minutes: int
    employer: str
    student: str
    student_ref: str
    over: bool
    mine: Feedback | None
    theirs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackLine:
    """What students said about an employer, without names; for the organiser."""

    employer: str
    useful: int
    words: str


def make_timetable(viewer: Viewer, turns: Turns) -> Refusal | int:
    """Make the timetable anew from the wishes as they stand; returns how many meetings. What was said before stays.

    Only students who agree, and wished an employer since they agreed, meet it.
    """
    if not viewer.has(Role.ORGANISER):
        return _ORGANISERS
    if not (1 <= turns.count <= TURNS_MAX and 3 <= turns.minutes <= 60):
        return _TURNS
    tables = {row.key: row for row in Employer.objects.filter(edition=viewer.edition)}
    wishes = _wishes(tables)
    problem = MeetingProblem(
        students=tuple(sorted({student for student, _ in wishes})),
        employers=dict.fromkeys(sorted({employer for _, employer in wishes}), 1),
        interests=wishes,
        rounds=turns.count,
    )
    plan = meetings(problem)
    if not plan:
        return _NO_WISHES
    broken = meeting_breaches(problem, plan)
    if broken:
        raise AssertionError(f"the timetable breaks a rule of its own: {broken[0]}")
    with transaction.atomic():
        Meeting.objects.filter(employer__edition=viewer.edition).delete()
        Meeting.objects.bulk_create(
            Meeting(
                employer=tables[each.employer],
                person_ref=each.student,
                starts=turns.starts + dt.timedelta(minutes=turns.minutes * each.round),
                minutes=turns.minutes,
            )
            for each in plan
        )
    return len(plan)


def _wishes(tables: dict[str, Employer]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (ref, key) for key, table in tables.items() for ref, sight in sights(table).items() if sight.wishes
    )


def timetable_for(viewer: Viewer) -> list[MeetingLine]:
    """Return the meetings this viewer may see: their own; all for the organiser. Who does not agree any more is left out."""
    rows = Meeting.objects.filter(employer__edition=viewer.edition).select_related("employer").order_by("starts")
    employer = employer_of(viewer)
    if employer is not None:
        seen = sights(employer)
        kept = [row for row in rows if row.employer_id == employer.pk and row.person_ref in seen]
    elif viewer.has(Role.ORGANISER):
        agreed = agreed_since({row.person_ref for row in rows}, ConsentKind.EMPLOYER)
        kept = [row for row in rows if row.person_ref in agreed]
    else:
        kept = [row for row in rows if row.person_ref == viewer.ref]
    return _lines(viewer, kept, of_employer=employer is not None)


def _lines(viewer: Viewer, rows: list[Meeting], *, of_employer: bool) -> list[MeetingLine]:
    cards, now = cards_of({row.person_ref for row in rows}), timezone.now()
    said = {
        (row.employer_id, row.person_ref, row.by_student): row
        for row in Feedback.objects.filter(employer__in={row.employer_id for row in rows})
    }
    keys = keys_of({row.by_ref for row in said.values()})
    found = []
    for row in rows:
        theirs = said.get((row.employer_id, row.person_ref, False)) if row.person_ref == viewer.ref else None
        if row.person_ref in cards:
            found.append(
                MeetingLine(
                    number=row.pk,
                    starts=row.starts,
                    minutes=row.minutes,
                    employer=row.employer.name,
                    student=cards[row.person_ref].name,
                    student_ref=row.person_ref,
                    over=row.starts <= now,
                    mine=said.get((row.employer_id, row.person_ref, not of_employer)),
                    theirs=opened(theirs.words, keys) if theirs else "",
                )
            )
    return found


def meeting_for(viewer: Viewer, number: int) -> MeetingLine | None:
    """Return a meeting of which the viewer is a side, or None (answer 404)."""
    if not viewer.has(Role.STUDENT, Role.EMPLOYER):
        return None
    return next((line for line in timetable_for(viewer) if line.number == number), None)


def give_feedback(viewer: Viewer, number: int, useful: int, words: str) -> Refusal | None:
    """Keep what the viewer says about a meeting of theirs; said again, it replaces what was said."""
    line = meeting_for(viewer, number)
    row = Meeting.objects.filter(pk=number).first()
    if line is None or row is None:
        return _NO_MEETING
    if not line.over:
        return _NOT_YET
    Feedback.objects.update_or_create(
        employer_id=row.employer_id,
        person_ref=row.person_ref,
        by_student=row.person_ref == viewer.ref,
        defaults={"by_ref": viewer.ref, "useful": useful, "words": sealed(viewer, words), "at": timezone.now()},
    )
    return None


def feedback_for(viewer: Viewer) -> list[FeedbackLine]:
    """Return what students said about employers, without names; nothing unless the viewer organises the edition."""
    if not viewer.has(Role.ORGANISER):
        return []
    rows = list(
        Feedback.objects.filter(employer__edition=viewer.edition, by_student=True)
        .select_related("employer")
        .order_by("employer__name", "words")
    )
    keys = keys_of({row.by_ref for row in rows})
    return [FeedbackLine(employer=row.employer.name, useful=row.useful, words=opened(row.words, keys)) for row in rows]


_ORGANISERS = Refusal(
    code="careers.not-organiser",
    rule="Access follows the role a person has in this edition.",
    message="Only the organiser of an edition arranges employers and meetings.",
    remedy="Ask the organiser.",
)
_TURNS = Refusal(
    code="careers.turns",
    rule="",
    message=f"Meetings take 3 to 60 minutes, and there are 1 to {TURNS_MAX} turns.",
    remedy="Change the minutes or the number of turns.",
)
_NO_WISHES = Refusal(
    code="careers.no-wishes",
    rule="A student meets an employer only if they wished it.",
    message="No student who agrees to meet employers has wished one yet.",
    remedy="Ask the students to mark the employers they want to meet, and make the timetable then.",
)
_NO_MEETING = Refusal(
    code="careers.no-meeting",
    rule="",
    message="This meeting is not one of yours.",
    remedy="Go back to your timetable.",
)
_NOT_YET = Refusal(
    code="careers.not-yet",
    rule="",
    message="This meeting has not begun.",
    remedy="Say how it was when you have met.",
)
