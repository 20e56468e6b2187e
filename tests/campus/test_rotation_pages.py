"""The rotation on the site: planned with one click, changed by hand, repaired, published, in calendars and spreadsheets."""

import csv
import io
import json
import re
from collections import Counter

import icalendar
import pytest
from django.test import Client
from openpyxl import load_workbook

from gradea.campus.people.queries import people_of, refs_by_roster_key
from gradea.campus.programme import calendar_token, queries, rotation_actions, rotation_maker, rotation_queries
from gradea.campus.programme.models import Rotation
from gradea.campus.programme.rotation_chart import chart_of
from gradea.campus.programme.rotation_setup import first_setup, mix_that_can_be, problem_after, problem_data
from gradea.rotation import breaches, plan_from, search

_found: dict[str, dict] = {}
"""The plan as it was searched for once, with roster keys for refs, which are new in every test."""


@pytest.fixture
def planned(edition: str) -> str:
    """The example edition with a plan, made as the thread makes it; searched for once in a run of the tests."""
    refs = refs_by_roster_key(edition)
    row = rotation_queries.rotation_row(edition)
    if not _found:
        rotation_maker.make_plan(edition)
        row.refresh_from_db()
        _found.update(_renamed({"problem": row.problem, "plan": row.plan}, {ref: key for key, ref in refs.items()}))
    else:
        Rotation.objects.filter(pk=row.pk).update(**_renamed(_found, refs))
    return edition


def _renamed(data: dict, names: dict[str, str]) -> dict:
    return json.loads(re.sub(r'"([\w-]+)"', lambda found: f'"{names.get(found[1], found[1])}"', json.dumps(data)))


def row_of(edition: str) -> Rotation:
    return Rotation.objects.get(edition__code=edition)


def test_one_click_gives_mixed_groups_and_a_plan_that_the_checker_passes(planned: str) -> None:
    row = row_of(planned)
    assert row.why == []
    assert breaches(problem_after(row.problem, ()), plan_from(row.plan)) == []
    students = {card.ref: card.institution for card in people_of(planned, "student")}
    assert sorted(ref for keys in row.plan["groups"].values() for ref in keys) == sorted(students)
    assert {len({students[ref] for ref in keys}) for keys in row.plan["groups"].values()} == {3}


def test_the_page_starts_the_search_in_the_background_and_shows_the_plan(
    edition: str, client_for, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread has a connection of its own, which a test's transaction hides from; here the job runs where it is started."""
    monkeypatch.setattr(rotation_maker.maker, "start", lambda _edition, job: job())
    organiser = client_for("organiser-01")
    assert b"Make groups and plan" in organiser.get("/rotation/").content
    assert organiser.post("/rotation/make/").status_code == 302
    page = organiser.get("/rotation/")
    assert b"Every rule is kept" in page.content
    assert len(page.context["chart"].boxes) == len(row_of(edition).plan["visits"])
    first = row_of(edition).plan
    organiser.post("/rotation/make/", {"another": "1"})
    assert row_of(edition).plan != first


def test_no_box_of_the_picture_covers_another(planned: str) -> None:
    row = row_of(planned)
    boxes = chart_of(rotation_queries.plan_view(planned, row.plan, row.setup)).boxes
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert beside or one.y + one.height <= other.y or other.y + other.height <= one.y


@pytest.mark.parametrize("count", [1, 5, 12])
def test_with_few_people_it_still_works(edition: str, count: int) -> None:
    cards = people_of(edition, "student")[:count]
    setup = first_setup("2025-10-08", people_of(edition, "trainer"))
    problem = problem_after(problem_data(setup, cards, 1), ())
    plan = search(problem).plan
    assert plan is not None
    assert breaches(problem, plan) == []


def test_the_mix_is_as_wide_as_the_numbers_allow(edition: str) -> None:
    setup = first_setup("2025-10-08", [])
    cards = people_of(edition, "student")
    assert mix_that_can_be(setup, cards) == 3
    one_school = [card for card in cards if card.institution == cards[0].institution]
    assert mix_that_can_be(setup, one_school) == 1
    lonely = [*one_school, next(card for card in cards if card.institution != cards[0].institution)]
    assert mix_that_can_be(setup, lonely) == 1


def test_a_swap_by_hand_is_checked_at_once_and_undone(planned: str, client_for) -> None:
    organiser = client_for("organiser-01")
    before = row_of(planned).plan
    by_start = sorted((v for v in before["visits"] if v["station"] == "s-gowning"), key=lambda v: v["starts"])
    early, late = by_start[0]["group"], by_start[-1]["group"]
    organiser.post("/rotation/swap/", {"station": "s-gowning", "one": early, "other": late})
    page = organiser.get("/rotation/")
    assert page.context["broken"]
    assert "s-gowning" not in " ".join(page.context["broken"])
    assert b"What goes wrong" in page.content
    refused = organiser.post("/rotation/publish/", {"published": "1"})
    assert refused.status_code == 409
    assert row_of(planned).published is None
    organiser.post("/rotation/swap/", {"undo": "1"})
    assert row_of(planned).plan == before
    assert organiser.get("/rotation/").context["broken"] == []


def test_two_people_change_groups_and_nonsense_is_refused(planned: str, client_for) -> None:
    organiser = client_for("organiser-01")
    groups = row_of(planned).plan["groups"]
    one, other = groups["A"][0], groups["B"][0]
    assert organiser.post("/rotation/swap/", {"one": one, "other": groups["A"][1]}).status_code == 409
    assert organiser.post("/rotation/swap/", {"station": "s-none", "one": "A", "other": "B"}).status_code == 409
    assert row_of(planned).plan["groups"] == groups
    organiser.post("/rotation/swap/", {"one": one, "other": other})
    changed = row_of(planned).plan["groups"]
    assert one in changed["B"]
    assert other in changed["A"]


def test_a_repair_waits_for_a_decision(planned: str, client_for, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation_maker.maker, "start", lambda _edition, job: job())
    organiser = client_for("organiser-01")
    before = row_of(planned).plan
    ill = before["groups"]["A"][0]
    for decision, kept in (("drop", False), ("keep", True)):
        organiser.post("/rotation/repair/", {"what": f"ill:{ill}", "starts": "", "ends": "", "now": ""})
        page = organiser.get("/rotation/")
        assert page.context["proposed"]
        assert any("no longer in group A" in change for change in page.context["changes"])
        assert not any(ill in change for change in page.context["changes"])
        assert row_of(planned).plan == before
        organiser.post("/rotation/repair/", {"decide": decision})
        assert (ill not in row_of(planned).plan["groups"]["A"]) is kept
    assert rotation_queries.broken_rules(row_of(planned)) == []
    wrong = organiser.post("/rotation/repair/", {"what": "lost:p-lab", "starts": "14:00", "ends": "13:00"})
    assert wrong.status_code == 409


def test_where_there_is_no_plan_the_reasons_and_ways_out_are_shown(
    planned: str, client_for, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation_maker.maker, "start", lambda _edition, job: job())
    organiser = client_for("organiser-01")
    before = row_of(planned).plan
    setup = rotation_queries.setup_of(planned)
    rotation_actions.save_setup(planned, {**setup, "day": "09:20-12:00"})
    organiser.post("/rotation/make/")
    page = organiser.get("/rotation/")
    why = page.context["why"][0]
    assert why["reasons"]
    assert why["reasons"][0]["rule"]
    assert b"There is no plan" in page.content
    assert row_of(planned).plan == before


def test_what_is_published_reaches_today_and_the_calendar_and_nothing_before(
    planned: str, client_for, viewer_for
) -> None:
    organiser, student = client_for("organiser-01"), client_for("student-01")
    viewer = viewer_for("student-01")
    assert student.get("/today/").context["own"] is None
    organiser.post("/rotation/publish/", {"published": "1"})
    own = student.get("/today/").context["own"]
    assert viewer.ref in row_of(planned).plan["groups"][own.group]
    assert len(own.visits) == 7
    assert b"Your rotation" in student.get("/today/").content
    address = student.get("/today/").context["own_calendar"]
    raw = Client().get(address)
    assert raw["Content-Type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(raw.content).walk("VEVENT")
    mine = [event for event in events if "-rotation-" in str(event["uid"])]
    assert Counter(event["dtstart"].dt.strftime("%H:%M") for event in mine) == Counter(
        visit.starts_at for visit in own.visits
    )
    assert len(events) > len(mine)
    organiser.post("/rotation/publish/", {"published": "0"})
    assert student.get("/today/").context["own"] is None


def test_a_trainer_sees_the_sessions_they_lead(planned: str, viewer_for) -> None:
    assert rotation_actions.publish(planned, shown=True) is None
    own = rotation_queries.own_rotation(viewer_for("trainer-01"))
    assert own.group == ""
    assert own.visits
    assert all("Tessa Example" in visit.trainers for visit in own.visits)


def test_a_calendar_opens_with_its_own_token_only(planned: str, ref_of) -> None:
    one, other = ref_of("student-01"), ref_of("student-02")
    token = calendar_token.token_of(planned, one)
    assert calendar_token.ref_of(planned, token) == one
    forged = token.replace(one, other)
    assert Client().get(f"/programme/{planned}/{forged}.ics").status_code == 404
    assert Client().get(f"/programme/2026-10/{token}.ics").status_code == 404


def test_a_new_code_closes_the_old_calendar(planned: str, ref_of) -> None:
    from gradea.campus.people.models import Person  # noqa: PLC0415  # after Django is set up

    token = calendar_token.token_of(planned, ref_of("student-01"))
    Person.objects.filter(ref=ref_of("student-01")).update(code_version=7)
    assert calendar_token.ref_of(planned, token) is None


def test_the_groups_become_teams_unless_a_batch_has_started(planned: str, client_for, viewer_for) -> None:
    organiser = client_for("organiser-01")
    assert organiser.post("/rotation/teams/").status_code == 302
    teams = queries.teams_of(planned)
    groups = row_of(planned).plan["groups"]
    assert {team.name: [seat.ref for seat in team.seats] for team in teams} == groups
    assert [seat.role.value for seat in teams[0].seats][:3] == ["operator", "verifier", "qc"]
    from gradea.campus.cleanroom.actions import open_run  # noqa: PLC0415  # after Django is set up

    open_run(viewer_for("trainer-01"), teams[0].key)
    refused = organiser.post("/rotation/teams/")
    assert refused.status_code == 409
    assert b"has started a batch" in refused.content
    assert queries.teams_of(planned) == teams


def test_the_plan_goes_into_a_spreadsheet(planned: str, client_for) -> None:
    organiser = client_for("organiser-01")
    rows = list(csv.reader(io.StringIO(organiser.get("/rotation/plan.csv").content.decode("utf-8-sig"))))
    visits = row_of(planned).plan["visits"]
    assert len(rows) == 1 + len(visits)
    book = load_workbook(io.BytesIO(organiser.get("/rotation/plan.xlsx").content))
    assert [sheet.max_row for sheet in book] == [1 + len(visits), 36]
    assert organiser.get("/rotation/plan.pdf").status_code == 404


def test_a_name_is_no_formula_in_a_spreadsheet(planned: str, ref_of, client_for) -> None:
    from gradea.campus.people.models import Person  # noqa: PLC0415  # after Django is set up

    organiser = client_for("organiser-01")
    Person.objects.filter(ref=ref_of("student-01")).update(name='=HYPERLINK("x")')
    book = load_workbook(io.BytesIO(organiser.get("/rotation/plan.xlsx").content))
    names = [row[1] for row in book.worksheets[1].values]
    assert '\'=HYPERLINK("x")' in names


STATION = {
    "title": "Filling", "place": "p-lab", "minutes": "20", "capacity": "10", "parallel": "1", "trainers": "0",
    "reset_min": "0", "after": ["s-weighing"],
}  # fmt: skip


def test_stations_places_and_trainers_are_added_changed_and_taken_out(edition: str, client_for) -> None:
    organiser = client_for("organiser-01")
    assert organiser.post("/rotation/set-up/stations/", STATION).status_code == 302
    added = rotation_queries.setup_of(edition)["stations"][-1]
    assert (added["title"], added["after"]) == ("Filling", ["s-weighing"])
    assert organiser.post("/rotation/set-up/stations/", {**STATION, "minutes": "-1"}).status_code == 422
    url = f"/rotation/set-up/stations/{added['key']}/"
    organiser.post(url, {**STATION, "minutes": "25"})
    assert rotation_queries.setup_of(edition)["stations"][-1]["minutes"] == 25
    organiser.post("/rotation/set-up/stations/s-weighing/", {"remove": "1"})
    assert rotation_queries.setup_of(edition)["stations"][-1]["after"] == []
    assert organiser.post("/rotation/set-up/places/p-lab/", {"remove": "1"}).status_code == 409
    trainer = {"ref": "", "stations": ["s-gowning"], "starts": "10:00", "ends": "12:00"}
    assert organiser.post("/rotation/set-up/trainers/t-1/", trainer).status_code == 302
    assert rotation_queries.setup_of(edition)["trainers"][0]["available"] == "10:00-12:00"
    assert organiser.post("/rotation/set-up/trainers/t-1/", {**trainer, "ends": "09:00"}).status_code == 422
    assert organiser.get("/rotation/set-up/nothing/").status_code == 404


def test_the_day_is_changed_and_a_station_keeps_both_its_names(edition: str, client_for) -> None:
    organiser = client_for("organiser-01")
    form = organiser.get("/rotation/day/").context["form"]
    typed = {**form.initial, "ends": "17:00", "lunch_minutes": "0"}
    assert organiser.post("/rotation/day/", typed).status_code == 302
    setup = rotation_queries.setup_of(edition)
    assert (setup["day"], setup["lunch"]) == ("09:20-17:00", None)
    assert organiser.post("/rotation/day/", {**typed, "size_max": "2"}).status_code == 422
    gowning = {**STATION, "title": "Gowning", "place": "p-airlock", "after": []}
    organiser.post("/rotation/set-up/stations/s-gowning/", gowning)
    assert rotation_queries.setup_of(edition)["stations"][0]["title"] == {"en": "Gowning", "nl": "Omkleden"}


def test_what_the_checker_finds_is_said_in_dutch(planned: str, client_for) -> None:
    organiser = client_for("organiser-01")
    by_start = sorted(
        (v for v in row_of(planned).plan["visits"] if v["station"] == "s-gowning"), key=lambda v: v["starts"]
    )
    organiser.post(
        "/rotation/swap/", {"station": "s-gowning", "one": by_start[0]["group"], "other": by_start[-1]["group"]}
    )
    organiser.cookies["gradea-language"] = "nl"
    broken = " ".join(organiser.get("/rotation/", headers={"accept-language": "nl"}).context["broken"])
    assert "Groep" in broken
    assert "Omkleden" in broken
    assert "Group " not in broken
