"""Exchange with other programs: QTI 3 and 2.1, GIFT, Moodle XML. What a format cannot carry is refused with words."""

from gradea.exercise.exchange import gift, moodle, qti
from gradea.exercise.exchange.portable import ExchangeRefused, Portable, item_data, portable_of

FORMATS = ("qti3", "qti21", "gift", "moodle")
"""What can be written and read."""

__all__ = ["FORMATS", "ExchangeRefused", "Portable", "item_data", "portable_of", "read_from", "written_as"]


def written_as(kind: str, questions: list[Portable], *, title: str) -> tuple[bytes, list[tuple[str, str]]]:
    """Return the questions in a format, and those it cannot carry with the reason.

    Args:
        kind: One of `FORMATS`.
        questions: What to write.
        title: Name of the collection, where the format has one.
    """
    if kind == "gift":
        text, refused = gift.write(questions)
        return text.encode(), refused
    if kind == "moodle":
        return moodle.write(questions, title=title)
    return qti.write(questions, version=3 if kind == "qti3" else 2), []


def read_from(kind: str, data: bytes) -> list[Portable]:
    """Return the questions in a file of this format. Raises ExchangeRefused when it cannot be read."""
    if kind == "gift":
        return gift.read(data)
    return moodle.read(data) if kind == "moodle" else qti.read(data)
