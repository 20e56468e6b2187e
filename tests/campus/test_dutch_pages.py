"""Pages in Dutch, whose words are longer, at the three sizes: they fit, and axe finds nothing."""

import re

import pytest

pytestmark = pytest.mark.browser

PAGES = [
    ("nobody", "/programme/"),
    ("student-11", "/today/"),
    ("student-11", "/cleanroom/"),
    ("student-11", "/exercises/"),
    ("student-11", "/exercises/set/gmp/1/"),
    ("student-11", "/certificates/"),
    ("trainer-02", "/cockpit/"),
    ("trainer-02", "/debrief/"),
    ("trainer-02", "/evidence/"),
    ("organiser-01", "/edition/"),
    ("organiser-01", "/enrolment/"),
    ("organiser-01", "/certificates/"),
]


@pytest.mark.parametrize("size", ["laptop", "tablet", "phone"])
def test_dutch_pages_are_accessible_and_fit(new_page, enter, axe, fits, size: str) -> None:
    """What fits in English may not in Dutch; a team's page is among them, in a practice run."""
    wrong = []
    for roster_key in dict.fromkeys(who for who, _ in PAGES):
        page = new_page(size)
        if roster_key != "nobody":
            enter(page, roster_key)
        page.set_extra_http_headers({"Accept-Language": "nl"})
        for path in [path for who, path in PAGES if who == roster_key]:
            page.goto(path)
            assert page.get_attribute("html", "lang") == "nl", path
            wrong += [f"{path} {line}" for line in axe(page) + fits(page)]
        if roster_key == "student-11":
            page.goto("/cleanroom/")
            page.locator("button[value=practice], a[href^='/cleanroom/'].door").first.click()
            page.wait_for_url(re.compile("/cleanroom/[0-9a-f]{32}/"))
            page.set_extra_http_headers({"Accept-Language": "nl"})
            page.reload()
            wrong += [f"run {line}" for line in fits(page)]
    assert not wrong, "\n".join(wrong)
