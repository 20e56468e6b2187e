"""A team in real browsers: gowned, first step done, written and signed, by keyboard alone; each sees what the other does."""

import re
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

OPERATOR, VERIFIER = "student-31", "student-32"
AXE = Path(__file__).resolve().parents[3] / "front/node_modules/axe-core/axe.min.js"
TABS_MAX = 160


def tab_to(page, expression: str) -> None:
    """Press Tab until the focused element fits."""
    for _ in range(TABS_MAX):
        if page.evaluate(f"(() => {{ const e = document.activeElement; return {expression}; }})()"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no element in {TABS_MAX} tabs: {expression}")


def wrong(page) -> list[str]:
    """Return what axe finds; it is not to load the style sheets of shadow trees, which our policy forbids it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations'], preload: false}).then(result => result.violations)"
    )
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def follow_hints(page, until, stop: str) -> None:
    """Press Enter on the button of each hint until the bench says something else; the focus stays on the button."""
    for _ in range(40):
        until(page, f"document.querySelector('#f-hint, {stop}') !== null")
        if page.locator(stop).count():
            return
        seen = page.evaluate("document.querySelector('#f-hint')?.textContent + document.querySelector('.saw')?.id")
        tab_to(page, "e.form?.id === 'f-hint'")
        page.keyboard.press("Enter")
        changed = "document.querySelector('#f-hint')?.textContent + document.querySelector('.saw')?.id"
        until(page, f"({changed}) !== {seen!r}")
    raise AssertionError("the hints lead nowhere")


def test_a_first_step_by_keyboard_with_a_colleague_watching(new_page, enter, until, fits, live_site) -> None:
    """From the sign-in to two signatures under step 1.1; what is typed survives what the colleague does meanwhile."""
    operator, verifier = new_page(), new_page("tablet")
    enter(operator, OPERATOR)
    operator.goto("/cleanroom/")
    tab_to(operator, "e.value === 'practice'")
    operator.keyboard.press("Enter")
    operator.wait_for_url(re.compile("/cleanroom/[0-9a-f]{32}/"))
    assert wrong(operator) == []
    assert fits(operator) == []
    enter(verifier, VERIFIER)
    verifier.goto(operator.url)
    tab_to(verifier, "e.form?.id === 'f-sit'")
    verifier.keyboard.press("Enter")
    until(operator, "document.querySelector('.drop--people').textContent.includes('Femke Example')")

    tab_to(operator, "e.form?.id === 'f-jump'")
    operator.keyboard.press("Enter")
    until(operator, "document.querySelector('sim-clock').textContent.startsWith('day 0 08:00')")
    tab_to(operator, "e.id === 'way-D_PAL'")
    operator.keyboard.press("Enter")
    until(operator, "document.querySelector('.gowns') !== null")
    began = time.monotonic()
    tab_to(operator, "e.dataset.next !== undefined && e.value === 'd.leave-outside'")
    operator.keyboard.press("Enter")
    until(operator, "document.querySelectorAll('.gown--done').length === 1")
    assert time.monotonic() - began < 10
    follow_hints(verifier, until, "#reach-D_PREP")
    follow_hints(operator, until, ".hint--write")
    assert operator.locator(".saw__display").get_by_text("Donation number").is_visible()

    for field in ("leuka_donation_number", "leuka_patient_number"):
        tab_to(operator, f"e.name === 'take' && e.form.field.value === '{field}'")
        operator.keyboard.press("Enter")
        until(operator, f"document.querySelector('#blank-1-1-{field} .value') !== null")
    shown = {
        line.locator("dt").inner_text(): line.locator("dd").inner_text().split()[0]
        for line in operator.locator(".saw__display div").all()
    }
    numbers = {"transport_temperature_c": "On arrival", "leuka_volume_ml": "Volume", "collected_h": "Since collection"}
    for field, label in numbers.items():
        tab_to(operator, f"e.id === 'in-1-1-{field}'")
        operator.keyboard.type(f"{float(shown[label]):.1f}")
        if field == "transport_temperature_c":
            began = time.monotonic()
            verifier.locator("#thing-handsme").click()
            verifier.get_by_role("button", name=re.compile("Disinfect gloves")).click()
            until(operator, "document.querySelector('.drop--people').textContent.includes('hands busy')")
            assert time.monotonic() - began < 5
            assert operator.evaluate(f"document.activeElement.id === 'in-1-1-{field}'")
            assert operator.input_value(f"#in-1-1-{field}") == f"{float(shown[label]):.1f}"
        operator.keyboard.press("Enter")
        until(operator, f"document.querySelector('#blank-1-1-{field} .value') !== null")
    for page, who, meaning in ((operator, OPERATOR, "performed"), (verifier, VERIFIER, "verified")):
        until(page, f"document.querySelector('#f-sign-1-1-{meaning}') !== null")
        tab_to(page, f"e.name === 'pin' && e.form.id === 'f-sign-1-1-{meaning}'")
        page.keyboard.type("0000" if meaning == "verified" else live_site.logins[who]["pin"])
        page.keyboard.press("Enter")
    verifier.locator("#f-sign-1-1-verified .notice").wait_for()
    assert "That is not your PIN" in verifier.locator("#f-sign-1-1-verified .notice").inner_text()
    verifier.locator("#pin-1-1").fill(live_site.logins[VERIFIER]["pin"])
    verifier.keyboard.press("Enter")
    until(operator, "document.querySelector('#record .step').id === 'step-1-2'")
    assert "1 of 96" in operator.locator(".rec__head").inner_text()
    assert wrong(verifier) == []
    assert fits(verifier) == []
