"""What is written: sittings, hints, answers, openings of tests."""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from gradea.campus.exercises import queries
from gradea.campus.exercises.models import Answer, Opening, Sitting
from gradea.campus.people.queries import Viewer, key_of
from gradea.exercise import (
    Certainty,
    ItemSet,
    MatchForm,
    NumberForm,
    Question,
    Response,
    TextForm,
    TextKey,
    after_hints,
    certainty_mark,
    mark,
)
from gradea.ledger.sealed_text import NONCE_BYTES, seal_text
from gradea.vocabulary import Refusal


def start(viewer: Viewer, key: str) -> Refusal | None:
    """Begin a sitting of a set, or go on with the one that is not finished.

    Refuses a test that is not open, and a test that was sat before.
    """
    one = queries.set_named(key)
    if one is None:
        return _NO_SET
    test = one.purpose != "practice"
    if test and key not in queries.open_tests(viewer.edition):
        return _NOT_OPEN
    with transaction.atomic():
        last = queries.last_sitting(viewer, key)
        if last is not None and last.finished_at is None:
            return None
        if last is not None and test:
            return _SAT
        Sitting.objects.create(
            edition=viewer.edition,
            person_ref=viewer.ref,
            set_key=key,
            number=last.number + 1 if last else 1,
            seed=secrets.token_hex(16),
            started_at=timezone.now(),
        )
    return None


def take_hint(viewer: Viewer, key: str, position: int) -> Refusal | None:
    """Show the next hint of a question; its cost was said."""
    with transaction.atomic():
        place, sitting = queries.place_of(viewer, key, position), queries.last_sitting(viewer, key)
        if place is None or sitting is None:
            return _NO_SET
        if place.done or not place.set.explain:
            return _NO_HINT
        shown = min(len(place.question.hints), place.hints_shown + 1)
        sitting.hints = {**sitting.hints, str(position): shown}
        sitting.save(update_fields=["hints"])
    return None


def answer(viewer: Viewer, key: str, position: int, response: Response, certainty: Certainty | None) -> Refusal | None:
    """Keep an answer and mark it. The certainty counts with the first answer; without it that one is refused."""
    with transaction.atomic():
        place, sitting = queries.place_of(viewer, key, position), queries.last_sitting(viewer, key)
        if place is None or sitting is None:
            return _NO_SET
        if place.done:
            return _ANSWERED
        if place.set.purpose != "practice" and key not in queries.open_tests(viewer.edition):
            return _NOT_OPEN
        if place.asks_certainty and certainty is None:
            return _HOW_SURE
        Answer.objects.create(
            sitting=sitting,
            position=position,
            attempt=len(place.tries) + 1,
            item=place.item.code,
            hints=place.hints_shown,
            at=timezone.now(),
            **_marked(viewer, place, response, certainty if place.asks_certainty else None),
        )
        _finish(sitting, place.set)
    return None


def _marked(viewer: Viewer, place: queries.Place, response: Response, certainty: Certainty | None) -> dict[str, Any]:
    question = place.question
    if isinstance(question.form, TextForm):
        return {"response": _sealed(viewer, response.text), "score": None}
    found = mark(question.key, response)
    score = after_hints(found.score, place.hints_shown)
    if place.tries:
        score /= len(place.tries) + 1
    return {
        "response": {**queries.response_data(response), "remark": found.remark},
        "chosen": _named(question, response),
        "score": score,
        "right": found.right,
        "certainty": int(certainty or 0),
        "marks": certainty_mark(found.score, certainty) if certainty is not None else None,
    }


def _named(question: Question, response: Response) -> list[str]:
    """Return an answer by the names of the item file, so that those of two people can be compared."""
    if isinstance(question.form, NumberForm):
        return [f"{response.number} {response.unit}".strip()]
    if isinstance(question.form, MatchForm):
        return [f"{line}={question.origin.get(option, option)}" for line, option in sorted(response.pairs.items())]
    return [question.origin.get(each, each) for each in response.chosen]


def _sealed(viewer: Viewer, text: str) -> dict[str, str]:
    key = key_of(viewer.ref)
    if key is None:
        return {}
    return seal_text(text, key_ref=viewer.ref, key=key, nonce=secrets.token_bytes(NONCE_BYTES))


def judge(viewer: Viewer, key: str, position: int, points: int) -> Refusal | None:
    """Keep how many points of a free text its writer found in it."""
    with transaction.atomic():
        place = queries.place_of(viewer, key, position)
        if place is None or place.last is None or not isinstance(place.question.key, TextKey):
            return _NO_SET
        if place.last.score is not None:
            return _ANSWERED
        share = min(1.0, max(0.0, points / len(place.question.key.points)))
        score = after_hints(share, place.last.hints)
        Answer.objects.filter(pk=place.last.pk).update(score=score, right=share >= 1.0)
    return None


def _finish(sitting: Sitting, one: ItemSet) -> None:
    answered = set(sitting.answers.values_list("position", flat=True))
    if sitting.finished_at is None and len(answered) == len(one.items):
        sitting.finished_at = timezone.now()
        sitting.save(update_fields=["finished_at"])


def open_test(viewer: Viewer, key: str, *, opened: bool) -> Refusal | None:
    """Open a test for the viewer's edition, or close it; what was answered stays."""
    one = queries.set_named(key)
    if one is None or one.purpose == "practice":
        return _NO_SET
    now = timezone.now()
    facts = {"closed_at": None if opened else now, "by_ref": viewer.ref}
    Opening.objects.update_or_create(
        edition=viewer.edition, set_key=key, defaults=facts, create_defaults={**facts, "opened_at": now}
    )
    return None


_NO_SET = Refusal(
    code="exercises.unknown",
    rule="Questions belong to a set on the shelf.",
    message="There is no such set of questions.",
    remedy="Go back to the list of exercises.",
)
_NOT_OPEN = Refusal(
    code="exercises.not-open",
    rule="A test is taken by all at the same time.",
    message="This test is not open now.",
    remedy="Wait until the trainer opens it.",
)
_SAT = Refusal(
    code="exercises.sat",
    rule="A test that is taken twice measures something else.",
    message="You have taken this test already.",
    remedy="Practise with the other sets; the next test comes when the trainer opens it.",
)
_ANSWERED = Refusal(
    code="exercises.answered",
    rule="An answer is marked once.",
    message="This question is answered already.",
    remedy="Go on to the next one.",
)
_NO_HINT = Refusal(
    code="exercises.no-hint",
    rule="Tests have no hints, and an answered question needs none.",
    message="There is no hint here.",
    remedy="Answer as well as you can, and say how sure you are.",
)
_HOW_SURE = Refusal(
    code="exercises.certainty",
    rule="Every answer comes with how sure you are of it.",
    message="You have not said yet how sure you are.",
    remedy="Choose one of the three; it changes what the answer is worth.",
)
