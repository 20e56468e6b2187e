"""The exercises in a real browser: keyboard alone, phone, axe."""

import pytest

pytestmark = pytest.mark.browser

SIGHTS = {
    "cleanroom": [2, 6, 15],
    "gowning": [1, 8],
    "integrity": [5],
    "quality-control": [1],
    "release": [7],
}
"""Questions of each kind of form and exhibit: match, several, plot, order, scene, record page, number, summary."""


def begin(page, key: str) -> None:
    page.goto(f"/exercises/set/{key}/")
    page.locator("form[action$='/start/'] button").click()
    page.wait_for_url(f"**/exercises/set/{key}/*/")


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_every_form_of_question_is_accessible_and_fits(new_page, enter, axe, fits, size: str) -> None:
    page = new_page(size)
    enter(page, "student-11" if size == "laptop" else "student-12")
    page.goto("/exercises/")
    assert axe(page) == []
    assert fits(page) == []
    for key, positions in SIGHTS.items():
        begin(page, key)
        for position in positions:
            page.goto(f"/exercises/set/{key}/{position}/")
            assert axe(page) == [], (key, position)
            assert fits(page) == [], (key, position)


def test_a_question_is_answered_with_the_keyboard_alone(page, enter, axe) -> None:
    enter(page, "student-13")
    begin(page, "gmp")
    page.goto("/exercises/set/gmp/2/")
    page.locator("input[name=choice]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/exercises/set/gmp/2/#answer")
    assert page.locator("#answer, .exercise__again").count() == 1
    assert axe(page) == []


def test_an_order_is_made_with_buttons_and_a_place_is_chosen_in_the_picture(page, enter, axe) -> None:
    enter(page, "student-14")
    begin(page, "gowning")
    page.goto("/exercises/set/gowning/1/")
    before = page.locator("order-list .line__words").all_inner_texts()
    page.get_by_label(f"Move down: {before[0]}").press("Enter")
    assert page.locator("order-list .line__words").all_inner_texts()[:2] == [before[1], before[0]]
    page.get_by_label("Not sure").check()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.wait_for_url("**/#answer")
    page.goto("/exercises/set/gowning/8/")
    page.locator(".scene [data-place='3']").click()
    assert page.locator("input[data-spot='3']").is_checked()
    page.locator("input[data-spot='4']").focus()
    page.keyboard.press("Space")
    assert page.locator(".scene__spot--on").count() == 2
    page.get_by_label("Sure", exact=False).last.check()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.wait_for_url("**/#answer")
    assert axe(page) == []


def test_without_script_an_order_is_still_answered(new_page, enter) -> None:
    page = new_page("laptop", javascript=False)
    page.goto("/enter/")
    enter(page, "student-15")
    begin(page, "gowning")
    for number, select in enumerate(page.locator("select").all(), 1):
        select.select_option(str(number))
    page.locator("input[name=certainty]").first.check()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.wait_for_url("**/exercises/set/gowning/1/#answer")


def test_the_trainer_opens_a_test_and_reads_the_figures(new_page, enter, axe, fits) -> None:
    for size in ("laptop", "phone"):
        page = new_page(size)
        enter(page, "trainer-01")
        page.goto("/exercises/results/")
        assert axe(page) == []
        assert fits(page) == []
        page.goto("/exercises/results/gmp/")
        assert axe(page) == []
        page.goto("/exercises/effect/")
        assert axe(page) == []
        assert fits(page) == []
