"""The rotation in a real browser: one click, a plan, a swap, published, on the phone of a student; axe and fit."""

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

SEARCH_PATIENCE_MS = 180_000
"""A search takes 5 to 15 s on a quiet machine; a loaded one may take much longer."""


def shot(page, name: str) -> None:
    """Keep a picture where somebody asked for pictures."""
    if folder := os.environ.get("GRADEA_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_an_organiser_plans_with_one_click_and_a_student_sees_it(new_page, enter, axe, fits) -> None:
    page = new_page("laptop")
    enter(page, "organiser-01")
    page.goto("/rotation/")
    shot(page, "setup")
    assert axe(page) == []
    page.get_by_role("button", name="Make groups and plan").click()
    page.locator("svg.rotation__chart").wait_for(timeout=SEARCH_PATIENCE_MS)
    assert page.get_by_text("Every rule is kept").is_visible()
    shot(page, "plan")
    assert axe(page) == []
    assert fits(page) == []
    state = page.context.storage_state()
    for size in ("tablet", "phone"):
        other = new_page(size)
        other.context.add_cookies(state["cookies"])
        for address in ("/rotation/", "/rotation/day/", "/rotation/set-up/stations/s-production/"):
            other.goto(address)
            assert axe(other) == [], (size, address)
            assert fits(other) == [], (size, address)
        other.goto("/rotation/")
        shot(other, f"plan-{size}")
    page.get_by_label("Station", exact=True).select_option(label="Production simulation")
    page.get_by_label("with group").select_option(index=3)
    page.get_by_role("button", name="Change places").click()
    page.get_by_role("button", name="Undo the last change").wait_for()
    shot(page, "swapped")
    assert axe(page) == []
    page.get_by_role("button", name="Undo the last change").click()
    page.get_by_text("Every rule is kept").wait_for()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("button", name="Take back").wait_for()
    phone = new_page("phone")
    enter(phone, "student-01")
    phone.get_by_role("heading", name="Your rotation").wait_for()
    shot(phone, "today-phone")
    assert axe(phone) == []
    assert fits(phone) == []
