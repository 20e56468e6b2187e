"""The pages of quality in a real browser: every form opened, nothing that axe finds, and it fits a phone."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[3] / "front/node_modules/axe-core/axe.min.js"
QUALITY = "student-24"
"""Sits in the seat of quality assurance; the crew plays the others, and never closes a deviation in their place."""

TABS = ("deviations", "laboratory", "floor", "release")


BESIDE = """[...document.querySelectorAll('#record :is(input, select, textarea, button)')]
    .filter(each => each.offsetParent && each.getBoundingClientRect().right > innerWidth + 1).map(each => each.name)"""
"""Fields and buttons that reach beyond the right edge of the screen, cut off by the pane they stand in."""


def wrong(page) -> list[str]:
    """Return what axe finds."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations'], preload: false}).then(result => result.violations)"
    )
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_the_pages_of_quality_can_be_used_by_everybody(new_page, enter, until, fits, live_site, device) -> None:
    """A major deviation is raised; then every tab with every form open passes axe and needs no sideways scrolling."""
    page = new_page() if device == "desktop" else new_page(device)
    enter(page, QUALITY)
    page.goto("/cleanroom/")
    page.locator("button[value='practice'], a.door").first.click()
    page.wait_for_url(re.compile("/cleanroom/[0-9a-f]{32}/"))
    address = page.url.split("?")[0]
    page.evaluate("document.querySelector('#more-batch').open = true")
    page.locator("#note-batch").fill("The transport box stood open on the bench for an hour.")
    page.locator("#class-batch").select_option("major")
    page.locator("#f-note-batch button[value='deviation']").click()
    page.goto(f"{address}?tab=deviations")
    until(page, "document.querySelectorAll('#record form').length > 3")
    for tab in TABS:
        page.goto(f"{address}?tab={tab}")
        page.evaluate("document.querySelectorAll('#record details').forEach(each => each.open = true)")
        assert wrong(page) == [], tab
        assert fits(page) == [], tab
        assert page.evaluate(BESIDE) == [], tab
