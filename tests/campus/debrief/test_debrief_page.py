"""What a debrief says: a clean batch, a falsified one, the reveal, the downloads, and what the team writes."""

import json

import pytest

from debrief.played_batches import played
from gradea.ledger import verify


def test_a_clean_batch_says_so(run_of, client_for) -> None:
    """What you claimed is what you did."""
    text = client_for("student-01").get(f"/debrief/{run_of()}/").content.decode()
    assert "What you claimed is what you did" in text
    assert 'class="finding"' not in text
    assert "Nothing was changed" in text


@pytest.mark.parametrize(
    ("gap", "title", "attribute"),
    [("back-dated", "Written with another time", "contemporaneous"), ("wrong-lot", "Another lot written", "accurate")],
)
def test_a_falsified_batch_shows_act_and_entry_side_by_side(
    gap: str, title: str, attribute: str, run_of, client_for
) -> None:
    """Each planted gap becomes a card with its attribute, what was done, what was written, and a way to the moment."""
    text = client_for("student-01").get(f"/debrief/{run_of(gap=gap)}/").content.decode()
    assert title in text
    assert f"not {attribute}" in text
    for words in ("Done", "Written", "Expected", "Actual", "Why it matters", "Next time"):
        assert words in text
    assert 'data-moment="' in text


def test_the_timeline_holds_every_lane(run_of, client_for) -> None:
    """People with rooms and acts, hands, air, product, entries, and the findings to jump to."""
    story = json.loads(client_for("trainer-01").get(f"/debrief/{run_of(gap='back-dated')}/timeline.json").content)
    for lane in ("sessions", "stays", "acts", "hands", "entries", "samples", "findings", "people"):
        assert story[lane], lane
    assert {"pressure_pa", "p05_per_m3", "mcp_per_m3", "viable", "cfu"} <= set(story["columns"])
    assert all(one["from"] < one["to"] for one in story["sessions"])
    assert all(len(row) == len(story["columns"]) for row in story["samples"])
    instants = [row[0] for row in story["samples"]]
    assert instants == sorted(instants)
    assert all(0 <= act["who"] < len(story["people"]) for act in story["acts"])


def test_a_disturbance_is_told_in_the_debrief(run_of, client_for) -> None:
    """What the trainer planted, and what it did to the air, is there afterwards."""
    ref = run_of(disturbances=("damper@0d09h",))
    story = json.loads(client_for("student-01").get(f"/debrief/{ref}/timeline.json").content)
    assert [one["kind"] for one in story["disturbances"]] == ["damper"]
    column = story["columns"].index("pressure_pa")
    assert min(row[column] for row in story["samples"]) < -5


def test_while_it_is_being_made_the_page_says_how_far(run_of, client_for, monkeypatch) -> None:
    """The page answers at once, and goes on by itself when the dossier is there."""
    from gradea.campus.debrief.archive import Archive  # noqa: PLC0415  # after Django is set up

    ref, client = run_of(), client_for("student-01")
    with monkeypatch.context() as patch:
        patch.setattr(Archive, "dossier", lambda _self, _ref, _scenario: None)
        assert "being played again" in client.get(f"/debrief/{ref}/").content.decode()
        assert client.get(f"/debrief/{ref}/timeline.json").status_code == 404
    answer = client.get(f"/debrief/{ref}/making/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == f"/debrief/{ref}/"


@pytest.mark.requirement("AUD-08", "positive")
@pytest.mark.requirement("STO-01", "e2e")
def test_the_ledger_goes_out_whole_and_verifies(run_of, client_for) -> None:
    """Ledger and checkpoints as files; whoever has both can check them without us."""
    client, ref = client_for("student-01"), run_of()
    lines = client.get(f"/debrief/{ref}/ledger.jsonl").content.splitlines(keepends=True)
    points = client.get(f"/debrief/{ref}/checkpoints.txt").content.decode()
    verdict = verify(lines, points)
    assert verdict.ok
    assert verdict.compared >= 1
    assert not verify([*lines[:40], *lines[41:]], points).ok


def test_the_batch_record_goes_out_as_data_and_to_print(run_of, client_for) -> None:
    """The same record, complete, marked as training."""
    client, ref = client_for("student-01"), run_of()
    data = json.loads(client.get(f"/debrief/{ref}/record.json").content)
    assert data["notice"] == "Training – not for GMP use"
    assert len(data["steps"]) > 50
    assert client.get(f"/debrief/{ref}/record.pdf").content.startswith(b"%PDF-")


def test_a_seed_that_was_not_promised_is_refused(run_of) -> None:
    """The revealed seed must answer to the commitment in the first entry."""
    from gradea.campus.cleanroom.hall import hall  # noqa: PLC0415
    from gradea.campus.debrief import archive  # noqa: PLC0415

    mine, other = hall().store.entries(run_of()), hall().store.entries(played(gap="wrong-lot").ref)
    with pytest.raises(ValueError, match="commitment"):
        archive.opening_state([mine[0], other[-1]], "toldc_practice")


def test_the_team_writes_three_things_and_they_are_sealed(run_of, client_for, ref_of) -> None:
    """Anybody in the team writes; the row holds no readable word; who is erased takes their words along."""
    from gradea.campus.debrief.models import Resolution  # noqa: PLC0415
    from gradea.campus.people.actions import erase  # noqa: PLC0415

    ref, ours, address = run_of(), client_for("student-02"), "/debrief/{}/resolutions/"
    ours.post(address.format(ref), {"words_1": "Read the display twice.", "words_2": "", "words_3": "Ask sooner."})
    assert [row.number for row in Resolution.objects.filter(run=ref).order_by("number")] == [1, 3]
    assert "display" not in str(list(Resolution.objects.values_list("words", flat=True)))
    assert "Read the display twice." in client_for("student-01").get(f"/debrief/{ref}/").content.decode()
    client_for("student-03").post(
        address.format(ref), {"words_1": "Read the display twice.", "words_3": "Write at once."}
    )
    writers = dict(Resolution.objects.filter(run=ref).values_list("number", "by_ref"))
    assert writers == {1: ref_of("student-02"), 3: ref_of("student-03")}
    erase(ref_of("student-02"))
    text = client_for("student-01").get(f"/debrief/{ref}/").content.decode()
    assert "Read the display twice." not in text
    assert "Write at once." in text


@pytest.mark.parametrize(("person", "status"), [("trainer-01", 403), ("guest-qa-01", 403), ("student-06", 404)])
def test_nobody_else_writes_for_the_team(person: str, status: int, run_of, client_for) -> None:
    """Trainers read what the team intends; they do not write it."""
    assert client_for(person).post(f"/debrief/{run_of()}/resolutions/", {"words_1": "Mine."}).status_code == status
