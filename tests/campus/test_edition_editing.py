"""An organiser makes an edition from nothing, changes it, publishes it, copies it; people check in."""

import datetime as dt
import io
from pathlib import Path

import icalendar
import pytest
import yaml
from django.test import Client
from pypdf import PdfReader

from gradea.campus.people.queries import way_in
from gradea.campus.programme import attendance, editing, queries
from gradea.campus.programme.actions import load_edition
from gradea.campus.programme.edition_export import edition_text
from gradea.campus.programme.set_up import set_up_token

FACTS = {
    "title": "Spring school", "starts_on": "2026-04-07", "ends_on": "2026-04-08", "venue": "Campus", "town": "Town",
    "seats": "12", "organiser": "Olga Example",
}  # fmt: skip
SESSION = {
    "kind": "lecture",
    "title": "Air",
    "starts": "09:00",
    "ends": "10:00",
    "place": "hall",
    "about": "",
    "stations": "",
}


@pytest.mark.django_db
def test_an_empty_installation_becomes_a_published_edition(client: Client) -> None:
    """From the printed address to a page that everybody reads."""
    assert client.get("/set-up/wrong/").status_code == 404
    made = client.post(f"/set-up/{set_up_token()}/", FACTS)
    code, path = made.context["code"], made.context["path"]
    assert code.encode() in made.content
    client.post(path)
    assert client.post("/edition/day/2026-04-07/session/", SESSION).status_code == 302
    assert b"Air" not in Client().get("/programme/").content
    client.post("/edition/publish/", {"published": "1"})
    page = Client().get("/programme/")
    assert b"Air" in page.content
    assert b'"@type": "EducationEvent"' in page.content
    assert Client().get(f"/set-up/{set_up_token()}/").status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [({"ends": "08:00"}, b"ends before it starts"), ({"starts": "09:50", "ends": "10:10"}, b"is in Auditorium from")],
)
def test_a_session_that_cannot_be_is_refused(edition: str, client_for, change: dict, words: bytes) -> None:
    organiser = client_for("organiser-01")
    answer = organiser.post("/edition/day/2025-10-07/session/", {**SESSION, **change})
    assert answer.status_code == 422
    assert words in answer.content


def test_a_session_changes_and_goes(edition: str, client_for) -> None:
    organiser = client_for("organiser-01")
    line = queries.days_of(edition)[0].sessions[1]
    url = f"/edition/day/2025-10-07/session/{line.key}/"
    assert organiser.get(url).status_code == 200
    organiser.post(url, {**SESSION, "title": "What an ATMP is", "starts": "09:40", "ends": "10:30"})
    assert queries.days_of(edition)[0].sessions[1].title == "What an ATMP is"
    organiser.post(f"/edition/session/{line.key}/remove/")
    assert line.key not in [each.key for each in queries.days_of(edition)[0].sessions]


def test_a_copy_has_the_programme_and_no_people(edition: str, viewer_for) -> None:
    ref = editing.copy_edition(viewer_for("organiser-01"), dt.date(2026, 10, 6))
    copied = queries.edition_by_code("2026-10")
    assert (copied.ordinal, copied.published, copied.ends_on) == (5, False, dt.date(2026, 10, 8))
    old, new = queries.days_of(edition), queries.days_of("2026-10")
    assert [[line.title for line in day.sessions] for day in old] == [
        [line.title for line in day.sessions] for day in new
    ]
    assert queries.teams_of("2026-10") == []
    assert way_in(ref)[0]


def test_an_edition_goes_out_as_a_file_and_comes_back(edition: str, tmp_path: Path) -> None:
    text = edition_text(edition, with_people=True)
    path = tmp_path / "again.yaml"
    path.write_text(text.replace("2025-10'", "2027-10'").replace("code: 2025-10", "code: 2027-10"), encoding="utf-8")
    assert load_edition(path) == "2027-10"
    assert len(queries.teams_of("2027-10")) == len(queries.teams_of(edition))
    assert "people" not in yaml.safe_load(edition_text(edition))
    assert edition_text("1999-01") is None


def test_the_calendar_opens_and_holds_every_session(edition: str, client: Client) -> None:
    calendar = icalendar.Calendar.from_ical(client.get(f"/programme/{edition}.ics").content)
    events = calendar.walk("VEVENT")
    assert len(events) == sum(len(day.sessions) for day in queries.days_of(edition))
    assert events[0].decoded("dtstart").utcoffset() == dt.timedelta(hours=2)
    assert calendar.walk("VTIMEZONE")
    assert client.get("/programme/1999-01.ics").status_code == 404


def test_people_check_in_by_the_code_on_the_screen_once(edition: str, client_for, ref_of) -> None:
    key = queries.days_of(edition)[0].sessions[1].key
    token = attendance.check_in_token(edition, key)
    student = client_for("student-01")
    assert b"I am here" in student.get(f"/attendance/{key}/{token}/").content
    student.post(f"/attendance/{key}/{token}/", {"scanned_at": "2025-10-07T09:38:00+02:00"})
    student.post(f"/attendance/{key}/{token}/")
    found = attendance.session_file(edition, key)
    assert [(card.name, at.isoformat()) for card, at, _ in found.present] == [
        ("Amina Example", "2025-10-07T07:38:00+00:00")
    ]
    assert student.post(f"/attendance/{key}/{'0' * 20}/").status_code == 409
    assert attendance.attended(ref_of("student-01"), edition) == {key}


def test_a_trainer_checks_in_by_hand_and_prints_the_list(edition: str, client_for, ref_of) -> None:
    key = queries.days_of(edition)[0].sessions[1].key
    trainer = client_for("trainer-01")
    trainer.post(f"/attendance/{key}/person/", {"ref": ref_of("student-02")})
    assert trainer.post(f"/attendance/{key}/person/", {"ref": "nobody"}).status_code == 409
    pdf = trainer.get(f"/attendance/{key}/list.pdf").content

    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "Bram Example" in words
    assert "not for GMP use" in words
