"""BatchML: what goes out comes back with the same hash, has the standard's structure, and validates where the schema is."""

import contextlib
import copy
import os
from pathlib import Path
from typing import Any

import pytest
from desk import RECIPES, SMALL_TEXT
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gradea.record import read_yaml, recipe_from
from gradea.record.batchml import NAMESPACE, batchml_from_recipe_data, recipe_data_from_batchml
from gradea.vocabulary import Refused

SCHEMA = os.environ.get("GRADEA_B2MML_XSD", "")
TEXTS = {
    "small": SMALL_TEXT,
    **{path.stem: path.read_text(encoding="utf-8") for path in sorted(RECIPES.glob("*.yaml"))},
}
LEVELS = ("UnitProcedure", "Operation", "Phase", "Other")
B = {"b": NAMESPACE}


def data_of(name: str) -> dict[str, Any]:
    """Return the content of a recipe."""
    return dict(read_yaml(TEXTS[name])[0])


def exported(name: str = "small") -> Any:
    """Return the export of a recipe as a tree."""
    return etree.fromstring(batchml_from_recipe_data(data_of(name)))


@pytest.mark.requirement("STO-04", "positive")
@pytest.mark.parametrize("name", TEXTS)
def test_a_recipe_comes_back_with_the_same_hash(name: str) -> None:
    data = data_of(name)
    back = recipe_data_from_batchml(batchml_from_recipe_data(data))
    assert recipe_from(back, {}) == recipe_from(data, {})
    assert recipe_from(back, {}).content_hash == recipe_from(data, {}).content_hash


@pytest.mark.requirement("MAS-06", "positive")
@pytest.mark.parametrize("name", TEXTS)
def test_the_structure_is_that_of_isa_88(name: str) -> None:
    tree, recipe = exported(name), recipe_from(data_of(name), {})
    (master,) = tree.findall("b:MasterRecipe", B)
    assert [etree.QName(each).localname for each in tree] == ["ListHeader", "MasterRecipe"]
    assert master.findtext("b:ID", namespaces=B) == recipe.code
    assert len(master.findall("b:Header/b:ApprovalHistory/b:IndividualApproval", B)) == len(recipe.approvals)
    assert {p.findtext("b:ID", namespaces=B) for p in master.findall("b:Formula/b:Parameter", B)} == set(
        recipe.materials
    )
    assert {e.findtext("b:ID", namespaces=B) for e in master.findall("b:EquipmentRequirement", B)} == set(
        recipe.equipment
    )
    level, found = [master], []
    for kind in LEVELS:
        level = [below for above in level for below in above.findall("b:RecipeElement", B)]
        assert {each.findtext("b:RecipeElementType", namespaces=B) for each in level} == {kind}
        found.append(len(level))
    operations = [o for p in recipe.unit_procedures for o in p.operations]
    phases = [phase for o in operations for phase in o.phases]
    assert found == [len(recipe.unit_procedures), len(operations), len(phases), len(recipe.steps)]
    assert [each.findtext("b:ID", namespaces=B) for each in level] == [step.id for step in recipe.steps]
    for element, step in zip(level, recipe.steps, strict=True):
        parameters = element.findall("b:Parameter", B)
        assert [p.findtext("b:ID", namespaces=B) for p in parameters] == [item.code for item in step.fields]
        for parameter, item in zip(parameters, step.fields, strict=True):
            assert (parameter.findtext("b:Value/b:UnitOfMeasure", namespaces=B) or "") == item.unit
            if item.kind == "calculated":
                assert parameter.findtext("b:Value/b:ValueString", namespaces=B) == item.formula
                assert parameter.findtext("b:Value/b:DataInterpretation", namespaces=B) == "Equation"


@pytest.mark.skipif(not SCHEMA, reason="GRADEA_B2MML_XSD names no folder with the B2MML/BatchML schemas")
@pytest.mark.requirement("STO-04", "e2e")
@pytest.mark.parametrize("name", TEXTS)
def test_it_validates_against_the_published_schema(name: str) -> None:
    schema = etree.XMLSchema(etree.parse(Path(SCHEMA) / "BatchML-BatchInformation.xsd"))
    tree = exported(name)
    assert schema.validate(tree), schema.error_log
    tree.find("b:MasterRecipe/b:RecipeElement/b:RecipeElementType", B).text = "Chapter"
    assert not schema.validate(tree)


def test_what_another_tool_changed_is_taken_over() -> None:
    tree = exported()
    field = next(p for p in tree.iter(f"{{{NAMESPACE}}}Parameter") if p.findtext("b:ID", namespaces=B) == "volume_ml")
    high = next(p for p in field.findall("b:Parameter", B) if p.findtext("b:ID", namespaces=B) == "high")
    high.find("b:Value/b:ValueString", B).text = "111"
    phase = next(
        e
        for e in tree.iter(f"{{{NAMESPACE}}}RecipeElement")
        if e.findtext("b:RecipeElementType", namespaces=B) == "Phase"
    )
    phase.find("b:Description", B).text = "Another title"
    recipe = recipe_from(recipe_data_from_batchml(etree.tostring(tree)), {})
    bound = recipe.field_of["volume_ml"].high
    assert bound is not None
    assert bound.text == "111"
    assert recipe.unit_procedures[0].operations[0].phases[0].title["en"] == "Another title"


def test_the_order_is_that_of_the_links() -> None:
    tree = exported()
    steps = [
        e
        for e in tree.iter(f"{{{NAMESPACE}}}RecipeElement")
        if e.find("b:RecipeElementType", B).get("OtherValue") == "Step"
    ]
    parent = steps[0].getparent()
    if len(parent.findall("b:RecipeElement", B)) > 1:
        parent.remove(steps[0])
        parent.insert(list(parent).index(steps[1]) + 1, steps[0])
    assert recipe_data_from_batchml(etree.tostring(tree)) == data_of("small")


BROKEN = {
    "nothing": lambda _tree: b"",
    "no XML": lambda _tree: b"<a>",
    "another document": lambda _tree: b"<a/>",
    "an entity": lambda tree: b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + etree.tostring(tree),
    "two recipes": lambda tree: tree.append(copy.deepcopy(tree[1])) or etree.tostring(tree),
    "no links": lambda tree: (
        [link.getparent().remove(link) for link in tree.findall(".//b:Link", B)] and etree.tostring(tree)
    ),
    "no version": lambda tree: tree[1].remove(tree[1].find("b:Version", B)) or etree.tostring(tree),
    "no rest": lambda tree: (
        [i.getparent().remove(i) for i in tree.findall(".//b:OtherInformation", B)] and etree.tostring(tree)
    ),
    "a circle": lambda tree: (
        setattr(tree.find(".//b:Link/b:ToID/b:ToIDValue", B), "text", "S-1.1") or etree.tostring(tree)
    ),
}


@pytest.mark.requirement("STO-04", "negative")
@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_document_is_refused_with_what_to_do(what: str) -> None:
    with pytest.raises(Refused) as caught:
        recipe_data_from_batchml(BROKEN[what](exported()))
    assert caught.value.refusal.code == "batchml-unreadable"
    assert caught.value.refusal.remedy


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_damage_ends_in_anything_but_a_recipe_or_a_refusal(data: st.DataObject) -> None:
    tree = exported()
    every = list(tree.iter())
    hit = data.draw(st.sampled_from(every[1:]))
    if data.draw(st.booleans()):
        hit.getparent().remove(hit)
    else:
        hit.text = data.draw(st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cn")), max_size=8))
    with contextlib.suppress(Refused):
        assert recipe_data_from_batchml(etree.tostring(tree))["code"] is not None
