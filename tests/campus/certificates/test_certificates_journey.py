"""The organiser issues, somebody with the address verifies, names go over the projector: in a real browser."""

import pytest

pytestmark = pytest.mark.browser


def test_from_issuing_to_the_ceremony(new_page, enter, axe, fits) -> None:
    """Keyboard and phone alike; no page breaks a rule of accessibility."""
    page = new_page("laptop")
    enter(page, "organiser-01")
    page.goto("/certificates/")
    assert axe(page) == []
    page.get_by_role("checkbox", name="Issue Amina Example").check()
    page.get_by_role("button", name="Issue to those who are ticked").press("Enter")
    page.get_by_text("1 certificate issued.").wait_for()
    assert axe(page) == []
    page.get_by_role("link", name="Open").first.click()
    page.get_by_text("This certificate is good").wait_for()
    assert axe(page) == []
    address = page.url

    phone = new_page("phone")
    phone.goto(address)
    phone.get_by_text("This certificate is good").wait_for()
    assert axe(phone) == []
    assert fits(phone) == []

    wall = new_page("laptop", theme="projector")
    enter(wall, "trainer-01")
    wall.goto("/certificates/ceremony/")
    assert axe(wall) == []
    wall.get_by_role("link", name="Next").press("Enter")
    wall.get_by_text("1 / 1").wait_for()

    page.goto("/certificates/")
    page.get_by_role("button", name="Revoke").press("Enter")
    page.get_by_text("Revoked. Its page says so").wait_for()
    phone.reload()
    phone.get_by_text("This certificate was revoked").wait_for()
    assert axe(phone) == []
