"""The tree of one QTI item, in the names of version 2.1 and without namespaces: from a question, and back."""

from typing import Any

from lxml import etree

from gradea.exercise.exchange.portable import ExchangeRefused, Portable

_Node = etree._Element
_WHY = "why"


def built(question: Portable) -> _Node:
    """Return the item of a question."""
    root = etree.Element(
        "assessmentItem", identifier=question.code, title=question.code, adaptive="false", timeDependent="false"
    )
    _response(root, question)
    _outcome(root, "SCORE", "float", "0")
    _outcome(root, "FEEDBACK", "identifier", "")
    body = etree.SubElement(root, "itemBody")
    _interaction(body, question)
    _processing(root, question)
    if question.explained:
        feedback = etree.SubElement(
            root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=_WHY, showHide="show"
        )
        _paragraph(feedback, question.explained)
    return root


def _response(root: _Node, question: Portable) -> None:
    shapes = {
        "choice": ("single", "identifier"),
        "multiple": ("multiple", "identifier"),
        "order": ("ordered", "identifier"),
        "match": ("multiple", "directedPair"),
        "number": ("single", "float"),
        "text": ("single", "string"),
    }
    cardinality, base = shapes[question.kind]
    node = etree.SubElement(root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=base)
    values = _right_values(question)
    if values:
        correct = etree.SubElement(node, "correctResponse")
        for value in values:
            etree.SubElement(correct, "value").text = value


def _right_values(question: Portable) -> list[str]:
    if question.kind in {"choice", "multiple"}:
        return [f"R{place}" for place, _words in enumerate(question.right, 1)]
    if question.kind == "order":
        return [f"S{place}" for place, _words in enumerate(question.right, 1)]
    if question.kind == "match":
        rights = _match_options(question)
        return [f"L{place} T{rights.index(right) + 1}" for place, (_left, right) in enumerate(question.pairs, 1)]
    return [f"{question.value:.10g}"] if question.kind == "number" else []


def _match_options(question: Portable) -> list[str]:
    return list(dict.fromkeys([*(right for _left, right in question.pairs), *question.wrong]))


def _outcome(root: _Node, name: str, base: str, default: str) -> None:
    node = etree.SubElement(root, "outcomeDeclaration", identifier=name, cardinality="single", baseType=base)
    if default:
        etree.SubElement(etree.SubElement(node, "defaultValue"), "value").text = default


def _paragraph(parent: _Node, text: str) -> None:
    for line in text.split("\n"):
        etree.SubElement(parent, "p").text = line


def _interaction(body: _Node, question: Portable) -> None:
    _paragraph(body, question.asked)
    name = "RESPONSE"
    if question.kind in {"choice", "multiple"}:
        most = "1" if question.kind == "choice" else "0"
        node = etree.SubElement(body, "choiceInteraction", responseIdentifier=name, shuffle="true", maxChoices=most)
        for prefix, options in (("R", question.right), ("W", question.wrong)):
            for place, words in enumerate(options, 1):
                etree.SubElement(node, "simpleChoice", identifier=f"{prefix}{place}").text = words
    elif question.kind == "order":
        node = etree.SubElement(body, "orderInteraction", responseIdentifier=name, shuffle="true")
        for place, words in enumerate(question.right, 1):
            etree.SubElement(node, "simpleChoice", identifier=f"S{place}").text = words
    elif question.kind == "match":
        _match_interaction(body, question)
    elif question.kind == "number":
        etree.SubElement(
            etree.SubElement(body, "p"), "textEntryInteraction", responseIdentifier=name, expectedLength="12"
        )
    else:
        etree.SubElement(body, "extendedTextInteraction", responseIdentifier=name, expectedLines="6")


def _match_interaction(body: _Node, question: Portable) -> None:
    lines, options = question.pairs, _match_options(question)
    node = etree.SubElement(
        body, "matchInteraction", responseIdentifier="RESPONSE", shuffle="true", maxAssociations=str(len(lines))
    )
    left, right = etree.SubElement(node, "simpleMatchSet"), etree.SubElement(node, "simpleMatchSet")
    for place, (words, _option) in enumerate(lines, 1):
        etree.SubElement(left, "simpleAssociableChoice", identifier=f"L{place}", matchMax="1").text = words
    for place, words in enumerate(options, 1):
        etree.SubElement(right, "simpleAssociableChoice", identifier=f"T{place}", matchMax=str(len(lines))).text = words


def _processing(root: _Node, question: Portable) -> None:
    node = etree.SubElement(root, "responseProcessing")
    if question.kind != "text":
        condition = etree.SubElement(node, "responseCondition")
        branch = etree.SubElement(condition, "responseIf")
        if question.kind == "number":
            room = f"{question.tolerance:.10g}"
            test = etree.SubElement(branch, "equal", toleranceMode="absolute", tolerance=f"{room} {room}")
        else:
            test = etree.SubElement(branch, "match")
        etree.SubElement(test, "variable", identifier="RESPONSE")
        etree.SubElement(test, "correct", identifier="RESPONSE")
        _set(branch, "SCORE", "float", "1")
        _set(etree.SubElement(condition, "responseElse"), "SCORE", "float", "0")
    _set(node, "FEEDBACK", "identifier", _WHY)


def _set(parent: _Node, name: str, base: str, value: str) -> None:
    node = etree.SubElement(parent, "setOutcomeValue", identifier=name)
    etree.SubElement(node, "baseValue", baseType=base).text = value


def item_from(root: _Node, name: str) -> Portable:
    """Return the question of an item.

    Raises:
        ExchangeRefused: If its interaction is not carried.
    """
    code = root.get("identifier") or name
    body = root.find("itemBody")
    interactions = [node for node in body.iter() if str(node.tag).endswith("Interaction")] if body is not None else []
    if body is None or len(interactions) != 1:
        raise ExchangeRefused(
            "QTI", f"Item {code} has {len(interactions)} interactions; one is carried.", "Split the item."
        )
    node = interactions[0]
    facts: dict[str, Any] = {"code": code, "prompt": _prompt(body, node), "why": _lines(root.find("modalFeedback"))}
    correct = [value.text or "" for value in root.findall("responseDeclaration/correctResponse/value")]
    kind = str(node.tag)
    if kind == "choiceInteraction":
        options = {each.get("identifier") or "": _all(each) for each in node.findall("simpleChoice")}
        right = tuple(words for option, words in options.items() if option in correct)
        wrong = tuple(words for option, words in options.items() if option not in correct)
        one = root.find("responseDeclaration").get("cardinality") == "single"  # type: ignore[union-attr]  # an item with a correct answer declares it
        return Portable(kind="choice" if one else "multiple", right=right, wrong=wrong, **facts)
    if kind == "orderInteraction":
        options = {each.get("identifier") or "": _all(each) for each in node.findall("simpleChoice")}
        return Portable(kind="order", right=tuple(options[each] for each in correct if each in options), **facts)
    if kind == "matchInteraction":
        return _match_from(node, correct, facts)
    if kind == "textEntryInteraction":
        return _number_from(root, code, correct, facts)
    if kind == "extendedTextInteraction":
        return Portable(kind="text", **facts)
    raise ExchangeRefused(
        "QTI",
        f"Item {code} has a {kind}, which is not carried.",
        "Carried: choice, order, match, text entry, extended text.",
    )


def _match_from(node: _Node, correct: list[str], facts: dict[str, Any]) -> Portable:
    lefts, rights = (
        {each.get("identifier") or "": _all(each) for each in part.findall("simpleAssociableChoice")}
        for part in node.findall("simpleMatchSet")
    )
    chosen = [pair.split() for pair in correct]
    pairs = tuple((lefts[left], rights[right]) for left, right in chosen)
    used = {right for _left, right in chosen}
    return Portable(
        kind="match", pairs=pairs, wrong=tuple(words for name, words in rights.items() if name not in used), **facts
    )


def _number_from(root: _Node, code: str, correct: list[str], facts: dict[str, Any]) -> Portable:
    equal = root.find(".//equal")
    try:
        value = float(correct[0])
        tolerance = float((equal.get("tolerance") or "0").split()[0]) if equal is not None else 0.0
    except (ValueError, IndexError) as error:
        raise ExchangeRefused(
            "QTI", f"Item {code} asks for text, which is not marked here.", "Make it a choice or a number."
        ) from error
    return Portable(kind="number", value=value, tolerance=tolerance, **facts)


def _prompt(body: _Node, interaction: _Node) -> str:
    lines = [_all(each) for each in body.findall("p") if each.find("textEntryInteraction") is None]
    asked = interaction.find("prompt")
    return "\n".join([*lines, *([_all(asked)] if asked is not None else [])]).strip()


def _lines(node: _Node | None) -> str:
    if node is None:
        return ""
    parts = node.findall("contentBody/p") or node.findall("p")
    return "\n".join(_all(each) for each in parts) if parts else _all(node)


def _all(node: _Node) -> str:
    return "".join(str(text) for text in node.itertext()).strip()
