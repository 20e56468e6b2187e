"""The page of a run: who gets it, what a request does, and that it does it once."""

import datetime as dt
from pathlib import Path

import pytest

from gradea.world.state import OUTSIDE

ADDRESSES = ("", "parts/", "part/bench/", "part/record/")
WRITES = ("act/", "entry/", "sign/", "seat/", "alarm/", "clock/", "end/")


@pytest.mark.requirement("AUD-09", "negative")
@pytest.mark.requirement("ACC-05", "negative")
def test_another_teams_run_does_not_exist(play, client_for) -> None:
    """404 for every address of it, read or write; an unknown run looks the same."""
    played, stranger = play(), client_for("student-06")
    for base in (played.url, "/cleanroom/0123456789abcdef/"):
        for address in ADDRESSES:
            assert stranger.get(base + address, headers={"HX-Request": "true"}).status_code == 404
        for address in WRITES:
            assert stranger.post(base + address, {"do": "leave", "key": "k"}).status_code == 404


def test_the_whole_page_and_each_part_are_served(play, client_for) -> None:
    """With the bar, the plan, the bench, the record and the trends; no inline style or script anywhere."""
    played, client = play(), client_for("student-01")
    text = client.get(played.url).content.decode()
    for words in (
        "EX-00001",
        "Training – not for GMP use",
        "Receive the leukapheresis",
        "Go to Personnel airlock D",
        "B LAB1 over C CORR",
    ):
        assert words in text
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick" not in text
    for name in ("bar", "plan", "bench", "record", "trends"):
        assert client.get(f"{played.url}part/{name}/", headers={"HX-Request": "true"}).status_code == 200
    assert client.get(f"{played.url}part/nonsense/", headers={"HX-Request": "true"}).status_code == 404


def test_a_second_click_happens_once(play, client_for) -> None:
    """The same form sent twice, and once more later, opens one door."""
    played, client = play(), client_for("student-01")
    form = {"do": "go", "p.to": "D_PAL", "key": "one-key"}
    for _ in range(3):
        assert client.post(f"{played.url}act/", form, headers={"HX-Request": "true"}).status_code == 200
    names = [entry.entry.name for entry in played.run.entries()]
    assert names.count("world.door-passed/1") == 1


@pytest.mark.requirement("TIM-01", "positive")
@pytest.mark.requirement("VAL-03", "positive")
def test_the_time_of_an_entry_is_the_servers_whatever_is_sent(play, client_for) -> None:
    """A form that brings a time of its own changes nothing; and the first entry names the configuration that was used."""
    played, before = play(), dt.datetime.now(dt.UTC) - dt.timedelta(seconds=5)
    form = {"do": "go", "p.to": "D_PAL", "key": "k", "at": "2001-01-01T00:00:00Z"}
    assert client_for("student-01").post(f"{played.url}act/", form).status_code in {200, 302}
    entries = [sealed.entry for sealed in played.run.entries()]
    assert all(dt.datetime.fromisoformat(entry.at) > before for entry in entries)
    named = {
        name: entries[0].body[name] for name in ("scenario", "recipe", "recipe_version", "facility", "engine", "mode")
    }
    assert all(named.values())
    assert named["facility"] == "hospital_2B"


def test_a_corrected_form_is_another_request(play, client_for) -> None:
    """A refused value is corrected in the same form, with the same key: the second one counts."""
    played, client = play(), client_for("student-01")
    url = f"{played.url}act/"
    bad = client.post(url, {"do": "go", "p.to": "B_LAB1", "key": "same"}, headers={"HX-Request": "true"})
    assert bad.status_code == 409
    assert b"No door leads from OUT to B_LAB1" in bad.content
    good = client.post(url, {"do": "go", "p.to": "D_PAL", "key": "same"}, headers={"HX-Request": "true"})
    assert good.status_code == 200
    assert b'hx-target="#bench"' in good.content


@pytest.mark.parametrize(
    ("where", "form"),
    [
        ("act", {}),
        ("act", {"do": "go"}),
        ("act", {"do": "sample", "p.vessel": "LEUKA", "p.into": "S", "p.volume_ml": "lots"}),
        ("act", {"do": "go", "p.to": "D_PAL", "technique": "sideways"}),
        ("entry", {}),
        ("entry", {"what": "enter", "step": "9.9.9", "field": "x", "value": "1"}),
        ("entry", {"what": "enter", "step": "1.1", "field": "leuka_volume_ml", "value": ""}),
        ("entry", {"what": "enter", "step": "1.1", "field": "leuka_volume_ml", "value": "1", "at": "yesterday"}),
        ("entry", {"what": "enter", "step": "1.1", "field": "leuka_donation_number", "take": "1"}),
        ("entry", {"what": "note", "text": ""}),
        ("entry", {"what": "assess", "number": "DEV-999", "class": "minor", "impact": "none"}),
        ("sign", {}),
        ("sign", {"what": "step", "step": "1.1", "meaning": "performed", "content_hash": "x", "pin": "0000"}),
        ("clock", {"what": "pause"}),
        ("clock", {"speed": "fast"}),
        ("alarm", {"alarm": "none"}),
        ("seat", {"role": "qa"}),
    ],
)
def test_bad_input_is_refused_in_words(play, client_for, where: str, form: dict) -> None:
    """Never a 500, never silence: what, and what to do; nothing enters the ledger but what the rule keeps."""
    played = play()
    answer = client_for("student-01").post(
        f"{played.url}{where}/", {"key": "k", **form}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 409
    assert b"data-refusal=" in answer.content
    assert played.run.state.world.worker(played.run.state.roster.person_in("operator")).room == OUTSIDE


def test_without_a_script_a_form_leads_back_to_the_page(play, client_for) -> None:
    """What was picked stays picked; a refusal is a page with a way back."""
    played, client = play(), client_for("student-01")
    done = client.post(f"{played.url}act/", {"do": "go", "p.to": "D_PAL", "key": "a", "tab": "steps"})
    assert done.status_code == 302
    assert done.headers["Location"] == f"{played.url}?tab=steps"
    refused = client.post(f"{played.url}act/", {"do": "go", "p.to": "B_LAB1", "key": "b"})
    assert refused.status_code == 409
    assert f'href="{played.url}"'.encode() in refused.content


@pytest.mark.requirement("REC-02", "positive")
@pytest.mark.requirement("REC-01", "e2e")
def test_a_step_is_written_and_signed_by_two_people(play, client_for, htmx, ref_of) -> None:
    """Take over the label, type the numbers, sign; a second person signs on the same device with their own PIN."""
    from gradea.campus.people.actions import preset_pin  # noqa: PLC0415  # after Django is set up
    from gradea.practical.crew.writing import entry_for  # noqa: PLC0415
    from gradea.record import step_hash  # noqa: PLC0415

    played = play("1.1")
    client = client_for("student-01")
    for material in ("cd14_reagent", "selection_set", "selection_buffer"):
        assert htmx(client, f"{played.url}act/", do="scan", p__material=material).status_code == 200
        form = {"what": "enter", "step": "1.2", "field": f"lot_{material}", "take": "1"}
        assert htmx(client, f"{played.url}entry/", **form).status_code == 200
    step = played.run.state.recipe.step_of["1.2"]
    assert (
        entry_for(played.run.state, step, step.fields[0]).scan["lot"]
        in played.run.state.record.values["lot_cd14_reagent"]
    )
    sign = {"what": "step", "step": "1.2", "meaning": "performed"}
    shown = step_hash(played.run.state.record, "1.2")
    wrong = htmx(client, f"{played.url}sign/", **sign, content_hash=shown, pin="0001")
    assert wrong.status_code == 409
    assert played.run.state.record.step("1.2").signature("performed") is None
    pin = preset_pin(ref_of("student-01"))
    assert htmx(client, f"{played.url}sign/", **sign, content_hash=shown, pin=pin).status_code == 200
    assert played.run.state.record.step("1.2").closed


@pytest.mark.requirement("SIG-05", "positive")
@pytest.mark.requirement("SIG-07", "positive")
def test_a_second_person_signs_on_this_device(play, client_for, htmx, ref_of) -> None:
    """With their own PIN; the ledger keeps whose tablet it was; nobody verifies their own work."""
    from gradea.campus.people.actions import preset_pin  # noqa: PLC0415
    from gradea.record import step_hash  # noqa: PLC0415

    played = play("1.1")
    client, url = client_for("student-01"), f"{played.url}entry/"
    correction = {"what": "correct", "step": "1.1", "field": "leuka_volume_ml", "value": "150.0"}
    assert htmx(client, url, **correction, reason="Misread the scale by one digit.").status_code == 200
    for who, meaning, status in (
        ("student-01", "performed", 200),
        ("student-01", "verified", 409),
        ("student-02", "verified", 200),
    ):
        form = {
            "what": "step",
            "step": "1.1",
            "meaning": meaning,
            "signer": ref_of(who),
            "pin": preset_pin(ref_of(who)),
        }
        shown = step_hash(played.run.state.record, "1.1")
        assert htmx(client, f"{played.url}sign/", **form, content_hash=shown).status_code == status
    assert "practical.signed-on-device/1" in [entry.entry.name for entry in played.run.entries()]


def test_quality_judges_a_deviation_and_the_qp_sees_the_gates(play, client_for, htmx, ref_of) -> None:
    """Raised by the operator in words, assessed and closed by quality; the release page lists what is missing."""
    from gradea.campus.people.actions import preset_pin  # noqa: PLC0415

    played = play("1.1")
    words = "The transport box stood open on the bench."
    form = {"what": "deviation", "step": "1.2", "class": "minor", "text": words}
    assert htmx(client_for("student-01"), f"{played.url}entry/", **form).status_code == 200
    assert words not in str([entry.entry.body for entry in played.run.entries()])
    quality = client_for("student-04")
    page = quality.get(f"{played.url}?tab=deviations").content.decode()
    assert words in page
    assess = {
        "what": "assess",
        "number": "DEV-001",
        "class": "major",
        "impact": "negligible",
        "other_batches": "none",
    }
    assert htmx(quality, f"{played.url}entry/", **assess).status_code == 200
    _handle(client_for("student-02"), htmx, f"{played.url}entry/")
    page = quality.get(f"{played.url}?tab=deviations").content.decode()
    assert "The form does not say who closes the box." in page
    assert "CAPA-001" in page
    close = {"what": "close", "number": "DEV-001", "pin": preset_pin(ref_of("student-04"))}
    assert htmx(quality, f"{played.url}sign/", **close).status_code == 200
    assert played.run.state.record.deviations["DEV-001"].status == "closed"
    release = client_for("student-05").get(f"{played.url}?tab=release").content.decode()
    assert "of production and quality control are not closed" in release
    assert "Certify" in release


def _handle(client, htmx, address) -> None:
    """What a second person in production does about a major deviation, form by form."""
    same = {"number": "DEV-001"}
    action = {"what": "action", "text": "The box was closed and its logger was read.", **same}
    assert htmx(client, address, **action).status_code == 200
    looked = {"tool": "five-whys", "category": "method", "root_cause": "The form does not say who closes the box."}
    short = {"what": "investigate", "analysis": "The box stood open.", **looked, **same}
    assert b"analysis-too-short" in htmx(client, address, **short).content
    whys = "The box stood open.\nNobody felt it was theirs.\nThe form names nobody."
    assert htmx(client, address, **{**short, "analysis": whys}).status_code == 200
    plan = {"what": "capa", "kind": "training", "text": "Everybody is trained again.", "owner": "qa", "due": "14"}
    plan |= {"check": "No box stands open in ten receipts.", "check_in": "90", **same}
    assert htmx(client, address, **plan).status_code == 200
    better = {**plan, "kind": "corrective", "text": "The form names who closes the box."}
    assert htmx(client, address, **better).status_code == 200


@pytest.mark.requirement("REL-01", "e2e")
@pytest.mark.requirement("REL-02", "e2e")
def test_the_batch_is_reviewed_and_decided_through_the_page(play, client_for, htmx, ref_of) -> None:
    """Production, audit trail, quality, Qualified Person: each fills in their checklist and signs what the page showed."""
    from gradea.campus.people.actions import preset_pin  # noqa: PLC0415
    from gradea.practical import Actor, JumpClock  # noqa: PLC0415
    from gradea.record import record_hash, step_hash, to_consider, unreviewed_results  # noqa: PLC0415

    played = play("10.14")
    played.run.send(JumpClock(), actor=Actor(ref="trainer", role="trainer"), key="to-review")
    record = played.run.state.record
    second = {"what": "step", "meaning": "reviewed", "pin": preset_pin(ref_of("student-02"))}
    for step_id in unreviewed_results(record):
        assert f'name="step" value="{step_id}"' in client_for("student-02").get(played.url).content.decode()
        signed = {**second, "step": step_id, "content_hash": step_hash(record, step_id)}
        assert htmx(client_for("student-02"), f"{played.url}sign/", **signed).status_code == 200
    steps = [step for step in record.recipe.steps if step.lane == "release"]
    people = {"verifier": "student-02", "qa": "student-04", "qp": "student-05"}
    for step in steps:
        who = people[step.performer]
        client = client_for(who)
        for item in step.fields:
            form = {"what": "enter", "step": step.id, "field": item.code, "value": "yes"}
            answer = htmx(client, f"{played.url}entry/", **form)
            assert answer.status_code == 200, answer.content.decode()[:400]
        for item in to_consider(played.run.state.record) if step.review == "audit-trail" else ():
            seen = {"what": "consider", "exception": item.key, "verdict": "explained", "text": "Read, and it is sound."}
            assert htmx(client, f"{played.url}entry/", **seen).status_code == 200
        page = client.get(f"{played.url}?tab=release").content.decode()
        shown = record_hash(played.run.state.record)
        assert shown in page
        sign = {"content_hash": shown, "pin": preset_pin(ref_of(who))}
        if step.review == "disposition":
            sign |= {"what": "dispose", "decision": "rejected", "statement": "Not convinced by this batch."}
        else:
            sign |= {"what": "review", "kind": step.review}
        answer = htmx(client, f"{played.url}sign/", **sign)
        assert answer.status_code == 200, answer.content.decode()[:400]
    assert played.run.state.record.status == "rejected"
    page = client_for("student-01").get(f"{played.url}?tab=release").content.decode()
    assert "Not convinced by this batch." in page
    assert "End the work and open the debrief" in page
    assert htmx(client_for("student-01"), f"{played.url}end/").status_code == 200
    assert played.run.state.closed
    assert b"The work on this batch is over" in client_for("student-01").get(played.url).content


def test_a_guest_takes_the_seat_of_their_trade(play, client_for, htmx, ref_of) -> None:
    """From the crew only, and only their own."""
    from gradea.practical import Actor, TakeSeat  # noqa: PLC0415

    played, guest = play(), client_for("guest-qp-01")
    assert htmx(guest, f"{played.url}seat/", role="qp").status_code == 409
    crew = TakeSeat(role="qp", person="crew-qp", crew="careful")
    played.run.send(crew, actor=Actor(ref="trainer", role="trainer"), key="crew")
    assert htmx(guest, f"{played.url}seat/", role="operator").status_code == 409
    assert htmx(guest, f"{played.url}seat/", role="qp").status_code == 200
    assert played.run.state.roster.person_in("qp") == ref_of("guest-qp-01")


def test_only_a_trainer_changes_the_speed_and_the_team_jumps(play, client_for, htmx) -> None:
    """The clock belongs to the trainer; waiting belongs to the team."""
    played = play()
    assert htmx(client_for("student-01"), f"{played.url}clock/", speed="60").status_code == 409
    assert htmx(client_for("guest-qp-01"), f"{played.url}clock/", what="jump").status_code == 409
    assert htmx(client_for("student-01"), f"{played.url}clock/", what="jump").status_code == 200
    trainer = client_for("trainer-01")
    assert htmx(trainer, f"{played.url}clock/", speed="60").status_code == 200
    assert played.run.state.clock.speed == 60
    assert htmx(trainer, f"{played.url}clock/", what="pause").status_code == 200
    text = client_for("student-01").get(played.url).content.decode()
    assert "stopped by the trainer" in text


def test_home_starts_and_continues(client_for, calm_hall, edition: str) -> None:
    """A member starts their own team's batch once; another click leads to the same run; strangers do not see it."""
    client = client_for("student-06")
    assert b"Tutorial" in client.get("/cleanroom/").content
    first = client.post("/cleanroom/start/", {"team": "team-2", "mode": "tutorial"}).headers["Location"]
    assert client.post("/cleanroom/start/", {"team": "team-2", "mode": "exam"}).headers["Location"] == first
    assert b"Continue batch" in client.get("/cleanroom/").content
    assert b"Coach" in client.get(first).content
    assert client.post("/cleanroom/start/", {"team": "team-1", "mode": "exam"}).status_code == 409
    assert first.encode() not in client_for("student-01").get("/cleanroom/").content
    assert first.encode() in client_for("trainer-01").get("/cleanroom/").content


def test_the_page_asks_few_questions_of_the_database(play, client_for, django_assert_max_num_queries) -> None:
    """However far the batch is."""
    played, client = play("4.1"), client_for("student-01")
    client.get(played.url)
    with django_assert_max_num_queries(12):
        client.get(f"{played.url}parts/?tab=steps", headers={"HX-Request": "true"})


VOLUME = {"step": "1.1", "field": "leuka_volume_ml"}


def test_a_written_value_offers_to_correct_it_and_keeps_its_codes_whole(play, client_for) -> None:
    """A button with a pencil that does not read like praise; lots and dates stay on one line."""
    text = client_for("student-01").get(f"{play('1.2').url}?tab=steps&open_step=1.2").content.decode()
    assert "Correct this…" in text
    assert "<summary>Correct</summary>" not in text
    lot = text[text.index('class="value__who') - 600 : text.index('class="value__who')]
    assert '<span class="unbroken">' in lot


def test_the_clock_beside_a_blank_says_what_it_is_for(play, client_for, htmx) -> None:
    """To the eye and to a screen reader."""
    played, client = play("1.1"), client_for("student-01")
    text = htmx(client, f"{played.url}act/", do="scan", p__material="cd14_reagent").content.decode()
    assert '<summary title="Done earlier than now" aria-label="Done earlier than now">' in text


def test_a_refused_number_names_the_field_as_the_page_does(play, client_for, htmx) -> None:
    """No code of the program; the wanted form is the number that was written."""
    played, client = play("1.1"), client_for("student-01")
    form = {"what": "correct", **VOLUME, "value": "151", "reason": "Misread the scale by one digit."}
    answer = htmx(client, f"{played.url}entry/", **form).content.decode()
    assert "leuka_volume_ml" not in answer
    assert played.run.state.recipe.field_of["leuka_volume_ml"].label["en"] in answer
    assert "Write it like 151.0" in answer


def test_a_deviation_that_was_raised_is_seen_at_once(play, client_for, htmx) -> None:
    """In its step and in a line that is read aloud, both with the way to it; the classes are explained."""
    played, client = play("1.1"), client_for("student-01")
    before = client.get(played.url).content.decode()
    assert 'id="rec-news" role="status"></p>' in before
    assert "<strong>Critical</strong>: a departure that puts the product or the patient at risk" in before
    form = {"what": "deviation", "step": "1.2", "class": "minor", "text": "The transport box stood open."}
    after = htmx(client, f"{played.url}entry/", **form).content.decode()
    news = after[after.index('role="status">', after.index('id="rec-news"')) :]
    assert "DEV-001 was raised in step 1.2" in news[:400]
    assert "?tab=deviations" in news[:600]
    step = after[after.index('id="step-1-2"') :]
    assert '<strong class="unbroken">DEV-001</strong> The transport box stood open.' in step


def test_a_refusal_goes_with_the_next_act_or_when_the_clock_runs_again(play, client_for, htmx) -> None:
    """A mere refresh keeps it: it may be a second old. That of a stopped clock goes as soon as the clock runs."""
    played, client, trainer = play(), client_for("student-01"), client_for("trainer-01")
    parts = {"path": f"{played.url}parts/", "headers": {"HX-Request": "true"}}
    every, stopped = 'hx-swap-oob="delete:[data-refusal]"', 'hx-swap-oob="delete:[data-refusal=clock-paused]"'
    htmx(trainer, f"{played.url}clock/", what="pause")
    refused = htmx(client, f"{played.url}act/", do="go", p__to="D_PAL")
    assert (refused.status_code, 'data-refusal="clock-paused"' in refused.content.decode()) == (409, True)
    assert "hx-swap-oob" not in client.get(**parts).content.decode()
    htmx(trainer, f"{played.url}clock/", speed="1")
    refreshed = client.get(**parts).content.decode()
    assert (stopped in refreshed, every in refreshed) == (True, False)
    assert every in htmx(client, f"{played.url}act/", do="go", p__to="D_PAL").content.decode()


def test_the_sheet_keeps_codes_on_one_line_and_the_range_in_its_column() -> None:
    """The label of a written value is as wide as that of a blank one, and its range stands at the same edge."""
    from gradea.campus import cleanroom  # noqa: PLC0415

    sheet = (Path(cleanroom.__file__).parent / "static/cleanroom/css/40-record.css").read_text(encoding="utf-8")
    rules = {rule.split("{")[0].strip().split("\n")[-1].strip(): rule for rule in sheet.split("}")}
    assert "white-space: nowrap" in rules[".unbroken"]
    assert "white-space: nowrap" in rules[".blank__limit"]
    assert "margin-left: auto" in rules[".blank__limit"]
    assert "grid-column: 1 / -1" in rules[".blank--open > .blank__label"]
