"""Laboratory, equipment, files and release in the browser, as people at work would use them."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
GOOD_SEED = "1"
"""A digit of which a seed is made whose batch meets everything up to day 8."""

RUNNING = "The measurement is running"


def act(htmx, client, played, **form):
    """Do something on the bench."""
    return htmx(client, f"{played.url}act/", **form)


@pytest.fixture
def at_the_laboratory(play):
    """A run in which the samples of day 7 were sent to the laboratory and nobody has received them yet."""
    return play("9.8")


@pytest.mark.requirement("TRA-02", "e2e")
def test_a_sample_is_received_in_the_browser_before_its_result_can_be_written(
    at_the_laboratory, client_for, htmx
) -> None:
    """The page asks for the number on the label; a wrong one is refused, the right one lets the result be written."""
    played, quality_control = at_the_laboratory, client_for("student-03")
    record = played.run.state.record
    if "S-D7-SN" in record.samples:
        pytest.fail("the crew received the sample before anybody could")
    page = quality_control.get(f"{played.url}?tab=laboratory").content.decode()
    assert "Receive the sample" in page
    receive = {"what": "receive", "sample": "S-D7-SN", "condition": "good"}
    wrong = htmx(quality_control, f"{played.url}entry/", **receive, batch_number="EX-99999")
    assert b"identity-mismatch" in wrong.content
    right = htmx(quality_control, f"{played.url}entry/", **receive, batch_number=record.batch_number)
    assert right.status_code == 200
    assert "S-D7-SN" in played.run.state.record.samples
    for other in ("student-01", "student-04"):
        assert "Receive the sample" not in client_for(other).get(f"{played.url}?tab=laboratory").content.decode()


def test_a_long_assay_shows_its_result_when_it_is_finished(play, client_for, htmx, scene_of) -> None:
    """Two hours of flow cytometry: nothing at once, not on the page and not in the answer; afterwards the value is there."""
    from gradea.practical import Actor, Seat, next_move  # noqa: PLC0415
    from gradea.practical.crew import PERSONAS  # noqa: PLC0415
    from gradea.world.act import Perform  # noqa: PLC0415

    played = play("9.1")
    run, measured = played.run, None
    seat = Seat(role="qc", person=run.state.roster.person_in("qc"), crew="careful")
    for number in range(40):
        move = next_move(run.state, seat, PERSONAS["careful"])
        assert move is not None, "quality control has nothing to do"
        measured = move.command
        if isinstance(measured, Perform) and measured.do == "measure" and measured.parameters["equipment"] == "FC-1":
            break
        run.send(move.command, actor=Actor(ref=seat.person, authenticated=move.authenticated), key=f"qc-{number}")
    client = client_for("student-03")
    form = {f"p__{name}": value for name, value in measured.parameters.items()}
    answer = act(htmx, client, played, do="measure", **form)
    assert answer.status_code == 200
    done = next(iter(run.state.done["10.6"].values()))
    value = str(done.observed["cd86_mfi"])
    page = client.get(played.url).content.decode()
    assert RUNNING in page
    assert f">{value}<" not in page
    step = run.state.recipe.step_of["10.6"]
    item = run.state.recipe.field_of["cd86_mfi"]
    from gradea.practical import assay_ends, observed  # noqa: PLC0415

    assert observed(run.state, step, item) is None
    assert assay_ends(run.state, step) == done.until
    later = run.state.moved(done.until)
    assert observed(later, step, item) == done.observed["cd86_mfi"]


def test_equipment_interventions_and_outages_are_written_in_the_browser(play, client_for, htmx) -> None:
    """A device fails and is repaired, gloves are changed in grade A, the network is lost: each is one small form."""
    played, operator = play("4.1"), client_for("student-01")
    address = f"{played.url}entry/"
    page = operator.get(f"{played.url}?tab=floor").content.decode()
    for words in ("Bill of materials", "Interventions in grade A", "Write into the log of a device"):
        assert words in page
    failed = {"what": "equipment", "equipment": "SEL-1", "log": "malfunction", "text": "The pump stopped by itself."}
    assert htmx(operator, address, **failed).status_code == 200
    assert "out of order" in operator.get(f"{played.url}?tab=floor").content.decode()
    assert (
        htmx(operator, address, **{**failed, "log": "repaired", "text": "Pump head changed, check passed."}).status_code
        == 200
    )
    step = next(line.id for line in played.run.state.recipe.steps if not played.run.state.record.step(line.id).closed)
    begun = {"what": "intervention", "step": step, "intervention": "glove-change", "begun": "", "ended": ""}
    assert b"intervention-without-times" in htmx(operator, address, **begun).content
    from gradea.vocabulary import clock_text  # noqa: PLC0415

    now = clock_text(played.run.state.at).removeprefix("day ")
    assert htmx(operator, address, **{**begun, "begun": now, "ended": now}).status_code == 200
    assert len(played.run.state.record.interventions) == 1
    outage = {"what": "outage", "text": "The tablets lost the network; form P-07 is used."}
    assert htmx(operator, address, **outage).status_code == 200
    assert "The record is out of reach" in operator.get(f"{played.url}?tab=floor").content.decode()
    over = {"what": "outage-end", "text": "The network is back, the form is entered."}
    assert htmx(operator, address, **over).status_code == 200
    assert len(played.run.state.record.outages) == 1


@pytest.mark.requirement("REC-16", "e2e")
def test_a_photo_is_attached_and_can_be_fetched_by_who_may_see_the_run(play, client_for, htmx) -> None:
    """What is no picture is refused whatever it is called; what is kept is what was sent, under its hash."""
    played, operator = play("1.1"), client_for("student-01")
    told = {"key": "file-1", "origin": "TAB-01", "text": "The label of the bag, at the bench."}

    def sent(content: bytes, **more):
        file = SimpleUploadedFile("photo.png", content, content_type="image/png")
        return operator.post(f"{played.url}attach/", {**told, **more, "file": file}, headers={"HX-Request": "true"})

    assert b"file-type" in sent(b"<script>alert(1)</script>").content
    assert b"file-origin" in sent(PNG, key="file-2", origin="").content
    from gradea.campus.cleanroom import files  # noqa: PLC0415

    assert not list(files.folder_of(played.ref).iterdir())
    assert sent(PNG, key="file-3").status_code == 200
    sha256 = hashlib.sha256(PNG).hexdigest()
    answer = client_for("student-04").get(f"{played.url}file/{sha256}/")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, PNG, "image/png")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client_for("student-04").get(f"{played.url}file/{'0' * 64}/").status_code == 404
    assert sha256[:12] in operator.get(f"{played.url}?tab=floor").content.decode()
    (files.folder_of(played.ref) / sha256).write_bytes(PNG + b"changed")
    assert client_for("student-04").get(f"{played.url}file/{sha256}/").status_code == 404


def test_change_control_goes_through_the_page(play, client_for, htmx, ref_of) -> None:
    """Asked for by the operator, assessed by the verifier, approved by quality with a PIN."""
    from gradea.campus.people.actions import preset_pin  # noqa: PLC0415

    played = play("1.1")
    address = f"{played.url}entry/"
    ask = {
        "what": "change",
        "text": "A second scale beside the first",
        "reason": "One scale is a single point of failure",
    }
    assert htmx(client_for("student-01"), address, **ask).status_code == 200
    assess = {"what": "change-assess", "number": "CHG-001", "areas": ["validation"], "simulation": "no"}
    assess["text"] = "The scale is qualified before it is used."
    assert htmx(client_for("student-02"), address, **assess).status_code == 200
    decide = {"what": "change-decide", "number": "CHG-001", "approved": "yes", "pin": preset_pin(ref_of("student-04"))}
    assert htmx(client_for("student-04"), f"{played.url}sign/", **decide).status_code == 200
    assert played.run.state.record.changes["CHG-001"].status == "approved"
    assert "CHG-001" in client_for("student-01").get(f"{played.url}?tab=deviations").content.decode()


@pytest.mark.requirement("STO-01", "e2e")
def test_the_certificate_of_analysis_is_a_page_and_a_pdf_for_those_who_may_see_the_run(play, client_for) -> None:
    """Pending while results are missing; a guest who has no run is told nothing."""
    played = play("1.1")
    page = client_for("student-03").get(f"{played.url}certificate/").content.decode()
    assert "Results are pending" in page
    assert "Training – not for GMP use" in page
    pdf = client_for("student-03").get(f"{played.url}certificate.pdf")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert client_for("student-33").get(f"{played.url}certificate/").status_code == 404


@pytest.mark.requirement("REL-04", "e2e")
def test_the_first_of_two_steps_is_taken_in_the_browser(play, client_for, htmx, ref_of, monkeypatch) -> None:
    """Day 8: everything but the late plates and bottles is there. The QP certifies the first step, and the page says so."""
    from gradea.campus.cleanroom import actions  # noqa: PLC0415
    from gradea.campus.people.actions import preset_pin  # noqa: PLC0415
    from gradea.record import open_work, record_hash, step_hash, to_consider, unreviewed_results  # noqa: PLC0415

    # A batch without a deviation: one donor in ten fails, and then there is nothing to certify.
    monkeypatch.setattr(actions.secrets, "token_hex", lambda size: GOOD_SEED * 2 * size)
    played = play("10.10")
    run = played.run
    assert set(open_work(run.state.record, "production", "qc")) <= run.state.recipe.delayed
    second = {"what": "step", "meaning": "reviewed", "pin": preset_pin(ref_of("student-02"))}
    for step_id in unreviewed_results(run.state.record):
        signed = {**second, "step": step_id, "content_hash": step_hash(run.state.record, step_id)}
        assert htmx(client_for("student-02"), f"{played.url}sign/", **signed).status_code == 200
    people = {"verifier": "student-02", "qa": "student-04", "qp": "student-05"}
    for step in (step for step in run.state.recipe.steps if step.lane == "release"):
        client = client_for(people[step.performer])
        for item in step.fields:
            form = {"what": "enter", "step": step.id, "field": item.code, "value": "yes"}
            assert htmx(client, f"{played.url}entry/", **form).status_code == 200
        for item in to_consider(run.state.record) if step.review == "audit-trail" else ():
            seen = {"what": "consider", "exception": item.key, "verdict": "explained", "text": "Read, and it is sound."}
            assert htmx(client, f"{played.url}entry/", **seen).status_code == 200
        sign = {"content_hash": record_hash(run.state.record), "pin": preset_pin(ref_of(people[step.performer]))}
        if step.review == "disposition":
            page = client.get(f"{played.url}?tab=release").content.decode()
            assert "Certify the first step" in page
            sign |= {"what": "dispose", "decision": "first-step", "statement": "For use at once, watched for fever."}
        else:
            sign |= {"what": "review", "kind": step.review}
        assert htmx(client, f"{played.url}sign/", **sign).status_code == 200
    assert run.state.record.status == "first-step"
    page = client_for("student-01").get(f"{played.url}?tab=release").content.decode()
    assert "First certificate, results pending" in page
    assert "10.14" in page
    ship = htmx(client_for("student-04"), f"{played.url}entry/", what="ship", consignee="HOSP-01")
    assert ship.status_code == 200


@pytest.mark.requirement("REL-06", "e2e")
def test_a_batch_in_quarantine_cannot_be_handed_over_in_the_browser(play, client_for, htmx) -> None:
    """The form is there, the door is not: refused, kept, and a critical deviation."""
    played = play("1.1")
    answer = htmx(client_for("student-04"), f"{played.url}entry/", what="ship", consignee="HOSP-01")
    assert b"ship-uncertified" in answer.content
    assert "Quarantine" in client_for("student-01").get(played.url).content.decode()
    assert [each.code for each in played.run.state.record.deviations.values()] == ["DV-CR05"]


@pytest.mark.requirement("REC-17", "e2e")
def test_a_verifier_writes_for_the_operator_whose_hands_are_busy(play, client_for, htmx, ref_of) -> None:
    """The form names for whom; the entry holds both names, and nobody writes for a person who does not perform the step."""
    from gradea.practical import Actor, JumpClock  # noqa: PLC0415

    played = play()
    played.run.send(JumpClock(to=8 * 3_600_000), actor=Actor(ref="trainer", role="trainer"), key="to-work")
    step = played.run.state.recipe.step_of["1.1"]
    item = played.run.state.recipe.field_of["transport_temperature_c"]
    verifier, operator = client_for("student-02"), ref_of("student-01")
    page = verifier.get(f"{played.url}?tab=steps&open_step={step.id}").content.decode()
    assert f'name="for" value="{operator}"' in page
    entry = {"what": "enter", "step": step.id, "field": item.code, "value": "19.5", "scribe_case": "aseptic"}
    stranger = htmx(verifier, f"{played.url}entry/", **entry, **{"for": ref_of("student-04")})
    assert b"scribe-for-stranger" in stranger.content
    answer = htmx(verifier, f"{played.url}entry/", **entry, **{"for": operator})
    assert answer.status_code == 200, answer.content.decode()[:400]
    written = played.run.state.record.step(step.id).entries[item.code][0]
    assert (written.by, written.performer) == (ref_of("student-02"), operator)
