"""The print for the archive: PDF/A by its structure, complete, and with the head of the ledger as a code.

Produced as PDF/A-1a. The reference validator (veraPDF) could not be run; where Apache PDFBox Preflight is installed (Debian
libpdfbox2-java, libactivation-java, libjaxb-api-java), it checks part 1, level B.
"""

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from desk import BATCH, Desk, small_desk, toldc_desk
from PIL import Image
from pypdf import PdfReader

from gradea.record import (
    NOTICE,
    CorrectValue,
    EnterValue,
    LabelOrder,
    Printing,
    batch_record_data,
    label_sheet_pdf,
    labels_of,
    render_pdf,
    render_png,
)
from gradea.vocabulary import Refusal

HEAD = "0123456789abcdef" * 4
JAVA = Path("/usr/share/java")
JARS = [
    JAVA / f"{name}.jar"
    for name in (
        "preflight",
        "pdfbox2",
        "xmpbox",
        "fontbox2",
        "commons-logging",
        "commons-io",
        "javax.activation",
        "jaxb-api",
    )
]


def eventful() -> Desk:
    """Return a batch with a value out of limits, a correction, a voided signature and a deviation."""
    desk = small_desk().work(until="1.3")
    desk.can("ann", EnterValue(step="1.3", field="volume_ml", value="80.0"))
    desk.can("ann", desk.enter("1.3", "density_e6_per_ml"))
    desk.can("ann", desk.sign("1.3"))
    desk.can("ann", CorrectValue(step="1.3", field="volume_ml", value="99.5", reason="Read 99.5, the tare was on"))
    desk.work().settle().reviewed()
    return desk


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    """Return the export of the eventful batch."""
    printing = Printing(printed_at_utc="2026-11-24T09:00:00.000Z", printed_by="dot")
    return batch_record_data(eventful().record, names={"ann": "Ann Example"}, ledger_head=HEAD, printing=printing)


@pytest.fixture(scope="module")
def pdf(data: dict[str, Any]) -> bytes:
    """Return it printed."""
    return render_pdf(data)


@pytest.fixture(scope="module")
def sheet() -> bytes:
    """Return a sheet of labels."""
    labels = labels_of(toldc_desk().work(until="9.6").record, LabelOrder(kind="outer", container="FINAL-A", copies=4))
    assert not isinstance(labels, Refusal)
    return label_sheet_pdf(labels, order="LBL-001")


@pytest.mark.requirement("STO-01", "positive")
@pytest.mark.parametrize("which", ["pdf", "sheet"])
def test_the_structure_is_that_of_pdf_a(which: str, request: pytest.FixtureRequest) -> None:
    content: bytes = request.getfixturevalue(which)
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>1<", xmp)
    assert re.search(r"pdfaid:conformance>A<", xmp)
    intent = root["/OutputIntents"][0].get_object()
    assert (intent["/S"], len(intent["/DestOutputProfile"].get_object().get_data()) > 400) == ("/GTS_PDFA1", True)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert not reader.is_encrypted
    assert "/ID" in reader.trailer
    for forbidden in ("/OpenAction", "/AA", "/AcroForm", "/Names"):
        assert forbidden not in root
    for name in (b"/JavaScript", b"/JS ", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/LZWDecode", b"/Encrypt"):
        assert name not in content
    fonts = 0
    for page in reader.pages:
        assert "/SMask" not in str(page["/Resources"].get("/ExtGState", ""))
        for font in page["/Resources"].get("/Font", {}).values():
            whole = font.get_object()
            inner = whole["/DescendantFonts"][0].get_object() if "/DescendantFonts" in whole else whole
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())
            assert "/ToUnicode" in whole
            fonts += 1
    assert fonts


@pytest.mark.skipif(
    shutil.which("java") is None or not all(jar.is_file() for jar in JARS), reason="no PDF/A checker is installed"
)
@pytest.mark.requirement("STO-01", "e2e")
@pytest.mark.parametrize("which", ["pdf", "sheet"])
def test_an_independent_checker_accepts_it(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(request.getfixturevalue(which))
    command = ["java", "-cp", ":".join(map(str, JARS)), "org.apache.pdfbox.preflight.Validator_A1b", str(path)]
    said = subprocess.run(command, capture_output=True, check=False, timeout=120, text=True).stdout
    assert "is a valid PDF/A-1b file" in said
    path.write_bytes(path.read_bytes().replace(b"GTS_PDFA1", b"GTS_PDFX1"))
    said = subprocess.run(command, capture_output=True, check=False, timeout=120, text=True).stdout
    assert "not a valid PDF/A-1b file" in said


@pytest.mark.requirement("STO-01", "positive")
@pytest.mark.requirement("SIG-02", "positive")
@pytest.mark.requirement("REL-07", "positive")
def test_every_value_correction_signature_and_deviation_is_printed(data: dict[str, Any], pdf: bytes) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    text = re.sub(r"\s+", "", "".join(pages))
    wanted = [NOTICE, BATCH, HEAD[:24], "Read 99.5, the tare was on", data["record_hash"]]
    for step in data["steps"]:
        wanted.append(step["title"])
        for item in step["fields"]:
            wanted += [version["value"] for version in item["versions"] if not version["scan"]]
            wanted += [str(version["scan"].get("lot", "")) for version in item["versions"] if version["scan"]]
        wanted += [f"{signature['meaning']}" for signature in step["signatures"]]
        wanted += [f"changed: {signature['void_by']}" for signature in step["signatures"] if signature["void_by"]]
    wanted += [deviation["number"] for deviation in data["deviations"]]
    assert any("changed:" in words for words in wanted)
    assert [words for words in wanted if re.sub(r"\s+", "", words) not in text] == []
    assert all(re.sub(r"\s+", "", NOTICE) in re.sub(r"\s+", "", page) for page in pages)


@pytest.mark.requirement("AUD-07", "positive")
def test_the_head_of_the_ledger_is_read_from_the_last_page(data: dict[str, Any]) -> None:
    picture = render_png(data, ppi=144)[-1]
    seen = zxingcpp.read_barcode(Image.open(io.BytesIO(picture)))
    assert seen is not None
    assert seen.text == f"gradea:record:{BATCH}:1:{HEAD}"


def test_the_same_record_gives_the_same_bytes(data: dict[str, Any], pdf: bytes) -> None:
    assert render_pdf(data) == pdf
