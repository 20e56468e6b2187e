"""The language follows the person; for who is not signed in, the browser."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from gradea.campus.shell.speech import said


def language_of(browser: Client, path: str = "/enter/", **headers: str) -> str:
    answer = browser.get(path, headers=headers)
    language = answer.headers["Content-Language"]
    assert f'<html lang="{language[:2]}"' in answer.content.decode()
    return language[:2]


def test_a_visitor_reads_what_the_browser_asks_for(db: None) -> None:
    """Dutch for a Dutch browser, English for every other language and for none."""
    asked = ("", "nl-BE,nl;q=0.9,en;q=0.5", "en-US", "fr-BE,fr;q=0.9", "nonsense;;")
    assert [language_of(Client(), accept_language=header) for header in asked] == ["en", "nl", "en", "en", "en"]


def test_a_visitor_can_choose(db: None) -> None:
    """The choice outlives the page and beats what the browser asks for; a language that is not there changes nothing."""
    browser = Client()
    answer = browser.post(reverse("people:language"), {"language": "nl", "next": "/enter/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/enter/")
    browser.post(reverse("people:language"), {"language": "tlh"})
    assert language_of(browser, accept_language="en") == "nl"


def test_the_choice_follows_the_person(client_for) -> None:
    """On another device of the same person it is there already; another person on this device has their own."""
    mine = client_for("student-01")
    mine.post(reverse("people:language"), {"language": "nl", "next": "/today/"})
    assert language_of(mine, "/today/") == "nl"
    assert language_of(client_for("student-01"), "/today/") == "nl"
    other = client_for("student-02")
    other.post(reverse("people:language"), {"language": "en", "next": "/today/"})
    other.cookies["gradea-language"] = "nl"
    assert language_of(other, "/today/") == "en"


@pytest.mark.parametrize("next_address", ["https://elsewhere.example/", "//elsewhere.example"])
def test_choosing_leads_nowhere_else(db: None, next_address: str) -> None:
    """The way back is on this site."""
    answer = Client().post(reverse("people:language"), {"language": "nl", "next": next_address})
    assert answer.headers["Location"] == "/"


def test_a_word_nobody_knows_stays() -> None:
    """What a person typed is never touched, in any language."""
    with translation.override("nl"):
        assert said("bottle fell, wiped, carried on") == "bottle fell, wiped, carried on"


def test_a_refusal_is_said_with_its_details() -> None:
    """The pattern is found again, and each detail is said in its turn."""
    with translation.override("nl"):
        assert said("Batch TLD-25-0042 is on hold since day 2 09:30; production stands still.") == (
            "Batch TLD-25-0042 staat on hold sinds dag 2 09:30; de productie staat stil."
        )
        assert said("Ask a person with the role quality assurance or Qualified Person.") == (
            "Vraag iemand met de rol kwaliteitsborging of Qualified Person."
        )
    with translation.override("en-gb"):
        assert said("Wait until then.") == "Wait until then."


@pytest.mark.parametrize(
    "path", ["/today/", "/programme/", "/teams/", "/people/", "/cleanroom/", "/cockpit/", "/debrief/"]
)
def test_pages_speak_dutch(client_for, path: str) -> None:
    """Every first page of a trainer answers in Dutch, frame included."""
    browser = client_for("trainer-01")
    browser.post(reverse("people:language"), {"language": "nl", "next": "/today/"})
    answer = browser.get(path)
    text = answer.content.decode()
    assert (answer.status_code, answer.headers["Content-Language"]) == (200, "nl")
    assert "Afmelden" in text
    assert "Sign out" not in text
