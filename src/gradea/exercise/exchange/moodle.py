"""Moodle XML. Carries choice, several choices, numbers, matches and essays; its core has no order."""

from typing import Any

from lxml import etree

from gradea.exercise.exchange.portable import ExchangeRefused, Portable, asked_parts, explained_parts
from gradea.exercise.exchange.xml_text import marked, parsed, plain

_TYPE = {
    "choice": "multichoice",
    "multiple": "multichoice",
    "number": "numerical",
    "match": "matching",
    "text": "essay",
}
_WHAT = "Moodle XML"


def write(questions: list[Portable], *, title: str) -> tuple[bytes, list[tuple[str, str]]]:
    """Return the questions as Moodle XML, and those it cannot carry with the reason."""
    quiz, refused = etree.Element("quiz"), []
    category = etree.SubElement(quiz, "question", type="category")
    _text(category, "category", f"$course$/{title}")
    for question in questions:
        if question.kind not in _TYPE:
            refused.append((question.code, "the core of Moodle has no question that asks for an order"))
            continue
        _question(quiz, question)
    return etree.tostring(quiz, xml_declaration=True, encoding="UTF-8", pretty_print=True), refused


def _question(quiz: etree._Element, question: Portable) -> None:
    node = etree.SubElement(quiz, "question", type=_TYPE[question.kind])
    _text(node, "name", question.code)
    _text(node, "questiontext", marked(question.asked), markup=True)
    _text(node, "generalfeedback", marked(question.explained), markup=True)
    etree.SubElement(node, "defaultgrade").text = "1"
    if question.kind in {"choice", "multiple"}:
        etree.SubElement(node, "single").text = "true" if question.kind == "choice" else "false"
        etree.SubElement(node, "shuffleanswers").text = "true"
        good = 100.0 / len(question.right)
        for words in question.right:
            _answer(node, good, words, markup=True)
        for words in question.wrong:
            _answer(node, 0.0 if question.kind == "choice" else -good, words, markup=True)
    elif question.kind == "number":
        answer = _answer(node, 100.0, f"{question.value:.10g}", markup=False)
        etree.SubElement(answer, "tolerance").text = f"{question.tolerance:.10g}"
    elif question.kind == "match":
        etree.SubElement(node, "shuffleanswers").text = "true"
        for left, right in (*question.pairs, *(("", spare) for spare in question.wrong)):
            pair = etree.SubElement(node, "subquestion", format="html")
            etree.SubElement(pair, "text").text = marked(left) if left else ""
            _text(pair, "answer", right)
    else:
        etree.SubElement(node, "responseformat").text = "editor"
        _text(node, "graderinfo", marked("\n".join(question.right)), markup=True)


def _text(parent: etree._Element, name: str, text: str, *, markup: bool = False) -> None:
    node = etree.SubElement(parent, name)
    if markup:
        node.set("format", "html")
    inner = etree.SubElement(node, "text")
    inner.text = etree.CDATA(text) if markup else text


def _answer(parent: etree._Element, fraction: float, text: str, *, markup: bool) -> etree._Element:
    share = f"{fraction:.5f}".rstrip("0").rstrip(".")
    node = etree.SubElement(parent, "answer", fraction=share if share != "-0" else "0")
    etree.SubElement(node, "text").text = etree.CDATA(marked(text)) if markup else text
    if markup:
        node.set("format", "html")
    return node


def read(data: bytes) -> list[Portable]:
    """Return the questions in a Moodle XML file.

    Raises:
        ExchangeRefused: If it cannot be read or holds a kind that is not carried.
    """
    root = parsed(data, _WHAT)
    found = [
        _read(node, number) for number, node in enumerate(root.findall("question"), 1) if node.get("type") != "category"
    ]
    if not found:
        raise ExchangeRefused(_WHAT, "There is no question in the file.", "Export questions, not a course.")
    return found


def _read(node: etree._Element, number: int) -> Portable:
    code = node.findtext("name/text") or f"moodle-{number}"
    why, clause, basis = explained_parts(plain(node.findtext("generalfeedback/text") or ""))
    facts: dict[str, Any] = {"code": code, "why": why, "clause": clause, "basis": basis}
    stem, kind = plain(node.findtext("questiontext/text") or ""), node.get("type")
    if kind == "multichoice":
        answers = [
            (float(each.get("fraction") or 0), plain(each.findtext("text") or "")) for each in node.findall("answer")
        ]
        right, wrong = tuple(w for f, w in answers if f > 0), tuple(w for f, w in answers if f <= 0)
        one = (node.findtext("single") or "true") in {"true", "1"}
        return Portable(kind="choice" if one else "multiple", prompt=stem, right=right, wrong=wrong, **facts)
    if kind == "numerical":
        answer = node.find("answer")
        prompt, unit = asked_parts(stem)
        try:
            value = float((answer.findtext("text") if answer is not None else "") or "")
            tolerance = float((answer.findtext("tolerance") if answer is not None else "") or 0)
        except ValueError as error:
            raise ExchangeRefused(_WHAT, f"The answer of {code} is no number.", "Write digits.") from error
        return Portable(kind="number", prompt=prompt, value=value, tolerance=tolerance, unit=unit, **facts)
    if kind == "matching":
        pairs = [
            (plain(each.findtext("text") or ""), plain(each.findtext("answer/text") or ""))
            for each in node.findall("subquestion")
        ]
        kept = tuple(pair for pair in pairs if pair[0])
        return Portable(
            kind="match", prompt=stem, pairs=kept, wrong=tuple(right for left, right in pairs if not left), **facts
        )
    if kind == "essay":
        points = tuple(plain(node.findtext("graderinfo/text") or "").splitlines())
        return Portable(kind="text", prompt=stem, right=points, **facts)
    raise ExchangeRefused(
        _WHAT,
        f"{code} is of the kind '{kind}', which is not carried.",
        f"Carried: {', '.join(sorted(set(_TYPE.values())))}.",
    )
