"""Coming in: codes, links, lock-out, going out."""

import datetime as dt
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from gradea.campus.people import actions, codes, entering, queries
from gradea.campus.people.entering import SignedIn
from gradea.vocabulary import Refusal

ADDRESS = "192.0.2.1"


@pytest.fixture
def logins(edition: str) -> dict[str, dict[str, str]]:
    """Logins of the example edition by roster key."""
    return {login["roster_key"]: login for login in queries.example_logins(edition)}


def later(minutes: float):
    """Move the clock."""
    return mock.patch.object(timezone, "now", return_value=timezone.now() + dt.timedelta(minutes=minutes))


def test_a_code_is_read_as_people_type_it(logins) -> None:
    """Small letters, spaces, no dashes: all the same code."""
    code = logins["student-01"]["code"]
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        assert isinstance(actions.sign_in_with_code(typed, address=ADDRESS), SignedIn)


@pytest.mark.requirement("ACC-08", "positive")
def test_five_wrong_codes_lock_that_code_and_say_until_when(logins) -> None:
    """The right code is refused too while it is locked; another person's is not; after ten minutes all is well."""
    code = logins["student-01"]["code"]
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    for _ in range(5):
        assert actions.sign_in_with_code(wrong, address=ADDRESS).code == "people.wrong-code"
    refusal = actions.sign_in_with_code(code, address=ADDRESS)
    assert isinstance(refusal, Refusal)
    assert "Locked until" in refusal.message
    assert isinstance(actions.sign_in_with_code(logins["student-02"]["code"], address=ADDRESS), SignedIn)
    with later(11):
        assert isinstance(actions.sign_in_with_code(code, address=ADDRESS), SignedIn)


@pytest.mark.requirement("ACC-08", "negative")
def test_one_address_cannot_try_the_whole_class(logins) -> None:
    """Sixty wrong codes with ever new first groups lock the address, not the people."""
    for number in range(60):
        actions.sign_in_with_code(f"Z{number:03d}-AAAA-AAAA", address=ADDRESS)
    code = logins["student-01"]["code"]
    assert isinstance(actions.sign_in_with_code(code, address=ADDRESS), Refusal)
    assert isinstance(actions.sign_in_with_code(code, address="192.0.2.2"), SignedIn)


@pytest.mark.requirement("ACC-01", "negative")
def test_unknown_and_known_people_get_the_same_answer(logins) -> None:
    """Nobody learns who is enrolled from what the door says."""
    known = codes.prefix_of(logins["student-01"]["code"])
    answers = {str(actions.sign_in_with_code(prefix + "AAAAAAAA", address=ADDRESS)) for prefix in (known, "ZZZZ")}
    assert len(answers) == 1


@pytest.mark.requirement("ACC-06", "negative")
def test_the_database_holds_no_code(logins) -> None:
    """Codes come from the installation's secret; what is stored is a keyed digest."""
    from gradea.campus.people.models import Person  # noqa: PLC0415

    stored = " ".join(str(value) for row in Person.objects.values() for value in row.values())
    for login in logins.values():
        assert login["code"].replace("-", "")[4:] not in stored


def test_a_new_badge_voids_the_old_one_and_signs_devices_out(viewer_for, logins) -> None:
    """Whoever finds the old badge cannot use it."""
    organiser, old = viewer_for("organiser-01"), logins["student-01"]
    device = actions.sign_in_with_code(old["code"], address=ADDRESS)
    assert actions.new_code(organiser, old["ref"]) is None
    assert queries.viewer_of(device.sign_in) is None
    assert isinstance(actions.sign_in_with_code(old["code"], address=ADDRESS), Refusal)
    badge = next(badge for badge in queries.badges(organiser) if badge.card.ref == old["ref"])
    assert isinstance(actions.sign_in_with_code(badge.code, address=ADDRESS), SignedIn)


@pytest.mark.requirement("ACC-04", "negative")
def test_only_the_organiser_changes_access(viewer_for, logins) -> None:
    """A trainer or student is told whom to ask, and nothing changes."""
    for roster_key in ("trainer-01", "student-02"):
        viewer = viewer_for(roster_key)
        assert actions.new_code(viewer, logins["student-01"]["ref"]).code == "people.not-organiser"
        assert queries.badges(viewer) == []
        assert queries.access_changes(viewer) == []


def test_the_link_on_a_badge_asks_before_it_signs_in(client: Client, viewer_for) -> None:
    """A link preview or a curious scan signs nobody in."""
    badge = next(badge for badge in queries.badges(viewer_for("organiser-01")) if badge.card.name == "Bram Example")
    page = client.get(badge.path)
    assert b"Bram Example" in page.content
    assert client.get("/today/").status_code == 302
    assert client.post(badge.path).headers["Location"] == "/pin/"
    assert client.get("/today/").status_code == 200
    assert client.get(badge.path[:-2] + "2/").status_code == 404


@pytest.mark.requirement("ACC-07", "negative")
def test_signing_out_ends_the_device_even_for_a_kept_cookie(client_for) -> None:
    """A copied cookie is worth nothing after sign-out."""
    browser = client_for("student-01")
    kept = browser.cookies["gradea"].value
    assert browser.get("/today/").status_code == 200
    browser.post("/leave/")
    browser.cookies["gradea"] = kept
    assert browser.get("/today/").status_code == 302


@pytest.mark.requirement("ACC-07", "positive")
def test_an_idle_device_is_signed_out(client_for) -> None:
    """A tablet left on a bench for two hours is nobody's."""
    browser = client_for("student-01")
    with mock.patch("time.time", return_value=__import__("time").time() + 121 * 60):
        assert browser.get("/today/").status_code == 302


def test_next_never_leaves_the_site(logins) -> None:
    """A sign-in link cannot be used to send people elsewhere."""
    for wanted, got in (("//evil.example/", "/pin/"), ("https://evil.example/", "/pin/")):
        answer = Client().post("/enter/", {"code": logins["student-01"]["code"], "next": wanted})
        assert answer.headers["Location"] == got


@pytest.mark.requirement("ACC-04", "positive")
def test_a_role_change_is_logged_and_signs_out(viewer_for) -> None:
    """Rights change with a trace, and no page outlives them."""
    organiser, student = viewer_for("organiser-01"), viewer_for("student-01")
    assert actions.change_roles(organiser, student.ref, frozenset({"student", "qc"})) is None
    assert queries.viewer_of(student.sign_in) is None
    line = queries.access_changes(organiser)[0]
    assert (line.what, line.who, line.by) == ("roles", "Amina Example", "Omar Example")
    assert actions.change_roles(organiser, organiser.ref, frozenset({"trainer"})).code == "people.last-organiser"


def test_link_holder_compares_whole_tokens(viewer_for) -> None:
    """Half a token is no token."""
    badge = queries.badges(viewer_for("organiser-01"))[0]
    token = badge.path.split("/")[2]
    assert entering.link_holder(token) == badge.card.name
    assert entering.link_holder(token[:10]) is None
    assert entering.link_holder("ü" * 26) is None
