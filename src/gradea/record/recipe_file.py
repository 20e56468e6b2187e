"""From a recipe file to a master recipe: read, check every word, and refuse all of it if anything is wrong (MAS-06)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, cast

from gradea.record.checker import Checker
from gradea.record.content import canonical_text, text_hash
from gradea.record.label_file import specimen_from
from gradea.record.problem import Lines, Path, Problem, RecipeRefused
from gradea.record.recipe import (
    DEVIATION_CLASSES,
    Approval,
    Attribute,
    Equipment,
    MasterRecipe,
    Material,
    Operation,
    Phase,
    Step,
    UnitProcedure,
)
from gradea.record.recipe_check import check_references
from gradea.record.roles import ROLES
from gradea.record.step_file import BASES, step_from
from gradea.record.units import UNITS
from gradea.record.yaml_text import read_yaml

_HEADER = (
    *("code", "version", "status", "product", "title", "batch_size", "precautions"),
    *("materials", "equipment", "specification", "unit_procedures"),
)
_HEADER_MAY = ("effective_date", "approvals", "change_reason", "late_after_min", "label", "interventions")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@dataclass(slots=True)
class Places:
    """Where steps, fields and attributes stand in the file, for problems found later."""

    steps: dict[str, Path] = field(default_factory=dict)
    fields: dict[str, Path] = field(default_factory=dict)
    attributes: dict[str, Path] = field(default_factory=dict)


def recipe_from_text(text: str) -> MasterRecipe:
    """Return the recipe in this text.

    Raises:
        RecipeRefused: With every problem, each with its line and what to write instead.
    """
    data, lines = read_yaml(text)
    return recipe_from(data, lines)


def problems_in(text: str) -> tuple[Problem, ...]:
    """Return the problems of the recipe in this text; empty if it can be used.

    >>> print(problems_in("code: x\\ncode: y")[0])
    line 2: code: This key stands here twice. Keep one of them.
    """
    try:
        recipe_from_text(text)
    except RecipeRefused as refused:
        return refused.problems
    return ()


def recipe_from(data: Mapping[str, Any], lines: Lines) -> MasterRecipe:
    """Return the recipe that this content describes.

    Args:
        data: Plain values, as `read_yaml` gives them.
        lines: Place in the data → line in the file, for the problems; may be empty.

    Raises:
        RecipeRefused: With every problem found.
    """
    checker = Checker(lines)
    recipe = _read(checker, data)
    if checker.problems:
        raise RecipeRefused(sorted(checker.problems, key=lambda problem: problem.line))
    return recipe


def missing_words(text: str, languages: Iterable[str]) -> tuple[Problem, ...]:
    """Return where a text of the recipe is missing in one of these languages; the rest of the recipe is not judged.

    Raises:
        RecipeRefused: If the text is no YAML that can be read.
    """
    data, lines = read_yaml(text)
    checker = Checker(lines)
    _read(checker, data)
    return checker.unspoken(languages)


def _read(checker: Checker, data: Mapping[str, Any]) -> MasterRecipe:
    places = Places()
    data = checker.keys(data, (), _HEADER, _HEADER_MAY)
    procedures, steps = _procedures_from(checker, data.get("unit_procedures", ()), places)
    recipe = MasterRecipe(
        code=checker.text(data, "code", ()),
        version=checker.whole(data, "version", (), 0) or 0,
        status=checker.one_of(data, "status", (), ("draft", "approved", "superseded"), "draft"),
        effective_date=checker.text(data, "effective_date", ()),
        approvals=_approvals_from(checker, data),
        change_reason=checker.text(data, "change_reason", ()),
        content_hash=text_hash(canonical_text(data)),
        product=checker.words(data, "product", ()),
        title=checker.words(data, "title", ()),
        batch_size=checker.words(data, "batch_size", ()),
        precautions=checker.words(data, "precautions", ()),
        materials=_materials_from(checker, data.get("materials", {})),
        equipment=_equipment_from(checker, data.get("equipment", {})),
        specification=_specification_from(checker, data.get("specification", ()), places),
        unit_procedures=procedures,
        steps=steps,
        late_after_min=checker.whole(data, "late_after_min", (), 15) or 15,
        label=specimen_from(checker, data["label"], {step.id for step in steps}) if "label" in data else None,
        interventions=_interventions_from(checker, data.get("interventions", {})),
    )
    _check_approval(checker, recipe)
    check_references(checker, recipe, places.steps, places.fields, places.attributes)
    return recipe


def _interventions_from(checker: Checker, data: Any) -> dict[str, Mapping[str, str]]:
    items = data if isinstance(data, Mapping) else checker.keys(data, ("interventions",), (), ())
    return {str(code): checker.words(items, code, ("interventions",)) for code in items}


def _check_approval(checker: Checker, recipe: MasterRecipe) -> None:
    if recipe.version < 1:
        checker.wrong(("version",), "The version is a whole number from 1 up.", "Begin with 1.")
    if recipe.status == "approved" and (not recipe.approvals or not _DATE.match(recipe.effective_date)):
        checker.wrong(
            ("status",),
            "An approved recipe names who approved it and from which date it is in force.",
            "Add approvals and effective_date, or set the status to draft.",
        )
    if recipe.version > 1 and not recipe.change_reason:
        checker.wrong(("version",), "A later version says why it was changed.", "Add change_reason.")


def _approvals_from(checker: Checker, data: Mapping[str, Any]) -> tuple[Approval, ...]:
    found = []
    for index, item in enumerate(checker.items(data.get("approvals", ()), ("approvals",))):
        path: Path = ("approvals", index)
        item = checker.keys(item, path, ("role", "date"), ())
        role, day = checker.one_of(item, "role", path, (*ROLES, "production"), "qa"), checker.text(item, "date", path)
        if not _DATE.match(day):
            checker.wrong((*path, "date"), f"'{day}' is not a date.", "Write it like 2026-11-01.")
        found.append(Approval(role=role, approved_date=day))
    return tuple(found)


def _materials_from(checker: Checker, data: Any) -> dict[str, Material]:
    found = {}
    for code, item in (data if isinstance(data, Mapping) else checker.keys(data, ("materials",), (), ())).items():
        path: Path = ("materials", code)
        item = checker.keys(item, path, ("title",), ("amount", "critical"))
        found[code] = Material(
            code=code,
            title=checker.words(item, "title", path),
            amount=checker.text(item, "amount", path),
            critical=checker.flag(item, "critical", path),
        )
    return found


def _equipment_from(checker: Checker, data: Any) -> dict[str, Equipment]:
    found = {}
    for code, item in (data if isinstance(data, Mapping) else checker.keys(data, ("equipment",), (), ())).items():
        path: Path = ("equipment", code)
        item = checker.keys(item, path, ("title", "room"), ())
        found[code] = Equipment(
            code=code, title=checker.words(item, "title", path), room=checker.text(item, "room", path)
        )
    return found


def _specification_from(checker: Checker, data: Any, places: Places) -> tuple[Attribute, ...]:
    found = []
    for index, item in enumerate(checker.items(data, ("specification",))):
        path: Path = ("specification", index)
        item = checker.keys(
            item,
            path,
            ("code", "title", "field", "relation", "basis"),
            ("low", "high", "expected", "unit", "informative", "class", "event", "method", "history"),
        )
        relation = checker.one_of(item, "relation", path, (">", "<", "between", "is"), "is")
        attribute = Attribute(
            code=checker.text(item, "code", path),
            title=checker.words(item, "title", path),
            field=checker.text(item, "field", path),
            relation=cast(Literal[">", "<", "between", "is"], relation),
            low=checker.number(item, "low", path),
            high=checker.number(item, "high", path),
            expected=checker.text(item, "expected", path),
            unit=checker.one_of(item, "unit", path, UNITS, ""),
            informative=checker.flag(item, "informative", path),
            method=checker.text(item, "method", path),
            history=_history_from(checker, item, path),
            outcome_class=checker.one_of(item, "class", path, DEVIATION_CLASSES, "major"),
            outcome_code=checker.text(item, "event", path, "OOS"),
            basis=checker.one_of(item, "basis", path, BASES, ""),
        )
        _check_relation(checker, attribute, path)
        if attribute.code in places.attributes:
            checker.wrong(path, f"The attribute {attribute.code} stands here twice.", "Keep one of them.")
        places.attributes[attribute.code] = path
        found.append(attribute)
    return tuple(found)


def _history_from(checker: Checker, data: Mapping[str, Any], path: Path) -> tuple[Decimal, ...]:
    values = checker.items(data.get("history", ()), (*path, "history"))
    good = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool) and value > 0]
    if len(good) != len(values):
        checker.wrong((*path, "history"), "Earlier results are numbers above zero.", "Write them like [88, 90.5].")
    return tuple(Decimal(repr(value)) for value in good)


def _check_relation(checker: Checker, attribute: Attribute, path: Path) -> None:
    needs = {">": ("low",), "<": ("high",), "between": ("low", "high"), "is": ("expected",)}[attribute.relation]
    for name in needs:
        if getattr(attribute, name) in (None, ""):
            checker.wrong(path, f"The attribute {attribute.code} has no limit '{name}'.", f"Add {name}.")
    if attribute.low is not None and attribute.high is not None and attribute.low > attribute.high:
        checker.wrong((*path, "low"), f"low {attribute.low} is above high {attribute.high}.", "Swap them.")


def _procedures_from(checker: Checker, data: Any, places: Places) -> tuple[tuple[UnitProcedure, ...], tuple[Step, ...]]:
    steps: list[Step] = []
    procedures = []
    for index, item in enumerate(checker.items(data, ("unit_procedures",))):
        path: Path = ("unit_procedures", index)
        item = checker.keys(item, path, ("id", "title", "operations"), ())
        operations = []
        for number, inner in enumerate(checker.items(item.get("operations", ()), (*path, "operations"))):
            operations.append(_operation_from(checker, inner, (*path, "operations", number), steps, places))
        procedures.append(
            UnitProcedure(
                id=checker.text(item, "id", path),
                title=checker.words(item, "title", path),
                operations=tuple(operations),
            )
        )
    return tuple(procedures), tuple(steps)


def _operation_from(checker: Checker, data: Any, path: Path, steps: list[Step], places: Places) -> Operation:
    data = checker.keys(data, path, ("id", "title", "phases"), ())
    code = checker.text(data, "id", path)
    phases = []
    for number, item in enumerate(checker.items(data.get("phases", ()), (*path, "phases"))):
        place: Path = (*path, "phases", number)
        item = checker.keys(item, place, ("id", "title", "steps"), ())
        phase = checker.text(item, "id", place)
        mine = []
        for index, inner in enumerate(checker.items(item.get("steps", ()), (*place, "steps"))):
            where: Path = (*place, "steps", index)
            step = step_from(checker, inner, where, code, phase)
            _note_place(checker, step, where, places)
            steps.append(step)
            mine.append(step.id)
        phases.append(Phase(id=phase, title=checker.words(item, "title", place), steps=tuple(mine)))
    return Operation(id=code, title=checker.words(data, "title", path), phases=tuple(phases))


def _note_place(checker: Checker, step: Step, path: Path, places: Places) -> None:
    if step.id in places.steps:
        checker.wrong((*path, "id"), f"The step {step.id} stands here twice.", "Give it another number.")
    places.steps.setdefault(step.id, path)
    for index, item in enumerate(step.fields):
        place: Path = (*path, "fields", index)
        if item.code in places.fields:
            checker.wrong((*place, "code"), f"The field {item.code} stands here twice.", "Give it another code.")
        places.fields.setdefault(item.code, place)
