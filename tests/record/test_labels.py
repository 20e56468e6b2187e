"""Labels: the right numbers on each, codes that an independent reader reads, and every single one accounted for."""

import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import zint
import zxingcpp
from desk import BATCH, DONATION, PATIENT, Desk, small_desk, toldc_desk
from PIL import Image

from gradea.record import LABEL_KINDS, AccountLabels, LabelOrder, PrintLabels, gates, labels_of
from gradea.record.identity import element_string, item_number, number_read, read_element_string, recipient_number
from gradea.record.label import label_pngs, label_sheet_pdf, label_svgs
from gradea.vocabulary import Refusal


@pytest.fixture(scope="module")
def filled() -> Desk:
    """Return a record whose final container is filled."""
    return toldc_desk().work(until="9.6")


def scans(picture: bytes) -> dict[str, str]:
    """Return what a reader that shares no code with the writer sees: format and exact bytes."""
    return {
        str(found.format): found.bytes.decode() for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    }


@pytest.mark.requirement("TRA-02", "positive")
@pytest.mark.parametrize("kind", LABEL_KINDS)
def test_both_codes_of_every_label_are_read_from_its_picture(filled: Desk, kind: str) -> None:
    labels = labels_of(filled.record, LabelOrder(kind=kind, container="FINAL-A", copies=2))
    assert not isinstance(labels, Refusal)
    for label, picture in zip(labels, label_pngs(labels), strict=True):
        seen = scans(picture)
        square, donation = seen["Data Matrix"], seen["QR Code"]
        elements = read_element_string(square)
        assert not isinstance(elements, Refusal)
        assert elements["01"] == item_number("toldc")
        assert (elements["10"], elements["21"]) == (BATCH, label["serial"])
        assert elements["8018"] == recipient_number(PATIENT)
        assert ("7003" in elements) == (kind in ("immediate", "outer", "freezing"))
        assert [number_read(what, code, known) for what, code, known in [
            ("batch", square, BATCH), ("patient", square, PATIENT), ("donation", donation, DONATION),
        ]] == [BATCH, PATIENT, DONATION]  # fmt: skip


def test_a_code_of_another_writer_is_read_as_ours() -> None:
    elements = {"01": item_number("toldc"), "10": "TD-25-001", "21": "FINAL-A.01"}
    symbol = zint.Symbol()
    symbol.symbology = zint.Symbology.DATAMATRIX
    symbol.input_mode = zint.InputMode.GS1
    symbol.encode("".join(f"[{code}]{value}" for code, value in elements.items()))
    symbol.scale, symbol.whitespace_width, symbol.whitespace_height = 4, 4, 4
    symbol.buffer()
    seen = zxingcpp.read_barcode(Image.fromarray(np.array(symbol.bitmap)))
    assert seen.bytes.decode() == element_string(elements)


@pytest.mark.skipif(shutil.which("dmtxread") is None, reason="dmtxread (Debian dmtx-utils) is not installed")
def test_a_second_reader_reads_the_square_code(filled: Desk, tmp_path: Path) -> None:
    labels = labels_of(filled.record, LabelOrder(kind="freezing", container="FINAL-A"))
    assert not isinstance(labels, Refusal)
    picture = tmp_path / "label.png"
    picture.write_bytes(label_pngs(labels)[0])
    command = ["dmtxread", "-N1", "-G29", "-m5000", str(picture)]
    seen = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert read_element_string(seen.stdout.decode()) == labels[0]["elements"]


@pytest.mark.requirement("REL-06", "positive")
def test_the_label_says_quarantine_and_autologous_and_training(filled: Desk) -> None:
    labels = labels_of(filled.record, LabelOrder(kind="outer", container="FINAL-A", language="nl"))
    assert not isinstance(labels, Refusal)
    label = labels[0]
    assert label["status"] == "quarantine"
    assert label["autologous"] == "Uitsluitend voor autoloog gebruik"
    assert label["notice"] == "Training – not for GMP use"
    assert len(label["code"].replace(" ", "")) == 43
    assert label["donation"].replace(" ", "")[:13] == DONATION


def test_a_sheet_is_a_pdf_and_a_label_a_picture_of_its_own_size(filled: Desk) -> None:
    labels = labels_of(filled.record, LabelOrder(kind="immediate", container="FINAL-A", copies=3))
    assert not isinstance(labels, Refusal)
    assert label_sheet_pdf(labels, order="LBL-001").startswith(b"%PDF-")
    assert len(label_svgs(labels)) == 3
    assert b'width="204.09' in label_svgs(labels)[0]


def test_a_label_of_the_product_waits_for_the_filling() -> None:
    refusal = labels_of(toldc_desk().record, LabelOrder(kind="outer", container="FINAL-A"))
    assert isinstance(refusal, Refusal)
    assert (refusal.code, "9.4" in refusal.message) == ("label-too-early", True)
    none = labels_of(small_desk().record, LabelOrder(kind="outer", container="FINAL-A"))
    assert isinstance(none, Refusal)
    assert none.code == "label-no-specimen"


@pytest.mark.requirement("TRA-04", "positive")
def test_labels_that_add_up_open_no_deviation() -> None:
    desk = small_desk()
    desk.can("ann", PrintLabels(kind="in-process", container="CULT-A", copies=5))
    assert "labels-open" in {gate.code for gate in gates(desk.record)}
    desk.can("ben", AccountLabels(order="LBL-001", used=2, destroyed=2, retained=1))
    assert desk.record.labels["LBL-001"].difference == 0
    assert not desk.record.deviations
    assert "labels-open" not in {gate.code for gate in gates(desk.record)}


@pytest.mark.requirement("TRA-04", "negative")
@pytest.mark.parametrize(("used", "difference"), [(1, 1), (3, -1)])
def test_a_difference_opens_a_major_deviation_and_shuts_the_gate(used: int, difference: int) -> None:
    desk = small_desk()
    desk.can("ann", PrintLabels(kind="in-process", container="CULT-A", copies=5))
    desk.can("ben", AccountLabels(order="LBL-001", used=used, destroyed=2, retained=1))
    (deviation,) = desk.record.deviations.values()
    assert (deviation.code, deviation.deviation_class, deviation.automatic) == ("DV-MJ12", "major", True)
    assert desk.record.labels["LBL-001"].difference == difference
    assert "deviation-open" in {gate.code for gate in gates(desk.record)}


@pytest.mark.requirement("TRA-04", "boundary")
@pytest.mark.parametrize(("copies", "code"), [(0, "label-copies"), (1, ""), (50, ""), (51, "label-copies")])
def test_an_order_has_a_limit(copies: int, code: str) -> None:
    desk = small_desk()
    command = PrintLabels(kind="sample", container="S-1", copies=copies)
    if code:
        assert desk.cannot("ann", command).code == code
    else:
        desk.can("ann", command)


def test_serial_numbers_go_on_and_a_second_order_says_why() -> None:
    desk = small_desk()
    desk.can("ann", PrintLabels(kind="in-process", container="CULT-A", copies=2))
    assert desk.cannot("ann", PrintLabels(kind="in-process", container="CULT-A", copies=1)).code.startswith("reason")
    why = "The first label tore when it was taken off the roll"
    desk.can("ann", PrintLabels(kind="in-process", container="CULT-A", copies=1, reason=why))
    assert desk.record.labels["LBL-002"].printed.first == 3


@pytest.mark.parametrize(
    ("person", "command", "code"),
    [
        ("ann", AccountLabels(order="LBL-001", used=1, destroyed=0, retained=0), "own-work"),
        ("ben", AccountLabels(order="LBL-009", used=1, destroyed=0, retained=0), "label-order"),
        ("ben", AccountLabels(order="LBL-001", used=-1, destroyed=2, retained=0), "label-count"),
        ("eve", AccountLabels(order="LBL-001", used=1, destroyed=0, retained=0), "role-not-allowed"),
        ("ann", PrintLabels(kind="poster", container="CULT-A", copies=1), "label-kind"),
        ("ann", PrintLabels(kind="sample", container="Jan P.", copies=1), "label-container"),
        ("eve", PrintLabels(kind="sample", container="S-1", copies=1), "role-not-allowed"),
    ],
)
def test_refused_label_work(person: str, command: object, code: str) -> None:
    desk = small_desk()
    desk.can("ann", PrintLabels(kind="in-process", container="CULT-A", copies=1))
    assert desk.cannot(person, command).code == code
