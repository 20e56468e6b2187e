"""What the room of exercises refuses is said in the language of the reader, with its details kept."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from gradea.campus.shell.speech import said
from gradea.content import exercises
from gradea.exercise import question_for, response_from
from gradea.exercise.exchange import ExchangeRefused, portable_of, read_from
from gradea.vocabulary import Refusal

SHELF = exercises()
QTI = b'<assessmentItem identifier="q7"><itemBody>%s</itemBody></assessmentItem>'
UNREADABLE = [
    ("gift", b"\xff"),
    ("gift", b"no question"),
    ("gift", b"::q7:: Who {#many}"),
    ("gift", b"::q7:: Who {=me =you}"),
    ("moodle", b"<quiz/>"),
    ("moodle", b"<quiz"),
    ("moodle", b"<!DOCTYPE quiz><quiz/>"),
    ("moodle", b'<quiz><question type="essay2"><name><text>q7</text></name></question></quiz>'),
    ("qti3", b"PK\x03\x04 torn"),
    ("qti3", b"<other/>"),
    ("qti3", QTI % b""),
]


def unreadable() -> Iterator[Refusal]:
    for kind, data in UNREADABLE:
        with pytest.raises(ExchangeRefused) as caught:
            read_from(kind, data)
        yield caught.value.refusal


def not_carried_or_incomplete() -> Iterator[Refusal]:
    for item in SHELF.items.values():
        question = question_for(item, seed="s", who="x", bank=SHELF.bank)
        for answer in (portable_of(question, "en"), response_from(question.form, {})):
            if isinstance(answer, Refusal):
                yield answer


def test_every_refusal_has_its_dutch() -> None:
    told = [*unreadable(), *not_carried_or_incomplete()]
    codes = {refusal.code for refusal in told}
    assert codes == {"exchange-refused", "exchange-not-carried", "exercise.answer-incomplete"}
    with override("nl"):
        english = {text for refusal in told for text in (refusal.message, refusal.remedy) if said(text) == text}
    assert english == set()


def test_details_are_kept() -> None:
    with override("nl"):
        assert said("Question q7 is a short answer, which is not carried.") == (
            "Vraag q7 is een kort antwoord, en dat kan niet mee."
        )
        assert said("cab-01 is asked with a drawing, which these formats do not carry.").startswith(
            "cab-01 wordt met een"
        )
