"""GIFT, the text format of Moodle. Carries choice, several choices, numbers, matches and free text; no order."""

import re
from collections.abc import Iterator
from typing import Any

from gradea.exercise.exchange.portable import ExchangeRefused, Portable, asked_parts, explained_parts

_SPECIAL = re.compile(r"([~=#{}:\\])")
_WHAT = "GIFT"


def write(questions: list[Portable]) -> tuple[str, list[tuple[str, str]]]:
    """Return the questions as GIFT, and those it cannot carry with the reason."""
    parts, refused = [], []
    for question in questions:
        if question.kind == "order":
            refused.append((question.code, "GIFT has no question that asks for an order"))
            continue
        if question.kind == "match" and len({left for left, _right in question.pairs}) < 3 - len(question.wrong):
            refused.append((question.code, "GIFT wants at least three pairs"))
            continue
        body = "\n".join(f"\t{line}" for line in (*_answers(question), f"####{_escaped(question.explained)}"))
        head = f"// question: {question.code}\n::{_escaped(question.code)}::[plain]{_escaped(question.asked)}"
        parts.append(f"{head}{{{_opening(question)}\n{body}\n}}\n")
    return "\n".join(parts), refused


def _opening(question: Portable) -> str:
    return "#" if question.kind == "number" else ""


def _answers(question: Portable) -> Iterator[str]:
    if question.kind == "choice":
        yield from (f"={_escaped(words)}" for words in question.right)
        yield from (f"~{_escaped(words)}" for words in question.wrong)
    elif question.kind == "multiple":
        good, bad = _share(len(question.right)), _share(len(question.right))
        yield from (f"~%{good}%{_escaped(words)}" for words in question.right)
        yield from (f"~%-{bad}%{_escaped(words)}" for words in question.wrong)
    elif question.kind == "number":
        yield f"={question.value:.10g}:{question.tolerance:.10g}"
    elif question.kind == "match":
        yield from (f"={_escaped(left)} -> {_escaped(right)}" for left, right in question.pairs)
        yield from (f"= -> {_escaped(spare)}" for spare in question.wrong)


def _share(count: int) -> str:
    return f"{100 / count:.5f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


def _plain(text: str) -> str:
    text = re.sub(r"(?<!\\)\\n", "\n", text)
    return re.sub(r"\\([~=#{}:\\])", r"\1", text).strip()


_QUESTION = re.compile(
    r"\s*(?:::(?P<title>(?:\\.|[^:\\])*)::)?\s*(?:\[[a-z]+\])?(?P<stem>(?:\\.|[^{}\\])*)\{(?P<body>(?:\\.|[^{}\\])*)\}",
    re.DOTALL,
)


def read(data: bytes) -> list[Portable]:
    """Return the questions in a GIFT file.

    Raises:
        ExchangeRefused: If the file is not text, has no question, or one of them is of a kind that is not carried.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeRefused(_WHAT, "The file is not UTF-8.", "Save it as UTF-8 and try again.") from error
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("//", "$CATEGORY"))]
    found = [_question(match, number) for number, match in enumerate(_QUESTION.finditer("\n".join(lines)), 1)]
    if not found:
        raise ExchangeRefused(_WHAT, "There is no question in the file.", "A question ends with its answers in { }.")
    return found


def _question(match: re.Match[str], number: int) -> Portable:
    code = _plain(match["title"] or "") or f"gift-{number}"
    body, _, general = _split_general(match["body"])
    why, clause, basis = explained_parts(_plain(general))
    facts: dict[str, Any] = {"code": code, "why": why, "clause": clause, "basis": basis}
    stem = _plain(match["stem"])
    if body.strip().startswith("#"):
        return _number(code, stem, body, facts)
    answers = re.findall(r"(?<!\\)([=~])((?:\\.|[^=~\\])*)", body)
    if not answers:
        return Portable(kind="text", prompt=stem, **facts)
    if all("->" in words for _sign, words in answers):
        pairs = [tuple(_plain(part) for part in words.split("->", 1)) for _sign, words in answers]
        kept = tuple((left, right) for left, right in pairs if left)
        return Portable(
            kind="match", prompt=stem, pairs=kept, wrong=tuple(right for left, right in pairs if not left), **facts
        )
    right: list[str] = []
    wrong: list[str] = []
    weighted = False
    for sign, words in answers:
        weight = re.match(r"\s*%(-?[\d.]+)%", words)
        shown = _plain(re.split(r"(?<!\\)#", words[weight.end() :] if weight else words)[0])
        weighted = weighted or weight is not None
        (right if sign == "=" or (weight and float(weight[1]) > 0) else wrong).append(shown)
    kind = "multiple" if weighted else "choice"
    if not right or (kind == "choice" and len(right) > 1):
        raise ExchangeRefused(
            _WHAT, f"Question {code} is a short answer, which is not carried.", "Make it a choice or a number."
        )
    return Portable(kind=kind, prompt=stem, right=tuple(right), wrong=tuple(wrong), **facts)


def _split_general(body: str) -> tuple[str, str, str]:
    return body.partition("####")


def _number(code: str, stem: str, body: str, facts: dict[str, Any]) -> Portable:
    found = re.match(r"\s*#\s*=?\s*([-+\d.eE]+)(?::([-+\d.eE]+))?\s*$", body)
    try:
        value, tolerance = (float(found[1]), float(found[2] or 0)) if found else (None, None)
    except ValueError:
        value, tolerance = None, None
    if value is None or tolerance is None:
        raise ExchangeRefused(
            _WHAT, f"The answer of question {code} is no number with a tolerance.", "Write {#12.5:0.5}."
        )
    prompt, unit = asked_parts(stem)
    return Portable(kind="number", prompt=prompt, value=value, tolerance=tolerance, unit=unit, **facts)
