"""Read BatchML that this house wrote, or that somebody changed in another tool, back into the content of a recipe file."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from gradea.record.batchml.writing import NAMESPACE, REST
from gradea.vocabulary import Refusal, Refused

MAX_BYTES = 8 * 1024 * 1024
"""Largest document that is read: ten times what the largest recipe gives (D)."""

_LIMITS = ("low", "high", "hard_low", "hard_high", "quantified_from", "decimals")
Element = Any


def recipe_data_from_batchml(content: bytes) -> dict[str, Any]:
    """Return the recipe of a BatchML document as plain content; whether it is a good recipe is for its check to say.

    Raises:
        Refused: If it is no BatchML, holds not exactly one master recipe, or lacks what a recipe of this house needs.
    """
    if len(content) > MAX_BYTES:
        raise _refused(f"The file has {len(content)} bytes; the limit is {MAX_BYTES}", "Export one recipe only.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root: Element = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise _refused(f"This is no XML: {problem}", "Take an untouched copy of the export.") from problem
    if root.getroottree().docinfo.doctype:
        raise _refused("The document has a DOCTYPE", "Export it without one; entities are not read.")
    recipes = root.findall(_tag("MasterRecipe"))
    if root.tag != _tag("BatchInformation") or len(recipes) != 1:
        raise _refused(
            f"There are {len(recipes)} master recipes in it", "Import one master recipe per BatchInformation."
        )
    try:
        return _recipe(recipes[0])
    except (KeyError, IndexError, ValueError, TypeError, AttributeError) as problem:
        what = str(problem).strip("'")[:80] or type(problem).__name__
        raise _refused(
            f"The master recipe cannot be read: {what}",
            "It needs ID, Version, Description, equipment, formula, unit procedures down to the steps, and the "
            f"OtherInformation '{REST}' of recipe and steps.",
        ) from problem


def _recipe(recipe: Element) -> dict[str, Any]:
    rest = _rest(recipe)
    titles = rest.pop("equipment", {})
    kept = rest.pop("materials", {})
    header = _child(recipe, "Header")
    data: dict[str, Any] = {
        **rest,
        "code": _text(recipe, "ID"),
        "version": int(_text(recipe, "Version")),
        "title": _words(recipe),
        "equipment": {code: {**item, **titles.get(code, {})} for code, item in _equipment(recipe)},
        "materials": {code: {**kept.get(code, {}), **item} for code, item in _materials(_child(recipe, "Formula"))},
        "unit_procedures": [_procedure(each) for each in _ordered(recipe)],
        **{name: _words(_information(recipe, name)) for name in ("product", "batch_size", "precautions")},
        "status": _child(header, "Status").get("OtherValue"),
    }
    approvals = [
        {"role": _text(one, "ApprovedBy"), "date": _text(one, "ApprovalDate")[:10]}
        for history in header.findall(_tag("ApprovalHistory"))
        for one in history.findall(_tag("IndividualApproval"))
    ]
    if approvals:
        data["approvals"] = approvals
    if header.find(_tag("EffectiveDate")) is not None:
        data["effective_date"] = _text(header, "EffectiveDate")[:10]
    if header.find(_tag("ModificationLog")) is not None:
        data["change_reason"] = _text(_child(header, "ModificationLog"), "Description")
    return data


def _equipment(recipe: Element) -> Iterable[tuple[str, dict[str, Any]]]:
    for item in recipe.findall(_tag("EquipmentRequirement")):
        yield (
            _text(item, "ID"),
            {"title": _text(item, "Description"), "room": _text(_child(item, "Constraint"), "Condition")},
        )


def _materials(formula: Element) -> Iterable[tuple[str, dict[str, Any]]]:
    for item in formula.findall(_tag("Parameter")):
        titles = {
            _text(below, "ID").removeprefix("title."): _text(below, "Description")
            for below in item.findall(_tag("Parameter"))
        }
        found: dict[str, Any] = {"title": titles or _text(item, "Description")}
        if item.find(_tag("Value")) is not None:
            found["amount"] = _text(_child(item, "Value"), "ValueString")
        yield _text(item, "ID"), found


def _ordered(parent: Element) -> list[Element]:
    """Return what is below in the order of the procedure logic: from the step that no link leads to, along the links."""
    elements = {_text(each, "ID"): each for each in parent.findall(_tag("RecipeElement"))}
    logic = _child(parent, "ProcedureLogic")
    code_of = {_text(step, "ID"): _text(step, "RecipeElementID") for step in logic.findall(_tag("Step"))}
    following = {
        code_of[_text(_child(link, "FromID"), "FromIDValue")]: code_of[_text(_child(link, "ToID"), "ToIDValue")]
        for link in logic.findall(_tag("Link"))
    }
    firsts = [code for code in code_of.values() if code not in following.values()]
    order: list[str] = []
    code = firsts[0] if len(firsts) == 1 else ""
    while code and code not in order:
        order.append(code)
        code = following.get(code, "")
    if set(order) != set(elements) or len(order) != len(elements):
        raise ValueError(f"the links below {_text(parent, 'ID')} are no single chain through its elements")
    return [elements[code] for code in order]


def _procedure(item: Element) -> dict[str, Any]:
    return {
        **_head(item, "UnitProcedure"),
        "operations": [
            {
                **_head(operation, "Operation"),
                "phases": [
                    {**_head(phase, "Phase"), "steps": [_step(step) for step in _ordered(phase)]}
                    for phase in _ordered(operation)
                ],
            }
            for operation in _ordered(item)
        ],
    }


def _head(item: Element, kind: str) -> dict[str, Any]:
    if _text(item, "RecipeElementType") != kind:
        raise ValueError(f"{_text(item, 'ID')} is a {_text(item, 'RecipeElementType')}, not a {kind}")
    return {"id": _text(item, "ID"), "title": _words(item)}


def _step(item: Element) -> dict[str, Any]:
    rest = _rest(item)
    kept = rest.pop("fields", None)
    step = {
        "id": _text(item, "ID"),
        "title": _words(item),
        "instruction": _words(_information(item, "instruction")),
        **rest,
    }
    found = [_field(each, kept or {}) for each in item.findall(_tag("Parameter"))]
    if kept is not None or found:
        step["fields"] = found
    return step


def _field(item: Element, kept: Mapping[str, Any]) -> dict[str, Any]:
    code, kind = _text(item, "ID"), _text(item, "ParameterSubType")
    found = {"code": code, "label": _text(item, "Description"), "kind": kind, **kept.get(code, {})}
    value = _child(item, "Value")
    if _text(value, "UnitOfMeasure"):
        found["unit"] = _text(value, "UnitOfMeasure")
    if kind == "calculated":
        found["formula"] = _text(value, "ValueString")
    for below in item.findall(_tag("Parameter")):
        name, bound = _text(below, "ID"), _child(below, "Value")
        if name not in _LIMITS:
            raise ValueError(f"{code} has a parameter {name} that is no limit")
        text = _text(bound, "ValueString")
        found[name] = f"={text}" if _text(bound, "DataInterpretation") == "Equation" else json.loads(text)
    return found


def _information(item: Element, name: str) -> Element:
    for found in item.findall(_tag("OtherInformation")):
        if _text(found, "ID") == name:
            return found
    raise KeyError(f"OtherInformation {name} of {_text(item, 'ID')} is missing")


def _rest(item: Element) -> dict[str, Any]:
    read = json.loads(_text(_child(_information(item, REST), "Value"), "ValueString"))
    if not isinstance(read, dict):
        raise TypeError(f"{REST} of {_text(item, 'ID')} is no JSON object")
    return read


def _words(item: Element) -> Any:
    found = item.findall(_tag("Description"))
    if not found:
        raise KeyError(f"Description of {_text(item, 'ID')} is missing")
    if all(each.get("languageID") is None for each in found):
        return found[0].text or ""
    return {each.get("languageID") or "en": each.text or "" for each in found}


def _child(item: Element, name: str) -> Element:
    found = item.find(_tag(name))
    if found is None:
        raise KeyError(f"{name} is missing in {etree.QName(item).localname}")
    return found


def _text(item: Element, name: str) -> str:
    return _child(item, name).text or ""


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _refused(message: str, remedy: str) -> Refused:
    return Refused(Refusal(code="batchml-unreadable", rule="STO-04", message=f"{message}.", remedy=remedy))
