"""A trainer's afternoon in a real browser: let the crew make a falsified batch, follow it, end it, debrief it."""

import pytest

pytestmark = pytest.mark.browser


def test_from_the_first_start_to_the_debrief(new_page, enter, axe, fits, until) -> None:
    """Start, plant, play out with a gap, end; the debrief plays, jumps to the finding and works by keyboard. Axe is silent.

    Without JavaScript the list inside the island tells the same.
    """
    page = new_page("laptop")
    enter(page, "trainer-01")
    page.goto("/cockpit/")
    assert axe(page) == []
    assert fits(page) == []
    page.get_by_role("button", name="Start a run for Schelde").click()
    card = page.locator("dialog[open]")
    card.get_by_text("Let the crew play this batch").click()
    card.locator("select[name=play]").select_option("at-once")
    card.locator("select[name=gap]").select_option("back-dated")
    card.get_by_role("button", name="Let the crew play").click()
    until(page, "document.querySelectorAll('dialog[open]').length === 0")
    until(page, "document.querySelector('#team-team-1').textContent.includes('Decided')", 60)
    assert axe(page) == []
    page.goto("/cockpit/?projector=1")
    assert axe(page) == []
    page.goto("/cockpit/")
    page.get_by_role("button", name="More for Schelde").click()
    page.locator("dialog[open]").get_by_text("End the run and open the debrief").click()
    page.get_by_role("button", name="End the run of Schelde").click()
    page.get_by_role("heading", name="Written with another time").wait_for(timeout=60_000)
    until(page, "document.querySelector('run-timeline svg') !== null")
    assert axe(page) == []
    assert fits(page) == []
    slider = page.get_by_role("slider")
    slider.focus()
    before = slider.get_attribute("aria-valuetext")
    page.keyboard.press("End")
    assert slider.get_attribute("aria-valuetext") != before
    page.get_by_role("link", name="Show this moment").click()
    assert slider.get_attribute("aria-valuetext") == before
    page.get_by_role("button", name="Play", exact=True).press("Enter")
    until(page, f"document.querySelector('run-timeline input').getAttribute('aria-valuetext') !== '{before}'")

    plain = new_page("tablet", javascript=False)
    enter(plain, "trainer-01")
    plain.goto(page.url)
    plain.get_by_text("The same as a list").click()
    assert plain.get_by_text("Receive and check the box").first.is_visible()
