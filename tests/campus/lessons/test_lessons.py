"""Lessons: a run from the code on the wall to its results, phones without an account, and the content on the shelf."""

import re

import pytest
from django.test import Client

from gradea.content.lesson_file import read_lesson
from gradea.content.lessons import (
    demonstrations,
    glossary,
    lesson_shelf,
    lessons,
    problems_of,
    teaching_files,
    tours,
)

LESSON = "05-gowning"


@pytest.fixture
def trainer(client_for) -> Client:
    return client_for("trainer-01")


@pytest.fixture
def code(trainer: Client) -> str:
    """A run of the lecture on gowning."""
    answer = trainer.post(f"/lessons/lesson/{LESSON}/start/")
    return re.search(r"/run/(\w+)/wall/", answer.headers["Location"]).group(1)


def lead(trainer: Client, code: str, **fields: object) -> None:
    assert trainer.post(f"/lessons/run/{code}/lead/", fields).status_code == 302


def place_of(kind: str) -> int:
    return next(
        n for n, slide in enumerate(lessons()[LESSON].slides, 1) if slide.question and slide.question.kind == kind
    )


def key_of(kind: str) -> str:
    return lessons()[LESSON].slides[place_of(kind) - 1].key


def answers_of(code: str) -> list[tuple[str, str, bool | None]]:
    from gradea.campus.lessons.models import RoomAnswer  # noqa: PLC0415 - Django must be ready

    return list(RoomAnswer.objects.filter(run__code=code).values_list("slide", "chosen", "right"))


def test_a_phone_without_an_account_answers_and_its_answer_is_on_the_wall(trainer: Client, code: str) -> None:
    assert code.encode() in trainer.get(f"/lessons/run/{code}/wall/").content
    phone = Client()
    assert b"You are in" in phone.get(f"/lessons/go/{code.lower()}/").content
    lead(trainer, code, do="go", number=place_of("choice"))
    slide = lessons()[LESSON].slide(key_of("choice"))
    right = next(iter(slide.question.marked.key.right))
    assert phone.post(f"/lessons/go/{code}/answer/", {"slide": slide.key, "choice": right}).status_code == 302
    page = phone.get(f"/lessons/go/{code}/").content.decode()
    assert "Your answer is in" in page
    assert "The answer" not in page
    assert answers_of(code) == [(slide.key, right, True)]
    lead(trainer, code, do="show")
    assert "1 of 1 answered rightly" in trainer.get(f"/lessons/run/{code}/wall/").content.decode()
    assert "Right" in phone.get(f"/lessons/go/{code}/").content.decode()


def test_a_later_answer_replaces_an_earlier_one_until_the_results_are_shown(trainer: Client, code: str) -> None:
    phone, key = Client(), key_of("scale")
    lead(trainer, code, do="go", number=place_of("scale"))
    phone.get(f"/lessons/go/{code}/")
    for choice in ("2", "4"):
        phone.post(f"/lessons/go/{code}/answer/", {"slide": key, "choice": choice})
    assert answers_of(code) == [(key, "4", None)]
    lead(trainer, code, do="show")
    late = phone.post(f"/lessons/go/{code}/answer/", {"slide": key, "choice": "1"})
    assert late.status_code == 422
    assert b"takes no answers any more" in late.content
    assert answers_of(code) == [(key, "4", None)]


def test_an_answer_to_another_slide_is_not_kept(trainer: Client, code: str) -> None:
    lead(trainer, code, do="go", number=place_of("scale"))
    answer = Client().post(f"/lessons/go/{code}/answer/", {"slide": key_of("choice"), "choice": "1"})
    assert b"has moved on" in answer.content
    assert answers_of(code) == []


def test_when_the_time_is_over_no_answer_is_taken(trainer: Client, code: str) -> None:
    from datetime import timedelta  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from gradea.campus.lessons.models import LessonRun  # noqa: PLC0415 - Django must be ready

    lead(trainer, code, do="go", number=place_of("scale"))
    lead(trainer, code, do="timer", number=30)
    phone, body = Client(), {"slide": key_of("scale"), "choice": "3"}
    assert phone.post(f"/lessons/go/{code}/answer/", body).status_code == 302
    LessonRun.objects.filter(code=code).update(until=timezone.now() - timedelta(seconds=1))
    assert Client().post(f"/lessons/go/{code}/answer/", body).status_code == 422
    assert len(answers_of(code)) == 1


def test_words_are_counted_and_a_point_is_marked(trainer: Client, code: str) -> None:
    lead(trainer, code, do="go", number=place_of("words"))
    for text in ("Skin, hair; skin", "hair", " , "):
        Client().post(f"/lessons/go/{code}/answer/", {"slide": key_of("words"), "text": text})
    lead(trainer, code, do="show")
    page = trainer.get(f"/lessons/run/{code}/wall/").content.decode()
    assert 'hair<span class="spoken"> (2)' in page
    assert 'skin<span class="spoken"> (1)' in page
    lead(trainer, code, do="go", number=place_of("point"))
    for x, y in (("400", "840"), ("10", "10"), ("1001", "0"), ("", "")):
        Client().post(f"/lessons/go/{code}/answer/", {"slide": key_of("point"), "x": x, "y": y})
    assert sorted(each[1:] for each in answers_of(code) if each[0] == key_of("point")) == [
        ("10,10", False),
        ("400,840", True),
    ]


def test_the_room_asks_votes_and_the_lecturer_settles(trainer: Client, code: str) -> None:
    first, second = Client(), Client()
    assert first.post(f"/lessons/go/{code}/ask/", {"text": "Why <b>two</b> pairs?"}).status_code == 302
    first.post(f"/lessons/go/{code}/ask/", {"text": "When is lunch?"})
    assert second.post(f"/lessons/go/{code}/ask/", {"text": "  "}).status_code == 422
    desk = trainer.get(f"/lessons/run/{code}/desk/").content.decode()
    assert "&lt;b&gt;two" in desk
    number = int(
        re.search(r'name="number" value="(\d+)"><button class="button" name="do" value="answered"', desk).group(1)
    )
    for _ in range(3):
        second.post(f"/lessons/go/{code}/vote/{number}/")
    assert "1 vote" in trainer.get(f"/lessons/run/{code}/desk/").content.decode()
    lead(trainer, code, do="answered", number=number)
    assert "answered" in first.get(f"/lessons/go/{code}/").content.decode()
    lead(trainer, code, do="hide", number=number)
    assert "two" not in first.get(f"/lessons/go/{code}/").content.decode()


def test_phones_follow_unless_they_are_let_go(trainer: Client, code: str) -> None:
    lead(trainer, code, do="go", number=2)
    ahead = f"/lessons/go/{code}/?at=4"
    assert "2/12" in Client().get(ahead).content.decode()
    lead(trainer, code, do="free")
    assert "4/12" in Client().get(ahead).content.decode()


def test_a_run_that_ended_keeps_its_results_and_the_lesson_runs_again(trainer: Client, code: str) -> None:
    lead(trainer, code, do="go", number=place_of("scale"))
    Client().post(f"/lessons/go/{code}/answer/", {"slide": key_of("scale"), "choice": "5"})
    lead(trainer, code, do="end")
    assert trainer.post(f"/lessons/run/{code}/lead/", {"do": "go", "number": 1}).status_code == 409
    assert trainer.get(f"/lessons/run/{code}/results/").status_code == 200
    again = trainer.post(f"/lessons/lesson/{LESSON}/start/").headers["Location"]
    assert code not in again
    assert b"1 phone answered" in trainer.get(f"/lessons/lesson/{LESSON}/").content


def test_notes_and_the_right_answer_stay_with_the_lecturer(trainer: Client, code: str) -> None:
    for position in range(len(lessons()[LESSON].slides) + 1):
        lead(trainer, code, do="go", number=position)
        page = Client().get(f"/lessons/go/{code}/").content.decode()
        wall = trainer.get(f"/lessons/run/{code}/wall/").content.decode()
        slide = lessons()[LESSON].slides[position - 1] if position else None
        if slide and slide.notes:
            assert slide.notes["en"][:40] not in page + wall
        if slide and slide.question and slide.question.why:
            assert slide.question.why["en"][:40] not in page + wall


def test_a_lecturer_of_another_edition_has_no_hand_in_it(code: str, client_for) -> None:
    from gradea.campus.lessons.models import LessonRun  # noqa: PLC0415 - Django must be ready

    LessonRun.objects.update(edition="elsewhere")
    other = client_for("trainer-01")
    assert other.get(f"/lessons/run/{code}/desk/").status_code == 404
    assert other.post(f"/lessons/run/{code}/lead/", {"do": "end"}).status_code == 409
    assert client_for("student-01").get(f"/lessons/run/{code}/wall/").status_code == 403


def test_an_unknown_code_is_said_plainly(db) -> None:
    answer = Client().get("/lessons/go/?code=zzzzz")
    assert answer.status_code == 404
    assert b"There is no lesson with the code ZZZZZ" in answer.content


@pytest.mark.parametrize("path", teaching_files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_teaching_file_is_good(path) -> None:
    assert [f"{path}:{each.line}: {each.path}: {each.message}" for each in problems_of(path)] == []


def test_every_page_of_the_shelf_opens_in_both_languages(client_for, trainer: Client) -> None:
    student = client_for("student-01")
    pages = ["/lessons/", "/lessons/glossary/", *(f"/lessons/tour/{key}/" for key in tours())]
    led = [f"/lessons/lesson/{key}/" for key in lessons()] + [
        f"/lessons/demonstration/{key}/" for key in demonstrations()
    ]
    assert glossary()
    for language in ("en", "nl"):
        for client, paths in ((student, pages), (trainer, pages + led)):
            client.cookies["gradea-language"] = language
            for path in paths:
                assert client.get(path).status_code == 200, path


def test_mistakes_in_a_lesson_are_named_with_line_and_remedy() -> None:
    text = """title: {en: A, nl: B}
about: {en: A, nl: B}
minutes: 5
slides:
  - key: one
    en: "no heading"
    nl: "# Kop"
    clause: "somewhere"
    basis: rule
  - item: no-such-item
  - key: two
    kind: point
    ask: {en: Where, nl: Waar}
    picture: nowhere
"""
    problems = read_lesson("x", text, lesson_shelf()).problems
    assert [(each.line, each.path) for each in problems] == [
        (8, "slides.0.clause"), (6, "slides.0.en"), (10, "slides.1.item"), (14, "slides.2.picture"),
    ]  # fmt: skip
    assert all(each.remedy for each in problems)


def test_markdown_of_a_slide_brings_no_code_in() -> None:
    from gradea.campus.lessons.slides import slide_html  # noqa: PLC0415 - Django must be ready

    html = slide_html("# A <script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=y> **b**")
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html
    assert "<strong>b</strong>" in html
