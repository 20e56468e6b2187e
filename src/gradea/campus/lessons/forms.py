"""What comes in from a phone: an answer in the shape that is kept, and whether it is right."""

import re

from django.http import HttpRequest

from gradea.content.lesson_file import LiveQuestion
from gradea.exercise import Response, mark, response_from
from gradea.vocabulary import Refusal

WORDS_MAX = 3
WORD_SIGNS = 24
TEXT_SIGNS = 280


def answer_in(request: HttpRequest, question: LiveQuestion) -> tuple[str, bool | None] | Refusal:
    """Return the answer in a request as kept text and whether it is right, or why it cannot be taken."""
    if question.kind == "point":
        return _point(request, question)
    fields = {name: request.POST.getlist(name) for name in request.POST}
    response = response_from(question.form, fields)
    if isinstance(response, Refusal):
        return response
    if question.kind == "words" and not _words(response.text):
        return _NO_WORD
    if question.kind == "text" and len(response.text) > TEXT_SIGNS:
        return Refusal(
            code="lessons.answer-long",
            rule="An answer fits on the wall.",
            message=f"The answer has {len(response.text)} characters; {TEXT_SIGNS} fit.",
            remedy="Make it shorter.",
        )
    right = mark(question.marked.key, response).right if question.marked is not None else None
    return _kept(question, response), right


def _kept(question: LiveQuestion, response: Response) -> str:
    if question.kind == "words":
        return "|".join(_words(response.text))
    if question.kind == "text":
        return " ".join(response.text.split())
    if question.kind == "number":
        return f"{response.number} {response.unit}".strip()
    if question.kind == "multiple":
        return ",".join(sorted(response.chosen))
    return ",".join(response.chosen)


def _words(text: str) -> list[str]:
    """Return the first words of a cloud, small, each once: `Clean, gown; clean` gives clean and gown."""
    parts = [" ".join(part.split()).lower()[:WORD_SIGNS] for part in re.split(r"[,;\n|]", text)]
    return list(dict.fromkeys(part for part in parts if part))[:WORDS_MAX]


def _point(request: HttpRequest, question: LiveQuestion) -> tuple[str, bool | None] | Refusal:
    given = [request.POST.get(name, "") for name in ("x", "y")]
    if not all(each.isdecimal() and int(each) <= 1000 for each in given):
        return Refusal(
            code="lessons.no-point",
            rule="A point lies on the picture.",
            message="There is no point on the picture yet.",
            remedy="Tap the picture, or write how far from the left and from the top, 0 to 1000.",
        )
    x, y = (int(each) for each in given)
    right = None
    if question.right is not None:
        left, top, width, height = question.right
        right = left <= x <= left + width and top <= y <= top + height
    return f"{x},{y}", right


_NO_WORD = Refusal(
    code="lessons.no-word",
    rule="A word cloud is made of words.",
    message="There is no word yet.",
    remedy="Write one to three words, with commas between them.",
)


def whole_number(text: str, fallback: int) -> int:
    """Return a whole number from a form, or the fallback."""
    return int(text) if text.isdecimal() and len(text) < 6 else fallback
