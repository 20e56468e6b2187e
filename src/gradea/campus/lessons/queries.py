"""What may be seen of lessons: the shelf, runs with their state, what a room answered and asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef
from django.utils import timezone

from gradea.campus.lessons.models import LessonRun, RoomAnswer, RoomQuestion, Vote
from gradea.campus.people.queries import Viewer
from gradea.campus.shell.speech import language
from gradea.content.lesson_file import Lesson, Slide
from gradea.content.lessons import lessons
from gradea.exercise import said


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonCard:
    """A lesson in the list of the lecturer."""

    key: str
    title: str
    about: str
    minutes: int
    slides: int
    questions: int
    runs: int
    open_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """Where a run is.

    Attributes:
        slide: The slide of now; None while the code stands on the wall.
        shown: Whether the results of this question were shown.
        seconds_left: Time left to answer, 0 when it is over; None for no timer.
    """

    id: int
    code: str
    lesson: Lesson
    position: int
    slide: Slide | None
    shown: bool
    seconds_left: int | None
    free: bool
    started_at: datetime
    ended: bool

    @property
    def title(self) -> str:
        """Title in the language of the page."""
        return said(self.lesson.title, language())

    @property
    def last(self) -> int:
        """The last position."""
        return len(self.lesson.slides)

    @property
    def takes_answers(self) -> bool:
        """Whether the question of now still takes answers."""
        return bool(self.slide and self.slide.question) and not (self.shown or self.ended or self.seconds_left == 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Answers that are the same, and how often."""

    chosen: str
    right: bool | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question from the room."""

    id: int
    text: str
    votes: int
    answered: bool
    mine: bool
    voted: bool


def lesson_cards(viewer: Viewer) -> list[LessonCard]:
    """Return all lessons, with how often each was given in this edition. One query."""
    runs: dict[str, int] = {}
    still: dict[str, str] = {}
    rows = LessonRun.objects.filter(edition=viewer.edition).values_list("lesson", "code", "ended_at", "by_ref")
    for lesson, code, ended_at, by_ref in rows:
        runs[lesson] = runs.get(lesson, 0) + 1
        if ended_at is None and by_ref == viewer.ref:
            still[lesson] = code
    return [
        LessonCard(
            key=key,
            title=said(each.title, language()),
            about=said(each.about, language()),
            minutes=each.minutes,
            slides=len(each.slides),
            questions=each.questions,
            runs=runs.get(key, 0),
            open_code=still.get(key, ""),
        )
        for key, each in lessons().items()
    ]


def state_of(code: str, at: int | None = None) -> RunState | None:
    """Return the state of the run with this code; with `at` as if it stood at another position. One query."""
    row = LessonRun.objects.filter(code=code.upper()).first()
    return _state(row, at) if row is not None else None


def state_for(viewer: Viewer, code: str) -> RunState | None:
    """Return the state of a run of the viewer's edition; None for one of another."""
    row = LessonRun.objects.filter(code=code.upper(), edition=viewer.edition).first()
    return _state(row) if row is not None else None


def _state(row: LessonRun, at: int | None = None) -> RunState | None:
    lesson = lessons().get(row.lesson)
    if lesson is None:
        return None
    position = min(max(row.position if at is None else at, 0), len(lesson.slides))
    slide = lesson.slides[position - 1] if position else None
    left = None
    if row.until is not None and at in {None, row.position}:
        left = max(0, round((row.until - timezone.now()).total_seconds()))
    return RunState(
        id=row.pk,
        code=row.code,
        lesson=lesson,
        position=position,
        slide=slide,
        shown=bool(slide and slide.key in row.shown),
        seconds_left=left,
        free=row.free,
        started_at=row.started_at,
        ended=row.ended_at is not None,
    )


def runs_of(viewer: Viewer, lesson: str) -> list[tuple[LessonRun, int]]:
    """Return the runs of a lesson in this edition with how many phones answered, newest first. One query."""
    rows = LessonRun.objects.filter(edition=viewer.edition, lesson=lesson).order_by("-started_at")
    return [(row, row.phones) for row in rows.annotate(phones=Count("answers__phone", distinct=True))]


def groups(run: int, slide: str, *, hidden: bool = False) -> list[Group]:
    """Return what the room answered to a question: one grouped query. Hidden words only when asked for."""
    rows = RoomAnswer.objects.filter(run_id=run, slide=slide)
    if not hidden:
        rows = rows.filter(hidden=False)
    counted = rows.values("chosen", "right").annotate(n=Count("pk")).order_by("-n", "chosen")
    return [Group(chosen=row["chosen"], right=row["right"], n=row["n"]) for row in counted]


def answered(run: int, slide: str) -> int:
    """Return how many phones answered a question."""
    return RoomAnswer.objects.filter(run_id=run, slide=slide).count()


def own_answer(run: int, slide: str, phone: str) -> Group | None:
    """Return what a phone answered."""
    row = RoomAnswer.objects.filter(run_id=run, slide=slide, phone=phone).first()
    return Group(chosen=row.chosen, right=row.right, n=1) if row else None


def asked_in(run: int, phone: str = "", limit: int = 30) -> list[Asked]:
    """Return the questions of the room that are not hidden: open ones first, those most want first. One query."""
    voted = Exists(Vote.objects.filter(question=OuterRef("pk"), phone=phone))
    rows = RoomQuestion.objects.filter(run_id=run, hidden=False).annotate(n=Count("votes"), voted=voted)
    rows = rows.order_by(F("answered_at").asc(nulls_first=True), "-n", "at")[:limit]
    return [
        Asked(
            id=row.pk,
            text=row.text,
            votes=row.n,
            answered=row.answered_at is not None,
            mine=bool(phone) and row.phone == phone,
            voted=row.voted,
        )
        for row in rows
    ]


def words_in(found: Iterable[Group]) -> list[tuple[str, int]]:
    """Return the words of a cloud with how often each was given, most frequent first, forty at most."""
    counted: dict[str, int] = {}
    for group in found:
        for word in filter(None, group.chosen.split("|")):
            counted[word] = counted.get(word, 0) + group.n
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:40]
