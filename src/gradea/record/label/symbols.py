"""Bar codes as pictures: GS1 DataMatrix for containers, QR for donation numbers and addresses."""

from collections.abc import Mapping

from gradea.record.identity import element_text


def datamatrix_svg(elements: Mapping[str, str]) -> str:
    """Return a GS1 DataMatrix (ECC 200, FNC1 first) of these elements as SVG.

    Raises:
        ValueError: If an element has not its form.
    """
    return _svg(element_text(elements), "DataMatrix", gs1=True, force_square=True)


def qr_svg(text: str) -> str:
    """Return a QR code of a text as SVG, error correction M (15 %).

    Raises:
        ValueError: If the text is empty or does not fit.
    """
    return _svg(text, "QRCode", ec_level="M")


def _svg(content: str, kind: str, **options: object) -> str:
    import zxingcpp  # noqa: PLC0415 - only needed where something is printed

    if not content:
        raise ValueError("an empty text gives no code")
    made = zxingcpp.create_barcode(content, getattr(zxingcpp.BarcodeFormat, kind), **options)
    return str(zxingcpp.write_barcode_to_svg(made, scale=1, add_quiet_zones=True))
