"""A recipe file is checked word for word: each planted mistake is found, with its line and what to write instead."""

import pytest
from desk import SMALL_TEXT, small_recipe

from gradea.record import RecipeRefused, differences, problems_in, read_yaml, recipe_from, recipe_from_text
from gradea.vocabulary import Refused

PLANTED: list[tuple[str, str, str, str]] = [
    ("an unknown key", "title: Small process", "title: Small process\ncolour: red", "not known here"),
    ("a missing key", "batch_size: One bag\n", "", "'batch_size' is missing"),
    (
        "a wrong unit",
        "unit: mL, decimals: 1, low: 90",
        "unit: litre, decimals: 1, low: 90",
        "unit 'litre' is not known",
    ),
    (
        "a unit left out",
        "kind: calculated, unit: e6, decimals: 1",
        "kind: calculated, decimals: 1",
        "'unit' is missing",
    ),
    (
        "another unit than the instrument's",
        "label: Density, kind: number, unit: e6/mL",
        "label: Density, kind: number, unit: mL",
        "density_e6_per_ml is in e6/mL",
    ),
    (
        "an unknown field in a formula",
        "formula: volume_ml * density_e6_per_ml",
        "formula: volume * density_e6_per_ml",
        "No earlier field is called volume",
    ),
    (
        "a forward reference",
        "formula: volume_ml * density_e6_per_ml",
        "formula: volume_ml * reagent_added_ml",
        "No earlier field is called reagent_added_ml",
    ),
    ("a formula of words", "formula: cells_e6 / 40", "formula: open('x')", "The formula cannot be read"),
    ("a word in a calculation", "formula: cells_e6 / 40", "formula: cells_e6 / lot_reagent", "not always a number"),
    (
        "a forward reference in a limit",
        "low: =0.9 * reagent_ml",
        "low: =0.9 * viability_pct",
        "No earlier field is called viability_pct",
    ),
    (
        "a forward reference in an act",
        "amount: =reagent_ml",
        "amount: =viability_pct",
        "No earlier number is called viability_pct",
    ),
    (
        "an unknown material",
        "kind: scan_material, material: reagent",
        "kind: scan_material, material: honey",
        "honey is not in the list",
    ),
    (
        "an unknown material in an act",
        "act: {do: add, material: reagent",
        "act: {do: add, material: honey",
        "honey is not in the list",
    ),
    (
        "an unknown device",
        "{do: check-equipment, equipment: CNT-1}",
        "{do: check-equipment, equipment: CNT-9}",
        "CNT-9 is not in the list",
    ),
    ("a double step", 'id: "1.4"', 'id: "1.3"', "step 1.3 stands here twice"),
    ("a double field", "code: rinse_code", "code: rinsed", "field rinsed stands here twice"),
    ("an unknown verb", "{do: receive, vessel: LEUKA}", "{do: grab, vessel: LEUKA}", "'grab' is not a known act"),
    ("a parameter left out", "{do: receive, vessel: LEUKA}", "{do: receive}", "'receive' needs vessel"),
    (
        "a parameter too many",
        "{do: receive, vessel: LEUKA}",
        "{do: receive, vessel: LEUKA, speed: fast}",
        "does not take speed",
    ),
    (
        "an amount without a unit of amounts",
        "amount: =reagent_ml, unit: mL",
        "amount: =reagent_ml, unit: drops",
        "'drops' is not a unit of an amount",
    ),
    (
        "an observation nobody makes",
        "observes: donation_number",
        "observes: blood_group",
        "No act of step 1.1 shows blood_group",
    ),
    (
        "a critical step without verification",
        "critical: true\n        verification: true\n        act: {do: receive",
        "critical: true\n        act: {do: receive",
        "critical and has no verification",
    ),
    ("limits the wrong way round", "low: 90, high: 110", "low: 110, high: 90", "low 110 is above high 90"),
    ("a limit beyond the plausible", "low: 90, high: 110", "low: 90, high: 900", "beyond what is plausible"),
    ("a limit without a basis", "observes: volume_ml, basis: D", "observes: volume_ml", "limits without a basis"),
    ("an attribute without a limit", 'relation: ">", low: 70', 'relation: ">"', "VIA has no limit 'low'"),
    (
        "an attribute of no field",
        "field: viability_pct, relation",
        "field: vitality, relation",
        "No field is called vitality",
    ),
    ("an attribute in another unit", 'low: 70, unit: "%"', "low: 70, unit: mL", "viability_pct is in %"),
    ("a wait for a later step", 'after: ["1.4"]', 'after: ["2.2"]', "2.2 does not stand before 2.1"),
    (
        "a timer on a later step",
        '{kind: within, step: "1.3"',
        '{kind: within, step: "2.2"',
        "2.2 does not stand before 1.4",
    ),
    ("a planned time nobody can read", "planned: 7d09h", "planned: next Tuesday", "no simulated time"),
    (
        "a why without clause or confession",
        "The tolerance is site practice.",
        "The tolerance is small.",
        "names no clause",
    ),
    ("an unknown role", "performer: qc", "performer: magician", "performer 'magician' is not known"),
    (
        "a review in the wrong lane",
        "lane: release\n        review: quality",
        "review: quality",
        "only reviews, are in the lane release",
    ),
    (
        "an option that is no option",
        'options: ["yes", "no"], accepted: ["yes", "no"]',
        'options: ["yes", "no"], accepted: ["maybe"]',
        "no option",
    ),
    (
        "an approval that approves nothing",
        'approvals: [{role: qa, date: "2025-08-28"}]',
        "approvals: []",
        "names who approved it",
    ),
    (
        "a text where a number belongs",
        "hard_low: 1, hard_high: 500",
        "hard_low: one, hard_high: 500",
        "'hard_low' must be a number",
    ),
    ("a double key", "batch_size: One bag", "batch_size: One bag\nbatch_size: Two bags", "stands here twice"),
    ("an anchor", "precautions: None beyond", "precautions: &p None beyond", "Anchors and aliases"),
    ("a tag", "precautions: None beyond", "precautions: !!python/object None beyond", "tag"),
    ("broken YAML", "materials:\n", "materials: {\n", "not YAML"),
]


def lines_of(right: str, changed: str) -> range:
    """Return the lines that a change touches, from 1."""
    first = SMALL_TEXT[: SMALL_TEXT.index(right)].count("\n") + 1
    return range(first, first + changed.count("\n") + 1)


@pytest.mark.requirement("MAS-06", kind="negative")
@pytest.mark.parametrize(("name", "right", "wrong", "message"), PLANTED, ids=[row[0] for row in PLANTED])
def test_a_planted_mistake_is_found(name: str, right: str, wrong: str, message: str) -> None:
    """One mistake in an otherwise good file: it is named, near its line, and the remedy says what to write."""
    assert SMALL_TEXT.count(right) >= 1, name
    text = SMALL_TEXT.replace(right, wrong, 1)
    found = [problem for problem in problems_in(text) if message in problem.message]
    assert found, [str(problem) for problem in problems_in(text)]
    assert found[0].remedy
    if wrong:
        lines = lines_of(right, wrong)
        assert any(lines.start - 14 <= problem.line <= lines.stop for problem in found), (found, lines)


@pytest.mark.requirement("MAS-06", kind="positive")
def test_a_good_file_has_no_problem() -> None:
    """The small recipe passes, and every key finds its place."""
    assert problems_in(SMALL_TEXT) == ()
    recipe = small_recipe()
    assert [step.id for step in recipe][:3] == ["1.1", "1.2", "1.3"]
    assert recipe.home_of["cells_e6"] == "1.3"
    assert recipe.dependents["volume_ml"] == ("cells_e6", "reagent_ml")
    assert recipe.bounding["reagent_ml"] == ("reagent_added_ml",)
    assert recipe.queue["production"] == ("1.1", "1.2", "1.3", "1.4", "1.5")


def test_all_problems_are_reported_at_once_and_in_order() -> None:
    """A writer corrects a file once, not ten times; and the exception is a refusal like any other."""
    text = SMALL_TEXT.replace("performer: qc", "performer: magician").replace("unit: mL", "unit: litre")
    with pytest.raises(RecipeRefused) as refused:
        recipe_from_text(text)
    lines = [problem.line for problem in refused.value.problems]
    assert len(lines) >= 4
    assert lines == sorted(lines)
    assert isinstance(refused.value, Refused)
    assert refused.value.refusal.remedy


def test_content_without_lines_is_checked_all_the_same() -> None:
    """A recipe that comes as data, not as text, gets the same check."""
    data, _lines = read_yaml(SMALL_TEXT)
    assert recipe_from(data, {}).content_hash == small_recipe().content_hash


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "- a\n- b",
        "a: [" * 50 + "]" * 50,
        "a: " + "[" * 30 + "]" * 30,
        "x: y\n---\nx: y",
        "a: " + "b" * 300_000,
        "[1, 2]: 3",
    ],
)
def test_text_that_is_no_recipe_is_refused_quietly(text: str) -> None:
    """Empty, too deep, too large, more than one document: a problem, never a crash."""
    assert len(problems_in(text)) >= 1


def test_too_many_values_are_refused() -> None:
    """Ten thousand values are the limit, so that no file keeps the reader busy."""
    [problem] = problems_in("a: [" + ", ".join(["1"] * 10_001) + "]")
    assert "more than 10000 values" in problem.message


def test_plain_words_stay_words() -> None:
    """`no` is no boolean, `08:00` is no number, and a date is a date for people."""
    assert read_yaml("a: [no, 08:00, 2026-11-23, 1_000, 0x10, 1.5, -3, true]")[0] == {
        "a": ["no", "08:00", "2026-11-23", "1_000", "0x10", 1.5, -3, True]
    }


@pytest.mark.requirement("MAS-05", kind="positive")
def test_two_versions_are_compared_place_by_place() -> None:
    """A reviewer of version 2 sees what changed, with before and after, and nothing else."""
    text = SMALL_TEXT.replace("version: 1", "version: 2\nchange_reason: Tighter volume").replace("low: 90", "low: 95")
    [change] = differences(small_recipe(), recipe_from_text(text))
    assert (change.place, change.before, change.after) == ("step 1.3 field volume_ml: low", "90", "95")
    assert differences(small_recipe(), small_recipe()) == ()
    [problem] = problems_in(SMALL_TEXT.replace("version: 1", "version: 2"))
    assert "why it was changed" in problem.message
