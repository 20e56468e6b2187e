"""What a person may see of the exercises: sets, their own sittings, one question at a time, their score."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gradea.campus.exercises.models import Answer, Opening, Sitting
from gradea.campus.people.queries import Viewer
from gradea.campus.shell.speech import language
from gradea.content import exercises
from gradea.exercise import Certainty, Item, ItemSet, Question, Response, TextForm, question_for, said


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCard:
    """A set as its student sees it in the list."""

    key: str
    title: str
    about: str
    purpose: str
    questions: int
    minutes: int
    open: bool
    answered: int
    finished: bool
    sittings: int
    score: float | None
    marks: float | None

    @property
    def percent(self) -> int:
        """The score in percent."""
        return round(100 * (self.score or 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a person reached in the practice sets of an edition, for criteria of a certificate.

    Attributes:
        share: Mean of the best score per item over the items answered, 0 to 1; None of nothing.
        answered: Different items answered. `asked`: items there are to answer.
        finished: Keys of the sets gone through at least once.
        certainty_mark: Mean marks on the certainty scale (-6 to 3) over first answers; None of nothing.
    """

    share: float | None
    answered: int
    asked: int
    finished: tuple[str, ...]
    certainty_mark: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A question of a sitting: where one is, what was answered, whether the answer may be explained now."""

    sitting: int
    set: ItemSet
    position: int
    item: Item
    question: Question
    tries: tuple[Answer, ...]
    hints_shown: int
    done: bool
    explain: bool

    @property
    def last(self) -> Answer | None:
        """The last answer."""
        return self.tries[-1] if self.tries else None

    @property
    def asks_certainty(self) -> bool:
        """Whether this answer comes with a certainty: the first one, unless it is free text."""
        return not self.tries and not isinstance(self.question.form, TextForm)


def sets_for(viewer: Viewer) -> list[SetCard]:
    """Return all sets with what the viewer did in them: practice first, tests when they are open or were sat. Three queries."""
    shelf = exercises()
    sittings: dict[str, list[Sitting]] = {}
    mine = Sitting.objects.filter(edition=viewer.edition, person_ref=viewer.ref).prefetch_related("answers")
    for sitting in mine.order_by("number"):
        sittings.setdefault(sitting.set_key, []).append(sitting)
    opened = open_tests(viewer.edition)
    return [_card(one, sittings.get(key, []), key in opened) for key, one in shelf.sets.items()]


def _card(one: ItemSet, sittings: list[Sitting], opened: bool) -> SetCard:
    last = sittings[-1] if sittings else None
    answers = _settled(one, list(last.answers.all())) if last else {}
    scores = [answer.score for answer in answers.values() if answer.score is not None]
    marks = [answer.marks for answer in answers.values() if answer.marks is not None]
    shows = one.explain or one.purpose == "practice"
    return SetCard(
        key=one.key,
        title=said(one.title, language()),
        about=said(one.about, language()),
        purpose=one.purpose,
        questions=len(one.items),
        minutes=one.minutes,
        open=one.purpose == "practice" or opened,
        answered=len(answers),
        finished=bool(last and last.finished_at),
        sittings=len(sittings),
        score=sum(scores) / len(scores) if scores and shows else None,
        marks=sum(marks) if marks and shows else None,
    )


def _settled(one: ItemSet, answers: list[Answer]) -> dict[int, Answer]:
    """Return the best answer per position."""
    best: dict[int, Answer] = {}
    for answer in sorted(answers, key=lambda each: (each.position, each.attempt)):
        before = best.get(answer.position)
        if answer.position <= len(one.items) and (before is None or (answer.score or 0.0) > (before.score or 0.0)):
            best[answer.position] = answer
    return best


def open_tests(edition: str) -> set[str]:
    """Return the keys of the tests that are open in an edition. One query."""
    return set(Opening.objects.filter(edition=edition, closed_at__isnull=True).values_list("set_key", flat=True))


def set_card(viewer: Viewer, key: str) -> SetCard | None:
    """Return one set as the viewer sees it, or None where there is none."""
    return next((card for card in sets_for(viewer) if card.key == key), None)


def set_named(key: str) -> ItemSet | None:
    """Return a set of the shelf, or None."""
    return exercises().sets.get(key)


def last_sitting(viewer: Viewer, key: str) -> Sitting | None:
    """Return the viewer's last sitting of a set, or None; for the actions of this slice."""
    return (
        Sitting.objects.filter(edition=viewer.edition, person_ref=viewer.ref, set_key=key).order_by("-number").first()
    )


def place_of(viewer: Viewer, key: str, position: int) -> Place | None:
    """Return a question of the viewer's last sitting of a set, or None (answer 404). Two queries."""
    one, sitting = set_named(key), last_sitting(viewer, key)
    if one is None or sitting is None or not 1 <= position <= len(one.items):
        return None
    return place_in(sitting, one, position)


def place_in(sitting: Sitting, one: ItemSet, position: int) -> Place:
    """Return a question of a sitting with what was answered. One query."""
    shelf = exercises()
    item = shelf.items[one.items[position - 1]]
    question = question_for(
        item, seed=sitting.seed, who=f"{sitting.person_ref}|{one.key}|{sitting.number}", bank=shelf.bank
    )
    tries = tuple(sitting.answers.filter(position=position).order_by("attempt"))
    done = bool(tries) and (
        tries[-1].right or len(tries) >= one.tries or tries[-1].score is None or isinstance(question.form, TextForm)
    )
    return Place(
        sitting=sitting.pk,
        set=one,
        position=position,
        item=item,
        question=question,
        tries=tries,
        hints_shown=int(sitting.hints.get(str(position), 0)),
        done=done,
        explain=one.explain and done,
    )


def next_position(viewer: Viewer, key: str) -> int | None:
    """Return the first position that is not answered in the last sitting; None when all are. Two queries."""
    one, sitting = set_named(key), last_sitting(viewer, key)
    if one is None or sitting is None:
        return None
    answered = set(sitting.answers.values_list("position", flat=True))
    return next((place for place in range(1, len(one.items) + 1) if place not in answered), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A question of a sitting in the summary at its end."""

    position: int
    prompt: str
    score: float | None
    right: bool
    certainty: int
    marks: float | None

    @property
    def percent(self) -> int:
        """The score in percent."""
        return round(100 * (self.score or 0.0))

    @property
    def sure_and_wrong(self) -> bool:
        """Whether this is one to think about: sure, and wrong."""
        return self.certainty == Certainty.HIGH and (self.score or 0.0) < 0.5


def summary_of(viewer: Viewer, key: str) -> list[Line]:
    """Return the questions of the last sitting with what they earned, in order. Two queries."""
    one, sitting = set_named(key), last_sitting(viewer, key)
    if one is None or sitting is None:
        return []
    answers = list(sitting.answers.all())
    first = {answer.position: answer for answer in answers if answer.attempt == 1}
    lines = []
    for position, best in sorted(_settled(one, answers).items()):
        place = place_question(sitting, one, position)
        prompt = said(place.asked.prompt, language())
        opening = first.get(position, best)
        lines.append(
            Line(
                position=position,
                prompt=prompt,
                score=best.score,
                right=best.right,
                certainty=opening.certainty,
                marks=opening.marks,
            )
        )
    return lines


def place_question(sitting: Sitting, one: ItemSet, position: int) -> Question:
    """Return the question at a position, without asking the database."""
    shelf = exercises()
    item = shelf.items[one.items[position - 1]]
    return question_for(
        item, seed=sitting.seed, who=f"{sitting.person_ref}|{one.key}|{sitting.number}", bank=shelf.bank
    )


def score_of(person_ref: str, edition: str) -> Score:
    """Return what a person reached in the practice sets of an edition. Two queries; for other slices, such as certificates."""
    return _scored(list(_practice_sittings(edition, person_ref=person_ref)))


def scores_of(edition: str) -> dict[str, Score]:
    """Return what everybody who practised reached, by person. Two queries, however many people; for counts of other slices."""
    sittings: dict[str, list[Sitting]] = {}
    for sitting in _practice_sittings(edition):
        sittings.setdefault(sitting.person_ref, []).append(sitting)
    return {ref: _scored(mine) for ref, mine in sittings.items()}


def _practice() -> dict[str, ItemSet]:
    return {key: one for key, one in exercises().sets.items() if one.purpose == "practice"}


def _practice_sittings(edition: str, **whose: str) -> Iterable[Sitting]:
    rows = Sitting.objects.filter(edition=edition, set_key__in=_practice(), **whose)
    return rows.prefetch_related("answers")


def _scored(sittings: list[Sitting]) -> Score:
    best: dict[str, float] = {}
    marks: list[float] = []
    finished: set[str] = set()
    for sitting in sittings:
        finished |= {sitting.set_key} if sitting.finished_at else set()
        for answer in sitting.answers.all():
            if answer.score is not None:
                best[answer.item] = max(best.get(answer.item, 0.0), answer.score)
            if answer.attempt == 1 and answer.marks is not None:
                marks.append(answer.marks)
    return Score(
        share=sum(best.values()) / len(best) if best else None,
        answered=len(best),
        asked=len({code for one in _practice().values() for code in one.items}),
        finished=tuple(sorted(finished)),
        certainty_mark=sum(marks) / len(marks) if marks else None,
    )


def response_data(response: Response) -> dict[str, Any]:
    """Return an answer as JSON values, without the parts that are empty."""
    data = {
        "chosen": list(response.chosen),
        "number": response.number,
        "unit": response.unit,
        "pairs": dict(response.pairs),
    }
    return {name: value for name, value in data.items() if value}


def response_of(data: dict[str, Any]) -> Response:
    """Return a kept answer."""
    return Response(
        chosen=tuple(data.get("chosen", ())),
        number=data.get("number", ""),
        unit=data.get("unit", ""),
        pairs=data.get("pairs", {}),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningLine:
    """A test and whether it is open, for the trainer."""

    key: str
    title: str
    open: bool
    opened_at: datetime | None
