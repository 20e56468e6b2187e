"""People come into an edition: by a list, by a link, over the waiting list; and decide what is known of them."""

import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gradea.campus.people import consents, enrolling, export
from gradea.campus.people.actions import erase
from gradea.campus.people.consents import ConsentKind
from gradea.campus.people.queries import people_of
from gradea.campus.people.roster import read_roster
from gradea.campus.shell.roles import Role

WISH = enrolling.Wish(name="Zoë Example", institution="", consents=frozenset({ConsentKind.PHOTO}))


def xlsx(*rows: tuple) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def test_a_list_is_read_from_a_sheet_and_from_text_alike() -> None:
    sheet, wrong = read_roster(
        "l.xlsx", xlsx(("Number", "Name", "School"), (17, "Ann  Example", "AP"), (None, None, None))
    )
    text, also_wrong = read_roster(
        "l.csv", "Voornaam;Achternaam;School;Nummer\nAnn;Example;AP;17\n".encode("utf-8-sig")
    )
    assert not wrong
    assert not also_wrong
    assert [(row.key, row.name, row.institution, row.role) for row in sheet] == [
        ("ap-17", "Ann Example", "AP", Role.STUDENT)
    ]
    assert (text[0].key, text[0].name) == ("ap-17", "Ann Example")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"Who,School\nAnn,AP\n", "no column for the name"),
        (b"Name,Role\nAnn Example,boss\n", "not known"),
        (b"Name,School\nAnn Example,AP\nAnn Example,AP\n", "same person"),
        (b"Name,School\n,AP\n", "missing"),
    ],
)
def test_a_wrong_list_says_what_is_wrong_and_where(raw: bytes, words: str) -> None:
    _, problems = read_roster("l.csv", raw)
    assert words in problems[0].words


def test_a_list_is_looked_at_before_it_is_brought_in(edition: str, client_for) -> None:
    organiser, before = client_for("organiser-01"), len(people_of(edition))
    file = SimpleUploadedFile("new.csv", b"Name,School\nAnn Example,AP\nBo Example,KdG\n")
    shown = organiser.post("/enrolment/list/", {"file": file})
    assert b"2 new" in shown.content
    assert len(people_of(edition)) == before
    signed = shown.context["signed"]
    assert organiser.post("/enrolment/list/", {"signed": signed}).status_code == 302
    assert len(people_of(edition)) == before + 2
    assert organiser.post("/enrolment/list/", {"signed": signed[:-3] + "abc"}).status_code == 409


def test_a_list_with_an_unknown_school_stores_nothing(edition: str, client_for) -> None:
    before = len(people_of(edition))
    file = SimpleUploadedFile("new.csv", b"Name,School\nAnn Example,Hogwarts\n")
    shown = client_for("organiser-01").post("/enrolment/list/", {"file": file})
    assert shown.status_code == 422
    assert shown.context["signed"] == ""
    assert len(people_of(edition)) == before


def test_a_link_enrols_until_the_seats_are_gone_and_then_makes_a_queue(edition: str) -> None:
    token = enrolling.open_link(edition, "ap")
    there = enrolling.students_in(edition)
    first = enrolling.join(token, WISH, there + 1)
    assert first.code
    second = enrolling.join(token, WISH, there + 1)
    third = enrolling.join(token, WISH, there + 1)
    assert [enrolling.standing(each.waiting).before for each in (second, third)] == [0, 1]
    enrolling.withdraw(second.waiting)
    assert enrolling.standing(third.waiting).before == 0
    assert enrolling.offer_seat(edition, third.waiting)
    assert enrolling.standing(third.waiting).code
    assert not enrolling.offer_seat(edition, third.waiting)


def test_a_school_fills_its_own_seats_only(edition: str) -> None:
    taken = next(line.taken for line in enrolling.seat_lines(edition) if line.code == "ap")
    enrolling.allot(edition, "ap", taken)
    assert enrolling.join(enrolling.open_link(edition, "ap"), WISH, 5000).waiting
    enrolling.allot(edition, "ap", None)


def test_a_closed_link_enrols_nobody(edition: str, client: Client) -> None:
    token = enrolling.open_link(edition)
    assert client.get(f"/join/{token}/").status_code == 200
    enrolling.close_link(edition, token)
    assert client.get(f"/join/{token}/").status_code == 404
    assert client.post(f"/join/{token}/", {"name": "Ann Example"}).status_code == 404


def test_each_consent_stands_by_itself_and_is_taken_back(edition: str, client_for, ref_of) -> None:
    ref, student = ref_of("student-01"), client_for("student-01")
    assert not any(line.given for line in consents.consents_of(ref))
    student.post("/me/consent/", {"kind": ["photo", "employer"]})
    student.post("/me/consent/", {"kind": ["employer", "nonsense"]})
    assert [line.kind for line in consents.consents_of(ref) if line.given] == [ConsentKind.EMPLOYER]
    assert consents.who_agreed({ref}, ConsentKind.PHOTO) == set()
    assert consents.who_agreed({ref}, ConsentKind.EMPLOYER) == {ref}


def test_a_person_gets_everything_held_about_them_and_nobody_elses(edition: str, client_for, ref_of) -> None:
    held = json.loads(client_for("student-01").get("/me/data.json").content)
    assert held["person"]["name"] == "Amina Example"
    assert {"attendance", "consents", "devices"} <= held.keys()
    assert "Bram" not in json.dumps(held)
    erase(ref_of("student-01"))
    assert "Amina" not in json.dumps(export.export_of(ref_of("student-02")))


def test_thousands_come_in_at_once(edition: str, viewer_for) -> None:
    rows, problems = read_roster(
        "l.csv", ("Name,School\n" + "".join(f"P{n} Example,AP\n" for n in range(1500))).encode()
    )
    assert not problems
    assert enrolling.bring_in(viewer_for("organiser-01"), rows) == 1500
    plan = enrolling.plan_roster(edition, rows, [])
    assert (plan.new, plan.changed, plan.same) == ([], [], 1500)
