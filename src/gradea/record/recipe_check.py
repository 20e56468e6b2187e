"""Check what a recipe refers to: fields before they are read, things that exist, steps that come earlier."""

from collections.abc import Mapping
from typing import Any

from gradea.record.act_vocabulary import ACTS, QUANTITY_UNITS, references, things
from gradea.record.checker import Checker
from gradea.record.problem import Path
from gradea.record.recipe import Field, MasterRecipe, Step
from gradea.record.units import ACT_UNITS

_NUMERIC = ("number", "calculated")


def check_references(
    checker: Checker,
    recipe: MasterRecipe,
    steps: Mapping[str, Path],
    fields: Mapping[str, Path],
    attributes: Mapping[str, Path],
) -> None:
    """Check everything that names something else; the last three arguments say where things stand in the file."""
    written: dict[str, Field] = {}
    seen: set[str] = set()
    for step in recipe.steps:
        path = steps[step.id]
        _check_step(checker, step, path)
        _check_order(checker, step, path, seen)
        for item in step.fields:
            _check_field(checker, recipe, (step, item), fields[item.code], written)
            written.setdefault(item.code, item)
        for index, act in enumerate(step.acts):
            place: Path = (*path, "acts", index) if (*path, "acts", index) in checker.lines else (*path, "act")
            _check_act(checker, recipe, act, place, written)
        seen.add(step.id)
    _check_specification(checker, recipe, attributes)


def _check_step(checker: Checker, step: Step, path: Path) -> None:
    measured = bool(step.fields) and all(item.source == "instrument" for item in step.fields)
    if step.critical and not step.verification and not step.review and not (step.lane == "qc" and measured):
        checker.wrong(
            path,
            f"Step {step.id} is critical and has no verification.",
            "Add verification: true, or take every value from an instrument in the qc lane.",
        )
    if step.verification and step.lane == "release":
        checker.wrong(path, f"Step {step.id} is a review and takes no verification.", "Remove verification.")
    if (step.lane == "release") != bool(step.review):
        checker.wrong(path, f"Step {step.id}: reviews, and only reviews, are in the lane release.", "Set review.")
    if step.delayed and (step.lane != "qc" or not step.parallel):
        message = f"Step {step.id} is delayed and not a parallel step of quality control."
        checker.wrong((*path, "delayed"), message, "Only a result that comes later may be delayed.")
    if step.window_min is not None and step.planned is None:
        checker.wrong(path, f"Step {step.id} has a window but no planned time.", "Add planned.")


def _check_order(checker: Checker, step: Step, path: Path, seen: set[str]) -> None:
    for name in step.after:
        if name not in seen:
            checker.wrong((*path, "after"), f"Step {name} does not stand before {step.id}.", "Name an earlier step.")
    for index, timer in enumerate(step.timers):
        if timer.step not in seen:
            place: Path = (*path, "timers", index)
            checker.wrong(place, f"Step {timer.step} does not stand before {step.id}.", "Name an earlier step.")


def _check_field(
    checker: Checker, recipe: MasterRecipe, where: tuple[Step, Field], path: Path, written: Mapping[str, Field]
) -> None:
    step, item = where
    _check_names(checker, item.inputs, (*path, "formula"), written)
    for name in ("low", "high"):
        bound = getattr(item, name)
        _check_names(checker, bound.inputs if bound else (), (*path, name), written)
    if item.material and item.material not in recipe.materials:
        checker.wrong((*path, "material"), f"The material {item.material} is not in the list.", "Add it to materials.")
    if item.equipment and item.equipment not in recipe.equipment:
        checker.wrong((*path, "equipment"), f"The device {item.equipment} is not in the list.", "Add it to equipment.")
    if item.observes:
        _check_observation(checker, step, item, (*path, "observes"))


def _check_names(checker: Checker, names: tuple[str, ...], path: Path, written: Mapping[str, Field]) -> None:
    for name in names:
        item = written.get(name)
        if item is None:
            checker.wrong(path, f"No earlier field is called {name}.", "Name a field that is written before this one.")
        elif item.kind not in _NUMERIC or item.quantified_from is not None:
            checker.wrong(path, f"{name} is not always a number.", "Calculate with numbers only.")


def _check_observation(checker: Checker, step: Step, item: Field, path: Path) -> None:
    thing, _, quantity = item.observes.rpartition(".")
    showing = [act for act in step.acts if quantity in ACTS[str(act["do"])].shows]
    narrowed = [act for act in showing if thing in ("", *things(act))]
    if item.material or item.equipment:
        narrowed = [act for act in narrowed if (item.material or item.equipment) in things(act)]
    if not narrowed:
        checker.wrong(path, f"No act of step {step.id} shows {item.observes}.", "Add the act, or correct the name.")
        return
    if len(narrowed) > 1:
        message = f"Several acts of step {step.id} show {item.observes}."
        checker.wrong(path, message, f"Say which, as in thing.{quantity}.")
        return
    unit = QUANTITY_UNITS.get(quantity, "")
    if quantity == "added":
        unit = ACT_UNITS[str(narrowed[0]["unit"])]
    if item.kind == "number" and unit != item.unit:
        checker.wrong(path, f"{quantity} is in {unit or 'no unit'}, the field in {item.unit}.", f"Use {unit}.")


def _check_act(
    checker: Checker, recipe: MasterRecipe, act: Mapping[str, Any], path: Path, written: Mapping[str, Field]
) -> None:
    for name, code in references(act).items():
        item = written.get(code)
        if item is None or item.kind not in _NUMERIC:
            checker.wrong((*path, name), f"No earlier number is called {code}.", "Name a field written before.")
    material, equipment = act.get("material"), act.get("equipment")
    for code in (material, *act.get("materials", ())):
        if code is not None and code not in recipe.materials:
            checker.wrong(path, f"The material {code} is not in the list.", "Add it to materials.")
    if equipment is not None and equipment not in recipe.equipment:
        checker.wrong(path, f"The device {equipment} is not in the list.", "Add it to equipment.")


def _check_specification(checker: Checker, recipe: MasterRecipe, attributes: Mapping[str, Path]) -> None:
    if not recipe.specification:
        checker.wrong(("specification",), "The recipe has no release specification.", "Add at least one attribute.")
    for attribute in recipe.specification:
        path, item = attributes[attribute.code], recipe.field_of.get(attribute.field)
        if item is None:
            checker.wrong((*path, "field"), f"No field is called {attribute.field}.", "Name a field of a step.")
        elif attribute.relation == "is" and attribute.expected not in item.options:
            checker.wrong((*path, "expected"), f"{attribute.expected} is no option of {item.code}.", "Use its words.")
        elif attribute.relation != "is" and (item.kind not in _NUMERIC or item.unit != attribute.unit):
            checker.wrong((*path, "unit"), f"{item.code} is in {item.unit}, not {attribute.unit}.", "Use one unit.")
