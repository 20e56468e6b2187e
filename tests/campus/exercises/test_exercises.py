"""The exercises on the site: one question at a time, certainty, no answer before it is due, results without names."""

import csv
import io
from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from gradea.campus.exercises import actions, queries, results
from gradea.campus.exercises.models import Answer, Sitting
from gradea.campus.exercises.showing import asked_page
from gradea.content import exercises
from gradea.exercise import Certainty, Response, question_for, said

from .conftest import fields_for

SHELF = exercises()


def place(viewer, key: str, position: int) -> queries.Place:
    found = queries.place_of(viewer, key, position)
    assert found is not None
    return found


def test_a_student_answers_says_how_sure_and_reads_why(client_for, viewer_for) -> None:
    client, viewer = client_for("student-01"), viewer_for("student-01")
    assert b"ATMP" in client.get("/exercises/").content
    answer = client.post("/exercises/set/gmp/start/")
    assert answer.headers["Location"] == "/exercises/set/gmp/1/"
    question = place(viewer, "gmp", 1).question
    before = client.get("/exercises/set/gmp/1/").content.decode()
    assert said(question.why, "en") not in before
    assert "How sure are you?" in before
    unsure = client.post(
        "/exercises/set/gmp/1/answer/", {k: v for k, v in fields_for(question).items() if k != "certainty"}
    )
    assert unsure.status_code == 422
    assert b"not said yet how sure" in unsure.content
    done = client.post("/exercises/set/gmp/1/answer/", fields_for(question, certainty=3))
    assert done.headers["Location"].startswith("/exercises/set/gmp/1/")
    after = client.get("/exercises/set/gmp/1/").content.decode()
    assert question.clause in after
    kept = Answer.objects.get()
    assert (kept.score, kept.right, kept.certainty, kept.marks) == (1.0, True, 3, 3.0)


def test_a_wrong_answer_may_be_tried_again_and_counts_half(client_for, viewer_for) -> None:
    client, viewer = client_for("student-02"), viewer_for("student-02")
    client.post("/exercises/set/gmp/start/")
    question = place(viewer, "gmp", 2).question
    client.post("/exercises/set/gmp/2/answer/", fields_for(question, right=False, certainty=3))
    page = client.get("/exercises/set/gmp/2/").content.decode()
    assert "Not right yet" in page
    assert said(question.why, "en") not in page
    assert "How sure are you?" not in page
    client.post("/exercises/set/gmp/2/answer/", fields_for(question))
    first, second = Answer.objects.order_by("attempt")
    assert (first.marks, first.score) == (-6.0, 0.0)
    assert (second.score, second.marks) == (0.5, None)
    assert client.post("/exercises/set/gmp/2/answer/", fields_for(question)).status_code == 422


def test_a_hint_costs_what_it_says(client_for, viewer_for) -> None:
    client, viewer = client_for("student-03"), viewer_for("student-03")
    client.post("/exercises/set/cleanroom/start/")
    question = place(viewer, "cleanroom", 1).question
    hint = said(question.hints[0], "en")
    assert hint not in client.get("/exercises/set/cleanroom/1/").content.decode()
    client.post("/exercises/set/cleanroom/1/hint/")
    assert hint in client.get("/exercises/set/cleanroom/1/").content.decode()
    client.post("/exercises/set/cleanroom/1/answer/", fields_for(question))
    assert Answer.objects.get().score == pytest.approx(0.8)


def test_what_was_filled_in_is_not_lost(client_for) -> None:
    client = client_for("student-04")
    client.post("/exercises/set/cleanroom/start/")
    answer = client.post("/exercises/set/cleanroom/1/answer/", {"number": "thirty", "certainty": "2"})
    assert answer.status_code == 422
    assert b'value="thirty"' in answer.content
    assert b"is no number" in answer.content


@pytest.mark.parametrize("code", list(SHELF.items))
def test_the_page_of_a_question_does_not_depend_on_what_is_right(code: str) -> None:
    """The sweep for leaks: with another key, other reasons and other notes the page is the same to the byte, for every item."""
    question = question_for(SHELF.items[code], seed="edition", who="a", bank=SHELF.bank)
    spoilt = replace(
        question,
        key=None,
        why={"en": "LEAK", "nl": "LEAK"},
        notes={"1": {"en": "LEAK", "nl": "LEAK"}},
        origin={},
        hints=question.hints,
    )
    pages = [_rendered(each.asked, each) for each in (question, spoilt)]
    assert pages[0] == pages[1]
    assert "LEAK" not in pages[0]
    for words in (question.why, *question.notes.values(), *question.hints):
        assert said(words, "en") not in pages[0]


def _rendered(asked, question) -> str:
    one = SHELF.sets["gmp"]
    where = queries.Place(
        sitting=1,
        set=one,
        position=1,
        item=SHELF.items[asked.code],
        question=question,
        tries=(),
        hints_shown=0,
        done=False,
        explain=False,
    )
    context = {"place": where, "page": asked_page(asked), "total": 16, "set_title": "x", "certainties": [], "hints": []}
    return render_to_string("exercises/question.html", context, request=None)


def test_tests_wait_for_the_trainer_and_explain_nothing(client_for, viewer_for, go_through) -> None:
    client, viewer, trainer = client_for("student-05"), viewer_for("student-05"), viewer_for("trainer-01")
    assert client.get("/exercises/set/pre-test/").status_code == 404
    assert client.post("/exercises/set/pre-test/start/").status_code == 409
    assert actions.open_test(trainer, "pre-test", opened=True) is None
    go_through(viewer, "pre-test", right=lambda position: position % 2)
    for position in range(1, 21):
        page = client.get(f"/exercises/set/pre-test/{position}/").content.decode()
        assert said(place(viewer, "pre-test", position).question.why, "en") not in page
    page = client.get("/exercises/set/pre-test/").content.decode()
    assert "Answered and kept" in page
    assert "%</strong>" not in page
    assert actions.start(viewer, "pre-test").code == "exercises.sat"
    assert actions.open_test(trainer, "pre-test", opened=False) is None
    assert client_for("student-06").post("/exercises/set/pre-test/start/").status_code == 409


def test_two_students_get_other_numbers_and_one_gets_the_same_again(viewer_for) -> None:
    one, other = viewer_for("student-01"), viewer_for("student-02")
    for viewer in (one, other):
        assert actions.start(viewer, "quality-control") is None
    prompts = [place(viewer, "quality-control", 1).question.asked.prompt for viewer in (one, other, one)]
    assert prompts[0] == prompts[2] != prompts[1]


def test_nobody_sees_the_sitting_of_somebody_else(viewer_for, client_for) -> None:
    actions.start(viewer_for("student-01"), "gmp")
    assert client_for("student-02").get("/exercises/set/gmp/1/").status_code == 404


def test_free_words_are_sealed_and_judged_by_who_wrote_them(client_for) -> None:
    client = client_for("student-07")
    client.post("/exercises/set/atmp/start/")
    assert client.post("/exercises/set/atmp/15/answer/", {"text": "Something private"}).status_code == 302
    kept = Answer.objects.get()
    assert "private" not in str(kept.response)
    assert kept.score is None
    page = client.get("/exercises/set/atmp/15/").content.decode()
    assert "Compare your words" in page
    client.post("/exercises/set/atmp/15/judge/", {"point": ["1", "2"]})
    kept.refresh_from_db()
    assert kept.score == 0.5


def test_the_score_of_a_person_is_there_for_the_certificate(viewer_for, go_through) -> None:
    viewer = viewer_for("student-08")
    assert queries.score_of(viewer.ref, viewer.edition) == queries.Score(
        share=None,
        answered=0,
        asked=len({c for s in SHELF.sets.values() if s.purpose == "practice" for c in s.items}),
        finished=(),
        certainty_mark=None,
    )
    go_through(viewer, "gmp", right=lambda position: position <= 8)
    score = queries.score_of(viewer.ref, viewer.edition)
    assert score.finished == ("gmp",)
    assert score.answered == 16
    assert 0.5 <= score.share < 0.8
    assert score.certainty_mark is not None


def test_the_export_names_nobody(viewer_for, go_through, client_for) -> None:
    viewer, trainer = viewer_for("student-09"), viewer_for("trainer-01")
    go_through(viewer, "gmp")
    text = client_for("trainer-01").get("/exercises/results.csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 16
    assert {row["set"] for row in rows} == {"gmp"}
    assert viewer.ref not in text
    assert viewer.name not in text
    assert len({row["person"] for row in rows}) == 1
    assert results.answers_csv(trainer) == text
    assert client_for("student-09").get("/exercises/results.csv").status_code == 403


def test_the_effect_is_reported_with_intervals_and_small_groups_are_hidden(viewer_for, go_through, client_for) -> None:
    trainer = viewer_for("trainer-01")
    for key in ("pre-test", "post-test"):
        actions.open_test(trainer, key, opened=True)
    for number in range(1, 13):
        viewer = viewer_for(f"student-{number:02d}")
        go_through(viewer, "pre-test", right=lambda position, n=number: (position + n) % 2)
        go_through(viewer, "post-test", right=lambda position, n=number: (position + n) % 4)
    page = client_for("trainer-01").get("/exercises/effect/?mode=school").content.decode()
    assert "Took both" in page
    effect = results.effect_for(trainer, "school")
    assert effect.changes[0].n == 12
    assert effect.changes[0].gain.low > 0
    assert all(group.n >= 5 for group in effect.groups)
    text = client_for("trainer-01").get("/exercises/effect.csv?mode=team").content.decode()
    assert len(text.splitlines()) == 25
    figures = {line.figures.item: line.figures for line in results.item_lines(trainer, "pre-test")[0]}
    assert figures["gmp-02"].n == 12
    assert figures["gmp-02"].note == "few-for-discrimination"


def test_questions_of_a_sitting_ask_the_database_a_fixed_number_of_times(
    viewer_for, django_assert_max_num_queries, client_for
) -> None:
    client, viewer = client_for("student-01"), viewer_for("student-01")
    actions.start(viewer, "gmp")
    with django_assert_max_num_queries(4):
        client.get("/exercises/set/gmp/1/")
    with django_assert_max_num_queries(5):
        client.get("/exercises/")


def test_a_double_click_is_one_answer(viewer_for) -> None:
    viewer = viewer_for("student-01")
    actions.start(viewer, "gmp")
    actions.start(viewer, "gmp")
    assert Sitting.objects.count() == 1
    question = place(viewer, "gmp", 1).question
    right = Response(pairs=dict(question.key.pairs))
    assert actions.answer(viewer, "gmp", 1, right, Certainty.LOW) is None
    assert actions.answer(viewer, "gmp", 1, right, Certainty.LOW).code == "exercises.answered"
