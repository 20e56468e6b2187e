"""QTI 2.1 and 3.0 content packages. One tree is built with the names of 2.1; 3.0 has other names for the same things.

Sources: IMS QTI 2.1 (2012) and 1EdTech QTI 3.0 (2022) information models, from knowledge; in the tests a converter by others
reads both.
"""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

from lxml import etree

from gradea.exercise.exchange.portable import ExchangeRefused, Portable, asked_parts, explained_parts
from gradea.exercise.exchange.qti_tree import built, item_from
from gradea.exercise.exchange.xml_text import MAX_BYTES, parsed

_SPACE = {2: "http://www.imsglobal.org/xsd/imsqti_v2p1", 3: "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"}
_PACK = {2: "http://www.imsglobal.org/xsd/imscp_v1p1", 3: "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"}
_RESOURCE = {2: "imsqti_item_xmlv2p1", 3: "imsqti_item_xmlv3p0"}
_SCHEMA = {2: ("IMS QTI Package", "2.1"), 3: ("QTI Package", "3.0.0")}
_FIXED = (1980, 1, 1, 0, 0, 0)
"""Date of every file in a package, so that the same questions give the same bytes."""

_HTML = {"p", "br", "div", "span"}
_WHAT = "QTI"
_MAX_FILES = 2000


def write(questions: list[Portable], *, version: int) -> bytes:
    """Return a content package with one item per question, of version 2 (2.1) or 3 (3.0)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        _add(package, "imsmanifest.xml", _manifest(questions, version))
        for question in questions:
            _add(package, f"items/{question.code}.xml", item_text(question, version=version))
    return packed.getvalue()


def item_text(question: Portable, *, version: int) -> bytes:
    """Return one item as XML."""
    tree = built(question)
    if version == 3:
        _rename(tree)
    root = _in_space(tree, _SPACE[version])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _FIXED)
    info.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(info, data)


def _manifest(questions: list[Portable], version: int) -> bytes:
    root = etree.Element("manifest", identifier="gradea-exercises")
    metadata = etree.SubElement(root, "metadata")
    for name, value in zip(("schema", "schemaversion"), _SCHEMA[version], strict=True):
        etree.SubElement(metadata, name).text = value
    etree.SubElement(root, "organizations")
    resources = etree.SubElement(root, "resources")
    for question in questions:
        href = f"items/{question.code}.xml"
        resource = etree.SubElement(
            resources, "resource", identifier=f"r-{question.code}", type=_RESOURCE[version], href=href
        )
        etree.SubElement(resource, "file", href=href)
    return etree.tostring(_in_space(root, _PACK[version]), xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _in_space(node: etree._Element, space: str) -> etree._Element:
    """Return the tree with every element in one namespace."""
    spaces: Any = {None: space}
    made = etree.Element(f"{{{space}}}{node.tag}", {str(k): str(v) for k, v in node.attrib.items()}, nsmap=spaces)
    made.text, made.tail = node.text, node.tail
    for child in node:
        made.append(_in_space(child, space))
    return made


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: f"-{found[1].lower()}", name)


def _camel(name: str) -> str:
    return re.sub(r"-([a-z])", lambda found: found[1].upper(), name)


def _rename(node: etree._Element) -> None:
    """Turn names of 2.1 into those of 3.0: `choiceInteraction` is `qti-choice-interaction`, `maxChoices` is `max-choices`.

    In 3.0 the text of a feedback stands in a body of its own.
    """
    for feedback in node.findall("modalFeedback"):
        body = etree.Element("contentBody")
        body.extend(list(feedback))
        feedback.append(body)
    for each in node.iter():
        tag = str(each.tag)
        if tag not in _HTML:
            each.tag = f"qti-{_kebab(tag)}"
        for name, value in list(each.attrib.items()):
            if _kebab(str(name)) != name:
                del each.attrib[name]
                each.set(_kebab(str(name)), str(value))


def _old_names(root: etree._Element) -> etree._Element:
    """Return a tree without namespaces, with the names of 2.1, whatever version it came in."""
    tag = etree.QName(root).localname
    made = etree.Element(_camel(tag.removeprefix("qti-")) if tag.startswith("qti-") else tag)
    for name, value in root.attrib.items():
        made.set(_camel(etree.QName(name).localname), str(value))
    made.text, made.tail = root.text, root.tail
    for child in root.iterchildren(tag=etree.Element):
        made.append(_old_names(child))
    return made


def read(data: bytes) -> list[Portable]:
    """Return the questions in a content package, or in a single item, of QTI 2.x or 3.0.

    Raises:
        ExchangeRefused: If it cannot be read, or an item is of a kind that is not carried.
    """
    found = []
    for name, text in _files(data):
        root = _old_names(parsed(text, _WHAT))
        if root.tag != "assessmentItem":
            continue
        found.append(_with_parts(item_from(root, name)))
    if not found:
        raise ExchangeRefused(
            _WHAT, "There is no item in the file.", "Export items as a content package (zip) or as one XML file."
        )
    return found


def _with_parts(question: Portable) -> Portable:
    why, clause, basis = explained_parts(question.why)
    prompt, unit = asked_parts(question.prompt) if question.kind == "number" else (question.prompt, "")
    return replace(question, why=why, clause=clause, basis=basis, prompt=prompt, unit=unit)


def _files(data: bytes) -> list[tuple[str, bytes]]:
    if not data.startswith(b"PK"):
        return [("item", data)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            listed = [info for info in package.infolist() if info.filename.endswith(".xml")]
            if len(listed) > _MAX_FILES or sum(info.file_size for info in listed) > MAX_BYTES * 8:
                raise ExchangeRefused(
                    _WHAT, f"The package holds more than {_MAX_FILES} items or is too large.", "Split it."
                )
            return [
                (info.filename, package.read(info)) for info in listed if not info.filename.endswith("imsmanifest.xml")
            ]
    except zipfile.BadZipFile as error:
        raise ExchangeRefused(_WHAT, "The package is no whole zip file.", "Export it again.") from error
