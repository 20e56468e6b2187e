"""Evidence in the browser: what it is, whether it agrees, and nothing about batches of others."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gradea.record.identity import element_string, item_number, recipient_number

pytestmark = pytest.mark.django_db


def verified(client, text: str = "", file: bytes | None = None) -> str:
    """Return what the page says of a text or file."""
    given = {"text": text} if file is None else {"file": SimpleUploadedFile("x", file)}
    answer = client.post("/evidence/", given)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def zipped(files: dict[str, bytes]) -> bytes:
    """Return files as a ZIP."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.requirement("STO-01", "e2e")
def test_a_package_goes_out_and_is_verified_and_a_changed_one_is_named(run_of, client_for) -> None:
    ref, client = run_of(), client_for("student-01")
    content = client.get(f"/evidence/{ref}/package.zip").content
    assert "It agrees" in verified(client, file=content)
    files = unzipped(content)
    for name in ("record.json", "record.pdf", "csv/values.csv", "ledger.jsonl", "manifest.json"):
        changed = {**files, name: files[name].replace(b"a", b"b", 1)}
        said = verified(client, file=zipped(changed))
        assert "It does not agree" in said
        assert name in said or name == "manifest.json"


@pytest.mark.requirement("TRA-03", "positive")
def test_a_package_names_nobody(run_of, client_for) -> None:
    files = unzipped(client_for("student-01").get(f"/evidence/{run_of()}/package.zip").content)
    people = json.loads(files["record.json"])["people"]
    assert {row["name"] for row in people if row["person"].startswith("crew")} <= {
        "operator",
        "verifier",
        "qc",
        "qa",
        "qp",
    }
    assert b"Lotte" not in b"".join(files.values())


@pytest.mark.requirement("AUD-07", "e2e")
def test_each_thing_is_told_what_it_is(run_of, client_for) -> None:
    ref, client = run_of(), client_for("student-01")
    ledger = client.get(f"/debrief/{ref}/ledger.jsonl").content
    record = json.loads(client.get(f"/debrief/{ref}/record.json").content)
    head = record["ledger_head"]
    donation, patient = record["batch"]["donation"], record["batch"]["patient"]
    container = {"01": item_number("toldc"), "10": "EX-00001", "21": "FINAL-A.01", "8018": recipient_number(patient)}
    other = {**container, "8018": recipient_number("EX-P00000")}
    good = {
        "A ledger": {"file": ledger},
        "A batch record as data": {"file": json.dumps(record).encode()},
        "The code of a printed batch record": {"text": f"gradea:record:EX-00001:1:{head}"},
        "The hash of an entry": {"text": head},
        "The code of a container": {"text": element_string(container)},
        "A donation number": {"text": f"={donation}00"},
    }
    for what, given in good.items():
        said = verified(client, **given)
        assert what in said
        assert "It agrees" in said, what
    record["steps"][0]["fields"][2]["versions"][0]["value"] = "99.9"
    bad = {
        "A ledger": {"file": b"".join(ledger.splitlines(keepends=True)[:-1])},
        "steps[0].fields[2].versions[0].value": {"file": json.dumps(record).encode()},
        "The code of a printed batch record": {"text": f"gradea:record:EX-00001:1:{'0' * 64}"},
        "do not belong together": {"text": element_string(other)},
        "check character": {"text": f"{donation[:-2]}{donation[-1]}{donation[-2]}A"},
    }
    for what, given in bad.items():
        said = verified(client, **given)
        assert what in said
        assert "It does not agree" in said, what


@pytest.mark.parametrize(
    "content",
    [b"hello", b"%PDF-1.4", b"PK\x03\x04broken", b"{}", b"[1", b'{"format": "gradea-record-package/1"}', b"\x00\xff"],
)
def test_what_is_nothing_of_ours_breaks_nothing(content: bytes, client_for, edition: str) -> None:
    assert "It agrees" not in verified(client_for("student-01"), file=content)


def test_a_zip_that_unpacks_to_more_than_a_package_is_not_unpacked(client_for, edition: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("record.json", b"0" * (40 * 1024 * 1024))
    assert "cannot be unpacked" in verified(client_for("student-01"), file=target.getvalue())


def test_nothing_given_and_too_much_are_said(client_for, edition: str) -> None:
    client = client_for("student-01")
    assert b"choose a file" in client.post("/evidence/", {}).content
    huge = SimpleUploadedFile("x", b"0" * (8 * 1024 * 1024 + 1))
    answer = client.post("/evidence/", {"file": huge})
    assert (answer.status_code, b"larger than 8 MB" in answer.content) == (422, True)


@pytest.mark.requirement("TRA-01", "e2e")
def test_a_trace_shows_the_whole_chain_both_ways(run_of, client_for) -> None:
    ref, client = run_of(), client_for("trainer-01")
    batch = json.loads(client.get(f"/debrief/{ref}/record.json").content)["batch"]
    pages = [
        client.get("/evidence/trace/", {"number": batch[end]}).content.decode()
        for end in ("donation", "patient", "number")
    ]
    for page in pages:
        for wanted in (batch["donation"], batch["patient"], batch["number"], "EX-GM-0417", "BSC-1"):
            assert wanted in page
    assert "No batch you may read" in client.get("/evidence/trace/", {"number": "EX-P99999"}).content.decode()
    assert client.get("/evidence/trace/", {"number": f"{batch['donation']}?"}).status_code == 422
    assert client.get("/evidence/trace/").status_code == 200


@pytest.mark.requirement("ACC-02", "negative")
def test_another_team_learns_nothing(run_of, client_for) -> None:
    ref = run_of()
    theirs = json.loads(client_for("trainer-01").get(f"/debrief/{ref}/record.json").content)
    client = client_for("student-06")
    for address in ("package.zip", "labels/", "labels/LBL-001.pdf"):
        assert client.get(f"/evidence/{ref}/{address}").status_code == 404
    assert theirs["batch"]["patient"] not in client.get("/evidence/trace/", {"number": "EX-00001"}).content.decode()
    said = verified(client, text=f"gradea:record:EX-00001:1:{theirs['ledger_head']}")
    assert "Nothing can be said" in said
    assert "It does not agree" in verified(client, text=theirs["ledger_head"])


@pytest.mark.requirement("STO-01", "e2e")
def test_the_verifier_goes_out_and_runs_alone(client, run_of, client_for, tmp_path: Path) -> None:
    for name, content in unzipped(client.get("/evidence/verifier.zip").content).items():
        (tmp_path / name).write_bytes(content)
    package = tmp_path / "package.zip"
    package.write_bytes(client_for("student-01").get(f"/evidence/{run_of()}/package.zip").content)
    command = [sys.executable, "-S", "-E", str(tmp_path / "verify_package.py"), str(package)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60, cwd=tmp_path, text=True)
    assert (done.returncode, done.stdout[:21]) == (0, "GOOD: batch EX-00001,")
    files = unzipped(package.read_bytes())
    package.write_bytes(zipped({**files, "csv/values.csv": files["csv/values.csv"] + b"x"}))
    done = subprocess.run(command, capture_output=True, check=False, timeout=60, cwd=tmp_path, text=True)
    assert (done.returncode, "FINDING in csv/values.csv" in done.stdout) == (1, True)


def test_the_pages_speak_dutch(edition: str, client_for) -> None:
    client = client_for("student-01")
    client.cookies["gradea-language"] = "nl"
    for address, words in (
        ("/evidence/", "Is het wat het zegt te zijn?"),
        ("/evidence/trace/", "Van donor naar ontvanger"),
    ):
        page = client.get(address).content.decode()
        assert words in page
