"""The export and the print: everything is in it, nothing is hidden, and what people wrote stays text."""

import io
import json

import pytest
from desk import Desk, small_desk
from pypdf import PdfReader

from gradea.record import (
    NOTICE,
    AddNote,
    CorrectValue,
    EnterValue,
    HoldBatch,
    LiftHold,
    Printing,
    batch_record_data,
    record_hash,
    render_pdf,
    render_png,
)

NAMES = {"ann": "Ann Example", "ben": "Ben Example", "cas": "Cas Example", "dot": "Dot Example", "eve": "Eve Example"}
HEAD = "ab12" * 16
NASTY = '#panic("x") *bold* $x$ [link](http://x) \\ <b> ${}'


def eventful() -> Desk:
    """Return a finished batch in which something of everything has happened."""
    desk = small_desk().work(until="1.3")
    desk.can("ann", EnterValue(step="1.3", field="volume_ml", value="80.0"))
    desk.can("ann", desk.enter("1.3", "density_e6_per_ml"))
    desk.can("ann", desk.sign("1.3"))
    desk.cannot("ann", desk.sign("1.3", "verified"))
    desk.can("ann", CorrectValue(step="1.3", field="volume_ml", value="99.5", reason="Read 99.5, the tare was on"))
    desk.can("ann", AddNote(step="1.3", text=f"Somebody typed {NASTY} here"))
    desk.can("dot", HoldBatch(reason="The scale has to be looked at first"))
    desk.can("dot", LiftHold(reason="The scale is in order, the tare was on"))
    desk.work().settle().reviewed()
    desk.can("eve", desk.dispose("certified"))
    return desk


def exported(desk: Desk) -> dict[str, object]:
    """Return the export with real times of one minute per event."""
    times = [f"2025-10-08T{8 + index // 60:02d}:{index % 60:02d}:00+00:00" for index in range(len(desk.events))]
    return batch_record_data(
        desk.record,
        names=NAMES,
        ledger_head=HEAD,
        times=times,
        printing=Printing(printed_at_utc="2025-10-24T09:00:00+00:00", printed_by="dot"),
    )


@pytest.fixture(scope="module")
def export() -> dict[str, object]:
    """Return the export of the eventful batch."""
    return exported(eventful())


@pytest.fixture(scope="module")
def pages(export: dict[str, object]) -> list[str]:
    """Return the text of each printed page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(export))).pages]


@pytest.mark.requirement("STO-01", kind="positive")
@pytest.mark.requirement("REC-15", kind="positive")
def test_the_export_is_complete_and_plain(export: dict[str, object]) -> None:
    """Every version, signature, deviation and attempt, both times, and the head of the ledger; JSON can hold it all."""
    data = json.loads(json.dumps(export))
    desk = eventful()
    step = next(step for step in data["steps"] if step["id"] == "1.3")
    versions = next(item for item in step["fields"] if item["code"] == "volume_ml")["versions"]
    assert [version["value"] for version in versions] == ["80.0", "99.5"]
    assert versions[1]["reason"] == "Read 99.5, the tare was on"
    assert {signature["meaning"] for signature in step["signatures"]} == {"performed", "verified"}
    assert step["signatures"][0]["void_by"] == "volume_ml"
    assert data["ledger_head"] == HEAD
    assert data["record_hash"] == record_hash(desk.record)
    assert [attempt["code"] for attempt in data["attempts"]] == ["self-verification"]
    assert len(data["steps"]) == len(desk.record.recipe.steps)
    assert data["disposition"]["decision"] == "certified"
    assert len(data["deviations"]) == 1


@pytest.mark.requirement("TRA-03", kind="positive")
def test_sealed_words_stay_sealed_in_the_export() -> None:
    """Words under a person's key are printed as sealed, unless the caller brings a reader."""
    desk = small_desk()
    desk.can("ann", AddNote(text={"box": "9f8e7d"}))
    [note] = batch_record_data(desk.record, names=NAMES, ledger_head=HEAD)["notes"]
    assert note["text"] == "(sealed text)"
    opened = Printing(read_text=lambda text: "opened" if isinstance(text, dict) else str(text))
    [note] = batch_record_data(desk.record, names=NAMES, ledger_head=HEAD, printing=opened)["notes"]
    assert note["text"] == "opened"


def test_every_page_says_that_this_is_training(pages: list[str]) -> None:
    """No page can be taken for a real record: the mark, the batch and the page number stand on each."""
    for number, page in enumerate(pages, start=1):
        assert NOTICE in page
        assert "TD-25-001" in page
        assert f"Page {number} of {len(pages)}" in page


@pytest.mark.requirement("SIG-01", kind="positive")
@pytest.mark.requirement("SIG-02", kind="positive")
@pytest.mark.requirement("TIM-03", kind="positive")
def test_the_print_shows_who_signed_what_and_when(pages: list[str]) -> None:
    """Printed name, role, meaning, simulated and real time with offset."""
    text = " ".join(" ".join(pages).split())
    assert "performed – Ann Example, operator, day 0 08:" in text
    assert "verified – Ben Example, verifier" in text
    assert "approved – Dot Example, qa" in text
    assert "CERTIFIED" in text
    assert "+00:00" in text


@pytest.mark.requirement("REL-07", kind="positive")
@pytest.mark.requirement("REC-08", kind="positive")
def test_the_print_shows_what_was_changed(pages: list[str]) -> None:
    """Old value, new value, reason; the voided signature; the deviation and the refused attempt."""
    text = " ".join(" ".join(pages).split())
    for words in (
        "80.0 mL",
        "99.5 mL",
        "Read 99.5, the tare was on",
        "changed: volume_ml",
        "DEV-001",
        "self-verification",
    ):
        assert words in text, words


def test_what_people_wrote_is_printed_as_they_wrote_it(pages: list[str]) -> None:
    """Signs that mean something to the renderer mean nothing in a note."""
    text = "".join("".join(pages).split())
    assert "".join(NASTY.split()) in text


@pytest.mark.requirement("AUD-01", kind="positive")
def test_an_unfinished_record_prints_as_well() -> None:
    """A batch in quarantine prints what is there, and what still stands between it and a certificate."""
    desk = small_desk().work(until="1.4")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(exported(desk)))).pages)
    assert "quarantine" in text
    assert "not signed" in text


def test_the_same_data_print_the_same_bytes(export: dict[str, object]) -> None:
    """A print can be compared with another one."""
    assert render_pdf(export) == render_pdf(export)


def test_pages_can_be_previewed(export: dict[str, object]) -> None:
    """A picture per page, small enough to show."""
    pictures = render_png(export, ppi=40)
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


@pytest.mark.requirement("REL-07", "negative")
def test_a_record_without_a_change_shows_none() -> None:
    """The marks mean something: nothing struck and nothing 'changed' where every value is the first one."""
    desk = small_desk().work(until="2.1")
    reader = PdfReader(io.BytesIO(render_pdf(exported(desk))))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "changed:" not in text
    assert "80.0 mL" not in text
