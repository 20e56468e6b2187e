"""The page of a hands-on run: the record alone, typed labels, real time, queued entries, an honest debrief."""

import re
from datetime import datetime

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db

TEAM, OPERATOR, TRAINER = "team-1", "student-01", "trainer-01"


@pytest.fixture
def at_work(monkeypatch):
    """The clock on the wall stands at 10:42 when a run is opened: the recipe plans its first step at 08:00."""
    from gradea.campus.cleanroom import actions  # noqa: PLC0415  # after Django is set up

    class Wall:
        @staticmethod
        def localtime():
            return timezone.localtime().replace(hour=10, minute=42, second=0, microsecond=0)

        now = staticmethod(timezone.now)

    monkeypatch.setattr(actions, "timezone", Wall)
    return Wall.localtime()


@pytest.fixture
def hands_on(play, at_work):
    """A hands-on run of a team, opened at 10:42."""
    return play(mode="hands-on")


def entry(htmx, client, played, field: str, step: str = "1.1", **form):
    return htmx(client, f"{played.url}entry/", what="enter", step=step, field=field, **form)


def written(played, field: str, step: str = "1.1"):
    return played.run.state.record.step(step).entries[field][-1]


def test_only_a_trainer_opens_one(viewer_for, calm_hall) -> None:
    from gradea.campus.cleanroom import actions  # noqa: PLC0415  # after Django is set up

    refused = actions.open_run(viewer_for(OPERATOR), TEAM, mode="hands-on")
    assert refused.code == "trainer-only"


def test_the_whole_team_sits_down_and_no_crew(hands_on) -> None:
    seats = hands_on.run.state.roster.seats
    assert seats
    assert not any(seat.simulated for seat in seats.values())


def test_the_clock_is_the_wall_clock_also_after_a_restart(hands_on, at_work) -> None:
    now = hands_on.run.now()
    hands_on.run._load()
    assert abs(now - (10 * 60 + 42) * 60_000) < 5_000
    assert abs(hands_on.run.now() - now) < 5_000
    assert hands_on.run.state.opened.start_date == at_work.date().isoformat()


def test_real_time_passes_however_long_nobody_writes(hands_on, monkeypatch) -> None:
    from gradea.campus.cleanroom import live_run  # noqa: PLC0415

    opened = hands_on.run.now()
    later = datetime.fromtimestamp(timezone.now().timestamp() + 7_200, tz=timezone.get_default_timezone())

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return later.astimezone(tz)

    monkeypatch.setattr(live_run, "datetime", Later)
    assert abs(hands_on.run.now() - opened - 7_200_000) < 5_000


def test_the_page_has_the_record_and_neither_bench_nor_plan_nor_trends(hands_on, client_for) -> None:
    client = client_for(OPERATOR)
    page = client.get(hands_on.url).content.decode()
    assert 'id="record"' in page
    assert "<entry-queue" in page
    assert not re.search(r'id="(bench|plan|trends|coach)"', page)
    assert "Scan the label on the left" not in page
    for name in ("bench", "plan", "trends"):
        answer = client.get(f"{hands_on.url}part/{name}/", headers={"HX-Request": "true"})
        assert answer.status_code == 404
    assert client.get(f"{hands_on.url}part/record/", headers={"HX-Request": "true"}).status_code == 200
    assert 'hx-target="#bench"' not in client.get(f"{hands_on.url}parts/").content.decode()


def test_an_act_is_refused_in_words(hands_on, client_for, htmx) -> None:
    answer = htmx(client_for(OPERATOR), f"{hands_on.url}act/", do="go", p__to="D_PAL")
    assert answer.status_code == 409
    assert "nothing is simulated" in answer.content.decode()


def test_a_practice_run_still_has_its_bench(play, client_for) -> None:
    page = client_for(OPERATOR).get(play().url).content.decode()
    assert 'id="bench"' in page
    assert "<entry-queue" not in page


@pytest.mark.requirement("TIM-04", "positive")
@pytest.mark.requirement("TIM-01", "negative")
def test_a_queued_entry_keeps_both_times_whatever_the_clock_of_the_tablet_says(hands_on, client_for, htmx) -> None:
    """The tablet's clock stands in 1970: only the difference of its two stamps counts."""
    hands_on.run._opened_at = timezone.now() - timezone.timedelta(hours=1)
    answer = entry(
        htmx,
        client_for(OPERATOR),
        hands_on,
        "leuka_volume_ml",
        value="210.0",
        written_at="1000000",
        sent_at=str(1_000_000 + 10 * 60_000),
    )
    assert answer.status_code == 200, answer.content.decode()
    kept = written(hands_on, "leuka_volume_ml")
    assert abs(kept.at - kept.performed_at - 600_000) < 2_000
    assert (kept.late, kept.reason) == (False, "")


def test_what_waited_longer_than_the_limit_is_marked_late_with_a_reason(hands_on, client_for, htmx) -> None:
    hands_on.run._opened_at = timezone.now() - timezone.timedelta(hours=1)
    stamps = {"written_at": "1000000", "sent_at": str(1_000_000 + 40 * 60_000)}
    assert entry(htmx, client_for(OPERATOR), hands_on, "leuka_volume_ml", value="210.0", **stamps).status_code == 200
    kept = written(hands_on, "leuka_volume_ml")
    assert kept.late
    assert kept.reason


@pytest.mark.parametrize("stamps", [("x", "5"), ("10", "5"), ("", ""), ("1", "9" * 15)])
def test_stamps_that_make_no_sense_claim_nothing(hands_on, client_for, htmx, stamps) -> None:
    sent = {"written_at": stamps[0], "sent_at": stamps[1]}
    assert entry(htmx, client_for(OPERATOR), hands_on, "leuka_volume_ml", value="210.0", **sent).status_code == 200
    kept = written(hands_on, "leuka_volume_ml")
    assert kept.performed_at == kept.at


def test_an_entry_sent_twice_from_the_queue_counts_once(hands_on, client_for) -> None:
    client, length = client_for(OPERATOR), hands_on.run.head.seq
    form = {"key": "queued-entry-1", "what": "enter", "step": "1.1", "field": "leuka_volume_ml", "value": "210.0"}
    for sent_at in ("61000", "65000"):
        answer = client.post(
            f"{hands_on.url}entry/",
            {**form, "written_at": "60000", "sent_at": sent_at},
            headers={"HX-Request": "true"},
        )
        assert answer.status_code == 200
    assert hands_on.run.head.seq == length + 1


def test_a_typed_label_is_read_in_parts_or_scanned_whole(hands_on, client_for, htmx) -> None:
    """Parts are joined in the order of the record; a scanned code stands for itself."""
    from gradea.campus.cleanroom.form_values import label_text  # noqa: PLC0415

    parts = {"label.material": "gm_csf", "label.lot": "EX-1", "label.expiry": "2030-01-31", "label.status": "released"}
    assert label_text(parts) == "gm_csf|EX-1|2030-01-31|released"
    assert label_text({"label.material": "gm_csf|EX-1|2030-01-31|released", "label.status": "quarantine"}) == (
        "gm_csf|EX-1|2030-01-31|released"
    )
    assert label_text({"label.equipment": "BSC-1", "label.status": "qualified", "label.due_date": ""}) == (
        "BSC-1|qualified|"
    )
    assert label_text({"label.lot": "EX-1"}) == ""


def test_the_cockpit_opens_one_and_offers_nothing_that_needs_a_world(client_for, viewer_for, calm_hall) -> None:
    from gradea.campus.cleanroom.runs import run_of_team  # noqa: PLC0415
    from gradea.campus.cockpit import actions  # noqa: PLC0415

    client = client_for(TRAINER)
    assert client.post(f"/cockpit/{TEAM}/start/", {"mode": "hands-on"}).status_code == 302
    card = run_of_team(viewer_for(TRAINER), TEAM)
    assert card.hands_on
    page = client.get("/cockpit/").content.decode()
    assert "Hands-on" in page
    row = page[page.index(f'id="team-{TEAM}"') :].split('</li>\n<li class="team ')[0]
    assert f"/cockpit/{TEAM}/pause/" not in row.split("<dialog")[0]
    assert actions.demonstrate(viewer_for(TRAINER), TEAM, crew="careful").code == "hands-on-no-crew"
    assert actions.pause(viewer_for(TRAINER), TEAM).code == "hands-on-clock"


def test_its_debrief_says_that_there_is_nothing_to_compare_with(hands_on, client_for, viewer_for, htmx) -> None:
    from gradea.campus.cleanroom import actions  # noqa: PLC0415

    entry(htmx, client_for(OPERATOR), hands_on, "leuka_volume_ml", value="210.0")
    actions.end_run(viewer_for(TRAINER), hands_on.ref, key="the-end")
    client = client_for(OPERATOR)
    page = client.get(f"/debrief/{hands_on.ref}/").content.decode()
    assert "There is no truth to compare with" in page
    assert "What was true" not in page
    assert client.get(f"/debrief/{hands_on.ref}/timeline.json").status_code == 404
    pdf = client.get(f"/debrief/{hands_on.ref}/record.pdf")
    assert pdf.content[:5] == b"%PDF-"
    data = client.get(f"/debrief/{hands_on.ref}/record.json").json()
    assert "210.0" in str(data)


@pytest.mark.requirement("REC-11", "positive")
def test_two_people_sign_a_step_on_one_tablet_each_with_their_own_pin(hands_on, client_for, htmx, ref_of) -> None:
    """The performer cannot verify, a colleague signs on the same tablet; then a label is typed: quarantine no, released yes."""
    from gradea.campus.people.actions import preset_pin  # noqa: PLC0415  # after Django is set up
    from gradea.record import step_hash  # noqa: PLC0415

    client, issue = client_for(OPERATOR), hands_on.run.state.record.issue
    values = {
        "leuka_donation_number": issue.donation_number,
        "leuka_patient_number": issue.patient_number,
        "transport_temperature_c": "18.0",
        "leuka_volume_ml": "210.0",
        "collected_h": "12.0",
    }
    for field, value in values.items():
        assert entry(htmx, client, hands_on, field, value=value).status_code == 200, field

    def sign(meaning: str, pin: str, signer: str = "") -> int:
        shown = step_hash(hands_on.run.state.record, "1.1")
        form = {"what": "step", "step": "1.1", "meaning": meaning, "content_hash": shown, "pin": pin, "signer": signer}
        return htmx(client, f"{hands_on.url}sign/", **form).status_code

    own, colleague = preset_pin(ref_of(OPERATOR)), preset_pin(ref_of("student-02"))
    assert sign("performed", own) == 200
    assert sign("verified", own) == 409
    assert sign("verified", colleague, ref_of("student-02")) == 200
    assert hands_on.run.state.record.step("1.1").first_closed_at is not None

    label = {"label__material": "cd14_reagent", "label__lot": "EX-1", "label__expiry": "2090-01-31"}
    for status, expected in (("quarantine", 409), ("released", 200)):
        answer = entry(htmx, client, hands_on, "lot_cd14_reagent", step="1.2", label__status=status, **label)
        assert answer.status_code == expected, answer.content.decode()
    assert written(hands_on, "lot_cd14_reagent", "1.2").value == "cd14_reagent|EX-1|2090-01-31|released"
