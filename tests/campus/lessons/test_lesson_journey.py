"""A lesson in a real browser: wall at 1080p, phone at 360 px, keyboard, axe."""

import pytest

pytestmark = pytest.mark.browser


def test_a_lesson_from_the_button_to_the_results(new_page, enter, axe, fits) -> None:
    wall, phone = new_page(), new_page("phone")
    wall.set_viewport_size({"width": 1920, "height": 1080})
    enter(wall, "trainer-01")
    for path in ("/lessons/", "/lessons/glossary/", "/lessons/tour/isolator_D/", "/lessons/demonstration/cabinet/"):
        wall.goto(path)
        assert axe(wall) == [], path
    wall.goto("/lessons/lesson/05-gowning/")
    assert axe(wall) == []
    wall.get_by_role("button", name="Start the lesson").press("Enter")
    wall.wait_for_url("**/wall/")
    code = wall.url.split("/")[-3]
    assert wall.locator(".screen__code").inner_text().endswith(code)
    assert axe(wall) == []
    phone.goto("/lessons/go/")
    phone.get_by_label("Code").fill(code.lower())
    phone.keyboard.press("Enter")
    phone.get_by_role("heading", name="You are in").wait_for()
    wall.keyboard.press("ArrowRight")
    phone.get_by_label("One to three words").wait_for()
    assert axe(phone) == []
    assert fits(phone) == []
    phone.get_by_label("One to three words").fill("skin, hair")
    phone.keyboard.press("Enter")
    phone.get_by_text("Your answer is in").wait_for()
    wall.get_by_text("1 answer", exact=True).wait_for()
    wall.get_by_role("button", name="Show results").press("Enter")
    wall.locator(".cloud__word", has_text="skin").wait_for()
    assert axe(wall) == []
    phone.get_by_label("Ask the lecturer").fill("Why two pairs?")
    phone.keyboard.press("Enter")
    wall.get_by_role("link", name="Desk").click()
    wall.get_by_text("Why two pairs?").first.wait_for()
    assert axe(wall) == []
    wall.get_by_role("button", name="Answered").click()
    phone.locator(".queue__done").wait_for()
    assert axe(phone) == []
    assert fits(phone) == []


def test_a_point_is_set_by_tap_and_moved_by_keyboard(new_page, enter, axe) -> None:
    wall, phone = new_page(), new_page("phone")
    enter(wall, "trainer-01")
    wall.goto("/lessons/lesson/05-gowning/")
    wall.get_by_role("button", name="Start the lesson").click()
    wall.wait_for_url("**/wall/")
    code = wall.url.split("/")[-3]
    for position in range(1, 11):
        wall.keyboard.press("ArrowRight")
        wall.get_by_text(f"{position}/12").wait_for()
    phone.goto(f"/lessons/go/{code}/")
    frame = phone.locator(".pointing__frame")
    box = frame.bounding_box()
    frame.click(position={"x": box["width"] * 0.4, "y": box["height"] * 0.84})
    left = phone.get_by_label("From the left, 0 to 1000")
    assert 390 <= int(left.input_value()) <= 410
    left.press("ArrowUp")
    assert axe(phone) == []
    phone.get_by_role("button", name="Answer", exact=True).press("Enter")
    phone.get_by_text("Your answer is in").wait_for()
    wall.get_by_role("button", name="Show results").click()
    wall.get_by_text("1 of 1 answered rightly").wait_for()
    assert axe(wall) == []
