"""Write the content of a recipe file as BatchML."""

import itertools
import json
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from gradea.record.printing import NOTICE

NAMESPACE = "http://www.mesa.org/xml/B2MML"
REST = "gradea.rest"
"""ID of the OtherInformation that holds, as JSON, what the standard has no element for."""

_LIMITS = ("low", "high", "hard_low", "hard_high", "quantified_from")
_DATA_TYPES = {"number": "decimal", "calculated": "decimal", "choice": "Code"}
_INPUTS = frozenset({"scan_material", "scan_equipment"})
Element = Any


def batchml_from_recipe_data(data: Mapping[str, Any]) -> bytes:
    """Return a recipe as a BatchInformation document with one MasterRecipe.

    Args:
        data: Plain content of a recipe file that has passed its check, as `read_yaml` gives it.
    """
    prefixes: Any = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}BatchInformation", nsmap=prefixes)
    header = _put(root, "ListHeader")
    _put(header, "ID", f"{data['code']}-{data['version']}")
    _put(header, "Description", NOTICE)
    _put(header, "Origin", "Grade A")
    recipe = _put(root, "MasterRecipe")
    _put(recipe, "ID", data["code"])
    _put(recipe, "Version", data["version"])
    _words(recipe, data["title"])
    _header(recipe, data)
    for code, device in data["equipment"].items():
        _equipment(recipe, code, device["title"], device["room"])
    formula = _put(recipe, "Formula")
    for code, material in data["materials"].items():
        _material(formula, code, material)
    procedures = data["unit_procedures"]
    _logic(recipe, [each["id"] for each in procedures], data["version"])
    for each in procedures:
        _procedure(recipe, each, data["version"])
    for name in ("product", "batch_size", "precautions"):
        _words(_information(recipe, name), data[name])
    carried = ("code", "version", "title", "equipment", "unit_procedures", "product", "batch_size", "precautions")
    rest = _without(data, *carried, "approvals", "effective_date", "change_reason")
    rest["materials"] = {code: _without(item, "title", "amount") for code, item in data["materials"].items()}
    rest["equipment"] = {
        code: {"title": item["title"]} for code, item in data["equipment"].items() if not isinstance(item["title"], str)
    }
    _rest(recipe, rest)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _header(recipe: Element, data: Mapping[str, Any]) -> None:
    header = _put(recipe, "Header")
    if data.get("change_reason"):
        _put(_put(header, "ModificationLog"), "Description", data["change_reason"])
    approvals = data.get("approvals", ())
    if approvals:
        history = _put(header, "ApprovalHistory")
        _put(history, "FinalApprovalDate", _instant(max(str(item["date"]) for item in approvals)))
        _put(history, "Version", data["version"])
        for item in approvals:
            one = _put(history, "IndividualApproval")
            _put(one, "ApprovedBy", item["role"])
            _put(one, "ApprovalDate", _instant(str(item["date"])))
    if data.get("effective_date"):
        _put(header, "EffectiveDate", _instant(str(data["effective_date"])))
    _put(header, "ProductID", data["code"])
    _put(header, "Status", "Other", OtherValue=data["status"])


def _material(formula: Element, code: str, item: Mapping[str, Any]) -> None:
    made = _parameter(formula, code, "ProcessInput", _english(item["title"]))
    title = item["title"]
    if "amount" in item:
        _value(made, str(item["amount"]), "Constant", "Text", "")
    if not isinstance(title, str):
        for language, words in title.items():
            _value(_parameter(made, f"title.{language}", "Other", words), words, "Constant", "Text", "")


def _procedure(parent: Element, item: Mapping[str, Any], version: Any) -> None:
    made = _element(parent, item, "UnitProcedure", [each["id"] for each in item["operations"]], version)
    for operation in item["operations"]:
        middle = _element(made, operation, "Operation", [each["id"] for each in operation["phases"]], version)
        for phase in operation["phases"]:
            inner = _element(middle, phase, "Phase", [each["id"] for each in phase["steps"]], version)
            for step in phase["steps"]:
                _step(inner, step)


def _element(parent: Element, item: Mapping[str, Any], kind: str, below: Sequence[str], version: Any) -> Element:
    made = _put(parent, "RecipeElement")
    _put(made, "ID", item["id"])
    _words(made, item["title"])
    _put(made, "RecipeElementType", kind)
    _logic(made, below, version)
    return made


def _logic(parent: Element, ids: Sequence[str], version: Any) -> None:
    """Write the order of what is below: one step after the other."""
    logic = _put(parent, "ProcedureLogic")
    for before, after in itertools.pairwise(ids):
        link = _put(logic, "Link")
        _put(link, "ID", f"L-{before}-{after}")
        for end, code in (("From", before), ("To", after)):
            place = _put(link, f"{end}ID")
            _put(place, f"{end}IDValue", f"S-{code}")
            _put(place, f"{end}Type", "Step")
            _put(place, "IDScope", "Internal")
        _put(link, "LinkType", "ControlLink")
        _put(link, "Depiction", "LineAndArrow")
    for code in ids:
        step = _put(logic, "Step")
        _put(step, "ID", f"S-{code}")
        _put(step, "RecipeElementID", code)
        _put(step, "RecipeElementVersion", version)


def _step(parent: Element, step: Mapping[str, Any]) -> None:
    made = _put(parent, "RecipeElement")
    _put(made, "ID", step["id"])
    _words(made, step["title"])
    _put(made, "RecipeElementType", "Other", OtherValue="Step")
    for item in step.get("fields", ()):
        if item["kind"] == "scan_equipment":
            _equipment(made, item["equipment"], "", "")
    for item in step.get("fields", ()):
        _field(made, item)
    _words(_information(made, "instruction"), step["instruction"])
    rest = _without(step, "id", "title", "instruction")
    fields = {
        item["code"]: _without(item, "code", "kind", "unit", "decimals", "formula", *_LIMITS, *_label_if_plain(item))
        for item in step.get("fields", ())
    }
    _rest(made, {**rest, "fields": fields} if "fields" in step else rest)


def _label_if_plain(item: Mapping[str, Any]) -> tuple[str, ...]:
    return ("label",) if isinstance(item["label"], str) else ()


def _field(parent: Element, item: Mapping[str, Any]) -> None:
    kind, unit = item["kind"], str(item.get("unit", ""))
    made = _parameter(
        parent, item["code"], "ProcessInput" if kind in _INPUTS else "ProcessOutput", _english(item["label"]), kind
    )
    if kind == "calculated":
        _value(made, item["formula"], "Equation", "decimal", unit)
    else:
        _value(made, "", "External", _DATA_TYPES.get(kind, "Text"), unit)
    for name in (*_LIMITS, "decimals"):
        if name in item:
            bound, equation = item[name], isinstance(item[name], str) and item[name].startswith("=")
            text = bound[1:] if equation else json.dumps(bound)
            below = _parameter(made, name, "ProcessParameter", "")
            _value(below, text, "Equation" if equation else "Constant", "decimal", "" if name == "decimals" else unit)


def _parameter(parent: Element, code: str, kind: str, description: str, subtype: str = "") -> Element:
    made = _put(parent, "Parameter")
    _put(made, "ID", code)
    if description:
        _put(made, "Description", description)
    _put(made, "ParameterType", kind)
    if subtype:
        _put(made, "ParameterSubType", subtype)
    return made


def _value(parent: Element, text: str, interpretation: str, data_type: str, unit: str) -> None:
    value = _put(parent, "Value")
    _put(value, "ValueString", text)
    _put(value, "DataInterpretation", interpretation)
    _put(value, "DataType", data_type)
    _put(value, "UnitOfMeasure", unit)


def _equipment(parent: Element, code: str, title: Any, room: str) -> None:
    made = _put(parent, "EquipmentRequirement")
    _put(made, "ID", code)
    if room:
        constraint = _put(made, "Constraint")
        _put(constraint, "ID", "room")
        _put(constraint, "Condition", room)
    if title:
        _put(made, "Description", _english(title))


def _information(parent: Element, name: str) -> Element:
    made = _put(parent, "OtherInformation")
    _put(made, "ID", name)
    return made


def _rest(parent: Element, rest: Mapping[str, Any]) -> None:
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    _value(_information(parent, REST), text, "Constant", "string", "")


def _words(parent: Element, words: Any) -> None:
    """Write a text: one Description per language, or one without a language where the file says none."""
    if isinstance(words, str):
        _put(parent, "Description", words)
        return
    for language, text in words.items():
        _put(parent, "Description", text, languageID=language)


def _english(words: Any) -> str:
    return words if isinstance(words, str) else str(words["en"])


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


def _without(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in names}


def _put(parent: Element, name: str, text: Any = None, **attributes: Any) -> Element:
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", {key: str(value) for key, value in attributes.items()})
    if text is not None:
        made.text = str(text)
    return made
