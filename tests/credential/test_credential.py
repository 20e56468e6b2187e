"""Certificates: what is signed stays signed; changed, revoked and foreign ones are told apart; others verify them too."""

import copy
import io
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from gradea.credential import (
    NOTICE,
    PLACES,
    At,
    Certificate,
    Evidence,
    IssuingKey,
    bake_png,
    bake_svg,
    findings,
    has_contexts,
    is_revoked,
    issue,
    status_list,
    unbaked,
)
from gradea.credential.picture import badge_png, badge_svg, certificate_pdf

ROOT = Path(__file__).parents[2]
KEY, OTHER = IssuingKey(bytes(range(32))), IssuingKey(bytes(range(1, 33)))
LIST = "urn:example:status"
AWARDED = "2025-10-09T14:00:00Z"


def certificate(person: str = "Amina Example", place: int = 5) -> Certificate:
    return Certificate(
        issuer="Example School", achievement="GMP for ATMP Summer School", description="Three days.",
        criteria="Made a batch.", person=person, awarded=AWARDED, status_url=LIST, place=place,
        evidence=(Evidence(name="Practical", outcome="Certified"),),
    )  # fmt: skip


GOOD = issue(certificate(), KEY)
CLEAN = status_list(KEY, LIST, [], AWARDED)
AT = At(trusted=[KEY.did], status=CLEAN)


def kinds(credential: dict, at: At = AT) -> set[str]:
    return {finding.kind for finding in findings(credential, at)}


def test_a_good_certificate_is_good_and_says_what_it_is() -> None:
    """Proofs in a list, in the order in which others look; evidence, and the notice."""
    assert kinds(GOOD) == set()
    suites = [proof["cryptosuite"] for proof in GOOD["proof"]]
    assert suites == (["eddsa-rdfc-2022", "eddsa-jcs-2022"] if has_contexts() else ["eddsa-jcs-2022"])
    assert NOTICE in GOOD["credentialSubject"]["achievement"]["description"]
    assert GOOD["evidence"][0]["narrative"] == "Certified"


def _leaves(value: object, path: tuple = ()) -> list[tuple]:
    if isinstance(value, dict):
        return [leaf for key, each in value.items() for leaf in _leaves(each, (*path, key))]
    if isinstance(value, list):
        return [leaf for number, each in enumerate(value) for leaf in _leaves(each, (*path, number))]
    return [path]


@pytest.mark.parametrize("path", _leaves(GOOD), ids=lambda path: ".".join(map(str, path)))
def test_any_changed_value_is_found(path: tuple) -> None:
    """Every leaf of the credential, proofs included."""
    spoilt = copy.deepcopy(GOOD)
    holder = spoilt
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = f"{holder[path[-1]]}x" if isinstance(holder[path[-1]], str) else not holder[path[-1]]
    try:
        found = kinds(spoilt)
    except ValueError:
        return
    assert found & {"changed", "foreign"}


def test_something_added_is_found() -> None:
    """Also a word that no context knows, which the RDF proof alone would pass over."""
    assert "changed" in kinds({**GOOD, "grade": "excellent"})


def test_a_proof_taken_away_is_found() -> None:
    assert "changed" in kinds({name: value for name, value in GOOD.items() if name != "proof"})
    assert "changed" in kinds({**GOOD, "proof": []})


def test_a_foreign_one_is_refused() -> None:
    """Another issuer; and another key that names this issuer."""
    assert kinds(issue(certificate(), OTHER)) >= {"foreign"}
    forged = issue(certificate(), OTHER)
    forged["issuer"]["id"] = KEY.did
    assert {"foreign", "changed"} <= kinds(forged)


def test_a_revoked_one_is_refused_and_the_others_are_not() -> None:
    revoked = At(trusted=[KEY.did], status=status_list(KEY, LIST, [5], AWARDED))
    assert kinds(GOOD, revoked) == {"revoked"}
    assert kinds(issue(certificate("Bram Example", 6), KEY), revoked) == set()


def test_a_status_that_is_not_at_hand_or_not_the_issuers_is_said() -> None:
    assert kinds(GOOD, At(trusted=[KEY.did])) == {"unchecked"}
    assert kinds(GOOD, At(trusted=[KEY.did], status=status_list(OTHER, LIST, [], AWARDED))) == {"unchecked"}
    spoilt = copy.deepcopy(CLEAN)
    spoilt["credentialSubject"]["encodedList"] = status_list(KEY, LIST, [9], AWARDED)["credentialSubject"][
        "encodedList"
    ]
    assert kinds(GOOD, At(trusted=[KEY.did], status=spoilt)) == {"unchecked"}


def test_one_of_the_future_is_early() -> None:
    assert kinds(GOOD, At(trusted=[KEY.did], status=CLEAN, now="2025-01-01T00:00:00Z")) == {"early"}


@given(revoked=st.sets(st.integers(0, PLACES - 1), max_size=20), asked=st.integers(0, PLACES - 1))
@settings(max_examples=20, deadline=None)
def test_a_status_list_holds_what_was_put_in(revoked: set[int], asked: int) -> None:
    listed = status_list(KEY, LIST, revoked, AWARDED)
    assert is_revoked(listed, asked) is (asked in revoked)
    assert all(is_revoked(listed, place) for place in revoked)


def test_a_picture_carries_the_credential() -> None:
    """Baked twice, it holds the newer one; a picture without one is refused."""
    picture, drawing = badge_png("School", "Example", "2025"), badge_svg("School", "Example", "2025")
    other = issue(certificate("Bram <b>]]> Example", 6), KEY)
    assert unbaked(bake_png(bake_png(picture, other), GOOD)) == GOOD
    assert unbaked(bake_svg(drawing, other).encode()) == other
    with pytest.raises(ValueError, match="holds no credential"):
        unbaked(picture)


def test_thirty_five_take_less_than_ten_seconds() -> None:
    """Signed, baked and printed."""
    begun = time.perf_counter()
    for place in range(35):
        bake_png(badge_png("School", "Example", "2025"), issue(certificate(f"Student {place} Example", place), KEY))
    assert time.perf_counter() - begun < 10


def test_the_printed_certificate_is_a_pdf_of_a_page_each() -> None:
    """User text stays text: no markup of the printer is read."""
    drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    one = {"person": "#panic() *Amina* Example", "evidence": [], "address": "https://school.example/v/1", "qr": drawing}
    words = (
        "title", "issuer", "when", "notice", "heading", "has", "achievement", "description", "check", "signs-left",
        "signs-right",
    )  # fmt: skip
    pdf = certificate_pdf({**dict.fromkeys(words, "word"), "lang": "en", "certificates": [one, one]})
    assert pdf.startswith(b"%PDF-")
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 2
    assert "#panic() *Amina* Example" in pages[0].extract_text()


@pytest.mark.parametrize(
    ("spoil", "revoked", "expected"),
    [
        (None, [], {"verified": True, "revoked": False}),
        (None, [5], {"verified": True, "revoked": True}),
        ("person", [], {"verified": False}),
    ],
)
def test_a_verifier_by_others_agrees(tmp_path: Path, spoil: str | None, revoked: list[int], expected: dict) -> None:
    """Digital Bazaar's libraries: the signature, and the status list with its own signature."""
    node = shutil.which("node", path=str(Path(sys.executable).parent))
    if node is None or not (ROOT / "front/node_modules/@digitalbazaar/vc").is_dir() or not has_contexts():
        pytest.skip("the verifier by others is not installed: run front/build.py")
    credential = copy.deepcopy(GOOD)
    if spoil:
        credential["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"
    badge, listed = tmp_path / "badge.json", tmp_path / "list.json"
    badge.write_text(json.dumps(credential), encoding="utf-8")
    listed.write_text(json.dumps(status_list(KEY, LIST, revoked, AWARDED)), encoding="utf-8")
    done = subprocess.run(
        [node, str(ROOT / "front/verify-credential.mjs"), str(badge), str(listed)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-800:]
    answer = json.loads(done.stdout)
    assert {key: answer[key] for key in expected} == expected, answer
