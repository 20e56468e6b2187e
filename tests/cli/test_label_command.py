"""`gradea label` writes labels that a reader reads."""

import io
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from typer.testing import CliRunner

from gradea.cli.main import app
from gradea.vocabulary import Refused


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a finished batch."""
    folder = tmp_path_factory.mktemp("batch") / "b"
    assert CliRunner().invoke(app, ["batch", "run", "toldc", "--out", str(folder), "--seed", "3"]).exit_code == 0
    return folder


def test_pictures_are_numbered_and_read(batch: Path, tmp_path: Path) -> None:
    out = tmp_path / "label.png"
    answer = CliRunner().invoke(app, ["label", str(batch), "--out", str(out), "--kind", "freezing", "--copies", "2"])
    assert answer.exit_code == 0, answer.output
    serials = []
    for place in (1, 2):
        picture = Image.open(io.BytesIO((tmp_path / f"label-{place:02d}.png").read_bytes()))
        (square,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.DataMatrix)
        serials.append(square.text.split("(21)")[1][:10])
    assert serials == ["FINAL-A.01", "FINAL-A.02"]


def test_a_sheet_is_one_file(batch: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    assert CliRunner().invoke(app, ["label", str(batch), "--out", str(out), "--copies", "9"]).exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("option", "value"), [("--kind", "poster"), ("--out", "label.docx"), ("--language", "x")])
def test_what_cannot_be_printed_is_refused(batch: Path, tmp_path: Path, option: str, value: str) -> None:
    words = {"--out": str(tmp_path / "x.pdf"), option: str(tmp_path / value) if option == "--out" else value}
    answer = CliRunner().invoke(app, ["label", str(batch), *(word for pair in words.items() for word in pair)])
    assert isinstance(answer.exception, Refused)
    assert not list(tmp_path.iterdir())
