"""A hands-on run in real browsers: values written through a loss of the network, sent when it is back."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

FIRST_STEP_H = 8
"""The recipe plans its first step at 08:00, and the clock of the run is the one on the wall."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        datetime.now(ZoneInfo("Europe/Brussels")).hour < FIRST_STEP_H, reason="the first step opens at 08:00, real time"
    ),
]

OPERATOR, VERIFIER, TRAINER, TEAM = "student-26", "student-27", "trainer-01", "team-6"


def test_values_written_without_network_are_sent_when_it_is_back(new_page, enter, until, fits, axe) -> None:
    """The tablet shows what waits; then each value is in the record once. What is refused is shown until read."""
    trainer, operator = new_page(), new_page("tablet")
    enter(trainer, TRAINER)
    trainer.goto("/cleanroom/")
    trainer.locator(f"#mode-{TEAM}").select_option("hands-on")
    trainer.locator("form", has=trainer.locator(f"#mode-{TEAM}")).get_by_role("button").click()
    trainer.wait_for_url(re.compile("/cleanroom/[0-9a-f]{32}/"))
    enter(operator, OPERATOR)
    operator.goto(trainer.url)
    assert operator.locator("#bench").count() == 0
    assert operator.locator("entry-queue").is_hidden()
    assert axe(operator) == []
    assert fits(operator) == []

    operator.context.set_offline(True)
    for number, (field, value) in enumerate(
        (("transport_temperature_c", "4.5"), ("leuka_volume_ml", "210.0")), start=1
    ):
        operator.locator(f"#in-1-1-{field}").fill(value)
        operator.keyboard.press("Enter")
        until(operator, f"document.querySelector('entry-queue strong')?.textContent === 'Waiting to be sent: {number}'")
    marked = operator.locator("#f-1-1-leuka_volume_ml .waiting__mark")
    assert "210.0, written at" in marked.inner_text()
    assert axe(operator) == []
    assert fits(operator) == []
    assert trainer.locator("#blank-1-1-leuka_volume_ml .value").count() == 0

    operator.context.set_offline(False)
    for field in ("transport_temperature_c", "leuka_volume_ml"):
        until(operator, f"document.querySelectorAll('#blank-1-1-{field} .value').length === 1")
    until(operator, "document.querySelector('entry-queue').hidden")
    until(trainer, "document.querySelector('#blank-1-1-leuka_volume_ml .value') !== null")

    operator.context.set_offline(True)
    operator.locator("#in-1-1-collected_h").fill("1000000.0")
    operator.keyboard.press("Enter")
    until(operator, "document.querySelector('entry-queue strong') !== null")
    operator.context.set_offline(False)
    until(operator, "document.querySelector('.waiting__refused') !== null")
    assert "cannot be" in operator.locator(".waiting__refused").inner_text()
    operator.locator(".waiting__refused button").click()
    until(operator, "document.querySelector('entry-queue').hidden")
    assert operator.evaluate("Object.keys(localStorage).filter(key => key.startsWith('gradea-waiting')).length") == 0
