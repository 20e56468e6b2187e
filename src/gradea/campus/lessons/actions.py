"""What is written of lessons: runs and their pace, answers, questions of the room."""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from gradea.campus.lessons import live, queries
from gradea.campus.lessons.answer_writer import answers
from gradea.campus.lessons.models import LessonRun, RoomAnswer, RoomQuestion, Vote
from gradea.campus.people.queries import Viewer
from gradea.content.lessons import lessons
from gradea.vocabulary import Refusal

ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679"
"""Signs of a code that are not mistaken for each other."""
CODE_SIGNS = 5
ASKED_MAX = 10
"""Questions that one phone may ask in one run (design choice: against a flood)."""
RUNS_TRIED = 20


def start(viewer: Viewer, lesson: str) -> str | Refusal:
    """Begin a run of a lesson and return its code. Refuses a lesson that there is not."""
    if lesson not in lessons():
        return _NO_LESSON
    for _ in range(RUNS_TRIED):
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_SIGNS))
        try:
            with transaction.atomic():
                LessonRun.objects.create(
                    code=code, edition=viewer.edition, lesson=lesson, by_ref=viewer.ref, started_at=timezone.now()
                )
        except IntegrityError:
            continue
        return code
    return _NO_CODE


def go(viewer: Viewer, code: str, position: int) -> Refusal | None:
    """Move to a position; the phones follow. The timer of the question before ends."""
    with transaction.atomic():
        row = _open_run(viewer, code)
        if row is None:
            return _NO_RUN
        row.position = min(max(position, 0), len(lessons()[row.lesson].slides))
        row.until = None
        row.save(update_fields=["position", "until"])
    live.moved(code)
    return None


def show(viewer: Viewer, code: str) -> Refusal | None:
    """Show the results of the question of now, and take no more answers to it; or open it again."""
    with transaction.atomic():
        row = _open_run(viewer, code)
        slide = lessons()[row.lesson].slides[row.position - 1] if row is not None and row.position else None
        if row is None or slide is None or slide.question is None:
            return _NO_RUN if row is None else _NO_QUESTION
        row.shown = [key for key in row.shown if key != slide.key] + ([] if slide.key in row.shown else [slide.key])
        row.until = None
        row.save(update_fields=["shown", "until"])
    live.moved(code)
    return None


def start_timer(viewer: Viewer, code: str, seconds: int) -> Refusal | None:
    """Let the time to answer run; afterwards no answer is taken."""
    with transaction.atomic():
        row = _open_run(viewer, code)
        if row is None:
            return _NO_RUN
        row.until = timezone.now() + timedelta(seconds=min(max(seconds, 5), 900))
        row.save(update_fields=["until"])
    live.moved(code)
    return None


def set_pace(viewer: Viewer, code: str, *, free: bool) -> Refusal | None:
    """Let phones go at their own pace, or follow."""
    with transaction.atomic():
        row = _open_run(viewer, code)
        if row is None:
            return _NO_RUN
        row.free = free
        row.save(update_fields=["free"])
    live.moved(code)
    return None


def end(viewer: Viewer, code: str) -> Refusal | None:
    """End a run; its results stay."""
    with transaction.atomic():
        row = _open_run(viewer, code)
        if row is None:
            return _NO_RUN
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
    live.moved(code)
    return None


def answer(state: queries.RunState, phone: str, chosen: str, right: bool | None) -> Refusal | None:
    """Keep the answer of a phone, durable before it hears so; a later one replaces it while the question is open."""
    if not state.takes_answers or state.slide is None:
        return _TOO_LATE
    row = RoomAnswer(run_id=state.id, slide=state.slide.key, phone=phone, chosen=chosen, right=right, at=timezone.now())
    answers.keep(row)
    live.counted(state.code)
    return None


def hide_answer(viewer: Viewer, code: str, slide: str, chosen: str) -> Refusal | None:
    """Take free words off the wall; they stay in the results, marked."""
    row = _open_run(viewer, code)
    if row is None:
        return _NO_RUN
    RoomAnswer.objects.filter(run=row, slide=slide, chosen=chosen).update(hidden=True)
    live.counted(code)
    return None


def ask(state: queries.RunState, phone: str, text: str) -> Refusal | None:
    """Put a question of the room into the queue."""
    words = " ".join(text.split())
    if state.ended:
        return _ENDED
    if not words:
        return _NOTHING_ASKED
    if len(words) > 280:
        return Refusal(
            code="lessons.question-long",
            rule="A question fits on the wall.",
            message=f"The question has {len(words)} characters; 280 fit.",
            remedy="Make it shorter.",
        )
    if RoomQuestion.objects.filter(run_id=state.id, phone=phone).count() >= ASKED_MAX:
        return _ASKED_ENOUGH
    RoomQuestion.objects.create(run_id=state.id, phone=phone, text=words, at=timezone.now())
    live.counted(state.code)
    return None


def vote(state: queries.RunState, phone: str, question: int) -> Refusal | None:
    """Want a question answered too; once more takes it back."""
    if state.ended or not RoomQuestion.objects.filter(pk=question, run_id=state.id, hidden=False).exists():
        return _ENDED
    with transaction.atomic():
        taken_back, _ = Vote.objects.filter(question_id=question, phone=phone).delete()
        if not taken_back:
            Vote.objects.create(question_id=question, phone=phone)
    live.counted(state.code)
    return None


def settle(viewer: Viewer, code: str, question: int, *, hide: bool) -> Refusal | None:
    """Mark a question of the room as answered, or take it off the list."""
    row = _open_run(viewer, code)
    if row is None:
        return _NO_RUN
    change = {"hidden": True} if hide else {"answered_at": timezone.now()}
    RoomQuestion.objects.filter(pk=question, run=row).update(**change)
    live.moved(code)
    live.counted(code)
    return None


def _open_run(viewer: Viewer, code: str) -> LessonRun | None:
    return LessonRun.objects.filter(code=code.upper(), edition=viewer.edition, ended_at__isnull=True).first()


def _refusal(code: str, rule: str, message: str, remedy: str) -> Refusal:
    return Refusal(code=f"lessons.{code}", rule=rule, message=message, remedy=remedy)


_NO_LESSON = _refusal(
    "unknown", "A lesson stands on the shelf.", "There is no such lesson.", "Choose one from the list."
)
_NO_CODE = _refusal("codes", "Every run has a code of its own.", "No free code was found.", "Try again.")
_NO_RUN = _refusal(
    "closed", "A run is led while it is open.", "This lesson is not open any more.", "Start it again from the list."
)
_NO_QUESTION = _refusal(
    "no-question", "Results belong to a question.", "This slide asks nothing.", "Go to a question first."
)
_TOO_LATE = _refusal(
    "late",
    "An answer counts while its question is open.",
    "This question takes no answers any more.",
    "Wait for the next one; nothing was saved.",
)
_ENDED = _refusal(
    "ended", "The room asks while the lesson is open.", "This lesson has ended.", "Ask the lecturer directly."
)
_NOTHING_ASKED = _refusal("empty", "A question has words.", "There is no question yet.", "Write it, then send it.")
_ASKED_ENOUGH = _refusal(
    "many",
    f"A phone asks at most {ASKED_MAX} questions in a lesson.",
    "You have asked many questions already.",
    "Support one that is on the list.",
)
