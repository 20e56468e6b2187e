"""The recap in a real browser, on the phone and at the desk, checked by axe."""

import io

from PIL import Image


def test_the_recap_is_accessible_and_takes_a_photograph(new_page, enter, axe, fits) -> None:
    office, phone = new_page(), new_page("phone")
    enter(office, "organiser-01")
    enter(phone, "student-05")
    stream = io.BytesIO()
    Image.new("RGB", (320, 200), "#446688").save(stream, "PNG")
    office.goto("/recap/")
    office.get_by_label("Photograph", exact=True).set_input_files(
        {"name": "x.png", "mimeType": "image/png", "buffer": stream.getvalue()}
    )
    office.get_by_label("What it shows").fill("An empty cleanroom")
    office.get_by_label("Nobody can be recognised on it").check()
    office.get_by_role("button", name="Add the photograph").click()
    office.get_by_text("Kept. It is shown").wait_for()
    assert axe(office) == []
    assert fits(office) == []
    phone.goto("/recap/")
    assert phone.get_by_role("img", name="An empty cleanroom").is_visible()
    assert axe(phone) == []
    assert fits(phone) == []
