"""Certificates on the site: issued, verified by anybody, revoked, printed; and only by who may."""

import json
import stat
import time
from pathlib import Path

import pytest
from django.test import Client
from typer.testing import CliRunner

from gradea.campus.certificates import actions, queries
from gradea.campus.certificates.models import Issued
from gradea.campus.people import actions as people
from gradea.cli.main import app

URL = "http://testserver/certificates/status/2025-10/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    settings.ERASURES_PATH = tmp_path / "erasures.txt"
    return tmp_path


@pytest.fixture
def issued(viewer_for, ref_of) -> Issued:
    assert actions.issue_to(viewer_for("organiser-01"), {ref_of("student-01")}, URL) == 1
    return Issued.objects.get()


def test_the_whole_class_is_issued_in_less_than_ten_seconds(viewer_for, edition: str) -> None:
    """35 at once, and nobody twice."""
    organiser = viewer_for("organiser-01")
    refs = {one.card.ref for one in queries.candidates(organiser)}
    begun = time.perf_counter()
    assert actions.issue_to(organiser, refs, URL) == 35
    assert time.perf_counter() - begun < 10
    assert actions.issue_to(organiser, refs, URL) == 0


def test_anybody_with_the_address_sees_that_it_is_good(issued: Issued, client: Client) -> None:
    """Name, what was shown, and that nothing was recorded where nothing was."""
    page = client.get(f"/certificates/verify/{issued.key}/").content.decode()
    assert "Amina Example" in page
    assert "This certificate is good" in page
    assert "not recorded" in page
    assert client.get("/certificates/verify/deadbeef/").status_code == 404


def test_a_revoked_one_says_so_and_is_not_printed(issued: Issued, client: Client, client_for) -> None:
    """The page, the paper, the list; and another can be issued then."""
    organiser = client_for("organiser-01")
    assert organiser.post(f"/certificates/{issued.key}/revoke/").status_code == 302
    assert "was revoked" in client.get(f"/certificates/verify/{issued.key}/").content.decode()
    assert client.get(f"/certificates/verify/{issued.key}/certificate.pdf").status_code == 404
    assert organiser.post(f"/certificates/{issued.key}/revoke/").status_code == 409


def test_one_that_was_changed_in_the_database_is_not_good(issued: Issued, client: Client) -> None:
    issued.credential["evidence"][0]["narrative"] = "22 of 22 sessions"
    issued.save()
    assert "This certificate is not good" in client.get(f"/certificates/verify/{issued.key}/").content.decode()


def test_the_files_verify_without_the_site(issued: Issued, client: Client, own_folder: Path) -> None:
    """Credential, baked picture and status list, by the command line, without the key."""
    did = issued.credential["issuer"]["id"]
    for name, path in (("c.json", "certificate.json"), ("b.png", "badge.png")):
        (own_folder / name).write_bytes(client.get(f"/certificates/verify/{issued.key}/{path}").content)
    (own_folder / "list.json").write_bytes(client.get(URL).content)
    for name in ("c.json", "b.png"):
        words = [
            "credential",
            "verify",
            str(own_folder / name),
            "--status",
            str(own_folder / "list.json"),
            "--trust",
            did,
        ]
        done = CliRunner().invoke(app, [*words, "--key", str(own_folder / "none.key"), "--json"])
        assert done.exit_code == 0, done.output
        assert json.loads(done.output)["person"] == "Amina Example"


def test_paper_for_one_and_for_all(issued: Issued, client: Client, client_for) -> None:
    assert client.get(f"/certificates/verify/{issued.key}/certificate.pdf").content.startswith(b"%PDF-")
    assert client_for("organiser-01").get("/certificates/certificates.pdf").content.startswith(b"%PDF-")


def test_only_the_organiser_issues_and_revokes(issued: Issued, viewer_for, ref_of) -> None:
    """The actions refuse by themselves, whatever a page lets through."""
    trainer = viewer_for("trainer-01")
    assert actions.issue_to(trainer, {ref_of("student-02")}, URL).code == "certificates.not-organiser"
    assert actions.revoke(trainer, issued.key).code == "certificates.not-organiser"
    assert queries.candidates(trainer) == []
    assert queries.to_hand_out(viewer_for("student-02")) == []


def test_a_student_is_led_to_their_own_only(issued: Issued, client_for) -> None:
    assert issued.key in client_for("student-01").get("/certificates/").content.decode()
    assert issued.key not in client_for("student-02").get("/certificates/").content.decode()


def test_an_erased_persons_certificate_is_gone(issued: Issued, client: Client) -> None:
    people.erase(issued.person_ref)
    answer = client.get(f"/certificates/verify/{issued.key}/")
    assert answer.status_code == 404
    assert "Amina" not in answer.content.decode()
    assert client.get(f"/certificates/verify/{issued.key}/certificate.json").status_code == 404


def test_the_ceremony_goes_name_by_name(issued: Issued, client_for) -> None:
    trainer = client_for("trainer-01")
    assert "1 certificate" in trainer.get("/certificates/ceremony/").content.decode()
    assert "Amina Example" in trainer.get("/certificates/ceremony/?number=1").content.decode()
    assert trainer.get("/certificates/ceremony/?number=2").status_code == 404


def test_the_key_is_its_owners_only(issued: Issued, own_folder: Path) -> None:
    assert stat.S_IMODE((own_folder / "issuer.key").stat().st_mode) == 0o600


def test_criteria_are_kept_and_wrong_ones_are_not(client_for, edition: str) -> None:
    organiser = client_for("organiser-01")
    good = {"attendance_pct_min": "50", "score_pct_min": "60", "practical": "on"}
    assert organiser.post("/certificates/criteria/", good).status_code == 302
    assert organiser.post("/certificates/criteria/", {**good, "score_pct_min": "160"}).status_code == 422
    assert queries.criteria_of(edition).score_pct_min == 60
    assert "Exercises" in organiser.get("/certificates/").content.decode()
