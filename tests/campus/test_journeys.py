"""Journeys in a real browser against a real server, and every page at the three sizes."""

import pytest

pytestmark = pytest.mark.browser

PAGES = [
    ("nobody", "/programme/"),
    ("nobody", "/enter/"),
    ("nobody", "/enter/K7QDnotabadge/"),
    ("nobody", "/no/such/page/"),
    ("student-02", "/today/"),
    ("student-02", "/pin/"),
    ("student-02", "/people/"),
    ("trainer-01", "/today/"),
    ("trainer-01", "/teams/"),
    ("trainer-01", "/style/"),
    ("organiser-01", "/people/"),
    ("organiser-01", "/people/badges/"),
    ("trainer-01", "/evidence/"),
    ("trainer-01", "/evidence/trace/?number=EX-P00001"),
]


def test_a_student_signs_in_with_the_keyboard_alone(page, live_site, until) -> None:
    """Tab, type, Enter: no mouse, no touch; the page says who they are, in which team, and what they do there."""
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    for _ in range(12):
        if page.evaluate("document.activeElement.textContent.trim()") == "Come in":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/enter/")
    until(page, "document.activeElement.id === 'id_code'")  # the only field has the focus
    page.keyboard.type(live_site.logins["student-01"]["code"].lower().replace("-", " "))
    page.keyboard.press("Enter")
    page.wait_for_url("**/today/")
    assert page.get_by_role("heading", level=1).inner_text() == "Welcome, Amina Example"
    assert page.get_by_role("heading", name="Team Schelde").is_visible()
    assert page.get_by_text("You are the operator of team Schelde").is_visible()


def test_a_wrong_code_is_explained_and_what_was_typed_stays(page) -> None:
    """The refusal stands where the eye is."""
    page.goto("/enter/")
    page.get_by_label("Your code").fill("AAAA-BBBB-CCCC")
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("alert").inner_text().startswith("That code is not one of ours.")
    assert page.get_by_label("Your code").input_value() == "AAAA-BBBB-CCCC"


def test_everything_but_islands_works_without_javascript(new_page, live_site) -> None:
    """Sign in, change the theme, look at a day, sign out."""
    page = new_page("tablet", javascript=False)
    page.goto("/enter/")
    page.fill("#id_code", live_site.logins["student-03"]["code"])
    page.click("main button")
    page.wait_for_url("**/today/")
    page.click("text=Tue · Classroom")
    assert page.is_visible("text=What is an ATMP")
    page.click("button:has-text('Dark')")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.click("details.who summary")
    page.click("text=Sign out")
    page.wait_for_url("**/enter/")


def test_back_after_signing_out_shows_nothing(page, enter) -> None:
    """A tablet handed on does not show the last person's page."""
    enter(page, "student-04")
    page.locator("details.who summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/enter/")
    page.go_back()
    page.wait_for_load_state()
    assert "Daan" not in page.content()


def test_a_pin_is_changed_with_the_old_one(page, enter, live_site) -> None:
    """The form says what is wrong at the field, then that it worked."""
    enter(page, "student-05")
    page.goto("/pin/")
    for label, value in (
        ("Your PIN now", live_site.logins["student-05"]["pin"]),
        ("New PIN", "1111"),
        ("Once more", "1111"),
    ):
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Change PIN").click()
    assert page.get_by_text("the first one somebody would try").is_visible()
    for label, value in (
        ("Your PIN now", live_site.logins["student-05"]["pin"]),
        ("New PIN", "2580"),
        ("Once more", "2580"),
    ):
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Change PIN").click()
    page.wait_for_url("**/today/")
    assert page.get_by_text("Your PIN is set").is_visible()


def test_a_live_page_says_when_the_connection_is_lost_and_goes_on_where_it_was(page, enter, until) -> None:
    """The stream breaks: the words come; it is back: they go, and the positions go on from where they were."""
    enter(page, "trainer-01")
    page.goto("/style/")
    page.evaluate(
        "window.seen = []; document.body.addEventListener('run:changed', e => window.seen.push(e.detail.position))"
    )
    until(page, "window.seen.length >= 2")
    page.route("**/live/**", lambda route: route.abort())
    page.evaluate("document.querySelector('live-run').reconnect()")
    lost = page.get_by_text("Connection lost. Trying again.")
    lost.wait_for()
    before = page.evaluate("window.seen.at(-1)")
    page.unroute("**/live/**")
    lost.wait_for(state="detached", timeout=20_000)
    until(page, f"window.seen.at(-1) > {before}")
    positions = page.evaluate("window.seen")
    assert positions == sorted(set(positions)), "no position twice, none before another"


def test_a_dialogue_opens_and_closes_by_key(page, enter) -> None:
    """Escape closes it and gives the focus back."""
    enter(page, "trainer-01")
    page.goto("/style/")
    button = page.get_by_role("button", name="Open", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Open"


@pytest.mark.parametrize(
    ("size", "theme"), [("laptop", "light"), ("tablet", "light"), ("phone", "light"), ("laptop", "projector")]
)
def test_pages_are_accessible_and_fit(new_page, enter, axe, fits, size: str, theme: str) -> None:
    """No violation that axe knows, no sideways scrolling, no target too small for a glove."""
    wrong = []
    for roster_key in dict.fromkeys(who for who, _ in PAGES):
        page = new_page(size, theme=theme)
        if roster_key != "nobody":
            enter(page, roster_key)
        for path in [path for who, path in PAGES if who == roster_key]:
            page.goto(path)
            wrong += [f"{path} {line}" for line in axe(page) + fits(page)]
    assert not wrong, "\n".join(wrong)
