"""Who sees a debrief, and that nobody sees anything hidden before the work is over."""

import re
from pathlib import Path

import pytest
from django.test import Client

from debrief.played_batches import played

PAGES = ("", "making/", "timeline.json", "ledger.jsonl", "checkpoints.txt", "record.pdf", "record.json")
HIDDEN = ("expected_cfu", "viable_cells", "mcp_per_m3", "survival", "spontaneous", "exposure", "origins", "donor-borne")


READERS = {
    "student-01": 200,
    "student-05": 200,
    "student-06": 404,
    "trainer-01": 200,
    "guest-qa-01": 200,
    "guest-qp-01": 200,
    "guest-qc-01": 404,
    "organiser-01": 404,
}


@pytest.mark.requirement("AUD-08", "negative")
def test_a_debrief_is_for_its_team_and_for_those_who_teach_or_decide(run_of, client_for) -> None:
    """Another team gets 404 for every address of it, not a hint that it is there."""
    ref = run_of()
    for person, status in READERS.items():
        client = client_for(person)
        for page in ("", "timeline.json", "ledger.jsonl", "checkpoints.txt"):
            assert client.get(f"/debrief/{ref}/{page}").status_code == status, f"{person} {page}"
        assert (ref in client.get("/debrief/").content.decode()) is (status == 200), person


def test_nobody_signed_in_is_sent_to_the_door(run_of, client: Client) -> None:
    """The address alone opens nothing."""
    assert client.get(f"/debrief/{run_of()}/").status_code == 302


@pytest.mark.parametrize("person", ["student-01", "guest-qa-01", "guest-qp-01"])
def test_before_closing_nothing_hidden_leaves(person: str, run_of, client_for) -> None:
    """A canary: no word of the truth and no seed in any answer, for the team, for quality and for the Qualified Person."""
    ref, client = run_of(closed=False), client_for(person)
    seed = played(closed=False).seed
    said = [client.get(f"/debrief/{ref}/{page}") for page in PAGES]
    said += [client.get(address) for address in ("/debrief/", "/cockpit/", "/cockpit/board/", "/cockpit/?projector=1")]
    said.append(client.post(f"/debrief/{ref}/resolutions/", {"words_1": "Nothing."}))
    assert said[0].status_code == 200
    assert "Not yet" in said[0].content.decode()
    assert {answer.status_code for answer in said[1:7]} == {404}
    for answer in said:
        text = answer.content.decode(errors="replace")
        assert seed not in text
        assert [word for word in HIDDEN if word in text] == []


def test_before_closing_not_even_a_trainer_makes_the_dossier(run_of, viewer_for) -> None:
    """The dossier asks the ledger, not the database: without the closing event nothing is computed."""
    from gradea.campus.debrief.archive import archive  # noqa: PLC0415  # after Django is set up
    from gradea.campus.debrief.queries import dossier_for, run_to_debrief  # noqa: PLC0415

    ref = run_of(closed=False)
    assert archive().make(ref, "toldc_practice") is None
    viewer = viewer_for("trainer-01")
    with pytest.raises(PermissionError):
        dossier_for(viewer, run_to_debrief(viewer, ref))


@pytest.mark.requirement("TRA-03", "negative")
def test_names_stay_in_the_team(edition: str, run_of, viewer_for, ref_of) -> None:
    """One's own team is called by name; everybody else, trainers too, reads seats."""
    from gradea.campus.debrief.queries import names_for, run_to_debrief  # noqa: PLC0415

    ref, person = run_of(), ref_of("student-01")
    dossier = {"seats": [{"ref": person, "role": "operator", "crew": ""}]}
    called = {}
    for who in ("student-02", "trainer-01", "guest-qa-01"):
        viewer = viewer_for(who)
        called[who] = names_for(viewer, run_to_debrief(viewer, ref), dossier)[person]
    assert called == {"student-02": "Amina Example", "trainer-01": "Operator", "guest-qa-01": "Operator"}


def test_no_reference_of_a_person_leaves_with_the_timeline(run_of, client_for) -> None:
    """People are numbers in the timeline, with what the viewer may call them."""
    text = client_for("trainer-01").get(f"/debrief/{run_of()}/timeline.json").content.decode()
    assert not re.search(r"crew-operator|[0-9a-f]{32}", text)


def test_queries_do_not_grow_with_runs(run_of, client_for) -> None:
    """The page of one debrief costs the same however many there are."""
    ref, client = run_of(), client_for("trainer-01")
    client.get(f"/debrief/{ref}/")
    one = _queries(client, f"/debrief/{ref}/"), _queries(client, "/debrief/")
    run_of("team-2", gap="wrong-lot")
    run_of("team-3", gap="back-dated")
    assert (_queries(client, f"/debrief/{ref}/"), _queries(client, "/debrief/")) == one
    assert one[0] <= 16


def _queries(client: Client, path: str) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_a_stored_dossier_is_read_again_and_only_for_its_head(run_of, tmp_path: Path) -> None:
    """After a restart the file answers; a ledger that went on makes it worthless."""
    from gradea.campus.debrief.archive import Archive  # noqa: PLC0415

    ref = run_of()
    first = Archive(tmp_path)
    made = first.make(ref, "toldc_practice")
    again = Archive(tmp_path)
    assert again.dossier(ref, "toldc_practice") == made
    made["head"] = "0" * 64
    first._write(ref, made)
    assert Archive(tmp_path)._read(ref) is None
