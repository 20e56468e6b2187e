"""The careers in a real browser: an employer is added, a student shows and takes back, on a phone, checked by axe."""

import re

import pytest


@pytest.mark.requirement("ACC-02", "e2e")
def test_an_item_is_shown_to_one_employer_on_the_phone(new_page, enter, axe, fits) -> None:
    office, phone = new_page(), new_page("phone")
    enter(office, "organiser-01")
    office.goto("/careers/arrange/")
    office.get_by_label("Employer", exact=True).fill("Eastbuffer Example")
    office.get_by_label("Contact person").fill("Evarist Example")
    office.get_by_role("button", name="Add the employer").click()
    row = office.get_by_role("row", name=re.compile("Eastbuffer"))
    code = row.locator(".code").inner_text()
    assert axe(office) == []
    assert fits(office) == []

    enter(phone, "student-09")
    phone.goto("/me/")
    phone.get_by_label(re.compile("want to meet employers")).check()
    phone.get_by_role("button", name="Keep this").click()
    phone.goto("/careers/")
    assert axe(phone) == []
    phone.get_by_role("link", name=re.compile("Eastbuffer")).click()
    phone.get_by_role("button", name="I want to meet them").click()
    assert axe(phone) == []
    assert fits(phone) == []
    phone.goto("/careers/mine/")
    phone.get_by_label("About you").fill("I like cells and quiet rooms.")
    phone.get_by_label(re.compile("All employers")).check()
    phone.get_by_role("button", name="Keep").click()
    assert axe(phone) == []
    assert fits(phone) == []

    guest = new_page("phone")
    guest.goto("/enter/")
    guest.get_by_label("Your code").fill(code)
    guest.keyboard.press("Enter")
    guest.wait_for_url(re.compile("/(pin|today)/"))
    for path in ("/careers/students/", "/careers/ours/", "/careers/timetable/", "/careers/"):
        guest.goto(path)
        assert axe(guest) == [], path
        assert fits(guest) == [], path
    guest.goto("/careers/students/")
    assert guest.get_by_text("I like cells and quiet rooms.").is_visible()
    guest.get_by_role("link", name=re.compile("Example$")).first.click()
    assert axe(guest) == []
    phone.goto("/careers/mine/")
    assert phone.get_by_text("Evarist Example").first.is_visible()
    assert axe(phone) == []
    assert fits(phone) == []

    office.goto("/careers/arrange/")
    office.get_by_role("button", name="Make the timetable").click()
    office.wait_for_url("**/careers/timetable/")
    assert office.get_by_role("row", name=re.compile("Eastbuffer")).count() == 1
    phone.goto("/careers/timetable/")
    phone.get_by_role("link", name=re.compile("How was it")).click()
    assert axe(phone) == []
    assert fits(phone) == []
